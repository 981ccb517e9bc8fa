// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/events.h>

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <variant>

namespace confab::core
{

// What a rule read before it decided, checked again inside the transaction. Which one no longer held.
enum class Guard {
    NotMember,  // the actor may not see the conversation: told as notFound
    NotAllowed, // the actor's role in the conversation is too small
    NameTaken,
    InviteUnusable, // unknown, used up, expired, revoked
    UnknownUser,    // no such account, or disabled
    AlreadyThere,   // a thing with that id exists
    NotFound,
    TooMuch, // more than may be kept
    // Of messages.
    NoMessage, // there is none at that place, or another one, or it was deleted
    NotYours,  // somebody else's, or a bot's
    Newer,     // it was changed since it was read
    TooManyEmoji,
    NoReplyTo,    // the message that is answered is not there
    NoThread,     // the first message of the thread is not there
    NoAttachment, // a file that is not there, not whole, somebody else's, or in another message
    OverQuota,    // of a person
    StorageFull,  // of the server
    NotAThread,   // a thread begins with a message that is in none itself
};

// The command's id was seen before with the same body: this is what was answered then. Nothing was changed.
struct Repeat {
    protocol::Ack ack;
};
// The command's id was seen before with another body.
struct Conflict {
};
struct GuardFailed {
    Guard guard = Guard::NotFound;
};
// Storage full or failing; nothing was kept. `reason` is for logs.
struct Unavailable {
    QString reason;
};

// Done{T}, or why not. The outcome of a changing operation counts only after its Batch has committed.
template <class T>
using Outcome = std::variant<T, Repeat, Conflict, GuardFailed, Unavailable>;

// Identifies one changing command of one person, for dedupe. Written in the transaction of the change.
struct Stamp {
    QString account; // key of the sender
    QString id;      // the command's ULID; empty: not deduped (what the server does by itself)
    QByteArray hash; // protocol::canonicalHash
    QDateTime now;
    bool forGood = false; // messages; other verbs may be forgotten after 60 days
};

enum class ReadProblem {
    NotFound, // or not to be seen by this viewer: the two are told alike
    Unavailable,
};

} // namespace confab::core
