// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>
#include <QPainter>

class QWidget;

// Drawing that widgets share. All coordinates are logical px.
namespace confab::ui
{

[[nodiscard]] QColor color(const QString &token);

// A line or bar of whole device pixels at any scaling: `rect` is rounded to them, and is never thinner than one.
void fillLine(QPainter &painter, const QRect &rect, const QColor &color);
void fillRound(QPainter &painter, const QRectF &rect, qreal radius, const QColor &color);
// Inside `rect`.
void strokeRound(QPainter &painter, const QRectF &rect, qreal radius, const QColor &color, qreal width = 1);

// Baseline for a line box of this height, whatever font answers for the text (Noto Sans Arabic is twice as tall).
[[nodiscard]] qreal baselineIn(const QRectF &line, const QFont &font);
// One line in the box `rect`; AlignLeading and AlignTrailing go by `direction`, the letters by their own first strong
// one.
void drawLine(QPainter &painter, const QRect &rect, const QString &text, const QFont &font, const QColor &color,
              Qt::LayoutDirection direction, Qt::Alignment alignment = Qt::AlignLeading);
[[nodiscard]] int widthOf(const QString &text, const QFont &font);
[[nodiscard]] QString elided(const QString &text, const QFont &font, int width);
// An isolated left-to-right run, for times, addresses, names of files.
[[nodiscard]] QString isolated(const QString &text);
// 0 to 9 in place of the locale's own digits: translations count with them, and a window has one kind only.
[[nodiscard]] QString plainDigits(QString text);

// For tooltips, which guess whether they are markup: these are told. Empty stays empty.
[[nodiscard]] QString plainTip(const QString &text);

// It has the focus, and by a key.
[[nodiscard]] bool focusIsVisible(const QWidget *widget);

} // namespace confab::ui
