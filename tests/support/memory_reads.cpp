// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory_reads.h"

#include <confab/core/search_text.h>
#include <confab/protocol/codec.h>
#include <confab/protocol/everybody.h>
#include <confab/protocol/pages.h>

#include <algorithm>

namespace confab::tests
{

using namespace Qt::StringLiterals;
using core::ReadProblem;
using protocol::ConversationKind;
using protocol::Role;

namespace
{

// With what the viewer chose, in that order.
protocol::Message forViewer(const MemoryState::ConversationRow &row, protocol::Message message, const QString &viewer)
{
    std::map<qint64, QString> byRev;
    for (const auto &[place, reacted] : row.reactions) {
        if (std::get<0>(place) == message.seq && std::get<1>(place) == viewer.toUtf8())
            byRev.emplace(reacted.rev, QString::fromUtf8(std::get<2>(place)));
    }
    for (const auto &[rev, emoji] : byRev)
        message.mine.append(emoji);
    return message;
}

bool isAsked(const core::HistoryQuery &query, const protocol::Message &message)
{
    using Kind = protocol::HistoryOnly::Kind;
    if (!query.only)
        return true;
    if (query.only->kind == Kind::Thread)
        return message.seq == query.only->thread || message.thread == query.only->thread;
    return query.only->kind == Kind::Pinned ? message.pinned : !message.attachments.isEmpty();
}

// Cuts rows, which come in order, to a page.
template <class T, class KeyOf>
core::Page<T> cutToPage(QList<T> rows, qsizetype limit, KeyOf keyOf)
{
    core::Page<T> page;
    if (rows.size() > limit) {
        rows.resize(limit);
        page.next = rows.isEmpty() ? QString() : keyOf(rows.constLast());
    }
    page.rows = std::move(rows);
    return page;
}

} // namespace

MemoryReads::MemoryReads(std::function<const MemoryState &()> committed)
    : m_committed(std::move(committed))
{
}

const MemoryState::ConversationRow *MemoryReads::see(const QString &conversation, const QString &viewer) const
{
    const MemoryState::ConversationRow *row = m_committed().conversation(conversation);
    const bool allowed = row && (row->conversation.kind == ConversationKind::Group || row->members.contains(viewer));
    return allowed ? row : nullptr;
}

bool MemoryReads::take()
{
    return !m_left || (*m_left)-- > 0;
}

Expected<core::HistoryPage, ReadProblem> MemoryReads::history(const core::HistoryQuery &query)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const auto *row = see(query.conversation, query.viewer);
    if (!row)
        return Unexpected{ReadProblem::NotFound};
    QList<protocol::Message> all;
    for (const protocol::Message &message : row->kept()) {
        if (isAsked(query, message))
            all.append(forViewer(*row, message, query.viewer));
    }
    // A thread is there where its first message is, which is in none.
    if (query.only && query.only->kind == protocol::HistoryOnly::Kind::Thread &&
        (all.isEmpty() || all.constFirst().seq != query.only->thread || all.constFirst().thread > 0))
        return Unexpected{ReadProblem::NotFound};

    // The page is what lies between two places among them, both left out.
    const qint64 count = all.size();
    const auto upTo = [&all](qint64 seq) {
        return std::count_if(all.cbegin(), all.cend(),
                             [seq](const protocol::Message &message) { return message.seq <= seq; });
    };
    qint64 below = count;
    if (query.before)
        below = upTo(*query.before - 1);
    else if (query.after)
        below = upTo(*query.after);
    else if (query.around)
        below = upTo(*query.around);
    qint64 wantedBelow = query.after ? 0 : query.limit;
    qint64 wantedAbove = query.after ? query.limit : 0;
    if (query.around) {
        wantedAbove = query.limit / 2;
        wantedBelow = query.limit - wantedAbove;
        const qint64 sparse = std::max<qint64>(0, wantedAbove - (count - below));
        wantedAbove += std::max<qint64>(0, wantedBelow - below);
        wantedBelow += sparse;
    }

    protocol::PageRoom room(query.limit, query.bytes);
    QList<protocol::Message> messages;
    qint64 lowest = below; // taken: lowest+1 … highest
    qint64 highest = below;
    bool downwards = true;
    bool upwards = true;
    while (true) {
        downwards = downwards && lowest > std::max<qint64>(0, below - wantedBelow);
        if (downwards && (downwards = room.take(all.at(lowest - 1))))
            messages.prepend(all.at(--lowest));
        upwards = upwards && highest < std::min(count, below + wantedAbove);
        if (upwards && (upwards = room.take(all.at(highest))))
            messages.append(all.at(highest++));
        if (!downwards && !upwards)
            break;
    }

    core::HistoryPage page;
    page.messages = std::move(messages);
    page.moreBefore = lowest > 0;
    page.moreAfter = highest < count;
    page.first = row->conversation.first;
    return page;
}

Expected<core::Changes, ReadProblem> MemoryReads::changesSince(const QString &conversation, const QString &viewer,
                                                               qint64 rev, qsizetype limit, qsizetype bytes)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const auto *row = see(conversation, viewer);
    if (!row)
        return Unexpected{ReadProblem::NotFound};
    core::Changes changes;
    changes.upTo = std::max(row->conversation.rev, rev);
    protocol::PageRoom room(limit, bytes);
    std::map<qint64, protocol::Message> byRev;
    for (const protocol::Message &message : row->kept()) {
        if (message.rev > rev)
            byRev.emplace(message.rev, forViewer(*row, message, viewer));
    }
    for (const auto &[messageRev, message] : byRev) {
        if (!room.take(message)) {
            changes.more = true;
            changes.upTo = changes.messages.constLast().rev;
            break;
        }
        changes.messages.append(message);
    }
    return changes;
}

Expected<core::Page<core::Reactor>, ReadProblem> MemoryReads::reactors(const QString &conversation,
                                                                       const QString &viewer, qint64 seq,
                                                                       const QString &emoji, const QString &afterKey,
                                                                       qsizetype limit)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const auto *row = see(conversation, viewer);
    if (!row || seq < row->conversation.first || seq > row->messages.size())
        return Unexpected{ReadProblem::NotFound};
    QList<core::Reactor> rows;
    for (const auto &[place, reacted] : row->reactions) {
        const auto &[at, key, chosen] = place;
        if (at == seq && chosen == emoji.toUtf8() && key > afterKey.toUtf8())
            rows.append({QString::fromUtf8(key), reacted.username});
    }
    return cutToPage(std::move(rows), limit, [](const core::Reactor &reactor) { return reactor.key; });
}

Expected<core::StoredFile, ReadProblem> MemoryReads::file(const QString &conversation, const QString &viewer,
                                                          qint64 seq, const QString &id)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const auto found = m_committed().files.find(id);
    if (!see(conversation, viewer) || found == m_committed().files.end() || !found->second.whole ||
        found->second.conversation != conversation || found->second.seq != seq)
        return Unexpected{ReadProblem::NotFound};
    return found->second;
}

Expected<core::Page<protocol::Pref>, ReadProblem> MemoryReads::prefs(const QString &account, const QString &afterKey,
                                                                     qsizetype limit, qsizetype bytes)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    core::Page<protocol::Pref> page;
    const auto found = m_committed().prefs.find(account);
    if (found == m_committed().prefs.end())
        return page;
    for (const auto &[key, value] : found->second) {
        if (!protocol::keyLess(afterKey, key))
            continue;
        const protocol::Pref pref{key, value};
        bytes -= protocol::encodedSize(pref) + 1;
        if (!page.rows.isEmpty() && (page.rows.size() == limit || bytes < 0)) {
            page.next = page.rows.constLast().key;
            break;
        }
        page.rows.append(pref);
    }
    return page;
}

Expected<qint64, ReadProblem> MemoryReads::countSince(const QString &conversation, const QString &viewer, qint64 rev,
                                                      qint64 most)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const auto *row = see(conversation, viewer);
    if (!row)
        return Unexpected{ReadProblem::NotFound};
    const QList<protocol::Message> kept = row->kept();
    const qint64 count = std::count_if(kept.cbegin(), kept.cend(),
                                       [rev](const protocol::Message &message) { return message.rev > rev; });
    return std::min(count, most);
}

Expected<QString, ReadProblem> MemoryReads::messageId(const QString &conversation, const QString &viewer, qint64 seq)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const auto *row = see(conversation, viewer);
    if (!row)
        return Unexpected{ReadProblem::NotFound};
    return seq >= row->conversation.first && seq <= row->messages.size() ? row->messages.at(seq - 1).id : QString();
}

Expected<core::FoundPage, ReadProblem> MemoryReads::search(const core::SearchQuery &query)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    if (!query.conversation.isEmpty() && !see(query.conversation, query.viewer))
        return Unexpected{ReadProblem::NotFound};
    const QStringList terms = core::searchTerms(query.query);
    std::map<qint64, protocol::Message, std::greater<>> hits; // newest first
    std::optional<qint64> before;
    for (const auto &[id, row] : m_committed().conversations) {
        if (!see(id, query.viewer) || (!query.conversation.isEmpty() && query.conversation != id))
            continue;
        for (qsizetype i = row.conversation.first - 1; i < row.messages.size(); ++i) {
            const protocol::Message &message = row.messages.at(i);
            if (query.before && query.before->conversation == id && query.before->seq == message.seq)
                before = row.stored.at(i);
            if (query.withFiles ? message.attachments.isEmpty() : terms.isEmpty())
                continue;
            if (core::holdsAll(core::searchForm(message.text), terms))
                hits.emplace(row.stored.at(i), forViewer(row, message, query.viewer));
        }
    }
    if (query.before && !before)
        return Unexpected{ReadProblem::NotFound};
    core::FoundPage page;
    protocol::PageRoom room(query.limit, query.bytes);
    for (const auto &[stored, message] : hits) {
        if (before && stored >= *before)
            continue;
        page.more = !room.take(message);
        if (page.more)
            break;
        page.messages.append(message);
    }
    return page;
}

Expected<protocol::SyncedConversation, ReadProblem> MemoryReads::synced(const QString &conversation,
                                                                        const QString &viewer)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const auto *row = see(conversation, viewer);
    if (!row)
        return Unexpected{ReadProblem::NotFound};
    const MemoryState &state = m_committed();
    protocol::SyncedConversation synced;
    static_cast<protocol::Conversation &>(synced) = state.counted(*row);
    if (row->conversation.kind == ConversationKind::Group) {
        const core::Account *account = state.account(viewer);
        synced.you.role = account ? account->role : Role::Guest;
    } else {
        synced.you.role = row->members.at(viewer).role;
    }
    const auto mark = row->marks.find(viewer);
    synced.you.read = mark == row->marks.end() ? 0 : mark->second;
    for (const protocol::Message &message : row->kept()) {
        const bool called =
            std::any_of(message.mentions.cbegin(), message.mentions.cend(), [&viewer](const QString &username) {
                return username == protocol::everybodyMention || protocol::keyOf(username) == viewer;
            });
        if (called && message.seq > synced.you.read)
            ++synced.you.mentions;
    }
    if (row->conversation.first <= row->conversation.seq) {
        const protocol::Message &last = row->messages.constLast();
        synced.last = protocol::lastLineOf(last);
    }
    return synced;
}

Expected<QStringList, ReadProblem> MemoryReads::conversationsOf(const QString &viewer, qsizetype most)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    QList<const MemoryState::ConversationRow *> rows;
    for (const auto &[id, row] : m_committed().conversations) {
        if (row.members.contains(viewer))
            rows.append(&row);
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const auto *a, const auto *b) { return a->changedAt > b->changedAt; });
    QStringList ids{QString(protocol::groupConversation)};
    for (const auto *row : std::as_const(rows))
        ids.append(row->conversation.id);
    ids.resize(std::min(ids.size(), most));
    return ids;
}

Expected<core::Page<core::Account>, ReadProblem> MemoryReads::people(const QString &query, const QString &afterKey,
                                                                     qsizetype limit)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const QString part = protocol::keyOf(query);
    QList<core::Account> rows;
    for (const auto &[key, row] : m_committed().accounts) {
        const bool matches = key.contains(part) || protocol::keyOf(row.account.displayName).contains(part);
        if (!row.account.disabled && protocol::keyLess(afterKey, key) && matches)
            rows.append(row.account);
    }
    return cutToPage(std::move(rows), limit, [](const core::Account &account) { return account.key; });
}

Expected<core::Page<core::Reads::MemberRow>, ReadProblem>
MemoryReads::members(const QString &conversation, const QString &viewer, const QString &afterKey, qsizetype limit)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const auto *row = see(conversation, viewer);
    if (!row)
        return Unexpected{ReadProblem::NotFound};
    const MemoryState &state = m_committed();
    const auto markOf = [row](const QString &key) {
        const auto mark = row->marks.find(key);
        return mark == row->marks.end() ? qint64{0} : mark->second;
    };
    QList<MemberRow> rows;
    if (row->conversation.kind == ConversationKind::Group) {
        for (const auto &[key, account] : state.accounts) {
            if (!account.account.disabled && protocol::keyLess(afterKey, key))
                rows.append({account.account, account.account.role, markOf(key)});
        }
    } else {
        for (const auto &[key, member] : row->members) {
            if (!protocol::keyLess(afterKey, key))
                continue;
            MemberRow one{{}, member.role, markOf(key)};
            if (const core::Account *account = state.account(key)) {
                one.account = *account;
            } else {
                one.account.key = key;
                one.account.username = key;
                for (const auto &[token, session] : state.sessions) {
                    if (session.key == key)
                        one.account.username = session.username;
                }
                one.account.displayName = protocol::guestName(one.account.username);
                one.account.role = Role::Guest;
            }
            rows.append(one);
        }
    }
    return cutToPage(std::move(rows), limit, [](const MemberRow &member) { return member.account.key; });
}

Expected<core::Page<protocol::Conversation>, ReadProblem>
MemoryReads::rooms(const QString &viewer, const QString &query, const QString &afterId, qsizetype limit)
{
    if (!take())
        return Unexpected{ReadProblem::Unavailable};
    const MemoryState &state = m_committed();
    const QString part = protocol::keyOf(query);
    QList<protocol::Conversation> rows;
    for (const auto &[id, row] : state.conversations) {
        const bool seen = row.conversation.isPublic || row.members.contains(viewer);
        if (row.conversation.kind == ConversationKind::Room && protocol::keyLess(afterId, id) && seen &&
            protocol::keyOf(row.conversation.name).contains(part))
            rows.append(state.counted(row));
    }
    return cutToPage(std::move(rows), limit, [](const protocol::Conversation &room) { return room.id; });
}

} // namespace confab::tests
