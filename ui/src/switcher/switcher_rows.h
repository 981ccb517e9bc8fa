// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/contact.h>

#include <QAbstractListModel>

#include <functional>

namespace confab::client
{
class ChatClient;
class Workspace;
} // namespace confab::client

namespace confab::ui
{

class Preferences;

// Something that the window does by itself.
struct SwitcherAction {
    QString name; // for objectNames and tests
    QString icon;
    QString title;
    QString second;
    QString keys; // as they are shown; empty: none
    std::function<void()> run;
};

// What the quick switcher lists for what was typed: conversations of this server and of the others, what can be done,
// and a search for it. "#", "@" and ">" in front mean rooms, people and bots, and what can be done.
class SwitcherRows : public QAbstractListModel
{
    Q_OBJECT

public:
    struct Row {
        enum class Kind { Title, Hint, Conversation, Action, Search };
        Kind kind = Kind::Title;
        QString title;
        QString second;
        QList<qsizetype> letters; // of the title, that were typed
        QString profile;          // of a conversation
        client::Contact contact;
        int action = -1; // in the list
    };
    enum Role { RowRole = Qt::UserRole + 1 }; // Row

    // All outlive it.
    SwitcherRows(client::Workspace &workspace, Preferences &preferences, QObject *parent);

    void setActions(const QList<SwitcherAction> &actions);
    // The one that is open, and need not be jumped to.
    void setOpen(const QString &conversation) { m_open = conversation; }
    void setText(const QString &typed);
    // What was typed, without the sign in front.
    [[nodiscard]] QString words() const;

    [[nodiscard]] const Row &row(int index) const { return m_rows.at(index); }
    [[nodiscard]] const SwitcherAction &action(const Row &row) const { return m_actions.at(row.action); }
    [[nodiscard]] bool canBeChosen(int index) const;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    [[nodiscard]] QList<Row> conversations(QChar only) const;
    [[nodiscard]] QList<Row> doings() const;
    [[nodiscard]] QString secondOf(client::ChatClient &client, const client::Contact &contact, bool here) const;

    client::Workspace &m_workspace;
    Preferences &m_preferences;
    QList<SwitcherAction> m_actions;
    QList<Row> m_rows;
    QString m_typed;
    QString m_open;
};

} // namespace confab::ui

Q_DECLARE_METATYPE(confab::ui::SwitcherRows::Row)
