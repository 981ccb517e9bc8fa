// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "cursor.h"
#include "stored.h"

#include <QHash>

namespace confab::client
{

// What is held of every conversation, in memory: object, standing, cursor, spans. It applies what comes from the server
// by the rules of docs/protocol.md ("Asking again, missing nothing") and gives what the cache is to keep. No disk, no
// network. One thread.
class ConversationBook
{
public:
    struct Held {
        StoredConversation stored;
        Cursor cursor;
        // The object was made up from a message that came first; the server's own is still to come.
        bool guessed = false;
        // What pushes told beyond any sync so far: the rev of the object, seqs of messages that mention one.
        qint64 objectRev = 0;
        QList<qint64> mentionedIn;
        // What was said beyond it was said while one was there: see goLive(). None while a sync is making it known.
        std::optional<qint64> liveFrom;
    };

    // What became of something that came.
    struct Applied {
        ConversationWrite write;
        bool gap = false;   // changes are missing: sync this conversation
        bool fresh = false; // a conversation that was not known
        qint64 read = 0;    // read here further than the server knows; 0: it knows
        // Of `write.messages`, the seqs that were not held before and were said since goLive(): each comes once, by a
        // push or by a sync, whichever is first. Never of history.
        QList<qint64> news;
    };

    void load(const QList<StoredConversation> &conversations);
    void clear() { m_held.clear(); }
    // All that is held now was said before; what comes from here on is news.
    void goLive();

    [[nodiscard]] const Held *find(const QString &id) const;
    [[nodiscard]] Held *find(const QString &id);
    [[nodiscard]] const QHash<QString, Held> &all() const { return m_held; }

    // Nothing where it was refused: no place for more, or it makes no sense.
    std::optional<Applied> push(const protocol::Message &message, bool own);
    std::optional<Applied> push(const protocol::Conversation &object);
    // A frame of a sync.
    std::optional<Applied> synced(const protocol::Messages &frame);
    // An entry at a sync's end.
    std::optional<Applied> synced(const protocol::SyncedConversation &entry);
    // `some`: not all that there are between its first and its last.
    std::optional<Applied> history(const protocol::Messages &page, bool some = false);

    // Marks of reading. Nothing where nothing changed.
    std::optional<ConversationWrite> readByMe(const QString &id, qint64 seq);
    std::optional<ConversationWrite> readByOther(const QString &id, qint64 seq);
    std::optional<ConversationWrite> mentioned(const QString &id, qint64 seq);

    void remove(const QString &id);

    // What to name in a sync, the most recently active first, cut into lists that fit a frame each.
    [[nodiscard]] QList<QList<protocol::Since>> since() const;
    [[nodiscard]] protocol::Since since(const QString &id) const;
    [[nodiscard]] QList<protocol::Ping::Rev> pingRevs() const;

private:
    [[nodiscard]] Held *ensure(const QString &id);
    [[nodiscard]] QStringList byActivity() const;
    // Gives what is news of them.
    static QList<qint64> hold(Held &held, const QList<protocol::Message> &messages, bool some = false);
    [[nodiscard]] static ConversationWrite snapshot(const Held &held);

    QHash<QString, Held> m_held;
};

} // namespace confab::client
