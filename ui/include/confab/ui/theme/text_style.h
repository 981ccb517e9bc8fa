// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace confab::ui
{

// Sizes and weights of the table of type in the design: px / line height at a text size of 14.
enum class TextStyle {
    PageTitle,  // 22 / 28, 600
    EmptyTitle, // 18 / 24, 600
    Title,      // 15 / 20, 600
    Body,       // 14 / 20
    BodyStrong, // 14 / 20, 600: senders
    Name,       // 13 / 18, 500
    Text,       // 13 / 18
    Label,      // 12 / 16, 500
    Small,      // 12 / 16
    Section,    // 11 / 16, 600: section titles, badges
    Tiny,       // 11 / 16: list times, tags
    Code,       // 12 / 18, fixed width
    Emoji,      // 32 / 40
};

} // namespace confab::ui
