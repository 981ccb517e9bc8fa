// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spans.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/values.h>

#include <QSize>

namespace confab::client
{

// What the cache keeps, as values that travel between the UI thread and the cache's.

struct StoredConversation {
    protocol::Conversation object;
    protocol::Standing you;
    std::optional<protocol::LastLine> last;
    qint64 cursor = 0;
    Spans spans;
    QString topId;         // id of the message at spans.top()
    qint64 othersRead = 0; // as far as somebody else has read
    bool operator==(const StoredConversation &) const = default;
};

// A change of one conversation, kept in one transaction with its cursor.
struct ConversationWrite {
    StoredConversation conversation;
    QList<protocol::Message> messages; // each only where its rev is greater than the one held
    bool replace = false;              // what is held goes first
    QStringList delivered;             // outbox rows that these messages are
    // They were made for this person: `mine` is told. A push has none, and the one that is held stays.
    bool mineTold = false;
};

// A file of a message that waits, as it was when it was chosen.
struct OutboxFile {
    QString path;
    QString name;
    QString mime;
    qint64 size = 0;
    qint64 modified = 0; // milliseconds since 1970; 0: as it will be found
    QString sha256;      // in hex; empty: it was not read yet
    QSize picture;       // in pixels
    bool operator==(const OutboxFile &) const = default;
};

struct OutboxItem {
    enum class State {
        Queued, // never sent
        Sent,   // sent, and one try was not answered: it may or may not be on the server
        Acked,  // durable on the server, the message itself has not come yet
        Failed,
        Sought, // acked before the server was set back: whether it still has it is being looked up
    };
    QString id; // of the command, and of the message that it makes
    QString conversation;
    protocol::ClientCommand command;
    State state = State::Queued;
    QString epoch;                                                // the server's when it was written
    qint64 seq = 0;                                               // once acked, of a message
    qint64 rev = 0;                                               // once acked, of a change
    protocol::ErrorCode error = protocol::ErrorCode::Unavailable; // once failed
    QString errorField;
    QString was; // of an edit: the text that was edited
    QList<OutboxFile> files;
    QDateTime createdAt;
    bool operator==(const OutboxItem &) const = default;
};

// One's own reaction to a message, as the server has it.
struct OwnReaction {
    qint64 seq = 0;
    QString emoji;
    bool on = true;
};
// Whether that changed anything.
bool apply(const OwnReaction &reaction, protocol::Message &message);
// `message` came in a frame to everybody: what was known of one's own reactions stays.
void takeOwnReactions(protocol::Message &message, const protocol::Message &held);

[[nodiscard]] QString textOf(const protocol::ClientCommand &command);
void setText(protocol::ClientCommand &command, const QString &text);

// Something that the account keeps for all its devices, as protocol::Pref.
struct StoredPref {
    QString key;
    QString value;       // empty: it is to be removed
    bool unsent = false; // set here, and the server has not acknowledged it
    bool operator==(const StoredPref &) const = default;
};

// The place of the message that a command changes; 0: it changes none.
[[nodiscard]] qint64 targetOf(const protocol::ClientCommand &command);
[[nodiscard]] inline bool isChange(const OutboxItem &item)
{
    return targetOf(item.command) > 0;
}
// Failed, and it may be on the server all the same.
[[nodiscard]] inline bool isUnsure(const OutboxItem &item)
{
    return item.state == OutboxItem::State::Failed && item.errorField == QLatin1StringView("echo");
}
// Of a command that makes a message: whether the conversation itself shows it, or a thread alone.
[[nodiscard]] bool isForRoom(const protocol::ClientCommand &command);
[[nodiscard]] qint64 threadOf(const protocol::ClientCommand &command);
[[nodiscard]] qint64 replyToOf(const protocol::ClientCommand &command);
// Ids of the files that a command brings along.
[[nodiscard]] QStringList attachmentsOf(const protocol::ClientCommand &command);
void setAttachments(protocol::ClientCommand &command, const QStringList &attachments);
// Not all of its files are on the server: it is not sent yet, and nothing waits behind it.
[[nodiscard]] inline bool waitsForFiles(const OutboxItem &item)
{
    return !item.files.isEmpty() && attachmentsOf(item.command).isEmpty();
}
// After this it names no other message. Whether it did.
bool dropRelations(protocol::ClientCommand &command);

// False of a reply that is shown in its thread alone.
[[nodiscard]] inline bool isForRoom(const protocol::Message &message)
{
    return message.thread == 0 || message.alsoRoom;
}

// All that a client starts with.
struct CacheContents {
    QHash<QString, QString> facts; // "epoch", "me", "bots", …
    QList<StoredConversation> conversations;
    QList<protocol::User> users;
    QHash<QString, QString> drafts;
    QList<OutboxItem> outbox; // oldest first
    QList<StoredPref> prefs;
    bool rebuilt = false; // what was there could not be read and was set aside
    bool outboxKept = true;
    bool onDisk = true; // false: nothing can be written, it is kept as long as the program runs
};

} // namespace confab::client
