// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

// What is worth nothing a moment later and is never stored: typing, presence, and who watches whom.
class Gestures
{
public:
    explicit Gestures(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::SetTyping &command);
    void handle(Turn &turn, Connection &connection, const protocol::SetPresence &command);
    void handle(Turn &turn, Connection &connection, const protocol::Watch &command);

private:
    [[nodiscard]] qint64 wait(Connection &connection) const;

    Core &m_core;
};

} // namespace confab::core
