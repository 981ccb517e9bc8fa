// SPDX-License-Identifier: GPL-3.0-or-later
#include "composer/composer_parts.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>
#include <confab/ui/widgets/buttons.h>

#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int stepMs = 400;
constexpr int dots = 3;
constexpr int dotSize = 4;
constexpr int dotStep = 7;
} // namespace

TypingLine::TypingLine(QWidget *parent)
    : QWidget(parent)
{
    setObjectName(u"composer.typing"_s);
    m_steps.setInterval(stepMs);
    connect(&m_steps, &QTimer::timeout, this, [this] {
        m_step = (m_step + 1) % dots;
        update();
    });
}

void TypingLine::setNames(const QStringList &names)
{
    switch (names.size()) {
    case 0:
        m_sentence.clear();
        break;
    case 1:
        m_sentence = tr("%1 is typing…").arg(names.at(0));
        break;
    case 2:
        m_sentence = tr("%1 and %2 are typing…").arg(names.at(0), names.at(1));
        break;
    default:
        m_sentence = tr("Several people are typing…");
    }
    setAccessibleName(m_sentence);
    // With "less motion" the dots stand still.
    const bool still = style()->styleHint(QStyle::SH_Widget_Animation_Duration, nullptr, this) == 0;
    if (m_sentence.isEmpty() || still)
        m_steps.stop();
    else if (!m_steps.isActive())
        m_steps.start();
    update();
}

void TypingLine::paintEvent(QPaintEvent *)
{
    if (m_sentence.isEmpty())
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    for (int i = 0; i < dots; ++i) {
        QColor ink = color(u"textMuted"_s);
        if (m_steps.isActive() && i != m_step)
            ink.setAlphaF(0.5F);
        painter.setBrush(ink);
        painter.drawEllipse(mirrored({i * dotStep, (height() - dotSize) / 2, dotSize, dotSize}));
    }
    const QFont font = Theme::current().font(TextStyle::Small);
    const QRect text = mirrored({24, 0, width() - 24, height()});
    drawLine(painter, text, elided(m_sentence, font, text.width()), font, color(u"textMuted"_s), layoutDirection());
}

ComposerBar::ComposerBar(const QString &icon, const QString &name, const QString &words, QWidget *parent)
    : QWidget(parent)
    , m_icon(icon)
    , m_close(new IconButton(u"close"_s, words, this))
{
    m_close->setObjectName(name);
    m_close->setSmall(true);
    connect(m_close, &QToolButton::clicked, this, &ComposerBar::cancelled);
    hide();
}

void ComposerBar::say(const QString &title, const QString &line)
{
    m_title = title.simplified();
    m_line = line.simplified();
    setAccessibleName(tr("%1: %2", "what is done: what it is done to").arg(m_title, m_line));
    update();
}

void ComposerBar::resizeEvent(QResizeEvent *)
{
    const QSize size = m_close->sizeHint();
    const QRect at(width() - 6 - size.width(), (height() - size.height()) / 2, size.width(), size.height());
    m_close->setGeometry(QStyle::visualRect(layoutDirection(), rect(), at));
}

void ComposerBar::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    drawIcon(painter, mirrored({12, (height() - 16) / 2, 16, 16}), m_icon, u"accent"_s);
    const QFont strong = theme.font(TextStyle::Small, QFont::DemiBold);
    const QFont small = theme.font(TextStyle::Small);
    const int whole = width() - 36 - 44;
    // A long name leaves the line its half.
    const QString title = elided(m_title, strong, whole / 2);
    const int wide = widthOf(title, strong);
    drawLine(painter, mirrored({36, 0, wide, height()}), title, strong, color(u"text"_s), layoutDirection());
    const int room = whole - wide - 5;
    drawLine(painter, mirrored({36 + wide + 5, 0, room, height()}), elided(m_line, small, room), small,
             color(u"textMuted"_s), layoutDirection());
    fillLine(painter, QRect(0, height() - 1, width(), 1), color(u"separator"_s));
}

SendButton::SendButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setObjectName(u"composer.send"_s);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::ArrowCursor);
    setAttribute(Qt::WA_Hover);
    resize(32, 32);
    setEditing(false);
}

void SendButton::setReady(bool ready)
{
    m_ready = ready;
    update();
}

void SendButton::setEditing(bool editing)
{
    m_editing = editing;
    const QString words = editing ? tr("Save") : tr("Send");
    setAccessibleName(words);
    setToolTip(words);
    update();
}

void SendButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (m_ready)
        fillRound(painter, rect(), 6, color(isDown() || underMouse() ? u"accentHover"_s : u"accent"_s));
    else if (underMouse())
        fillRound(painter, rect(), 6, color(u"hover"_s));
    drawIcon(painter, QRect((width() - 18) / 2, (height() - 18) / 2, 18, 18), m_editing ? u"check"_s : u"send"_s,
             m_ready ? u"accentText"_s : u"textMuted"_s);
}

} // namespace confab::ui
