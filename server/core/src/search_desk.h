// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

#include <atomic>

namespace confab::core
{

// Searches, read beside the core. One may take long, so only a few wait at a time, or whoever searches much would hold
// up the history of everybody else.
class SearchDesk
{
public:
    explicit SearchDesk(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::Search &command);

private:
    // Kept by what will tell the answer: free again when that has gone, told or not, on whatever thread.
    using Place = std::shared_ptr<const void>;
    // Null: there are too many.
    [[nodiscard]] Place takePlace();
    // True: it was answered with what is wrong with it.
    [[nodiscard]] static bool isRefused(Turn &turn, const Reply &reply, const protocol::Search &command);

    Core &m_core;
    std::shared_ptr<std::atomic<qint64>> m_taken = std::make_shared<std::atomic<qint64>>(0);
};

} // namespace confab::core
