// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "switcher/switcher_rows.h"

#include <QPointer>
#include <QWidget>

class QLineEdit;
class QListView;
class QScrollBar;

namespace confab::ui
{

// Ctrl+K: jump anywhere, by a few letters. Lies over the whole window until something is chosen, Esc is pressed, or the
// pointer is pressed beside it; then it deletes itself. objectNames "switcher", "switcher.field", "switcher.list".
class QuickSwitcher : public QWidget
{
    Q_OBJECT

public:
    // Over this window. `open`: the conversation that is shown. The workspace and the preferences outlive it.
    QuickSwitcher(client::Workspace &workspace, Preferences &preferences, const QList<SwitcherAction> &actions,
                  const QString &open, QWidget *window);
    ~QuickSwitcher() override;

    // With this in its field.
    void start(const QString &typed);

public Q_SLOTS:
    void dismiss();

Q_SIGNALS:
    void conversationWanted(const QString &profile, const QString &conversation);
    // In all messages.
    void searchWanted(const QString &words);

protected:
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void read();
    void place();
    void step(int by);
    void choose(const QModelIndex &index);
    [[nodiscard]] int heightOf(int row) const;
    [[nodiscard]] QRect panel() const;

    SwitcherRows *m_rows;
    QLineEdit *m_field;
    QListView *m_list;
    QScrollBar *m_bar;
    QPointer<QWidget> m_before; // had the focus
    QRect m_panel;
    bool m_gone = false;
};

} // namespace confab::ui
