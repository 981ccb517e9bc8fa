// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "item.h"
#include "layout.h"

#include <confab/aws/dynamo_client.h>

#include <QJsonArray>
#include <QList>

#include <functional>
#include <map>
#include <optional>

namespace confab::aws
{

// Why nothing came of it. What works with tables throws it, and each port catches it where it begins.
struct Failure {
    QString reason; // for logs
};

// Items of one partition by their sort keys, `from` and `to` among them. These reads are consistent.
struct Range {
    const Table *table = nullptr;
    QString partition;
    QString from;
    QString to;
    bool descending = false;
    qsizetype most = 0; // 0: all of them
};

// Of a partition, all whose sort key begins so (empty: all of them); with `after` those behind that one. The sign
// behind the prefix's last one closes the range: no key is that.
[[nodiscard]] Range rangeOf(const Table &table, const QString &partition, const QString &prefix,
                            const QString &after = {});

// Reads and writes items; everything throws Failure. Any thread.
class Database
{
public:
    Database(DynamoClient &client, const DynamoTables &names)
        : keys(names)
        , m_client(client)
    {
    }

    const Layout keys;

    // Throws but for TransactionCanceledException, TransactionConflictException and ConditionalCheckFailedException.
    [[nodiscard]] Expected<QJsonObject, DynamoError> tryCall(const QByteArray &operation, const QJsonObject &input);
    QJsonObject call(const QByteArray &operation, const QJsonObject &input);
    void pause(int tries) const { m_client.pause(tries); }

    // As it is, or, for half of what that costs, as it was a moment ago.
    enum class Read { Consistent, Recent };
    [[nodiscard]] std::optional<Item> get(const ItemKey &key, Read read = Read::Consistent);
    // In one round trip for each hundred. What is not there is not among them.
    [[nodiscard]] std::map<ItemKey, Item> get(const QList<ItemKey> &keys, Read read = Read::Consistent);
    // Ascending, or descending where that is wanted.
    [[nodiscard]] QList<Item> query(const Range &range);
    // The same one by one, until `take` says that it is enough.
    void each(const Range &range, const std::function<bool(const Item &)> &take);
    // Any Query or Scan, page by page.
    void eachOf(const QByteArray &operation, QJsonObject input, const std::function<bool(const Item &)> &take);

    // Without a condition: what nobody else writes, or what may be lost to another's write.
    void put(const ItemKey &key, const Item &item);
    void putAll(const QList<std::pair<ItemKey, Item>> &items);
    void removeAll(const QList<ItemKey> &keys);

    [[nodiscard]] static ItemKey keyOf(const Table &table, const Item &item);

private:
    void batchWrite(const QList<std::pair<QString, QJsonObject>> &requests);

    DynamoClient &m_client;
};

} // namespace confab::aws
