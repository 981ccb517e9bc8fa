// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/contact_model.h>

#include <QPointer>

namespace confab::ui
{

// The contacts with a title above each section, as one flat list. Rows come, go and move one by one, never by a reset
// while the source stays the same. UI thread.
class SectionedContacts : public QAbstractListModel
{
    Q_OBJECT

public:
    enum class RowKind { Contact, Title, Hint };
    enum Role {
        // Contacts answer the roles of client::ContactModel too.
        KindRole = Qt::UserRole + 100, // RowKind as int
    };

    explicit SectionedContacts(QObject *parent = nullptr);

    void setSource(client::ContactModel *source);
    void setFilter(const QString &text);

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    // Qt::DisplayRole: name, title or hint.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    // Titles and hints cannot be chosen.
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    [[nodiscard]] QModelIndex indexOf(const QString &conversation) const; // invalid: not listed
    [[nodiscard]] client::Contact contact(const QModelIndex &index) const;

private:
    struct Row {
        RowKind kind = RowKind::Contact;
        client::Contact::Section section = client::Contact::Section::Rooms;
        QString conversation;
        bool operator==(const Row &) const = default;
    };

    [[nodiscard]] QList<Row> wanted() const;
    void refill();
    void changed(int first, int last, const QList<int> &roles);
    [[nodiscard]] QString textOf(const Row &row) const;

    QPointer<client::ContactModel> m_source;
    QString m_filter;
    QList<Row> m_rows;
};

} // namespace confab::ui
