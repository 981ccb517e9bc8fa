// SPDX-License-Identifier: GPL-3.0-or-later
#include "history.h"

#include "message_table.h"

#include <confab/protocol/pages.h>

#include <algorithm>
#include <limits>

namespace confab::store
{

namespace
{

using Kind = protocol::HistoryOnly::Kind;

QList<protocol::Message> readAll(Rows &&rows)
{
    QList<protocol::Message> messages;
    while (rows.next())
        messages.append(readMessage(rows));
    return messages;
}

} // namespace

History::Selection::Selection(const QSqlDatabase &database, const QString &condition)
    : below(database, u"SELECT %1 FROM message WHERE conversation = ? %2 AND seq < ? ORDER BY seq DESC LIMIT ?"_s.arg(
                          QLatin1StringView(messageColumns), condition))
    , above(database, u"SELECT %1 FROM message WHERE conversation = ? %2 AND seq > ? ORDER BY seq LIMIT ?"_s.arg(
                          QLatin1StringView(messageColumns), condition))
{
}

History::History(const QSqlDatabase &database)
    : m_all(database, {})
    // What an index leaves out must be left out in so many words, or it is not used.
    , m_thread(database, u"AND thread = ? AND thread > 0"_s)
    , m_pinned(database, u"AND pinned > 0"_s)
    , m_files(database, u"AND files > 0"_s)
    , m_changed(database, u"SELECT %1 FROM message WHERE conversation = ? AND rev > ? ORDER BY rev LIMIT ?"_s.arg(
                              QLatin1StringView(messageColumns)))
    , m_one(database,
            u"SELECT %1 FROM message WHERE conversation = ? AND seq = ?"_s.arg(QLatin1StringView(messageColumns)))
    , m_reactions(database)
{
}

QList<protocol::Message> History::below(const Wanted &wanted, qint64 seq, qsizetype limit)
{
    if (!wanted.only)
        return readAll(m_all.below.rows(wanted.conversation, seq, qint64{limit}));
    if (*wanted.only == Kind::Pinned)
        return readAll(m_pinned.below.rows(wanted.conversation, seq, qint64{limit}));
    if (*wanted.only == Kind::Files)
        return readAll(m_files.below.rows(wanted.conversation, seq, qint64{limit}));
    auto found = readAll(m_thread.below.rows(wanted.conversation, wanted.root.seq, seq, qint64{limit}));
    if (wanted.root.seq < seq && found.size() < limit)
        found.append(wanted.root);
    return found;
}

QList<protocol::Message> History::above(const Wanted &wanted, qint64 seq, qsizetype limit)
{
    if (!wanted.only)
        return readAll(m_all.above.rows(wanted.conversation, seq, qint64{limit}));
    if (*wanted.only == Kind::Pinned)
        return readAll(m_pinned.above.rows(wanted.conversation, seq, qint64{limit}));
    if (*wanted.only == Kind::Files)
        return readAll(m_files.above.rows(wanted.conversation, seq, qint64{limit}));
    auto found = readAll(m_thread.above.rows(wanted.conversation, wanted.root.seq, seq, qint64{limit}));
    if (wanted.root.seq > seq)
        found.prepend(wanted.root);
    return found;
}

std::optional<core::HistoryPage> History::page(const protocol::Conversation &conversation,
                                               const core::HistoryQuery &query)
{
    Wanted wanted{conversation.id, {}, {}};
    if (query.only)
        wanted.only = query.only->kind;
    if (wanted.only == Kind::Thread) {
        Rows rows = m_one.rows(conversation.id, query.only->thread);
        if (!rows.next())
            return std::nullopt;
        wanted.root = readMessage(rows);
        if (wanted.root.thread > 0 || wanted.root.seq < conversation.first)
            return std::nullopt;
    }

    // The page grows from a place between two seqs: everything ≤ `split` lies before it.
    qint64 split = conversation.seq;
    qsizetype mostBelow = query.limit;
    qsizetype mostAbove = 0;
    if (query.before) {
        split = std::min(split, *query.before - 1);
    } else if (query.after) {
        split = *query.after;
        mostBelow = 0;
        mostAbove = query.limit;
    } else if (query.around) {
        split = *query.around;
        mostAbove = query.limit / 2;
        mostBelow = query.limit - mostAbove;
    }

    QList<protocol::Message> older; // descending
    QList<protocol::Message> newer; // ascending
    if (mostBelow > 0)
        older = below(wanted, split + 1, query.limit);
    if (mostAbove > 0)
        newer = above(wanted, split, query.limit);
    if (query.around) {
        // Near an end of the history the other side gets what is not needed there.
        mostAbove = std::max(mostAbove, query.limit - qsizetype{older.size()});
        mostBelow = std::max(mostBelow, query.limit - qsizetype{newer.size()});
    }
    older.resize(std::min(qsizetype{older.size()}, mostBelow));
    newer.resize(std::min(qsizetype{newer.size()}, mostAbove));
    for (QList<protocol::Message> *side : {&older, &newer}) {
        for (protocol::Message &message : *side)
            addMine(message, query.viewer);
    }

    // Outwards from the middle, each side in turn, so that the bytes run out at both ends alike.
    protocol::PageRoom room(query.limit, query.bytes);
    QList<protocol::Message> messages;
    qsizetype i = 0;
    qsizetype j = 0;
    bool olderOpen = true;
    bool newerOpen = true;
    while ((olderOpen && i < older.size()) || (newerOpen && j < newer.size())) {
        if (olderOpen && i < older.size()) {
            olderOpen = room.take(older.at(i));
            if (olderOpen)
                messages.prepend(older.at(i++));
        }
        if (newerOpen && j < newer.size()) {
            newerOpen = room.take(newer.at(j));
            if (newerOpen)
                messages.append(newer.at(j++));
        }
    }

    core::HistoryPage page;
    page.first = conversation.first;
    const qint64 lowest = messages.isEmpty() ? split + 1 : messages.constFirst().seq;
    const qint64 highest = messages.isEmpty() ? split : messages.constLast().seq;
    if (wanted.only) {
        page.moreBefore = !below(wanted, lowest, 1).isEmpty();
        page.moreAfter = !above(wanted, highest, 1).isEmpty();
    } else {
        page.moreBefore = std::min(lowest, conversation.seq + 1) > conversation.first;
        page.moreAfter = highest < conversation.seq;
    }
    page.messages = std::move(messages);
    return page;
}

core::Changes History::changes(const protocol::Conversation &conversation, const QString &viewer, qint64 rev,
                               qsizetype limit, qsizetype bytes)
{
    core::Changes changes;
    protocol::PageRoom room(limit, bytes);
    Rows rows = m_changed.rows(conversation.id, rev, qint64{limit} + 1);
    while (rows.next()) {
        protocol::Message message = readMessage(rows);
        addMine(message, viewer);
        if (!room.take(message)) {
            changes.more = true;
            break;
        }
        changes.messages.append(std::move(message));
    }
    // All of them: then the conversation's own changes up to its head are nothing that a message could still bring.
    changes.upTo = changes.more ? changes.messages.constLast().rev : std::max(conversation.rev, rev);
    return changes;
}

void History::addMine(protocol::Message &message, const QString &viewer)
{
    if (!message.reactions.isEmpty())
        message.mine = m_reactions.of(message.conversation, message.seq, viewer);
}

} // namespace confab::store
