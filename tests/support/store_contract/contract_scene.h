// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store_world.h"

// Who does things in several of the contracts, and to what.
namespace confab::tests
{

inline const QString mara = QStringLiteral("mara");
inline const QString ilja = QStringLiteral("ilja");
inline const QString room = QStringLiteral("room:A");

inline core::MessageTarget targetOf(const protocol::Message &message, const QString &actor, bool moderates = false)
{
    return {.conversation = message.conversation,
            .seq = message.seq,
            .of = message.id,
            .actor = actor,
            .moderates = moderates};
}

} // namespace confab::tests
