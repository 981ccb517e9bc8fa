// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "emoji/emoji_rows.h"

#include <QTableView>

namespace confab::ui
{

// The emoji to choose from: cells of 36 px. Arrows move, Enter or Space picks; letters and leaving upwards go back to
// the search. objectName "emoji.grid".
class EmojiGrid : public QTableView
{
    Q_OBJECT

public:
    static constexpr int cell = 36;

    explicit EmojiGrid(EmojiRows &rows, QWidget *parent = nullptr);

    // The one that Enter would pick from the search: the first.
    void pickFirst();
    // With its title at the top, and its first emoji current.
    void showSection(int section);
    [[nodiscard]] int shownSection() const;
    // Under the pointer, else the current one; null: none.
    [[nodiscard]] QModelIndex pointed() const;

Q_SIGNALS:
    void picked(const QModelIndex &index, bool goOn);
    void pointedChanged();
    void sectionChanged();
    void leftUpwards();
    // A key that means the search.
    void typed(QKeyEvent *event);

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    void keyPressEvent(QKeyEvent *event) override;
    void focusInEvent(QFocusEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void currentChanged(const QModelIndex &now, const QModelIndex &before) override;
    bool viewportEvent(QEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;

private:
    void settle();
    [[nodiscard]] QModelIndex above(const QModelIndex &from, int rows) const;
    [[nodiscard]] QModelIndex beside(const QModelIndex &from, int by) const;

    EmojiRows &m_rows;
    QScrollBar *m_bar;
    QPersistentModelIndex m_hovered;
};

} // namespace confab::ui
