// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

// What a client missed, and what was said before: read beside the core. The connection is bound for pushes long before,
// so that nothing falls between a read and the first push.
class CatchUp
{
public:
    explicit CatchUp(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::Sync &command);
    void handle(Turn &turn, Connection &connection, const protocol::History &command);
    void handle(Turn &turn, Connection &connection, const protocol::Ping &command);

private:
    struct Found;
    void tell(const Reply &reply, const QString &key, const Found &found);

    Core &m_core;
};

} // namespace confab::core
