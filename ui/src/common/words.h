// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

#include <QUrl>

namespace confab::client
{
class ChatClient;
}

namespace confab::ui
{

[[nodiscard]] QString presenceWord(protocol::PresenceState state);
// Empty for a member, who needs no word.
[[nodiscard]] QString roleWord(protocol::Role role);
// What a page says of who gets in.
[[nodiscard]] QString accessWord(protocol::Access access, bool inviteNeeded);
// "Ben", or "Ben (guest)".
[[nodiscard]] QString shownName(const protocol::User &user);
// Why something cannot be done on a plain AWS backend: for tooltips of what is greyed there.
[[nodiscard]] QString whyNotPlain();
// "Everyone" or "#release"; empty for what is no room.
[[nodiscard]] QString roomWord(const client::ChatClient &client, const QString &conversation);
// "192.168.1.24" or, where the port is not the usual one, "192.168.1.24:7466"; isolated left to right.
[[nodiscard]] QString shownAddress(const QUrl &url);

} // namespace confab::ui
