// SPDX-License-Identifier: GPL-3.0-or-later
#include "article_handlers.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace confab::tests
{

using namespace Qt::StringLiterals;

ArticleHandlers::ArticleHandlers(GatewayStandIn &gateway)
    : m_gateway(gateway)
{
    m_gateway.setIntegration(this);
}

ArticleHandlers::~ArticleHandlers()
{
    m_gateway.setIntegration(nullptr);
}

void ArticleHandlers::connected(const QString &connection)
{
    m_names.insert(connection, u"Anonymous"_s);
}

void ArticleHandlers::gone(const QString &connection)
{
    const QString name = m_names.take(connection);
    tellAll(name + u" has left the chat."_s);
}

void ArticleHandlers::join(const QString &name)
{
    m_others.append(name);
    tellAll(name + u" has joined the chat."_s);
}

void ArticleHandlers::tellAll(const QString &text)
{
    for (const QString &connection : m_gateway.connections())
        m_gateway.post(connection, text.toUtf8());
}

bool ArticleHandlers::isTaken(const QString &connection, const QString &name) const
{
    for (auto it = m_names.begin(); it != m_names.end(); ++it) {
        if (it.key() != connection && it.value() == name)
            return true;
    }
    return m_others.contains(name);
}

void ArticleHandlers::said(const QString &connection, const QByteArray &frame)
{
    const QJsonDocument document = QJsonDocument::fromJson(frame);
    const auto say = [&](const QString &text) { m_gateway.post(connection, text.toUtf8()); };
    if (!document.isObject())
        return say(u"Error: the message is not a JSON object."_s);
    const QString type = document.object().value(u"type"_s).toString(u"sendMessage"_s);
    if (!knows.isEmpty() && !knows.contains(type))
        return say(u"The '%1' action is not implemented in this version. Come back later."_s.arg(type));
    answer(connection, type, document.object());
}

void ArticleHandlers::answer(const QString &connection, const QString &type, const QJsonObject &frame)
{
    const auto say = [&](const QString &text) {
        if (!deaf)
            m_gateway.post(connection, text.toUtf8());
    };
    const auto sayToAll = [&](const QString &text) {
        if (!deaf)
            tellAll(text);
    };
    const QString message = frame.value(u"message"_s).toString();
    if (type == u"register"_s) {
        const QString name = frame.value(u"username"_s).toString().trimmed();
        if (name.isEmpty())
            return say(u"Registration failed: Username cannot be empty."_s);
        if (namesTaken && isTaken(connection, name))
            return say(u"Registration failed: Username %1 is taken."_s.arg(name));
        m_names[connection] = name;
        return sayToAll(name + u" has joined the chat."_s);
    }
    if (type == u"directMessage"_s) {
        const QString to = frame.value(u"to"_s).toString().trimmed();
        const QString text = message.trimmed();
        if (to.isEmpty() || text.isEmpty())
            return say(u"DM failed: Invalid payload."_s);
        const bool there = m_others.contains(to) || m_names.key(to, {}) != QString();
        if (!there)
            return say(u"DM failed: User %1 does not exist or is not registered."_s.arg(to));
        directs.append({to, text});
        for (const QString &other : m_names.keys(to))
            m_gateway.post(other, text.toUtf8());
        return say(u"Message sent to %1: %2"_s.arg(to, text));
    }
    if (type == u"bot"_s) {
        if (message.trimmed().isEmpty())
            return say(u"Bot request failed: Message cannot be empty."_s);
        const QString reply = bot ? bot(message.trimmed()) : QString();
        if (reply.startsWith(u'!'))
            return say(u"Bot error: "_s + reply.sliced(1));
        return sayToAll(u"Bot: "_s + (reply.isEmpty() ? u"I couldn't process that request."_s : reply));
    }
    if (message.isEmpty())
        return;
    stored.append(message);
    sayToAll(message);
}

} // namespace confab::tests
