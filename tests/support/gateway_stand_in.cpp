// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway_stand_in.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QSslError>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

namespace confab::tests
{

using namespace Qt::StringLiterals;

namespace
{

QByteArray headerOf(const QByteArray &request, const QByteArray &name)
{
    for (const QByteArray &line : request.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.first(colon).trimmed().compare(name, Qt::CaseInsensitive) == 0)
            return line.sliced(colon + 1).trimmed();
    }
    return {};
}

} // namespace

struct GatewayStandIn::Open {
    QWebSocket *socket = nullptr;
    QTimer idle;
    QTimer life;
};

GatewayStandIn::GatewayStandIn(QObject *parent)
    : QObject(parent)
    , m_server(u"gateway"_s, QWebSocketServer::NonSecureMode)
{
    m_door.listen(QHostAddress::LocalHost);
    connect(&m_door, &QTcpServer::newConnection, this, [this] {
        while (QTcpSocket *socket = m_door.nextPendingConnection())
            connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(*socket); });
    });
    connect(&m_server, &QWebSocketServer::newConnection, this, [this] {
        while (QWebSocket *socket = m_server.nextPendingConnection())
            onConnection(socket);
    });
}

GatewayStandIn::~GatewayStandIn()
{
    for (Open *open : std::as_const(m_open)) {
        open->socket->disconnect(this);
        delete open->socket;
        delete open;
    }
}

QUrl GatewayStandIn::url() const
{
    return QUrl(u"ws://127.0.0.1:%1/prod?v=1"_s.arg(m_door.serverPort()));
}

// The request is left in the socket for the one that shakes hands.
void GatewayStandIn::read(QTcpSocket &socket)
{
    const QByteArray request = socket.peek(socket.bytesAvailable());
    if (!request.contains("\r\n\r\n"))
        return;
    socket.disconnect(this);
    Handshake handshake;
    handshake.target = QString::fromLatin1(request.split(' ').value(1));
    const QString offer = QString::fromLatin1(headerOf(request, "Sec-WebSocket-Protocol"));
    for (const QString &each : offer.split(u',', Qt::SkipEmptyParts))
        handshake.offered.append(each.trimmed());
    handshakes.append(handshake);
    const int status = refusesAll != 0 ? refusesAll : handshake.offered.isEmpty() ? 0 : refusesOffer;
    if (status != 0) {
        socket.write("HTTP/1.1 " + QByteArray::number(status) +
                     " No\r\nContent-Length: 0\r\nx-amzn-ErrorType: ForbiddenException\r\nConnection: close\r\n\r\n");
        connect(&socket, &QTcpSocket::disconnected, &socket, &QObject::deleteLater);
        return socket.disconnectFromHost();
    }
    m_server.setSupportedSubprotocols(answersOffer ? QStringList{u"confab.1"_s} : QStringList());
    m_server.handleConnection(&socket); // which sees by itself that something has come
}

void GatewayStandIn::onConnection(QWebSocket *socket)
{
    const QString id = u"L0SM9cOF%1vHcCIhw="_s.arg(++m_made);
    auto *open = new Open;
    open->socket = socket;
    m_open.insert(id, open);
    mostAtOnce = std::max<int>(mostAtOnce, static_cast<int>(m_open.size()));
    socket->setMaxAllowedIncomingMessageSize(static_cast<quint64>(frameBytes));
    socket->setMaxAllowedIncomingFrameSize(static_cast<quint64>(frameBytes));
    connect(socket, &QWebSocket::textMessageReceived, this,
            [this, id](const QString &text) { onText(id, text.toUtf8()); });
    connect(socket, &QWebSocket::binaryMessageReceived, this,
            [socket] { socket->close(QWebSocketProtocol::CloseCodeDatatypeNotSupported); });
    connect(socket, &QWebSocket::disconnected, this, [this, id] {
        Open *gone = m_open.take(id);
        if (!gone)
            return;
        gone->socket->deleteLater();
        delete gone;
        if (m_integration)
            m_integration->gone(id);
    });
    for (QTimer *timer : {&open->idle, &open->life})
        timer->setSingleShot(true);
    const auto ends = [this, id](int &count) {
        return [this, id, &count] {
            ++count;
            QMetaObject::invokeMethod(
                this, [this, id] { end(id); }, Qt::QueuedConnection); // its timer is the one that says so
        };
    };
    connect(&open->idle, &QTimer::timeout, this, ends(endedIdle));
    connect(&open->life, &QTimer::timeout, this, ends(endedOld));
    if (idleMs > 0)
        open->idle.start(idleMs);
    if (lifeMs > 0)
        open->life.start(lifeMs);
    if (m_integration)
        m_integration->connected(id);
}

void GatewayStandIn::onText(const QString &connection, const QByteArray &frame)
{
    frames.append(frame);
    largestFrame = std::max(largestFrame, frame.size());
    if (Open *open = m_open.value(connection); open && idleMs > 0)
        open->idle.start(idleMs);
    if (m_refuse > 0) {
        --m_refuse;
        return sayItself(connection, m_refusal);
    }
    if (m_integration)
        m_integration->said(connection, frame);
    if (std::exchange(m_failAfter, false))
        sayItself(connection, u"Internal server error"_s);
}

void GatewayStandIn::refuseFrames(int count, const QString &message)
{
    m_refuse = count;
    m_refusal = message;
}

void GatewayStandIn::sayItself(const QString &connection, const QString &message)
{
    const QJsonObject object{
        {u"message"_s, message}, {u"connectionId"_s, connection}, {u"requestId"_s, u"L0SNAGL9vHcFzsg="_s}};
    post(connection, QJsonDocument(object).toJson(QJsonDocument::Compact));
}

bool GatewayStandIn::post(const QString &connection, const QByteArray &frame)
{
    Open *open = m_open.value(connection);
    if (!open || frame.size() > frameBytes)
        return false;
    if (idleMs > 0)
        open->idle.start(idleMs);
    open->socket->sendTextMessage(QString::fromUtf8(frame));
    return true;
}

void GatewayStandIn::end(const QString &connection)
{
    if (const Open *open = m_open.value(connection))
        open->socket->abort();
}

void GatewayStandIn::endAll()
{
    for (const QString &connection : connections())
        end(connection);
}

struct RelayedServer::Upstream {
    QWebSocket socket;
    QList<QByteArray> waiting; // until it is there
    bool open = false;
};

RelayedServer::RelayedServer(GatewayStandIn &gateway, QUrl server, QObject *parent)
    : QObject(parent)
    , m_gateway(gateway)
    , m_server(std::move(server))
{
    m_gateway.setIntegration(this);
}

RelayedServer::~RelayedServer()
{
    m_gateway.setIntegration(nullptr);
    for (Upstream *upstream : std::as_const(m_upstream)) {
        upstream->socket.disconnect(this);
        delete upstream;
    }
}

void RelayedServer::connected(const QString &connection)
{
    auto *upstream = new Upstream;
    m_upstream.insert(connection, upstream);
    QWebSocket &socket = upstream->socket;
    connect(&socket, &QWebSocket::sslErrors, &socket,
            [&socket](const QList<QSslError> &errors) { socket.ignoreSslErrors(errors); });
    connect(&socket, &QWebSocket::textMessageReceived, this,
            [this, connection](const QString &text) { m_gateway.post(connection, text.toUtf8()); });
    connect(&socket, &QWebSocket::connected, this, [upstream] {
        upstream->open = true;
        for (const QByteArray &frame : std::exchange(upstream->waiting, {}))
            upstream->socket.sendTextMessage(QString::fromUtf8(frame));
    });
    connect(&socket, &QWebSocket::disconnected, this, [this, connection] { m_gateway.end(connection); });
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"confab.1"_s});
    socket.open(m_server, options);
}

void RelayedServer::said(const QString &connection, const QByteArray &frame)
{
    Upstream *upstream = m_upstream.value(connection);
    if (!upstream)
        return;
    if (upstream->open)
        upstream->socket.sendTextMessage(QString::fromUtf8(frame));
    else
        upstream->waiting.append(frame);
}

void RelayedServer::gone(const QString &connection)
{
    if (Upstream *upstream = m_upstream.take(connection)) {
        upstream->socket.disconnect(this);
        upstream->socket.close();
        delete upstream;
    }
}

} // namespace confab::tests
