// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/core/outcome.h>
#include <confab/protocol/defence.h>

#include <optional>

namespace confab::store
{

// What was answered to changing commands. A stamp without an id is not remembered. Everything throws SqlError.
class CommandTable
{
public:
    explicit CommandTable(const QSqlDatabase &database);

    // The outcome of a command that was seen before; nothing for a new one.
    template <class T>
    [[nodiscard]] std::optional<core::Outcome<T>> answered(const core::Stamp &stamp)
    {
        const auto seen = find(stamp);
        if (!seen || !inForce("repeats"))
            return std::nullopt;
        if (seen->hash != stamp.hash && inForce("id-conflict"))
            return core::Outcome<T>(core::Conflict{});
        return core::Outcome<T>(core::Repeat{seen->ack});
    }
    void remember(const core::Stamp &stamp, const protocol::Ack &ack);
    void forget(const QDateTime &before);

private:
    struct Seen {
        QByteArray hash;
        protocol::Ack ack;
    };
    [[nodiscard]] std::optional<Seen> find(const core::Stamp &stamp);

    // Apart, as nearly all commands are new, and QtSql takes its time for each column that a statement could give.
    Statement m_hash;
    Statement m_ack;
    Statement m_insert;
    Statement m_forget;
};

} // namespace confab::store
