// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/contact.h>

#include <QAbstractListModel>

namespace confab::client
{

// Rooms, then people, then bots; in each by last activity (Everyone always first), then by name.
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
    [[nodiscard]] qint64 totalUnread() const;

    // Adds or replaces by conversation id, at its place in the order.
    void put(const Contact &contact);
    void remove(const QString &conversation);

Q_SIGNALS:
    void totalUnreadChanged();

private:
    QList<Contact> m_contacts;
};

} // namespace confab::client
