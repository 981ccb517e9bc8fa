// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/files.h>
#include <confab/protocol/values.h>

namespace confab::client
{

// The message that another one answers, as the line above it shows it.
struct QuotedMessage {
    qint64 seq = 0;
    QString author;     // username as spelt; empty where the message is not held here
    QString authorName; // display name
    QString text;       // Markdown source; empty where deleted or not held
    bool deleted = false;
    bool operator==(const QuotedMessage &) const = default;
};

struct ShownReaction {
    QString emoji;
    qint64 count = 0;
    bool mine = false; // as it will be once what waits in the outbox has been sent
    QStringList names; // display names of the first that reacted, at most 10
    bool operator==(const ShownReaction &) const = default;
};

// What stands below the first message of a thread.
struct ThreadSummary {
    qint64 count = 0;    // replies, deleted ones too
    qint64 last = 0;     // seq of the newest
    bool unread = false; // there are replies that the person has not seen, in a thread that they take part in
    QStringList authors; // usernames of the newest who replied, as far as they are held; at most 3
    bool operator==(const ThreadSummary &) const = default;
};

// What the conversation view draws: a message (or a hole where messages are still to be fetched) as a value.
struct MessageRow {
    enum class Kind {
        Message,
        Gap, // messages between two that are held are not here yet: drawn as "loading"
    };
    // Of own messages; others' are always Sent.
    enum class State {
        Waiting, // in the outbox
        Sending, // on its way, no ack yet
        Sent,    // acknowledged: durable on the server
        Read,    // somebody else has read as far as this
        Failed,  // refused for good: the person chooses Retry, Edit or Delete
    };

    Kind kind = Kind::Message;
    State state = State::Sent;
    // What the person did to a message that has its place, and the server has not acknowledged yet.
    enum class Change {
        None,
        Edit,     // `text` is the new one already
        Deletion, // undone while it still waits
        Conflict, // somebody (or another device) edited it first: `ownText` is what was to stand there
    };

    qint64 seq = 0;      // 0 while it has no place yet; of a Gap: the highest that is missing
    qint64 rev = 0;      // of the message as held
    QString id;          // ULID: the same before and after the ack
    QString author;      // username as spelt
    QString authorName;  // display name, guests' without the word
    QDateTime at;        // UTC; of a waiting one: when it was written, by this computer
    QString text;        // Markdown source
    QString failure;     // translated sentence, where Failed or a Conflict
    bool unsure = false; // Failed, and yet the server may have it: it cannot tell one from its repetition
    bool own = false;
    bool changeable = false; // own, and the server cannot have it: the person may edit or delete it
    bool guest = false;
    bool bot = false;
    QString picture; // of a bot that has one: an emoji
    bool deleted = false;
    bool mentionsMe = false;
    QStringList mentions; // usernames of all whom it names, as spelt in their accounts
    bool edited = false;
    bool pinned = false;
    std::optional<QuotedMessage> quote;
    qint64 thread = 0;     // seq of the first message of the thread that it belongs to; 0: none
    bool alsoRoom = false; // of a thread, and shown in the conversation too
    std::optional<ThreadSummary> replies;
    QList<ShownReaction> reactions;
    QList<ShownFile> files;
    Change change = Change::None;
    QString ownText;
    std::optional<protocol::Card> card;         // a bot's
    std::optional<protocol::Dialogue> dialogue; // how the bot understood it
    bool coming = false;                        // of a bot's answer this is what there is so far; it has no place yet

    bool operator==(const MessageRow &) const = default;
};

} // namespace confab::client
