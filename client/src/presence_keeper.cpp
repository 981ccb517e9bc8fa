// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/presence_keeper.h>

#include <algorithm>

namespace confab::client
{

using protocol::PresenceState;

namespace
{
// A computer that slept through a timer, or whose clock was set, is looked at again within a minute.
constexpr qint64 lookAgainMs = 60 * 1000;
} // namespace

PresenceKeeper::PresenceKeeper(Timing timing, QObject *parent)
    : QObject(parent)
    , m_timing(std::move(timing))
    , m_activeAt(m_timing.scheduler->nowMs())
{
    await();
}

PresenceKeeper::~PresenceKeeper()
{
    m_timing.scheduler->cancel(m_timer);
}

PresenceState PresenceKeeper::state() const
{
    return m_choice.state == PresenceState::Online && m_idle ? PresenceState::Away : m_choice.state;
}

void PresenceKeeper::choose(const Choice &choice)
{
    if (choice == m_choice)
        return;
    m_choice = choice;
    Q_EMIT choiceChanged();
    Q_EMIT changed();
    look();
}

void PresenceKeeper::active()
{
    m_activeAt = m_timing.scheduler->nowMs();
    if (m_idle)
        look();
}

void PresenceKeeper::look()
{
    if (m_choice.until.isValid() && m_choice.until <= m_timing.scheduler->now()) {
        m_choice = {};
        Q_EMIT choiceChanged();
        Q_EMIT changed();
    }
    const PresenceState before = state();
    m_idle = m_timing.scheduler->nowMs() - m_activeAt >= idleMs;
    if (state() != before)
        Q_EMIT changed();
    await();
}

void PresenceKeeper::await()
{
    m_timing.scheduler->cancel(m_timer);
    qint64 wait = m_idle ? lookAgainMs : m_activeAt + idleMs - m_timing.scheduler->nowMs();
    if (m_choice.until.isValid())
        wait = std::min({wait, lookAgainMs, m_timing.scheduler->now().msecsTo(m_choice.until)});
    m_timer = m_timing.scheduler->after(static_cast<int>(std::max<qint64>(wait, 1)), [this] {
        m_timer = 0;
        look();
    });
}

} // namespace confab::client
