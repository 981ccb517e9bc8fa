// SPDX-License-Identifier: GPL-3.0-or-later
#include "search.h"

#include "grams.h"
#include "message_table.h"
#include "search_file.h"

#include <confab/core/search_text.h>
#include <confab/protocol/defence.h>
#include <confab/protocol/names.h>

#include <QSet>

#include <algorithm>
#include <limits>

namespace confab::store
{

namespace
{

// Looked up before the rarest are taken; a term has rarely more.
constexpr qsizetype gramsOfOneTerm = 12;
constexpr qsizetype gramsOfAQuery = 24;
// With the rarest three, next to nothing is proposed in vain; more only cost.
constexpr qsizetype gramsThatAreAsked = 3;
// How rare something is, is told by how far back the newest few that have it reach.
constexpr qint64 fewMessages = 64;
// Up to here the index is asked for the viewer's own conversations; of more, each hit is looked at.
constexpr qsizetype fewConversations = 48;
// But only where fewer than one message in so many is theirs.
constexpr qint64 sparse = 4;
// Message numbers in one question to the index, so that none takes long: some 100 ms where most messages have every
// gram. The newest come first. Each question costs as much as going through thousands of messages.
constexpr qint64 firstStretch = 1 << 17;
constexpr qint64 longestStretch = 1 << 20;
constexpr int hitsBetweenLooksAtTheClock = 64;

QString quoted(const QString &token)
{
    return u'"' + token + u'"';
}

} // namespace

bool Search::Task::isLate() const
{
    return until.hasExpired() && inForce("search-time");
}

Search::Search(const QSqlDatabase &database, const QString &folder, std::chrono::milliseconds mayTake)
    : m_database(database)
    , m_folder(folder)
    , m_mayTake(mayTake)
    , m_numberAt(database, u"SELECT number FROM main.message WHERE conversation = ? AND seq = ?"_s)
    , m_newest(database, u"SELECT max(message) FROM search.entry"_s)
    , m_numberOf(database, u"SELECT number FROM search.progress WHERE conversation = ?"_s)
    , m_numbersOf(database,
                  u"SELECT progress.number, progress.conversation FROM main.member CROSS JOIN search.progress "
                  "ON progress.conversation = member.conversation WHERE member.key = ?"_s)
    , m_rarity(database, u"SELECT rowid FROM search.gram WHERE gram MATCH ? AND rowid <= ? ORDER BY rowid DESC "
                         "LIMIT 1 OFFSET ?"_s)
    , m_candidates(database, u"SELECT entry.message, entry.conversation, entry.rev, entry.form FROM search.gram "
                             "CROSS JOIN search.entry ON entry.message = gram.rowid "
                             "WHERE gram MATCH ? AND gram.rowid >= ? AND gram.rowid <= ? ORDER BY gram.rowid DESC"_s)
    , m_message(database, u"SELECT %1 FROM main.message WHERE number = ?"_s.arg(QLatin1StringView(messageColumns)))
    , m_withFiles(database, u"SELECT %1 FROM main.message WHERE files > 0 AND number <= ? ORDER BY number DESC"_s.arg(
                                QLatin1StringView(messageColumns)))
{
}

void Search::attach()
{
    if (m_attached)
        return;
    attachSearch(m_database, m_folder);
    m_attached = true;
}

std::optional<core::FoundPage> Search::find(const core::SearchQuery &query,
                                            const std::function<void(protocol::Message &)> &complete)
{
    Task task{.terms = core::searchTerms(query.query),
              .conversations = conversationsOf(query),
              .match = {},
              .newest = 0,
              .withFiles = query.withFiles,
              .room = protocol::PageRoom(query.limit, query.bytes),
              .until = QDeadlineTimer(m_mayTake),
              .complete = complete,
              .page = {}};
    const auto newest = newestBefore(query.before, task.terms, task.conversations);
    if (!newest)
        return std::nullopt;
    task.newest = *newest;
    if (task.conversations.isEmpty())
        return task.page;
    if (task.terms.isEmpty()) {
        task.page.more = query.withFiles && !lookAtFiles(task);
        return task.page;
    }

    task.match = matchFor(task);
    qint64 stretch = firstStretch;
    for (qint64 to = task.newest; to > 0; to -= std::exchange(stretch, longestStretch)) {
        if (!look(task, to - stretch + 1, to)) {
            task.page.more = true;
            break;
        }
    }
    return task.page;
}

Search::Conversations Search::conversationsOf(const core::SearchQuery &query)
{
    Conversations conversations;
    const QString one = query.conversation.isEmpty() ? QString(protocol::groupConversation) : query.conversation;
    {
        Rows rows = m_numberOf.rows(one);
        if (rows.next())
            conversations.insert(rows.integer(0), one);
    }
    if (!query.conversation.isEmpty())
        return conversations;
    Rows rows = m_numbersOf.rows(query.viewer);
    while (rows.next())
        conversations.insert(rows.integer(0), rows.text(1));
    return conversations;
}

std::optional<qint64> Search::newestBefore(const std::optional<core::SearchQuery::Place> &before,
                                           const QStringList &terms, const Conversations &conversations)
{
    if (!before && terms.isEmpty())
        return std::numeric_limits<qint64>::max();
    if (!before) {
        Rows rows = m_newest.rows();
        return rows.next() ? rows.integer(0) : 0;
    }
    const bool isSearched = std::any_of(conversations.cbegin(), conversations.cend(),
                                        [&before](const QString &id) { return id == before->conversation; });
    if (!isSearched)
        return std::nullopt;
    Rows rows = m_numberAt.rows(before->conversation, before->seq);
    if (!rows.next())
        return std::nullopt;
    return rows.integer(0) - 1;
}

QString Search::matchFor(const Task &task)
{
    QStringList grams;
    for (const QString &term : task.terms)
        grams += gramsOfTerm(term, gramsOfOneTerm);
    grams.removeDuplicates();
    grams.resize(std::min(qsizetype{grams.size()}, gramsOfAQuery));

    QStringList parts;
    for (const QString &gram : rarest(grams, task.newest))
        parts.append(quoted(gram));
    // Where most messages are the viewer's to see it would only cost: each hit is looked at anyway.
    if (task.conversations.size() <= fewConversations) {
        QStringList tokens;
        for (auto it = task.conversations.cbegin(); it != task.conversations.cend(); ++it)
            tokens.append(quoted(conversationToken(it.key())));
        const QString any = u'(' + tokens.join(u" OR ") + u')';
        if (rarity(any, task.newest) > sparse * fewMessages)
            parts.append(any);
    }
    return parts.join(u" AND ");
}

QStringList Search::rarest(const QStringList &grams, qint64 newest)
{
    if (grams.size() <= 1)
        return grams;
    QList<std::pair<qint64, QString>> byRarity;
    for (const QString &gram : grams) {
        byRarity.append({rarity(quoted(gram), newest), gram});
        // As rare as can be: nothing narrows it further.
        if (byRarity.constLast().first == std::numeric_limits<qint64>::max())
            return {gram};
    }
    std::sort(byRarity.begin(), byRarity.end(), [](const auto &a, const auto &b) { return a.first > b.first; });
    QStringList chosen;
    for (qsizetype i = 0; i < std::min(qsizetype{byRarity.size()}, gramsThatAreAsked); ++i)
        chosen.append(byRarity.at(i).second);
    return chosen;
}

qint64 Search::rarity(const QString &match, qint64 newest)
{
    Rows rows = m_rarity.rows(match, newest, fewMessages - 1);
    return rows.next() ? newest - rows.integer(0) : std::numeric_limits<qint64>::max();
}

bool Search::look(Task &task, qint64 from, qint64 to)
{
    int hits = 0;
    Rows rows = m_candidates.rows(task.match, from, to);
    while (rows.next()) {
        if (++hits % hitsBetweenLooksAtTheClock == 0 && task.isLate())
            return false;
        const auto conversation = task.conversations.constFind(rows.integer(1));
        if (conversation == task.conversations.constEnd() || !core::holdsAll(rows.text(3), task.terms))
            continue;
        auto message = current(rows.integer(0), *conversation, rows.integer(2), task.terms);
        if (!message || (task.withFiles && message->attachments.isEmpty()))
            continue;
        task.complete(*message);
        if (!task.room.take(*message))
            return false;
        task.page.messages.append(*message);
    }
    return !task.isLate();
}

bool Search::lookAtFiles(Task &task)
{
    int seen = 0;
    const auto mine = task.conversations.values();
    const QSet<QString> conversations(mine.begin(), mine.end());
    Rows rows = m_withFiles.rows(task.newest);
    while (rows.next()) {
        if (++seen % hitsBetweenLooksAtTheClock == 0 && task.isLate())
            return false;
        protocol::Message message = readMessage(rows);
        if (!conversations.contains(message.conversation))
            continue;
        task.complete(message);
        if (!task.room.take(message))
            return false;
        task.page.messages.append(message);
    }
    return true;
}

std::optional<protocol::Message> Search::current(qint64 number, const QString &conversation, qint64 rev,
                                                 const QStringList &terms)
{
    Rows rows = m_message.rows(number);
    if (!rows.next())
        return std::nullopt;
    protocol::Message message = readMessage(rows);
    // The number may be another message's by now; and what was changed since may say something else.
    if (message.conversation != conversation ||
        (message.rev != rev && !core::holdsAll(core::searchForm(message.text), terms)))
        return std::nullopt;
    return message;
}

} // namespace confab::store
