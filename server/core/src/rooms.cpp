// SPDX-License-Identifier: GPL-3.0-or-later
#include "rooms.h"

#include "talk.h"

#include <confab/core/permissions.h>
#include <confab/protocol/names.h>
#include <confab/protocol/ulid.h>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

RoomGuard ownership(const Connection &connection)
{
    return {connection.key, mayRunAnyRoom(connection.role) ? RoomGuard::Need::Nothing : RoomGuard::Need::Ownership};
}

} // namespace

Rooms::Rooms(Core &core)
    : m_core(core)
{
}

bool Rooms::isRoom(Turn &turn, const Reply &reply, const QString &conversation) const
{
    if (conversation.startsWith("room:"_L1))
        return true;
    turn.always([reply] { reply.guardFailed(Guard::NotFound, {}); });
    return false;
}

bool Rooms::nameIsGood(Turn &turn, const Reply &reply, const QString &name) const
{
    if (!protocol::checkDisplayName(name))
        return true;
    turn.always([reply] { reply.error(ErrorCode::BadField, u"not a name for a room"_s, u"name"_s); });
    return false;
}

void Rooms::told(const Reply &reply, const RoomChange &change)
{
    reply.ack(change.ack);
    if (!change.changed)
        return;
    m_core.membership.forget(change.conversation.id);
    m_core.publisher.conversation(change.conversation);
}

void Rooms::handle(Turn &turn, Connection &connection, const protocol::CreateRoom &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    const QString name = command.name.trimmed();
    if (!nameIsGood(turn, reply, name) || !m_core.mayWrite(connection, turn, reply))
        return;
    CreateRoomOp op;
    op.stamp = stampOf(m_core, connection, command, false);
    op.id = protocol::roomConversation(protocol::makeUlid(op.stamp.now));
    op.name = name;
    op.topic = command.topic.trimmed();
    op.isPublic = command.isPublic;
    op.owner = connection.key;
    for (const QString &member : command.members) {
        const QString key = protocol::keyOf(member);
        if (key != op.owner && !op.members.contains(key))
            op.members.append(key);
    }
    settle(
        turn, reply, turn.store().conversations().createRoom(op),
        [this, reply](const RoomChange &change) { told(reply, change); }, u"members"_s);
}

void Rooms::handle(Turn &turn, Connection &connection, const protocol::UpdateRoom &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!isRoom(turn, reply, command.conversation))
        return;
    UpdateRoomOp op;
    if (command.name) {
        op.name = command.name->trimmed();
        if (!nameIsGood(turn, reply, *op.name))
            return;
    }
    op.stamp = stampOf(m_core, connection, command, false);
    op.guard = ownership(connection);
    op.id = command.conversation;
    if (command.topic)
        op.topic = command.topic->trimmed();
    op.isPublic = command.isPublic;
    settle(turn, reply, turn.store().conversations().updateRoom(op),
           [this, reply](const RoomChange &change) { told(reply, change); });
}

void Rooms::handle(Turn &turn, Connection &connection, const protocol::JoinRoom &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!isRoom(turn, reply, command.conversation))
        return;
    MemberOp op;
    op.stamp = stampOf(m_core, connection, command, false);
    op.guard = {connection.key, RoomGuard::Need::Nothing};
    op.id = command.conversation;
    op.member = connection.key;
    op.onlyIfPublic = true;
    add(turn, reply, op);
}

void Rooms::handle(Turn &turn, Connection &connection, const protocol::AddMember &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!isRoom(turn, reply, command.conversation))
        return;
    MemberOp op;
    op.stamp = stampOf(m_core, connection, command, false);
    op.guard = {connection.key, RoomGuard::Need::Membership};
    op.id = command.conversation;
    op.member = protocol::keyOf(command.user);
    add(turn, reply, op);
}

void Rooms::add(Turn &turn, const Reply &reply, const MemberOp &op)
{
    settle(
        turn, reply, turn.store().conversations().addMember(op),
        [this, reply](const RoomChange &change) { told(reply, change); }, u"user"_s);
}

void Rooms::handle(Turn &turn, Connection &connection, const protocol::LeaveRoom &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!isRoom(turn, reply, command.conversation))
        return;
    MemberOp op;
    op.stamp = stampOf(m_core, connection, command, false);
    op.guard = {connection.key, RoomGuard::Need::Membership};
    op.id = command.conversation;
    op.member = connection.key;
    remove(turn, reply, op);
}

void Rooms::handle(Turn &turn, Connection &connection, const protocol::RemoveMember &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!isRoom(turn, reply, command.conversation))
        return;
    MemberOp op;
    op.stamp = stampOf(m_core, connection, command, false);
    op.id = command.conversation;
    op.member = protocol::keyOf(command.user);
    const bool oneself = op.member == connection.key;
    op.guard = oneself ? RoomGuard{connection.key, RoomGuard::Need::Membership} : ownership(connection);
    remove(turn, reply, op);
}

void Rooms::remove(Turn &turn, const Reply &reply, const MemberOp &op)
{
    settle(
        turn, reply, turn.store().conversations().removeMember(op),
        [this, reply, member = op.member](const RoomChange &change) {
            reply.ack(change.ack);
            if (!change.changed)
                return;
            m_core.membership.forget(change.conversation.id);
            m_core.publisher.conversationGone(change.conversation.id, {member});
            if (change.conversation.memberCount > 0)
                m_core.publisher.conversation(change.conversation);
        },
        u"user"_s);
}

void Rooms::handle(Turn &turn, Connection &connection, const protocol::DeleteRoom &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!isRoom(turn, reply, command.conversation))
        return;
    UpdateRoomOp op;
    op.stamp = stampOf(m_core, connection, command, false);
    op.guard = ownership(connection);
    op.id = command.conversation;
    // Read before they are gone.
    QStringList members;
    for (const RoomMember &member : turn.store().conversations().members(op.id))
        members.append(member.key);
    settle(turn, reply, turn.store().conversations().deleteRoom(op), [this, reply, members](const RoomChange &change) {
        reply.ack(change.ack);
        if (!change.changed)
            return;
        m_core.membership.forget(change.conversation.id);
        m_core.publisher.conversationGone(change.conversation.id, members);
    });
}

} // namespace confab::core
