// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

// What people of the Confab dialect write to each other, and how far they have read.
class Talk
{
public:
    explicit Talk(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::SendMessage &command);
    void handle(Turn &turn, Connection &connection, const protocol::DirectMessage &command);
    void handle(Turn &turn, Connection &connection, const protocol::MarkRead &command);

private:
    void append(Turn &turn, const Reply &reply, AppendOp op);

    Core &m_core;
};

// Who sends it, when, and what it is: the same for every command that is remembered.
[[nodiscard]] Stamp stampOf(const Core &core, const Connection &connection, const protocol::ClientCommand &command,
                            bool forGood);

// False: nothing but spaces, which has been answered.
[[nodiscard]] bool hasWords(Turn &turn, const Reply &reply, const QString &text);

} // namespace confab::core
