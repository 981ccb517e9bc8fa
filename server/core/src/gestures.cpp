// SPDX-License-Identifier: GPL-3.0-or-later
#include "gestures.h"

#include <confab/protocol/names.h>

namespace confab::core
{

using namespace Qt::StringLiterals;

Gestures::Gestures(Core &core)
    : m_core(core)
{
}

qint64 Gestures::wait(Connection &connection) const
{
    return m_core.settings.rateLimits ? connection.gestures.take(m_core.ports.clock.monotonicMs()) : 0;
}

void Gestures::handle(Turn &turn, Connection &connection, const protocol::SetTyping &command)
{
    if (wait(connection) > 0)
        return;
    turn.always([this, id = connection.id, key = connection.key,
                 typing = protocol::TypingPush{
                     .conversation = command.conversation, .user = connection.username, .on = command.on}] {
        if (m_core.membership.mayRead(key, typing.conversation))
            m_core.publisher.typing(typing, id);
    });
}

void Gestures::handle(Turn &turn, Connection &connection, const protocol::SetPresence &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (const qint64 ms = wait(connection); ms > 0) {
        turn.always(
            [reply, ms] { reply.error(protocol::ErrorCode::RateLimited, u"too many changes of presence"_s, {}, ms); });
        return;
    }
    turn.always([this, reply, key = connection.key, command] {
        reply.ack();
        m_core.presence.set(reply.connection(), key, command.state, command.status);
    });
}

void Gestures::handle(Turn &turn, Connection &connection, const protocol::Watch &command)
{
    QSet<QString> keys;
    for (const QString &user : command.users)
        keys.insert(protocol::keyOf(user));
    turn.always([this, reply = m_core.reply(connection, command.id), key = connection.key, keys] {
        if (!m_core.connections.find(reply.connection(), key))
            return;
        reply.ack();
        m_core.presence.watch(reply.connection(), keys);
    });
}

} // namespace confab::core
