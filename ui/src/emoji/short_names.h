// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringView>

#include <span>

namespace confab::ui
{

struct ShortName {
    QStringView name;
    QStringView emoji;
};

// What people type between colons where Unicode's name is longer or another one. The first of an emoji is the one that
// is shown.
[[nodiscard]] std::span<const ShortName> shortNames();

} // namespace confab::ui
