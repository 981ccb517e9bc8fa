// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/theme/avatar_painter.h>

#include "emoji/emoji_painter.h"

#include <confab/protocol/names.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QLocale>
#include <QTextBoundaryFinder>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int colors = 12;
constexpr qreal boxRadius = 8;
constexpr int dot = 9;
constexpr int dotRing = 2;
constexpr int badgeHeight = 18;

QString firstLetter(const QString &word)
{
    qsizetype start = 0;
    while (start < word.size() && !word.at(start).isLetterOrNumber() && !word.at(start).isSurrogate())
        ++start;
    const QString rest = word.mid(start);
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, rest);
    const qsizetype end = finder.toNextBoundary();
    return end > 0 ? rest.left(end).toUpper() : QString();
}

bool isHan(const QString &letter)
{
    return !letter.isEmpty() && letter.at(0).script() == QChar::Script_Han;
}

void drawLetters(QPainter &painter, const QRect &rect, const QString &letters, const QColor &color)
{
    QFont font = Theme::current().font(TextStyle::Section);
    font.setPixelSize(std::max(8, qRound(rect.height() * 0.37)));
    drawLine(painter, rect, letters, font, color, Qt::LeftToRight, Qt::AlignHCenter);
}

} // namespace

int avatarIndex(const QString &username)
{
    // FNV-1a, 32 bits: qHash is another one at each start.
    quint32 hash = 2166136261U;
    for (const char byte : username.toCaseFolded().toUtf8()) {
        hash ^= static_cast<quint8>(byte);
        hash *= 16777619U;
    }
    return static_cast<int>(hash % colors);
}

QString initials(const QString &shownName)
{
    QStringList letters;
    for (const QString &word : shownName.split(u' ', Qt::SkipEmptyParts)) {
        if (const QString letter = firstLetter(word); !letter.isEmpty())
            letters.append(letter);
    }
    if (letters.isEmpty())
        return u"?"_s;
    // One such sign is as telling as two letters, and as wide.
    if (isHan(letters.last()))
        return letters.last();
    return letters.first() + (letters.size() > 1 ? letters.at(1) : QString());
}

void drawPerson(QPainter &painter, const QRect &rect, const QString &shownName, const QString &username)
{
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect, rect.height() / 2.0, Theme::current().avatarColor(avatarIndex(username)));
    drawLetters(painter, rect, initials(shownName), color(u"avatarText"_s));
}

void drawBot(QPainter &painter, const QRect &rect, const QString &id, const QString &picture)
{
    painter.setRenderHint(QPainter::Antialiasing);
    // The list names a bot by its id, its messages by "bot:ID".
    const QString seed = protocol::isBotAuthor(id) ? id.section(u':', 1) : id;
    if (!picture.isEmpty()) {
        // Emoji have colours of their own.
        fillRound(painter, rect, boxRadius, color(u"hover"_s));
        drawEmoji(painter, rect, picture, qRound(rect.height() * 0.62));
        return;
    }
    fillRound(painter, rect, boxRadius, Theme::current().avatarColor(avatarIndex(seed)));
    const int icon = qRound(rect.height() * 0.56 / 2) * 2;
    drawIcon(painter, QRect(rect.center() - QPoint(icon / 2 - 1, icon / 2 - 1), QSize(icon, icon)), u"bot"_s,
             u"avatarText"_s);
}

void drawRoom(QPainter &painter, const QRect &rect, bool selected)
{
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect, boxRadius, color(selected ? u"surface"_s : u"hover"_s));
    constexpr int icon = 18;
    drawIcon(painter, QRect(rect.center() - QPoint(icon / 2 - 1, icon / 2 - 1), QSize(icon, icon)), u"room"_s,
             selected ? u"accent"_s : u"textMuted"_s);
}

void drawServer(QPainter &painter, const QRect &rect, const QString &name, bool selected)
{
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect, boxRadius, color(selected ? u"accent"_s : u"hover"_s));
    QString letters = initials(name);
    if (letters.size() == 1 && name.trimmed().size() > 1)
        letters = name.trimmed().left(2).toUpper();
    drawLetters(painter, rect, letters, color(selected ? u"accentText"_s : u"textMuted"_s));
}

void drawPresence(QPainter &painter, const QRect &picture, protocol::PresenceState state, const QColor &background,
                  Qt::LayoutDirection direction)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const int x = direction == Qt::RightToLeft ? picture.left() - dotRing : picture.right() + 1 - dot + dotRing;
    const QRectF at(x, picture.bottom() + 1 - dot + dotRing, dot, dot);
    painter.setPen(Qt::NoPen);
    painter.setBrush(background);
    painter.drawEllipse(at.adjusted(-dotRing, -dotRing, dotRing, dotRing));
    if (state == protocol::PresenceState::Offline) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color(u"unreadMuted"_s), 2));
        painter.drawEllipse(at.adjusted(1, 1, -1, -1));
        return;
    }
    painter.setBrush(color(state == protocol::PresenceState::Online ? u"online"_s
                           : state == protocol::PresenceState::Away ? u"away"_s
                                                                    : u"dnd"_s));
    painter.drawEllipse(at);
}

QString badgeText(qint64 count)
{
    return count > 99 ? u"99+"_s : QString::number(count);
}

int drawBadge(QPainter &painter, int trailing, int top, const QString &text, const QString &token,
              const QString &textToken, Qt::LayoutDirection direction)
{
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont font = Theme::current().font(TextStyle::Section);
    const int width = text == "@"_L1 ? badgeHeight : std::max(badgeHeight, widthOf(text, font) + 10);
    const QRect at(direction == Qt::RightToLeft ? trailing : trailing - width, top, width, badgeHeight);
    fillRound(painter, at, badgeHeight / 2.0, color(token));
    if (text == "@"_L1) {
        constexpr int icon = 12;
        drawIcon(painter, QRect(at.x() + (width - icon) / 2, at.y() + (badgeHeight - icon) / 2, icon, icon), u"at"_s,
                 textToken);
    } else {
        drawLine(painter, at, text, font, color(textToken), Qt::LeftToRight, Qt::AlignHCenter);
    }
    return width;
}

} // namespace confab::ui
