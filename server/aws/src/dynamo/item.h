// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QJsonObject>
#include <QString>

#include <functional>
#include <tuple>

namespace confab::aws
{

using namespace Qt::StringLiterals;

// A table, and what its keys are called.
struct Table {
    QString name;
    QString partition;
    QString sort; // empty: it has none
};

struct ItemKey {
    const Table *table = nullptr; // outlives the key
    QString partition;
    QString sort = {};

    [[nodiscard]] QJsonObject wire() const;
    bool operator==(const ItemKey &) const = default;
    bool operator<(const ItemKey &other) const
    {
        if (table != other.table)
            return std::less<>()(table, other.table);
        return std::tie(partition, sort) < std::tie(other.partition, other.sort);
    }
};

// The attributes of an item, as DynamoDB's JSON has them: each value under the name of its type. An empty text or
// false is not stored; what is not there reads as empty, 0 or false.
class Item
{
public:
    Item() = default;
    explicit Item(QJsonObject wire)
        : m_wire(std::move(wire))
    {
    }
    [[nodiscard]] const QJsonObject &wire() const { return m_wire; }

    [[nodiscard]] bool has(QLatin1StringView name) const { return m_wire.contains(name); }
    [[nodiscard]] QString text(QLatin1StringView name) const;
    [[nodiscard]] qint64 number(QLatin1StringView name) const;
    [[nodiscard]] bool flag(QLatin1StringView name) const;
    [[nodiscard]] QByteArray bytes(QLatin1StringView name) const;
    [[nodiscard]] QDateTime time(QLatin1StringView name) const; // UTC; invalid: none

    Item &setText(QLatin1StringView name, const QString &value);
    Item &setNumber(QLatin1StringView name, qint64 value);
    Item &setFlag(QLatin1StringView name, bool value);
    Item &setBytes(QLatin1StringView name, const QByteArray &value);
    Item &setTime(QLatin1StringView name, const QDateTime &value);
    // When DynamoDB may take it away: to the second.
    Item &setLapse(const QDateTime &value);

private:
    Item &set(QLatin1StringView name, QLatin1StringView type, const QJsonValue &value); // null: none

    QJsonObject m_wire;
};

// As it is kept, sorted and dumped: UTC, to the millisecond.
[[nodiscard]] QString timeText(const QDateTime &time);
// For an item's `v`: any that no other write has, so that an item which went and came again is not taken for the same;
// 53 bits, never 0.
inline constexpr auto versionName = "v"_L1;
[[nodiscard]] qint64 newVersion();
// Zero-padded, so that text sorts as numbers do.
[[nodiscard]] QString numberText(qint64 number);

} // namespace confab::aws
