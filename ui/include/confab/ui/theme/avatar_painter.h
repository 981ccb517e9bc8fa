// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

#include <QRect>
#include <QString>

class QPainter;

// Shape says what it is: a person a circle, a bot a rounded square, a room `#`, a server two letters.
namespace confab::ui
{

// Which of the 12 avatar colours; the same on every computer and at every start.
[[nodiscard]] int avatarIndex(const QString &username);
// One or two letters: of the first two words, of one word the first.
[[nodiscard]] QString initials(const QString &shownName);

void drawPerson(QPainter &painter, const QRect &rect, const QString &shownName, const QString &username);
// `picture`: its emoji; empty: it has none of its own.
void drawBot(QPainter &painter, const QRect &rect, const QString &id, const QString &picture);
void drawRoom(QPainter &painter, const QRect &rect, bool selected);
void drawServer(QPainter &painter, const QRect &rect, const QString &name, bool selected);
// 9 px at the bottom trailing corner of `picture`, with a ring of `background`.
void drawPresence(QPainter &painter, const QRect &picture, protocol::PresenceState state, const QColor &background,
                  Qt::LayoutDirection direction);
// 18 px high pill whose trailing end is at `trailing` (leading, right to left); gives its width. `text` is "@" or a
// count.
int drawBadge(QPainter &painter, int trailing, int top, const QString &text, const QString &token,
              const QString &textToken, Qt::LayoutDirection direction);
// "99+" beyond 99.
[[nodiscard]] QString badgeText(qint64 count);

} // namespace confab::ui
