// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QPointer>
#include <QWidget>

class QModelIndex;

namespace confab::ui
{

class EmojiFooter;
class EmojiGrid;
class EmojiRows;
class EmojiTabs;
class Preferences;
class SearchField;

// All emoji, in a popup inside the window: a search, the groups, those that were used lately, and the skin tone, which
// is kept. Esc, a press elsewhere, or the focus going elsewhere close it. objectName "emoji". UI thread.
class EmojiPicker : public QWidget
{
    Q_OBJECT

public:
    // Opens one above `anchor` (below it where there is no room above), in the coordinates of `over`, within its
    // window. The picker has the focus until it closes, gives it back then, and deletes itself. `preferences` outlives
    // it.
    static EmojiPicker *pick(Preferences &preferences, const QRect &anchor, QWidget *over);

    ~EmojiPicker() override;

public Q_SLOTS:
    void dismiss();

Q_SIGNALS:
    // In the chosen skin tone. It closes, unless Shift was held.
    void picked(const QString &emoji);
    void dismissed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    EmojiPicker(Preferences &preferences, const QRect &anchor, QWidget *over);

    void place();
    void point();
    void take(const QModelIndex &index, bool goOn);

    Preferences &m_preferences;
    QRect m_anchor; // of m_over
    QPointer<QWidget> m_over;
    QPointer<QWidget> m_before; // had the focus
    EmojiRows *m_rows;
    SearchField *m_search;
    EmojiTabs *m_tabs;
    EmojiGrid *m_grid;
    EmojiFooter *m_footer;
    bool m_gone = false;
};

} // namespace confab::ui
