// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <functional>
#include <memory>

namespace confab::client
{

// Time as the client sees it: the event loop's in the programs, a clock wound by hand in tests. One thread.
class Scheduler
{
public:
    virtual ~Scheduler() = default;

    [[nodiscard]] virtual qint64 nowMs() const = 0;            // monotonic, from any start
    [[nodiscard]] virtual QDateTime now() const = 0;           // UTC
    virtual int after(int ms, std::function<void()> call) = 0; // once; the number is for cancel(), never 0
    virtual void cancel(int timer) = 0;                        // one that has run or that is none: nothing happens
};

struct Timing {
    std::shared_ptr<Scheduler> scheduler;
    std::function<double()> random; // in [0, 1)
};

// The event loop's timers, the system's clock and generator.
[[nodiscard]] Timing systemTiming();

} // namespace confab::client
