// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search_filter.h"

#include <QHash>
#include <QSqlDatabase>

namespace confab::client
{

// Reading the cache in other ways than a conversation is shown. On the cache's thread. What cannot be read is not
// found.

// What the filter accepts, newest first: `limit` rows, or as many as were found in `mayTakeMs`; `next` says where it
// goes on.
[[nodiscard]] SearchPage findHeld(const QSqlDatabase &database, const SearchFilter &filter, const SearchPlace &from,
                                  qsizetype limit, int mayTakeMs);

enum class HeldKind { Pinned, Files, Links };
// Of one conversation, below `before`.
[[nodiscard]] MessageList heldOf(const QSqlDatabase &database, HeldKind kind, const QString &conversation,
                                 std::optional<qint64> before, qsizetype limit);

// Above the mark of each conversation, of all of them together; `before` is ms since the epoch.
[[nodiscard]] MessageList heldAbove(const QSqlDatabase &database, const QHash<QString, qint64> &marks,
                                    const QString &exceptOf, std::optional<qint64> before, qsizetype limit);

struct HeldThread {
    protocol::Message root;
    qint64 last = 0; // seq of the newest reply that is held
    QDateTime lastAt;
    qint64 own = 0;     // seq of the newest that `author` wrote
    bool named = false; // one of them mentions `author`
};
// The last replied to first, of one conversation or of all (an empty one).
[[nodiscard]] QList<HeldThread> heldThreads(const QSqlDatabase &database, const QString &conversation,
                                            const QString &author, qsizetype limit);

// Those of these seqs that are held, ascending.
[[nodiscard]] QList<protocol::Message> heldAt(const QSqlDatabase &database, const QString &conversation,
                                              const QList<qint64> &seqs);

// Ids of the files of these messages, or where none are named of the whole conversation, small pictures among them.
[[nodiscard]] QStringList attachmentsHeld(const QSqlDatabase &database, const QString &conversation,
                                          const QList<qint64> &seqs);

// Between which held messages a moment lies: the last before it, the first at it or later. 0: none.
struct HeldAround {
    qint64 below = 0;
    qint64 at = 0;
};
[[nodiscard]] HeldAround heldAround(const QSqlDatabase &database, const QString &conversation, const QDateTime &moment);

} // namespace confab::client
