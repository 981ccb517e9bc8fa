// SPDX-License-Identifier: GPL-3.0-or-later
#include "backoff.h"

#include <algorithm>

namespace confab::client
{

Backoff::Backoff(std::function<double()> random)
    : Backoff(std::move(random), Limits{})
{
}

Backoff::Backoff(std::function<double()> random, Limits limits)
    : m_random(std::move(random))
    , m_limits(limits)
{
}

int Backoff::next()
{
    int window = m_limits.baseMs;
    for (int n = 0; n < m_attempt && window < m_limits.capMs; ++n)
        window *= 2;
    window = std::min(window, m_limits.capMs);
    ++m_attempt;
    return std::max(m_limits.floorMs, static_cast<int>(m_random() * (window + 1)));
}

} // namespace confab::client
