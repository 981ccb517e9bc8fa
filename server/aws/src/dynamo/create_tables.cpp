// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/dynamo_tables.h>

#include <QDeadlineTimer>
#include <QJsonArray>
#include <QThread>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::chrono::seconds longestWait{60};
constexpr std::chrono::milliseconds betweenLooks{200};

struct Attribute {
    QString name;
    QString type = u"S"_s;
};
using Keys = QList<Attribute>; // the partition's, then, where there is one, the sort key

QJsonArray schemaOf(const Keys &keys)
{
    QJsonArray schema;
    for (const Attribute &key : keys)
        schema.append(
            QJsonObject{{u"AttributeName"_s, key.name}, {u"KeyType"_s, schema.isEmpty() ? u"HASH"_s : u"RANGE"_s}});
    return schema;
}

QJsonObject tableOf(const QString &name, const Keys &keys, const QList<std::pair<QString, Keys>> &indexes)
{
    Keys attributes = keys;
    QJsonArray made;
    for (const auto &[index, own] : indexes) {
        attributes += own;
        made.append(QJsonObject{{u"IndexName"_s, index},
                                {u"KeySchema"_s, schemaOf(own)},
                                {u"Projection"_s, QJsonObject{{u"ProjectionType"_s, u"ALL"_s}}}});
    }
    QJsonArray definitions;
    for (const Attribute &attribute : attributes)
        definitions.append(QJsonObject{{u"AttributeName"_s, attribute.name}, {u"AttributeType"_s, attribute.type}});
    QJsonObject table{{u"TableName"_s, name},
                      {u"KeySchema"_s, schemaOf(keys)},
                      {u"AttributeDefinitions"_s, definitions},
                      {u"BillingMode"_s, u"PAY_PER_REQUEST"_s}};
    if (!made.isEmpty())
        table.insert(u"GlobalSecondaryIndexes"_s, made);
    return table;
}

std::optional<DynamoError> waitUntilActive(DynamoClient &client, const QString &name)
{
    const QDeadlineTimer deadline(longestWait);
    while (true) {
        const auto told = client.call("DescribeTable", {{u"TableName"_s, name}});
        // Right after it was asked for it may not be known yet.
        if (!told && told.error().error.code != "ResourceNotFoundException"_L1)
            return told.error();
        if (told && told->value("Table"_L1).toObject().value("TableStatus"_L1) == "ACTIVE"_L1)
            return std::nullopt;
        if (deadline.hasExpired())
            return DynamoError{.error = {.kind = ErrorKind::TimedOut, .detail = u"Table %1 is not ready."_s.arg(name)},
                               .body = {}};
        QThread::msleep(static_cast<unsigned long>(betweenLooks.count()));
    }
}

} // namespace

std::optional<DynamoError> createTables(DynamoClient &client, const DynamoTables &tables)
{
    const QList<QJsonObject> wanted{
        tableOf(tables.connections, {{u"connectionId"_s}}, {{u"byShard"_s, {{u"shard"_s, u"N"_s}}}}),
        tableOf(tables.history, {{u"chatId"_s}, {u"timestamp"_s}}, {}),
        tableOf(tables.state, {{u"pk"_s}, {u"sk"_s}}, {})};
    for (const QJsonObject &table : wanted) {
        if (const auto made = client.call("CreateTable", table); !made)
            return made.error();
    }
    for (const QString &name : {tables.connections, tables.history, tables.state}) {
        if (auto error = waitUntilActive(client, name))
            return error;
    }
    for (const QString &name : {tables.connections, tables.state}) {
        const QJsonObject lapses{{u"AttributeName"_s, u"ttl"_s}, {u"Enabled"_s, true}};
        const auto told =
            client.call("UpdateTimeToLive", {{u"TableName"_s, name}, {u"TimeToLiveSpecification"_s, lapses}});
        if (!told)
            return told.error();
    }
    return std::nullopt;
}

std::optional<DynamoError> deleteTables(DynamoClient &client, const DynamoTables &tables)
{
    for (const QString &name : {tables.connections, tables.history, tables.state}) {
        if (const auto gone = client.call("DeleteTable", {{u"TableName"_s, name}}); !gone)
            return gone.error();
    }
    return std::nullopt;
}

} // namespace confab::aws
