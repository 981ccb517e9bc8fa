// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace confab::aws
{

// The most that is waited after so many tries (1 …) that failed: `first`, and twice as long each time.
[[nodiscard]] constexpr std::chrono::milliseconds longestPause(std::chrono::milliseconds first, int tries)
{
    return first * (1LL << (tries - 1));
}

} // namespace confab::aws
