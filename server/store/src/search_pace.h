// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>

namespace confab::store
{

// How long the indexer pauses after a step, so that it never takes what messages need. While much is being written it
// has a fiftieth of one processor, enough for some 200 messages a second; what it does not come to then it does later,
// with half of one.
//   worked     how long the step took
//   commits    of the chat since the step before
//   elapsed    the time of these commits
[[nodiscard]] std::chrono::microseconds pauseAfter(std::chrono::microseconds worked, int commits,
                                                   std::chrono::microseconds elapsed);

} // namespace confab::store
