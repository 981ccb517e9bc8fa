// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QScrollArea;
class QWidget;

namespace confab::ui
{

// Content that scrolls up and down only, without a frame or a background of its own.
[[nodiscard]] QScrollArea *scrolled(QWidget *content);

} // namespace confab::ui
