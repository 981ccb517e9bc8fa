// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <QSet>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <map>

namespace confab::client
{

// The cache of one profile in SQLite. It is a cache: what cannot be read is set aside and begun anew, and the next sync
// fills it. Everything blocks; one thread, the one that called open().
class CacheStore
{
public:
    explicit CacheStore(QString file);
    ~CacheStore();
    CacheStore(const CacheStore &) = delete;
    CacheStore &operator=(const CacheStore &) = delete;

    // Opens or makes the file (mode 0600) and reads what a client starts with. An unreadable file or one of a newer
    // version is renamed to `FILE.broken-TIME`; what waits to be sent is carried over where it can be read. Where
    // nothing can be written at all it works in memory.
    [[nodiscard]] CacheContents open();
    void close();
    // Of a cache that is closed.
    void removeFiles();

    // One transaction. After one that failed, cursor and spans of that conversation are not written any more, so that
    // the next start syncs what is missing.
    bool write(const ConversationWrite &write);
    // One's own reaction, which no frame to everybody tells.
    bool setReaction(const QString &conversation, const OwnReaction &reaction);
    bool removeConversation(const QString &id, const QStringList &outboxIds);
    // A new epoch: what waits and drafts stay.
    bool clearServerData();
    bool clearAll();
    bool putUsers(const QList<protocol::User> &users);
    bool putDraft(const QString &conversation, const QString &text); // empty removes it
    bool putFact(const QString &name, const QString &value);
    bool putPref(const StoredPref &pref); // empty and not unsent removes it
    // On disk when it returns, power cuts included. `oldId`: the item had another id before.
    bool putOutbox(const OutboxItem &item, const QString &oldId = {});
    // The same: what somebody took back does not return.
    bool removeOutbox(const QString &id);

    // What somebody said last, in whatever conversation, oldest first. Reads every row.
    [[nodiscard]] QList<protocol::Message> messagesOf(const QString &author, int limit);
    // Ascending by seq: the `limit` rows below `before` (0: the newest), or above `after` where that is given.
    [[nodiscard]] QList<protocol::Message> rows(const QString &conversation, qint64 before, qint64 after, int limit);
    [[nodiscard]] std::optional<protocol::Message> message(const QString &conversation, qint64 seq);
    // The first message of a thread and its replies, as far as they are held, ascending by seq.
    [[nodiscard]] QList<protocol::Message> thread(const QString &conversation, qint64 root);
    // For what else is looked up in it.
    [[nodiscard]] QSqlDatabase database() const;

private:
    class Transaction;
    class Durable;

    [[nodiscard]] QSqlQuery &prepared(const QString &sql);
    bool run(QSqlQuery &query);
    [[nodiscard]] QList<protocol::Message> read(QSqlQuery &query);
    [[nodiscard]] protocol::Message withOwnReactions(protocol::Message message);
    bool command(const QString &sql);
    void noteError(const QSqlQuery &query);

    QString m_file;
    QString m_connection;
    std::map<QString, QSqlQuery> m_queries;
    QSet<QString> m_frozen;
    bool m_suspect = false;
};

} // namespace confab::client
