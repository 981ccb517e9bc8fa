// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/conversation_kind.h>

#include <confab/protocol/names.h>

namespace confab::client
{

protocol::ConversationKind kindOf(const QString &conversation)
{
    using Kind = protocol::ConversationKind;
    if (conversation == QLatin1StringView(protocol::groupConversation))
        return Kind::Group;
    if (protocol::directKeys(conversation))
        return Kind::Direct;
    if (conversation == QLatin1StringView(protocol::plainBotConversation) || protocol::botKeys(conversation))
        return Kind::Bot;
    return Kind::Room;
}

} // namespace confab::client
