// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <Qt>

class QPainter;
class QRect;
class QString;

namespace confab::ui
{

// A key's name in a frame of 18 px, its trailing end at `end` px from the leading edge of `row`, in the middle of it.
// Gives its width.
int drawKeyCap(QPainter &painter, const QRect &row, int end, const QString &keys, Qt::LayoutDirection direction);
[[nodiscard]] int keyCapWidth(const QString &keys);

} // namespace confab::ui
