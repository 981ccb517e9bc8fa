// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace confab::bench
{

// A number that stands in a message and is found again in whatever the server makes of it: "M" and nine digits, of the
// alphabet of ids, which carry markers too.
inline constexpr size_t markerLength = 10;

[[nodiscard]] std::string markerOf(int number);
// -1: there is none.
[[nodiscard]] int numberIn(std::string_view message);
// A text of so many bytes at least, with the marker in front.
[[nodiscard]] std::string markedText(int number, int bytes);

} // namespace confab::bench
