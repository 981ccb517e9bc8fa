// SPDX-License-Identifier: GPL-3.0-or-later
#include "stores.h"

#include <algorithm>

namespace confab::aws
{

using core::ConnectionRow;
using core::Outcome;

namespace
{

constexpr int rowsOfIndex = 500; // in a page: of some 200 bytes each, far below what a query gives

QJsonObject queryOfShard(const Layout &keys, int shard)
{
    return {{u"TableName"_s, keys.connections.name},
            {u"IndexName"_s, u"byShard"_s},
            {u"KeyConditionExpression"_s, u"#k = :k"_s},
            {u"ExpressionAttributeNames"_s, QJsonObject{{u"#k"_s, u"shard"_s}}},
            {u"ExpressionAttributeValues"_s, QJsonObject{{u":k"_s, QJsonObject{{u"N"_s, QString::number(shard)}}}}}};
}

} // namespace

// Each of the two rows is written by itself, which costs half of what a transaction does. In between somebody may be
// told by a connection that is not theirs yet, never by one that is not theirs any more.
Outcome<Nothing> DynamoConnections::put(const ConnectionRow &row)
{
    try {
        const ItemKey key = m_database.keys.connection(row.id);
        const auto before = m_database.get(key);
        if (const QString was = before ? connectionOf(*before).key : QString(); was != row.key)
            leave(was, row.id);
        enter(row);
        m_database.put(key, toItem(row));
        return Nothing();
    } catch (const Failure &failure) {
        return core::Unavailable{failure.reason};
    }
}

Outcome<Nothing> DynamoConnections::remove(const QString &id)
{
    try {
        const ItemKey key = m_database.keys.connection(id);
        if (const auto before = m_database.get(key)) {
            leave(connectionOf(*before).key, id);
            m_database.removeAll({key});
        }
        return Nothing();
    } catch (const Failure &failure) {
        return core::Unavailable{failure.reason};
    }
}

template <class Change>
void DynamoConnections::changeHere(const QString &person, Change &&apply)
{
    if (person.isEmpty())
        return;
    const auto outcome = change<Nothing>(m_database, [&](Transaction &transaction) -> Outcome<Nothing> {
        const ItemKey key = transaction.keys.here(person);
        const Item *item = transaction.get(key);
        const QList<ConnectionRow> before = item ? hereOf(*item, person) : QList<ConnectionRow>();
        QList<ConnectionRow> rows = before;
        apply(rows);
        if (rows.isEmpty())
            transaction.remove(key);
        else if (rows != before)
            transaction.put(key, hereItem(rows));
        return Nothing();
    });
    if (const auto *unavailable = std::get_if<core::Unavailable>(&outcome))
        throw Failure{unavailable->reason};
}

void DynamoConnections::enter(const ConnectionRow &row)
{
    changeHere(row.key, [&row](QList<ConnectionRow> &rows) {
        // Those whose end nobody was told of are over by now.
        rows.removeIf([&row](const ConnectionRow &other) {
            return other.id == row.id || other.since.secsTo(row.since) > connectionSeconds;
        });
        rows.append(row);
    });
}

void DynamoConnections::leave(const QString &person, const QString &id)
{
    changeHere(person, [&id](QList<ConnectionRow> &rows) {
        rows.removeIf([&id](const ConnectionRow &other) { return other.id == id; });
    });
}

Outcome<Nothing> DynamoConnections::clear()
{
    try {
        QList<ItemKey> all;
        for (int shard = 0; shard < connectionShards; ++shard) {
            m_database.eachOf("Query", queryOfShard(m_database.keys, shard), [&](const Item &item) {
                all.append(Database::keyOf(m_database.keys.connections, item));
                const QString person = connectionOf(item).key;
                if (const ItemKey here = m_database.keys.here(person); !person.isEmpty() && !all.contains(here))
                    all.append(here);
                return true;
            });
        }
        m_database.removeAll(all);
        return Nothing();
    } catch (const Failure &failure) {
        return core::Unavailable{failure.reason};
    }
}

QList<ConnectionRow> DynamoConnections::list()
{
    return readOr(QList<ConnectionRow>(), [&] {
        QList<ConnectionRow> rows;
        for (int shard = 0; shard < connectionShards; ++shard) {
            m_database.eachOf("Query", queryOfShard(m_database.keys, shard), [&rows](const Item &item) {
                rows.append(connectionOf(item));
                return true;
            });
        }
        std::sort(rows.begin(), rows.end(),
                  [](const ConnectionRow &a, const ConnectionRow &b) { return a.id.toUtf8() < b.id.toUtf8(); });
        return rows;
    });
}

// --- for the courier --------------------------------------------------------------------------------------------

Expected<std::optional<ConnectionRow>, core::Unavailable> DynamoConnectionIndex::find(const QString &id)
{
    return readAll<std::optional<ConnectionRow>>([&]() -> std::optional<ConnectionRow> {
        const auto item = m_database.get(m_database.keys.connection(id));
        return item ? std::optional(connectionOf(*item)) : std::nullopt;
    });
}

Expected<QList<ConnectionRow>, core::Unavailable> DynamoConnectionIndex::ofUsers(const QStringList &keys, As as)
{
    return readAll<QList<ConnectionRow>>([&] {
        QList<ItemKey> wanted;
        for (const QString &key : keys)
            wanted.append(m_database.keys.here(key));
        const std::map<ItemKey, Item> items =
            m_database.get(wanted, as == As::OfNow ? Database::Read::Consistent : Database::Read::Recent);
        QList<ConnectionRow> rows;
        for (const QString &key : keys) {
            if (const auto item = items.find(m_database.keys.here(key)); item != items.end())
                rows += hereOf(item->second, key);
        }
        return rows;
    });
}

Expected<core::Page<ConnectionRow>, core::Unavailable> DynamoConnectionIndex::everybody(const QString &after)
{
    return readAll<core::Page<ConnectionRow>>([&] {
        // "SHARD" or "SHARD ID", the last of that shard that was given.
        const int shard = after.section(u' ', 0, 0).toInt();
        const QString last = after.section(u' ', 1);
        QJsonObject query = queryOfShard(m_database.keys, shard);
        query.insert(u"Limit"_s, rowsOfIndex);
        if (!last.isEmpty())
            query.insert(u"ExclusiveStartKey"_s,
                         QJsonObject{{u"connectionId"_s, QJsonObject{{u"S"_s, last}}},
                                     {u"shard"_s, QJsonObject{{u"N"_s, QString::number(shard)}}}});
        const QJsonObject answer = m_database.call("Query", query);
        core::Page<ConnectionRow> page;
        const QJsonArray items = answer.value("Items"_L1).toArray();
        for (const QJsonValue &item : items)
            page.rows.append(connectionOf(Item(item.toObject())));
        const QString next = Item(answer.value("LastEvaluatedKey"_L1).toObject()).text("connectionId"_L1);
        if (!next.isEmpty())
            page.next = QString::number(shard) + u' ' + next;
        else if (shard + 1 < connectionShards)
            page.next = QString::number(shard + 1);
        return page;
    });
}

} // namespace confab::aws
