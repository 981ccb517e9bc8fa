// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/chat_client.h>
#include <confab/client/web_socket_transport.h>
#include <confab/hosting/server_runtime.h>

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace confab::app
{

// The server that confabd and the desktop run, on loopback, on a port that the system picks and that it keeps.
class RealServer
{
public:
    RealServer()
    {
        options.dataFolder = folder.path();
        options.addresses = {{QHostAddress(QHostAddress::LocalHost), 0}};
        options.settings.name = QStringLiteral("Studio Nord");
        options.settings.access = protocol::Access::Open;
        options.settings.rateLimits = false;
    }

    void start()
    {
        QSignalSpy started(&runtime, &ServerRuntime::started);
        runtime.start(options);
        QTRY_COMPARE_WITH_TIMEOUT(started.size(), 1, 30'000);
        options.addresses.first().port = runtime.listening().constFirst().port;
    }

    void stop()
    {
        QSignalSpy stopped(&runtime, &ServerRuntime::stopped);
        runtime.stop();
        QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 15'000);
    }

    [[nodiscard]] QUrl url() const
    {
        QUrl url;
        url.setScheme(QStringLiteral("wss"));
        url.setHost(QStringLiteral("127.0.0.1"));
        url.setPort(options.addresses.constFirst().port);
        return url;
    }

    QTemporaryDir folder;
    ServeOptions options;
    ServerRuntime runtime;
};

// A person at a computer of their own: profiles, cache and outbox, without a window.
class Person
{
public:
    explicit Person(const QUrl &url)
        : store(folder.path())
        , client(store.create(url), store, client::makeWebSocketTransport)
    {
    }

    void signUp(const QString &name)
    {
        connectFirst();
        client.signUp(name, password, {}, {});
        QTRY_COMPARE_WITH_TIMEOUT(client.status().phase, client::ConnectionStatus::Phase::Online, 30'000);
    }
    void signIn(const QString &name)
    {
        connectFirst();
        client.signIn(name, password);
        QTRY_COMPARE_WITH_TIMEOUT(client.status().phase, client::ConnectionStatus::Phase::Online, 30'000);
    }

    // What a conversation's model shows, holes as "…".
    [[nodiscard]] QStringList texts(const QString &conversation)
    {
        QStringList result;
        for (const client::MessageRow &row : client.openConversation(conversation)->rows())
            result << (row.kind == client::MessageRow::Kind::Gap ? QStringLiteral("…") : row.text);
        return result;
    }
    [[nodiscard]] client::Contact contact(const QString &conversation) const
    {
        const int index = client.contacts()->indexOf(conversation);
        return index < 0 ? client::Contact{} : client.contacts()->contacts().at(index);
    }

    const QString password = QStringLiteral("correct horse battery");
    QTemporaryDir folder;
    client::ProfileStore store;
    client::ChatClient client;

private:
    void connectFirst()
    {
        client.start();
        QTRY_COMPARE_WITH_TIMEOUT(client.status().phase, client::ConnectionStatus::Phase::NeedsSignIn, 30'000);
    }
};

} // namespace confab::app
