// SPDX-License-Identifier: GPL-3.0-or-later
#include "message_store.h"

#include <algorithm>

namespace confab::store
{

using protocol::ConversationKind;

SqliteMessageStore::SqliteMessageStore(Context &context)
    : m_context(context)
{
}

core::Outcome<core::Appended> SqliteMessageStore::append(const core::AppendOp &op)
{
    return m_context.writer.change<core::Appended>([&] { return write(op); });
}

std::optional<ConversationTable::Row> SqliteMessageStore::conversationFor(const core::AppendOp &op, bool &made)
{
    ConversationTable &conversations = m_context.conversations;
    const QString &id = op.message.conversation;
    made = false;
    if (auto found = conversations.find(id))
        return found;
    if (op.kind != ConversationKind::Direct && op.kind != ConversationKind::Bot)
        return std::nullopt;

    ConversationTable::Row row;
    row.conversation.id = id;
    row.conversation.kind = op.kind;
    conversations.insert(row.conversation, op.stamp.now);
    for (const QString &key : op.makeFor)
        conversations.addMember(id, key, protocol::Role::Member, 1);
    made = true;
    return row;
}

core::Outcome<core::Appended> SqliteMessageStore::write(const core::AppendOp &op)
{
    if (const auto answered = m_context.commands.answered<core::Appended>(op.stamp))
        return *answered;
    if (op.receiverHasGone || (!op.receiver.isEmpty() && !m_context.accounts.isEnabled(op.receiver)))
        return core::GuardFailed{core::Guard::UnknownUser};

    core::Appended appended;
    auto row = conversationFor(op, appended.conversationMade);
    if (!row)
        return core::GuardFailed{core::Guard::NotFound};
    protocol::Conversation &conversation = row->conversation;
    if (!op.actor.isEmpty() && conversation.kind != ConversationKind::Group &&
        !m_context.conversations.role(conversation.id, op.actor))
        return core::GuardFailed{core::Guard::NotMember};

    protocol::Message &message = appended.message;
    message.conversation = conversation.id;
    message.seq = ++conversation.seq;
    message.rev = ++conversation.rev;
    message.id = op.message.id;
    message.author = op.message.author;
    message.authorVer = op.message.authorVer;
    message.text = op.message.text;
    message.mentions = op.message.mentions;
    message.stream = op.message.stream;
    // To the millisecond, as it is stored and sent.
    const qint64 now = op.stamp.now.toMSecsSinceEpoch();
    const qint64 last = conversation.seq > 1 ? row->lastAt.toMSecsSinceEpoch() : now;
    message.at = QDateTime::fromMSecsSinceEpoch(std::max(now, last)).toUTC();
    row->lastAt = message.at;

    m_context.conversations.update(*row, message.at);
    m_context.messages.insert(message);
    if (!op.stamp.account.isEmpty())
        m_context.conversations.raiseMark(conversation.id, op.stamp.account, message.seq);

    appended.ack = {
        .id = op.stamp.id, .conversation = conversation.id, .seq = message.seq, .rev = message.rev, .at = message.at};
    m_context.commands.remember(op.stamp, appended.ack);
    return appended;
}

} // namespace confab::store
