// SPDX-License-Identifier: GPL-3.0-or-later
// What one does with bots beside asking them.
#include "asking.h"
#include "chat_client_p.h"

#include <confab/protocol/names.h>

#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

namespace confab::client
{

namespace
{

const auto botsFact = u"bots"_s;

QString botOf(const QString &conversation)
{
    const auto keys = protocol::botKeys(conversation);
    return keys ? keys->first : QString();
}

} // namespace

void ChatClient::Private::keepBots()
{
    QJsonArray bots;
    for (const protocol::BotInfo &bot : std::as_const(welcome.bots))
        bots.append(protocol::toJson(bot));
    cache->putFact(botsFact, QString::fromUtf8(QJsonDocument(bots).toJson(QJsonDocument::Compact)));
}

QList<protocol::BotInfo> ChatClient::Private::botsFrom(const QHash<QString, QString> &facts)
{
    QList<protocol::BotInfo> bots;
    for (const QJsonValue &each : QJsonDocument::fromJson(facts.value(botsFact).toUtf8()).array()) {
        if (auto bot = protocol::fromJson<protocol::BotInfo>(each.toObject()))
            bots.append(std::move(*bot));
    }
    return bots;
}

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
