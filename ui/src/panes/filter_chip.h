// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

class QMenu;

namespace confab::ui
{

// A pill that opens a menu: what a search is narrowed to. Checked while it narrows something.
class FilterChip : public QAbstractButton
{
    Q_OBJECT

public:
    // The menu is taken.
    FilterChip(const QString &name, const QString &words, QMenu *menu, QWidget *parent = nullptr);

    void setWords(const QString &words);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QMenu *m_menu;
};

} // namespace confab::ui
