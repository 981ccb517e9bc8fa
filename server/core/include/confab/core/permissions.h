// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/commands.h>

namespace confab::core
{

// Whether somebody of this role on the server may use this command at all: the one place where that is asked. What a
// command then needs inside a conversation (membership, ownership) is a guard of the store's operation.
// No role: not signed in.
[[nodiscard]] bool mayDo(std::optional<protocol::Role> role, const protocol::ClientCommand &command);

} // namespace confab::core
