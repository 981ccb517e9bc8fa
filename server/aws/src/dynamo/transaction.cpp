// SPDX-License-Identifier: GPL-3.0-or-later
#include "transaction.h"

#include "log.h"

#include <QRandomGenerator>

namespace confab::aws
{

namespace
{

constexpr qsizetype mostItems = 100; // of a transaction, by DynamoDB's quotas

QString newToken()
{
    const auto part = [] { return QString::number(QRandomGenerator::global()->generate64(), 36); };
    return part() + u'-' + part();
}

// Whether some condition did not hold.
bool isAboutACondition(const DynamoError &error)
{
    if (error.error.code == "ConditionalCheckFailedException"_L1)
        return true;
    const QJsonArray reasons = error.body.value("CancellationReasons"_L1).toArray();
    return std::any_of(reasons.begin(), reasons.end(), [](const QJsonValue &reason) {
        return reason.toObject().value("Code"_L1) == "ConditionalCheckFailed"_L1;
    });
}

// Why a transaction was cancelled: true where doing it again may help.
bool mayHelpAgain(const DynamoError &error)
{
    if (error.error.code != "TransactionCanceledException"_L1)
        return true;
    const QJsonArray reasons = error.body.value("CancellationReasons"_L1).toArray();
    return std::all_of(reasons.begin(), reasons.end(), [](const QJsonValue &reason) {
        const QString code = reason.toObject().value("Code"_L1).toString();
        return code.isEmpty() || code == "None"_L1 || code == "ConditionalCheckFailed"_L1 ||
               code == "TransactionConflict"_L1 || code == "ThrottlingError"_L1 ||
               code == "ProvisionedThroughputExceeded"_L1;
    });
}

} // namespace

void Transaction::load(const QList<ItemKey> &wanted)
{
    QList<ItemKey> unread;
    for (const ItemKey &key : wanted) {
        const auto known = m_entries.find(key);
        if ((known == m_entries.end() || (!known->second.version && !known->second.written)) && !unread.contains(key))
            unread.append(key);
    }
    if (unread.isEmpty())
        return;
    std::map<ItemKey, Item> found = m_database.get(unread);
    for (const ItemKey &key : std::as_const(unread)) {
        Entry &entry = m_entries[key];
        entry.version = 0;
        if (const auto item = found.find(key); item != found.end()) {
            entry.version = item->second.number(versionName);
            entry.now = std::move(item->second);
        }
    }
}

Transaction::Entry &Transaction::read(const ItemKey &key)
{
    load({key});
    return m_entries[key];
}

const Item *Transaction::get(const ItemKey &key)
{
    Entry &entry = read(key);
    entry.guarded = true;
    return entry.now ? &*entry.now : nullptr;
}

const Item *Transaction::peek(const ItemKey &key)
{
    const Entry &entry = read(key);
    return entry.now ? &*entry.now : nullptr;
}

void Transaction::put(const ItemKey &key, Item item)
{
    Entry &entry = m_entries[key];
    entry.now = std::move(item);
    entry.written = true;
}

void Transaction::remove(const ItemKey &key)
{
    Entry &entry = m_entries[key];
    entry.now.reset();
    entry.written = true;
}

QJsonObject Transaction::requestOf(const ItemKey &key, const Entry &entry, qint64 stamp) const
{
    QJsonObject request{{u"TableName"_s, key.table->name}};
    if (entry.written && entry.now) {
        Item item = *entry.now;
        item.setNumber(versionName, stamp);
        QJsonObject wire = item.wire();
        const QJsonObject named = key.wire();
        for (auto it = named.begin(); it != named.end(); ++it)
            wire.insert(it.key(), it.value());
        request.insert(u"Item"_s, wire);
    } else {
        request.insert(u"Key"_s, key.wire());
    }
    if (!entry.version)
        return request;
    if (*entry.version == 0) {
        request.insert(u"ConditionExpression"_s, u"attribute_not_exists(%1)"_s.arg(key.table->partition));
    } else {
        request.insert(u"ConditionExpression"_s, u"v = :v"_s);
        request.insert(u"ExpressionAttributeValues"_s,
                       QJsonObject{{u":v"_s, QJsonObject{{u"N"_s, QString::number(*entry.version)}}}});
    }
    return request;
}

bool Transaction::commit()
{
    const qint64 stamp = newVersion();
    QJsonArray items;
    QList<ItemKey> written;
    int writes = 0;
    for (const auto &[key, entry] : m_entries) {
        // What was not there and goes has only to stay away.
        const bool writesIt = entry.written && (entry.now || entry.version.value_or(1) != 0);
        if (!writesIt && !entry.guarded)
            continue;
        const QString verb = !writesIt ? u"ConditionCheck"_s : entry.now ? u"Put"_s : u"Delete"_s;
        items.append(QJsonObject{{verb, requestOf(key, entry, stamp)}});
        writes += writesIt ? 1 : 0;
        if (!writesIt || !entry.now)
            continue;
        // One that is new and nobody writes again tells it alone.
        if (key.sort.startsWith("cmd#"_L1))
            written = {key};
        else if (written.isEmpty() || !written.constFirst().sort.startsWith("cmd#"_L1))
            written.append(key);
    }
    if (writes == 0) {
        finish();
        return true;
    }
    if (items.size() > mostItems)
        throw Failure{u"a transaction of %1 items"_s.arg(items.size())};
    const auto answer = [&] {
        if (items.size() > 1)
            return m_database.tryCall("TransactWriteItems",
                                      {{u"TransactItems"_s, items}, {u"ClientRequestToken"_s, newToken()}});
        // One item needs no transaction, which costs twice as much.
        const QJsonObject only = items.first().toObject();
        return m_database.tryCall(only.contains("Put"_L1) ? "PutItem" : "DeleteItem", only.begin()->toObject());
    }();
    if (!answer) {
        // What stands in the way may be what this wrote itself: a try that was not answered may have been done, and Qt
        // sends a request anew, and tells nobody, where a connection ends without an answer.
        const bool mayBeOurs = answer.error().mayBeDone || isAboutACondition(answer.error());
        if (!mayBeOurs || !isDone(written, stamp)) {
            if (!mayHelpAgain(answer.error()))
                throw Failure{answer.error().error.detail};
            return false;
        }
    }
    finish();
    return true;
}

bool Transaction::isDone(const QList<ItemKey> &written, qint64 stamp)
{
    const std::map<ItemKey, Item> found = m_database.get(written);
    return std::any_of(found.begin(), found.end(),
                       [stamp](const auto &entry) { return entry.second.number(versionName) == stamp; });
}

void Transaction::finish()
{
    for (const std::function<void()> &work : std::as_const(m_afterwards)) {
        try {
            work();
        } catch (const Failure &failure) {
            qCWarning(lcDynamo, "what a change leaves behind was not cleared: %ls", qUtf16Printable(failure.reason));
        }
    }
}

} // namespace confab::aws
