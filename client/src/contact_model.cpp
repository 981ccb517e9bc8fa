// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/contact_model.h>
#include <confab/client/words.h>
#include <confab/protocol/names.h>

#include <QSet>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

bool isEveryone(const Contact &contact)
{
    return contact.conversation == QLatin1StringView(protocol::groupConversation);
}

// Rooms, people, bots; what is archived last; Everyone first, then favourites; then by last activity; then by name.
bool comesBefore(const Contact &a, const Contact &b)
{
    if (a.section != b.section)
        return a.section < b.section;
    if (a.archived != b.archived)
        return b.archived;
    if (isEveryone(a) != isEveryone(b))
        return isEveryone(a);
    if (a.favourite != b.favourite)
        return a.favourite;
    if (a.lastAt != b.lastAt) {
        if (!a.lastAt.isValid() || !b.lastAt.isValid())
            return a.lastAt.isValid();
        return a.lastAt > b.lastAt;
    }
    if (const int byName = a.name.compare(b.name, Qt::CaseInsensitive); byName != 0)
        return byName < 0;
    return a.conversation < b.conversation;
}

// A muted conversation's messages call for nobody.
qint64 countedUnread(const Contact &contact)
{
    return contact.muted ? 0 : contact.unread;
}

QString nameOf(const Contact &contact)
{
    if (isEveryone(contact))
        return ContactModel::tr("Everyone");
    if (contact.self)
        return ContactModel::tr("Notes to yourself");
    return shownName(contact.name, contact.guest);
}

QString wordsOf(protocol::PresenceState state)
{
    switch (state) {
    case protocol::PresenceState::Online:
        return ContactModel::tr("online");
    case protocol::PresenceState::Away:
        return ContactModel::tr("away");
    case protocol::PresenceState::Dnd:
        return ContactModel::tr("do not disturb");
    case protocol::PresenceState::Offline:
        break;
    }
    return ContactModel::tr("offline");
}

QString accessibleText(const Contact &contact)
{
    QStringList parts{nameOf(contact)};
    if (contact.unread > 0)
        parts.append(
            ContactModel::tr("%n unread", nullptr, static_cast<int>(std::min<qint64>(contact.unread, 1 << 30))));
    else if (contact.markedUnread)
        parts.append(ContactModel::tr("marked as unread"));
    if (contact.mentions > 0)
        parts.append(ContactModel::tr("you are mentioned"));
    if (contact.favourite)
        parts.append(ContactModel::tr("favourite"));
    if (contact.muted)
        parts.append(ContactModel::tr("muted"));
    if (contact.archived)
        parts.append(ContactModel::tr("archived"));
    if (contact.section == Contact::Section::People && !contact.self && contact.presence)
        parts.append(wordsOf(*contact.presence));
    if (!contact.typing.isEmpty())
        parts.append(ContactModel::tr("typing"));
    else if (!contact.lastLine.isEmpty())
        parts.append(contact.lastLine);
    return parts.join(", "_L1);
}

QList<int> changedRoles(const Contact &before, const Contact &after)
{
    QList<int> roles{ContactModel::ContactRole, Qt::AccessibleTextRole};
    if (before.name != after.name || before.guest != after.guest || before.self != after.self)
        roles.append(Qt::DisplayRole);
    if (before.section != after.section)
        roles.append(ContactModel::SectionRole);
    if (before.unread != after.unread)
        roles.append(ContactModel::UnreadRole);
    return roles;
}

} // namespace

int ContactModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_contacts.size());
}

QVariant ContactModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    const Contact &contact = m_contacts[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return nameOf(contact);
    case Qt::AccessibleTextRole:
        return accessibleText(contact);
    case ContactRole:
        return QVariant::fromValue(contact);
    case ConversationRole:
        return contact.conversation;
    case SectionRole:
        return static_cast<int>(contact.section);
    case UnreadRole:
        return contact.unread;
    default:
        return {};
    }
}

int ContactModel::indexOf(const QString &conversation) const
{
    return m_rowOf.value(conversation, -1);
}

void ContactModel::put(const Contact &contact)
{
    put(QList<Contact>{contact});
}

void ContactModel::put(const QList<Contact> &contacts)
{
    const qint64 before = m_unread;
    QList<Contact> fresh;
    QSet<QString> seen;
    for (const Contact &contact : contacts) {
        if (const int row = indexOf(contact.conversation); row >= 0)
            replace(row, contact);
        else if (!seen.contains(contact.conversation))
            fresh.append(contact);
        seen.insert(contact.conversation);
    }
    std::sort(fresh.begin(), fresh.end(), comesBefore);
    // From below, so that the places of what is still to be inserted stay true.
    while (!fresh.isEmpty()) {
        const auto place = std::upper_bound(m_contacts.begin(), m_contacts.end(), fresh.last(), comesBefore);
        const auto run = place == m_contacts.begin()
                             ? fresh.begin()
                             : std::upper_bound(fresh.begin(), fresh.end(), *std::prev(place), comesBefore);
        insert(static_cast<int>(place - m_contacts.begin()), QList<Contact>(run, fresh.end()));
        fresh.erase(run, fresh.end());
    }
    tellUnread(before);
}

void ContactModel::insert(int row, const QList<Contact> &contacts)
{
    beginInsertRows({}, row, row + static_cast<int>(contacts.size()) - 1);
    m_contacts.insert(row, contacts.size(), Contact());
    std::copy(contacts.begin(), contacts.end(), m_contacts.begin() + row);
    renumber(row, rowCount() - 1);
    for (const Contact &contact : contacts)
        m_unread += countedUnread(contact);
    endInsertRows();
}

void ContactModel::replace(int old, const Contact &contact)
{
    if (m_contacts[old] == contact)
        return;
    // Among the others, without the row itself: what stands before and behind it is in order.
    const auto begin = m_contacts.begin();
    const auto itself = begin + old;
    int row = static_cast<int>(std::lower_bound(begin, itself, contact, comesBefore) - begin);
    if (row == old)
        row = static_cast<int>(std::lower_bound(itself + 1, m_contacts.end(), contact, comesBefore) - begin) - 1;
    const QList<int> roles = changedRoles(m_contacts[old], contact);
    if (row != old) {
        beginMoveRows({}, old, old, {}, row > old ? row + 1 : row);
        m_contacts.move(old, row);
        renumber(std::min(old, row), std::max(old, row));
        endMoveRows();
    }
    m_unread += countedUnread(contact) - countedUnread(m_contacts[row]);
    m_contacts[row] = contact;
    Q_EMIT dataChanged(index(row), index(row), roles);
}

void ContactModel::remove(const QString &conversation)
{
    const int row = indexOf(conversation);
    if (row < 0)
        return;
    const qint64 before = m_unread;
    beginRemoveRows({}, row, row);
    m_unread -= countedUnread(m_contacts[row]);
    m_contacts.removeAt(row);
    m_rowOf.remove(conversation);
    renumber(row, rowCount() - 1);
    endRemoveRows();
    tellUnread(before);
}

void ContactModel::clear()
{
    if (m_contacts.isEmpty())
        return;
    const qint64 before = m_unread;
    beginRemoveRows({}, 0, rowCount() - 1);
    m_contacts.clear();
    m_rowOf.clear();
    m_unread = 0;
    endRemoveRows();
    tellUnread(before);
}

void ContactModel::renumber(int first, int last)
{
    for (int row = first; row <= last; ++row)
        m_rowOf.insert(m_contacts[row].conversation, row);
}

void ContactModel::tellUnread(qint64 before)
{
    if (m_unread != before)
        Q_EMIT totalUnreadChanged();
}

} // namespace confab::client
