// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "spans.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/values.h>

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
};

struct OutboxItem {
    enum class State {
        Queued, // never sent
        Sent,   // sent, and one try was not answered: it may or may not be on the server
        Acked,  // durable on the server, the message itself has not come yet
        Failed,
        Sought, // acked before the server was set back: whether it still has it is being looked up
    };
    QString id; // of the command and of the message
    QString conversation;
    protocol::ClientCommand command;
    State state = State::Queued;
    QString epoch;                                                // the server's when it was written
    qint64 seq = 0;                                               // once acked
    protocol::ErrorCode error = protocol::ErrorCode::Unavailable; // once failed
    QString errorField;
    QDateTime createdAt;
    bool operator==(const OutboxItem &) const = default;
};

[[nodiscard]] QString textOf(const protocol::ClientCommand &command);
void setText(protocol::ClientCommand &command, const QString &text);

// Something that the account keeps for all its devices, as protocol::Pref.
struct StoredPref {
    QString key;
    QString value;       // empty: it is to be removed
    bool unsent = false; // set here, and the server has not acknowledged it
    bool operator==(const StoredPref &) const = default;
};

// All that a client starts with.
struct CacheContents {
    QHash<QString, QString> facts; // "epoch", "me"
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
