// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/row_painter.h"

#include "conversation/parts/row_part.h"

#include <confab/ui/theme/painting.h>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int barWidth = 3;
constexpr int ringWidth = 2;
constexpr int barRoom = 10; // the scroll bar lies over the row
constexpr int pillHeight = 24;
constexpr int pillTop = 8;
constexpr int pillPadding = 12;

// A bar at the leading edge, over a tint of the whole row.
void paintTint(QPainter &painter, const RowScene &scene, const QColor &tint, const QColor &barColor)
{
    fillLine(painter, scene.layout.tint, tint);
    QRect bar = scene.layout.tint;
    bar.setWidth(barWidth);
    if (scene.metrics.direction == Qt::RightToLeft)
        bar.moveRight(scene.layout.tint.right());
    fillLine(painter, bar, barColor);
}

QColor faded(QColor color, qreal strength)
{
    color.setAlphaF(static_cast<float>(color.alphaF() * strength));
    return color;
}

} // namespace

void paintRow(QPainter &painter, const RowLayout &layout, const client::MessageRow &row, const RowLook &look,
              const RowMetrics &metrics)
{
    const RowScene scene{layout, row, look, metrics, *metrics.theme};
    painter.setRenderHint(QPainter::Antialiasing);
    if (row.mentionsMe && !row.deleted)
        paintTint(painter, scene, color(u"mention"_s), color(u"mentionBar"_s));
    else if (look.hovered || look.picked)
        fillLine(painter, layout.tint, color(u"rowHover"_s));
    if (look.shown > 0)
        paintTint(painter, scene, faded(color(u"accentSoft"_s), look.shown), faded(color(u"accent"_s), look.shown));
    for (const auto &part : layout.parts) {
        if (!look.edgeOnly)
            part->paint(painter, scene);
    }
    if (look.ring) {
        const bool rtl = metrics.direction == Qt::RightToLeft;
        strokeRound(painter, layout.tint.adjusted(rtl ? barRoom : ringWidth, 0, rtl ? -ringWidth : -barRoom, 0), 6,
                    color(u"focusRing"_s), ringWidth);
    }
}

QRect dayPillRect(const QString &text, int width, const Theme &theme)
{
    const int wide = widthOf(text, theme.font(TextStyle::Label)) + 2 * pillPadding;
    return {(width - wide) / 2, pillTop, wide, pillHeight};
}

void paintDayPill(QPainter &painter, const QRect &rect, const QString &text)
{
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect, pillHeight / 2.0, color(u"surfaceRaised"_s));
    strokeRound(painter, rect, pillHeight / 2.0, color(u"separator"_s));
    drawLine(painter, rect, text, Theme::current().font(TextStyle::Label), color(u"textMuted"_s), Qt::LeftToRight,
             Qt::AlignHCenter);
}

} // namespace confab::ui
