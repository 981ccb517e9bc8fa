// SPDX-License-Identifier: GPL-3.0-or-later
#include "stores.h"

#include <algorithm>

namespace confab::aws
{

using core::ConnectionRow;
using core::Outcome;

namespace
{

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

} // namespace confab::aws
