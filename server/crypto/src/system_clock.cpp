// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/crypto/system_clock.h>

namespace confab::crypto
{

SystemClock::SystemClock()
{
    m_since.start();
}

QDateTime SystemClock::now() const
{
    return QDateTime::currentDateTimeUtc();
}

qint64 SystemClock::monotonicMs() const
{
    return m_since.elapsed();
}

} // namespace confab::crypto
