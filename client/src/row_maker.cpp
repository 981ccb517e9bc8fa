// SPDX-License-Identifier: GPL-3.0-or-later
#include "row_maker.h"

#include "outbox.h"
#include "user_book.h"

#include <confab/client/problem.h>
#include <confab/client/words.h>
#include <confab/protocol/names.h>

namespace confab::client
{

RowMaker::RowMaker(UserBook &users)
    : m_users(users)
{
}

void RowMaker::setMe(const protocol::User &me)
{
    m_me = me;
    m_myKey = protocol::keyOf(me.username);
}

bool RowMaker::isMe(const QString &username) const
{
    return !m_myKey.isEmpty() && (username == m_me.username || protocol::keyOf(username) == m_myKey);
}

QString RowMaker::nameOf(const QString &author) const
{
    if (isMe(author))
        return protocol::isGuest(author) ? protocol::guestName(author) : m_me.displayName;
    if (protocol::isBotAuthor(author)) {
        for (const protocol::BotInfo &bot : m_bots) {
            if (protocol::botAuthor(bot.id) == author)
                return bot.name;
        }
        return author.sliced(author.indexOf(u':') + 1);
    }
    return m_users.displayNameOf(author);
}

QString RowMaker::shownNameOf(const QString &author) const
{
    return shownName(nameOf(author), protocol::isGuest(author));
}

MessageRow RowMaker::row(const protocol::Message &message, qint64 othersRead) const
{
    MessageRow row;
    row.seq = message.seq;
    row.id = message.id;
    row.author = message.author;
    row.authorName = nameOf(message.author);
    row.at = message.at;
    row.own = isMe(message.author);
    row.guest = protocol::isGuest(message.author);
    row.bot = protocol::isBotAuthor(message.author);
    row.deleted = message.deleted || message.hidden;
    row.text = row.deleted ? QString() : message.text;
    row.edited = message.editedAt.has_value();
    row.mentions = message.mentions;
    for (const QString &mention : message.mentions)
        row.mentionsMe = row.mentionsMe || (!row.own && isMe(mention));
    if (row.own && othersRead >= message.seq)
        row.state = MessageRow::State::Read;
    return row;
}

MessageRow RowMaker::row(const OutboxItem &item, bool inFlight) const
{
    MessageRow row;
    row.seq = item.seq;
    row.id = item.id;
    row.author = m_me.username;
    row.authorName = nameOf(m_me.username);
    row.at = item.createdAt;
    row.text = textOf(item.command);
    row.own = true;
    row.changeable = Outbox::mayDecide(item);
    row.guest = protocol::isGuest(m_me.username);
    switch (item.state) {
    case OutboxItem::State::Queued:
        row.state = MessageRow::State::Waiting;
        break;
    case OutboxItem::State::Sent:
        row.state = inFlight ? MessageRow::State::Sending : MessageRow::State::Waiting;
        break;
    case OutboxItem::State::Acked:
    case OutboxItem::State::Sought:
        row.state = MessageRow::State::Sent;
        break;
    case OutboxItem::State::Failed:
        row.state = MessageRow::State::Failed;
        row.failure = sentence(Problem{item.error, item.errorField, {}, 0, false});
        break;
    }
    return row;
}

} // namespace confab::client
