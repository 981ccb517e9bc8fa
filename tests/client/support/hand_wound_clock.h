// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/timing.h>

#include <QTimeZone>

#include <map>

namespace confab::client::test
{

// A clock that stands still until it is wound: timers run in order, at their time, inside advance().
class HandWoundClock : public Scheduler
{
public:
    qint64 nowMs() const override { return m_now; }
    QDateTime now() const override
    {
        return QDateTime::fromMSecsSinceEpoch(1'700'000'000'000 + m_now, QTimeZone::utc());
    }
    int after(int ms, std::function<void()> call) override
    {
        m_timers.insert({{m_now + ms, ++m_last}, std::move(call)});
        return m_last;
    }
    void cancel(int timer) override
    {
        for (auto it = m_timers.begin(); it != m_timers.end(); ++it) {
            if (it->first.second == timer) {
                m_timers.erase(it);
                return;
            }
        }
    }

    void advance(qint64 ms)
    {
        const qint64 end = m_now + ms;
        while (!m_timers.empty() && m_timers.begin()->first.first <= end) {
            const auto first = m_timers.begin();
            m_now = first->first.first;
            const auto call = std::move(first->second);
            m_timers.erase(first);
            call();
        }
        m_now = end;
    }
    // How long until the next timer, -1: none.
    qint64 untilNext() const { return m_timers.empty() ? -1 : m_timers.begin()->first.first - m_now; }

private:
    qint64 m_now = 0;
    int m_last = 0;
    std::map<std::pair<qint64, int>, std::function<void()>> m_timers; // (time, number)
};

} // namespace confab::client::test
