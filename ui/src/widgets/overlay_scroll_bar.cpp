// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/overlay_scroll_bar.h"

#include <QAbstractScrollArea>
#include <QScrollBar>

namespace confab::ui
{

QScrollBar *addOverlayScrollBar(QAbstractScrollArea *area)
{
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QScrollBar *inner = area->verticalScrollBar();
    auto *bar = new QScrollBar(Qt::Vertical, area);
    bar->setCursor(Qt::ArrowCursor);
    bar->hide();
    // What the inner one says now: it may have gone on since it told. And without an echo.
    const auto copy = [bar, inner] {
        const QSignalBlocker quiet(bar);
        bar->setPageStep(inner->pageStep());
        bar->setSingleStep(inner->singleStep());
        bar->setRange(inner->minimum(), inner->maximum());
        bar->setValue(inner->value());
        bar->setVisible(inner->maximum() > inner->minimum());
    };
    QObject::connect(inner, &QScrollBar::rangeChanged, bar, copy);
    QObject::connect(inner, &QScrollBar::valueChanged, bar, copy);
    QObject::connect(bar, &QScrollBar::valueChanged, inner, &QScrollBar::setValue);
    return bar;
}

void placeOverlayScrollBar(QAbstractScrollArea *area, QScrollBar *bar)
{
    const int x = area->layoutDirection() == Qt::RightToLeft ? 0 : area->width() - overlayScrollBarWidth;
    bar->setGeometry(x, 0, overlayScrollBarWidth, area->height());
    bar->raise();
}

} // namespace confab::ui
