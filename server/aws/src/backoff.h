// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QRandomGenerator>

#include <chrono>

namespace confab::aws
{

// The most that is waited after so many tries (1 …) that failed: `first`, and twice as long each time.
[[nodiscard]] constexpr std::chrono::milliseconds longestPause(std::chrono::milliseconds first, int tries)
{
    return first * (1LL << (tries - 1));
}

// What is waited, 0 … `most` ("full jitter"): of all who were refused together each comes back at a time of its own.
[[nodiscard]] inline std::chrono::milliseconds somePartOf(std::chrono::milliseconds most)
{
    return std::chrono::milliseconds(QRandomGenerator::global()->bounded(qint64{most.count()} + 1));
}

} // namespace confab::aws
