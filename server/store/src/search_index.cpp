// SPDX-License-Identifier: GPL-3.0-or-later
#include "search_index.h"

#include "grams.h"
#include "logging.h"
#include "search_file.h"

#include <confab/core/search_text.h>

#include <limits>
#include <optional>

namespace confab::store
{

namespace
{

// Listed at once; the rest is found by the next listing.
constexpr qint64 pendingAtOnce = 256;

QString tokens(qint64 conversation, const QString &form)
{
    return conversationToken(conversation) + u' ' + gramsOf(form);
}

const QSqlDatabase &attached(const Connection &connection, const QString &folder)
{
    attachSearchForWriting(connection.database(), folder);
    return connection.database();
}

} // namespace

SearchIndex::SearchIndex(std::unique_ptr<Connection> connection, const QString &folder)
    : m_connection(std::move(connection))
    , m_begin(attached(*m_connection, folder), u"BEGIN"_s)
    , m_commit(m_connection->database(), u"COMMIT"_s)
    , m_rollBack(m_connection->database(), u"ROLLBACK"_s)
    , m_listPending(m_connection->database(),
                    u"SELECT conversation.id FROM main.conversation LEFT JOIN search.progress "
                    "ON progress.conversation = conversation.id WHERE progress.rev IS NULL "
                    "OR progress.rev <> conversation.rev OR progress.first <> conversation.first LIMIT ?"_s)
    , m_listGone(m_connection->database(),
                 u"SELECT progress.conversation FROM search.progress WHERE NOT EXISTS (SELECT 1 FROM main.conversation "
                 "WHERE conversation.id = progress.conversation) LIMIT ?"_s)
    , m_head(m_connection->database(), u"SELECT rev, first FROM main.conversation WHERE id = ?"_s)
    , m_changed(m_connection->database(), u"SELECT number, seq, rev, text FROM main.message WHERE conversation = ? "
                                          "AND rev > ? ORDER BY rev LIMIT ?"_s)
    , m_progress(m_connection->database(), u"SELECT number, rev, first FROM search.progress WHERE conversation = ?"_s)
    , m_begun(m_connection->database(),
              u"INSERT INTO search.progress (conversation, rev, first) VALUES (?, 0, 1) RETURNING number"_s)
    , m_reached(m_connection->database(), u"UPDATE search.progress SET rev = ?, first = ? WHERE number = ?"_s)
    , m_gone(m_connection->database(), u"DELETE FROM search.progress WHERE number = ?"_s)
    , m_below(m_connection->database(),
              u"SELECT message, form FROM search.entry WHERE conversation = ? AND seq < ? LIMIT ?"_s)
    , m_entry(m_connection->database(), u"SELECT conversation, form FROM search.entry WHERE message = ?"_s)
    , m_putEntry(
          m_connection->database(),
          u"INSERT OR REPLACE INTO search.entry (message, conversation, seq, rev, form) VALUES (?, ?, ?, ?, ?)"_s)
    , m_removeEntry(m_connection->database(), u"DELETE FROM search.entry WHERE message = ?"_s)
    , m_putGrams(m_connection->database(), u"INSERT INTO search.gram (rowid, grams) VALUES (?, ?)"_s)
    // FTS5's way of forgetting a row of a table without content: by what was put in.
    , m_removeGrams(m_connection->database(), u"INSERT INTO search.gram (gram, rowid, grams) VALUES ('delete', ?, ?)"_s)
{
}

bool SearchIndex::step(qsizetype most)
{
    if (m_pending.isEmpty())
        listPending();
    if (m_pending.isEmpty())
        return false;
    const QString conversation = m_pending.dequeue();
    m_begin.run();
    try {
        const bool all = bring(conversation, most);
        m_commit.run();
        // Behind the others, so that none waits for one that is being written into all the time.
        if (!all)
            m_pending.enqueue(conversation);
    } catch (const SqlError &) {
        try {
            m_rollBack.run();
        } catch (const SqlError &error) {
            qCDebug(lcStore, "rolling back: %ls", qUtf16Printable(error.reason));
        }
        throw;
    }
    return true;
}

void SearchIndex::listPending()
{
    for (Statement *list : {&m_listPending, &m_listGone}) {
        Rows rows = list->rows(pendingAtOnce);
        while (rows.next())
            m_pending.enqueue(rows.text(0));
    }
}

bool SearchIndex::bring(const QString &conversation, qsizetype most)
{
    struct Head {
        qint64 rev = 0;
        qint64 first = 1;
    };
    std::optional<Head> head;
    {
        Rows rows = m_head.rows(conversation);
        if (rows.next())
            head = Head{rows.integer(0), rows.integer(1)};
    }
    Progress progress = progressOf(conversation);
    // Gone, or behind what the index has seen of it, which is no state that it could come to: nothing of it holds.
    if (!head || head->rev < progress.rev) {
        const bool all = forgetBelow(progress.number, std::numeric_limits<qint64>::max(), most);
        if (all && head)
            m_reached.run(qint64{0}, qint64{1}, progress.number);
        else if (all)
            m_gone.run(progress.number);
        return all && !head;
    }

    const QList<Changed> changes = changedAfter(conversation, progress.rev, most);
    for (const Changed &changed : changes)
        put(progress.number, changed);
    const bool all = changes.size() < most;
    progress.rev = all ? head->rev : changes.constLast().rev;
    const bool forgotten =
        progress.first == head->first || forgetBelow(progress.number, head->first, std::max<qsizetype>(most, 1));
    if (forgotten)
        progress.first = head->first;
    m_reached.run(progress.rev, progress.first, progress.number);
    return all && forgotten;
}

SearchIndex::Progress SearchIndex::progressOf(const QString &conversation)
{
    {
        Rows rows = m_progress.rows(conversation);
        if (rows.next())
            return {rows.integer(0), rows.integer(1), rows.integer(2)};
    }
    Rows rows = m_begun.rows(conversation);
    Progress begun;
    begun.number = rows.next() ? rows.integer(0) : 0;
    return begun;
}

bool SearchIndex::forgetBelow(qint64 conversation, qint64 seq, qsizetype most)
{
    QList<std::pair<qint64, QString>> entries;
    {
        Rows rows = m_below.rows(conversation, seq, qint64{most});
        while (rows.next())
            entries.append({rows.integer(0), rows.text(1)});
    }
    for (const auto &[message, form] : std::as_const(entries))
        forget(message, conversation, form);
    return entries.size() < most;
}

QList<SearchIndex::Changed> SearchIndex::changedAfter(const QString &conversation, qint64 rev, qsizetype most)
{
    QList<Changed> changes;
    Rows rows = m_changed.rows(conversation, rev, qint64{most});
    while (rows.next())
        changes.append({rows.integer(0), rows.integer(1), rows.integer(2), rows.text(3)});
    return changes;
}

void SearchIndex::put(qint64 conversation, const Changed &changed)
{
    const QString form = core::searchForm(changed.text);
    bool isThere = false;
    qint64 oldConversation = 0;
    QString oldForm;
    {
        Rows rows = m_entry.rows(changed.message);
        isThere = rows.next();
        if (isThere) {
            oldConversation = rows.integer(0);
            oldForm = rows.text(1);
        }
    }
    // A reaction, a pin: the words are the same.
    const bool same = isThere && oldConversation == conversation && oldForm == form;
    if (isThere && !same)
        forget(changed.message, oldConversation, oldForm);
    if (form.isEmpty())
        return;
    m_putEntry.run(changed.message, conversation, changed.seq, changed.rev, form);
    if (!same)
        m_putGrams.run(changed.message, tokens(conversation, form));
}

void SearchIndex::forget(qint64 message, qint64 conversation, const QString &form)
{
    m_removeGrams.run(message, tokens(conversation, form));
    m_removeEntry.run(message);
}

} // namespace confab::store
