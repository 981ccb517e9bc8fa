// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"

#include <confab/core/store.h>

#include <optional>

namespace confab::aws
{

// Pages of a conversation's messages. Whether the viewer may see them was asked before. Everything throws Failure.
class History
{
public:
    History(Database &database, const protocol::Conversation &conversation, const QString &viewer)
        : m_database(database)
        , m_conversation(conversation)
        , m_viewer(viewer)
    {
    }

    // Nothing: the thread that is asked for does not begin there.
    [[nodiscard]] std::optional<core::HistoryPage> page(const core::HistoryQuery &query);
    // `rev`: all after it.
    [[nodiscard]] core::Changes changes(qint64 rev, qsizetype limit, qsizetype bytes);

private:
    // Of those that are wanted, from `seq` on upwards or downwards, `seq` among them.
    [[nodiscard]] QList<protocol::Message> from(qint64 seq, bool upwards, qsizetype limit);
    [[nodiscard]] QList<protocol::Message> listed(const QString &prefix, qint64 seq, bool upwards, qsizetype limit);
    [[nodiscard]] QList<protocol::Message> messagesAt(const QList<qint64> &seqs);
    // The viewer's own reactions.
    void addMine(QList<protocol::Message> &messages);

    Database &m_database;
    const protocol::Conversation &m_conversation;
    QString m_viewer;
    std::optional<protocol::HistoryOnly> m_only;
    protocol::Message m_root; // of a thread that is wanted
};

} // namespace confab::aws
