// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqliteServerStore final : public core::ServerStore
{
public:
    explicit SqliteServerStore(Context &context);

    [[nodiscard]] core::ServerIdentity identity() override;
    [[nodiscard]] core::Outcome<std::monostate> setName(const QString &name) override;
    [[nodiscard]] core::Outcome<bool> countQuestion(const QString &bot, const QDate &day, qint64 most) override;
    // Makes the identity and `group` where they are missing.
    [[nodiscard]] core::Outcome<core::ServerIdentity> ensure();

private:
    [[nodiscard]] std::optional<core::ServerIdentity> find();

    Context &m_context;
    Statement m_find;
    Statement m_insert;
    Statement m_setName;
    Statement m_asked;
    Statement m_setAsked;
};

} // namespace confab::store
