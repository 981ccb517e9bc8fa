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
    QObject::connect(inner, &QScrollBar::rangeChanged, bar, [bar, inner](int least, int most) {
        bar->setPageStep(inner->pageStep());
        bar->setSingleStep(inner->singleStep());
        bar->setRange(least, most);
        bar->setVisible(most > least);
    });
    QObject::connect(inner, &QScrollBar::valueChanged, bar, &QScrollBar::setValue);
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
