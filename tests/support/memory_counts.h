// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/shared_counts.h>
#include <confab/core/token_bucket.h>

#include <QHash>

#include <algorithm>

namespace confab::tests
{

// What processes count together, in memory; it outlives whoever counts.
class MemoryCounts final : public core::SharedCounts
{
public:
    bool broken = false;

    Expected<qint64, core::Unavailable> take(const QString &name, const Rate &rate, const QDateTime &now) override
    {
        if (broken)
            return failed();
        auto found = m_buckets.find(name);
        if (found == m_buckets.end())
            found = m_buckets.insert(name, core::TokenBucket(rate.perSecond, rate.atOnce));
        return found->take(now.toMSecsSinceEpoch());
    }
    Expected<QList<Tries>, core::Unavailable> tries(const QStringList &names, const QDateTime &since) override
    {
        if (broken)
            return failed();
        QList<Tries> all;
        for (const QString &name : names)
            all.append(of(name, since));
        return all;
    }
    Expected<qint64, core::Unavailable> addTry(const QString &name, const QDateTime &now,
                                               const QDateTime &since) override
    {
        if (broken)
            return failed();
        const Tries tries{.count = of(name, since).count + 1, .last = now};
        m_tries.insert(name, tries);
        return tries.count;
    }
    Expected<std::monostate, core::Unavailable> takeBackTry(const QString &name) override
    {
        if (broken)
            return failed();
        if (const auto found = m_tries.find(name); found != m_tries.end())
            found->count = std::max<qint64>(0, found->count - 1);
        return std::monostate();
    }
    Expected<std::monostate, core::Unavailable> forgetTries(const QString &name) override
    {
        if (broken)
            return failed();
        m_tries.remove(name);
        return std::monostate();
    }

private:
    [[nodiscard]] Tries of(const QString &name, const QDateTime &since) const
    {
        const Tries tries = m_tries.value(name);
        return tries.last.isValid() && tries.last > since ? tries : Tries();
    }
    static Unexpected<core::Unavailable> failed()
    {
        return Unexpected{core::Unavailable{QStringLiteral("told to fail")}};
    }

    QHash<QString, core::TokenBucket> m_buckets;
    QHash<QString, Tries> m_tries;
};

} // namespace confab::tests
