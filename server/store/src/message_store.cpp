// SPDX-License-Identifier: GPL-3.0-or-later
#include "message_store.h"

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

core::Outcome<core::Appended> SqliteMessageStore::write(const core::AppendOp &op)
{
    if (const auto answered = m_context.commands.answered<core::Appended>(op.stamp))
        return *answered;
    if (const auto guard = forbids(op))
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
    m_context.messages.insert(message);
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

} // namespace confab::store
