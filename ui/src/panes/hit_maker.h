// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/hit_list.h"

#include <confab/client/chat_client.h>

namespace confab::ui
{

// A message as a list of messages shows it. `here`: the conversation that goes without saying; empty: each is named.
[[nodiscard]] Hit hitOf(client::ChatClient &client, const protocol::Message &message, const QString &here);

} // namespace confab::ui
