// SPDX-License-Identifier: GPL-3.0-or-later
#include "history.h"

#include "message_table.h"
#include "page_room.h"

#include <algorithm>
#include <limits>

namespace confab::store
{

History::History(const QSqlDatabase &database)
    : m_below(database, u"SELECT %1 FROM message WHERE conversation = ? AND seq < ? ORDER BY seq DESC LIMIT ?"_s.arg(
                            QLatin1StringView(messageColumns)))
    , m_above(database, u"SELECT %1 FROM message WHERE conversation = ? AND seq > ? ORDER BY seq LIMIT ?"_s.arg(
                            QLatin1StringView(messageColumns)))
    , m_changed(database, u"SELECT %1 FROM message WHERE conversation = ? AND rev > ? ORDER BY rev LIMIT ?"_s.arg(
                              QLatin1StringView(messageColumns)))
{
}

core::HistoryPage History::page(const protocol::Conversation &conversation, const core::HistoryQuery &query)
{
    // The page grows from a place between two seqs: everything ≤ `split` lies before it.
    qint64 split = conversation.seq;
    qsizetype below = query.limit;
    qsizetype above = 0;
    if (query.before) {
        split = std::min(split, *query.before - 1);
    } else if (query.after) {
        split = *query.after;
        below = 0;
        above = query.limit;
    } else if (query.around) {
        split = *query.around;
        above = query.limit / 2;
        below = query.limit - above;
    }

    QList<protocol::Message> older; // descending
    QList<protocol::Message> newer; // ascending
    const auto readBelow = [&](qsizetype limit) {
        Rows rows = m_below.rows(conversation.id, split + 1, qint64{limit});
        while (rows.next())
            older.append(readMessage(rows));
    };
    const auto readAbove = [&](qsizetype limit) {
        Rows rows = m_above.rows(conversation.id, split, qint64{limit});
        while (rows.next())
            newer.append(readMessage(rows));
    };
    if (below > 0)
        readBelow(query.limit);
    if (above > 0)
        readAbove(query.limit);
    if (query.around) {
        // Near an end of the history the other side gets what is not needed there.
        above = std::max(above, query.limit - qsizetype{older.size()});
        below = std::max(below, query.limit - qsizetype{newer.size()});
    }
    older.resize(std::min(qsizetype{older.size()}, below));
    newer.resize(std::min(qsizetype{newer.size()}, above));

    // Outwards from the middle, each side in turn, so that the bytes run out at both ends alike.
    PageRoom room(query.limit, query.bytes);
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
    page.moreBefore = std::min(lowest, conversation.seq + 1) > conversation.first;
    page.moreAfter = highest < conversation.seq;
    page.messages = std::move(messages);
    return page;
}

core::Changes History::changes(const protocol::Conversation &conversation, qint64 rev, qsizetype limit, qsizetype bytes)
{
    core::Changes changes;
    PageRoom room(limit, bytes);
    Rows rows = m_changed.rows(conversation.id, rev, qint64{limit} + 1);
    while (rows.next()) {
        protocol::Message message = readMessage(rows);
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

} // namespace confab::store
