// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps.h"

#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::aws
{

namespace
{

// Of one message, inside its transaction. A text of 8 KiB could call more people than a transaction has items.
constexpr qsizetype mostMentions = 20;

QList<ItemKey> mentionsOf(const Layout &keys, const protocol::Message &message)
{
    QList<ItemKey> mentions;
    for (const QString &name : message.mentions) {
        const ItemKey key = keys.mention(message.conversation, protocol::keyOf(name), message.seq);
        if (!mentions.contains(key))
            mentions.append(key);
    }
    return mentions;
}

Item revisionItem(const protocol::Message &message)
{
    return Item().setNumber("seq"_L1, message.seq);
}

std::optional<Head> thereIn(const Item *item, const QString &id)
{
    if (!item)
        return std::nullopt;
    Head head = headOf(*item, id);
    return head.isThere() ? std::optional(std::move(head)) : std::nullopt;
}

} // namespace

void remember(Transaction &transaction, const core::Stamp &stamp, const protocol::Ack &ack)
{
    if (!stamp.id.isEmpty())
        transaction.put(transaction.keys.command(stamp.account, stamp.id), commandItem(stamp, ack));
}

QList<ItemKey> commandKeys(const Layout &keys, const core::Stamp &stamp)
{
    return stamp.id.isEmpty() ? QList<ItemKey>() : QList<ItemKey>{keys.command(stamp.account, stamp.id)};
}

bool isGroup(const QString &conversation)
{
    return conversation == protocol::groupConversation;
}

std::optional<Head> headIn(Transaction &transaction, const QString &id)
{
    return thereIn(transaction.get(transaction.keys.head(id)), id);
}

std::optional<Head> peekHead(Transaction &transaction, const QString &id)
{
    return thereIn(transaction.peek(transaction.keys.head(id)), id);
}

void put(Transaction &transaction, const Head &head)
{
    transaction.put(transaction.keys.head(head.conversation.id), toItem(head));
}

void change(Head &head, const QDateTime &now)
{
    ++head.conversation.rev;
    head.changedAt = head.changedAt.isValid() ? std::max(head.changedAt, now) : now;
}

std::optional<Member> memberIn(Transaction &transaction, const QString &id, const QString &key)
{
    const Item *item = transaction.get(transaction.keys.member(id, key));
    return item ? std::optional(memberOf(*item)) : std::nullopt;
}

std::optional<AccountRow> accountIn(Transaction &transaction, const QString &key)
{
    const Item *item = transaction.get(transaction.keys.account(key));
    return item ? std::optional(accountRowOf(*item, key)) : std::nullopt;
}

bool isEnabled(Transaction &transaction, const QString &key)
{
    const auto row = accountIn(transaction, key);
    return row && !row->account.disabled;
}

void join(Transaction &transaction, Head &head, const QString &key, const QDateTime &now)
{
    const QString &id = head.conversation.id;
    change(head, now);
    ++head.conversation.memberCount;
    put(transaction, head);
    transaction.put(transaction.keys.member(id, key), toItem(Member{.joined = head.conversation.rev}));
    transaction.put(transaction.keys.talk(key, id), toItem(Talk{.member = true, .read = head.conversation.seq}));
}

QList<ItemKey> listingsOf(const Layout &keys, const protocol::Message &message)
{
    const QString &id = message.conversation;
    QList<ItemKey> all{keys.revision(id, message.rev)};
    all += mentionsOf(keys, message);
    if (message.thread > 0)
        all.append(keys.reply(id, message.thread, message.seq));
    if (message.pinned)
        all.append(keys.pin(id, message.seq));
    if (!message.attachments.isEmpty())
        all.append(keys.withFiles(id, message.seq));
    return all;
}

void put(Transaction &transaction, const protocol::Message *before, const protocol::Message &message)
{
    const Layout &keys = transaction.keys;
    transaction.put(keys.message(message.conversation, message.seq), toItem(message));
    // None of these is read: whoever writes one of them moves the head or the message as well.
    const QList<ItemKey> old = before ? listingsOf(keys, *before) : QList<ItemKey>();
    const QList<ItemKey> now = listingsOf(keys, message);
    qsizetype mentions = 0;
    QList<ItemKey> lateGone;
    QList<std::pair<ItemKey, Item>> late;
    for (const ItemKey &key : old) {
        if (now.contains(key))
            continue;
        if (key.sort.startsWith("men#"_L1) && ++mentions > mostMentions)
            lateGone.append(key);
        else
            transaction.remove(key);
    }
    for (const ItemKey &key : now) {
        if (old.contains(key))
            continue;
        const Item item = key.sort.startsWith("rev#"_L1) ? revisionItem(message) : Item();
        if (key.sort.startsWith("men#"_L1) && ++mentions > mostMentions)
            late.append({key, item});
        else
            transaction.put(key, item);
    }
    if (!late.isEmpty() || !lateGone.isEmpty())
        transaction.afterwards([&database = transaction.database(), late, lateGone] {
            database.putAll(late);
            database.removeAll(lateGone);
        });
}

} // namespace confab::aws
