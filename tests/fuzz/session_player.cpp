// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_player.h"

#include <confab/protocol/codec.h>

namespace confab::tests
{

using namespace Qt::StringLiterals;

namespace
{

// Longer scripts find nothing that two shorter ones do not, and are slow.
constexpr int mostSteps = 200;
constexpr qint64 aMinuteMs = 60'000;

[[nodiscard]] bool isConfab(char connection)
{
    return connection >= 'a' && connection <= 'd';
}

[[nodiscard]] bool isPlain(char connection)
{
    return connection >= 'p' && connection <= 's';
}

} // namespace

// A server with as little given as there may be: nobody has named it.
SessionPlayer::SessionPlayer()
    : m_world([] {
        core::ServerSettings settings = CoreWorld::open();
        settings.name.clear();
        return settings;
    }())
{
}

void SessionPlayer::play(const QByteArray &script)
{
    int steps = 0;
    for (const QByteArray &line : script.split('\n')) {
        if (++steps > mostSteps)
            break;
        step(line);
    }
    endTurn();
    m_world.store.setCommitsFail(m_commitsFail = false);
    m_world.store.setOperationsFail(m_operationsFail = false);
    m_world.store.setLookUpsFail(m_lookUpsFail = false);
    release();
    m_watch.atEnd(m_open.values());
}

void SessionPlayer::step(const QByteArray &line)
{
    if (line.isEmpty())
        return endTurn();
    const char first = line.front();
    const char second = line.size() > 1 ? line.at(1) : '\0';
    if (first == '~') {
        happen(second);
    } else if (first == '+' && (isConfab(second) || isPlain(second)) && !m_open.contains(second)) {
        // A gateway gives no id twice, and the fakes tell the dialect by the first letter.
        const QString id = QLatin1Char(isPlain(second) ? 'p' : 'a') + QString::number(++m_connected);
        m_open.insert(second, id);
        m_world.courier.add(id, isPlain(second));
        m_turn.append({id, core::Connected{.plain = isPlain(second), .peer = u"192.0.2."_s + QString::number(second)}});
    } else if (first == '-' && m_open.contains(second)) {
        const QString id = m_open.take(second);
        m_world.courier.remove(id);
        m_turn.append({id, core::Disconnected{}});
    } else if (m_open.contains(first)) {
        sends(first, line.sliced(1));
    }
}

void SessionPlayer::sends(char connection, QByteArray frame)
{
    frame = filled(std::move(frame));
    if (frame.size() > protocol::limits::frameBytes)
        return;
    const QString id = m_open.value(connection);
    if (isPlain(connection)) {
        m_turn.append({id, protocol::plain::parse(frame)});
    } else if (const auto command = protocol::parseCommand(frame)) {
        m_watch.asked(id, *command);
        m_turn.append({id, *command});
    } else {
        m_watch.asked(id, command.error());
        m_turn.append({id, command.error()});
    }
}

void SessionPlayer::happen(char what)
{
    endTurn();
    switch (what) {
    case 'c':
        m_world.store.setCommitsFail(m_commitsFail = !m_commitsFail);
        break;
    case 'o':
        m_world.store.setOperationsFail(m_operationsFail = !m_operationsFail);
        break;
    case 'l':
        m_world.store.setLookUpsFail(m_lookUpsFail = !m_lookUpsFail);
        break;
    case 'h':
        if (m_hasherHeld = !m_hasherHeld; m_hasherHeld)
            m_world.hasher.setHeld(true);
        else
            m_world.hasher.release();
        break;
    case 'w':
        if (m_workersHeld = !m_workersHeld; m_workersHeld)
            m_world.workers.setHeld(true);
        else
            m_world.workers.release();
        break;
    case 'b':
        if (m_botHeld = !m_botHeld; m_botHeld)
            m_world.bot.setHeld(true);
        else
            m_world.bot.release();
        break;
    case 't':
        m_world.clock.advance(aMinuteMs);
        break;
    case 's':
        m_world.service->recheckSessions();
        break;
    case 'd':
        m_world.service->tidy();
        break;
    case 'i':
        m_world.settings.access = protocol::Access::Invite;
        restart();
        break;
    case 'f':
        m_world.settings.rateLimits = true;
        restart();
        break;
    case 'r':
        restart();
        break;
    default:
        break;
    }
    look();
}

void SessionPlayer::release()
{
    m_hasherHeld = m_workersHeld = m_botHeld = false;
    m_world.hasher.release();
    m_world.workers.release();
    m_world.bot.release();
    look();
}

// As where the process ends and is started again: connections go, what the store holds stays.
void SessionPlayer::restart()
{
    m_world.store.setCommitsFail(m_commitsFail = false);
    m_world.store.setOperationsFail(m_operationsFail = false);
    m_world.store.setLookUpsFail(m_lookUpsFail = false);
    release(); // answers to a service that is gone are nobody's
    for (const QString &id : std::as_const(m_open)) {
        m_world.courier.remove(id);
        m_watch.ended(id);
    }
    m_open.clear();
    m_world.restart();
}

void SessionPlayer::endTurn()
{
    if (m_turn.isEmpty())
        return;
    m_world.turn(std::exchange(m_turn, {}));
    look();
}

void SessionPlayer::look()
{
    m_watch.look(m_commitsFail || m_operationsFail);
    for (const RecordingCourier::Sent &sent : m_world.courier.log()) {
        const auto *event = std::get_if<protocol::ServerEvent>(&sent.what);
        if (!event)
            continue;
        if (const auto *ack = std::get_if<protocol::Ack>(event); ack && ack->conversation.startsWith("room:"_L1))
            m_room = ack->conversation.toUtf8();
        else if (const auto *session = std::get_if<protocol::SessionGranted>(event))
            m_token = session->token.toUtf8();
    }
    const QList<RecordingCourier::Closed> closed = m_world.courier.closed();
    m_world.courier.forget();
    for (const RecordingCourier::Closed &one : closed) {
        m_watch.ended(one.connection);
        if (const char letter = m_open.key(one.connection, '\0'))
            m_open.remove(letter);
        m_world.turn({{one.connection, core::Disconnected{}}});
    }
    m_watch.look(m_commitsFail || m_operationsFail);
    m_world.courier.forget();
}

QByteArray SessionPlayer::filled(QByteArray frame) const
{
    for (char digit = '1'; digit <= '9'; ++digit)
        frame.replace(QByteArray("%") + digit, QByteArray("0000000000000000000000000") + digit);
    frame.replace("%r", m_room);
    frame.replace("%t", m_token);
    return frame;
}

} // namespace confab::tests
