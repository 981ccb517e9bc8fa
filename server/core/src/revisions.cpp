// SPDX-License-Identifier: GPL-3.0-or-later
#include "revisions.h"

#include "mentions.h"
#include "talk.h"

#include <confab/core/permissions.h>
#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

constexpr qsizetype reactorsAtOnce = 200;

template <class Command>
MessageTarget targetOf(const Connection &connection, const Command &command)
{
    return {.conversation = command.conversation,
            .seq = command.seq,
            .of = command.of,
            .actor = connection.key,
            .moderates = mayRunAnyRoom(connection.role)};
}

} // namespace

Revisions::Revisions(Core &core)
    : m_core(core)
{
}

void Revisions::settleRevision(Turn &turn, const Reply &reply, Outcome<Revised> outcome)
{
    settle(turn, reply, std::move(outcome), [this, reply](const Revised &revised) {
        reply.ack(revised.ack);
        if (revised.changed)
            m_core.publisher.revised(revised.message);
    });
}

// Each of them is stored and told to everybody as a message is, so each takes one of the messages that are allowed.

void Revisions::handle(Turn &turn, Connection &connection, const protocol::EditMessage &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!hasWords(turn, reply, command.message) || !m_core.mayWrite(connection, turn, reply))
        return;
    EditOp op;
    op.stamp = stampOf(m_core, connection, command, false);
    op.target = targetOf(connection, command);
    op.base = command.base;
    op.text = command.message;
    // As where it was sent: nobody is called where only two talk.
    if (command.conversation == protocol::groupConversation || command.conversation.startsWith("room:"_L1))
        op.mentions =
            findMentions(command.message, m_core.ports.store, command.conversation, {connection.key, connection.role});
    settleRevision(turn, reply, turn.store().messages().edit(op));
}

void Revisions::handle(Turn &turn, Connection &connection, const protocol::DeleteMessage &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!m_core.mayWrite(connection, turn, reply))
        return;
    settleRevision(turn, reply,
                   turn.store().messages().remove({.stamp = stampOf(m_core, connection, command, false),
                                                   .target = targetOf(connection, command)}));
}

void Revisions::handle(Turn &turn, Connection &connection, const protocol::React &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!protocol::isEmoji(command.emoji)) {
        turn.always([reply] { reply.error(ErrorCode::BadField, u"not one emoji"_s, u"emoji"_s); });
        return;
    }
    if (!m_core.mayWrite(connection, turn, reply))
        return;
    settleRevision(turn, reply,
                   turn.store().messages().react({.stamp = stampOf(m_core, connection, command, false),
                                                  .target = targetOf(connection, command),
                                                  .username = connection.username,
                                                  .emoji = command.emoji,
                                                  .on = command.on}));
}

void Revisions::handle(Turn &turn, Connection &connection, const protocol::PinMessage &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!m_core.mayWrite(connection, turn, reply))
        return;
    settleRevision(turn, reply,
                   turn.store().messages().pin({.stamp = stampOf(m_core, connection, command, false),
                                                .target = targetOf(connection, command),
                                                .on = command.on}));
}

void Revisions::handle(Turn &turn, Connection &connection, const protocol::ListReactors &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    using Result = Expected<Page<Reactor>, ReadProblem>;
    m_core.readBeside<Result>(
        turn, reply, connection.key,
        [viewer = connection.key, command](Reads &reads) {
            return reads.reactors(command.conversation, viewer, command.seq, command.emoji, command.after,
                                  reactorsAtOnce);
        },
        [this, reply, viewer = connection.key, conversation = command.conversation](const Result &page) {
            if (!page && page.error() == ReadProblem::Unavailable)
                return reply.unavailable();
            // Asked once more: somebody may have been removed since it was read.
            if (!page || !m_core.membership.mayRead(viewer, conversation))
                return reply.guardFailed(Guard::NoMessage, {});
            protocol::ReactorList list;
            list.id = reply.id();
            list.next = page->next;
            for (const Reactor &reactor : page->rows)
                list.users.append(reactor.username);
            reply.event(list);
        });
}

} // namespace confab::core
