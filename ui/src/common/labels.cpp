// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/labels.h"

#include "common/look.h"

#include <QHBoxLayout>
#include <QSvgRenderer>

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
    if (!m_elided)
        return QLabel::sizeHint();
    return {widthOf(text(), font()) + 1, Theme::current().lineHeightFor(m_style, text())};
}

QSize TextLabel::minimumSizeHint() const
{
    if (!m_elided)
        return QLabel::minimumSizeHint();
    return {0, sizeHint().height()};
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
    if (!m_elided)
        return QLabel::paintEvent(event);
    QPainter painter(this);
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
