// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/overlays.h"

#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/widgets/buttons.h>

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int jumpSize = 36;
constexpr int badgeOver = 6;
} // namespace

HoverBar::HoverBar(QWidget *parent)
    : QWidget(parent)
    , m_more(new IconButton(u"more"_s, tr("More"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(1);
    auto *copy = new IconButton(u"copy"_s, tr("Copy text"), this);
    copy->setObjectName(u"conversation.hover.copy"_s);
    m_more->setObjectName(u"conversation.hover.more"_s);
    for (IconButton *button : {copy, m_more}) {
        button->setSmall(true);
        // The keyboard has Ctrl+C and the Menu key.
        button->setFocusPolicy(Qt::NoFocus);
        row->addWidget(button);
    }
    connect(copy, &QToolButton::clicked, this, &HoverBar::copyWanted);
    connect(m_more, &QToolButton::clicked, this,
            [this] { Q_EMIT menuWanted(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    setCursor(Qt::ArrowCursor);
    adjustSize();
    hide();
}

void HoverBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect(), 8, color(u"surfaceRaised"_s));
    strokeRound(painter, rect(), 8, color(u"separator"_s));
}

JumpButton::JumpButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setObjectName(u"conversation.jump"_s);
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::ArrowCursor);
    setCount(0);
    resize(sizeHint());
    hide();
}

void JumpButton::setCount(int count)
{
    m_count = count;
    const QString words =
        count > 0 ? tr("Jump to the latest, %n new message(s)", nullptr, count) : tr("Jump to the latest");
    setAccessibleName(words);
    setToolTip(words);
    update();
}

QSize JumpButton::sizeHint() const
{
    return {jumpSize + 2 * badgeOver, jumpSize + badgeOver};
}

void JumpButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRect circle(badgeOver, badgeOver, jumpSize, jumpSize);
    fillRound(painter, circle, jumpSize / 2.0,
              color(isDown()       ? u"pressed"_s
                    : underMouse() ? u"hover"_s
                                   : u"surfaceRaised"_s));
    strokeRound(painter, circle, jumpSize / 2.0, color(u"control"_s));
    drawIcon(painter, QRect(circle.x() + 9, circle.y() + 9, 18, 18), u"arrow-down"_s, u"text"_s);
    if (m_count > 0) {
        const bool rtl = layoutDirection() == Qt::RightToLeft;
        drawBadge(painter, rtl ? 0 : width(), 0, badgeText(m_count), u"unread"_s, u"unreadText"_s, layoutDirection());
    }
}

void JumpButton::enterEvent(QEnterEvent *)
{
    update();
}

void JumpButton::leaveEvent(QEvent *)
{
    update();
}

} // namespace confab::ui
