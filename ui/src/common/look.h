// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "common/labels.h"

#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>
#include <confab/ui/widgets/buttons.h>
#include <confab/ui/widgets/switch.h>

// What the pages take from the theme, under short names.
#include <QGuiApplication>
#include <QMargins>

namespace confab::ui
{

[[nodiscard]] inline QFont fontFor(TextStyle style, int weight = -1)
{
    return Theme::current().font(style, weight);
}
// From the leading edge: a layout mirrors what is in it, not its margins.
[[nodiscard]] inline QMargins margins(int leading, int top, int trailing, int bottom)
{
    return QGuiApplication::isRightToLeft() ? QMargins(trailing, top, leading, bottom)
                                            : QMargins(leading, top, trailing, bottom);
}
[[nodiscard]] inline int scaled(int px)
{
    return Theme::current().scaled(px);
}

} // namespace confab::ui
