// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QAbstractScrollArea;
class QScrollBar;

namespace confab::ui
{

inline constexpr int overlayScrollBarWidth = 10;

// A vertical bar that lies over the trailing edge instead of beside the content: its room is always there, and what is
// under it is tinted to the border. Gives the visible one; place it with placeOverlayScrollBar at each resize.
[[nodiscard]] QScrollBar *addOverlayScrollBar(QAbstractScrollArea *area);
void placeOverlayScrollBar(QAbstractScrollArea *area, QScrollBar *bar);

} // namespace confab::ui
