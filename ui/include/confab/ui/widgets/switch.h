// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>
#include <QVariantAnimation>

namespace confab::ui
{

// On or off, 36×20. The knob glides for 120 ms unless the style asks for no motion.
class Switch : public QAbstractButton
{
    Q_OBJECT

public:
    explicit Switch(QWidget *parent = nullptr);

    [[nodiscard]] QSize sizeHint() const override { return {36, 24}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QVariantAnimation m_knob; // 0 off … 1 on
};

} // namespace confab::ui
