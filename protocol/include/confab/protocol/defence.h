// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#ifdef CONFAB_MUTATIONS
#include <cstdlib>
#endif

namespace confab
{

// Whether a defence is in force: always. Each row of the abuse table asks under its own name where it acts, so that
// tests/abuse/mutate.sh, in a build that is for nothing else (CONFAB_MUTATIONS), can switch off one at a time and see
// the test fail that shows it. Any thread.
#ifdef CONFAB_MUTATIONS
[[nodiscard]] inline bool inForce(std::string_view defence)
{
    static const char *const off = std::getenv("CONFAB_OFF");
    return !off || defence != off;
}
#else
[[nodiscard]] constexpr bool inForce(std::string_view)
{
    return true;
}
#endif

} // namespace confab
