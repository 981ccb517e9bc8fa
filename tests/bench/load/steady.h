// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "crowd.h"
#include "options.h"
#include "runs.h"

#include <string>

namespace confab::bench
{

// Kind::Steady: whether pings and handshakes keep their pace beside what is written. The last `senders` of the crowd
// write, the first client pings. Everything is due at a time of its own, whatever has been answered, and a delay counts
// from there. Adds its figures; answers why it could not be done, or nothing.
[[nodiscard]] std::string steady(const Options &options, Crowd &crowd, int64_t deadline, Figures &figures);

} // namespace confab::bench
