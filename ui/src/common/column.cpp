// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/column.h"

#include <QLayout>
#include <QWidget>

namespace confab::ui
{

void clearColumn(QLayout &column, int keep)
{
    while (column.count() > keep) {
        QLayoutItem *item = column.takeAt(0);
        if (QWidget *widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        delete item;
    }
}

} // namespace confab::ui
