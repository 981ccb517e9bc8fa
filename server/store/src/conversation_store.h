// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqliteConversationStore final : public core::ConversationStore
{
public:
    explicit SqliteConversationStore(Context &context);

    [[nodiscard]] std::optional<protocol::Conversation> find(const QString &id) override;
    [[nodiscard]] QList<core::RoomMember> members(const QString &id) override;
    [[nodiscard]] core::Outcome<core::RoomChange> createRoom(const core::CreateRoomOp &op) override;
    [[nodiscard]] core::Outcome<core::RoomChange> updateRoom(const core::UpdateRoomOp &op) override;
    [[nodiscard]] core::Outcome<core::RoomChange> addMember(const core::MemberOp &op) override;
    [[nodiscard]] core::Outcome<core::RoomChange> removeMember(const core::MemberOp &op) override;
    [[nodiscard]] core::Outcome<core::RoomChange> deleteRoom(const core::UpdateRoomOp &op) override;
    [[nodiscard]] core::Outcome<core::RoomChange> forgetMessages(const core::ForgetOp &op) override;
    [[nodiscard]] core::Outcome<QList<EndedTalk>> endGuest(const QString &key) override;
    [[nodiscard]] core::Head head(const QString &id) override;

private:
    using Row = ConversationTable::Row;
    // One change of the conversation `op.id` of that kind: asks for a repeat, finds it, checks the guard, applies,
    // remembers the ack. `apply` gets the row and gives the change (its ack is filled in here) or a failed guard.
    template <protocol::ConversationKind kind, class Op, class Apply>
    [[nodiscard]] core::Outcome<core::RoomChange> change(const Op &op, Apply &&apply);
    [[nodiscard]] std::optional<core::Guard> failed(const core::RoomGuard &guard, const QString &id);
    // Takes a rev for what `row` holds.
    [[nodiscard]] core::RoomChange changed(Row row, const core::Stamp &stamp);
    [[nodiscard]] core::RoomChange unchanged(const Row &row);
    [[nodiscard]] core::RoomChange removed(Row row, const core::Stamp &stamp);

    Context &m_context;
};

} // namespace confab::store
