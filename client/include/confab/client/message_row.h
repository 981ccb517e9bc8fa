// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

namespace confab::client
{

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
    qint64 seq = 0;     // 0 while it has no place yet; of a Gap: the highest that is missing
    QString id;         // ULID: the same before and after the ack
    QString author;     // username as spelt
    QString authorName; // display name, guests' without the word
    QDateTime at;       // UTC; of a waiting one: when it was written, by this computer
    QString text;       // Markdown source
    QString failure;    // translated sentence, where Failed
    bool own = false;
    bool changeable = false; // own, and the server cannot have it: the person may edit or delete it
    bool guest = false;
    bool bot = false;
    bool deleted = false;
    bool mentionsMe = false;
    QStringList mentions; // usernames of all whom it names, as spelt in their accounts
    bool edited = false;

    bool operator==(const MessageRow &) const = default;
};

} // namespace confab::client
