// SPDX-License-Identifier: GPL-3.0-or-later
#include "row_maker.h"

#include "forwarding.h"
#include "outbox.h"
#include "quote_book.h"
#include "transfers.h"
#include "user_book.h"

#include <confab/client/problem.h>
#include <confab/client/words.h>
#include <confab/protocol/everybody.h>
#include <confab/protocol/names.h>

#include <QCoreApplication>

#include <algorithm>

namespace confab::client
{

RowMaker::RowMaker(UserBook &users, QuoteBook &quotes)
    : m_users(users)
    , m_quotes(quotes)
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
    if (author == unknownAuthor)
        return QCoreApplication::translate("confab::client::Words", "Someone");
    if (isMe(author))
        return protocol::isGuest(author) ? protocol::guestName(author) : m_me.displayName;
    if (protocol::isBotAuthor(author)) {
        const protocol::BotInfo *bot = botOf(author);
        return bot ? bot->name : author.sliced(author.indexOf(u':') + 1);
    }
    return m_users.displayNameOf(author);
}

const protocol::BotInfo *RowMaker::botOf(const QString &author) const
{
    const auto bot = std::find_if(m_bots.begin(), m_bots.end(), [&author](const protocol::BotInfo &each) {
        return protocol::botAuthor(each.id) == author;
    });
    return bot == m_bots.end() ? nullptr : &*bot;
}

// Whatever a server says it is: what is no emoji is not shown for one.
QString RowMaker::pictureOf(const QString &author) const
{
    const protocol::BotInfo *bot = protocol::isBotAuthor(author) ? botOf(author) : nullptr;
    return bot && protocol::isEmoji(bot->picture) ? bot->picture : QString();
}

QString RowMaker::shownNameOf(const QString &author) const
{
    return shownName(nameOf(author), protocol::isGuest(author));
}

MessageRow RowMaker::row(const protocol::Message &message, qint64 othersRead) const
{
    MessageRow row;
    row.seq = message.seq;
    row.rev = message.rev;
    row.id = message.id;
    row.author = message.author;
    row.authorName = nameOf(message.author);
    row.at = message.at;
    row.own = isMe(message.author);
    row.guest = protocol::isGuest(message.author);
    row.bot = protocol::isBotAuthor(message.author);
    if (row.bot)
        row.picture = pictureOf(message.author);
    row.deleted = message.deleted || message.hidden;
    row.text = row.deleted ? QString() : message.text;
    row.edited = message.editedAt.has_value();
    if (m_transfers && !row.deleted)
        row.files = m_transfers->shown(message);
    row.pinned = message.pinned;
    row.thread = message.thread;
    row.alsoRoom = message.alsoRoom;
    row.mentions = message.mentions;
    if (!row.deleted) {
        row.card = message.card;
        row.dialogue = message.dialogue;
    }
    for (const protocol::Reaction &reaction : message.reactions) {
        ShownReaction shown{reaction.emoji, reaction.count, isMine(message, reaction), {}};
        for (const QString &username : reaction.by)
            shown.names.append(shownNameOf(username));
        row.reactions.append(shown);
    }
    for (const QString &mention : message.mentions)
        row.mentionsMe = row.mentionsMe || (!row.own && (isMe(mention) || mention == protocol::everybodyMention));
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
    if (m_transfers)
        row.files = m_transfers->shown(item);
    row.thread = threadOf(item.command);
    row.alsoRoom = row.thread > 0 && isForRoom(item.command);
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
        row.unsure = isUnsure(item);
        break;
    }
    return row;
}

MessageRow RowMaker::row(const protocol::Partial &answer) const
{
    MessageRow row;
    row.id = QLatin1StringView("coming:") + answer.stream;
    row.author = answer.author;
    row.authorName = nameOf(answer.author);
    row.at = QDateTime::currentDateTimeUtc();
    row.text = answer.text;
    row.bot = true;
    row.picture = pictureOf(answer.author);
    row.coming = true;
    return row;
}

std::optional<QuotedMessage> RowMaker::quote(qint64 seq, const QString &conversation,
                                             const QMap<qint64, protocol::Message> &atHand) const
{
    if (seq < 1)
        return std::nullopt;
    QuotedMessage quoted;
    quoted.seq = seq;
    const auto it = atHand.constFind(seq);
    const auto message = it == atHand.constEnd() ? m_quotes.find(conversation, seq) : *it;
    if (!message)
        return quoted;
    quoted.author = message->author;
    quoted.authorName = shownNameOf(message->author);
    quoted.deleted = message->deleted || message->hidden;
    if (!quoted.deleted)
        quoted.text = saidIn(*message);
    return quoted;
}

// A list of names that holds everybody says it; where it is cut short, what the server told this person alone.
bool RowMaker::isMine(const protocol::Message &message, const protocol::Reaction &reaction) const
{
    if (std::any_of(reaction.by.begin(), reaction.by.end(), [this](const QString &name) { return isMe(name); }))
        return true;
    return reaction.count > reaction.by.size() && message.mine.contains(reaction.emoji);
}

bool RowMaker::reacted(const protocol::Message &message, const QString &emoji) const
{
    return std::any_of(message.reactions.begin(), message.reactions.end(), [&](const protocol::Reaction &reaction) {
        return reaction.emoji == emoji && isMine(message, reaction);
    });
}

void RowMaker::overlay(MessageRow &row, const OutboxItem &change) const
{
    // What the server has is only not here yet.
    const bool waits = change.state != OutboxItem::State::Acked;
    if (!waits && row.rev >= change.rev)
        return;
    if (const auto *edit = std::get_if<protocol::EditMessage>(&change.command)) {
        if (change.state == OutboxItem::State::Failed) {
            row.change = MessageRow::Change::Conflict;
            row.ownText = edit->message;
            row.failure = sentence(Problem{change.error, change.errorField, {}, 0, false});
            return;
        }
        row.text = edit->message;
        row.edited = row.edited || !waits;
        if (waits && row.change == MessageRow::Change::None)
            row.change = MessageRow::Change::Edit;
    } else if (std::holds_alternative<protocol::DeleteMessage>(change.command)) {
        if (waits) {
            row.change = MessageRow::Change::Deletion;
        } else {
            row.deleted = true;
            row.text.clear();
            row.files.clear();
            row.reactions.clear();
        }
    } else if (const auto *pin = std::get_if<protocol::PinMessage>(&change.command)) {
        row.pinned = pin->on;
    } else if (const auto *react = std::get_if<protocol::React>(&change.command)) {
        overlayReaction(row, *react);
    }
}

void RowMaker::overlayReaction(MessageRow &row, const protocol::React &react) const
{
    auto it = std::find_if(row.reactions.begin(), row.reactions.end(),
                           [&react](const ShownReaction &shown) { return shown.emoji == react.emoji; });
    if (it == row.reactions.end()) {
        if (react.on)
            row.reactions.append({react.emoji, 1, true, {shownNameOf(m_me.username)}});
        return;
    }
    if (it->mine == react.on)
        return;
    it->mine = react.on;
    it->count += react.on ? 1 : -1;
    if (!react.on)
        it->names.removeOne(shownNameOf(m_me.username));
    else if (it->names.size() < protocol::limits::reactionNames)
        it->names.append(shownNameOf(m_me.username));
    if (it->count < 1)
        row.reactions.erase(it);
}

} // namespace confab::client
