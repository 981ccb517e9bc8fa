// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>

namespace confab::client
{

// How long to wait before asking again, in milliseconds, where a server said so many; 0 or less: it did not say. What
// it says is not taken on trust: no longer than ten minutes.
[[nodiscard]] inline int retryWaitMs(qint64 told)
{
    constexpr qint64 untold = 2000;
    constexpr qint64 longest = 10 * 60 * 1000;
    return static_cast<int>(told > 0 ? std::min(told, longest) : untold);
}

} // namespace confab::client
