// SPDX-License-Identifier: GPL-3.0-or-later
#include "history.h"

#include "rows.h"

#include <confab/core/history_pages.h>
#include <confab/protocol/pages.h>

#include <algorithm>

namespace confab::aws
{

namespace
{

using Kind = protocol::HistoryOnly::Kind;
using protocol::Message;

bool isListed(const protocol::HistoryOnly &only, const Message &message)
{
    if (only.kind == Kind::Thread)
        return message.thread == only.thread;
    return only.kind == Kind::Pinned ? message.pinned : !message.attachments.isEmpty();
}

} // namespace

QList<Message> History::messagesAt(const QList<qint64> &seqs)
{
    const Layout &keys = m_database.keys;
    QList<ItemKey> wanted;
    for (const qint64 seq : seqs)
        wanted.append(keys.message(m_conversation.id, seq));
    const std::map<ItemKey, Item> items = m_database.get(wanted);
    QList<Message> messages;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (const auto item = items.find(wanted.at(i)); item != items.end())
            messages.append(messageOf(item->second, m_conversation.id, seqs.at(i)));
    }
    return messages;
}

QList<Message> History::listed(const QString &prefix, qint64 seq, bool upwards, qsizetype limit)
{
    const qint64 lowest = upwards ? std::max(seq, m_conversation.first) : m_conversation.first;
    const qint64 highest = upwards ? m_conversation.seq : std::min(seq, m_conversation.seq);
    if (lowest > highest || limit < 1)
        return {};
    const Layout &keys = m_database.keys;
    QList<qint64> seqs;
    m_database.each({.table = &keys.history,
                     .partition = m_conversation.id,
                     .from = prefix + numberText(lowest),
                     .to = prefix + numberText(highest),
                     .descending = !upwards,
                     .most = limit},
                    [&](const Item &item) {
                        seqs.append(Database::keyOf(keys.history, item).sort.section(u'#', -1).toLongLong());
                        return true;
                    });
    QList<Message> messages = messagesAt(seqs);
    // Changed since it was listed.
    messages.removeIf([this](const Message &message) { return !isListed(*m_only, message); });
    return messages;
}

QList<Message> History::from(qint64 seq, bool upwards, qsizetype limit)
{
    if (m_only) {
        if (m_only->kind == Kind::Pinned)
            return listed(u"pin#"_s, seq, upwards, limit);
        if (m_only->kind == Kind::Files)
            return listed(u"file#"_s, seq, upwards, limit);
        auto found = listed(u"thr#"_s + numberText(m_root.seq) + u'#', seq, upwards, limit);
        if (upwards && m_root.seq >= seq)
            found.prepend(m_root);
        if (!upwards && m_root.seq <= seq && found.size() < limit)
            found.append(m_root);
        return found;
    }
    const qint64 lowest = upwards ? std::max(seq, m_conversation.first) : m_conversation.first;
    const qint64 highest = upwards ? m_conversation.seq : std::min(seq, m_conversation.seq);
    if (lowest > highest || limit < 1)
        return {};
    const Layout &keys = m_database.keys;
    QList<Message> messages;
    m_database.each({.table = &keys.history,
                     .partition = m_conversation.id,
                     .from = keys.message({}, lowest).sort,
                     .to = keys.message({}, highest).sort,
                     .descending = !upwards,
                     .most = limit},
                    [&](const Item &item) {
                        const QString sort = Database::keyOf(keys.history, item).sort;
                        messages.append(messageOf(item, m_conversation.id, sort.section(u'#', 1).toLongLong()));
                        return true;
                    });
    return messages;
}

std::optional<core::HistoryPage> History::page(const core::HistoryQuery &query)
{
    m_only = query.only;
    if (m_only && m_only->kind == Kind::Thread) {
        const bool isThere = m_only->thread >= m_conversation.first && m_only->thread <= m_conversation.seq;
        const QList<Message> root = isThere ? messagesAt({m_only->thread}) : QList<Message>();
        if (root.isEmpty() || root.constFirst().thread > 0)
            return std::nullopt;
        m_root = root.constFirst();
    }

    return core::pageOf(query, m_conversation,
                        {.below = [this](qint64 seq, qsizetype limit) { return from(seq, false, limit); },
                         .above = [this](qint64 seq, qsizetype limit) { return from(seq, true, limit); },
                         .addMine = [this](QList<Message> &messages) { addMine(messages); }});
}

core::Changes History::changes(qint64 rev, qsizetype limit, qsizetype bytes)
{
    const Layout &keys = m_database.keys;
    QList<std::pair<qint64, qint64>> listed; // rev and seq
    qint64 upTo = std::max(m_conversation.rev, rev);
    m_database.each({.table = &keys.history,
                     .partition = m_conversation.id,
                     .from = keys.revision({}, rev + 1).sort,
                     .to = keys.revision({}, m_conversation.rev).sort,
                     .most = limit + 1},
                    [&](const Item &item) {
                        const qint64 at = Database::keyOf(keys.history, item).sort.section(u'#', 1).toLongLong();
                        const qint64 seq = item.number("seq"_L1);
                        // Below `first` it is still to be cleared away.
                        if (seq >= m_conversation.first && seq <= m_conversation.seq)
                            listed.append({at, seq});
                        return true;
                    });
    QList<qint64> seqs;
    for (const auto &[at, seq] : std::as_const(listed))
        seqs.append(seq);
    QList<Message> messages = messagesAt(seqs);
    addMine(messages);
    std::map<qint64, const Message *> bySeq;
    for (const Message &message : std::as_const(messages))
        bySeq.emplace(message.seq, &message);

    core::Changes changes;
    protocol::PageRoom room(limit, bytes);
    qint64 last = rev;
    for (const auto &[at, seq] : std::as_const(listed)) {
        const auto message = bySeq.find(seq);
        // Changed once more since the head was read: it comes under its new rev, which is above.
        const bool isIt = message != bySeq.end() && message->second->rev == at;
        if (isIt && !room.take(*message->second)) {
            changes.more = true;
            upTo = last;
            break;
        }
        if (isIt)
            changes.messages.append(*message->second);
        last = at;
    }
    changes.upTo = upTo;
    return changes;
}

void History::addMine(QList<Message> &messages)
{
    // By key, as a message says which emoji there are: one round trip for all of them.
    QList<ItemKey> wanted;
    for (const Message &message : std::as_const(messages)) {
        for (const protocol::Reaction &reaction : message.reactions)
            wanted.append(m_database.keys.reaction(m_conversation.id, message.seq, m_viewer, reaction.emoji));
    }
    if (wanted.isEmpty())
        return;
    const std::map<ItemKey, Item> items = m_database.get(wanted);
    qsizetype next = 0;
    for (Message &message : messages) {
        std::map<qint64, QString> byRev;
        for (const protocol::Reaction &reaction : std::as_const(message.reactions)) {
            if (const auto item = items.find(wanted.at(next++)); item != items.end())
                byRev.emplace(item->second.number("rev"_L1), reaction.emoji);
        }
        for (const auto &[rev, emoji] : byRev)
            message.mine.append(emoji);
    }
}

} // namespace confab::aws
