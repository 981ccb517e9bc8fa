// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqliteSessionStore final : public core::SessionStore
{
public:
    explicit SqliteSessionStore(Context &context);

    [[nodiscard]] core::Outcome<std::monostate> put(const core::Session &session) override;
    [[nodiscard]] Expected<std::optional<core::Session>, core::Unavailable> find(const QByteArray &tokenHash,
                                                                                 const QDateTime &now) override;
    [[nodiscard]] core::Outcome<std::monostate> extend(const QByteArray &tokenHash,
                                                       const QDateTime &expiresAt) override;
    [[nodiscard]] core::Outcome<std::monostate> remove(const QByteArray &tokenHash) override;
    [[nodiscard]] core::Outcome<QStringList> removeExpired(const QDateTime &now) override;

private:
    Context &m_context;
    Statement m_put;
    Statement m_find;
    Statement m_extend;
    Statement m_remove;
    Statement m_removeExpired;
};

} // namespace confab::store
