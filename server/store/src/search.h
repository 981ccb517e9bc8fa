// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/core/store.h>
#include <confab/protocol/pages.h>

#include <QDeadlineTimer>
#include <QHash>

#include <chrono>
#include <functional>
#include <optional>

namespace confab::store
{

// Looks messages up by what they hold. The index only proposes: each message is read in the transaction of the search,
// and what it says there decides, so that nothing is found by words that were edited away or deleted, however far
// behind the index is. No word of a query reaches SQL or FTS5 but as a bound value that was cut into grams.
// Everything throws SqlError.
class Search
{
public:
    // A search that takes longer ends with what it has found.
    static constexpr std::chrono::milliseconds longest{250};

    Search(const QSqlDatabase &database, const QString &folder, std::chrono::milliseconds mayTake = longest);

    // Outside any transaction, before the others.
    void attach();
    // In a read transaction, in which the viewer was found to see `query.conversation` where it is said. Nothing: the
    // message of `before` is not there, or not in what is searched.
    // `complete` adds to a message what depends on who reads it.
    [[nodiscard]] std::optional<core::FoundPage> find(const core::SearchQuery &query,
                                                      const std::function<void(protocol::Message &)> &complete);

private:
    using Conversations = QHash<qint64, QString>; // by their number in the index
    // What one search is about.
    struct Task {
        QStringList terms;
        Conversations conversations;
        QString match;     // for FTS5
        qint64 newest = 0; // number of the newest message that may be found
        bool withFiles = false;
        protocol::PageRoom room;
        QDeadlineTimer until;
        std::function<void(protocol::Message &)> complete;
        core::FoundPage page;
        [[nodiscard]] bool isLate() const;
    };

    // Those that are searched, as far as the index knows them.
    [[nodiscard]] Conversations conversationsOf(const core::SearchQuery &query);
    [[nodiscard]] std::optional<qint64> newestBefore(const std::optional<core::SearchQuery::Place> &before,
                                                     const QStringList &terms, const Conversations &conversations);
    [[nodiscard]] QString matchFor(const Task &task);
    // Those of the grams that propose the least.
    [[nodiscard]] QStringList rarest(const QStringList &grams, qint64 newest);
    // How many messages lie between the newest and the last of the newest few that match: the more, the rarer it is.
    [[nodiscard]] qint64 rarity(const QString &match, qint64 newest);
    // False: the page is full, or the time is over.
    // The newest with files, whatever they say. False: there may be more.
    [[nodiscard]] bool lookAtFiles(Task &task);
    [[nodiscard]] bool look(Task &task, qint64 from, qint64 to);
    [[nodiscard]] std::optional<protocol::Message> current(qint64 number, const QString &conversation, qint64 rev,
                                                           const QStringList &terms);

    QSqlDatabase m_database;
    QString m_folder;
    std::chrono::milliseconds m_mayTake;
    bool m_attached = false;
    Statement m_numberAt;
    Statement m_newest;
    Statement m_numberOf;
    Statement m_numbersOf;
    Statement m_rarity;
    Statement m_candidates;
    Statement m_message;
    Statement m_withFiles;
};

} // namespace confab::store
