// SPDX-License-Identifier: GPL-3.0-or-later
#include "marker.h"

#include <algorithm>
#include <charconv>

namespace confab::bench
{

namespace
{
constexpr char markerSign = 'M';
}

std::string markerOf(int number)
{
    std::string marker(markerLength, '0');
    marker[0] = markerSign;
    const std::string digits = std::to_string(number);
    marker.replace(markerLength - digits.size(), digits.size(), digits);
    return marker;
}

int numberIn(std::string_view message)
{
    for (size_t at = message.find(markerSign); at != std::string_view::npos; at = message.find(markerSign, at + 1)) {
        if (message.size() - at < markerLength)
            return -1;
        int number = 0;
        const char *end = message.data() + at + markerLength;
        const auto [stopped, error] = std::from_chars(message.data() + at + 1, end, number);
        if (error == std::errc() && stopped == end)
            return number;
    }
    return -1;
}

std::string markedText(int number, int bytes)
{
    std::string text = markerOf(number);
    text.resize(std::max<size_t>(text.size(), static_cast<size_t>(bytes)), '.');
    return text;
}

} // namespace confab::bench
