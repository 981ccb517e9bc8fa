// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/message_rules.h>

#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::core
{

using protocol::ConversationKind;
using protocol::Message;
using protocol::Reaction;

namespace
{

bool isOwn(const MessageTarget &target, const Message &message)
{
    return !protocol::isBotAuthor(message.author) && protocol::keyOf(message.author) == target.actor;
}

// What single people say to each other is no moderator's business.
bool mayRun(const MessageTarget &target, const Surroundings &where)
{
    if (where.kind != ConversationKind::Group && where.kind != ConversationKind::Room)
        return false;
    return target.moderates || where.role == protocol::Role::Owner;
}

qsizetype sizeOf(const QList<Reaction> &reactions)
{
    qsizetype size = 0;
    for (const Reaction &reaction : reactions)
        size += protocol::encodedSize(reaction) + 1;
    return size;
}

// As many of the names as there is room for.
void name(QList<Reaction> &reactions, Reaction &reaction, const QStringList &usernames)
{
    for (const QString &username : usernames) {
        if (reaction.by.size() >= protocol::limits::reactionNames)
            return;
        reaction.by.append(username);
        if (sizeOf(reactions) > protocol::limits::reactionBytes) {
            reaction.by.removeLast();
            return;
        }
    }
}

} // namespace

Applied apply(const EditOp &op, Message &message)
{
    if (message.deleted)
        return Guard::NoMessage;
    if (!isOwn(op.target, message))
        return Guard::NotYours;
    if (message.text == op.text)
        return false;
    if (message.rev != op.base)
        return Guard::Newer;
    message.text = op.text;
    message.mentions = op.mentions;
    message.editedAt = std::max({op.stamp.now, message.at, message.editedAt.value_or(message.at)});
    return true;
}

Applied apply(const RemoveMessageOp &op, const Surroundings &where, Message &message)
{
    if (!isOwn(op.target, message) && !mayRun(op.target, where))
        return Guard::NotYours;
    if (message.deleted)
        return false;
    Message tombstone;
    tombstone.conversation = message.conversation;
    tombstone.seq = message.seq;
    tombstone.rev = message.rev;
    tombstone.id = message.id;
    tombstone.author = message.author;
    tombstone.authorVer = message.authorVer;
    tombstone.at = message.at;
    tombstone.thread = message.thread;
    tombstone.alsoRoom = message.alsoRoom;
    tombstone.replies = message.replies;
    tombstone.stream = message.stream; // an answer that was deleted was given all the same
    tombstone.deleted = true;
    message = tombstone;
    return true;
}

Applied apply(const PinOp &op, const Surroundings &where, Message &message)
{
    const bool amongFew = where.kind == ConversationKind::Direct || where.kind == ConversationKind::Bot;
    if (!amongFew && !isOwn(op.target, message) && !mayRun(op.target, where))
        return Guard::NotYours;
    if (message.pinned == op.on)
        return false;
    if (message.deleted)
        return Guard::NoMessage;
    message.pinned = op.on;
    return true;
}

Applied apply(const ReactOp &op, bool wasOn, const std::function<QStringList()> &first, Message &message)
{
    if (wasOn == op.on)
        return false;
    if (message.deleted)
        return Guard::NoMessage;
    QList<Reaction> &all = message.reactions;
    auto found =
        std::find_if(all.begin(), all.end(), [&op](const Reaction &reaction) { return reaction.emoji == op.emoji; });
    if (op.on) {
        if (found == all.end()) {
            if (all.size() >= protocol::limits::reactionKinds)
                return Guard::TooManyEmoji;
            all.append({.emoji = op.emoji, .count = 0, .by = {}});
            found = std::prev(all.end());
        }
        // Behind a name that there was no room for comes none.
        if (found->by.size() == found->count)
            name(all, *found, {op.username});
        ++found->count;
        return true;
    }
    if (found == all.end())
        return true;
    if (--found->count <= 0) {
        all.erase(found);
    } else if (found->by.contains(op.username)) {
        found->by.clear();
        name(all, *found, first());
    }
    return true;
}

void countReply(Message &root, qint64 seq)
{
    const qint64 before = root.replies ? root.replies->count : 0;
    root.replies = protocol::Replies{.count = before + 1, .last = seq};
}

} // namespace confab::core
