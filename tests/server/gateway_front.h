// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/gateway/gateway.h>
#include <confab/protocol/limits.h>

#include <QTcpSocket>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>
#include <memory>

namespace confab::tests
{

// A gateway with a courier and, in place of the core, a list of what came.
struct Front {
    explicit Front(gateway::Gateway::Options options = {.plainAllowed = true, .tls = {}, .origins = {}, .limits = {}})
        : gateway(std::move(options))
    {
        QObject::connect(&courier, &gateway::GatewayCourier::errands, &gateway, &gateway::Gateway::carryOut);
        QObject::connect(&gateway, &gateway::Gateway::arrived, &gateway, [this](const QList<core::Incoming> &turn) {
            ++turns;
            came += turn;
            if (handles)
                gateway.handled(turn.size());
        });
        const auto port = gateway.listen(QHostAddress::LocalHost, 0);
        url = QUrl(QStringLiteral("ws://127.0.0.1:%1").arg(port ? *port : 0));
    }

    template <class T>
    [[nodiscard]] int count() const
    {
        return static_cast<int>(std::count_if(
            came.begin(), came.end(), [](const core::Incoming &one) { return std::holds_alternative<T>(one.what); }));
    }
    [[nodiscard]] QString lastConnection() const { return came.isEmpty() ? QString() : came.constLast().connection; }

    gateway::GatewayCourier courier;
    gateway::Gateway gateway;
    QList<core::Incoming> came;
    int turns = 0;
    bool handles = true;
    QUrl url;
};

struct Client {
    explicit Client(const QUrl &url, const QStringList &subprotocols = {}, const QByteArray &origin = {})
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { texts.append(text); });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { closed = true; });
        QWebSocketHandshakeOptions options;
        options.setSubprotocols(subprotocols);
        QNetworkRequest request(url);
        if (!origin.isEmpty())
            request.setRawHeader("Origin", origin);
        socket.open(request, options);
    }
    [[nodiscard]] bool isOpen() const { return socket.state() == QAbstractSocket::ConnectedState; }

    // Sent once the connection is open: the server may know that it is before the client does, and QWebSocket drops
    // what it is given until then.
    void send(const QString &text)
    {
        onceOpen([this, text] { socket.sendTextMessage(text); });
    }
    void send(const QByteArray &bytes)
    {
        onceOpen([this, bytes] { socket.sendBinaryMessage(bytes); });
    }

    QWebSocket socket;
    QStringList texts;
    bool closed = false;

private:
    template <class Action>
    void onceOpen(const Action &action)
    {
        if (isOpen())
            action();
        else
            QObject::connect(&socket, &QWebSocket::connected, &socket, action);
    }
};

// A client that has shaken hands and does nothing of itself: answers no ping and reads only when told.
inline std::unique_ptr<QTcpSocket> deafClient(const QUrl &url, const QByteArray &extra = {})
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->setReadBufferSize(1024);
    socket->connectToHost(QHostAddress::LocalHost, static_cast<quint16>(url.port()));
    socket->write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n" +
                  extra + "\r\n");
    return socket;
}

} // namespace confab::tests
