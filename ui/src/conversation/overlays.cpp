// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/overlays.h"

#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>
#include <confab/ui/widgets/buttons.h>

#include <QHBoxLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
constexpr int emojiSize = 16;
constexpr int jumpSize = 36;
constexpr int badgeOver = 6;
} // namespace

// As an icon button, with an emoji on it.
class EmojiButton : public IconButton
{
public:
    explicit EmojiButton(QWidget *parent)
        : IconButton({}, {}, parent)
    {
    }

    void setEmoji(const QString &emoji)
    {
        m_emoji = emoji;
        setWords(HoverBar::tr("React with %1").arg(emoji));
        update();
    }
    [[nodiscard]] QString emoji() const { return m_emoji; }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        IconButton::paintEvent(event);
        QPainter painter(this);
        QFont font = Theme::current().font(TextStyle::Body);
        font.setPixelSize(emojiSize);
        drawLine(painter, rect(), m_emoji, font, color(u"text"_s), layoutDirection(), Qt::AlignHCenter);
    }

private:
    QString m_emoji;
};

HoverBar::HoverBar(QWidget *parent)
    : QWidget(parent)
    , m_emoji{new EmojiButton(this), new EmojiButton(this)}
    , m_react(new IconButton(u"react"_s, tr("Add a reaction"), this))
    , m_reply(new IconButton(u"reply"_s, tr("Reply"), this))
    , m_thread(new IconButton(u"thread"_s, tr("Reply in a thread"), this))
    , m_copy(new IconButton(u"copy"_s, tr("Copy text"), this))
    , m_more(new IconButton(u"more"_s, tr("More"), this))
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(2, 2, 2, 2);
    row->setSpacing(1);
    const auto add = [row](IconButton *button, const QString &name) {
        button->setObjectName(u"conversation.hover."_s + name);
        button->setSmall(true);
        // The keyboard has Ctrl+C and the Menu key.
        button->setFocusPolicy(Qt::NoFocus);
        row->addWidget(button);
    };
    for (EmojiButton *button : std::as_const(m_emoji)) {
        add(button, u"emoji"_s);
        connect(button, &QToolButton::clicked, this, [this, button] { Q_EMIT emojiWanted(button->emoji()); });
    }
    add(m_react, u"react"_s);
    add(m_reply, u"reply"_s);
    add(m_thread, u"thread"_s);
    add(m_copy, u"copy"_s);
    add(m_more, u"more"_s);
    connect(m_react, &QToolButton::clicked, this, [this] {
        Q_EMIT reactWanted({m_react->mapToGlobal(QPoint()), m_react->size()});
    });
    connect(m_reply, &QToolButton::clicked, this, &HoverBar::replyWanted);
    connect(m_thread, &QToolButton::clicked, this, &HoverBar::threadWanted);
    connect(m_copy, &QToolButton::clicked, this, &HoverBar::copyWanted);
    connect(m_more, &QToolButton::clicked, this,
            [this] { Q_EMIT menuWanted(m_more->mapToGlobal(QPoint(0, m_more->height()))); });
    setCursor(Qt::ArrowCursor);
    m_offered.react = true; // so that the first offer is another
    offer({}, {});
    hide();
}

void HoverBar::offer(const RowAbilities &abilities, const QStringList &emoji)
{
    if (abilities == m_offered && emoji == m_offeredEmoji)
        return;
    m_offered = abilities;
    m_offeredEmoji = emoji;
    for (qsizetype i = 0; i < m_emoji.size(); ++i) {
        const bool there = abilities.react && i < emoji.size();
        m_emoji.at(i)->setVisible(there);
        if (there)
            m_emoji.at(i)->setEmoji(emoji.at(i));
    }
    const auto offerOne = [&why = abilities.whyNot](IconButton *button, bool able) {
        button->setVisible(able || !why.isEmpty());
        button->setWhyNot(able ? QString() : why);
    };
    offerOne(m_react, abilities.react);
    offerOne(m_reply, abilities.reply);
    offerOne(m_thread, abilities.thread);
    m_copy->setVisible(!abilities.react && !abilities.reply && !abilities.thread);
    layout()->activate();
    adjustSize();
}

void HoverBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect(), 8, color(u"surfaceRaised"_s));
    strokeRound(painter, rect(), 8, color(u"separator"_s));
}

JumpButton::JumpButton(const QString &icon, const QString &words, QWidget *parent)
    : QAbstractButton(parent)
    , m_icon(icon)
    , m_words(words)
{
    setFocusPolicy(Qt::TabFocus);
    setCursor(Qt::ArrowCursor);
    setCount(0);
    resize(sizeHint());
    hide();
}

void JumpButton::setCount(int count)
{
    m_count = count;
    const QString words = count > 0 ? tr("Jump to the latest, %n new message(s)", nullptr, count) : m_words;
    setAccessibleName(words);
    setToolTip(plainTip(words));
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
    drawIcon(painter, QRect(circle.x() + 9, circle.y() + 9, 18, 18), m_icon, u"text"_s);
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
