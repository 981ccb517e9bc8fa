// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connections.h"

#include <confab/core/shared_counts.h>

#include <memory>

namespace confab::core
{

// Bounds how fast people talk, how often they try to sign in and how many come anew.
class Limits
{
public:
    virtual ~Limits() = default;

    // Milliseconds; 0: none. An error: it cannot be told.
    using Wait = Expected<qint64, Unavailable>;
    // How long a try to sign in has to wait; where it has not, it ends with one of the three below.
    [[nodiscard]] virtual Wait beginSignIn(const QString &account, const QString &address) = 0;
    virtual void signInFailed(const QString &account, const QString &address) = 0;
    virtual void signInSucceeded(const QString &account, const QString &address) = 0;
    // It was never looked at: neither a guess nor a success.
    virtual void signInAbandoned(const QString &account, const QString &address) = 0;

    // Somebody signs up or is a guest.
    [[nodiscard]] virtual Wait newcomer(const QString &address) = 0;

    // One message. Who goes on although they were told to wait is cut off, the answer to this one being the last word.
    struct Allowance {
        qint64 waitMs = 0; // 0: taken
        bool cutOff = false;
    };
    [[nodiscard]] virtual Allowance message(Connection &connection) = 0;
};

// Counted by this process, messages by connection; or, with `shared`, by all of them together, messages by person. All
// that is given outlives it.
[[nodiscard]] std::unique_ptr<Limits> makeLimits(const Clock &clock, const ServerLimits &limits, SharedCounts *shared);

} // namespace confab::core
