// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

// What changes a message that was said: edits, deletions, reactions, pins; and who reacted.
class Revisions
{
public:
    explicit Revisions(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::EditMessage &command);
    void handle(Turn &turn, Connection &connection, const protocol::DeleteMessage &command);
    void handle(Turn &turn, Connection &connection, const protocol::React &command);
    void handle(Turn &turn, Connection &connection, const protocol::PinMessage &command);
    void handle(Turn &turn, Connection &connection, const protocol::ListReactors &command);

private:
    void settleRevision(Turn &turn, const Reply &reply, Outcome<Revised> outcome);

    Core &m_core;
};

} // namespace confab::core
