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
    // These two may miss who came, and still know who went, within the last seconds.
    // Of each of these people, in their order.
    [[nodiscard]] virtual Expected<QList<core::ConnectionRow>, core::Unavailable> ofUsers(const QStringList &keys) = 0;
    // `after`: what the page before says is next; empty: from the beginning.
    [[nodiscard]] virtual Expected<core::Page<core::ConnectionRow>, core::Unavailable>
    everybody(const QString &after) = 0;
};

} // namespace confab::aws
