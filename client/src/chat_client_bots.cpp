// SPDX-License-Identifier: GPL-3.0-or-later
// What one does with bots beside asking them.
#include "asking.h"
#include "chat_client_p.h"

#include <confab/protocol/names.h>

namespace confab::client
{

namespace
{

QString botOf(const QString &conversation)
{
    const auto keys = protocol::botKeys(conversation);
    return keys ? keys->first : QString();
}

} // namespace

std::optional<protocol::BotInfo> ChatClient::botIn(const QString &conversation) const
{
    const QString id = botOf(conversation);
    for (const protocol::BotInfo &bot : d->welcome.bots) {
        if (!id.isEmpty() && bot.id == id)
            return bot;
    }
    return std::nullopt;
}

bool ChatClient::isAnswering(const QString &conversation) const
{
    return d->answers.find(conversation).has_value();
}

void ChatClient::stopAnswer(const QString &conversation)
{
    if (const auto answer = d->answers.find(conversation))
        d->session.tell(protocol::StopAnswer{{}, conversation, answer->stream});
}

void ChatClient::startOver(const QString &conversation, Reply<std::monostate> reply)
{
    askForAck(d->session, protocol::StartOver{{}, botOf(conversation)}, std::move(reply));
}

void ChatClient::deleteDialogue(const QString &conversation, Reply<std::monostate> reply)
{
    askForAck(d->session, protocol::DeleteDialogue{{}, botOf(conversation)}, std::move(reply));
}

} // namespace confab::client
