// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractEventDispatcher>

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace confab::gateway
{

// The timers of one thread, by when they are due: what an event dispatcher has to keep of them. The time is told by the
// caller. Due times are exact to the tick of the clock, whatever Qt::TimerType asks for, as Qt allows.
class TimerQueue
{
public:
    using Clock = std::chrono::steady_clock;
    using Time = Clock::time_point;
    using Timers = QList<QAbstractEventDispatcher::TimerInfo>;

    // `id` is not in use. An interval of 0 is due at once, again and again.
    void add(int id, std::chrono::milliseconds interval, Qt::TimerType type, QObject *owner, Time now);
    // False: there is no such timer.
    bool remove(int id);
    bool removeAll(const QObject *owner);

    [[nodiscard]] Timers timersOf(const QObject *owner) const;
    // 0 when it is late, nothing when there is no such timer.
    [[nodiscard]] std::optional<std::chrono::milliseconds> remaining(int id, Time now) const;
    // When the next one is due that fire() would fire.
    [[nodiscard]] std::optional<Time> nextDue() const;

    // Sends a QTimerEvent for each timer that is due, once and in the order of their times, and tells how many. One
    // whose handler is running further up the stack is left out, as is one that becomes due or is added meanwhile.
    int fire(Time now);

private:
    struct Timer {
        std::chrono::milliseconds interval;
        Qt::TimerType type;
        QObject *owner;
        Time due;
        quint64 serial; // ids are used again, this is not
        bool firing = false;
    };

    void erase(std::map<int, Timer>::iterator at);

    std::map<int, Timer> m_timers;
    std::set<std::pair<Time, int>> m_order; // by due time, then id
    quint64 m_serial = 0;
};

} // namespace confab::gateway
