// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <optional>

namespace confab::store
{

// The columns of a message, in the order readMessage takes them.
inline constexpr auto messageColumns =
    "conversation, seq, rev, id, author, author_ver, at, text, mentions, stream, thread, pinned, extra";
[[nodiscard]] protocol::Message readMessage(const Rows &rows);

// Everything throws SqlError.
class MessageTable
{
public:
    explicit MessageTable(const QSqlDatabase &database);
    void insert(const protocol::Message &message);
    [[nodiscard]] std::optional<protocol::Message> find(const QString &conversation, qint64 seq);
    // What may change of it. `before`: as it stands there.
    void update(const protocol::Message &before, const protocol::Message &message);
    // Whether there is a message, and in which thread: the seq of that one's first message, 0 for none.
    [[nodiscard]] std::optional<qint64> threadOf(const QString &conversation, qint64 seq);

private:
    void insertMentions(const protocol::Message &message);

    Statement m_insert;
    Statement m_insertMore;
    Statement m_insertMention;
    Statement m_removeMention;
    Statement m_find;
    Statement m_update;
    Statement m_threadOf;
};

} // namespace confab::store
