// SPDX-License-Identifier: GPL-3.0-or-later
#include "panes/filter_chip.h"

#include "common/look.h"

#include <QMenu>
#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int chipHeight = 24;
constexpr int padding = 10;
constexpr int arrow = 14;
constexpr int gap = 4;
} // namespace

FilterChip::FilterChip(const QString &name, const QString &words, QMenu *menu, QWidget *parent)
    : QAbstractButton(parent)
    , m_menu(menu)
{
    setObjectName(name);
    setCheckable(true);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    menu->setParent(this, menu->windowFlags());
    menu->setObjectName(name + u".menu"_s);
    setWords(words);
    // The menu decides, not the press.
    connect(this, &QAbstractButton::clicked, this, [this](bool checked) {
        setChecked(!checked);
        const QPoint below(isRightToLeft() ? width() - m_menu->sizeHint().width() : 0, height() + gap);
        m_menu->popup(mapToGlobal(below));
    });
}

void FilterChip::setWords(const QString &words)
{
    setText(words);
    setAccessibleName(words);
    updateGeometry();
    update();
}

QSize FilterChip::sizeHint() const
{
    return {widthOf(text(), fontFor(TextStyle::Label)) + 2 * padding + gap + arrow, scaled(chipHeight)};
}

void FilterChip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const qreal radius = height() / 2.0;
    const QString ink = isChecked() ? u"accent"_s : u"text"_s;
    fillRound(painter, rect(), radius,
              color(isChecked()    ? u"accentSoft"_s
                    : underMouse() ? u"hover"_s
                                   : u"surfaceRaised"_s));
    strokeRound(painter, rect(), radius, color(isChecked() ? u"accent"_s : u"separator"_s));
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    drawLine(painter, mirrored(rect().adjusted(padding, 0, -padding - arrow - gap, 0)), text(),
             fontFor(TextStyle::Label), color(ink), layoutDirection());
    drawIcon(painter, mirrored({width() - padding - arrow + 2, (height() - arrow) / 2, arrow, arrow}),
             u"chevron-down"_s, ink);
    if (focusIsVisible(this))
        strokeRound(painter, rect().adjusted(2, 2, -2, -2), radius - 2, color(u"focusRing"_s), 2);
}

} // namespace confab::ui
