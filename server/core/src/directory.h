// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

// Lists: who there is, who is in a conversation, which rooms there are.
class Directory
{
public:
    explicit Directory(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::LookUpUsers &command);
    void handle(Turn &turn, Connection &connection, const protocol::ListPeople &command);
    void handle(Turn &turn, Connection &connection, const protocol::ListMembers &command);
    void handle(Turn &turn, Connection &connection, const protocol::ListRooms &command);

private:
    // Reads a page beside the core and tells it, or why there is none.
    template <class T, class Read, class Tell>
    void page(Turn &turn, const Reply &reply, const QString &key, Read read, Tell tell);

    Core &m_core;
};

} // namespace confab::core
