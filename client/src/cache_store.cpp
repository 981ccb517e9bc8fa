// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache_store.h"

#include "cache_opening.h"
#include "cache_reading.h"
#include "logging.h"

#include <confab/protocol/names.h>

#include <QFile>
#include <QSqlError>
#include <QUuid>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// What was read of one conversation is kept for reading it again offline, some 400 bytes a message; more than this is
// fetched from the server when somebody scrolls that far.
constexpr qint64 keptRows = 1'000'000;
constexpr qint64 keptUsers = 5000;

// A null QString is bound as NULL, which is not what an empty text is.
QString notNull(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

bool isCorruption(const QSqlError &error)
{
    return error.nativeErrorCode() == "11"_L1 || error.nativeErrorCode() == "26"_L1;
}

} // namespace

// BEGIN IMMEDIATE … COMMIT; rolled back where commit() was not reached.
class CacheStore::Transaction
{
public:
    explicit Transaction(CacheStore &store)
        : m_store(store)
        , m_begun(store.command(u"BEGIN IMMEDIATE"_s))
    {
    }
    ~Transaction()
    {
        if (m_begun && !m_done)
            m_store.command(u"ROLLBACK"_s);
    }
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;

    [[nodiscard]] bool commit()
    {
        m_done = m_begun && m_store.command(u"COMMIT"_s);
        return m_done;
    }
    [[nodiscard]] bool begun() const { return m_begun; }

private:
    CacheStore &m_store;
    bool m_begun;
    bool m_done = false;
};

// Somebody's words, said or taken back, are worth an fsync; what a server can tell again is not.
class CacheStore::Durable
{
public:
    explicit Durable(CacheStore &store)
        : m_store(store)
    {
        m_store.command(u"PRAGMA synchronous = FULL"_s);
    }
    ~Durable() { m_store.command(u"PRAGMA synchronous = NORMAL"_s); }
    Durable(const Durable &) = delete;
    Durable &operator=(const Durable &) = delete;

private:
    CacheStore &m_store;
};

CacheStore::CacheStore(QString file)
    : m_file(std::move(file))
    , m_connection(u"confab-cache-"_s + QUuid::createUuid().toString(QUuid::WithoutBraces))
{
}

CacheStore::~CacheStore()
{
    close();
}

void CacheStore::close()
{
    if (!QSqlDatabase::contains(m_connection))
        return;
    m_queries.clear();
    QSqlDatabase::database(m_connection, false).close();
    QSqlDatabase::removeDatabase(m_connection);
}

void CacheStore::removeFiles()
{
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(m_file + suffix);
}

QSqlQuery &CacheStore::prepared(const QString &sql)
{
    const auto it = m_queries.find(sql);
    if (it != m_queries.end())
        return it->second;
    QSqlQuery query(QSqlDatabase::database(m_connection, false));
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        noteError(query);
    return m_queries.emplace(sql, std::move(query)).first->second;
}

bool CacheStore::run(QSqlQuery &query)
{
    if (query.exec()) {
        if (!query.isSelect())
            query.finish();
        return true;
    }
    noteError(query);
    return false;
}

bool CacheStore::command(const QString &sql)
{
    // A pragma that gives a row stays open until it is finished, and no transaction ends before that.
    QSqlQuery &query = prepared(sql);
    const bool good = run(query);
    query.finish();
    return good;
}

void CacheStore::noteError(const QSqlQuery &query)
{
    qCWarning(cacheLog, "cache: %ls", qUtf16Printable(query.lastError().text()));
    if (isCorruption(query.lastError()) && !m_suspect) {
        m_suspect = true;
        markSuspect(m_file);
    }
}

CacheContents CacheStore::open()
{
    const OpenedCache opened = openCache(m_file, m_connection);
    CacheContents contents;
    contents.rebuilt = opened.rebuilt;
    contents.outboxKept = opened.outboxKept;
    contents.onDisk = opened.onDisk;
    for (const OutboxItem &item : opened.rescuedOutbox)
        putOutbox(item);
    for (auto it = opened.rescuedDrafts.begin(); it != opened.rescuedDrafts.end(); ++it)
        putDraft(it.key(), it.value());

    const QSqlDatabase database = QSqlDatabase::database(m_connection, false);
    contents.facts = readFacts(database).value_or(contents.facts);
    contents.conversations = readConversations(database).value_or(contents.conversations);
    contents.drafts = readDrafts(database).value_or(contents.drafts);
    contents.outbox = readOutbox(database).value_or(contents.outbox);
    contents.prefs = readPrefs(database).value_or(contents.prefs);

    for (StoredConversation &conversation : contents.conversations) {
        // Without looking at the rows: hardly one lies outside the spans.
        if (conversation.spans.count() <= keptRows)
            continue;
        QSqlQuery &tooMany =
            prepared(u"SELECT seq FROM message WHERE conversation = ? ORDER BY seq DESC LIMIT 1 OFFSET ?"_s);
        tooMany.bindValue(0, conversation.object.id);
        tooMany.bindValue(1, keptRows);
        const bool found = run(tooMany) && tooMany.next();
        const qint64 highest = found ? tooMany.value(0).toLongLong() : 0;
        tooMany.finish();
        if (!found)
            continue;
        conversation.spans.dropBelow(highest + 1);
        QSqlQuery &trim = prepared(u"DELETE FROM message WHERE conversation = ? AND seq <= ?"_s);
        trim.bindValue(0, conversation.object.id);
        trim.bindValue(1, highest);
        run(trim);
        write({conversation, {}, false, {}});
    }
    QSqlQuery &oldUsers =
        prepared(u"DELETE FROM user WHERE key NOT IN (SELECT key FROM user ORDER BY used DESC LIMIT ?)"_s);
    oldUsers.bindValue(0, keptUsers);
    run(oldUsers);
    contents.users = readUsers(database).value_or(contents.users);
    return contents;
}

QSqlDatabase CacheStore::database() const
{
    return QSqlDatabase::database(m_connection, false);
}

bool CacheStore::write(const ConversationWrite &write)
{
    const StoredConversation &conversation = write.conversation;
    const QString &id = conversation.object.id;
    Transaction transaction(*this);
    bool good = transaction.begun();
    if (good && (write.replace || conversation.object.first > 1)) {
        QSqlQuery &drop = prepared(u"DELETE FROM message WHERE conversation = ? AND (? OR seq < ?)"_s);
        drop.bindValue(0, id);
        drop.bindValue(1, write.replace ? 1 : 0);
        drop.bindValue(2, conversation.object.first);
        good = run(drop);
    }
    QSqlQuery &put =
        prepared(u"INSERT INTO message (conversation, seq, rev, object) VALUES (?, ?, ?, ?) "
                 "ON CONFLICT (conversation, seq) DO UPDATE SET rev = excluded.rev, object = excluded.object "
                 "WHERE excluded.rev > message.rev OR (? AND excluded.rev = message.rev)"_s);
    for (const protocol::Message &message : write.messages) {
        if (!good)
            break;
        if (message.seq < conversation.object.first)
            continue;
        put.bindValue(0, id);
        put.bindValue(1, message.seq);
        put.bindValue(2, message.rev);
        put.bindValue(3, toText(write.mineTold ? message : withOwnReactions(message)));
        put.bindValue(4, write.mineTold ? 1 : 0);
        good = run(put);
    }
    for (const QString &delivered : write.delivered) {
        if (!good)
            break;
        QSqlQuery &remove = prepared(u"DELETE FROM outbox WHERE id = ?"_s);
        remove.bindValue(0, delivered);
        good = run(remove);
    }
    if (good) {
        // Frozen: rows are missing, so a cursor or span from memory would hide that for ever.
        QSqlQuery &head = m_frozen.contains(id)
                              ? prepared(u"UPDATE conversation SET object = ?, you = ?, last = ? WHERE id = ?"_s)
                              : prepared(u"INSERT INTO conversation (object, you, last, id, cursor, spans, top_id, "
                                         "others_read) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
                                         "object = excluded.object, you = excluded.you, last = excluded.last, "
                                         "cursor = excluded.cursor, spans = excluded.spans, top_id = excluded.top_id, "
                                         "others_read = excluded.others_read"_s);
        head.bindValue(0, toText(conversation.object));
        head.bindValue(1, toText(conversation.you));
        head.bindValue(2, conversation.last ? toText(*conversation.last) : u"{}"_s);
        head.bindValue(3, id);
        if (!m_frozen.contains(id)) {
            head.bindValue(4, conversation.cursor);
            head.bindValue(5, notNull(conversation.spans.toString()));
            head.bindValue(6, notNull(conversation.topId));
            head.bindValue(7, conversation.othersRead);
        }
        good = run(head);
    }
    good = good && transaction.commit();
    if (!good)
        m_frozen.insert(id);
    return good;
}

protocol::Message CacheStore::withOwnReactions(protocol::Message message)
{
    if (message.reactions.isEmpty())
        return message;
    if (const auto held = this->message(message.conversation, message.seq))
        takeOwnReactions(message, *held);
    return message;
}

bool CacheStore::setReaction(const QString &conversation, const OwnReaction &reaction)
{
    auto held = message(conversation, reaction.seq);
    if (!held || !apply(reaction, *held))
        return held.has_value();
    QSqlQuery &put = prepared(u"UPDATE message SET object = ? WHERE conversation = ? AND seq = ?"_s);
    put.bindValue(0, toText(*held));
    put.bindValue(1, conversation);
    put.bindValue(2, reaction.seq);
    return run(put);
}

bool CacheStore::removeConversation(const QString &id, const QStringList &outboxIds)
{
    Transaction transaction(*this);
    bool good = transaction.begun();
    for (const QString &sql :
         {u"DELETE FROM message WHERE conversation = ?"_s, u"DELETE FROM draft WHERE conversation = ?"_s,
          u"DELETE FROM conversation WHERE id = ?"_s}) {
        QSqlQuery &query = prepared(sql);
        query.bindValue(0, id);
        good = good && run(query);
    }
    for (const QString &each : outboxIds) {
        QSqlQuery &query = prepared(u"DELETE FROM outbox WHERE id = ?"_s);
        query.bindValue(0, each);
        good = good && run(query);
    }
    good = good && transaction.commit();
    if (good)
        m_frozen.remove(id);
    return good;
}

bool CacheStore::clearServerData()
{
    Transaction transaction(*this);
    bool good = transaction.begun();
    for (const QString &sql : {u"DELETE FROM message"_s, u"DELETE FROM conversation"_s, u"DELETE FROM user"_s})
        good = good && run(prepared(sql));
    good = good && transaction.commit();
    if (good)
        m_frozen.clear();
    return good;
}

bool CacheStore::clearAll()
{
    Transaction transaction(*this);
    bool good = transaction.begun();
    for (const QString &sql :
         {u"DELETE FROM message"_s, u"DELETE FROM conversation"_s, u"DELETE FROM user"_s, u"DELETE FROM draft"_s,
          u"DELETE FROM outbox"_s, u"DELETE FROM fact"_s, u"DELETE FROM pref"_s})
        good = good && run(prepared(sql));
    good = good && transaction.commit();
    if (!good)
        return false;
    m_frozen.clear();
    // What was said is to be gone from the file as well, not only from its tables.
    m_queries.clear();
    return command(u"VACUUM"_s) && command(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
}

bool CacheStore::putUsers(const QList<protocol::User> &users)
{
    Transaction transaction(*this);
    bool good = transaction.begun();
    QSqlQuery &put = prepared(u"INSERT INTO user (key, object, used) VALUES (?, ?, unixepoch()) "
                              "ON CONFLICT (key) DO UPDATE SET object = excluded.object, used = excluded.used"_s);
    for (const protocol::User &user : users) {
        if (!good)
            break;
        put.bindValue(0, protocol::keyOf(user.username));
        put.bindValue(1, toText(user));
        good = run(put);
    }
    return good && transaction.commit();
}

bool CacheStore::putDraft(const QString &conversation, const QString &text)
{
    QSqlQuery &query = text.isEmpty() ? prepared(u"DELETE FROM draft WHERE conversation = ?"_s)
                                      : prepared(u"INSERT INTO draft (conversation, text) VALUES (?, ?) "
                                                 "ON CONFLICT (conversation) DO UPDATE SET text = excluded.text"_s);
    query.bindValue(0, conversation);
    if (!text.isEmpty())
        query.bindValue(1, text);
    return run(query);
}

bool CacheStore::putFact(const QString &name, const QString &value)
{
    QSqlQuery &query = prepared(u"INSERT INTO fact (name, value) VALUES (?, ?) "
                                "ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s);
    query.bindValue(0, name);
    query.bindValue(1, notNull(value));
    return run(query);
}

bool CacheStore::putPref(const StoredPref &pref)
{
    const bool remove = pref.value.isEmpty() && !pref.unsent;
    QSqlQuery &query =
        remove ? prepared(u"DELETE FROM pref WHERE key = ?"_s)
               : prepared(u"INSERT INTO pref (key, value, unsent) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET "
                          "value = excluded.value, unsent = excluded.unsent"_s);
    query.bindValue(0, pref.key);
    if (!remove) {
        query.bindValue(1, notNull(pref.value));
        query.bindValue(2, pref.unsent ? 1 : 0);
    }
    return run(query);
}

bool CacheStore::putOutbox(const OutboxItem &item, const QString &oldId)
{
    const Durable durable(*this);
    Transaction transaction(*this);
    bool good = transaction.begun();
    if (good && !oldId.isEmpty()) {
        QSqlQuery &rename = prepared(u"UPDATE outbox SET id = ? WHERE id = ?"_s);
        rename.bindValue(0, item.id);
        rename.bindValue(1, oldId);
        good = run(rename);
    }
    if (good) {
        QSqlQuery &put = prepared(
            u"INSERT INTO outbox (id, conversation, verb, body, state, epoch, seq, error, error_field, created_at, "
            "rev, was, files) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "
            "body = excluded.body, state = excluded.state, epoch = excluded.epoch, seq = excluded.seq, error = "
            "excluded.error, "
            "error_field = excluded.error_field, rev = excluded.rev, was = excluded.was, files = excluded.files"_s);
        put.bindValue(0, item.id);
        put.bindValue(1, item.conversation);
        put.bindValue(2, QString(protocol::verbOf(item.command)));
        put.bindValue(3, QString::fromUtf8(protocol::encode(item.command)));
        put.bindValue(4, nameOf(item.state));
        put.bindValue(5, notNull(item.epoch));
        put.bindValue(6, item.seq);
        put.bindValue(7, QString(protocol::nameOf(item.error)));
        put.bindValue(8, notNull(item.errorField));
        put.bindValue(9, item.createdAt.toUTC().toString(Qt::ISODateWithMs));
        put.bindValue(10, item.rev);
        put.bindValue(11, notNull(item.was));
        put.bindValue(12, toText(item.files));
        good = run(put);
    }
    return good && transaction.commit();
}

bool CacheStore::removeOutbox(const QString &id)
{
    const Durable durable(*this);
    QSqlQuery &query = prepared(u"DELETE FROM outbox WHERE id = ?"_s);
    query.bindValue(0, id);
    return run(query);
}

QList<protocol::Message> CacheStore::messagesOf(const QString &author, int limit)
{
    QSqlQuery &query = prepared(u"SELECT object FROM message WHERE json_extract(object, '$.author') = ? "
                                "ORDER BY json_extract(object, '$.at') DESC LIMIT ?"_s);
    query.bindValue(0, author);
    query.bindValue(1, limit);
    QList<protocol::Message> messages = read(query);
    std::reverse(messages.begin(), messages.end());
    return messages;
}

QList<protocol::Message> CacheStore::read(QSqlQuery &query)
{
    QList<protocol::Message> messages;
    if (run(query)) {
        while (query.next()) {
            if (auto message = fromText<protocol::Message>(query.value(0).toString()))
                messages.append(std::move(*message));
        }
    }
    query.finish();
    return messages;
}

std::optional<protocol::Message> CacheStore::message(const QString &conversation, qint64 seq)
{
    QSqlQuery &query = prepared(u"SELECT object FROM message WHERE conversation = ? AND seq = ?"_s);
    query.bindValue(0, conversation);
    query.bindValue(1, seq);
    const auto found = read(query);
    if (found.isEmpty())
        return std::nullopt;
    return found.first();
}

QList<protocol::Message> CacheStore::thread(const QString &conversation, qint64 root)
{
    // As the index is spelt.
    QSqlQuery &query = prepared(u"SELECT object FROM message WHERE conversation = ? AND (seq = ? OR "
                                "(json_extract(object, '$.thread') IS NOT NULL AND "
                                "json_extract(object, '$.thread') = ?)) ORDER BY seq"_s);
    query.bindValue(0, conversation);
    query.bindValue(1, root);
    query.bindValue(2, root);
    return read(query);
}

QList<protocol::Message> CacheStore::rows(const QString &conversation, qint64 before, qint64 after, int limit)
{
    QSqlQuery &query =
        after > 0
            ? prepared(u"SELECT object FROM message WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?"_s)
            : prepared(u"SELECT object FROM message WHERE conversation = ? AND seq < ? ORDER BY seq DESC LIMIT ?"_s);
    query.bindValue(0, conversation);
    query.bindValue(1, after > 0 ? after : before > 0 ? before : protocol::limits::maxInteger);
    query.bindValue(2, limit);
    QList<protocol::Message> messages = read(query);
    if (after <= 0)
        std::reverse(messages.begin(), messages.end());
    return messages;
}

} // namespace confab::client
