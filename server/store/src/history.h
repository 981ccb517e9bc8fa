// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "reaction_table.h"
#include "statement.h"

#include <confab/core/store.h>

#include <optional>

namespace confab::store
{

// Pages of messages. Whether the viewer may see them was asked before. Everything throws SqlError.
class History
{
public:
    explicit History(const QSqlDatabase &database);

    // Nothing: the thread that is asked for does not begin there.
    [[nodiscard]] std::optional<core::HistoryPage> page(const protocol::Conversation &conversation,
                                                        const core::HistoryQuery &query);
    // `rev`: all after it.
    [[nodiscard]] core::Changes changes(const protocol::Conversation &conversation, const QString &viewer, qint64 rev,
                                        qsizetype limit, qsizetype bytes);
    // The viewer's own reactions.
    void addMine(protocol::Message &message, const QString &viewer);

private:
    // Some of a conversation's messages, as two statements: from a seq downwards, and from there upwards.
    struct Selection {
        Selection(const QSqlDatabase &database, const QString &condition);
        Statement below;
        Statement above;
    };
    // What one page is taken from.
    struct Wanted {
        QString conversation;
        std::optional<protocol::HistoryOnly::Kind> only;
        protocol::Message root; // of a thread
    };
    // As core::PageSource asks for them.
    [[nodiscard]] QList<protocol::Message> below(const Wanted &wanted, qint64 seq, qsizetype limit);
    [[nodiscard]] QList<protocol::Message> above(const Wanted &wanted, qint64 seq, qsizetype limit);

    Selection m_all;
    Selection m_thread;
    Selection m_pinned;
    Selection m_files;
    Statement m_changed;
    Statement m_one;
    ReactionTable m_reactions;
};

} // namespace confab::store
