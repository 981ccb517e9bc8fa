// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/outcome.h>
#include <confab/protocol/expected.h>

#include <QDateTime>
#include <QList>
#include <QStringList>

namespace confab::core
{

// What is limited, counted under names by all processes of a server together: where each call may come to another one,
// none of them can count by itself. Each operation is atomic; after an error it is open whether it was counted. `now`
// is UTC; clocks of different processes may differ by less than what is counted in.
class SharedCounts
{
public:
    virtual ~SharedCounts() = default;

    struct Rate {
        double perSecond = 1;
        double atOnce = 1;
    };
    // As TokenBucket::take() of one: 0, or in how many milliseconds, at the latest, one can be had.
    [[nodiscard]] virtual Expected<qint64, Unavailable> take(const QString &name, const Rate &rate,
                                                             const QDateTime &now) = 0;

    // Tries that have failed or still may.
    struct Tries {
        qint64 count = 0;
        QDateTime last; // invalid: there was none
    };
    // One for each name. What had its last try before `since` has had none.
    [[nodiscard]] virtual Expected<QList<Tries>, Unavailable> tries(const QStringList &names,
                                                                    const QDateTime &since) = 0;
    // One more; how many there are with it.
    [[nodiscard]] virtual Expected<qint64, Unavailable> addTry(const QString &name, const QDateTime &now,
                                                               const QDateTime &since) = 0;
    // One less, where there is one.
    [[nodiscard]] virtual Expected<std::monostate, Unavailable> takeBackTry(const QString &name) = 0;
    [[nodiscard]] virtual Expected<std::monostate, Unavailable> forgetTries(const QString &name) = 0;
};

} // namespace confab::core
