// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/token_bucket.h>

#include <algorithm>
#include <cmath>

namespace confab::core
{

TokenBucket::TokenBucket(double perSecond, double burst)
    : m_perSecond(perSecond)
    , m_burst(burst)
    , m_level(burst)
{
}

double TokenBucket::levelAt(qint64 nowMs) const
{
    if (m_at < 0)
        return m_burst;
    return std::min(m_burst, m_level + static_cast<double>(nowMs - m_at) * m_perSecond / 1000.0);
}

qint64 TokenBucket::take(qint64 nowMs, double amount)
{
    m_level = levelAt(nowMs);
    m_at = nowMs;
    if (m_level >= amount) {
        m_level -= amount;
        return 0;
    }
    return static_cast<qint64>(std::ceil((amount - m_level) * 1000.0 / m_perSecond));
}

bool TokenBucket::isFull(qint64 nowMs) const
{
    return levelAt(nowMs) >= m_burst;
}

} // namespace confab::core
