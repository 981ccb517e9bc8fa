// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqliteInviteStore final : public core::InviteStore
{
public:
    explicit SqliteInviteStore(Context &context);

    [[nodiscard]] core::Outcome<core::Invite> create(const core::Invite &invite) override;
    [[nodiscard]] Expected<std::optional<core::Invite>, core::Unavailable> find(const QByteArray &codeHash) override;
    [[nodiscard]] Expected<QList<core::Invite>, core::Unavailable> list() override;
    [[nodiscard]] core::Outcome<std::monostate> revoke(const QString &id) override;

private:
    Context &m_context;
    Statement m_exists;
    Statement m_insert;
    Statement m_find;
    Statement m_list;
    Statement m_revoke;
};

} // namespace confab::store
