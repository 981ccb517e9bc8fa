// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/core/store.h>

#include <optional>

namespace confab::store
{

// The columns of an account, in the order readAccount takes them from `column` on.
inline constexpr auto accountColumns =
    "account.key, account.username, account.display_name, account.ver, account.role, account.disabled, "
    "account.created_at";
inline constexpr int accountColumnCount = 7;
[[nodiscard]] core::Account readAccount(const Rows &rows, int column = 0);

// Rows of people with an account. Everything throws SqlError.
class AccountTable
{
public:
    explicit AccountTable(const QSqlDatabase &database);

    [[nodiscard]] std::optional<core::Account> find(const QString &key);
    [[nodiscard]] bool isEnabled(const QString &key);
    // Not disabled.
    [[nodiscard]] qint64 count();
    void insert(const core::Account &account, const QByteArray &passwordHash);
    // Role, display name, ver and disabled.
    void update(const core::Account &account);
    [[nodiscard]] std::optional<core::Credentials> credentials(const QString &key);
    void setPasswordHash(const QString &key, const QByteArray &hash);
    [[nodiscard]] core::Page<core::Account> list(const QString &afterKey, qsizetype limit);

private:
    Statement m_find;
    Statement m_enabled;
    Statement m_count;
    Statement m_insert;
    Statement m_update;
    Statement m_credentials;
    Statement m_setPasswordHash;
    Statement m_list;
};

} // namespace confab::store
