// SPDX-License-Identifier: GPL-3.0-or-later
#include "rate_limits.h"

#include "reply.h"
#include "throttle.h"

#include <algorithm>

namespace confab::core
{

using namespace Qt::StringLiterals;

namespace
{

class LimitsHere final : public Limits
{
public:
    explicit LimitsHere(const Clock &clock)
        : m_clock(clock)
    {
    }
    [[nodiscard]] Wait beginSignIn(const QString &account, const QString &address) override
    {
        return m_signIns.begin(account, address, m_clock.monotonicMs());
    }
    void signInFailed(const QString &account, const QString &address) override
    {
        m_signIns.failed(account, address, m_clock.monotonicMs());
    }
    void signInSucceeded(const QString &account, const QString &address) override
    {
        m_signIns.succeeded(account, address);
    }
    void signInAbandoned(const QString &account, const QString &address) override
    {
        m_signIns.abandoned(account, address);
    }
    [[nodiscard]] Wait newcomer(const QString &address) override
    {
        return m_newcomers.take(address, m_clock.monotonicMs());
    }
    [[nodiscard]] Allowance message(Connection &connection) override
    {
        const qint64 now = m_clock.monotonicMs();
        const qint64 wait = connection.messages.take(now);
        return {.waitMs = wait, .cutOff = wait > 0 && connection.refusals.take(now) > 0};
    }

private:
    const Clock &m_clock;
    SignInThrottle m_signIns;
    NewcomerThrottle m_newcomers;
};

// The same rules over counts that others write too. What cannot be counted lets nobody in; messages go on, as they are
// stored where the counts are, or not at all.
class LimitsOfAll final : public Limits
{
public:
    LimitsOfAll(const Clock &clock, const ServerLimits &limits, SharedCounts &counts)
        : m_clock(clock)
        , m_counts(counts)
        , m_messages{static_cast<double>(limits.messagesPerSecond), static_cast<double>(limits.burst)}
        , m_refusals{static_cast<double>(limits.refusalsPerSecond), static_cast<double>(limits.refusalsAtOnce)}
    {
    }

    // The account's try counts from its beginning, as whoever counts it may not live to see its end; that of the
    // address when it has failed, so that those who come in together do not wait for each other.
    [[nodiscard]] Wait beginSignIn(const QString &account, const QString &address) override
    {
        const QDateTime now = m_clock.now();
        const auto before = m_counts.tries({ofAccount(account), ofAddress(address)}, since(now));
        if (!before)
            return Unexpected{before.error()};
        qint64 wait = 0;
        for (const SharedCounts::Tries &tries : *before) {
            if (tries.last.isValid())
                wait = std::max(wait, waitAfterFailures(tries.count) - tries.last.msecsTo(now));
        }
        if (wait > 0)
            return wait;
        const auto count = m_counts.addTry(ofAccount(account), now, since(now));
        if (!count)
            return Unexpected{count.error()};
        // Somebody else tried since these were read. Each of many tries at once may be a guess: one of them goes on.
        const bool isAlone = *count <= before->constFirst().count + 1;
        return *count <= freeFailures || isAlone ? 0 : underwayWaitMs;
    }
    void signInFailed(const QString &, const QString &address) override
    {
        const QDateTime now = m_clock.now();
        logged(m_counts.addTry(ofAddress(address), now, since(now)));
    }
    void signInSucceeded(const QString &account, const QString &) override
    {
        logged(m_counts.forgetTries(ofAccount(account)));
    }
    void signInAbandoned(const QString &account, const QString &) override
    {
        logged(m_counts.takeBackTry(ofAccount(account)));
    }

    [[nodiscard]] Wait newcomer(const QString &address) override
    {
        return m_counts.take(u"newcomer#"_s + address, {newcomersPerSecond, newcomersAtOnce}, m_clock.now());
    }

    [[nodiscard]] Allowance message(Connection &connection) override
    {
        // A plain connection takes a new key with each name.
        const QString who = connection.plain ? u"connection#"_s + connection.id : u"user#"_s + connection.key;
        const QDateTime now = m_clock.now();
        const qint64 wait = logged(m_counts.take(u"message#"_s + who, m_messages, now)).value_or(0);
        if (wait == 0)
            return {};
        const bool isOverdone = logged(m_counts.take(u"refusal#"_s + who, m_refusals, now)).value_or(0) > 0;
        return {.waitMs = wait, .cutOff = isOverdone};
    }

private:
    static QString ofAccount(const QString &account) { return u"account#"_s + account; }
    static QString ofAddress(const QString &address) { return u"address#"_s + address; }
    static QDateTime since(const QDateTime &now) { return now.addMSecs(-forgetFailuresMs); }
    template <class T>
    static std::optional<T> logged(const Expected<T, Unavailable> &counted)
    {
        if (counted)
            return *counted;
        logUnavailable(counted.error());
        return std::nullopt;
    }

    const Clock &m_clock;
    SharedCounts &m_counts;
    SharedCounts::Rate m_messages;
    SharedCounts::Rate m_refusals;
};

} // namespace

std::unique_ptr<Limits> makeLimits(const Clock &clock, const ServerLimits &limits, SharedCounts *shared)
{
    if (shared)
        return std::make_unique<LimitsOfAll>(clock, limits, *shared);
    return std::make_unique<LimitsHere>(clock);
}

} // namespace confab::core
