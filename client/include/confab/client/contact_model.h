// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/contact.h>

#include <QAbstractListModel>
#include <QHash>

namespace confab::client
{

// Rooms, then people, then bots; in each favourites first (before them Everyone), what is archived last, by last
// activity, then by name.
// Rows move, they are never reset after the first fill. UI thread.
class ContactModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role {
        ContactRole = Qt::UserRole + 1, // Contact
        ConversationRole,               // its id
        SectionRole,                    // Contact::Section as int
        UnreadRole,
    };

    using QAbstractListModel::QAbstractListModel;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    // Qt::DisplayRole is the name; Qt::AccessibleTextRole says name, unread count, presence, last line.
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override;
    [[nodiscard]] const QList<Contact> &contacts() const { return m_contacts; }
    [[nodiscard]] int indexOf(const QString &conversation) const; // -1: none
    [[nodiscard]] qint64 totalUnread() const { return m_unread; } // of what is not muted

    // Adds or replaces by conversation id, at its place in the order.
    void put(const Contact &contact);
    // Many at once: those that are new come in as few inserts as their places allow.
    void put(const QList<Contact> &contacts);
    void remove(const QString &conversation);
    void clear();

Q_SIGNALS:
    void totalUnreadChanged();

private:
    void insert(int row, const QList<Contact> &contacts);
    void replace(int row, const Contact &contact);
    void renumber(int first, int last);
    void tellUnread(qint64 before);

    QList<Contact> m_contacts;
    QHash<QString, int> m_rowOf; // by conversation id
    qint64 m_unread = 0;
};

} // namespace confab::client
