// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/token_bucket.h>

#include <QHash>
#include <QString>

namespace confab::core
{

// Tries that failed and cost nothing yet.
inline constexpr int freeFailures = 5;
// After that long without a failure a count starts anew.
inline constexpr qint64 forgetFailuresMs = 60 * 60'000;
// More may wait for their hash at one account only when they belong to one person with many devices.
inline constexpr qint64 underwayWaitMs = 1'000;
// How long the next try has to wait after so many that failed.
[[nodiscard]] qint64 waitAfterFailures(qint64 failures);

// Of one address: enough for a class room behind one router that comes in at the same time.
inline constexpr double newcomersAtOnce = 60;
inline constexpr double newcomersPerSecond = 0.1;

// Slows down whoever guesses passwords: five tries that failed are free, then each makes the next wait twice as long,
// up to a quarter of an hour. Counts by account and by address; times are of a monotonic clock.
class SignInThrottle
{
public:
    // How long this try has to wait; 0: it may go on, and then ends with one of the three below.
    [[nodiscard]] qint64 begin(const QString &account, const QString &address, qint64 nowMs);
    void failed(const QString &account, const QString &address, qint64 nowMs);
    void succeeded(const QString &account, const QString &address);
    // It was never looked at: neither a guess nor a success.
    void abandoned(const QString &account, const QString &address);

private:
    struct Count {
        int failures = 0;
        int underway = 0; // tries whose hash is still being computed count too: they may all be guesses
        qint64 blockedUntil = 0;
        qint64 lastAt = 0;
    };
    static void fail(Count &count, qint64 nowMs);
    void forgetOld(qint64 nowMs);

    QHash<QString, Count> m_byAccount;
    QHash<QString, Count> m_byAddress;
};

// Bounds how many accounts and guests one address makes.
class NewcomerThrottle
{
public:
    [[nodiscard]] qint64 take(const QString &address, qint64 nowMs);

private:
    QHash<QString, TokenBucket> m_buckets;
};

// What is counted as one address: an IPv6 network of 64 bits is usually one household's.
[[nodiscard]] QString addressForCounting(const QString &peer);
[[nodiscard]] bool isLoopback(const QString &peer);

} // namespace confab::core
