// SPDX-License-Identifier: GPL-3.0-or-later
#include "talk.h"

#include "mentions.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ConversationKind;
using protocol::ErrorCode;

Talk::Talk(Core &core)
    : m_core(core)
{
}

Stamp stampOf(const Core &core, const Connection &connection, const protocol::ClientCommand &command, bool forGood)
{
    return {.account = connection.key,
            .id = protocol::idOf(command),
            .hash = protocol::canonicalHash(command),
            .now = core.ports.clock.now(),
            .forGood = forGood};
}

bool hasWords(Turn &turn, const Reply &reply, const QString &text)
{
    if (!text.trimmed().isEmpty())
        return true;
    turn.always([reply] { reply.error(ErrorCode::BadField, u"the message is empty"_s, u"message"_s); });
    return false;
}

namespace
{

// False: it goes into the conversation beside a thread, without one; answered.
template <class Command>
bool hasThread(Turn &turn, const Reply &reply, const Command &command)
{
    if (!command.alsoRoom || command.thread > 0)
        return true;
    turn.always([reply] { reply.error(ErrorCode::BadField, u"only of a message in a thread"_s, u"alsoRoom"_s); });
    return false;
}

template <class Command>
void takeRelations(protocol::Message &message, const Command &command)
{
    message.replyTo = command.replyTo;
    message.thread = command.thread;
    message.alsoRoom = command.alsoRoom;
    for (const QString &id : command.attachments)
        message.attachments.append(
            {.id = id, .name = {}, .size = 0, .mime = {}, .width = 0, .height = 0, .thumbnail = {}});
}

// A file says enough.
template <class Command>
bool saysSomething(Turn &turn, const Reply &reply, const Command &command)
{
    return !command.attachments.isEmpty() || hasWords(turn, reply, command.message);
}

} // namespace

void Talk::append(Turn &turn, const Reply &reply, AppendOp op)
{
    settle(
        turn, reply, turn.store().messages().append(op),
        [this, reply](const Appended &appended) {
            reply.ack(appended.ack);
            m_core.tell(appended);
        },
        u"to"_s,
        [this, key = op.stamp.account](const protocol::Ack &ack) { m_core.tellAgain(ack, key, m_core.heardAgain); });
}

void Talk::handle(Turn &turn, Connection &connection, const protocol::SendMessage &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    const bool group = command.conversation == protocol::groupConversation;
    if (!group && !command.conversation.startsWith("room:"_L1)) {
        turn.always([reply] {
            reply.error(ErrorCode::NotFound, u"no such conversation to send a message to"_s, u"conversation"_s);
        });
        return;
    }
    if (!saysSomething(turn, reply, command) || !hasThread(turn, reply, command) ||
        !m_core.mayWrite(connection, turn, reply))
        return;

    AppendOp op;
    op.stamp = stampOf(m_core, connection, command, true);
    op.message.conversation = command.conversation;
    op.message.id = command.id;
    op.message.author = connection.username;
    op.message.authorVer = connection.authorVer;
    op.message.text = command.message;
    op.message.mentions =
        findMentions(command.message, m_core.ports.store, command.conversation, {connection.key, connection.role});
    takeRelations(op.message, command);
    op.kind = group ? ConversationKind::Group : ConversationKind::Room;
    if (!group)
        op.actor = connection.key;
    append(turn, reply, std::move(op));
}

void Talk::handle(Turn &turn, Connection &connection, const protocol::DirectMessage &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!saysSomething(turn, reply, command) || !hasThread(turn, reply, command) ||
        !m_core.mayWrite(connection, turn, reply))
        return;

    const QString receiver = protocol::keyOf(command.to);
    AppendOp op;
    // A guest lives as long as their connections; what was said is not kept for somebody who never comes back.
    if (protocol::isGuest(receiver))
        op.receiverHasGone = !m_core.presence.find(receiver) && m_core.connections.ofKey(receiver).isEmpty();
    else
        op.receiver = receiver;
    op.stamp = stampOf(m_core, connection, command, true);
    op.message.conversation = protocol::directConversation(connection.key, receiver);
    op.message.id = command.id;
    op.message.author = connection.username;
    op.message.authorVer = connection.authorVer;
    op.message.text = command.message;
    takeRelations(op.message, command);
    op.kind = ConversationKind::Direct;
    op.makeFor = receiver == connection.key ? QStringList{receiver} : QStringList{connection.key, receiver};
    append(turn, reply, std::move(op));
}

void Talk::handle(Turn &turn, Connection &connection, const protocol::MarkRead &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    settle(turn, reply, turn.store().receipts().markRead(command.conversation, connection.key, command.seq),
           [this, reply, key = connection.key, username = connection.username,
            conversation = command.conversation](const ReceiptStore::Mark &mark) {
               protocol::Ack ack;
               ack.conversation = conversation;
               ack.seq = mark.seq;
               reply.ack(ack);
               if (mark.changed)
                   m_core.publisher.read({.conversation = conversation, .user = username, .seq = mark.seq}, key);
           });
}

} // namespace confab::core
