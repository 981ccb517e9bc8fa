// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "switcher/switcher_rows.h"

#include <QStyledItemDelegate>

class QListView;

namespace confab::ui
{

// Draws the rows of the quick switcher; the current one is the chosen one.
class SwitcherDelegate : public QStyledItemDelegate
{
public:
    SwitcherDelegate(const SwitcherRows &rows, QListView *list);

    static constexpr int rowHeight = 40;
    static constexpr int titleHeight = 28;

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    const SwitcherRows &m_rows;
    const QListView *m_list;
};

} // namespace confab::ui
