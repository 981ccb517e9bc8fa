// SPDX-License-Identifier: GPL-3.0-or-later
#include "directory.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

namespace confab::core
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype pageRows = 100;

// The first rows that fit into a frame, at least one. True: all did.
template <class T>
bool fill(QList<T> &list, const QList<T> &rows)
{
    qsizetype bytes = 0;
    for (const T &row : rows) {
        bytes += protocol::encodedSize(row) + 1;
        if (bytes > protocol::limits::pageBytes && !list.isEmpty())
            return false;
        list.append(row);
    }
    return true;
}

} // namespace

Directory::Directory(Core &core)
    : m_core(core)
{
}

template <class T, class Read, class Tell>
void Directory::page(Turn &turn, const Reply &reply, const QString &key, Read read, Tell tell)
{
    using Result = Expected<Page<T>, ReadProblem>;
    m_core.readBeside<Result>(turn, reply, key, read, [reply, tell](const Result &result) {
        if (result)
            tell(*result);
        else if (result.error() == ReadProblem::NotFound)
            reply.guardFailed(Guard::NotFound, {});
        else
            reply.unavailable();
    });
}

void Directory::handle(Turn &turn, Connection &connection, const protocol::LookUpUsers &command)
{
    turn.always([this, reply = m_core.reply(connection, command.id), users = command.users] {
        protocol::UserList list;
        list.id = reply.id();
        QSet<QString> seen;
        QList<protocol::User> found;
        for (const QString &name : users) {
            const QString key = protocol::keyOf(name);
            if (seen.contains(key))
                continue;
            seen.insert(key);
            if (const auto account = m_core.ports.store.accounts().find(key))
                found.append(m_core.presence.withState(toUser(*account)));
            else if (const auto guest = m_core.presence.find(key))
                found.append(*guest);
        }
        // The longest names and statuses of the most that may be asked for may be more than a frame.
        if (!fill(list.users, found))
            list.next = list.users.constLast().username;
        reply.event(list);
    });
}

void Directory::handle(Turn &turn, Connection &connection, const protocol::ListPeople &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    page<Account>(
        turn, reply, connection.key,
        [query = command.query, after = command.after](Reads &reads) { return reads.people(query, after, pageRows); },
        [this, reply](const Page<Account> &accounts) {
            QList<protocol::User> users;
            for (const Account &account : accounts.rows)
                users.append(m_core.presence.withState(toUser(account)));
            protocol::UserList list;
            list.id = reply.id();
            list.next = fill(list.users, users) ? accounts.next : accounts.rows.at(list.users.size() - 1).key;
            reply.event(list);
        });
}

void Directory::handle(Turn &turn, Connection &connection, const protocol::ListMembers &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    page<Reads::MemberRow>(
        turn, reply, connection.key,
        [viewer = connection.key, conversation = command.conversation, after = command.after](Reads &reads) {
            return reads.members(conversation, viewer, after, pageRows);
        },
        [this, reply, viewer = connection.key,
         conversation = command.conversation](const Page<Reads::MemberRow> &rows) {
            // Asked once more: somebody may have been removed since it was read.
            if (!m_core.membership.mayRead(viewer, conversation))
                return reply.guardFailed(Guard::NotFound, {});
            const bool receipts = m_core.membership.isIntimate(conversation);
            QList<protocol::Member> members;
            for (const Reads::MemberRow &row : rows.rows)
                members.append({.user = m_core.presence.withState(toUser(row.account)),
                                .role = row.role,
                                .read = receipts ? row.read : 0});
            protocol::MemberList list;
            list.id = reply.id();
            list.conversation = conversation;
            list.next = fill(list.members, members) ? rows.next : rows.rows.at(list.members.size() - 1).account.key;
            reply.event(list);
        });
}

void Directory::handle(Turn &turn, Connection &connection, const protocol::ListRooms &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    page<protocol::Conversation>(
        turn, reply, connection.key,
        [viewer = connection.key, query = command.query, after = command.after](Reads &reads) {
            return reads.rooms(viewer, query, after, pageRows);
        },
        [reply](const Page<protocol::Conversation> &page) {
            QList<protocol::Conversation> rooms = page.rows;
            for (protocol::Conversation &room : rooms)
                room.receipts = hasReceipts(room);
            protocol::RoomList list;
            list.id = reply.id();
            list.next = fill(list.rooms, rooms) ? page.next : list.rooms.constLast().id;
            reply.event(list);
        });
}

} // namespace confab::core
