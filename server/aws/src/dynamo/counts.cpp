// SPDX-License-Identifier: GPL-3.0-or-later
#include "stores.h"

#include <cmath>

namespace confab::aws
{

using core::Unavailable;

namespace
{

// Longer than any clock is wrong.
constexpr qint64 lapseSeconds = 3600;

QJsonObject number(qint64 value)
{
    return {{u"N"_s, QString::number(value)}};
}

qint64 inMs(const QDateTime &time)
{
    return time.toMSecsSinceEpoch();
}

// One UpdateItem. Names stand behind '#', as many of them are words of DynamoDB's own.
struct Update {
    QString what;
    QString condition;
    QHash<QString, qint64> values; // by their names, without the colon
};

// The item as it is then, or nothing where the condition does not hold. Where an answer is lost it may be done twice: a
// count is then one too many, which bounds no worse.
std::optional<Item> updated(Database &database, const ItemKey &key, const Update &update)
{
    QJsonObject names;
    for (const QString &name : {u"full"_s, u"tries"_s, u"last"_s, u"ttl"_s}) {
        if ((update.what + update.condition).contains(u'#' + name))
            names.insert(u'#' + name, name);
    }
    QJsonObject values;
    for (auto it = update.values.begin(); it != update.values.end(); ++it)
        values.insert(u':' + it.key(), number(*it));
    const auto answer = database.tryCall("UpdateItem", {{u"TableName"_s, key.table->name},
                                                        {u"Key"_s, key.wire()},
                                                        {u"UpdateExpression"_s, update.what},
                                                        {u"ConditionExpression"_s, update.condition},
                                                        {u"ExpressionAttributeNames"_s, names},
                                                        {u"ExpressionAttributeValues"_s, values},
                                                        {u"ReturnValues"_s, u"ALL_NEW"_s}});
    return answer ? std::optional(Item(answer->value("Attributes"_L1).toObject())) : std::nullopt;
}

} // namespace

// What is kept is when the bucket is full again: an empty one as long from now as it takes to fill.
Expected<qint64, Unavailable> DynamoCounts::take(const QString &name, const Rate &rate, const QDateTime &now)
{
    return readAll<qint64>([&]() -> qint64 {
        const ItemKey key = m_database.keys.rate(name, u"bucket"_s);
        const auto one = static_cast<qint64>(std::ceil(1000 / rate.perSecond));
        const auto all = static_cast<qint64>(std::ceil(rate.atOnce * 1000 / rate.perSecond));
        const qint64 lapse = now.addMSecs(all).toSecsSinceEpoch() + lapseSeconds;
        if (updated(m_database, key,
                    {.what = u"SET #full = :then, #ttl = :lapse"_s,
                     .condition = u"attribute_not_exists(#full) OR #full <= :now"_s,
                     .values = {{u"now"_s, inMs(now)}, {u"lapse"_s, lapse}, {u"then"_s, inMs(now) + one}}}))
            return 0;
        if (updated(m_database, key,
                    {.what = u"SET #ttl = :lapse ADD #full :one"_s,
                     .condition = u"#full <= :most"_s,
                     .values = {{u"one"_s, one}, {u"lapse"_s, lapse}, {u"most"_s, inMs(now) + all - one}}}))
            return 0;
        return one;
    });
}

Expected<QList<DynamoCounts::Tries>, Unavailable> DynamoCounts::tries(const QStringList &names, const QDateTime &since)
{
    return readAll<QList<Tries>>([&] {
        QList<ItemKey> wanted;
        for (const QString &name : names)
            wanted.append(m_database.keys.rate(name, u"tries"_s));
        const std::map<ItemKey, Item> found = m_database.get(wanted);
        QList<Tries> all;
        for (const ItemKey &key : std::as_const(wanted)) {
            const auto item = found.find(key);
            Tries tries;
            if (item != found.end() && item->second.number("last"_L1) > inMs(since)) {
                tries.count = item->second.number("tries"_L1);
                tries.last = QDateTime::fromMSecsSinceEpoch(item->second.number("last"_L1)).toUTC();
            }
            all.append(tries);
        }
        return all;
    });
}

Expected<qint64, Unavailable> DynamoCounts::addTry(const QString &name, const QDateTime &now, const QDateTime &since)
{
    return readAll<qint64>([&]() -> qint64 {
        const ItemKey key = m_database.keys.rate(name, u"tries"_s);
        const QHash<QString, qint64> values{{u"one"_s, 1},
                                            {u"now"_s, inMs(now)},
                                            {u"since"_s, inMs(since)},
                                            {u"lapse"_s, now.toSecsSinceEpoch() + since.secsTo(now) + lapseSeconds}};
        // Whoever comes between the two has begun anew, and is added to.
        if (updated(m_database, key,
                    {.what = u"SET #tries = :one, #last = :now, #ttl = :lapse"_s,
                     .condition = u"attribute_not_exists(#last) OR #last <= :since"_s,
                     .values = values}))
            return 1;
        const auto counted = updated(m_database, key,
                                     {.what = u"SET #last = :now, #ttl = :lapse ADD #tries :one"_s,
                                      .condition = u"#last > :since"_s,
                                      .values = values});
        if (!counted)
            throw Failure{u"a count was forgotten while it was added to"_s};
        return counted->number("tries"_L1);
    });
}

Expected<Nothing, Unavailable> DynamoCounts::takeBackTry(const QString &name)
{
    return readAll<Nothing>([&] {
        (void)updated(m_database, m_database.keys.rate(name, u"tries"_s),
                      {.what = u"ADD #tries :less"_s,
                       .condition = u"#tries > :none"_s,
                       .values = {{u"less"_s, -1}, {u"none"_s, 0}}});
        return Nothing();
    });
}

Expected<Nothing, Unavailable> DynamoCounts::forgetTries(const QString &name)
{
    return readAll<Nothing>([&] {
        const ItemKey key = m_database.keys.rate(name, u"tries"_s);
        m_database.call("DeleteItem", {{u"TableName"_s, key.table->name}, {u"Key"_s, key.wire()}});
        return Nothing();
    });
}

} // namespace confab::aws
