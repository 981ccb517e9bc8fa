// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core_fakes.h"
#include "memory_store.h"

#include <confab/core/chat_service.h>

#include <memory>

namespace confab::tests
{

// A chat service with nothing real around it, and clients that speak to it. Connections are called by short names;
// those of the plain dialect begin with "p".
class CoreWorld
{
public:
    explicit CoreWorld(core::ServerSettings settings = open());
    [[nodiscard]] static core::ServerSettings open();
    [[nodiscard]] static core::ServerSettings invite();

    // Another service over the same store, as after a restart.
    void restart();
    // The same with a depot instead of a keeper.
    void restartWithDepot();

    // Many at once are one turn.
    void turn(const QList<core::Incoming> &incoming);
    void connect(const QString &connection, const QString &peer = QStringLiteral("192.0.2.1"));
    void disconnect(const QString &connection);
    void say(const QString &connection, const protocol::ClientCommand &command);
    // A frame of the plain dialect.
    void plain(const QString &connection, const QByteArray &frame);

    // Connects and signs up or goes in as a guest; what that told anybody is forgotten. Gives back the token.
    QString signUp(const QString &connection, const QString &name);
    QString signIn(const QString &connection, const QString &name);
    QString guest(const QString &connection, const QString &name);
    [[nodiscard]] static QString passwordOf(const QString &name);

    // What a connection was sent since the last forget.
    [[nodiscard]] QList<core::Outgoing> sent(const QString &connection) const;
    // Of the plain dialect, as text.
    [[nodiscard]] QStringList texts(const QString &connection) const;
    // The verbs of what it was sent, as in "ack message".
    [[nodiscard]] QString verbs(const QString &connection) const;
    template <class Event>
    [[nodiscard]] QList<Event> all(const QString &connection) const
    {
        QList<Event> events;
        for (const core::Outgoing &what : sent(connection)) {
            const auto *event = std::get_if<protocol::ServerEvent>(&what);
            if (event && std::holds_alternative<Event>(*event))
                events.append(std::get<Event>(*event));
        }
        return events;
    }
    // The one event of that kind; a default one when there are none or several, which no test expects.
    template <class Event>
    [[nodiscard]] Event one(const QString &connection) const
    {
        const QList<Event> events = all<Event>(connection);
        return events.size() == 1 ? events.constFirst() : Event{};
    }
    // The code of the one error; empty when there is none or several.
    [[nodiscard]] QString error(const QString &connection) const;
    void forget() { courier.forget(); }

    MemoryStore store;
    RecordingCourier courier;
    InlineWorkers workers;
    FakeHasher hasher;
    FakeClock clock;
    FakeRandom random;
    FakeKeeper keeper;
    FakePictures pictures;
    FakeDepot depot; // of one who asked for it
    FakeBot bot{QStringLiteral("helper")};
    core::ServerSettings settings;
    std::unique_ptr<core::ChatService> service;

private:
    void makeService();

    bool m_hasDepot = false;
};

} // namespace confab::tests
