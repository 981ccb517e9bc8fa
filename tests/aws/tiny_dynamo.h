// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http_stub.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QThread>

#include <map>
#include <memory>
#include <optional>

namespace confab::tests
{

using namespace Qt::StringLiterals;

// As much of DynamoDB as the store asks for when it writes and reads a message, with faults on order. Items lie in one
// map; conditions are the two that the store makes.
class TinyDynamo final
{
public:
    enum class Fault {
        Busy,      // ProvisionedThroughputExceeded; nothing is done
        Failing,   // 500; nothing is done
        Lost,      // done, and the connection ends without an answer
        Silent,    // done, and no answer comes
        Garbage,   // done, and what comes is no answer
        Conflict,  // TransactionCanceled because of another transaction; nothing is done
        Refused,   // TransactionCanceled because of what doing it again will not mend
        Leftovers, // of a batch only the first is done, the rest given back
    };

    TinyDynamo()
        : m_http([this](const HttpStub::Request &request) { return answerTo(request); })
    {
        m_http.byHand = [this](const HttpStub::Request &request, QSslSocket &socket) {
            const QByteArray answer = answerTo(request);
            if (!m_silent)
                socket.write(answer); // empty: the end alone
            if (!m_silent)
                socket.disconnectFromHost();
        };
    }

    [[nodiscard]] QString address() const { return m_http.address(); }
    // The next requests of that kind meet it, so many of them.
    void fault(const QString &operation, Fault fault, int times = 1) { m_faults[operation] = {fault, times}; }
    [[nodiscard]] int count(const QString &operation) const { return m_counts.value(operation); }
    [[nodiscard]] std::size_t items() const { return m_items.size(); }
    // What was asked last of that kind.
    [[nodiscard]] QJsonObject lastOf(const QString &operation) const { return m_last.value(operation); }
    // Whether a ClientRequestToken that was seen is answered as before, as DynamoDB does for ten minutes.
    bool knowsTokens = true;
    // Of an answer to a query, as of DynamoDB's after a megabyte. 0: whatever is asked for.
    qsizetype pageSize = 0;

private:
    using Key = QByteArray;

    static QByteArray json(const QJsonObject &object) { return QJsonDocument(object).toJson(QJsonDocument::Compact); }
    static QByteArray ok(const QJsonObject &object) { return HttpStub::answer(200, json(object)); }
    static QByteArray error(const QString &code, QJsonObject more = {}, int status = 400)
    {
        more.insert(u"__type"_s, u"com.amazonaws.dynamodb.v20120810#"_s + code);
        return HttpStub::answer(status, json(more));
    }
    static QByteArray cancelled(const QString &reason)
    {
        const QJsonArray reasons{QJsonObject{{u"Code"_s, u"None"_s}}, QJsonObject{{u"Code"_s, reason}}};
        return error(u"TransactionCanceledException"_s, {{u"CancellationReasons"_s, reasons}});
    }
    static Key keyOf(const QString &table, const QJsonObject &item)
    {
        QByteArray key = table.toUtf8();
        for (const QString &name : {u"connectionId"_s, u"chatId"_s, u"timestamp"_s, u"pk"_s, u"sk"_s})
            key += '\0' + item.value(name).toObject().value("S"_L1).toString().toUtf8(); // below any sign of a key
        return key;
    }

    QByteArray answerTo(const HttpStub::Request &http)
    {
        const QString operation = QString::fromLatin1(http.header("X-Amz-Target")).section(u'.', 1);
        const QJsonObject request = QJsonDocument::fromJson(http.body).object();
        ++m_counts[operation];
        m_last[operation] = request;
        m_silent = false;
        std::optional<Fault> fault;
        if (auto &ordered = m_faults[operation]; ordered.second > 0) {
            --ordered.second;
            fault = ordered.first;
        }
        if (fault == Fault::Busy)
            return error(u"ProvisionedThroughputExceededException"_s);
        if (fault == Fault::Failing)
            return error(u"InternalServerError"_s, {}, 500);
        if (fault == Fault::Conflict)
            return cancelled(u"TransactionConflict"_s);
        if (fault == Fault::Refused)
            return cancelled(u"ValidationError"_s);
        const QByteArray answer = done(operation, request, fault == Fault::Leftovers);
        if (fault == Fault::Lost)
            return {};
        m_silent = fault == Fault::Silent;
        return fault == Fault::Garbage ? HttpStub::answer(200, "<html>no</html>") : answer;
    }

    QByteArray done(const QString &operation, const QJsonObject &request, bool leftovers)
    {
        const QString table = request.value("TableName"_L1).toString();
        if (operation == "GetItem"_L1) {
            const auto found = m_items.find(keyOf(table, request.value("Key"_L1).toObject()));
            return ok(found == m_items.end() ? QJsonObject() : QJsonObject{{u"Item"_s, found->second}});
        }
        if (operation == "BatchGetItem"_L1)
            return batchGet(request.value("RequestItems"_L1).toObject(), leftovers);
        if (operation == "BatchWriteItem"_L1)
            return batchWrite(request.value("RequestItems"_L1).toObject(), leftovers);
        if (operation == "Query"_L1)
            return query(table, request);
        if (operation == "TransactWriteItems"_L1)
            return transact(request);
        if (operation == "PutItem"_L1 || operation == "DeleteItem"_L1) {
            if (!holds(request))
                return error(u"ConditionalCheckFailedException"_s);
            write(request);
            return ok({});
        }
        return error(u"UnknownOperationException"_s);
    }

    QByteArray batchGet(const QJsonObject &tables, bool leftovers)
    {
        QJsonObject responses;
        QJsonObject unprocessed;
        for (auto it = tables.begin(); it != tables.end(); ++it) {
            QJsonArray found;
            QJsonArray left;
            const QJsonArray keys = it.value().toObject().value("Keys"_L1).toArray();
            for (qsizetype i = 0; i < keys.size(); ++i) {
                if (leftovers && i > 0) {
                    left.append(keys.at(i));
                    continue;
                }
                const auto item = m_items.find(keyOf(it.key(), keys.at(i).toObject()));
                if (item != m_items.end())
                    found.append(item->second);
            }
            responses.insert(it.key(), found);
            if (!left.isEmpty())
                unprocessed.insert(it.key(), QJsonObject{{u"Keys"_s, left}, {u"ConsistentRead"_s, true}});
        }
        return ok({{u"Responses"_s, responses}, {u"UnprocessedKeys"_s, unprocessed}});
    }

    QByteArray batchWrite(const QJsonObject &tables, bool leftovers)
    {
        QJsonObject unprocessed;
        for (auto it = tables.begin(); it != tables.end(); ++it) {
            const QJsonArray requests = it.value().toArray();
            QJsonArray left;
            for (qsizetype i = 0; i < requests.size(); ++i) {
                if (leftovers && i > 0) {
                    left.append(requests.at(i));
                    continue;
                }
                QJsonObject one = requests.at(i).toObject().begin()->toObject();
                one.insert(u"TableName"_s, it.key());
                write(one);
            }
            if (!left.isEmpty())
                unprocessed.insert(it.key(), left);
        }
        return ok({{u"UnprocessedItems"_s, unprocessed}});
    }

    QByteArray query(const QString &table, const QJsonObject &request)
    {
        const QJsonObject values = request.value("ExpressionAttributeValues"_L1).toObject();
        const QJsonObject names = request.value("ExpressionAttributeNames"_L1).toObject();
        const auto bound = [&](const QString &value) {
            return keyOf(table, {{names.value("#p"_L1).toString(), values.value(":p"_L1)},
                                 {names.value("#s"_L1).toString(), values.value(value)}});
        };
        QList<QJsonObject> found;
        if (request.contains("IndexName"_L1)) {
            const QString attribute = names.begin()->toString();
            for (const auto &[key, item] : m_items) {
                if (key.startsWith(table.toUtf8() + '\0') && item.value(attribute) == *values.begin())
                    found.append(item);
            }
        } else {
            for (auto it = m_items.lower_bound(bound(u":from"_s)); it != m_items.upper_bound(bound(u":to"_s)); ++it)
                found.append(it->second);
        }
        if (!request.value("ScanIndexForward"_L1).toBool(true))
            std::reverse(found.begin(), found.end());
        return ok(pageOf(table, request, found));
    }
    QJsonObject pageOf(const QString &table, const QJsonObject &request, QList<QJsonObject> found) const
    {
        if (request.contains("ExclusiveStartKey"_L1)) {
            const Key last = keyOf(table, request.value("ExclusiveStartKey"_L1).toObject());
            const auto at = std::find_if(found.begin(), found.end(),
                                         [&](const QJsonObject &item) { return keyOf(table, item) == last; });
            found.erase(found.begin(), at == found.end() ? at : at + 1);
        }
        const qsizetype limit = request.value("Limit"_L1).toInteger(found.size());
        const qsizetype most = pageSize > 0 ? std::min(limit, pageSize) : limit;
        QJsonArray items;
        for (const QJsonObject &item : found.first(std::min(most, found.size())))
            items.append(item);
        if (items.size() == found.size())
            return {{u"Items"_s, items}};
        QJsonObject last;
        for (const QString &name : {u"connectionId"_s, u"chatId"_s, u"timestamp"_s, u"pk"_s, u"sk"_s, u"shard"_s}) {
            if (items.last().toObject().contains(name))
                last.insert(name, items.last().toObject().value(name));
        }
        return {{u"Items"_s, items}, {u"LastEvaluatedKey"_s, last}};
    }

    QByteArray transact(const QJsonObject &request)
    {
        const QString token = request.value("ClientRequestToken"_L1).toString();
        if (knowsTokens && m_tokens.contains(token))
            return ok({});
        const QJsonArray items = request.value("TransactItems"_L1).toArray();
        for (const QJsonValue &item : items) {
            if (!holds(item.toObject().begin()->toObject()))
                return cancelled(u"ConditionalCheckFailed"_s);
        }
        for (const QJsonValue &item : items) {
            if (!item.toObject().contains("ConditionCheck"_L1))
                write(item.toObject().begin()->toObject());
        }
        m_tokens.append(token);
        return ok({});
    }

    [[nodiscard]] bool holds(const QJsonObject &one) const
    {
        const QString condition = one.value("ConditionExpression"_L1).toString();
        const QJsonObject key = one.value(one.contains("Item"_L1) ? "Item"_L1 : "Key"_L1).toObject();
        const auto found = m_items.find(keyOf(one.value("TableName"_L1).toString(), key));
        if (condition.isEmpty())
            return true;
        if (condition.startsWith("attribute_not_exists("_L1))
            return found == m_items.end();
        return condition == "v = :v"_L1 && found != m_items.end() &&
               found->second.value("v"_L1) == one.value("ExpressionAttributeValues"_L1).toObject().value(":v"_L1);
    }
    void write(const QJsonObject &one)
    {
        const QString table = one.value("TableName"_L1).toString();
        if (one.contains("Item"_L1))
            m_items[keyOf(table, one.value("Item"_L1).toObject())] = one.value("Item"_L1).toObject();
        else
            m_items.erase(keyOf(table, one.value("Key"_L1).toObject()));
    }

    std::map<Key, QJsonObject> m_items;
    QMap<QString, std::pair<Fault, int>> m_faults;
    QMap<QString, int> m_counts;
    QMap<QString, QJsonObject> m_last;
    QStringList m_tokens;
    bool m_silent = false;
    HttpStub m_http;
};

// Done on a thread of its own, while this one answers as a TinyDynamo that lives on it.
template <class Work>
auto apart(Work work)
{
    std::optional<decltype(work())> result;
    QEventLoop loop;
    const std::unique_ptr<QThread> thread(QThread::create([&] { result.emplace(work()); }));
    QObject::connect(thread.get(), &QThread::finished, &loop, &QEventLoop::quit);
    thread->start();
    loop.exec();
    thread->wait();
    return std::move(*result);
}

} // namespace confab::tests
