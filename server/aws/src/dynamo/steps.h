// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rows.h"
#include "transaction.h"

// What several operations do inside their transactions.
namespace confab::aws
{

// The outcome of a command that was seen before; nothing for a new one.
template <class T>
[[nodiscard]] std::optional<core::Outcome<T>> answered(Transaction &transaction, const core::Stamp &stamp)
{
    if (stamp.id.isEmpty())
        return std::nullopt;
    const Item *seen = transaction.get(transaction.keys.command(stamp.account, stamp.id));
    if (!seen)
        return std::nullopt;
    if (seen->bytes("hash"_L1) != stamp.hash)
        return core::Outcome<T>(core::Conflict{});
    return core::Outcome<T>(core::Repeat{ackOf(*seen)});
}
void remember(Transaction &transaction, const core::Stamp &stamp, const protocol::Ack &ack);
// Keys of what answered() reads, for load().
[[nodiscard]] QList<ItemKey> commandKeys(const Layout &keys, const core::Stamp &stamp);

[[nodiscard]] bool isGroup(const QString &conversation);

// Nothing for one that is not there, or was deleted.
[[nodiscard]] std::optional<Head> headIn(Transaction &transaction, const QString &id);
[[nodiscard]] std::optional<Head> peekHead(Transaction &transaction, const QString &id);
void put(Transaction &transaction, const Head &head);
// The conversation takes the next rev.
void change(Head &head, const QDateTime &now);

[[nodiscard]] std::optional<Member> memberIn(Transaction &transaction, const QString &id, const QString &key);
[[nodiscard]] std::optional<AccountRow> accountIn(Transaction &transaction, const QString &key);
[[nodiscard]] bool isEnabled(Transaction &transaction, const QString &key);

// Somebody becomes a member, with nothing unread. Takes the next rev; the head is written.
void join(Transaction &transaction, Head &head, const QString &key, const QDateTime &now);

// The key of a message's own item and those of what lists it: its rev, mentions, thread, pin and files.
[[nodiscard]] QList<ItemKey> listingsOf(const Layout &keys, const protocol::Message &message);
// Writes a message, new or changed (`before` is what stood there), with what lists it.
void put(Transaction &transaction, const protocol::Message *before, const protocol::Message &message);

} // namespace confab::aws
