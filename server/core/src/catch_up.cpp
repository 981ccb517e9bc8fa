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

// Nobody is in more conversations than a client can list; the rest would be found by `rooms`.
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

    template <class Found>
    [[nodiscard]] Found run(const QList<protocol::Since> &named, const QSet<QString> &alreadyNamed, bool last)
    {
        Found found;
        QSet<QString> known = alreadyNamed;
        for (const protocol::Since &since : named) {
            known.insert(since.conversation);
            auto entry = m_reads.synced(since.conversation, m_viewer);
            if (!entry) {
                if (entry.error() == ReadProblem::NotFound)
                    found.gone.append(since.conversation);
                else
                    found.failed = true;
                continue;
            }
            finish(*entry);
            auto frames = rows(since, *entry);
            entry->reset = !frames;
            found.entries.append({*entry, frames ? std::move(*frames) : QList<protocol::Messages>()});
        }
        if (last)
            addUnnamed(found, known);
        return found;
    }

private:
    static void finish(protocol::SyncedConversation &entry) { entry.receipts = hasReceipts(entry); }

    // Nothing: the client has to begin anew.
    [[nodiscard]] std::optional<QList<protocol::Messages>> rows(const protocol::Since &since,
                                                                const protocol::Conversation &now)
    {
        if (since.cursor > now.rev || since.seq > now.seq)
            return std::nullopt;
        if (since.seq > 0) {
            const auto id = m_reads.messageId(since.conversation, m_viewer, since.seq);
            if (!id || *id != since.message)
                return std::nullopt;
        }
        const auto changed =
            m_reads.countSince(since.conversation, m_viewer, since.cursor, protocol::limits::syncChanges + 1);
        if (!changed || *changed > protocol::limits::syncChanges)
            return std::nullopt;

        QList<protocol::Messages> frames;
        qsizetype bytes = 0;
        qint64 cursor = since.cursor;
        for (bool more = true; more;) {
            auto changes =
                m_reads.changesSince(since.conversation, m_viewer, cursor, rowsAtOnce, protocol::limits::pageBytes);
            if (!changes)
                return std::nullopt;
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
                return std::nullopt;
            frames.append(std::move(frame));
        }
        m_bytes += bytes;
        return frames;
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
            if (!entry) // gone since the list was made
                continue;
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

void CatchUp::read(const Reply &reply, std::function<Workers::Finish(Reads &)> work)
{
    if (!m_core.ports.workers.read(std::move(work)))
        reply.unavailable(1'000);
}

// --- sync -------------------------------------------------------------------------------------------------------

void CatchUp::handle(Turn &turn, Connection &connection, const protocol::Sync &command)
{
    const QSet<QString> before = connection.namedInSync;
    if (command.last) {
        connection.namedInSync.clear();
    } else {
        for (const protocol::Since &since : command.since)
            connection.namedInSync.insert(since.conversation);
    }
    turn.always([this, reply = m_core.reply(connection, command.id), key = connection.key, before, command] {
        read(reply, [=, this, guarded = m_core.whileAlive<const Found &>([=, this](const Found &found) {
                 tell(reply, key, found);
             })](Reads &reads) -> Workers::Finish {
            auto found = SyncReader(reads, key, command.id).run<Found>(command.since, before, command.last);
            return [guarded, found = std::move(found)] { guarded(found); };
        });
    });
}

void CatchUp::tell(const Reply &reply, const QString &key, const Found &found)
{
    if (!m_core.connections.find(reply.connection(), key))
        return;
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
    using Result = Expected<HistoryPage, ReadProblem>;
    const auto tellPage = [this, reply, query](const Result &page) {
        if (!m_core.connections.find(reply.connection(), query.viewer))
            return;
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
    turn.always([=, this, guarded = m_core.whileAlive<const Result &>(tellPage)] {
        read(reply, [query, guarded](Reads &reads) -> Workers::Finish {
            return [guarded, page = reads.history(query)] { guarded(page); };
        });
    });
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
