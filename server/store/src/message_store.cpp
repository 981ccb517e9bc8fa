// SPDX-License-Identifier: GPL-3.0-or-later
#include "message_store.h"

#include <confab/protocol/defence.h>

namespace confab::store
{

using protocol::ConversationKind;

namespace
{

bool isMadeByItsFirst(ConversationKind kind)
{
    return kind == ConversationKind::Direct || kind == ConversationKind::Bot;
}

} // namespace

SqliteMessageStore::SqliteMessageStore(Context &context)
    : m_context(context)
{
}

core::Outcome<core::Appended> SqliteMessageStore::append(const core::AppendOp &op)
{
    return m_context.writer.changeOnceGuarded<core::Appended>([&] { return write(op); });
}

std::optional<core::Guard> SqliteMessageStore::forbids(const core::AppendOp &op)
{
    if (op.receiverHasGone || (!op.receiver.isEmpty() && !m_context.accounts.isEnabled(op.receiver)))
        return core::Guard::UnknownUser;
    const QString &conversation = op.message.conversation;
    if (op.actor.isEmpty() || op.kind == ConversationKind::Group ||
        m_context.conversations.role(conversation, op.actor))
        return std::nullopt;
    if (m_context.conversations.find(conversation))
        return core::Guard::NotMember;
    return isMadeByItsFirst(op.kind) ? std::nullopt : std::optional(core::Guard::NotFound);
}

void SqliteMessageStore::make(const core::AppendOp &op)
{
    protocol::Conversation made;
    made.id = op.message.conversation;
    made.kind = op.kind;
    m_context.conversations.insert(made, op.stamp.now);
    for (const QString &key : op.makeFor)
        m_context.conversations.addMember(made.id, key, protocol::Role::Member, 1);
}

std::optional<core::Guard> SqliteMessageStore::misses(const protocol::Message &message, const QString &owner)
{
    if (message.replyTo > 0 && !m_context.messages.threadOf(message.conversation, message.replyTo))
        return core::Guard::NoReplyTo;
    for (const protocol::Attachment &attachment : message.attachments) {
        const auto file = m_context.attachments.find(attachment.id);
        const bool isFit = file && file->whole && file->conversation.isEmpty() && file->owner == owner;
        if (!isFit && inForce("own-files"))
            return core::Guard::NoAttachment;
    }
    if (message.thread == 0)
        return std::nullopt;
    const auto thread = m_context.messages.threadOf(message.conversation, message.thread);
    if (!thread)
        return core::Guard::NoThread;
    return *thread > 0 ? std::optional(core::Guard::NotAThread) : std::nullopt;
}

protocol::Message SqliteMessageStore::countedIn(const protocol::Message &reply, const QDateTime &now)
{
    const auto before = m_context.messages.find(reply.conversation, reply.thread);
    const auto rev = m_context.conversations.nextRev(reply.conversation, now);
    if (!before || !rev)
        throw SqlError{u"the thread of a reply went while it was written"_s, {}};
    protocol::Message root = *before;
    core::countReply(root, reply.seq);
    root.rev = *rev;
    m_context.messages.update(*before, root);
    return root;
}

core::Outcome<core::Appended> SqliteMessageStore::write(const core::AppendOp &op)
{
    if (const auto answered = m_context.commands.answered<core::Appended>(op.stamp))
        return *answered;
    if (const auto guard = forbids(op))
        return core::GuardFailed{*guard};
    if (const auto guard = misses(op.message, op.stamp.account))
        return core::GuardFailed{*guard};

    core::Appended appended;
    auto place = m_context.conversations.advance(op.message.conversation, op.stamp.now);
    if (!place && isMadeByItsFirst(op.kind)) {
        make(op);
        appended.conversationMade = true;
        place = m_context.conversations.advance(op.message.conversation, op.stamp.now);
    }
    if (!place)
        return core::GuardFailed{core::Guard::NotFound};

    protocol::Message &message = appended.message;
    message = op.message;
    message.seq = place->seq;
    message.rev = place->rev;
    message.at = place->at;
    for (protocol::Attachment &attachment : message.attachments) {
        if (const auto file = m_context.attachments.find(attachment.id))
            attachment = file->attachment;
        m_context.attachments.giveTo(attachment.id, message.conversation, message.seq);
    }
    m_context.messages.insert(message);
    if (message.thread > 0)
        appended.root = countedIn(message, op.stamp.now);
    if (!op.stamp.account.isEmpty())
        m_context.conversations.raiseMark(message.conversation, op.stamp.account, message.seq);

    appended.ack = {.id = op.stamp.id,
                    .conversation = message.conversation,
                    .seq = message.seq,
                    .rev = message.rev,
                    .at = message.at};
    m_context.commands.remember(op.stamp, appended.ack);
    return appended;
}

template <class Op, class Apply, class Store>
core::Outcome<core::Revised> SqliteMessageStore::revise(const Op &op, Apply &&apply, Store &&store)
{
    // Whether it gives anything is known before the first write: see changeOnceGuarded.
    return m_context.writer.changeOnceGuarded<core::Revised>([&]() -> core::Outcome<core::Revised> {
        if (const auto answered = m_context.commands.answered<core::Revised>(op.stamp))
            return *answered;
        const core::MessageTarget &target = op.target;
        const auto conversation = m_context.conversations.find(target.conversation);
        if (!conversation)
            return core::GuardFailed{core::Guard::NotFound};
        const core::Surroundings where{conversation->conversation.kind,
                                       m_context.conversations.role(target.conversation, target.actor)};
        if (where.kind != ConversationKind::Group && !where.role)
            return core::GuardFailed{core::Guard::NotMember};
        const auto before = m_context.messages.find(target.conversation, target.seq);
        if (!before || before->id != target.of || before->seq < conversation->conversation.first)
            return core::GuardFailed{core::Guard::NoMessage};

        core::Revised revised;
        revised.message = *before;
        const core::Applied applied = apply(where, revised.message);
        if (const auto *guard = std::get_if<core::Guard>(&applied))
            return core::GuardFailed{*guard};
        revised.changed = std::get<bool>(applied);
        if (revised.changed) {
            const auto rev = m_context.conversations.nextRev(target.conversation, op.stamp.now);
            if (!rev)
                throw SqlError{u"a conversation went while a message of it was changed"_s, {}};
            revised.message.rev = *rev;
            m_context.messages.update(*before, revised.message);
            store(revised.message);
        }
        revised.ack = {.id = op.stamp.id,
                       .conversation = target.conversation,
                       .seq = target.seq,
                       .rev = revised.message.rev,
                       .at = std::nullopt};
        m_context.commands.remember(op.stamp, revised.ack);
        return revised;
    });
}

core::Outcome<core::Revised> SqliteMessageStore::edit(const core::EditOp &op)
{
    return revise(
        op, [&](const core::Surroundings &, protocol::Message &message) { return core::apply(op, message); },
        [](const protocol::Message &) {});
}

core::Outcome<core::Revised> SqliteMessageStore::remove(const core::RemoveMessageOp &op)
{
    return revise(
        op,
        [&](const core::Surroundings &where, protocol::Message &message) { return core::apply(op, where, message); },
        [&](const protocol::Message &message) {
            m_context.reactions.removeAll(message.conversation, message.seq);
            m_context.attachments.removeOf(message.conversation, message.seq);
        });
}

core::Outcome<core::Revised> SqliteMessageStore::react(const core::ReactOp &op)
{
    const core::MessageTarget &target = op.target;
    return revise(
        op,
        [&](const core::Surroundings &, protocol::Message &message) {
            const bool wasOn = m_context.reactions.has(target.conversation, target.seq, target.actor, op.emoji);
            const auto first = [&] {
                return m_context.reactions.first(target.conversation, target.seq, op.emoji, target.actor);
            };
            return core::apply(op, wasOn, first, message);
        },
        [&](const protocol::Message &message) {
            if (op.on)
                m_context.reactions.insert(target.conversation, target.seq, {target.actor, op.username}, op.emoji,
                                           message.rev);
            else
                m_context.reactions.remove(target.conversation, target.seq, target.actor, op.emoji);
        });
}

core::Outcome<core::Revised> SqliteMessageStore::pin(const core::PinOp &op)
{
    return revise(
        op,
        [&](const core::Surroundings &where, protocol::Message &message) { return core::apply(op, where, message); },
        [](const protocol::Message &) {});
}

} // namespace confab::store
