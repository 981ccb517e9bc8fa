// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqliteConnectionStore final : public core::ConnectionStore
{
public:
    explicit SqliteConnectionStore(Context &context);
    [[nodiscard]] core::Outcome<std::monostate> put(const core::ConnectionRow &row) override;
    [[nodiscard]] core::Outcome<std::monostate> remove(const QString &id) override;
    [[nodiscard]] core::Outcome<std::monostate> clear() override;
    [[nodiscard]] QList<core::ConnectionRow> list() override;

private:
    Context &m_context;
    Statement m_put;
    Statement m_remove;
    Statement m_clear;
    Statement m_list;
};

} // namespace confab::store
