// SPDX-License-Identifier: GPL-3.0-or-later
#include "contacts/contact_delegate.h"

#include "contacts/sectioned_contacts.h"

#include <confab/ui/conversation/message_text.h>
#include <confab/ui/conversation/row_layout.h>
#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QLocale>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// More of a last line fits on no screen.
constexpr qsizetype mostShown = 300;

// DESIGN: Contact row. Px.
constexpr int margin = 8;
constexpr int inner = 8;
constexpr int pictureSize = 32;
constexpr int pictureGap = 10;
constexpr int rowPadding = 7;
constexpr int titleHeight = 28;
constexpr int titleDown = 3;
constexpr int hintHeight = 40;
constexpr int badgeHeight = 18;
constexpr int badgeGap = 6;
constexpr int markSize = 10;
constexpr int smallIcon = 14;
constexpr int iconGap = 4;
constexpr qreal radius = 8;
constexpr int cell = 48;
constexpr int cellPicture = 36;
constexpr int cellSeparator = 12;
constexpr int narrowTop = 6; // the first badge reaches over its cell

using client::Contact;

bool isRoom(const Contact &contact)
{
    return contact.section == Contact::Section::Rooms;
}

void drawPicture(QPainter &painter, const QRect &rect, const Contact &contact, const QString &name, bool selected)
{
    switch (contact.section) {
    case Contact::Section::Rooms:
        drawRoom(painter, rect, selected);
        break;
    case Contact::Section::People:
        drawPerson(painter, rect, contact.name.isEmpty() ? name : contact.name, contact.username);
        break;
    case Contact::Section::Bots:
        drawBot(painter, rect, contact.username, contact.picture);
        break;
    }
}

// Of one that was marked by hand: there is no count to tell.
int drawMark(QPainter &painter, int trailing, int top, const QString &token, Qt::LayoutDirection direction)
{
    const int x = direction == Qt::RightToLeft ? trailing : trailing - markSize;
    fillRound(painter, QRect(x, top + (badgeHeight - markSize) / 2, markSize, markSize), markSize / 2.0, color(token));
    return markSize;
}

// "@" and the count, from the trailing edge; gives the width that they take.
int drawBadges(QPainter &painter, int trailing, int top, const Contact &contact, Qt::LayoutDirection direction)
{
    const int sign = direction == Qt::RightToLeft ? 1 : -1;
    int width = 0;
    const QString ground = contact.muted ? u"unreadMuted"_s : u"unread"_s;
    if (contact.unread > 0)
        width += drawBadge(painter, trailing, top, badgeText(contact.unread), ground, u"unreadText"_s, direction);
    else if (contact.markedUnread)
        width += drawMark(painter, trailing, top, ground, direction);
    if (contact.mentions > 0) {
        width += width > 0 ? badgeGap : 0;
        width += drawBadge(painter, trailing + sign * width, top, u"@"_s, u"unread"_s, u"unreadText"_s, direction);
    }
    return width;
}

QFont titleFont(Qt::LayoutDirection direction)
{
    // Arabic letters at 11 px are too small to read.
    return direction == Qt::RightToLeft ? Theme::current().font(TextStyle::Small, QFont::DemiBold)
                                        : Theme::current().font(TextStyle::Section);
}

} // namespace

SecondLine secondLine(const Contact &contact)
{
    if (!contact.typing.isEmpty()) {
        QString text = SectionedContacts::tr("typing…");
        if (isRoom(contact)) {
            text = contact.typing.size() == 1 ? SectionedContacts::tr("%1 is typing…").arg(contact.typing.first())
                                              : SectionedContacts::tr("Several people are typing…");
        }
        return {SecondLine::Kind::Typing, {}, text};
    }
    if (!contact.draft.isEmpty())
        return {SecondLine::Kind::Draft, SectionedContacts::tr("Draft:"), contact.draft.simplified()};
    // As it is read, without the signs of its Markdown.
    return {SecondLine::Kind::LastLine, {}, parseMessage(contact.lastLine.left(mostShown)).plain().simplified()};
}

QString listTime(const QDateTime &at, const QDate &today)
{
    if (!at.isValid())
        return {};
    const QDate day = at.toLocalTime().date();
    const qint64 ago = day.daysTo(today);
    if (ago <= 0)
        return clockTime(at);
    if (ago == 1)
        return SectionedContacts::tr("Yesterday");
    const QLocale locale;
    return ago < 7 ? locale.standaloneDayName(day.dayOfWeek(), QLocale::ShortFormat)
                   : plainDigits(locale.toString(day, QLocale::ShortFormat));
}

QSize ContactDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const auto kind = static_cast<SectionedContacts::RowKind>(index.data(SectionedContacts::KindRole).toInt());
    int height = theme.lineHeight(TextStyle::Name) + theme.lineHeight(TextStyle::Small) + 2 * rowPadding;
    if (kind == SectionedContacts::RowKind::Fold)
        height = titleHeight + 2 * titleDown;
    else if (kind == SectionedContacts::RowKind::Title)
        height = m_narrow ? (index.row() == 0 ? narrowTop : cellSeparator) : titleHeight;
    else if (kind == SectionedContacts::RowKind::Hint)
        height = m_narrow ? 0 : hintHeight;
    else if (m_narrow)
        height = cell + 2;
    // No wider than the view: nothing scrolls sideways.
    return {std::min(40, option.rect.width()), height};
}

void ContactDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const auto kind = static_cast<SectionedContacts::RowKind>(index.data(SectionedContacts::KindRole).toInt());
    if (kind == SectionedContacts::RowKind::Fold)
        paintFold(*painter, option, index);
    else if (kind != SectionedContacts::RowKind::Contact)
        paintTitle(*painter, option, index);
    else if (m_narrow)
        paintNarrow(*painter, option, index);
    else
        paintContact(*painter, option, index);
    painter->restore();
}

void ContactDelegate::paintTitle(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const bool hint =
        index.data(SectionedContacts::KindRole).toInt() == static_cast<int>(SectionedContacts::RowKind::Hint);
    if (m_narrow) {
        if (!hint && index.row() > 0)
            fillLine(painter, QRect(option.rect.x() + 16, option.rect.center().y(), option.rect.width() - 32, 1),
                     color(u"separator"_s));
        return;
    }
    const QRect rect =
        option.rect.adjusted(margin + inner, hint ? 0 : titleDown, -margin - inner, hint ? 0 : titleDown);
    const QFont font = hint ? theme.font(TextStyle::Small) : titleFont(option.direction);
    drawLine(painter, rect, elided(index.data(Qt::DisplayRole).toString(), font, rect.width()), font,
             color(u"textMuted"_s), option.direction);
}

void ContactDelegate::paintFold(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QRect row = option.rect.adjusted(margin, titleDown, -margin, -titleDown);
    if (option.state.testFlag(QStyle::State_MouseOver))
        fillRound(painter, row, radius, color(u"hover"_s));
    const auto *contacts = qobject_cast<const SectionedContacts *>(index.model());
    const QString icon = contacts && contacts->archiveShown()  ? u"chevron-down"_s
                         : option.direction == Qt::RightToLeft ? u"chevron-left"_s
                                                               : u"chevron-right"_s;
    const int at = m_narrow ? (row.width() - smallIcon) / 2 : inner;
    const QRect arrow(row.x() + at, row.center().y() - smallIcon / 2, smallIcon, smallIcon);
    drawIcon(painter, QStyle::visualRect(option.direction, row, arrow), icon, u"textMuted"_s);
    if (!m_narrow) {
        const QFont font = titleFont(option.direction);
        const QRect words = row.adjusted(inner + smallIcon + iconGap, 0, -inner, 0);
        drawLine(painter, QStyle::visualRect(option.direction, row, words),
                 elided(index.data(Qt::DisplayRole).toString(), font, words.width()), font, color(u"textMuted"_s),
                 option.direction);
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && Theme::current().keyboardFocus())
        strokeRound(painter, row, radius, color(u"focusRing"_s), 2);
}

void ContactDelegate::paintContact(QPainter &painter, const QStyleOptionViewItem &option,
                                   const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const auto contact = index.data(client::ContactModel::ContactRole).value<Contact>();
    const QString shown = index.data(Qt::DisplayRole).toString();
    const bool selected = contact.conversation == m_current;
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QRect row = option.rect.adjusted(margin, 0, -margin, 0);
    const auto mirrored = [&](int x, int y, int width, int height) {
        return QStyle::visualRect(option.direction, row, QRect(row.x() + x, row.y() + y, width, height));
    };

    const QString ground = selected ? u"selected"_s : hovered ? u"hover"_s : u"window"_s;
    if (selected || hovered)
        fillRound(painter, row, radius, color(ground));
    const QRect picture = mirrored(inner, (row.height() - pictureSize) / 2, pictureSize, pictureSize);
    drawPicture(painter, picture, contact, shown, selected);
    if (contact.section == Contact::Section::People && !contact.self && contact.presence)
        drawPresence(painter, picture, *contact.presence, color(ground), option.direction);

    const int textAt = inner + pictureSize + pictureGap;
    const int textEnd = row.width() - inner;
    const int nameLine = theme.lineHeight(TextStyle::Name);
    const int smallLine = theme.lineHeight(TextStyle::Small);
    const SecondLine second = secondLine(contact);
    // A name alone stands in the middle.
    const bool alone = second.lead.isEmpty() && second.text.isEmpty() && contact.unread == 0 && !contact.markedUnread;
    int y = alone ? (row.height() - nameLine) / 2 : rowPadding;

    const QFont timeFont = theme.font(TextStyle::Tiny);
    const QString time = listTime(contact.lastAt, QDate::currentDate());
    const int timeWidth = time.isEmpty() ? 0 : widthOf(time, timeFont);
    drawLine(painter, mirrored(textEnd - timeWidth, y, timeWidth, nameLine), time, timeFont, color(u"textMuted"_s),
             option.direction);
    int head = timeWidth > 0 ? timeWidth + inner : 0;
    if (contact.muted) {
        const int bellAt = textEnd - (timeWidth > 0 ? timeWidth + iconGap : 0) - smallIcon;
        drawIcon(painter, mirrored(bellAt, y + (nameLine - smallIcon) / 2, smallIcon, smallIcon), u"bell-off"_s,
                 u"textMuted"_s);
        head += smallIcon + (timeWidth > 0 ? iconGap : inner);
    }
    // What is muted calls for nobody.
    const bool unread = (contact.unread > 0 || contact.markedUnread) && !contact.muted;
    const QFont nameFont = theme.font(TextStyle::Name, unread || selected ? QFont::DemiBold : QFont::Medium);
    const int nameRoom = textEnd - textAt - head;
    drawLine(painter, mirrored(textAt, y, nameRoom, nameLine), elided(shown, nameFont, nameRoom), nameFont,
             color(selected        ? u"selectedText"_s
                   : contact.muted ? u"textMuted"_s
                                   : u"text"_s),
             option.direction);

    y += nameLine;
    const QRect badges = mirrored(textEnd, y, 0, smallLine);
    const int taken =
        drawBadges(painter, badges.x(), row.y() + y + (smallLine - badgeHeight) / 2, contact, option.direction);
    int x = textAt;
    const QFont small = theme.font(TextStyle::Small);
    const int room = textEnd - textAt - (taken > 0 ? taken + inner : 0);
    if (!second.lead.isEmpty()) {
        const int width = widthOf(second.lead, small);
        drawLine(painter, mirrored(x, y, width, smallLine), second.lead, small, color(u"danger"_s), option.direction);
        x += width + 4;
    }
    const QString token = second.kind == SecondLine::Kind::Typing               ? u"link"_s
                          : unread && second.kind == SecondLine::Kind::LastLine ? u"text"_s
                                                                                : u"textMuted"_s;
    const int left = textAt + room - x;
    drawLine(painter, mirrored(x, y, left, smallLine), elided(second.text, small, left), small, color(token),
             option.direction);
    if (option.state.testFlag(QStyle::State_HasFocus) && theme.keyboardFocus())
        strokeRound(painter, row, radius, color(u"focusRing"_s), 2);
}

void ContactDelegate::paintNarrow(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const auto contact = index.data(client::ContactModel::ContactRole).value<Contact>();
    const QString shown = index.data(Qt::DisplayRole).toString();
    const bool selected = contact.conversation == m_current;
    const bool hovered = option.state.testFlag(QStyle::State_MouseOver);
    const QRect box(option.rect.x() + (option.rect.width() - cell) / 2, option.rect.y() + 1, cell, cell);
    const QString ground = selected ? u"selected"_s : hovered ? u"hover"_s : u"window"_s;
    if (selected || hovered)
        fillRound(painter, box, radius, color(ground));
    constexpr int inset = (cell - cellPicture) / 2;
    const QRect picture = box.adjusted(inset, inset, -inset, -inset);
    if (isRoom(contact)) {
        fillRound(painter, picture, radius, color(selected ? u"surface"_s : u"hover"_s));
        drawLine(painter, picture, u"#"_s + initials(shown).left(1), theme.font(TextStyle::Small, QFont::DemiBold),
                 color(selected ? u"accent"_s : u"textMuted"_s), option.direction, Qt::AlignHCenter);
    } else {
        drawPicture(painter, picture, contact, shown, selected);
    }
    if (contact.section == Contact::Section::People && !contact.self && contact.presence)
        drawPresence(painter, picture, *contact.presence, color(ground), option.direction);
    if (contact.unread > 0 || contact.mentions > 0) {
        const bool rtl = option.direction == Qt::RightToLeft;
        drawBadge(painter, rtl ? box.left() - 2 : box.right() + 3, box.top() - 1,
                  contact.mentions > 0 ? u"@"_s : badgeText(contact.unread),
                  contact.muted ? u"unreadMuted"_s : u"unread"_s, u"unreadText"_s, option.direction);
    }
    if (option.state.testFlag(QStyle::State_HasFocus) && theme.keyboardFocus())
        strokeRound(painter, box, radius, color(u"focusRing"_s), 2);
}

} // namespace confab::ui
