// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "panes/hit_list.h"

#include <confab/client/chat_client.h>

namespace confab::ui
{

// A message as a list of messages shows it. `here`: the conversation that goes without saying; empty: each is named.
[[nodiscard]] Hit hitOf(client::ChatClient &client, const protocol::Message &message, const QString &here);
// One for each of its files. `held`: the message as it is held here, where it is; it knows where pictures lie.
[[nodiscard]] QList<Hit> fileHitsOf(client::ChatClient &client, const protocol::Message &message, const QString &here,
                                    const client::MessageRow *held);

// A thread in such a list: what it began with, how many replies, when the last one came.
[[nodiscard]] Hit hitOf(client::ChatClient &client, const client::FoundThread &thread, const QString &here);

} // namespace confab::ui
