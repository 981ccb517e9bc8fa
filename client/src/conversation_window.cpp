// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation_window.h"

#include "answer_book.h"
#include "cache.h"
#include "history_loader.h"
#include "outbox.h"
#include "row_maker.h"
#include "session.h"
#include "thread_marks.h"
#include "waiting_rows.h"

#include <algorithm>

namespace confab::client
{

namespace
{

constexpr int pageRows = 100;
// More rows than this, some thirty screens, are let go at the other end and loaded again when they are seen. All are
// made anew whenever one changes.
constexpr qsizetype mostRows = 500;

} // namespace

ConversationWindow::ConversationWindow(QString conversation, Sources sources, QObject *parent)
    : QObject(parent)
    , m_conversation(std::move(conversation))
    , m_sources(sources)
    , m_model(new ConversationModel(this))
{
    connect(m_model, &ConversationModel::wantBefore, this, &ConversationWindow::loadBefore);
    connect(m_model, &ConversationModel::wantAfter, this, &ConversationWindow::loadAfter);
    connect(m_model, &ConversationModel::wantGap, this, &ConversationWindow::loadGap);
    connect(m_model, &ConversationModel::wantAround, this, &ConversationWindow::showAround);
}

void ConversationWindow::begin()
{
    if (m_begun)
        return;
    m_begun = true;
    m_shownTo = newest();
    markNew();
    if (farBehind())
        loadAround();
    else
        fromCache(0, 0);
}

void ConversationWindow::apply(const QList<protocol::Message> &messages, bool mineTold)
{
    if (!m_begun || m_stale)
        return;
    const qint64 high = highest();
    bool changed = false;
    // A page from its end, so that each message joins the one below it.
    for (auto it = messages.rbegin(); it != messages.rend(); ++it) {
        const protocol::Message &message = *it;
        // The change of a message far above the window does not begin a window there.
        const qint64 joins = m_messages.isEmpty() ? newest() : lowest() - 1;
        if (message.seq < joins && message.seq <= m_shownTo) {
            if (m_model->loading())
                m_changedMeanwhile.insert(message.seq, message);
        } else if (!m_detached || message.seq <= high) {
            changed = put(message, mineTold) || changed;
        }
    }
    // Not at every message: each cut costs the view some work.
    if (!m_detached && m_messages.size() > 2 * mostRows)
        trim(m_model->endSeen());
    if (changed)
        touch();
}

bool ConversationWindow::put(const protocol::Message &message, bool mineTold)
{
    if (message.seq < first())
        return false;
    if (const auto newer = m_changedMeanwhile.take(message.seq); newer.rev > message.rev)
        return put(newer, mineTold);
    return putNewer(m_messages, message, mineTold);
}

void ConversationWindow::take(const OwnReaction &reaction)
{
    const auto it = m_messages.find(reaction.seq);
    if (it != m_messages.end() && client::apply(reaction, *it))
        touch();
}

std::optional<protocol::Message> ConversationWindow::message(qint64 seq) const
{
    const auto it = m_messages.constFind(seq);
    if (it == m_messages.constEnd())
        return std::nullopt;
    return *it;
}

void ConversationWindow::reset()
{
    if (!m_begun)
        return;
    m_stale = true;
    if (!syncing())
        loadAnew();
}

void ConversationWindow::clear()
{
    m_messages.clear();
    m_stale = false;
    m_detached = false;
    m_floor = 1;
    m_shownTo = 0;
    m_changedMeanwhile.clear();
    m_model->setNewFromSeq(0);
    touch();
}

void ConversationWindow::connected()
{
    m_floor = 1;
    if (!m_begun)
        return;
    // What was said while there was no connection is new as well.
    if (m_model->newFromSeq() == 0)
        markNew();
    if (m_stale)
        loadAnew();
    else if (!m_detached && !heldInCache(newest()))
        loadNewest();
    touch();
}

void ConversationWindow::markNew()
{
    const auto *held = m_sources.book.find(m_conversation);
    if (held && held->stored.you.read < held->stored.object.seq)
        m_model->setNewFromSeq(held->stored.you.read + 1);
}

void ConversationWindow::toNewest()
{
    if (!m_begun || !m_detached)
        return;
    m_messages.clear();
    m_detached = false;
    fromCache(0, 0);
}

void ConversationWindow::showAround(qint64 seq)
{
    seq = std::clamp(seq, first(), std::max(first(), newest()));
    if (!m_begun || m_stale || m_messages.contains(seq))
        return;
    if (m_model->loading()) {
        m_wantedAround = seq;
        return;
    }
    if (heldInCache(seq) || !m_sources.session.ready())
        return replaceAround(seq);
    setLoading(true);
    m_sources.history.around(m_conversation, seq, [this, guard = QPointer(this), seq](const auto &) {
        if (!guard)
            return;
        setLoading(false);
        replaceAround(seq);
    });
}

// What is shown goes only once there is something to take its place.
void ConversationWindow::replaceAround(qint64 seq)
{
    setLoading(true);
    m_sources.cache.rows(m_conversation, seq + 1 + pageRows / 2, 0, pageRows,
                         [this, guard = QPointer(this), seq](const QList<protocol::Message> &messages) {
                             if (!guard)
                                 return;
                             setLoading(false);
                             if (messages.isEmpty() || m_stale)
                                 return touch();
                             // Its own stretch only: what lies below a hole is not near.
                             const qint64 from = heldFrom(seq);
                             m_messages.clear();
                             for (const protocol::Message &message : messages) {
                                 if (message.seq >= from)
                                     put(message);
                             }
                             m_detached = highest() < newest();
                             touch();
                         });
}

void ConversationWindow::loadAnew()
{
    if (farBehind())
        loadAround();
    else
        loadNewest();
}

// Nobody is to miss what lies between the mark and the newest.
void ConversationWindow::loadAround()
{
    const qint64 mark = std::max(readTo(), first());
    const qint64 before = mark + 1 + pageRows / 2;
    if (!m_stale) {
        m_detached = true;
        if (heldInCache(mark + 1))
            return fromCache(before, 0);
        if (!m_sources.session.ready()) {
            m_detached = false;
            return fromCache(0, 0);
        }
    }
    setLoading(true);
    m_sources.history.around(m_conversation, mark,
                             [this, guard = QPointer(this), before](const Expected<qsizetype, Problem> &came) {
                                 if (!guard)
                                     return;
                                 setLoading(false);
                                 if (!came && m_stale)
                                     return touch(); // connected() tries again
                                 m_stale = false;
                                 m_messages.clear();
                                 m_detached = came.has_value();
                                 fromCache(m_detached ? before : 0, 0);
                             });
}

void ConversationWindow::loadNewest()
{
    if (newest() == 0 && !m_stale)
        return;
    setLoading(true);
    m_sources.history.newest(m_conversation, [this, guard = QPointer(this)](const Expected<qsizetype, Problem> &came) {
        if (!guard)
            return;
        setLoading(false);
        if (!came)
            return touch(); // connected() tries again
        if (m_stale) {
            m_stale = false;
            m_detached = false;
            m_messages.clear();
            // The page has been put into the cache before this answer; reading it there brings pushes as well.
            fromCache(0, 0);
            return;
        }
        touch();
    });
}

void ConversationWindow::loadBefore()
{
    const qint64 low = m_messages.isEmpty() ? newest() + 1 : lowest();
    if (!m_begun || m_model->loading() || low <= std::max(first(), m_floor))
        return;
    if (heldInCache(low - 1) || !m_sources.session.ready())
        fromCache(low, 0);
    else
        fetchBefore(low);
}

void ConversationWindow::loadAfter()
{
    if (!m_begun || m_model->loading() || !m_detached)
        return;
    const qint64 high = highest();
    if (heldInCache(high + 1) || !m_sources.session.ready()) {
        fromCache(0, high);
        return;
    }
    setLoading(true);
    m_sources.history.after(m_conversation, high, [this, guard = QPointer(this)](const auto &) {
        if (!guard)
            return;
        setLoading(false);
        if (heldInCache(highest() + 1))
            fromCache(0, highest());
    });
}

void ConversationWindow::loadGap(qint64 below)
{
    if (m_model->loading()) {
        m_waitingGap = below;
        return;
    }
    if (!m_begun || m_messages.isEmpty())
        return;
    // Whether the hole's own seq was named or that of the message under it.
    const auto under = m_messages.lowerBound(below);
    if (under == m_messages.end() || under == m_messages.begin())
        return;
    const qint64 seq = under.key();
    if (m_messages.contains(seq - 1))
        return;
    if (heldInCache(seq - 1))
        fromCache(seq, 0);
    else
        fetchBefore(seq);
}

void ConversationWindow::fromCache(qint64 before, qint64 after)
{
    setLoading(true);
    m_sources.cache.rows(m_conversation, before, after, pageRows,
                         [this, guard = QPointer(this), before, after](const QList<protocol::Message> &messages) {
                             if (!guard)
                                 return;
                             setLoading(false);
                             // Downwards as far as there is no hole: what lies in it is fetched before what is below.
                             const qint64 end = after > 0 ? heldTo(after + 1) : 0;
                             for (const protocol::Message &message : messages) {
                                 if (end == 0 || message.seq <= end)
                                     put(message);
                             }
                             touch();
                             if (m_detached && m_messages.isEmpty()) {
                                 m_detached = false;
                                 return fromCache(0, 0);
                             }
                             if (m_detached && after > 0) {
                                 m_detached = highest() < newest();
                                 trim(true);
                             } else if (before > 0) {
                                 trim(false);
                             }
                             if (!m_sources.session.ready() || after > 0)
                                 return;
                             if (before == 0 && !heldInCache(newest()))
                                 loadNewest();
                             else if (before > 0 && messages.isEmpty())
                                 fetchBefore(before);
                         });
}

void ConversationWindow::fetchBefore(qint64 seq)
{
    setLoading(true);
    m_sources.history.before(m_conversation, seq,
                             [this, guard = QPointer(this), seq](const Expected<qsizetype, Problem> &came) {
                                 if (!guard)
                                     return;
                                 setLoading(false);
                                 // There is nothing below after all.
                                 if (came && *came == 0 && (m_messages.isEmpty() || seq <= lowest()))
                                     m_floor = seq;
                                 trim(false);
                                 touch();
                             });
}

void ConversationWindow::trim(bool fromTop)
{
    while (m_messages.size() > mostRows) {
        if (fromTop) {
            m_messages.erase(m_messages.begin());
        } else {
            m_messages.erase(std::prev(m_messages.end()));
            m_detached = true;
        }
    }
}

void ConversationWindow::touch()
{
    if (m_refreshQueued)
        return;
    m_refreshQueued = true;
    QMetaObject::invokeMethod(this, &ConversationWindow::refresh, Qt::QueuedConnection);
}

void ConversationWindow::refresh()
{
    m_refreshQueued = false;
    // Nothing moves while the page is on its way; where it does not come, what is written meanwhile is shown.
    if (m_stale && m_model->loading())
        return;
    while (!m_messages.isEmpty() && m_messages.firstKey() < first())
        m_messages.erase(m_messages.begin());
    if (!m_model->loading())
        m_changedMeanwhile.clear();
    if (!syncing())
        m_shownTo = newest();

    QList<MessageRow> rows;
    rows.reserve(m_messages.size() + 8);
    const auto *held = m_sources.book.find(m_conversation);
    const qint64 othersRead = held ? held->stored.othersRead : 0;
    const WaitingRows waiting(m_sources.outbox, m_conversation);
    QSet<QString> shown;
    qint64 previous = 0;
    for (const protocol::Message &message : std::as_const(m_messages)) {
        const bool early = message.seq > m_shownTo;
        // One's own were shown before, as waiting.
        if (early && !m_sources.rows.isMe(message.author))
            continue;
        if (previous > 0 && message.seq > previous + 1 && !early) {
            MessageRow gap;
            gap.kind = MessageRow::Kind::Gap;
            gap.seq = message.seq - 1;
            // One for two holes with a reply between them that is not shown here.
            if (!rows.isEmpty() && rows.last().kind == MessageRow::Kind::Gap)
                rows.last() = gap;
            else
                rows.append(gap);
        }
        previous = message.seq;
        if (!isForRoom(message)) {
            shown.insert(message.id);
            continue;
        }
        rows.append(m_sources.rows.row(message, othersRead));
        rows.last().quote = m_sources.rows.quote(message.replyTo, m_conversation, m_messages);
        waiting.overlay(rows.last(), m_sources.rows);
        if (rows.last().own)
            shown.insert(message.id);
    }
    if (!m_detached) {
        for (const OutboxItem &item : waiting.messages()) {
            if (!isForRoom(item.command) || shown.contains(item.id))
                continue;
            rows.append(m_sources.rows.row(item, m_sources.outbox.inFlight(item.id)));
            rows.last().quote = m_sources.rows.quote(replyToOf(item.command), m_conversation, m_messages);
        }
    }
    if (const auto answer = m_sources.answers.find(m_conversation); answer && !m_detached)
        rows.append(m_sources.rows.row(*answer));
    addSummaries(rows);
    const bool moreBefore =
        m_messages.isEmpty() ? newest() >= std::max(first(), m_floor) : lowest() > std::max(first(), m_floor);
    m_model->setEnds(first(), newest());
    m_model->update(rows, moreBefore, m_detached);
    readOnToEnd();
}

void ConversationWindow::addSummaries(QList<MessageRow> &rows) const
{
    struct Seen {
        QStringList authors; // the newest last
        qint64 own = 0;      // the newest reply of one's own
        bool takesPart = false;
    };
    QHash<qint64, Seen> threads;
    const auto namesMe = [this](const protocol::Message &message) {
        return std::any_of(message.mentions.begin(), message.mentions.end(),
                           [this](const QString &name) { return m_sources.rows.isMe(name); });
    };
    for (const protocol::Message &message : m_messages) {
        if (message.thread < 1)
            continue;
        Seen &seen = threads[message.thread];
        const bool own = m_sources.rows.isMe(message.author);
        if (own)
            seen.own = message.seq;
        seen.takesPart = seen.takesPart || own || namesMe(message);
        seen.authors.removeOne(message.author);
        seen.authors.append(message.author);
    }
    for (MessageRow &row : rows) {
        const auto it = m_messages.constFind(row.kind == MessageRow::Kind::Message ? row.seq : 0);
        if (it == m_messages.constEnd() || !it->replies)
            continue;
        const Seen seen = threads.value(row.seq);
        ThreadSummary summary;
        summary.count = it->replies->count;
        summary.last = it->replies->last;
        summary.unread = (row.own || row.mentionsMe || seen.takesPart) &&
                         m_sources.marks.isUnread(m_conversation, row.seq, summary.last, seen.own);
        for (auto author = seen.authors.rbegin(); author != seen.authors.rend() && summary.authors.size() < 3; ++author)
            summary.authors.append(*author);
        row.replies = summary;
    }
}

qint64 ConversationWindow::readThrough(qint64 seq) const
{
    for (auto it = m_messages.upperBound(seq); it != m_messages.end() && it.key() == seq + 1; ++it) {
        if (isForRoom(*it))
            break;
        ++seq;
    }
    return seq;
}

void ConversationWindow::readOnToEnd()
{
    const qint64 read = readTo();
    if (m_detached || !m_model->endSeen() || syncing() || read >= newest())
        return;
    if (const qint64 end = readThrough(read); end > read && end == newest())
        Q_EMIT readOn(end);
}

void ConversationWindow::setLoading(bool loading)
{
    m_model->setLoading(loading);
    if (!loading && m_wantedAround > 0)
        QMetaObject::invokeMethod(
            this,
            [this] {
                if (const qint64 seq = std::exchange(m_wantedAround, 0); seq > 0)
                    showAround(seq);
            },
            Qt::QueuedConnection);
    if (!loading && m_waitingGap > 0)
        QMetaObject::invokeMethod(
            this, [this] { loadGap(std::exchange(m_waitingGap, 0)); }, Qt::QueuedConnection);
}

qint64 ConversationWindow::lowest() const
{
    return m_messages.isEmpty() ? 0 : m_messages.firstKey();
}

qint64 ConversationWindow::highest() const
{
    return m_messages.isEmpty() ? 0 : m_messages.lastKey();
}

qint64 ConversationWindow::first() const
{
    const auto *held = m_sources.book.find(m_conversation);
    return held ? held->stored.object.first : 1;
}

qint64 ConversationWindow::newest() const
{
    const auto *held = m_sources.book.find(m_conversation);
    return held ? held->stored.object.seq : 0;
}

qint64 ConversationWindow::readTo() const
{
    const auto *held = m_sources.book.find(m_conversation);
    return held ? std::max(held->stored.you.read, held->stored.object.first - 1) : 0;
}

bool ConversationWindow::farBehind() const
{
    return newest() - readTo() > pageRows;
}

bool ConversationWindow::syncing() const
{
    return m_sources.session.status().phase == ConnectionStatus::Phase::Syncing;
}

qint64 ConversationWindow::heldFrom(qint64 seq) const
{
    const auto *held = m_sources.book.find(m_conversation);
    const auto span = held ? held->stored.spans.around(seq) : std::nullopt;
    return span ? span->from : 0;
}

qint64 ConversationWindow::heldTo(qint64 seq) const
{
    const auto *held = m_sources.book.find(m_conversation);
    const auto span = held ? held->stored.spans.around(seq) : std::nullopt;
    return span ? span->to : 0;
}

bool ConversationWindow::heldInCache(qint64 seq) const
{
    const auto *held = m_sources.book.find(m_conversation);
    return held && held->stored.spans.contains(seq);
}

} // namespace confab::client
