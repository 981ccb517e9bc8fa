// SPDX-License-Identifier: GPL-3.0-or-later
#include "core_world.h"

#include <confab/protocol/codec.h>

namespace confab::tests
{

using namespace Qt::StringLiterals;

CoreWorld::CoreWorld(core::ServerSettings given)
    : workers(store.reads())
    , settings(std::move(given))
{
    makeService();
}

core::ServerSettings CoreWorld::open()
{
    core::ServerSettings settings;
    settings.name = u"Test"_s;
    settings.access = protocol::Access::Open;
    settings.rateLimits = false;
    return settings;
}

core::ServerSettings CoreWorld::invite()
{
    core::ServerSettings settings = open();
    settings.access = protocol::Access::Invite;
    return settings;
}

void CoreWorld::makeService()
{
    core::ChatService::Ports ports{store, courier, workers, hasher, clock, random, {&bot}};
    if (m_hasDepot) {
        ports.depot = &depot;
    } else {
        ports.files = &keeper;
        ports.pictures = &pictures;
    }
    service = std::make_unique<core::ChatService>(ports, settings);
    if (!service->start())
        qFatal("the service did not start");
}

void CoreWorld::restart()
{
    service.reset();
    makeService();
}

void CoreWorld::restartWithDepot()
{
    m_hasDepot = true;
    restart();
}

void CoreWorld::turn(const QList<core::Incoming> &incoming)
{
    service->handle(incoming);
}

void CoreWorld::connect(const QString &connection, const QString &peer)
{
    const bool isPlain = connection.startsWith(u'p');
    courier.add(connection, isPlain);
    turn({{connection, core::Connected{.plain = isPlain, .peer = peer}}});
}

void CoreWorld::disconnect(const QString &connection)
{
    courier.remove(connection);
    turn({{connection, core::Disconnected{}}});
}

void CoreWorld::say(const QString &connection, const protocol::ClientCommand &command)
{
    turn({{connection, command}});
}

void CoreWorld::plain(const QString &connection, const QByteArray &frame)
{
    turn({{connection, protocol::plain::parse(frame)}});
}

QString CoreWorld::passwordOf(const QString &name)
{
    return u"secret of "_s + name;
}

QString CoreWorld::signUp(const QString &connection, const QString &name)
{
    connect(connection);
    say(connection,
        protocol::SignUp{
            .id = u"in"_s, .username = name, .password = passwordOf(name), .displayName = {}, .invite = {}});
    const QString token = one<protocol::SessionGranted>(connection).token;
    forget();
    return token;
}

QString CoreWorld::signIn(const QString &connection, const QString &name)
{
    connect(connection);
    say(connection, protocol::SignIn{.id = u"in"_s, .username = name, .password = passwordOf(name)});
    const QString token = one<protocol::SessionGranted>(connection).token;
    forget();
    return token;
}

QString CoreWorld::guest(const QString &connection, const QString &name)
{
    connect(connection);
    say(connection, protocol::GuestSignIn{.id = u"in"_s, .username = name});
    const QString token = one<protocol::SessionGranted>(connection).token;
    forget();
    return token;
}

QList<core::Outgoing> CoreWorld::sent(const QString &connection) const
{
    QList<core::Outgoing> sent;
    for (const RecordingCourier::Sent &one : courier.log()) {
        if (one.connection == connection)
            sent.append(one.what);
    }
    return sent;
}

QStringList CoreWorld::texts(const QString &connection) const
{
    QStringList texts;
    for (const core::Outgoing &what : sent(connection)) {
        const auto *plain = std::get_if<core::PlainText>(&what);
        texts.append(plain ? plain->text : u"(an event)"_s);
    }
    return texts;
}

QString CoreWorld::verbs(const QString &connection) const
{
    QStringList verbs;
    for (const core::Outgoing &what : sent(connection)) {
        if (const auto *event = std::get_if<protocol::ServerEvent>(&what))
            verbs.append(
                std::visit([](const auto &value) { return QString(std::decay_t<decltype(value)>::verb); }, *event));
        else
            verbs.append(u"(text)"_s);
    }
    return verbs.join(u' ');
}

QString CoreWorld::error(const QString &connection) const
{
    const auto errors = all<protocol::ErrorFrame>(connection);
    return errors.size() == 1 ? QString(protocol::nameOf(errors.constFirst().code)) : QString();
}

} // namespace confab::tests
