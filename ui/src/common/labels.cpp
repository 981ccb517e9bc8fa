// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/labels.h"

#include "common/look.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QSvgRenderer>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

TextLabel::TextLabel(const QString &text, TextStyle style, const QString &token, QWidget *parent)
    : QLabel(text, parent)
    , m_style(style)
    , m_token(token)
{
    setTextFormat(Qt::PlainText);
    connect(&Theme::current(), &Theme::changed, this, &TextLabel::dress);
    dress();
    align();
}

void TextLabel::setToken(const QString &token)
{
    m_token = token;
    dress();
}

void TextLabel::setElided(bool elided)
{
    m_elided = elided;
    setSizePolicy(elided ? QSizePolicy::Maximum : QSizePolicy::Preferred, QSizePolicy::Preferred);
}

QSize TextLabel::sizeHint() const
{
    if (m_elided)
        return {widthOf(text(), font()) + 1, Theme::current().lineHeightFor(m_style, text())};
    const QSize free = QLabel::sizeHint();
    return drawnByQt() ? free : QSize(free.width(), heightForWidth(wordWrap() ? free.width() : QWIDGETSIZE_MAX));
}

QSize TextLabel::minimumSizeHint() const
{
    if (m_elided)
        return {0, sizeHint().height()};
    const QSize free = QLabel::minimumSizeHint();
    return drawnByQt() ? free : QSize(free.width(), heightForWidth(QWIDGETSIZE_MAX));
}

int TextLabel::heightForWidth(int width) const
{
    if (drawnByQt() || m_elided)
        return QLabel::heightForWidth(width);
    const QMargins around = contentsMargins();
    QTextLayout layout(QString(text()).replace(u'\n', QChar::LineSeparator), font());
    return place(layout, width - around.left() - around.right()) + around.top() + around.bottom();
}

bool TextLabel::drawnByQt() const
{
    return textInteractionFlags() & (Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
}

// Lines of a fixed height, whatever font answers for the letters.
int TextLabel::place(QTextLayout &layout, int width) const
{
    QTextOption option;
    option.setAlignment((alignment() & Qt::AlignHorizontal_Mask) | Qt::AlignAbsolute);
    option.setTextDirection(text().isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setWrapMode(wordWrap() ? QTextOption::WrapAtWordBoundaryOrAnywhere : QTextOption::ManualWrap);
    layout.setTextOption(option);
    const int lineHeight = Theme::current().lineHeightFor(m_style, text());
    int y = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(1, width));
        line.setPosition(QPointF(0, baselineIn(QRectF(0, y, 1, lineHeight), font()) - line.ascent()));
        y += lineHeight;
    }
    layout.endLayout();
    return std::max(y, lineHeight);
}

// QLabel goes by the direction of its text; a window that runs from right to left has all texts at its leading edge.
void TextLabel::align()
{
    if (alignment() & (Qt::AlignLeft | Qt::AlignRight))
        setAlignment((alignment() & ~Qt::AlignHorizontal_Mask) | Qt::AlignAbsolute |
                     (isRightToLeft() ? Qt::AlignRight : Qt::AlignLeft));
}

void TextLabel::changeEvent(QEvent *event)
{
    QLabel::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        align();
}

void TextLabel::dress()
{
    setFont(Theme::current().font(m_style));
    QPalette colours = palette();
    for (const auto group : {QPalette::Active, QPalette::Inactive})
        colours.setColor(group, QPalette::WindowText, color(m_token));
    setPalette(colours);
    if (!wordWrap())
        setMinimumHeight(Theme::current().lineHeight(m_style));
    updateGeometry();
}

void TextLabel::paintEvent(QPaintEvent *event)
{
    if (drawnByQt())
        return QLabel::paintEvent(event);
    QPainter painter(this);
    if (!m_elided) {
        const QRect room = contentsRect();
        QTextLayout layout(QString(text()).replace(u'\n', QChar::LineSeparator), font());
        const int height = place(layout, room.width());
        int y = room.y();
        if (!(alignment() & Qt::AlignTop))
            y += (room.height() - height) / (alignment() & Qt::AlignBottom ? 1 : 2);
        painter.setPen(palette().color(QPalette::WindowText));
        layout.draw(&painter, QPointF(room.x(), y));
        return;
    }
    drawLine(painter, rect(), elided(text(), font(), width()), font(), color(m_token), layoutDirection());
}

IconLabel::IconLabel(const QString &icon, const QString &token, int size, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_token(token)
{
    setFixedSize(size, size);
}

void IconLabel::setIcon(const QString &icon, const QString &token)
{
    m_icon = icon;
    m_token = token;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawIcon(painter, rect(), m_icon, m_token);
}

AppMark::AppMark(int size, QWidget *parent)
    : QWidget(parent)
{
    setFixedSize(size, size);
}

void AppMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QSvgRenderer(u":/confab/icons/app.svg"_s).render(&painter, QRectF(rect()));
}

HintLine::HintLine(const QString &icon, const QString &text, QWidget *parent)
    : QWidget(parent)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    row->addWidget(new IconLabel(icon, u"textMuted"_s, 16), 0, Qt::AlignTop);
    auto *words = new TextLabel(text, TextStyle::Small, u"textMuted"_s);
    words->setWordWrap(true);
    row->addWidget(words, 1);
}

} // namespace confab::ui
