// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>

#include <QPointer>
#include <QSet>
#include <QTimer>
#include <QWidget>

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace confab::ui
{

class ListRow;

// The people of a server, searched by the server, page by page: to pick one, or to tick several.
class PeopleList : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { One, Several };
    PeopleList(client::ChatClient &client, const QString &prefix, Mode mode, QWidget *parent = nullptr);

    // Left out of the list.
    void setHidden(const QStringList &usernames);
    [[nodiscard]] QStringList chosen() const;

Q_SIGNALS:
    void picked(const confab::protocol::User &user); // Mode::One

private:
    void ask(const QString &after);
    void askOn();
    void fill(const QList<protocol::User> &users);
    void clear();

    QPointer<client::ChatClient> m_client;
    QString m_prefix;
    Mode m_mode;
    QLineEdit *m_search;
    QLabel *m_note;
    QWidget *m_rows;
    QVBoxLayout *m_column;
    QPushButton *m_more;
    QTimer m_wait;
    QString m_next;
    QStringList m_hidden;
    QStringList m_chosen;
    int m_asked = 0; // answers to earlier questions are dropped
    bool m_waiting = false;
};

} // namespace confab::ui
