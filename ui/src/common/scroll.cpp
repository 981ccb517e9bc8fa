// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/scroll.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QTimer>

namespace confab::ui
{

QScrollArea *scrolled(QWidget *content)
{
    auto *area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(content);
    // setWidget() turns it on.
    content->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    return area;
}

void whenEndIsNear(QAbstractScrollArea *area, const std::function<void()> &act)
{
    // Not within the layout or the scrolling that told it.
    auto *look = new QTimer(area);
    look->setSingleShot(true);
    QObject::connect(look, &QTimer::timeout, area, [area, act] {
        const QScrollBar *bar = area->verticalScrollBar();
        if (area->isVisible() && bar->maximum() - bar->value() < area->viewport()->height())
            act();
    });
    QScrollBar *bar = area->verticalScrollBar();
    const auto soon = [look] { look->start(0); };
    QObject::connect(bar, &QScrollBar::valueChanged, look, soon);
    QObject::connect(bar, &QScrollBar::rangeChanged, look, soon);
}

} // namespace confab::ui
