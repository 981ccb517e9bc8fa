// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>

namespace confab::client
{

// How long to wait before the next attempt: full jitter, a random time in [0, min(cap, base · 2^n)], so that a thousand
// clients of a server that was restarted do not come back at the same moment.
class Backoff
{
public:
    struct Limits {
        int floorMs = 100; // even the luckiest draw does not knock at once
        int baseMs = 1000;
        int capMs = 60000;
    };

    explicit Backoff(std::function<double()> random);
    Backoff(std::function<double()> random, Limits limits);

    // Milliseconds to wait now; the window doubles with each call.
    [[nodiscard]] int next();
    void reset() { m_attempt = 0; }

private:
    std::function<double()> m_random; // in [0, 1)
    Limits m_limits;
    int m_attempt = 0;
};

} // namespace confab::client
