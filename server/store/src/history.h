// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/core/store.h>

namespace confab::store
{

// Pages of messages. Whether the viewer may see them was asked before. Everything throws SqlError.
class History
{
public:
    explicit History(const QSqlDatabase &database);

    [[nodiscard]] core::HistoryPage page(const protocol::Conversation &conversation, const core::HistoryQuery &query);
    // `rev`: all after it.
    [[nodiscard]] core::Changes changes(const protocol::Conversation &conversation, qint64 rev, qsizetype limit,
                                        qsizetype bytes);

private:
    Statement m_below;
    Statement m_above;
    Statement m_changed;
};

} // namespace confab::store
