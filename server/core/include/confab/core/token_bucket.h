// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

namespace confab::core
{

// So many at once, then so many a second.
class TokenBucket
{
public:
    TokenBucket(double perSecond, double burst);

    // 0: `amount` was taken; else nothing was, and in so many milliseconds from now it could be. At most the burst.
    [[nodiscard]] qint64 take(qint64 nowMs, double amount = 1);
    // As after a long pause: nothing is lost by forgetting this bucket.
    [[nodiscard]] bool isFull(qint64 nowMs) const;

private:
    [[nodiscard]] double levelAt(qint64 nowMs) const;

    double m_perSecond;
    double m_burst;
    double m_level;
    qint64 m_at = -1; // not used yet
};

} // namespace confab::core
