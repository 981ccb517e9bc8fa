// SPDX-License-Identifier: GPL-3.0-or-later
#include "catch_up.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

// Nobody is in more conversations than a client can list; the rest would be found by `rooms`. Nor can one sync name
// more, over all of its frames.
constexpr qsizetype mostConversations = 10'000;
constexpr qsizetype rowsAtOnce = 200;
// A connection may have about 1 MiB of unsent bytes before it is cut off, so one answer stays below that: what does not
// fit is fetched by `history`, page by page, when somebody looks at it.
constexpr qsizetype syncBytes = 768 * 1024;
// Of ids in a frame: quotes, comma and the longest id.
constexpr qsizetype idBytes = protocol::conversationBounds.max + 3;

} // namespace

// What a sync found, by conversation.
struct CatchUp::Found {
    struct Entry {
        protocol::SyncedConversation conversation;
        QList<protocol::Messages> frames;
    };
    QList<Entry> entries;
    QStringList gone;
    bool failed = false;
};

namespace
{

// One run of a sync on a worker.
class SyncReader
{
public:
    SyncReader(Reads &reads, QString viewer, QString id)
        : m_reads(reads)
        , m_viewer(std::move(viewer))
        , m_id(std::move(id))
    {
    }

    // `known`: all that this sync has named, now and in frames before.
    template <class Found>
    [[nodiscard]] Found run(const QList<protocol::Since> &named, const QSet<QString> &known, bool last)
    {
        Found found;
        for (const protocol::Since &since : named)
            addNamed(found, since);
        if (last)
            addUnnamed(found, known);
        return found;
    }

private:
    static void finish(protocol::SyncedConversation &entry) { entry.receipts = hasReceipts(entry); }

    template <class Found>
    void addNamed(Found &found, const protocol::Since &since)
    {
        const auto without = [&](ReadProblem problem) {
            if (problem == ReadProblem::NotFound)
                found.gone.append(since.conversation);
            else
                found.failed = true;
        };
        auto entry = m_reads.synced(since.conversation, m_viewer);
        if (!entry)
            return without(entry.error());
        auto frames = rows(since, *entry);
        if (!frames)
            return without(frames.error());
        finish(*entry);
        entry->reset = !*frames;
        found.entries.append({*entry, frames->value_or(QList<protocol::Messages>())});
    }

    // Nothing: the client has to begin anew.
    using Rows = std::optional<QList<protocol::Messages>>;
    [[nodiscard]] Expected<Rows, ReadProblem> rows(const protocol::Since &since, const protocol::Conversation &now)
    {
        if (since.cursor > now.rev || since.seq > now.seq)
            return Rows();
        if (since.seq > 0) {
            const auto id = m_reads.messageId(since.conversation, m_viewer, since.seq);
            if (!id)
                return Unexpected{id.error()};
            if (*id != since.message)
                return Rows();
        }
        const auto changed =
            m_reads.countSince(since.conversation, m_viewer, since.cursor, protocol::limits::syncChanges + 1);
        if (!changed)
            return Unexpected{changed.error()};
        if (*changed > protocol::limits::syncChanges)
            return Rows();

        QList<protocol::Messages> frames;
        qsizetype bytes = 0;
        qint64 cursor = since.cursor;
        for (bool more = true; more;) {
            auto changes =
                m_reads.changesSince(since.conversation, m_viewer, cursor, rowsAtOnce, protocol::limits::pageBytes);
            if (!changes)
                return Unexpected{changes.error()};
            more = changes->more && changes->upTo > cursor;
            cursor = changes->upTo;
            protocol::Messages frame;
            frame.id = m_id;
            frame.conversation = since.conversation;
            frame.messages = std::move(changes->messages);
            frame.upTo = cursor;
            for (const protocol::Message &message : std::as_const(frame.messages))
                bytes += protocol::encodedSize(message);
            if (m_bytes + bytes > syncBytes)
                return Rows();
            frames.append(std::move(frame));
        }
        m_bytes += bytes;
        return Rows(std::move(frames));
    }

    template <class Found>
    void addUnnamed(Found &found, const QSet<QString> &known)
    {
        const auto all = m_reads.conversationsOf(m_viewer, mostConversations);
        if (!all) {
            found.failed = true;
            return;
        }
        for (const QString &conversation : *all) {
            if (known.contains(conversation))
                continue;
            auto entry = m_reads.synced(conversation, m_viewer);
            if (!entry) {
                // Gone since the list was made, or not to be read.
                found.failed = found.failed || entry.error() == ReadProblem::Unavailable;
                continue;
            }
            finish(*entry);
            entry->reset = true;
            m_bytes += protocol::encodedSize(*entry);
            if (m_bytes > syncBytes)
                return; // the most recent ones are in
            found.entries.append({*entry, {}});
        }
    }

    Reads &m_reads;
    QString m_viewer;
    QString m_id;
    qsizetype m_bytes = 0;
};

} // namespace

CatchUp::CatchUp(Core &core)
    : m_core(core)
{
}

// --- sync -------------------------------------------------------------------------------------------------------

void CatchUp::handle(Turn &turn, Connection &connection, const protocol::Sync &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    // Each may be the client's invention: what is kept of them has a bound.
    QSet<QString> named = std::exchange(connection.namedInSync, {});
    for (const protocol::Since &since : command.since)
        named.insert(since.conversation);
    if (named.size() > mostConversations) {
        turn.always(
            [reply] { reply.error(ErrorCode::TooLarge, u"a sync names at most 10,000 conversations"_s, u"since"_s); });
        return;
    }
    if (!command.last)
        connection.namedInSync = named;
    m_core.readBeside<Found>(
        turn, reply, connection.key,
        [key = connection.key, command, named](Reads &reads) {
            return SyncReader(reads, key, command.id).run<Found>(command.since, named, command.last);
        },
        [this, reply, key = connection.key](const Found &found) { tell(reply, key, found); });
}

void CatchUp::tell(const Reply &reply, const QString &key, const Found &found)
{
    if (found.failed)
        return reply.unavailable();

    protocol::Synced synced;
    synced.id = reply.id();
    synced.more = true;
    qsizetype bytes = 0;
    const auto makeRoom = [&](qsizetype size) {
        bytes += size;
        if (bytes <= protocol::limits::pageBytes)
            return;
        reply.event(synced);
        synced.conversations.clear();
        synced.gone.clear();
        bytes = size;
    };
    const auto isGone = [&](const QString &conversation) {
        makeRoom(idBytes);
        synced.gone.append(conversation);
    };
    for (const Found::Entry &entry : found.entries) {
        // Asked once more: somebody may have been removed since it was read.
        if (!m_core.membership.mayRead(key, entry.conversation.id)) {
            isGone(entry.conversation.id);
            continue;
        }
        for (const protocol::Messages &frame : entry.frames)
            reply.event(frame);
        makeRoom(protocol::encodedSize(entry.conversation) + 1);
        synced.conversations.append(entry.conversation);
    }
    for (const QString &conversation : found.gone)
        isGone(conversation);
    synced.more = false;
    reply.event(synced);
}

// --- history ----------------------------------------------------------------------------------------------------

void CatchUp::handle(Turn &turn, Connection &connection, const protocol::History &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    const int places = command.before.has_value() + command.after.has_value() + command.around.has_value();
    const bool limitIsGood = command.limit >= 1 && command.limit <= protocol::limits::historyPage;
    if (places > 1 || !limitIsGood) {
        turn.always([reply, limitIsGood] {
            if (limitIsGood)
                reply.error(ErrorCode::BadField, u"only one of before, after and around"_s, u"before"_s);
            else
                reply.error(ErrorCode::BadField, u"from 1 to 100"_s, u"limit"_s);
        });
        return;
    }

    HistoryQuery query;
    query.conversation = command.conversation;
    query.viewer = connection.key;
    query.before = command.before;
    query.after = command.after;
    query.around = command.around;
    query.limit = command.limit;
    query.only = command.only;
    using Result = Expected<HistoryPage, ReadProblem>;
    const auto tellPage = [this, reply, query](const Result &page) {
        if (!page && page.error() == ReadProblem::Unavailable)
            return reply.unavailable();
        if (!page || !m_core.membership.mayRead(query.viewer, query.conversation))
            return reply.guardFailed(Guard::NotFound, {});
        protocol::Messages messages;
        messages.id = reply.id();
        messages.conversation = query.conversation;
        messages.messages = page->messages;
        messages.moreBefore = page->moreBefore;
        messages.moreAfter = page->moreAfter;
        messages.first = page->first;
        reply.event(messages);
    };
    m_core.readBeside<Result>(
        turn, reply, query.viewer, [query](Reads &reads) { return reads.history(query); }, tellPage);
}

// --- ping -------------------------------------------------------------------------------------------------------

void CatchUp::handle(Turn &turn, Connection &connection, const protocol::Ping &command)
{
    turn.always([this, reply = m_core.reply(connection, command.id), key = connection.key, command] {
        protocol::Pong pong;
        pong.id = reply.id();
        for (const protocol::Ping::Rev &rev : command.revs) {
            // Who may not see it any more hears that from the sync that follows.
            const bool behind =
                !key.isEmpty() && (!m_core.membership.mayRead(key, rev.conversation) ||
                                   m_core.ports.store.conversations().head(rev.conversation).rev > rev.cursor);
            if (behind)
                pong.behind.append(rev.conversation);
        }
        reply.event(pong);
    });
}

} // namespace confab::core
