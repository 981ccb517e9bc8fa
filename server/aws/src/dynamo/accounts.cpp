// SPDX-License-Identifier: GPL-3.0-or-later
#include "stores.h"

#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::aws
{

using core::Guard;
using core::GuardFailed;
using core::Outcome;

namespace
{

void write(Transaction &transaction, const AccountRow &row)
{
    transaction.put(transaction.keys.account(row.account.key), toItem(row));
    transaction.put(transaction.keys.listedAccount(row.account.key), listedItem(row.account));
}

AccountSums sumsIn(Transaction &transaction)
{
    return accountSumsOf(transaction.get(transaction.keys.accountSums()));
}

// One use of it is taken. Nothing: it is unknown, used up, expired or revoked.
std::optional<core::Invite> useInvite(Transaction &transaction, const QByteArray &hash, const QDateTime &now)
{
    const Item *code = transaction.get(transaction.keys.inviteCode(hash));
    const QString id = code ? code->text("id"_L1) : QString();
    const Item *item = code ? transaction.get(transaction.keys.invite(id)) : nullptr;
    if (!item)
        return std::nullopt;
    core::Invite invite = inviteOf(*item, id);
    if (invite.usesLeft < 1 || invite.revoked || invite.expiresAt <= now)
        return std::nullopt;
    --invite.usesLeft;
    transaction.put(transaction.keys.invite(id), toItem(invite));
    return invite;
}

} // namespace

Outcome<core::AccountStore::SignedUp> DynamoAccounts::signUp(const core::SignUpOp &op)
{
    return change<SignedUp>(m_database, [&op](Transaction &transaction) -> Outcome<SignedUp> {
        const Layout &keys = transaction.keys;
        const QString &key = op.account.key;
        const QString group = QLatin1StringView(protocol::groupConversation);
        transaction.load({keys.account(key), keys.accountSums(), keys.head(group), keys.talk(key, group)});
        SignedUp signedUp{op.account, {}};
        std::optional<Head> room;
        if (!op.inviteHash.isEmpty()) {
            const auto invite = useInvite(transaction, op.inviteHash, op.now);
            if (!invite)
                return GuardFailed{Guard::InviteUnusable};
            if (invite->makesOwner) {
                if (sumsIn(transaction).owners > 0)
                    return GuardFailed{Guard::InviteUnusable};
                signedUp.account.role = protocol::Role::Owner;
            }
            if (!invite->room.isEmpty())
                room = headIn(transaction, invite->room);
        }
        if (transaction.get(keys.account(key)))
            return GuardFailed{Guard::NameTaken};
        write(transaction, {.account = signedUp.account, .passwordHash = op.passwordHash});
        AccountSums sums = sumsIn(transaction);
        sums.count(signedUp.account, 1);
        transaction.put(keys.accountSums(), toItem(sums));
        // What was said before is nothing unread; should more be said meanwhile, that is.
        if (const auto head = peekHead(transaction, group); head && head->conversation.seq > 0) {
            Talk talk = talkOf(transaction.get(keys.talk(key, group)));
            talk.read = std::max(talk.read, head->conversation.seq);
            transaction.put(keys.talk(key, group), toItem(talk));
        }
        if (room) {
            join(transaction, *room, key, op.now);
            signedUp.joinedRoom = room->conversation.id;
        }
        return signedUp;
    });
}

std::optional<core::Account> DynamoAccounts::find(const QString &key)
{
    return readOr(std::optional<core::Account>(), [&]() -> std::optional<core::Account> {
        const auto item = m_database.get(m_database.keys.account(key));
        return item ? std::optional(accountOf(*item, key)) : std::nullopt;
    });
}

Expected<std::optional<core::Credentials>, core::Unavailable> DynamoAccounts::credentials(const QString &key)
{
    return readAll<std::optional<core::Credentials>>([&]() -> std::optional<core::Credentials> {
        const auto item = m_database.get(m_database.keys.account(key));
        if (!item)
            return std::nullopt;
        const AccountRow row = accountRowOf(*item, key);
        return core::Credentials{row.account, row.passwordHash};
    });
}

template <class Apply>
Outcome<core::Account> DynamoAccounts::update(const QString &key, Apply &&apply)
{
    return change<core::Account>(m_database, [&](Transaction &transaction) -> Outcome<core::Account> {
        auto row = accountIn(transaction, key);
        if (!row)
            return GuardFailed{Guard::UnknownUser};
        const core::Account before = row->account;
        apply(transaction, *row);
        write(transaction, *row);
        AccountSums more;
        more.count(before, -1);
        more.count(row->account, 1);
        if (more != AccountSums()) {
            AccountSums sums = sumsIn(transaction);
            sums.enabled += more.enabled;
            sums.owners += more.owners;
            transaction.put(transaction.keys.accountSums(), toItem(sums));
        }
        return row->account;
    });
}

Outcome<core::Account> DynamoAccounts::setPassword(const QString &key, const QByteArray &hash,
                                                   const QByteArray &keepToken)
{
    return update(key, [&](Transaction &transaction, AccountRow &row) {
        row.passwordHash = hash;
        DynamoSessions::endAll(transaction, row, keepToken);
    });
}

Outcome<core::Account> DynamoAccounts::rehash(const QString &key, const QByteArray &from, const QByteArray &to)
{
    return update(key, [&](Transaction &, AccountRow &row) {
        if (row.passwordHash == from)
            row.passwordHash = to;
    });
}

Outcome<core::Account> DynamoAccounts::setDisabled(const QString &key, bool disabled)
{
    return update(key, [&](Transaction &transaction, AccountRow &row) {
        row.account.disabled = disabled;
        if (disabled)
            DynamoSessions::endAll(transaction, row, {});
    });
}

Outcome<core::Account> DynamoAccounts::setRole(const QString &key, protocol::Role role)
{
    return update(key, [&](Transaction &, AccountRow &row) {
        if (std::exchange(row.account.role, role) != role)
            ++row.account.ver;
    });
}

Outcome<core::Account> DynamoAccounts::setDisplayName(const QString &key, const QString &displayName)
{
    return update(key, [&](Transaction &, AccountRow &row) {
        if (std::exchange(row.account.displayName, displayName) != displayName)
            ++row.account.ver;
    });
}

qint64 DynamoAccounts::count()
{
    return readOr(qint64{0}, [&] {
        const auto sums = m_database.get(m_database.keys.accountSums());
        return sums ? sums->number("enabled"_L1) : 0;
    });
}

Expected<core::Page<core::Account>, core::Unavailable> DynamoAccounts::list(const QString &afterKey, qsizetype limit)
{
    return readAll<core::Page<core::Account>>([&] {
        core::Page<core::Account> page;
        const Layout &keys = m_database.keys;
        Range range = rangeOf(keys.state, keys.listedAccount({}).partition, {}, afterKey);
        range.most = limit + 1;
        const QList<Item> items = m_database.query(range);
        for (const Item &item : items) {
            if (page.rows.size() == limit) {
                page.next = page.rows.constLast().key;
                break;
            }
            page.rows.append(accountOf(item, Database::keyOf(keys.state, item).sort));
        }
        return page;
    });
}

} // namespace confab::aws
