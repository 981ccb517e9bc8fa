// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

namespace confab::store
{

// The columns of a message, in the order readMessage takes them.
inline constexpr auto messageColumns = "conversation, seq, rev, id, author, author_ver, at, text, mentions, stream";
[[nodiscard]] protocol::Message readMessage(const Rows &rows);

// Everything throws SqlError.
class MessageTable
{
public:
    explicit MessageTable(const QSqlDatabase &database);
    void insert(const protocol::Message &message);

private:
    Statement m_insert;
    Statement m_insertMention;
};

} // namespace confab::store
