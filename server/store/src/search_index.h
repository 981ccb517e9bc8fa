// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection.h"
#include "statement.h"

#include <QQueue>

namespace confab::store
{

// Brings the search index up to what is in `chat.db`, in small steps of a transaction each, and remembers in the same
// transaction how far it came: the rev of each conversation. Every change of a message takes the next rev of its
// conversation, so whatever changed, and however often, is read once in its present state. For one thread; everything
// throws SqlError.
class SearchIndex
{
public:
    // The only one of the folder. Makes the file anew where it cannot be used.
    SearchIndex(std::unique_ptr<Connection> connection, const QString &folder);

    // At most so many messages of one conversation. False: there was nothing to do.
    [[nodiscard]] bool step(qsizetype most);

private:
    struct Progress {
        qint64 number = 0;
        qint64 rev = 0;
        qint64 first = 1;
    };
    struct Changed {
        qint64 message = 0;
        qint64 seq = 0;
        qint64 rev = 0;
        QString text;
    };

    void listPending();
    // False: the conversation has more than that.
    [[nodiscard]] bool bring(const QString &conversation, qsizetype most);
    [[nodiscard]] Progress progressOf(const QString &conversation);
    // Forgets entries below a seq. False: not all yet.
    [[nodiscard]] bool forgetBelow(qint64 conversation, qint64 seq, qsizetype most);
    [[nodiscard]] QList<Changed> changedAfter(const QString &conversation, qint64 rev, qsizetype most);
    void put(qint64 conversation, const Changed &changed);
    void forget(qint64 message, qint64 conversation, const QString &form);

    std::unique_ptr<Connection> m_connection;
    QQueue<QString> m_pending;
    Statement m_begin;
    Statement m_commit;
    Statement m_rollBack;
    Statement m_listPending;
    Statement m_listGone;
    Statement m_head;
    Statement m_changed;
    Statement m_progress;
    Statement m_begun;
    Statement m_reached;
    Statement m_gone;
    Statement m_below;
    Statement m_entry;
    Statement m_putEntry;
    Statement m_removeEntry;
    Statement m_putGrams;
    Statement m_removeGrams;
};

} // namespace confab::store
