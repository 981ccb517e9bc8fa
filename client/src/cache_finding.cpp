// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache_finding.h"

#include "cache_reading.h"
#include "logging.h"

#include <confab/protocol/file_chunk.h>
#include <confab/protocol/names.h>

#include <QDeadlineTimer>
#include <QSqlError>
#include <QTimeZone>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

bool run(QSqlQuery &query, const QString &sql, const QVariantList &values)
{
    query.setForwardOnly(true);
    bool good = query.prepare(sql);
    for (int i = 0; good && i < values.size(); ++i)
        query.bindValue(i, values[i]);
    good = good && query.exec();
    if (!good)
        qCWarning(cacheLog, "cache: %ls", qUtf16Printable(query.lastError().text()));
    return good;
}

} // namespace

SearchPage findHeld(const QSqlDatabase &database, const SearchFilter &filter, const SearchPlace &from, qsizetype limit,
                    int mayTakeMs)
{
    SearchPage page;
    page.offline = true;
    page.next = from;
    page.next.more = false;
    page.next.inCache = true;
    const QDeadlineTimer deadline(mayTakeMs);

    // The texts of what is not found are read by SQLite alone: most of the time goes there.
    QString sql = u"SELECT rowid, seq, json_extract(object, '$.at'), json_extract(object, '$.author'), "
                  "json_extract(object, '$.text'), object, json_extract(object, '$.attachments') FROM message WHERE "_s;
    QVariantList values;
    if (!filter.conversation.isEmpty()) {
        sql += u"conversation = ? AND seq < ? ORDER BY seq DESC"_s;
        const bool goesOn = from.conversation == filter.conversation && from.seq > 0;
        values << filter.conversation << (goesOn ? from.seq : protocol::limits::maxInteger);
    } else {
        // The earlier bound of the two: where it went on, and what was asked for. The order is that of the index
        // (002_finding.sql).
        const bool asked = !filter.until.isEmpty() && (from.at.isEmpty() || filter.until < from.at);
        sql += u"json_extract(object, '$.at') <= ? AND (json_extract(object, '$.at') < ? OR rowid < ?) "
               "ORDER BY json_extract(object, '$.at') DESC, rowid DESC"_s;
        const QString at = asked ? filter.until : from.at.isEmpty() ? u"~"_s : from.at;
        values << at << at << (asked ? 0 : from.row);
    }
    QSqlQuery query(database);
    if (!run(query, sql, values))
        return page;
    while (query.next()) {
        const QString at = query.value(2).toString();
        if (at < filter.since)
            break;
        page.next.row = query.value(0).toLongLong();
        page.next.seq = query.value(1).toLongLong();
        page.next.conversation = filter.conversation;
        page.next.at = at;
        // As it lies there: with more in it than names, so some are taken here that are none below.
        if (filter.accepts(query.value(3).toString(), at, query.value(4).toString(), query.value(6).toString())) {
            if (auto message = fromText<protocol::Message>(query.value(5).toString());
                message && filter.accepts(*message))
                page.messages.append(std::move(*message));
        }
        if (page.messages.size() >= limit || deadline.hasExpired()) {
            page.next.more = true;
            break;
        }
    }
    return page;
}

MessageList heldOf(const QSqlDatabase &database, HeldKind kind, const QString &conversation,
                   std::optional<qint64> before, qsizetype limit)
{
    const QString wanted = kind == HeldKind::Pinned  ? u"json_extract(object, '$.pinned')"_s
                           : kind == HeldKind::Files ? u"json_extract(object, '$.attachments') IS NOT NULL"_s
                                                     : u"(json_extract(object, '$.text') LIKE '%http://%' OR "
                                                       "json_extract(object, '$.text') LIKE '%https://%')"_s;
    MessageList list;
    list.offline = true;
    qint64 last = 0;
    QSqlQuery query(database);
    if (!run(query,
             u"SELECT object, seq FROM message WHERE conversation = ? AND seq < ? AND "_s + wanted +
                 u" ORDER BY seq DESC LIMIT ?"_s,
             {conversation, before.value_or(protocol::limits::maxInteger), limit + 1}))
        return list;
    for (qsizetype rows = 0; query.next(); ++rows) {
        if (rows == limit) {
            list.before = last;
            break;
        }
        last = query.value(1).toLongLong();
        if (auto message = fromText<protocol::Message>(query.value(0).toString());
            message && !message->deleted && !message->hidden)
            list.messages.append(std::move(*message));
    }
    return list;
}

MessageList heldAbove(const QSqlDatabase &database, const QHash<QString, qint64> &marks, const QString &exceptOf,
                      std::optional<qint64> before, qsizetype limit)
{
    MessageList list;
    list.offline = true;
    const QString until =
        before ? QDateTime::fromMSecsSinceEpoch(*before, QTimeZone::utc()).toString(Qt::ISODateWithMs) : u"~"_s;
    for (auto mark = marks.begin(); mark != marks.end(); ++mark) {
        QSqlQuery query(database);
        if (!run(query,
                 u"SELECT object FROM message WHERE conversation = ? AND seq > ? AND json_extract(object, '$.at') < ? "
                 "AND (json_extract(object, '$.text') <> '' OR json_extract(object, '$.attachments') IS NOT NULL) "
                 "AND json_extract(object, '$.author') <> ? "
                 "ORDER BY seq DESC LIMIT ?"_s,
                 {mark.key(), mark.value(), until, exceptOf, limit + 1}))
            continue;
        while (query.next()) {
            if (auto message = fromText<protocol::Message>(query.value(0).toString()))
                list.messages.append(std::move(*message));
        }
    }
    std::stable_sort(list.messages.begin(), list.messages.end(),
                     [](const protocol::Message &a, const protocol::Message &b) { return a.at > b.at; });
    if (list.messages.size() <= limit)
        return list;
    // What was said in the same moment stays together: the next page begins before it.
    qsizetype end = limit;
    while (end < list.messages.size() && list.messages[end].at == list.messages[limit - 1].at)
        ++end;
    if (end < list.messages.size())
        list.before = list.messages[end - 1].at.toMSecsSinceEpoch();
    list.messages.resize(end);
    return list;
}

QList<HeldThread> heldThreads(const QSqlDatabase &database, const QString &conversation, const QString &author,
                              qsizetype limit)
{
    QList<HeldThread> threads;
    // Grouped along the index of replies (004_changes.sql): only they are read.
    QSqlQuery query(database);
    if (!run(query,
             u"SELECT conversation, json_extract(object, '$.thread') AS root, MAX(seq), "
             "MAX(json_extract(object, '$.at')) AS newest, "
             "MAX(CASE WHEN json_extract(object, '$.author') = ? THEN seq ELSE 0 END), "
             "MAX(instr(json_extract(object, '$.mentions'), '\"' || ? || '\"')) FROM message "
             "WHERE json_extract(object, '$.thread') IS NOT NULL AND (? OR conversation = ?) "
             "GROUP BY conversation, root ORDER BY newest DESC LIMIT ?"_s,
             {author, author, conversation.isEmpty(), conversation, limit}))
        return threads;
    while (query.next()) {
        QList<protocol::Message> root = heldAt(database, query.value(0).toString(), {query.value(1).toLongLong()});
        if (root.isEmpty())
            continue;
        threads.append({std::move(root.first()), query.value(2).toLongLong(),
                        QDateTime::fromString(query.value(3).toString(), Qt::ISODateWithMs),
                        query.value(4).toLongLong(), query.value(5).toInt() > 0});
    }
    return threads;
}

QList<protocol::Message> heldAt(const QSqlDatabase &database, const QString &conversation, const QList<qint64> &seqs)
{
    QList<qint64> ascending = seqs;
    std::sort(ascending.begin(), ascending.end());
    ascending.erase(std::unique(ascending.begin(), ascending.end()), ascending.end());
    QList<protocol::Message> messages;
    for (const qint64 seq : std::as_const(ascending)) {
        QSqlQuery query(database);
        if (!run(query, u"SELECT object FROM message WHERE conversation = ? AND seq = ?"_s, {conversation, seq}))
            break;
        if (!query.next())
            continue;
        if (auto message = fromText<protocol::Message>(query.value(0).toString()))
            messages.append(std::move(*message));
    }
    return messages;
}

QStringList attachmentsHeld(const QSqlDatabase &database, const QString &conversation, const QList<qint64> &seqs)
{
    QStringList ids;
    const auto take = [&ids](const protocol::Message &message) {
        for (const protocol::Attachment &file : message.attachments) {
            for (const QString &id : {file.id, file.thumbnail}) {
                if (protocol::isAttachmentId(id))
                    ids.append(id);
            }
        }
    };
    if (!seqs.isEmpty()) {
        for (const protocol::Message &message : heldAt(database, conversation, seqs))
            take(message);
        return ids;
    }
    QSqlQuery query(database);
    if (!run(
            query,
            u"SELECT object FROM message WHERE conversation = ? AND json_extract(object, '$.attachments') IS NOT NULL"_s,
            {conversation}))
        return ids;
    while (query.next()) {
        if (const auto message = fromText<protocol::Message>(query.value(0).toString()))
            take(*message);
    }
    return ids;
}

HeldAround heldAround(const QSqlDatabase &database, const QString &conversation, const QDateTime &moment)
{
    HeldAround around;
    const QString at = moment.toUTC().toString(Qt::ISODateWithMs);
    // Times go up with seqs; where a server's clock went back, whichever is found first will do.
    QSqlQuery first(database);
    if (run(first,
            u"SELECT seq FROM message WHERE conversation = ? AND json_extract(object, '$.at') >= ? ORDER BY seq "
            "LIMIT 1"_s,
            {conversation, at}) &&
        first.next())
        around.at = first.value(0).toLongLong();
    QSqlQuery last(database);
    if (run(last, u"SELECT MAX(seq) FROM message WHERE conversation = ? AND seq < ?"_s,
            {conversation, around.at > 0 ? around.at : protocol::limits::maxInteger}) &&
        last.next())
        around.below = last.value(0).toLongLong();
    return around;
}

} // namespace confab::client
