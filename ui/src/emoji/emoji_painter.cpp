// SPDX-License-Identifier: GPL-3.0-or-later
#include "emoji/emoji_painter.h"

#include <confab/ui/theme/theme.h>

#include <QFontMetricsF>
#include <QPainter>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::ui
{

QFont emojiFont(int px)
{
    QFont font = Theme::current().font(TextStyle::Body);
    font.setFamilies(QStringList{u"Noto Color Emoji"_s} + font.families());
    font.setPixelSize(px);
    return font;
}

void drawEmoji(QPainter &painter, const QRect &rect, const QString &emoji, int px)
{
    const QFont font = emojiFont(px);
    const QFontMetricsF metrics(font);
    // Its ink is as high as its ascent and descent together; the line's own room says less.
    const qreal x = rect.x() + (rect.width() - metrics.horizontalAdvance(emoji)) / 2;
    const qreal y = rect.y() + (rect.height() + metrics.ascent() - metrics.descent()) / 2;
    painter.save();
    painter.setFont(font);
    painter.setPen(Theme::current().color(u"text"_s));
    painter.drawText(QPointF(std::round(x), std::round(y)), emoji);
    painter.restore();
}

} // namespace confab::ui
