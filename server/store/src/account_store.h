// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqliteAccountStore final : public core::AccountStore
{
public:
    explicit SqliteAccountStore(Context &context);

    [[nodiscard]] core::Outcome<SignedUp> signUp(const core::SignUpOp &op) override;
    [[nodiscard]] std::optional<core::Account> find(const QString &key) override;
    [[nodiscard]] Expected<std::optional<core::Credentials>, core::Unavailable>
    credentials(const QString &key) override;
    [[nodiscard]] core::Outcome<core::Account> setPassword(const QString &key, const QByteArray &hash,
                                                           const QByteArray &keepToken) override;
    [[nodiscard]] core::Outcome<core::Account> setDisabled(const QString &key, bool disabled) override;
    [[nodiscard]] core::Outcome<core::Account> rehash(const QString &key, const QByteArray &from,
                                                      const QByteArray &to) override;
    [[nodiscard]] core::Outcome<core::Account> setRole(const QString &key, protocol::Role role) override;
    [[nodiscard]] core::Outcome<core::Account> setDisplayName(const QString &key, const QString &displayName) override;
    [[nodiscard]] qint64 count() override;
    [[nodiscard]] Expected<core::Page<core::Account>, core::Unavailable> list(const QString &afterKey,
                                                                              qsizetype limit) override;

private:
    // Takes one use; the room that whoever holds it joins. Nothing: it cannot be used.
    [[nodiscard]] std::optional<QString> useInvite(const QByteArray &codeHash, const QDateTime &now);
    template <class Change>
    [[nodiscard]] core::Outcome<core::Account> change(const QString &key, Change &&apply);

    Context &m_context;
    Statement m_useInvite;
    Statement m_endSessions;
};

} // namespace confab::store
