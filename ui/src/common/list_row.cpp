// SPDX-License-Identifier: GPL-3.0-or-later
#include "common/list_row.h"

#include "common/look.h"
#include "common/words.h"

#include <QEvent>
#include <QFontMetrics>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{
// DESIGN: Contact row and Host page.
constexpr int edge = 12;
constexpr int pictureSize = 32;
constexpr int gap = 10;
constexpr int rowHeight = 48;
} // namespace

ListRow::ListRow(Picture picture, const QString &seed, const QString &title, QWidget *parent)
    : QAbstractButton(parent)
    , m_picture(picture)
    , m_seed(seed)
    , m_title(title)
{
    setText(title);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    describe();
}

void ListRow::setSecondLine(const QString &line)
{
    m_second = line;
    describe();
    update();
}

void ListRow::setEmoji(const QString &emoji)
{
    m_emoji = emoji;
    update();
}

void ListRow::setTag(const QString &tag)
{
    m_tag = tag;
    describe();
    update();
}

void ListRow::setPresence(std::optional<protocol::PresenceState> presence)
{
    m_presence = presence;
    describe();
    update();
}

void ListRow::setControl(QWidget *control)
{
    m_control = control;
    control->setParent(this);
    control->show();
    place();
}

void ListRow::setStill(bool still)
{
    m_still = still;
    setFocusPolicy(still ? Qt::NoFocus : Qt::StrongFocus);
}

QSize ListRow::sizeHint() const
{
    return {240, scaled(18) + scaled(16) + 14};
}

QSize ListRow::minimumSizeHint() const
{
    return {120, sizeHint().height()};
}

void ListRow::describe()
{
    QStringList parts{m_title};
    if (!m_tag.isEmpty())
        parts << m_tag;
    if (m_presence)
        parts << presenceWord(*m_presence);
    if (!m_second.isEmpty())
        parts << m_second;
    setAccessibleName(parts.join(tr(", ", "between the parts of a spoken description")));
}

void ListRow::place()
{
    if (!m_control)
        return;
    const QSize size = m_control->sizeHint();
    const QRect at(width() - edge - size.width(), (height() - size.height()) / 2, size.width(), size.height());
    m_control->setGeometry(QStyle::visualRect(layoutDirection(), rect(), at));
}

void ListRow::resizeEvent(QResizeEvent *event)
{
    QAbstractButton::resizeEvent(event);
    place();
}

bool ListRow::event(QEvent *event)
{
    if (event->type() == QEvent::LayoutDirectionChange)
        place();
    return QAbstractButton::event(event);
}

void ListRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QString background = u"surface"_s;
    if (!m_still && isDown())
        background = u"pressed"_s;
    else if (!m_still && isChecked())
        background = u"selected"_s;
    else if (!m_still && underMouse())
        background = u"hover"_s;
    if (background != u"surface"_s)
        fillRound(painter, rect(), 8, color(background));

    const auto mirrored = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    const QRect picture = mirrored({edge, (height() - pictureSize) / 2, pictureSize, pictureSize});
    switch (m_picture) {
    case Picture::Person:
        drawPerson(painter, picture, m_title, m_seed);
        if (m_presence)
            drawPresence(painter, picture, *m_presence, color(background), layoutDirection());
        break;
    case Picture::Room:
        drawRoom(painter, picture, isChecked());
        break;
    case Picture::Bot:
        drawBot(painter, picture, m_seed, m_emoji);
        break;
    }

    const int left = edge + pictureSize + gap;
    int right = width() - edge;
    if (m_control)
        right -= m_control->width() + 8;
    if (isCheckable()) {
        if (isChecked())
            drawIcon(painter, mirrored({right - 18, (height() - 18) / 2, 18, 18}), u"check"_s, u"accent"_s);
        right -= 26;
    }
    const int first = scaled(18);
    const int second = m_second.isEmpty() ? 0 : scaled(16);
    int y = (height() - first - second) / 2;
    const QFont name = fontFor(TextStyle::Name);
    const QFontMetrics metrics(name);
    int room = right - left;
    const QFont tagFont = fontFor(TextStyle::Tiny);
    const int tagWidth = m_tag.isEmpty() ? 0 : QFontMetrics(tagFont).horizontalAdvance(m_tag) + 12;
    if (tagWidth > 0)
        room -= tagWidth + 8;
    const QString title = metrics.elidedText(m_title, Qt::ElideRight, room);
    drawLine(painter, mirrored({left, y, room, first}), title, name, color(u"text"_s), layoutDirection());
    if (tagWidth > 0) {
        const QRect tag = mirrored({left + metrics.horizontalAdvance(title) + 8, y + (first - 16) / 2, tagWidth, 16});
        strokeRound(painter, tag, 4, color(u"separator"_s), 1);
        drawLine(painter, tag, m_tag, tagFont, color(u"textMuted"_s), layoutDirection(), Qt::AlignHCenter);
    }
    y += first;
    if (second > 0) {
        const QFont small = fontFor(TextStyle::Small);
        drawLine(painter, mirrored({left, y, right - left, second}),
                 QFontMetrics(small).elidedText(m_second, Qt::ElideRight, right - left), small, color(u"textMuted"_s),
                 layoutDirection());
    }
    if (hasFocus() && focusIsVisible(this))
        strokeRound(painter, rect().adjusted(2, 2, -2, -2), 6, color(u"focusRing"_s), 2);
}

} // namespace confab::ui
