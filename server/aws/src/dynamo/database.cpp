// SPDX-License-Identifier: GPL-3.0-or-later
#include "database.h"

namespace confab::aws
{

namespace
{

// What one call takes, by DynamoDB's quotas.
constexpr qsizetype readsInBatch = 100;
constexpr qsizetype writesInBatch = 25;
constexpr int mostRounds = 10; // of a batch of which some is left over each time

bool isAboutConditions(const QString &code)
{
    return code == "TransactionCanceledException"_L1 || code == "ConditionalCheckFailedException"_L1 ||
           code == "TransactionConflictException"_L1;
}

QJsonObject whole(const ItemKey &key, Item item)
{
    QJsonObject wire = item.setNumber(versionName, newVersion()).wire();
    const QJsonObject named = key.wire();
    for (auto it = named.begin(); it != named.end(); ++it)
        wire.insert(it.key(), it.value());
    return wire;
}

} // namespace

Range rangeOf(const Table &table, const QString &partition, const QString &prefix, const QString &after)
{
    QString end = prefix.isEmpty() ? u"\U0010ffff"_s : prefix;
    if (!prefix.isEmpty())
        end.back() = QChar(end.back().unicode() + 1);
    // Keys hold no control characters: this is the first one behind `after`.
    const QString from = after.isEmpty() ? prefix : prefix + after + u'\x01';
    return {.table = &table, .partition = partition, .from = from.isEmpty() ? u" "_s : from, .to = end};
}

Expected<QJsonObject, DynamoError> Database::tryCall(const QByteArray &operation, const QJsonObject &input)
{
    auto answer = m_client.call(operation, input);
    if (!answer && !isAboutConditions(answer.error().error.code))
        throw Failure{QString::fromLatin1(operation) + u": "_s + answer.error().error.detail};
    return answer;
}

QJsonObject Database::call(const QByteArray &operation, const QJsonObject &input)
{
    auto answer = tryCall(operation, input);
    if (!answer)
        throw Failure{QString::fromLatin1(operation) + u": "_s + answer.error().error.detail};
    return std::move(*answer);
}

std::optional<Item> Database::get(const ItemKey &key, Read read)
{
    const QJsonObject answer = call(
        "GetItem",
        {{u"TableName"_s, key.table->name}, {u"Key"_s, key.wire()}, {u"ConsistentRead"_s, read == Read::Consistent}});
    const QJsonValue item = answer.value("Item"_L1);
    return item.isObject() ? std::optional(Item(item.toObject())) : std::nullopt;
}

std::map<ItemKey, Item> Database::get(const QList<ItemKey> &all, Read read)
{
    std::map<ItemKey, Item> found;
    if (all.size() == 1) {
        if (auto item = get(all.constFirst(), read))
            found.emplace(all.constFirst(), std::move(*item));
        return found;
    }
    for (qsizetype begin = 0; begin < all.size(); begin += readsInBatch) {
        QJsonObject request;
        std::map<QString, const Table *> tables;
        std::map<QString, QJsonArray> wanted;
        for (const ItemKey &key : all.mid(begin, readsInBatch)) {
            tables[key.table->name] = key.table;
            if (const QJsonObject wire = key.wire(); !wanted[key.table->name].contains(wire)) // named once, or refused
                wanted[key.table->name].append(wire);
        }
        for (const auto &[table, keysOfIt] : wanted)
            request.insert(table, QJsonObject{{u"Keys"_s, keysOfIt}, {u"ConsistentRead"_s, read == Read::Consistent}});
        for (int round = 0; !request.isEmpty(); ++round) {
            if (round == mostRounds)
                throw Failure{u"BatchGetItem: some of it is left over each time"_s};
            if (round > 0)
                pause(round - 1);
            const QJsonObject answer = call("BatchGetItem", {{u"RequestItems"_s, request}});
            const QJsonObject responses = answer.value("Responses"_L1).toObject();
            for (const auto &[name, table] : tables) {
                const QJsonArray items = responses.value(name).toArray();
                for (const QJsonValue &value : items) {
                    Item item(value.toObject());
                    found.insert_or_assign(keyOf(*table, item), std::move(item));
                }
            }
            request = answer.value("UnprocessedKeys"_L1).toObject();
        }
    }
    return found;
}

void Database::eachOf(const QByteArray &operation, QJsonObject input, const std::function<bool(const Item &)> &take)
{
    while (true) {
        const QJsonObject answer = call(operation, input);
        const QJsonArray items = answer.value("Items"_L1).toArray();
        for (const QJsonValue &item : items) {
            if (!take(Item(item.toObject())))
                return;
        }
        const QJsonObject last = answer.value("LastEvaluatedKey"_L1).toObject();
        if (last.isEmpty())
            return;
        input.insert(u"ExclusiveStartKey"_s, last);
    }
}

void Database::each(const Range &range, const std::function<bool(const Item &)> &take)
{
    if (range.from.toUtf8() > range.to.toUtf8()) // which DynamoDB refuses
        return;
    const auto text = [](const QString &value) { return QJsonObject{{u"S"_s, value}}; };
    QJsonObject input{
        {u"TableName"_s, range.table->name},
        {u"ConsistentRead"_s, true},
        {u"ScanIndexForward"_s, !range.descending},
        {u"KeyConditionExpression"_s, u"#p = :p AND #s BETWEEN :from AND :to"_s},
        {u"ExpressionAttributeNames"_s, QJsonObject{{u"#p"_s, range.table->partition}, {u"#s"_s, range.table->sort}}},
        {u"ExpressionAttributeValues"_s,
         QJsonObject{{u":p"_s, text(range.partition)}, {u":from"_s, text(range.from)}, {u":to"_s, text(range.to)}}}};
    if (range.most > 0)
        input.insert(u"Limit"_s, qint64{range.most});
    qsizetype left = range.most;
    eachOf("Query", input, [&](const Item &item) { return take(item) && (range.most == 0 || --left > 0); });
}

QList<Item> Database::query(const Range &range)
{
    QList<Item> items;
    each(range, [&items](const Item &item) {
        items.append(item);
        return true;
    });
    return items;
}

void Database::put(const ItemKey &key, const Item &item)
{
    call("PutItem", {{u"TableName"_s, key.table->name}, {u"Item"_s, whole(key, item)}});
}

void Database::putAll(const QList<std::pair<ItemKey, Item>> &items)
{
    QList<std::pair<QString, QJsonObject>> requests;
    for (const auto &[key, item] : items)
        requests.append({key.table->name, {{u"PutRequest"_s, QJsonObject{{u"Item"_s, whole(key, item)}}}}});
    batchWrite(requests);
}

void Database::removeAll(const QList<ItemKey> &all)
{
    QList<std::pair<QString, QJsonObject>> requests;
    for (const ItemKey &key : all)
        requests.append({key.table->name, {{u"DeleteRequest"_s, QJsonObject{{u"Key"_s, key.wire()}}}}});
    batchWrite(requests);
}

void Database::batchWrite(const QList<std::pair<QString, QJsonObject>> &requests)
{
    for (qsizetype begin = 0; begin < requests.size(); begin += writesInBatch) {
        std::map<QString, QJsonArray> byTable;
        for (const auto &[table, request] : requests.mid(begin, writesInBatch))
            byTable[table].append(request);
        QJsonObject left;
        for (const auto &[table, some] : byTable)
            left.insert(table, some);
        for (int round = 0; !left.isEmpty(); ++round) {
            if (round == mostRounds)
                throw Failure{u"BatchWriteItem: some of it is left over each time"_s};
            if (round > 0)
                pause(round - 1);
            left = call("BatchWriteItem", {{u"RequestItems"_s, left}}).value("UnprocessedItems"_L1).toObject();
        }
    }
}

ItemKey Database::keyOf(const Table &table, const Item &item)
{
    const auto named = [&item](const QString &name) {
        return item.wire().value(name).toObject().value("S"_L1).toString();
    };
    return {&table, named(table.partition), table.sort.isEmpty() ? QString() : named(table.sort)};
}

} // namespace confab::aws
