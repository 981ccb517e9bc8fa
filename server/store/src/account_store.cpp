// SPDX-License-Identifier: GPL-3.0-or-later
#include "account_store.h"

#include <confab/protocol/names.h>

namespace confab::store
{

SqliteAccountStore::SqliteAccountStore(Context &context)
    : m_context(context)
    , m_useInvite(context.database, u"UPDATE invite SET uses_left = uses_left - 1 WHERE code = ? AND uses_left > 0 "
                                    "AND revoked = 0 AND expires_at > ? RETURNING room"_s)
    , m_endSessions(context.database, u"DELETE FROM session WHERE key = ? AND token <> ?"_s)
{
}

std::optional<QString> SqliteAccountStore::useInvite(const QByteArray &codeHash, const QDateTime &now)
{
    Rows rows = m_useInvite.rows(codeHash, now);
    if (!rows.next())
        return std::nullopt;
    return rows.text(0);
}

core::Outcome<core::AccountStore::SignedUp> SqliteAccountStore::signUp(const core::SignUpOp &op)
{
    return m_context.writer.change<SignedUp>([&]() -> core::Outcome<SignedUp> {
        QString room;
        if (!op.inviteHash.isEmpty()) {
            const auto usable = useInvite(op.inviteHash, op.now);
            if (!usable)
                return core::GuardFailed{core::Guard::InviteUnusable};
            room = *usable;
        }
        if (m_context.accounts.find(op.account.key))
            return core::GuardFailed{core::Guard::NameTaken};
        m_context.accounts.insert(op.account, op.passwordHash);

        ConversationTable &conversations = m_context.conversations;
        const QString group = QLatin1StringView(protocol::groupConversation);
        if (const auto everyone = conversations.find(group))
            conversations.raiseMark(group, op.account.key, everyone->conversation.seq);

        SignedUp signedUp{op.account, {}};
        // A room that was deleted meanwhile does not keep anybody out.
        if (const auto joined = room.isEmpty() ? std::nullopt : conversations.find(room)) {
            (void)m_context.join(*joined, op.account.key, op.now);
            signedUp.joinedRoom = room;
        }
        return signedUp;
    });
}

std::optional<core::Account> SqliteAccountStore::find(const QString &key)
{
    return m_context.read(std::optional<core::Account>(), [&] { return m_context.accounts.find(key); });
}

Expected<std::optional<core::Credentials>, core::Unavailable> SqliteAccountStore::credentials(const QString &key)
{
    return m_context.readAll<std::optional<core::Credentials>>([&] { return m_context.accounts.credentials(key); });
}

template <class Change>
core::Outcome<core::Account> SqliteAccountStore::change(const QString &key, Change &&apply)
{
    return m_context.writer.change<core::Account>([&]() -> core::Outcome<core::Account> {
        auto account = m_context.accounts.find(key);
        if (!account)
            return core::GuardFailed{core::Guard::UnknownUser};
        apply(*account);
        m_context.accounts.update(*account);
        return *account;
    });
}

core::Outcome<core::Account> SqliteAccountStore::setPassword(const QString &key, const QByteArray &hash,
                                                             const QByteArray &keepToken)
{
    return change(key, [&](core::Account &) {
        m_context.accounts.setPasswordHash(key, hash);
        m_endSessions.run(key, keepToken);
    });
}

core::Outcome<core::Account> SqliteAccountStore::rehash(const QString &key, const QByteArray &from,
                                                        const QByteArray &to)
{
    return change(key, [&](core::Account &) {
        if (const auto known = m_context.accounts.credentials(key); known && known->passwordHash == from)
            m_context.accounts.setPasswordHash(key, to);
    });
}

core::Outcome<core::Account> SqliteAccountStore::setDisabled(const QString &key, bool disabled)
{
    return change(key, [&](core::Account &account) {
        account.disabled = disabled;
        if (disabled)
            m_endSessions.run(key, QByteArray());
    });
}

core::Outcome<core::Account> SqliteAccountStore::setRole(const QString &key, protocol::Role role)
{
    return change(key, [&](core::Account &account) {
        if (account.role != role)
            ++account.ver;
        account.role = role;
    });
}

core::Outcome<core::Account> SqliteAccountStore::setDisplayName(const QString &key, const QString &displayName)
{
    return change(key, [&](core::Account &account) {
        if (account.displayName != displayName)
            ++account.ver;
        account.displayName = displayName;
    });
}

qint64 SqliteAccountStore::count()
{
    return m_context.read(qint64{0}, [&] { return m_context.accounts.count(); });
}

Expected<core::Page<core::Account>, core::Unavailable> SqliteAccountStore::list(const QString &afterKey,
                                                                                qsizetype limit)
{
    return m_context.readAll<core::Page<core::Account>>([&] { return m_context.accounts.list(afterKey, limit); });
}

} // namespace confab::store
