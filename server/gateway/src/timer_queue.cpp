// SPDX-License-Identifier: GPL-3.0-or-later
#include "timer_queue.h"

#include <QCoreApplication>
#include <QTimerEvent>

#include <algorithm>
#include <vector>

namespace confab::gateway
{

using std::chrono::milliseconds;

void TimerQueue::add(int id, milliseconds interval, Qt::TimerType type, QObject *owner, Time now)
{
    const Time due = now + interval;
    m_timers.insert_or_assign(id, Timer{interval, type, owner, due, ++m_serial});
    m_order.emplace(due, id);
}

void TimerQueue::erase(std::map<int, Timer>::iterator at)
{
    m_order.erase({at->second.due, at->first});
    m_timers.erase(at);
}

bool TimerQueue::remove(int id)
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return false;
    erase(found);
    return true;
}

bool TimerQueue::removeAll(const QObject *owner)
{
    bool any = false;
    for (auto at = m_timers.begin(); at != m_timers.end();) {
        const auto here = at++;
        if (here->second.owner != owner)
            continue;
        erase(here);
        any = true;
    }
    return any;
}

TimerQueue::Timers TimerQueue::timersOf(const QObject *owner) const
{
    Timers timers;
    for (const auto &[id, timer] : m_timers) {
        if (timer.owner == owner)
            timers.append({id, static_cast<int>(timer.interval.count()), timer.type});
    }
    return timers;
}

std::optional<milliseconds> TimerQueue::remaining(int id, Time now) const
{
    const auto found = m_timers.find(id);
    if (found == m_timers.end())
        return std::nullopt;
    return std::max(milliseconds(0), std::chrono::ceil<milliseconds>(found->second.due - now));
}

std::optional<TimerQueue::Time> TimerQueue::nextDue() const
{
    for (const auto &[due, id] : m_order) {
        if (!m_timers.at(id).firing)
            return due;
    }
    return std::nullopt;
}

int TimerQueue::fire(Time now)
{
    struct Due {
        int id;
        quint64 serial;
    };
    // Looked up before the first handler runs, which may do anything to the timers.
    std::vector<Due> all;
    for (const auto &[due, id] : m_order) {
        if (due > now)
            break;
        if (const Timer &timer = m_timers.at(id); !timer.firing)
            all.push_back({id, timer.serial});
    }

    int fired = 0;
    for (const Due &one : all) {
        const auto find = [this, &one] {
            const auto found = m_timers.find(one.id);
            return found != m_timers.end() && found->second.serial == one.serial ? found : m_timers.end();
        };
        const auto found = find();
        if (found == m_timers.end() || found->second.firing || found->second.due > now)
            continue;
        Timer &timer = found->second;
        m_order.erase({timer.due, one.id});
        // A late one does not catch up on what it missed.
        timer.due += timer.interval;
        if (timer.due < now)
            timer.due = now + timer.interval;
        m_order.emplace(timer.due, one.id);

        timer.firing = true;
        QTimerEvent event(one.id);
        QCoreApplication::sendEvent(timer.owner, &event);
        ++fired;
        if (const auto still = find(); still != m_timers.end())
            still->second.firing = false;
    }
    return fired;
}

} // namespace confab::gateway
