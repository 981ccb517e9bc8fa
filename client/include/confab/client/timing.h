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

// How a client keeps clear of API Gateway's limits: 10 min without a frame, 2 h in all (its quotas for WebSocket APIs;
// control frames count for nothing). In milliseconds.
struct GatewayTimes {
    int pingMs = 4 * 60 * 1000;    // silence before a ping
    int renewMs = 110 * 60 * 1000; // age at which a connection is replaced, at the latest
    int renewAgainMs = 60 * 1000;  // after a try that came to nothing
};

struct Timing {
    std::shared_ptr<Scheduler> scheduler;
    std::function<double()> random; // in [0, 1)
    GatewayTimes gateway = {};
};

// The event loop's timers, the system's clock and generator.
[[nodiscard]] Timing systemTiming();

} // namespace confab::client
