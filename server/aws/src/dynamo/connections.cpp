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

QJsonObject queryOf(const Layout &keys, const QString &index, const QString &name, const QJsonObject &value)
{
    return {{u"TableName"_s, keys.connections.name},
            {u"IndexName"_s, index},
            {u"KeyConditionExpression"_s, u"#k = :k"_s},
            {u"ExpressionAttributeNames"_s, QJsonObject{{u"#k"_s, name}}},
            {u"ExpressionAttributeValues"_s, QJsonObject{{u":k"_s, value}}}};
}

QJsonObject queryOfShard(const Layout &keys, int shard)
{
    return queryOf(keys, u"byShard"_s, u"shard"_s, QJsonObject{{u"N"_s, QString::number(shard)}});
}

} // namespace

Outcome<Nothing> DynamoConnections::put(const ConnectionRow &row)
{
    try {
        m_database.put(m_database.keys.connection(row.id), toItem(row));
        return Nothing();
    } catch (const Failure &failure) {
        return core::Unavailable{failure.reason};
    }
}

Outcome<Nothing> DynamoConnections::remove(const QString &id)
{
    try {
        m_database.removeAll({m_database.keys.connection(id)});
        return Nothing();
    } catch (const Failure &failure) {
        return core::Unavailable{failure.reason};
    }
}

Outcome<Nothing> DynamoConnections::clear()
{
    try {
        QList<ItemKey> all;
        for (int shard = 0; shard < connectionShards; ++shard) {
            m_database.eachOf("Query", queryOfShard(m_database.keys, shard), [&](const Item &item) {
                all.append(Database::keyOf(m_database.keys.connections, item));
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

Expected<QList<ConnectionRow>, core::Unavailable> DynamoConnectionIndex::ofUser(const QString &key)
{
    return readAll<QList<ConnectionRow>>([&] {
        QList<ConnectionRow> rows;
        if (key.isEmpty())
            return rows;
        const QJsonObject query = queryOf(m_database.keys, u"byUser"_s, u"userKey"_s, QJsonObject{{u"S"_s, key}});
        m_database.eachOf("Query", query, [&rows](const Item &item) {
            rows.append(connectionOf(item));
            return true;
        });
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
