// SPDX-License-Identifier: GPL-3.0-or-later
#include "search_pace.h"

#include <QtGlobal>

#include <algorithm>

namespace confab::store
{

namespace
{

using std::chrono::microseconds;

// More than people do who type, less than any load that is felt.
constexpr qint64 manyCommitsASecond = 50;
constexpr int pausesWhenBusy = 49;
constexpr microseconds shortest{1000};
constexpr microseconds second{std::chrono::seconds(1)};

} // namespace

microseconds pauseAfter(microseconds worked, int commits, microseconds elapsed)
{
    // A first few after a silence are no load yet.
    const bool many = commits > 5 && commits * second > manyCommitsASecond * elapsed;
    return std::max(shortest, many ? pausesWhenBusy * worked : worked);
}

} // namespace confab::store
