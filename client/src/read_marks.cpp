// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_marks.h"

#include "retry_wait.h"
#include "session.h"

#include <QPointer>

#include <algorithm>

namespace confab::client
{

namespace
{

// Scrolling reads many messages a second; the last of them says it all.
constexpr int gatherMs = 300;

} // namespace

ReadMarks::ReadMarks(Session &session, Timing timing, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_timing(std::move(timing))
{
}

ReadMarks::~ReadMarks()
{
    m_timing.scheduler->cancel(m_timer);
}

void ReadMarks::mark(const QString &conversation, qint64 seq)
{
    qint64 &waiting = m_waiting[conversation];
    waiting = std::max(waiting, seq);
    schedule(gatherMs);
}

void ReadMarks::schedule(int ms)
{
    if (!m_running || m_timer != 0)
        return;
    m_timer = m_timing.scheduler->after(ms, [this] {
        m_timer = 0;
        const QStringList conversations = m_waiting.keys();
        for (const QString &conversation : conversations)
            send(conversation);
    });
}

void ReadMarks::send(const QString &conversation)
{
    if (!m_running || m_inFlight.contains(conversation))
        return;
    const qint64 seq = m_waiting.value(conversation);
    m_inFlight.insert(conversation);
    m_session.ask(
        protocol::MarkRead{{}, conversation, seq},
        [this, guard = QPointer(this), conversation, seq](const Expected<protocol::ServerEvent, Problem> &answer) {
            if (!guard)
                return;
            m_inFlight.remove(conversation);
            // Kept for the next connection.
            if (!answer && answer.error().offline)
                return;
            if (!answer && !protocol::isFinal(answer.error().code)) {
                schedule(retryWaitMs(answer.error().retryAfterMs));
                return;
            }
            if (m_waiting.value(conversation) <= seq)
                m_waiting.remove(conversation);
            if (!m_waiting.isEmpty())
                schedule(gatherMs);
        });
}

void ReadMarks::drop(const QString &conversation)
{
    m_waiting.remove(conversation);
}

void ReadMarks::resume()
{
    m_running = true;
    if (!m_waiting.isEmpty())
        schedule(gatherMs);
}

void ReadMarks::pause()
{
    m_running = false;
    m_inFlight.clear();
    m_timing.scheduler->cancel(m_timer);
    m_timer = 0;
}

void ReadMarks::clear()
{
    m_waiting.clear();
}

} // namespace confab::client
