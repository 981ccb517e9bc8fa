// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

class QAbstractScrollArea;
class QScrollArea;
class QWidget;

namespace confab::ui
{

// Content that scrolls up and down only, without a frame or a background of its own.
[[nodiscard]] QScrollArea *scrolled(QWidget *content);

// Calls `act` whenever less than a screen is left below what is shown, as long as the area is there. For lists that
// come in pages: what is short enough to be seen whole is near its end, too. `act` bears being called often.
void whenEndIsNear(QAbstractScrollArea *area, const std::function<void()> &act);

} // namespace confab::ui
