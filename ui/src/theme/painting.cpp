// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/theme/painting.h>

#include <confab/protocol/defence.h>
#include <confab/ui/theme/theme.h>

#include <QFontMetricsF>
#include <QPainterPath>
#include <QWidget>

#include <cmath>

namespace confab::ui
{

namespace
{
// Inter's ascent less its descent, in em: the middle of a line box lies half of it above the baseline.
constexpr qreal ascentLessDescent = 0.7275;
} // namespace

QColor color(const QString &token)
{
    return Theme::current().color(token);
}

void fillLine(QPainter &painter, const QRect &rect, const QColor &color)
{
    const QTransform toDevice = painter.deviceTransform();
    const QRectF at = toDevice.mapRect(QRectF(rect));
    const QRectF snapped(std::round(at.x()), std::round(at.y()), std::max(1.0, std::round(at.width())),
                         std::max(1.0, std::round(at.height())));
    painter.fillRect(toDevice.inverted().mapRect(snapped), color);
}

void fillRound(QPainter &painter, const QRectF &rect, qreal radius, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    painter.drawRoundedRect(rect, radius, radius);
}

void strokeRound(QPainter &painter, const QRectF &rect, qreal radius, const QColor &color, qreal width)
{
    const qreal dpr = std::abs(painter.deviceTransform().m11());
    const qreal thick = std::max(1.0, std::round(width * dpr)) / dpr;
    painter.setPen(QPen(color, thick));
    painter.setBrush(Qt::NoBrush);
    const qreal inside = thick / 2;
    painter.drawRoundedRect(rect.adjusted(inside, inside, -inside, -inside), radius - inside, radius - inside);
}

qreal baselineIn(const QRectF &line, const QFont &font)
{
    return std::round(line.top() + (line.height() + ascentLessDescent * font.pixelSize()) / 2);
}

void drawLine(QPainter &painter, const QRect &rect, const QString &text, const QFont &font, const QColor &color,
              Qt::LayoutDirection direction, Qt::Alignment alignment)
{
    if (text.isEmpty())
        return;
    qreal x = rect.x();
    const bool middle = alignment.testFlag(Qt::AlignHCenter);
    const bool trailing = alignment.testFlag(Qt::AlignTrailing);
    // Measuring costs as much as drawing: where the text begins at the left it is not asked for.
    if (middle || trailing != (direction == Qt::RightToLeft)) {
        const qreal free = rect.width() - QFontMetricsF(font).horizontalAdvance(text);
        x += middle ? free / 2 : free;
    }
    painter.save();
    painter.setFont(font);
    painter.setPen(color);
    painter.setLayoutDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    painter.drawText(QPointF(x, baselineIn(rect, font)), text);
    painter.restore();
}

int widthOf(const QString &text, const QFont &font)
{
    return static_cast<int>(std::ceil(QFontMetricsF(font).horizontalAdvance(text)));
}

QString elided(const QString &text, const QFont &font, int width)
{
    return QFontMetricsF(font).elidedText(text, Qt::ElideRight, width);
}

QString isolated(const QString &text)
{
    return QChar(0x2066) + text + QChar(0x2069);
}

QString plainDigits(QString text)
{
    for (QChar &character : text) {
        if (const int digit = character.digitValue(); digit >= 0 && character.category() == QChar::Number_DecimalDigit)
            character = QChar(u'0' + digit);
    }
    return text;
}

QString plainTip(const QString &text)
{
    if (text.isEmpty() || !inForce("plain-tips"))
        return text;
    return QStringLiteral("<qt>") + text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")) +
           QStringLiteral("</qt>");
}

bool focusIsVisible(const QWidget *widget)
{
    return widget->hasFocus() && Theme::current().keyboardFocus();
}

} // namespace confab::ui
