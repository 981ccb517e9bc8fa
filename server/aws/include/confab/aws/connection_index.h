// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>

namespace confab::aws
{

// Who is connected, where no process holds the connections: read from where ConnectionStore writes. Any error is the
// table's.
class ConnectionIndex
{
public:
    virtual ~ConnectionIndex() = default;

    // As it is now.
    [[nodiscard]] virtual Expected<std::optional<core::ConnectionRow>, core::Unavailable> find(const QString &id) = 0;
    // Lately: whoever came within the last seconds may be missed, and whoever went still be there, for half of the
    // cost.
    enum class As { OfNow, OfLately };
    // Of each of these people, in their order.
    [[nodiscard]] virtual Expected<QList<core::ConnectionRow>, core::Unavailable> ofUsers(const QStringList &keys,
                                                                                          As as) = 0;
    // As of lately. `after`: what the page before says is next; empty: from the beginning.
    [[nodiscard]] virtual Expected<core::Page<core::ConnectionRow>, core::Unavailable>
    everybody(const QString &after) = 0;
};

} // namespace confab::aws
