// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/commands.h>

namespace confab::core
{

// What a role on the server allows: asked here and nowhere else. What a command then needs inside a conversation
// (membership, ownership) is a guard of the store's operation. No role: not signed in.

// Whether somebody of this role may use this command at all.
[[nodiscard]] bool mayDo(std::optional<protocol::Role> role, const protocol::ClientCommand &command);
// Whether they may do in any room what its owner may.
[[nodiscard]] bool mayRunAnyRoom(std::optional<protocol::Role> role);

} // namespace confab::core
