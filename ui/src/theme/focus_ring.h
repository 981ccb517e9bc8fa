// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QPointer>
#include <QWidget>

namespace confab::ui
{

// A ring 2 px outside the button that has the focus, and only after a key press. Widgets that are no buttons draw
// their own.
class FocusRing : public QObject
{
    Q_OBJECT

public:
    explicit FocusRing(QObject *parent);
    ~FocusRing() override;

    [[nodiscard]] bool byKeyboard() const { return m_byKeyboard; }

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow(QWidget *widget);
    void place();
    void setByKeyboard(bool on);

    QPointer<QWidget> m_target;
    QPointer<QWidget> m_ring;
    bool m_byKeyboard = false;
};

} // namespace confab::ui
