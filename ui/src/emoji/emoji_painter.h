// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QString>

class QPainter;
class QRect;

namespace confab::ui
{

// For emoji alone: with the font of emoji first, sequences such as flags and keycaps are not taken apart.
[[nodiscard]] QFont emojiFont(int px);
// In the middle of `rect`.
void drawEmoji(QPainter &painter, const QRect &rect, const QString &emoji, int px);

} // namespace confab::ui
