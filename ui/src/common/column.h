// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QLayout;

namespace confab::ui
{

// Takes the items of a layout away from its front, all but the last `keep`; their widgets are deleted when the event
// loop comes to it, and are hidden at once.
void clearColumn(QLayout &column, int keep = 0);

} // namespace confab::ui
