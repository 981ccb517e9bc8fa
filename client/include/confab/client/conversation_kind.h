// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

namespace confab::client
{

// As its id says it. Direct and Bot only where protocol::directKeys() and botKeys() give the two keys, and for the
// conversation of the plain dialect's bot.
[[nodiscard]] protocol::ConversationKind kindOf(const QString &conversation);

} // namespace confab::client
