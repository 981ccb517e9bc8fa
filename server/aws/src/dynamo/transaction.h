// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include <confab/core/outcome.h>

#include <functional>
#include <map>
#include <optional>

namespace confab::aws
{

// What one operation reads and is going to write. Each write of an item gives it a stamp `v` that no other write has;
// at the end everything is written in one TransactWriteItems, in which each item that was read must still have the
// stamp that it had, or still be missing. Throws Failure.
class Transaction
{
public:
    explicit Transaction(Database &database)
        : keys(database.keys)
        , m_database(database)
    {
    }

    const Layout &keys;
    [[nodiscard]] Database &database() { return m_database; }

    // Reads several in one round trip, for get() and peek().
    void load(const QList<ItemKey> &keys);
    // As it will be; nothing where there is none. What is read so must not change before the end.
    [[nodiscard]] const Item *get(const ItemKey &key);
    // As it was a moment ago, which is enough: it may change meanwhile, unless it is written here.
    [[nodiscard]] const Item *peek(const ItemKey &key);

    // An item that was not read is written whatever was there: only where another one's condition sees to it that
    // nobody else does.
    void put(const ItemKey &key, Item item);
    void remove(const ItemKey &key);
    // After it was written. What fails in there is logged, and changes no outcome.
    void afterwards(std::function<void()> work) { m_afterwards.append(std::move(work)); }

    // False: something that was read has changed meanwhile, and nothing was written.
    [[nodiscard]] bool commit();

private:
    struct Entry {
        std::optional<Item> now;
        std::optional<qint64> version; // as read, 0: it was not there; none: not read
        bool guarded = false;
        bool written = false;
    };
    [[nodiscard]] Entry &read(const ItemKey &key);
    [[nodiscard]] QJsonObject requestOf(const ItemKey &key, const Entry &entry, qint64 stamp) const;
    [[nodiscard]] bool isDone(const QList<ItemKey> &written, qint64 stamp);
    void finish();

    Database &m_database;
    std::map<ItemKey, Entry> m_entries;
    QList<std::function<void()>> m_afterwards;
};

inline constexpr int mostTries = 8; // of a transaction that meets others

// Runs an operation, which gets a Transaction and gives an Outcome<T>, until it is written. What is not done writes
// nothing.
template <class T, class Operation>
[[nodiscard]] core::Outcome<T> change(Database &database, Operation &&operation)
{
    try {
        for (int tries = 0; tries < mostTries; ++tries) {
            if (tries > 0)
                database.pause(tries - 1);
            Transaction transaction(database);
            core::Outcome<T> outcome = operation(transaction);
            if (!std::holds_alternative<T>(outcome) || transaction.commit())
                return outcome;
        }
        return core::Unavailable{u"others wrote there each time"_s};
    } catch (const Failure &failure) {
        return core::Unavailable{failure.reason};
    }
}

} // namespace confab::aws
