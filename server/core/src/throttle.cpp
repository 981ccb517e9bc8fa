// SPDX-License-Identifier: GPL-3.0-or-later
#include "throttle.h"

#include <QStringList>

#include <algorithm>

namespace confab::core
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 firstWaitMs = 2'000;
constexpr qint64 longestWaitMs = 15 * 60'000;
// A flood of names or addresses must not fill the memory.
constexpr qsizetype mostCounts = 10'000;

template <class Count>
void forgetIdle(QHash<QString, Count> &counts, qint64 nowMs)
{
    if (counts.size() < mostCounts)
        return;
    counts.removeIf([nowMs](const auto &it) { return it->underway == 0 && nowMs - it->lastAt > forgetFailuresMs; });
    // Still full: whoever is not blocked loses nothing but a few free tries.
    if (counts.size() >= mostCounts)
        counts.removeIf([nowMs](const auto &it) { return it->underway == 0 && it->blockedUntil <= nowMs; });
}

} // namespace

qint64 waitAfterFailures(qint64 failures)
{
    if (failures < freeFailures)
        return 0;
    const qint64 doublings = std::min<qint64>(failures - freeFailures, 20);
    return std::min(longestWaitMs, firstWaitMs << doublings);
}

qint64 SignInThrottle::begin(const QString &account, const QString &address, qint64 nowMs)
{
    forgetOld(nowMs);
    Count &byAccount = m_byAccount[account];
    Count &byAddress = m_byAddress[address];
    for (Count *count : {&byAccount, &byAddress}) {
        if (count->underway == 0 && nowMs - count->lastAt > forgetFailuresMs)
            *count = {};
    }
    const qint64 wait = std::max(byAccount.blockedUntil, byAddress.blockedUntil) - nowMs;
    if (wait > 0)
        return wait;
    if (byAccount.underway > 0 && byAccount.failures + byAccount.underway >= freeFailures)
        return underwayWaitMs;
    for (Count *count : {&byAccount, &byAddress}) {
        ++count->underway;
        count->lastAt = nowMs;
    }
    return 0;
}

void SignInThrottle::fail(Count &count, qint64 nowMs)
{
    count.underway = std::max(0, count.underway - 1);
    count.lastAt = nowMs;
    if (const qint64 wait = waitAfterFailures(++count.failures); wait > 0)
        count.blockedUntil = nowMs + wait;
}

void SignInThrottle::failed(const QString &account, const QString &address, qint64 nowMs)
{
    fail(m_byAccount[account], nowMs);
    fail(m_byAddress[address], nowMs);
}

void SignInThrottle::succeeded(const QString &account, const QString &address)
{
    // Those of the address stay: somebody who guesses could wash them off with an account of their own.
    m_byAccount[account].failures = 0;
    abandoned(account, address);
}

void SignInThrottle::abandoned(const QString &account, const QString &address)
{
    for (Count *count : {&m_byAccount[account], &m_byAddress[address]})
        count->underway = std::max(0, count->underway - 1);
}

void SignInThrottle::forgetOld(qint64 nowMs)
{
    forgetIdle(m_byAccount, nowMs);
    forgetIdle(m_byAddress, nowMs);
}

qint64 NewcomerThrottle::take(const QString &address, qint64 nowMs)
{
    if (m_buckets.size() >= mostCounts)
        m_buckets.removeIf([nowMs](const auto &it) { return it->isFull(nowMs); });
    auto found = m_buckets.find(address);
    if (found == m_buckets.end())
        found = m_buckets.insert(address, TokenBucket(newcomersPerSecond, newcomersAtOnce));
    return found->take(nowMs);
}

bool isLoopback(const QString &peer)
{
    return peer.startsWith("127."_L1) || peer == "::1"_L1 || peer.startsWith("::ffff:127."_L1);
}

QString addressForCounting(const QString &peer)
{
    if (!peer.contains(u':'))
        return peer;
    if (peer.startsWith("::ffff:"_L1) && peer.contains(u'.'))
        return peer.sliced(7);
    const QString address = peer.section(u'%', 0, 0);
    // The groups before `::` are enough to fill up to the first four.
    QStringList groups = address.section("::"_L1, 0, 0).split(u':', Qt::SkipEmptyParts);
    if (!address.contains("::"_L1))
        return groups.mid(0, 4).join(u':');
    const qsizetype behind = address.section("::"_L1, 1).split(u':', Qt::SkipEmptyParts).size();
    const QStringList tail = address.section("::"_L1, 1).split(u':', Qt::SkipEmptyParts);
    while (groups.size() + behind < 8)
        groups.append(u"0"_s);
    return (groups + tail).mid(0, 4).join(u':');
}

} // namespace confab::core
