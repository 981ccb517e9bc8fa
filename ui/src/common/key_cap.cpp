// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/key_cap.h"

#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int height = 18;
constexpr int padding = 6;
} // namespace

int keyCapWidth(const QString &keys)
{
    return std::max(height + 2, widthOf(keys, Theme::current().font(TextStyle::Tiny)) + 2 * padding);
}

int drawKeyCap(QPainter &painter, const QRect &row, int end, const QString &keys, Qt::LayoutDirection direction)
{
    const int width = keyCapWidth(keys);
    const QRect at(row.x() + end - width, row.y() + (row.height() - height) / 2, width, height);
    const QRect cap = QStyle::visualRect(direction, row, at);
    fillRound(painter, cap, 4, color(u"surfaceSunken"_s));
    strokeRound(painter, cap, 4, color(u"separator"_s));
    drawLine(painter, cap, keys, Theme::current().font(TextStyle::Tiny), color(u"textMuted"_s), Qt::LeftToRight,
             Qt::AlignHCenter);
    return width;
}

} // namespace confab::ui
