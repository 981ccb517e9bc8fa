// SPDX-License-Identifier: GPL-3.0-or-later
#include "account_table.h"

#include <confab/protocol/names.h>

namespace confab::store
{

core::Account readAccount(const Rows &rows, int column)
{
    return {.key = rows.text(column),
            .username = rows.text(column + 1),
            .displayName = rows.text(column + 2),
            .ver = rows.integer(column + 3),
            .role = rows.word(column + 4, protocol::Role::Member),
            .disabled = rows.flag(column + 5),
            .createdAt = rows.time(column + 6)};
}

AccountTable::AccountTable(const QSqlDatabase &database)
    : m_find(database, u"SELECT %1 FROM account WHERE key = ?"_s.arg(QLatin1StringView(accountColumns)))
    , m_enabled(database, u"SELECT 1 FROM account WHERE key = ? AND disabled = 0"_s)
    , m_count(database, u"SELECT count(*) FROM account WHERE disabled = 0"_s)
    , m_insert(database, u"INSERT INTO account (key, username, display_name, display_key, ver, role, disabled, "
                         "created_at, password) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_update(database, u"UPDATE account SET display_name = ?, display_key = ?, ver = ?, role = ?, disabled = ? "
                         "WHERE key = ?"_s)
    , m_credentials(database,
                    u"SELECT %1, account.password FROM account WHERE key = ?"_s.arg(QLatin1StringView(accountColumns)))
    , m_setPasswordHash(database, u"UPDATE account SET password = ? WHERE key = ?"_s)
    , m_list(database,
             u"SELECT %1 FROM account WHERE key > ? ORDER BY key LIMIT ?"_s.arg(QLatin1StringView(accountColumns)))
{
}

std::optional<core::Account> AccountTable::find(const QString &key)
{
    Rows rows = m_find.rows(key);
    if (!rows.next())
        return std::nullopt;
    return readAccount(rows);
}

bool AccountTable::isEnabled(const QString &key)
{
    return m_enabled.rows(key).next();
}

qint64 AccountTable::count()
{
    Rows rows = m_count.rows();
    return rows.next() ? rows.integer(0) : 0;
}

void AccountTable::insert(const core::Account &account, const QByteArray &passwordHash)
{
    m_insert.run(account.key, account.username, account.displayName, protocol::keyOf(account.displayName), account.ver,
                 account.role, account.disabled, account.createdAt, passwordHash);
}

void AccountTable::update(const core::Account &account)
{
    m_update.run(account.displayName, protocol::keyOf(account.displayName), account.ver, account.role, account.disabled,
                 account.key);
}

std::optional<core::Credentials> AccountTable::credentials(const QString &key)
{
    Rows rows = m_credentials.rows(key);
    if (!rows.next())
        return std::nullopt;
    return core::Credentials{.account = readAccount(rows), .passwordHash = rows.bytes(accountColumnCount)};
}

void AccountTable::setPasswordHash(const QString &key, const QByteArray &hash)
{
    m_setPasswordHash.run(hash, key);
}

core::Page<core::Account> AccountTable::list(const QString &afterKey, qsizetype limit)
{
    core::Page<core::Account> page;
    Rows rows = m_list.rows(afterKey, qint64{limit} + 1);
    while (rows.next()) {
        if (page.rows.size() == limit) {
            page.next = page.rows.constLast().key;
            break;
        }
        page.rows.append(readAccount(rows));
    }
    return page;
}

} // namespace confab::store
