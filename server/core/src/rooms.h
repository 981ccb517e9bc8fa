// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

// Making, changing and leaving rooms. What somebody may do inside a room is a guard of the store's operation.
class Rooms
{
public:
    explicit Rooms(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::CreateRoom &command);
    void handle(Turn &turn, Connection &connection, const protocol::UpdateRoom &command);
    void handle(Turn &turn, Connection &connection, const protocol::JoinRoom &command);
    void handle(Turn &turn, Connection &connection, const protocol::LeaveRoom &command);
    void handle(Turn &turn, Connection &connection, const protocol::AddMember &command);
    void handle(Turn &turn, Connection &connection, const protocol::RemoveMember &command);
    void handle(Turn &turn, Connection &connection, const protocol::DeleteRoom &command);

private:
    [[nodiscard]] bool isRoom(Turn &turn, const Reply &reply, const QString &conversation) const;
    [[nodiscard]] bool nameIsGood(Turn &turn, const Reply &reply, const QString &name) const;
    void add(Turn &turn, const Reply &reply, const MemberOp &op);
    void remove(Turn &turn, const Reply &reply, const MemberOp &op);
    void told(const Reply &reply, const RoomChange &change);

    Core &m_core;
};

} // namespace confab::core
