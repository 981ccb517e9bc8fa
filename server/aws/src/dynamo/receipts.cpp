// SPDX-License-Identifier: GPL-3.0-or-later
#include "stores.h"

#include <algorithm>

namespace confab::aws
{

using core::Guard;
using core::GuardFailed;
using core::Outcome;

Outcome<core::ReceiptStore::Mark> DynamoReceipts::markRead(const QString &conversation, const QString &key, qint64 seq)
{
    return change<Mark>(m_database, [&](Transaction &transaction) -> Outcome<Mark> {
        const Layout &keys = transaction.keys;
        QList<ItemKey> wanted{keys.head(conversation), keys.talk(key, conversation)};
        if (!isGroup(conversation))
            wanted.append(keys.member(conversation, key));
        transaction.load(wanted);
        // The newest only grows, and whoever leaves loses the mark with what is written here: it takes one item.
        const auto head = peekHead(transaction, conversation);
        if (!head)
            return GuardFailed{Guard::NotFound};
        if (!isGroup(conversation) && !transaction.peek(keys.member(conversation, key)))
            return GuardFailed{Guard::NotMember};
        Talk talk = talkOf(transaction.get(keys.talk(key, conversation)));
        const qint64 read = std::min(seq, head->conversation.seq);
        if (read <= talk.read)
            return Mark{talk.read, false};
        talk.read = read;
        transaction.put(keys.talk(key, conversation), toItem(talk));
        return Mark{read, true};
    });
}

qint64 DynamoReceipts::mark(const QString &conversation, const QString &key)
{
    return readOr(qint64{0}, [&] {
        const auto item = m_database.get(m_database.keys.talk(key, conversation));
        return item ? talkOf(&*item).read : 0;
    });
}

Outcome<Nothing> DynamoPrefs::set(const QString &account, const QList<protocol::Pref> &prefs)
{
    return change<Nothing>(m_database, [&](Transaction &transaction) -> Outcome<Nothing> {
        const Layout &keys = transaction.keys;
        QList<ItemKey> wanted{keys.account(account), keys.prefSums(account)};
        for (const protocol::Pref &pref : prefs)
            wanted.append(keys.pref(account, pref.key));
        transaction.load(wanted);
        const Item *known = transaction.peek(keys.account(account));
        if (!known || accountOf(*known, account).disabled)
            return GuardFailed{Guard::UnknownUser};
        const Item *sums = transaction.get(keys.prefSums(account));
        qint64 count = sums ? sums->number("count"_L1) : 0;
        qint64 bytes = sums ? sums->number("bytes"_L1) : 0;
        const auto sizeOf = [](const QString &key, const QString &value) {
            return qint64{key.toUtf8().size()} + value.toUtf8().size();
        };
        for (const protocol::Pref &pref : prefs) {
            const ItemKey key = keys.pref(account, pref.key);
            if (const Item *before = transaction.get(key)) {
                --count;
                bytes -= sizeOf(pref.key, before->text("value"_L1));
            }
            if (pref.value.isEmpty()) {
                transaction.remove(key);
                continue;
            }
            ++count;
            bytes += sizeOf(pref.key, pref.value);
            transaction.put(key, Item().setText("value"_L1, pref.value));
        }
        if (count > protocol::limits::prefsInAll || bytes > protocol::limits::prefsBytes)
            return GuardFailed{Guard::TooMuch};
        transaction.put(keys.prefSums(account), Item().setNumber("count"_L1, count).setNumber("bytes"_L1, bytes));
        return Nothing();
    });
}

} // namespace confab::aws
