// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace confab::ui
{

class IconButton;

// Over the trailing top corner of the message under the pointer: copy, and the menu of all that can be done with it.
class HoverBar : public QWidget
{
    Q_OBJECT

public:
    explicit HoverBar(QWidget *parent);

Q_SIGNALS:
    void copyWanted();
    void menuWanted(QPoint globalPos);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    IconButton *m_more;
};

// Back to the newest message, with the count of those that came meanwhile.
class JumpButton : public QAbstractButton
{
    Q_OBJECT

public:
    explicit JumpButton(QWidget *parent);

    void setCount(int count);
    [[nodiscard]] int count() const { return m_count; }
    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    void enterEvent(QEnterEvent *event) override;
    void leaveEvent(QEvent *event) override;

private:
    int m_count = 0;
};

} // namespace confab::ui
