// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation_book.h"

#include "forwarding.h"

#include <confab/client/conversation_kind.h>
#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// A hostile server's conversations end here; nobody has so many.
constexpr qsizetype mostConversations = 5000;
constexpr qsizetype mostSpans = 200;
constexpr qsizetype lastLineChars = 160;
// Mentions during one sync; a hostile server could name more.
constexpr qsizetype mostMentions = 1000;

// Of a page or a frame, what belongs there: a server may send anything.
QList<protocol::Message> ofConversation(const protocol::Messages &frame)
{
    QList<protocol::Message> messages;
    for (const protocol::Message &message : frame.messages) {
        if (message.conversation == frame.conversation && message.seq >= 1 && message.rev >= 1)
            messages.append(message);
    }
    return messages;
}

} // namespace

void ConversationBook::load(const QList<StoredConversation> &conversations)
{
    m_held.clear();
    for (const StoredConversation &stored : conversations) {
        if (m_held.size() >= mostConversations)
            break;
        Held held;
        held.stored = stored;
        held.cursor = Cursor(stored.cursor);
        m_held.insert(stored.object.id, held);
    }
    goLive();
}

void ConversationBook::goLive()
{
    for (Held &held : m_held)
        held.liveFrom = held.stored.object.seq;
}

const ConversationBook::Held *ConversationBook::find(const QString &id) const
{
    const auto it = m_held.constFind(id);
    return it == m_held.constEnd() ? nullptr : &*it;
}

ConversationBook::Held *ConversationBook::find(const QString &id)
{
    const auto it = m_held.find(id);
    return it == m_held.end() ? nullptr : &*it;
}

ConversationBook::Held *ConversationBook::ensure(const QString &id)
{
    if (Held *held = find(id))
        return held;
    if (id.isEmpty() || m_held.size() >= mostConversations)
        return nullptr;
    Held held;
    held.stored.object.id = id;
    held.stored.object.kind = kindOf(id);
    held.guessed = true;
    return &*m_held.insert(id, held);
}

QList<qint64> ConversationBook::hold(Held &held, const QList<protocol::Message> &messages, bool some)
{
    StoredConversation &stored = held.stored;
    QList<qint64> news;
    for (const protocol::Message &message : messages) {
        if (message.seq < stored.object.first)
            continue;
        if (held.liveFrom && message.seq > *held.liveFrom && !stored.spans.contains(message.seq))
            news.append(message.seq);
        // One by one they would crowd out what is known of whole stretches.
        if (!some)
            stored.spans.add(message.seq);
        if (message.seq == stored.spans.top())
            stored.topId = message.id;
        stored.object.seq = std::max(stored.object.seq, message.seq);
        stored.object.rev = std::max(stored.object.rev, message.rev);
        if (!stored.last || message.seq >= stored.last->seq) {
            stored.last =
                protocol::LastLine{message.seq, message.author, message.at,
                                   message.deleted || message.hidden ? QString() : saidIn(message).left(lastLineChars)};
        }
    }
    // Only an index: rows that no span names are asked for again.
    while (stored.spans.spans().size() > mostSpans)
        stored.spans.dropBelow(stored.spans.spans().at(1).from);
    return news;
}

ConversationWrite ConversationBook::snapshot(const Held &held)
{
    ConversationWrite write;
    write.conversation = held.stored;
    write.conversation.cursor = held.cursor.at();
    return write;
}

std::optional<ConversationBook::Applied> ConversationBook::push(const protocol::Message &message, bool own)
{
    if (message.seq < 1 || message.rev < 1)
        return std::nullopt;
    const bool fresh = !m_held.contains(message.conversation);
    Held *held = ensure(message.conversation);
    if (!held)
        return std::nullopt;
    // Nothing is held yet, so everything before it is reflected in that nothing.
    if (fresh) {
        held->cursor.reset(message.rev - 1);
        held->liveFrom = message.seq - 1;
    }
    Applied applied;
    applied.news = hold(*held, {message});
    if (own)
        held->stored.you.read = std::max(held->stored.you.read, message.seq);
    applied.fresh = fresh;
    applied.gap = held->cursor.pushed(message.rev) == Cursor::Step::Gap || held->guessed;
    applied.write = snapshot(*held);
    applied.write.messages = {message};
    return applied;
}

std::optional<ConversationBook::Applied> ConversationBook::push(const protocol::Conversation &object)
{
    const bool fresh = !m_held.contains(object.id);
    Held *held = ensure(object.id);
    if (!held)
        return std::nullopt;
    // One's standing there is still to be learnt.
    Applied applied;
    applied.fresh = fresh;
    if (fresh) {
        held->cursor.reset(object.rev);
        held->liveFrom = object.seq;
        applied.gap = true;
    } else {
        applied.gap = held->cursor.pushed(object.rev) == Cursor::Step::Gap;
    }
    // One with the rev that is held is taken too: the member count of `group` takes no rev.
    if (object.rev >= held->stored.object.rev || held->guessed) {
        const qint64 seq = std::max(held->stored.object.seq, object.seq);
        const qint64 rev = std::max(held->stored.object.rev, object.rev);
        held->stored.object = object;
        held->objectRev = object.rev;
        held->stored.object.seq = seq;
        held->stored.object.rev = rev;
        held->guessed = false;
        held->stored.spans.dropBelow(object.first);
        if (held->stored.last && held->stored.last->seq < object.first)
            held->stored.last.reset();
    }
    applied.write = snapshot(*held);
    return applied;
}

std::optional<ConversationBook::Applied> ConversationBook::synced(const protocol::Messages &frame)
{
    const bool fresh = !m_held.contains(frame.conversation);
    Held *held = ensure(frame.conversation);
    if (!held)
        return std::nullopt;
    const QList<protocol::Message> messages = ofConversation(frame);
    Applied applied;
    applied.news = hold(*held, messages);
    held->cursor.synced(frame.upTo.value_or(0));
    applied.fresh = fresh;
    applied.write = snapshot(*held);
    applied.write.messages = messages;
    applied.write.mineTold = true;
    return applied;
}

std::optional<ConversationBook::Applied> ConversationBook::synced(const protocol::SyncedConversation &entry)
{
    const bool fresh = !m_held.contains(entry.id);
    Held *held = ensure(entry.id);
    if (!held)
        return std::nullopt;
    StoredConversation &stored = held->stored;
    // Pushes that came while the sync ran may be ahead of it.
    const protocol::Conversation newer = stored.object;
    const auto newerLast = stored.last;
    const bool pushed = !entry.reset && !held->guessed && held->objectRev > entry.rev;
    if (!pushed) {
        stored.object = entry;
        held->objectRev = entry.rev;
    }
    held->guessed = false;
    Applied applied;
    applied.fresh = fresh;
    if (!held->liveFrom || entry.reset)
        held->liveFrom = entry.seq;
    if (entry.reset) {
        stored.spans.clear();
        stored.topId.clear();
        stored.you = entry.you;
        held->mentionedIn.clear();
        stored.last = entry.last;
        held->cursor.reset(entry.rev);
        applied.write = snapshot(*held);
        applied.write.replace = true;
        return applied;
    }
    stored.object.seq = std::max(stored.object.seq, newer.seq);
    stored.object.rev = std::max(stored.object.rev, newer.rev);
    stored.spans.dropBelow(stored.object.first);
    // Of a message without words a server has nothing to show, and a deleted one has come as such.
    const bool wordless = entry.last && newerLast && entry.last->seq == newerLast->seq && entry.last->text.isEmpty();
    stored.last = entry.last && !wordless && (!newerLast || entry.last->seq >= newerLast->seq) ? entry.last : newerLast;
    const qint64 read = std::max(stored.you.read, entry.you.read);
    stored.you = entry.you;
    stored.you.read = read;
    for (const qint64 seq : std::exchange(held->mentionedIn, {}))
        stored.you.mentions += seq > std::max(entry.seq, read) ? 1 : 0;
    if (read >= stored.object.seq)
        stored.you.mentions = 0;
    // The server read the head first and the rows after it, so everything up to this rev has come.
    held->cursor.synced(entry.rev);
    applied.gap = held->cursor.hasGap();
    if (read > entry.you.read)
        applied.read = read;
    applied.write = snapshot(*held);
    return applied;
}

std::optional<ConversationBook::Applied> ConversationBook::history(const protocol::Messages &page, bool some)
{
    Held *held = find(page.conversation);
    if (!held)
        return std::nullopt;
    if (page.first && *page.first > held->stored.object.first) {
        held->stored.object.first = *page.first;
        held->stored.spans.dropBelow(*page.first);
    }
    const QList<protocol::Message> messages = ofConversation(page);
    hold(*held, messages, some);
    Applied applied;
    applied.write = snapshot(*held);
    applied.write.messages = messages;
    applied.write.mineTold = true;
    return applied;
}

std::optional<ConversationWrite> ConversationBook::readByMe(const QString &id, qint64 seq)
{
    Held *held = find(id);
    if (!held)
        return std::nullopt;
    seq = std::min(seq, held->stored.object.seq);
    if (seq <= held->stored.you.read)
        return std::nullopt;
    held->stored.you.read = seq;
    if (seq >= held->stored.object.seq)
        held->stored.you.mentions = 0;
    return snapshot(*held);
}

std::optional<ConversationWrite> ConversationBook::readByOther(const QString &id, qint64 seq)
{
    Held *held = find(id);
    if (!held || seq <= held->stored.othersRead)
        return std::nullopt;
    held->stored.othersRead = seq;
    return snapshot(*held);
}

std::optional<ConversationWrite> ConversationBook::mentioned(const QString &id, qint64 seq)
{
    Held *held = find(id);
    if (!held)
        return std::nullopt;
    ++held->stored.you.mentions;
    if (held->mentionedIn.size() < mostMentions)
        held->mentionedIn.append(seq);
    return snapshot(*held);
}

void ConversationBook::remove(const QString &id)
{
    m_held.remove(id);
}

QStringList ConversationBook::byActivity() const
{
    QList<std::pair<QDateTime, QString>> order;
    order.reserve(m_held.size());
    for (auto it = m_held.begin(); it != m_held.end(); ++it)
        order.append({it->stored.last ? it->stored.last->at : QDateTime(), it.key()});
    std::sort(order.begin(), order.end(), [](const auto &a, const auto &b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    QStringList ids;
    for (const auto &[at, id] : std::as_const(order))
        ids.append(id);
    return ids;
}

QList<QList<protocol::Since>> ConversationBook::since() const
{
    QList<QList<protocol::Since>> frames;
    QList<protocol::Since> frame;
    qsizetype bytes = 0;
    for (const QString &id : byActivity()) {
        const protocol::Since entry = since(id);
        // Brackets, quotes, commas and numbers around what is of unknown length.
        const qsizetype size = entry.conversation.toUtf8().size() + entry.message.size() + 60;
        if (frame.size() >= protocol::limits::syncSince || bytes + size > protocol::limits::pageBytes) {
            frames.append(std::exchange(frame, {}));
            bytes = 0;
        }
        frame.append(entry);
        bytes += size;
    }
    frames.append(frame);
    return frames;
}

protocol::Since ConversationBook::since(const QString &id) const
{
    const Held *held = find(id);
    if (!held)
        return {id, 0, 0, {}};
    return {id, held->cursor.at(), held->stored.spans.top(), held->stored.topId};
}

QList<protocol::Ping::Rev> ConversationBook::pingRevs() const
{
    QList<protocol::Ping::Rev> revs;
    for (const QString &id : byActivity()) {
        if (revs.size() >= protocol::limits::pingRevs)
            break;
        revs.append({id, find(id)->cursor.at()});
    }
    return revs;
}

} // namespace confab::client
