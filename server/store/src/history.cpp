// SPDX-License-Identifier: GPL-3.0-or-later
#include "history.h"

#include "message_table.h"

#include <confab/core/history_pages.h>
#include <confab/protocol/pages.h>

#include <algorithm>

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
    : below(database, u"SELECT %1 FROM message WHERE conversation = ? %2 AND seq <= ? ORDER BY seq DESC LIMIT ?"_s.arg(
                          QLatin1StringView(messageColumns), condition))
    , above(database, u"SELECT %1 FROM message WHERE conversation = ? %2 AND seq >= ? ORDER BY seq LIMIT ?"_s.arg(
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
    if (wanted.root.seq <= seq && found.size() < limit)
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
    if (wanted.root.seq >= seq)
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

    return core::pageOf(query, conversation,
                        {.below = [&](qint64 seq, qsizetype limit) { return below(wanted, seq, limit); },
                         .above = [&](qint64 seq, qsizetype limit) { return above(wanted, seq, limit); },
                         .addMine =
                             [&](QList<protocol::Message> &messages) {
                                 for (protocol::Message &message : messages)
                                     addMine(message, query.viewer);
                             }});
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
