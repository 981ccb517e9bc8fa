// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation_store.h"

#include <variant>

namespace confab::store
{

using core::Guard;
using core::GuardFailed;
using core::Outcome;
using core::RoomChange;
using protocol::ConversationKind;
using protocol::Role;

SqliteConversationStore::SqliteConversationStore(Context &context)
    : m_context(context)
{
}

std::optional<protocol::Conversation> SqliteConversationStore::find(const QString &id)
{
    return m_context.read(std::optional<protocol::Conversation>(), [&]() -> std::optional<protocol::Conversation> {
        const auto row = m_context.conversations.find(id);
        if (!row)
            return std::nullopt;
        return m_context.counted(row->conversation);
    });
}

QList<core::RoomMember> SqliteConversationStore::members(const QString &id)
{
    return m_context.read(QList<core::RoomMember>(), [&] { return m_context.conversations.members(id); });
}

core::Head SqliteConversationStore::head(const QString &id)
{
    // Nothing is kept of a conversation that is not there.
    const core::Head none{.seq = 0, .rev = 0, .first = 0};
    return m_context.read(none, [&] {
        const auto row = m_context.conversations.find(id);
        if (!row)
            return none;
        return core::Head{row->conversation.seq, row->conversation.rev, row->conversation.first};
    });
}

Outcome<QList<core::ConversationStore::EndedTalk>> SqliteConversationStore::endGuest(const QString &key)
{
    return m_context.writer.change<QList<EndedTalk>>([&]() -> Outcome<QList<EndedTalk>> {
        const QList<EndedTalk> talks = m_context.conversations.talksOf(key);
        for (const EndedTalk &talk : talks)
            m_context.conversations.remove(talk.id);
        m_context.conversations.forgetMarks(key);
        return talks;
    });
}

std::optional<Guard> SqliteConversationStore::failed(const core::RoomGuard &guard, const QString &id)
{
    if (guard.actor.isEmpty() || guard.need == core::RoomGuard::Need::Nothing)
        return std::nullopt;
    const auto role = m_context.conversations.role(id, guard.actor);
    if (!role)
        return Guard::NotMember;
    if (guard.need == core::RoomGuard::Need::Ownership && *role != Role::Owner)
        return Guard::NotAllowed;
    return std::nullopt;
}

RoomChange SqliteConversationStore::changed(Row row, const core::Stamp &stamp)
{
    ++row.conversation.rev;
    m_context.conversations.update(row, stamp.now);
    return {.conversation = m_context.counted(row.conversation), .ack = {}, .changed = true};
}

RoomChange SqliteConversationStore::unchanged(const Row &row)
{
    return {.conversation = m_context.counted(row.conversation), .ack = {}, .changed = false};
}

RoomChange SqliteConversationStore::removed(Row row, const core::Stamp &stamp)
{
    m_context.conversations.remove(row.conversation.id);
    m_context.conversations.keepGone(row.conversation.id, stamp.now);
    ++row.conversation.rev;
    row.conversation.memberCount = 0;
    return {.conversation = row.conversation, .ack = {}, .changed = true};
}

template <ConversationKind kind, class Op, class Apply>
Outcome<RoomChange> SqliteConversationStore::change(const Op &op, Apply &&apply)
{
    return m_context.writer.change<RoomChange>([&]() -> Outcome<RoomChange> {
        if (const auto answered = m_context.commands.answered<RoomChange>(op.stamp))
            return *answered;
        const auto row = m_context.conversations.find(op.id);
        if (!row || row->conversation.kind != kind)
            return GuardFailed{Guard::NotFound};
        if (const auto guard = failed(op.guard, op.id))
            return GuardFailed{*guard};
        const std::variant<RoomChange, Guard> applied = apply(*row);
        if (const Guard *guard = std::get_if<Guard>(&applied))
            return GuardFailed{*guard};
        RoomChange change = std::get<RoomChange>(applied);
        change.ack = {
            .id = op.stamp.id, .conversation = op.id, .seq = 0, .rev = change.conversation.rev, .at = std::nullopt};
        m_context.commands.remember(op.stamp, change.ack);
        return change;
    });
}

Outcome<RoomChange> SqliteConversationStore::createRoom(const core::CreateRoomOp &op)
{
    return m_context.writer.change<RoomChange>([&]() -> Outcome<RoomChange> {
        ConversationTable &conversations = m_context.conversations;
        if (const auto answered = m_context.commands.answered<RoomChange>(op.stamp))
            return *answered;
        if (conversations.find(op.id) || conversations.isGone(op.id))
            return GuardFailed{Guard::AlreadyThere};

        RoomChange change;
        change.conversation = {.id = op.id,
                               .kind = ConversationKind::Room,
                               .name = op.name,
                               .topic = op.topic,
                               .rev = 1,
                               .seq = 0,
                               .first = 1,
                               .memberCount = 0,
                               .receipts = false,
                               .isPublic = op.isPublic};
        conversations.insert(change.conversation, op.stamp.now);
        const QStringList people = QStringList{op.owner} + op.members;
        for (const QString &key : people) {
            if (!m_context.accounts.isEnabled(key))
                return GuardFailed{Guard::UnknownUser};
            conversations.addMember(op.id, key, key == op.owner ? Role::Owner : Role::Member, 1);
        }
        change.conversation = m_context.counted(change.conversation);
        change.ack = {.id = op.stamp.id, .conversation = op.id, .seq = 0, .rev = 1, .at = std::nullopt};
        m_context.commands.remember(op.stamp, change.ack);
        return change;
    });
}

Outcome<RoomChange> SqliteConversationStore::updateRoom(const core::UpdateRoomOp &op)
{
    return change<ConversationKind::Room>(op, [&](Row row) -> std::variant<RoomChange, Guard> {
        const protocol::Conversation before = row.conversation;
        row.conversation.name = op.name.value_or(before.name);
        row.conversation.topic = op.topic.value_or(before.topic);
        row.conversation.isPublic = op.isPublic.value_or(before.isPublic);
        return row.conversation == before ? unchanged(row) : changed(row, op.stamp);
    });
}

Outcome<RoomChange> SqliteConversationStore::addMember(const core::MemberOp &op)
{
    return change<ConversationKind::Room>(op, [&](const Row &row) -> std::variant<RoomChange, Guard> {
        if (m_context.conversations.role(op.id, op.member))
            return unchanged(row);
        if (op.onlyIfPublic && !row.conversation.isPublic)
            return Guard::NotFound;
        if (!m_context.accounts.isEnabled(op.member))
            return Guard::UnknownUser;
        return RoomChange{.conversation = m_context.join(row, op.member, op.stamp.now), .ack = {}, .changed = true};
    });
}

Outcome<RoomChange> SqliteConversationStore::removeMember(const core::MemberOp &op)
{
    return change<ConversationKind::Room>(op, [&](const Row &row) -> std::variant<RoomChange, Guard> {
        ConversationTable &conversations = m_context.conversations;
        if (!conversations.role(op.id, op.member))
            return unchanged(row);
        conversations.removeMember(op.id, op.member);
        if (conversations.memberCount(op.id) == 0)
            return removed(row, op.stamp);
        conversations.keepAnOwner(op.id);
        return changed(row, op.stamp);
    });
}

Outcome<RoomChange> SqliteConversationStore::deleteRoom(const core::UpdateRoomOp &op)
{
    return change<ConversationKind::Room>(
        op, [&](const Row &row) -> std::variant<RoomChange, Guard> { return removed(row, op.stamp); });
}

Outcome<RoomChange> SqliteConversationStore::forgetMessages(const core::ForgetOp &op)
{
    return change<ConversationKind::Bot>(op, [&](Row row) -> std::variant<RoomChange, Guard> {
        if (row.conversation.first > row.conversation.seq)
            return unchanged(row);
        m_context.conversations.forgetMessages(row, op.stamp.now);
        return RoomChange{.conversation = m_context.counted(row.conversation), .ack = {}, .changed = true};
    });
}

} // namespace confab::store
