// SPDX-License-Identifier: GPL-3.0-or-later
#include "emoji/emoji_picker_parts.h"

#include "emoji/emoji_painter.h"

#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QKeyEvent>
#include <QMenu>
#include <QStyle>

#include <array>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int tabEmoji = 19;
constexpr int footerEmoji = 28;
constexpr std::array signs{u"🕘", u"😀", u"👋", u"🐻", u"🍎", u"⚽", u"🚗", u"💡", u"🔣", u"🏁"};

class Tab : public QAbstractButton
{
public:
    Tab(const QString &sign, const QString &words, QWidget *parent)
        : QAbstractButton(parent)
        , m_sign(sign)
    {
        setCheckable(true);
        setAutoExclusive(true);
        setFocusPolicy(Qt::StrongFocus);
        setAttribute(Qt::WA_Hover);
        setAccessibleName(words);
        setToolTip(words);
        setProperty("focusInside", true);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRect box = rect().adjusted(1, 2, -1, -4);
        if (!isEnabled())
            painter.setOpacity(0.5);
        if (underMouse() && isEnabled())
            fillRound(painter, box, 6, color(u"hover"_s));
        drawEmoji(painter, box, m_sign, tabEmoji);
        if (focusIsVisible(this))
            strokeRound(painter, box, 6, color(u"focusRing"_s), 2);
        if (isChecked())
            fillLine(painter, QRect(0, height() - 2, width(), 2), color(u"accent"_s));
    }

    // Left and right go to the neighbours, as they stand.
    void keyPressEvent(QKeyEvent *event) override
    {
        if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
            click();
            return;
        }
        QAbstractButton::keyPressEvent(event);
        if (event->key() == Qt::Key_Left || event->key() == Qt::Key_Right)
            event->accept();
    }

private:
    QString m_sign;
};

} // namespace

EmojiTabs::EmojiTabs(QWidget *parent)
    : QWidget(parent)
{
    for (int i = 0; i < static_cast<int>(signs.size()); ++i) {
        const QString words = i == 0 ? tr("Used lately") : groupTitle(static_cast<EmojiGroup>(i - 1));
        auto *tab = new Tab(QString::fromUtf16(signs.at(static_cast<size_t>(i))), words, this);
        tab->setObjectName(u"emoji.tab.%1"_s.arg(i));
        connect(tab, &QAbstractButton::clicked, this, [this, i] { Q_EMIT chosen(i); });
        m_tabs.append(tab);
    }
}

void EmojiTabs::setShown(int section)
{
    if (section >= 0 && section < m_tabs.size())
        m_tabs.at(section)->setChecked(true);
}

void EmojiTabs::setSearching(bool searching)
{
    for (QAbstractButton *tab : std::as_const(m_tabs)) {
        tab->setAutoExclusive(!searching);
        if (searching)
            tab->setChecked(false);
    }
}

void EmojiTabs::setEnabled(int section, bool enabled)
{
    m_tabs.at(section)->setEnabled(enabled);
}

void EmojiTabs::resizeEvent(QResizeEvent *)
{
    const auto count = static_cast<int>(m_tabs.size());
    for (int i = 0; i < count; ++i) {
        const int from = i * width() / count;
        const QRect at(from, 0, (i + 1) * width() / count - from, height());
        m_tabs.at(i)->setGeometry(QStyle::visualRect(layoutDirection(), rect(), at));
    }
}

ToneButton::ToneButton(QWidget *parent)
    : QAbstractButton(parent)
{
    setObjectName(u"emoji.tone"_s);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setFixedSize(48, 32);
    setTone(SkinTone::None);
    connect(this, &QAbstractButton::clicked, this, &ToneButton::offer);
}

void ToneButton::setTone(SkinTone tone)
{
    m_tone = tone;
    const QString words = tr("Skin tone");
    setToolTip(words);
    setAccessibleName(words);
    update();
}

void ToneButton::offer()
{
    const Emoji *hand = emojiCalled(u"raised_hand"_s);
    if (!hand)
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(u"emoji.toneMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const std::array words{tr("No skin tone"),     tr("Light skin tone"),       tr("Medium-light skin tone"),
                           tr("Medium skin tone"), tr("Medium-dark skin tone"), tr("Dark skin tone")};
    for (int i = 0; i < static_cast<int>(words.size()); ++i) {
        const auto tone = static_cast<SkinTone>(i);
        constexpr int size = 20;
        QPixmap picture(QSize(size + 4, size) * devicePixelRatioF());
        picture.setDevicePixelRatio(devicePixelRatioF());
        picture.fill(Qt::transparent);
        QPainter painter(&picture);
        drawEmoji(painter, QRect(0, 0, size + 4, size), inTone(*hand, tone), tabEmoji);
        painter.end();
        QAction *action = menu->addAction(QIcon(picture), words.at(static_cast<size_t>(i)));
        action->setObjectName(u"emoji.tone.%1"_s.arg(i));
        connect(action, &QAction::triggered, this, [this, tone] { Q_EMIT toneChosen(tone); });
    }
    const QPoint corner(isRightToLeft() ? 0 : width() - menu->sizeHint().width(), -menu->sizeHint().height() - 4);
    menu->popup(mapToGlobal(corner));
}

void ToneButton::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown())
        fillRound(painter, rect(), 6, color(isDown() ? u"pressed"_s : u"hover"_s));
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    if (const Emoji *hand = emojiCalled(u"raised_hand"_s))
        drawEmoji(painter, mirrored({4, 0, 24, height()}), inTone(*hand, m_tone), tabEmoji);
    drawIcon(painter, mirrored({29, (height() - 14) / 2, 14, 14}), u"chevron-down"_s, u"text"_s);
}

EmojiFooter::EmojiFooter(QWidget *parent)
    : QWidget(parent)
    , m_tone(new ToneButton(this))
{
    setObjectName(u"emoji.pointed"_s);
}

void EmojiFooter::show(const QString &emoji)
{
    m_emoji = emoji;
    setAccessibleName(emoji.isEmpty() ? QString() : emojiName(emoji));
    update();
}

void EmojiFooter::resizeEvent(QResizeEvent *)
{
    const QRect at(width() - 8 - m_tone->width(), (height() - m_tone->height()) / 2, m_tone->width(), m_tone->height());
    m_tone->setGeometry(QStyle::visualRect(layoutDirection(), rect(), at));
}

void EmojiFooter::paintEvent(QPaintEvent *)
{
    const Emoji *emoji = emojiOf(m_emoji);
    if (m_emoji.isEmpty() || !emoji)
        return;
    const Theme &theme = Theme::current();
    QPainter painter(this);
    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    drawEmoji(painter, mirrored({12, 0, 32, height()}), m_emoji, footerEmoji);
    const QFont strong = theme.font(TextStyle::Name, QFont::DemiBold);
    const QFont small = theme.font(TextStyle::Small);
    const int first = theme.lineHeight(TextStyle::Name);
    const int second = theme.lineHeight(TextStyle::Small);
    const int top = (height() - first - second) / 2;
    constexpr int textAt = 54;
    const int room = width() - textAt - m_tone->width() - 16;
    QString name = emojiName(m_emoji);
    name[0] = name.at(0).toUpper();
    drawLine(painter, mirrored({textAt, top, room, first}), elided(name, strong, room), strong, color(u"text"_s),
             layoutDirection());
    const QString typed = isolated(u':' + emoji->shortNames.value(0) + u':');
    drawLine(painter, mirrored({textAt, top + first, room, second}), elided(typed, small, room), small,
             color(u"textMuted"_s), layoutDirection());
}

} // namespace confab::ui
