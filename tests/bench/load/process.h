// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace confab::bench
{

// Nanoseconds of CPU that all threads of a process have used, from the scheduler; 0 where it cannot be read.
int64_t cpuOf(int pid);
// Resident bytes; 0 where they cannot be read.
int64_t memoryOf(int pid);
// Monotonic nanoseconds.
int64_t now();

} // namespace confab::bench
