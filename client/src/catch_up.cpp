// SPDX-License-Identifier: GPL-3.0-or-later
#include "catch_up.h"

#include "logging.h"
#include "session.h"

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
{
}

CatchUp::~CatchUp()
{
    m_timing.scheduler->cancel(m_timer);
}

void CatchUp::begin()
{
    abandon();
    m_whole = true;
    const auto frames = m_book.since();
    for (qsizetype i = 0; i < frames.size(); ++i)
        ask(frames[i], i + 1 == frames.size());
}

void CatchUp::abandon()
{
    m_timing.scheduler->cancel(m_timer);
    m_timer = 0;
    m_running.clear();
    m_wanted.clear();
    m_whole = false;
}

void CatchUp::want(const QString &conversation)
{
    if (m_whole || m_running.contains(conversation) || m_running.size() >= mostRunning) {
        m_wanted.insert(conversation);
        return;
    }
    m_running.insert(conversation);
    ask({m_book.since(conversation)}, false);
}

void CatchUp::ask(const QList<protocol::Since> &since, bool last)
{
    QStringList named;
    for (const protocol::Since &each : since)
        named.append(each.conversation);
    m_session.ask(
        protocol::Sync{{}, since, last},
        [this, named, last, guard = QPointer(this)](const Expected<protocol::ServerEvent, Problem> &answer) {
            if (guard)
                onEnd(named, last, answer);
        },
        [this](const protocol::ServerEvent &event) { onPart(event); });
}

void CatchUp::onPart(const protocol::ServerEvent &event)
{
    if (const auto *messages = std::get_if<protocol::Messages>(&event)) {
        if (const auto result = m_book.synced(*messages))
            Q_EMIT applied(*result);
    } else if (const auto *synced = std::get_if<protocol::Synced>(&event)) {
        take(*synced);
    }
}

void CatchUp::onEnd(const QStringList &named, bool last, const Expected<protocol::ServerEvent, Problem> &answer)
{
    if (!answer) {
        if (answer.error().offline)
            return;
        // Too fast, or the server cannot read for the moment: with a new connection it is asked again, after a wait.
        qCWarning(netLog, "a sync was refused: %ls", qUtf16Printable(answer.error().detail));
        m_session.reconnect();
        return;
    }
    if (const auto *synced = std::get_if<protocol::Synced>(&*answer))
        take(*synced);
    for (const QString &conversation : named)
        m_running.remove(conversation);
    if (last && m_whole) {
        m_whole = false;
        Q_EMIT finished();
    }
    if (!m_wanted.isEmpty() && !m_whole && m_timer == 0) {
        m_timer = m_timing.scheduler->after(againMs, [this] {
            m_timer = 0;
            askWanted();
        });
    }
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

void CatchUp::take(const protocol::Synced &synced)
{
    for (const protocol::SyncedConversation &entry : synced.conversations) {
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
