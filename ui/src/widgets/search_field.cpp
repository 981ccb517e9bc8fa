// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/widgets/search_field.h>

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QKeyEvent>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int fieldHeight = 32;
constexpr int iconAt = 10;
constexpr int iconSize = 16;
constexpr int textAt = 24; // on top of the stylesheet's padding of a field
} // namespace

SearchField::SearchField(QWidget *parent)
    : QLineEdit(parent)
{
    setProperty("kind", u"search"_s);
    setFixedHeight(fieldHeight);
    leaveRoom();
}

// For the magnifier; text margins do not turn by themselves.
void SearchField::leaveRoom()
{
    if (isRightToLeft())
        setTextMargins(0, 0, textAt, 0);
    else
        setTextMargins(textAt, 0, 0, 0);
}

void SearchField::changeEvent(QEvent *event)
{
    QLineEdit::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        leaveRoom();
}

void SearchField::setKeyCap(const QString &keys)
{
    m_keys = keys;
    update();
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty()) {
        clear();
        return;
    }
    QLineEdit::keyPressEvent(event);
}

void SearchField::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    drawIcon(painter, mirrored({iconAt, (height() - iconSize) / 2, iconSize, iconSize}), u"search"_s, u"textMuted"_s);
    if (m_keys.isEmpty() || !text().isEmpty() || hasFocus())
        return;
    const QFont font = Theme::current().font(TextStyle::Tiny);
    const int wide = widthOf(m_keys, font) + 10;
    const QRect cap = mirrored({width() - 8 - wide, (height() - 18) / 2, wide, 18});
    fillRound(painter, cap, 4, color(u"window"_s));
    strokeRound(painter, cap, 4, color(u"separator"_s));
    drawLine(painter, cap, m_keys, font, color(u"textMuted"_s), Qt::LeftToRight, Qt::AlignHCenter);
}

} // namespace confab::ui
