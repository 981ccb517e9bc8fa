// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/widgets/switch.h>

#include <confab/ui/theme/painting.h>

#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int glideMs = 120;
constexpr QSize groove(36, 20);
} // namespace

Switch::Switch(QWidget *parent)
    : QAbstractButton(parent)
{
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    m_knob.setEasingCurve(QEasingCurve::OutCubic);
    m_knob.setStartValue(0.0);
    m_knob.setEndValue(0.0);
    connect(&m_knob, &QVariantAnimation::valueChanged, this, qOverload<>(&Switch::update));
    connect(this, &Switch::toggled, this, [this](bool on) {
        const bool still = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0;
        m_knob.stop();
        m_knob.setStartValue(on ? 0.0 : 1.0);
        m_knob.setEndValue(on ? 1.0 : 0.0);
        m_knob.setDuration(still || !isVisible() ? 0 : glideMs);
        m_knob.start();
        update();
    });
}

void Switch::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (!isEnabled())
        painter.setOpacity(0.5);
    const QRect at(QPoint((width() - groove.width()) / 2, (height() - groove.height()) / 2), groove);
    const qreal place =
        m_knob.state() == QAbstractAnimation::Running ? m_knob.currentValue().toReal() : (isChecked() ? 1.0 : 0.0);
    if (isChecked()) {
        fillRound(painter, at, groove.height() / 2.0, color(underMouse() ? u"accentHover"_s : u"accent"_s));
    } else {
        fillRound(painter, at, groove.height() / 2.0, color(underMouse() ? u"hover"_s : u"surface"_s));
        strokeRound(painter, at, groove.height() / 2.0, color(u"control"_s));
    }
    constexpr qreal knob = 12;
    qreal x = at.x() + 4 + place * (groove.width() - 8 - knob);
    if (layoutDirection() == Qt::RightToLeft)
        x = at.x() + groove.width() - (x - at.x()) - knob;
    painter.setPen(Qt::NoPen);
    painter.setBrush(color(isChecked() ? u"accentText"_s : u"control"_s));
    painter.drawEllipse(QRectF(x, at.y() + 4, knob, knob));
}

} // namespace confab::ui
