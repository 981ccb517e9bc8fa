// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "context.h"

#include <confab/core/store.h>

namespace confab::store
{

class SqlitePrefStore final : public core::PrefStore
{
public:
    explicit SqlitePrefStore(Context &context);
    [[nodiscard]] core::Outcome<std::monostate> set(const QString &account,
                                                    const QList<protocol::Pref> &prefs) override;

private:
    Context &m_context;
    Statement m_put;
    Statement m_remove;
    Statement m_sum;
};

} // namespace confab::store
