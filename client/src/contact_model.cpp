// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/contact_model.h>
#include <confab/protocol/names.h>

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

// Rooms, people, bots; Everyone first; then by last activity; then by name.
bool comesBefore(const Contact &a, const Contact &b)
{
    if (a.section != b.section)
        return a.section < b.section;
    if (isEveryone(a) != isEveryone(b))
        return isEveryone(a);
    if (a.lastAt != b.lastAt) {
        if (!a.lastAt.isValid() || !b.lastAt.isValid())
            return a.lastAt.isValid();
        return a.lastAt > b.lastAt;
    }
    if (const int byName = a.name.compare(b.name, Qt::CaseInsensitive); byName != 0)
        return byName < 0;
    return a.conversation < b.conversation;
}

QString nameOf(const Contact &contact)
{
    if (isEveryone(contact))
        return ContactModel::tr("Everyone");
    if (contact.self)
        return ContactModel::tr("Notes to yourself");
    return contact.guest ? ContactModel::tr("%1 (guest)").arg(contact.name) : contact.name;
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
    if (contact.mentions > 0)
        parts.append(ContactModel::tr("you are mentioned"));
    if (contact.section == Contact::Section::People && !contact.self)
        parts.append(wordsOf(contact.presence));
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
    for (qsizetype i = 0; i < m_contacts.size(); ++i) {
        if (m_contacts[i].conversation == conversation)
            return static_cast<int>(i);
    }
    return -1;
}

qint64 ContactModel::totalUnread() const
{
    qint64 total = 0;
    for (const Contact &contact : m_contacts)
        total += contact.unread;
    return total;
}

void ContactModel::put(const Contact &contact)
{
    const qint64 unreadBefore = totalUnread();
    const int old = indexOf(contact.conversation);
    if (old < 0) {
        const auto place = std::upper_bound(m_contacts.begin(), m_contacts.end(), contact, comesBefore);
        const int row = static_cast<int>(place - m_contacts.begin());
        beginInsertRows({}, row, row);
        m_contacts.insert(row, contact);
        endInsertRows();
    } else if (m_contacts[old] != contact) {
        // Among the others, without the row itself.
        int row = 0;
        for (int i = 0; i < m_contacts.size(); ++i) {
            if (i != old && comesBefore(m_contacts[i], contact))
                ++row;
        }
        const QList<int> roles = changedRoles(m_contacts[old], contact);
        if (row != old) {
            beginMoveRows({}, old, old, {}, row > old ? row + 1 : row);
            m_contacts.move(old, row);
            endMoveRows();
        }
        m_contacts[row] = contact;
        Q_EMIT dataChanged(index(row), index(row), roles);
    }
    if (totalUnread() != unreadBefore)
        Q_EMIT totalUnreadChanged();
}

void ContactModel::remove(const QString &conversation)
{
    const int row = indexOf(conversation);
    if (row < 0)
        return;
    const bool unread = m_contacts[row].unread != 0;
    beginRemoveRows({}, row, row);
    m_contacts.removeAt(row);
    endRemoveRows();
    if (unread)
        Q_EMIT totalUnreadChanged();
}

} // namespace confab::client
