// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1StringView>

namespace confab::protocol
{

// Stands in the mentions of a message that calls everybody in its conversation. No name: nobody can be called so.
inline constexpr QLatin1StringView everybodyMention("all");

} // namespace confab::protocol
