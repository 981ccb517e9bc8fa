// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/events.h>

#include <functional>

namespace confab::client
{

// Why something a person asked for did not happen. Words come from sentence(); `detail` is for *Details* and logs.
struct Problem {
    protocol::ErrorCode code = protocol::ErrorCode::Unavailable;
    QString field;
    QString detail;
    qint64 retryAfterMs = 0;
    bool offline = false; // it was never sent: there is no connection

    bool operator==(const Problem &) const = default;
};

// A short translated sentence that says what to do.
[[nodiscard]] QString sentence(const Problem &problem);

template <class T>
using Reply = std::function<void(Expected<T, Problem>)>;

} // namespace confab::client
