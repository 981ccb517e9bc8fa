// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

class QMenu;

namespace confab::client
{
class ChatClient;
}

namespace confab::ui
{

// What can be done with a conversation as a whole, for the menus of its header and of the contact list: read or unread,
// muted, favourite, archived. Names of the actions begin with that of the menu. The client outlives the menu.
void addConversationActions(QMenu &menu, client::ChatClient &client, const QString &conversation);

} // namespace confab::ui
