// SPDX-License-Identifier: GPL-3.0-or-later
#include "catch_up.h"

#include "logging.h"
#include "retry_wait.h"
#include "session.h"

#include <algorithm>
#include <utility>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// A gap that a sync did not close is asked about again, but not as fast as a hostile server could make it.
constexpr int againMs = 1000;
constexpr qsizetype mostRunning = 64;

} // namespace

CatchUp::CatchUp(Session &session, ConversationBook &book, Timing timing, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_book(book)
    , m_timing(std::move(timing))
    , m_backoff(m_timing.random)
{
}

CatchUp::~CatchUp()
{
    for (int timer : {m_timer, m_retryTimer})
        m_timing.scheduler->cancel(timer);
}

void CatchUp::begin()
{
    abandon();
    m_whole = true;
    askAll();
}

void CatchUp::askAll()
{
    const int round = ++m_round;
    const auto frames = m_book.since();
    m_namedBefore.clear();
    for (const QList<protocol::Since> &frame : frames.first(frames.size() - 1)) {
        for (const protocol::Since &since : frame)
            m_namedBefore.insert(since.conversation);
    }
    for (qsizetype i = 0; i < frames.size(); ++i)
        ask(frames[i], round, i + 1 == frames.size());
}

void CatchUp::abandon()
{
    for (int *timer : {&m_timer, &m_retryTimer}) {
        m_timing.scheduler->cancel(*timer);
        *timer = 0;
    }
    m_running.clear();
    m_wanted.clear();
    m_refused.clear();
    m_backoff.reset();
    m_whole = false;
}

void CatchUp::want(const QString &conversation)
{
    if (m_whole || m_running.contains(conversation) || m_running.size() >= mostRunning) {
        m_wanted.insert(conversation);
        return;
    }
    askFor({conversation});
}

void CatchUp::askFor(const QStringList &conversations)
{
    QList<protocol::Since> since;
    for (const QString &conversation : conversations) {
        m_running.insert(conversation);
        since.append(m_book.since(conversation));
    }
    ask(since, 0, false);
}

void CatchUp::ask(const QList<protocol::Since> &since, int round, bool last)
{
    Asked asked{{}, round, last};
    for (const protocol::Since &each : since)
        asked.named.append(each.conversation);
    m_session.ask(
        protocol::Sync{{}, since, last},
        [this, asked, guard = QPointer(this)](const Expected<protocol::ServerEvent, Problem> &answer) {
            if (guard)
                onEnd(asked, answer);
        },
        [this, asked](const protocol::ServerEvent &event) { onPart(asked, event); });
}

void CatchUp::onPart(const Asked &asked, const protocol::ServerEvent &event)
{
    if (const auto *messages = std::get_if<protocol::Messages>(&event)) {
        if (const auto result = m_book.synced(*messages))
            Q_EMIT applied(*result);
    } else if (const auto *synced = std::get_if<protocol::Synced>(&event)) {
        take(asked, *synced);
    }
}

void CatchUp::onEnd(const Asked &asked, const Expected<protocol::ServerEvent, Problem> &answer)
{
    if (!answer) {
        if (!answer.error().offline)
            onRefused(asked, answer.error());
        return;
    }
    if (const auto *synced = std::get_if<protocol::Synced>(&*answer))
        take(asked, *synced);
    for (const QString &conversation : asked.named)
        m_running.remove(conversation);
    if (asked.last && asked.round == m_round && m_whole) {
        m_whole = false;
        Q_EMIT finished();
    }
    if (!m_whole && m_retryTimer == 0)
        m_backoff.reset();
    if (!m_wanted.isEmpty() && !m_whole && m_timer == 0) {
        m_timer = m_timing.scheduler->after(againMs, [this] {
            m_timer = 0;
            askWanted();
        });
    }
}

void CatchUp::onRefused(const Asked &asked, const Problem &problem)
{
    qCWarning(netLog, "a sync was refused: %ls", qUtf16Printable(problem.detail));
    if (problem.code != protocol::ErrorCode::Unavailable && problem.code != protocol::ErrorCode::RateLimited) {
        m_session.reconnect();
        return;
    }
    // A new connection would be more to do for a server that has too much to do already.
    for (const QString &conversation : asked.named)
        m_running.remove(conversation);
    if (asked.round > 0 && m_whole) {
        if (asked.round != m_round)
            return; // it is asked anew as it is
        ++m_round;
    } else {
        m_refused.append(asked.named);
    }
    if (m_retryTimer != 0)
        return;
    // All clients of a server are told the same time.
    m_retryTimer = m_timing.scheduler->after(retryWaitMs(problem.retryAfterMs) + m_backoff.next(), [this] {
        m_retryTimer = 0;
        askRefused();
    });
}

void CatchUp::askRefused()
{
    const auto refused = std::exchange(m_refused, {});
    // A whole sync that runs holds what others asked for.
    if (m_whole)
        return askAll();
    for (const QStringList &conversations : refused)
        askFor(conversations);
}

void CatchUp::askWanted()
{
    const auto wanted = std::exchange(m_wanted, {});
    for (const QString &conversation : wanted) {
        // Closed meanwhile, most likely: the running sync brought what was missing.
        const auto *held = m_book.find(conversation);
        if (!held || held->cursor.hasGap() || held->guessed)
            want(conversation);
    }
}

void CatchUp::take(const Asked &asked, const protocol::Synced &synced)
{
    for (const protocol::SyncedConversation &entry : synced.conversations) {
        if (asked.last && m_namedBefore.contains(entry.id))
            continue;
        if (const auto result = m_book.synced(entry)) {
            Q_EMIT applied(*result);
            if (result->gap)
                m_wanted.insert(entry.id);
        }
    }
    for (const QString &conversation : synced.gone)
        Q_EMIT gone(conversation);
}

} // namespace confab::client
