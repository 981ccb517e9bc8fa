// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/gateway/gateway.h>

#include "descriptor_limit.h"
#include "gathered_frames.h"
#include "listener.h"
#include "log.h"
#include "session.h"
#include "switchboard.h"

#include <confab/protocol/codec.h>

#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketCorsAuthenticator>
#include <QWebSocketServer>

#include <algorithm>
#include <array>

namespace confab::gateway
{

namespace
{

// Descriptors that are not connections: the database, the certificate, event loops.
constexpr int descriptorReserve = 64;

QString randomId()
{
    std::array<quint32, 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QString::fromLatin1(QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words)
                                   .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
}

QByteArray frameOf(const protocol::ErrorFrame &error)
{
    return textFrame(protocol::encode(protocol::ServerEvent(error)));
}

QByteArray frameOf(const QString &plain)
{
    return textFrame(plain.toUtf8());
}

// Finds the TCP socket again that a QWebSocket speaks through: no two live ones share all four.
template <class Socket>
QString endpoints(const Socket &socket)
{
    return QStringLiteral("%1 %2 %3 %4")
        .arg(socket.peerAddress().toString(), QString::number(socket.peerPort()), socket.localAddress().toString(),
             QString::number(socket.localPort()));
}

} // namespace

class Gateway::Private
{
public:
    Private(Gateway *gateway, Options given);

    void begin(QTcpSocket *raw);
    void drop(QTcpSocket *raw);
    void upgrade();
    void admit(std::unique_ptr<QWebSocket> socket, QTcpSocket *raw);
    void turnAway(Session *session);
    void refuseBytes(Session *session);
    void take(Session *session, const QByteArray &frame);
    void post(core::Incoming incoming);
    void flush();
    void forget(Session *session);
    void mindTheDescriptors();

    Gateway *q;
    Options options;
    Switchboard switchboard;
    QWebSocketServer handshakes;
    QList<Listener *> listeners;
    QHash<QString, QTcpSocket *> pending; // by endpoints(): TCP is there, the WebSocket handshake is not through
    QSet<Session *> strangers;            // of the plain dialect where it is not taken; the core never hears of them
    QList<core::Incoming> turn;
    qsizetype underway = 0; // told by `arrived`, not yet `handled`
    int maxConnections = 0;
    bool full = false;
    bool taking = true;
    bool closing = false;
};

Gateway::Private::Private(Gateway *gateway, Options given)
    : q(gateway)
    , options(std::move(given))
    , switchboard(options.limits)
    , handshakes(QStringLiteral("Confab"), QWebSocketServer::NonSecureMode)
    , maxConnections(std::max(16, raiseDescriptorLimit() - descriptorReserve))
{
    handshakes.setSupportedSubprotocols({QString(protocol::subprotocol)});
    handshakes.setMaxPendingConnections(options.limits.pendingHandshakes);
    connect(&handshakes, &QWebSocketServer::originAuthenticationRequired, q,
            // Browsers name the page they are on; a page has business here only where the host says so.
            [this](QWebSocketCorsAuthenticator *authenticator) {
                const QString origin = authenticator->origin();
                authenticator->setAllowed(origin.isEmpty() || options.origins.contains(origin, Qt::CaseInsensitive));
            });
    connect(&handshakes, &QWebSocketServer::newConnection, q, [this] { upgrade(); });

    auto *life = new QTimer(q);
    life->setInterval(std::max(1, std::min(options.limits.pingAfterMs, options.limits.deadAfterMs) / 3));
    connect(life, &QTimer::timeout, q, [this] {
        for (Session *session : std::as_const(switchboard.sessions()))
            session->checkLife();
    });
    life->start();
}

// --- from TCP to a session --------------------------------------------------------------------------------------

void Gateway::Private::begin(QTcpSocket *raw)
{
    if (pending.size() >= options.limits.pendingHandshakes) {
        raw->abort();
        raw->deleteLater();
        return;
    }
    pending.insert(endpoints(*raw), raw);
    connect(raw, &QTcpSocket::disconnected, q, [this, raw] { drop(raw); });
    auto *deadline = new QTimer(raw);
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, raw, [this, raw] { drop(raw); });
    deadline->start(options.limits.handshakeMs);
    mindTheDescriptors();
}

void Gateway::Private::drop(QTcpSocket *raw)
{
    const QString key = pending.key(raw);
    if (key.isEmpty())
        return;
    pending.remove(key);
    raw->disconnect(q);
    raw->abort();
    raw->deleteLater();
    mindTheDescriptors();
}

void Gateway::Private::upgrade()
{
    while (handshakes.hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(handshakes.nextPendingConnection());
        QTcpSocket *raw = pending.take(endpoints(*socket));
        if (!raw) {
            socket->abort();
            continue;
        }
        raw->disconnect(q);
        qDeleteAll(raw->findChildren<QTimer *>(QString(), Qt::FindDirectChildrenOnly));
        admit(std::move(socket), raw);
    }
}

void Gateway::Private::admit(std::unique_ptr<QWebSocket> socket, QTcpSocket *raw)
{
    const GatewayLimits &limits = options.limits;
    const bool offeredOthers =
        socket->subprotocol().isEmpty() && socket->request().hasRawHeader(QByteArrayLiteral("Sec-WebSocket-Protocol"));
    const Dialect dialect = socket->subprotocol() == protocol::subprotocol ? Dialect::Confab : Dialect::Plain;
    const bool known = dialect == Dialect::Confab || options.plainAllowed;

    auto *session = new Session(randomId(), dialect, std::move(socket), raw, limits, q);
    session->setFrameBytes(dialect == Dialect::Plain && known ? limits.frameBytes : limits.frameBytesBeforeSignIn);
    connect(session, &Session::ended, q, [this, session] { forget(session); });

    if (offeredOthers || !known) {
        strangers.insert(session);
        if (offeredOthers) {
            // In the dialect that is spoken to whoever knows subprotocols.
            const QString why = QStringLiteral("no common subprotocol");
            session->send(frameOf({.id = {},
                                   .code = protocol::ErrorCode::BadField,
                                   .message = why,
                                   .field = QStringLiteral("subprotocol"),
                                   .retryAfterMs = 0}));
            session->close(QWebSocketProtocol::CloseCodePolicyViolated, why);
            return;
        }
        connect(session, &Session::said, q, [this, session] { turnAway(session); });
        connect(session, &Session::saidBytes, q, [this, session] { turnAway(session); });
        QTimer::singleShot(limits.silenceMs, session, [this, session] { turnAway(session); });
        return;
    }

    switchboard.add(session);
    connect(session, &Session::said, q, [this, session](const QByteArray &frame) { take(session, frame); });
    connect(session, &Session::saidBytes, q, [this, session] { refuseBytes(session); });
    post({session->id(), core::Connected{.plain = dialect == Dialect::Plain, .peer = session->peer()}});
}

void Gateway::Private::turnAway(Session *session)
{
    session->send(frameOf(protocol::plain::needsAccount()));
    session->close(QWebSocketProtocol::CloseCodePolicyViolated, QStringLiteral("an account is needed"));
}

void Gateway::Private::refuseBytes(Session *session)
{
    const QString why = QStringLiteral("binary frames are not taken");
    if (session->dialect() == Dialect::Plain)
        session->send(frameOf(protocol::plain::notAnObject()));
    else
        session->send(
            frameOf({.id = {}, .code = protocol::ErrorCode::BadFrame, .message = why, .field = {}, .retryAfterMs = 0}));
    session->close(QWebSocketProtocol::CloseCodeDatatypeNotSupported, why);
}

void Gateway::Private::forget(Session *session)
{
    if (!strangers.remove(session)) {
        switchboard.remove(session);
        post({session->id(), core::Disconnected{}});
    }
    session->deleteLater();
    mindTheDescriptors();
    if (closing && q->connectionCount() == 0) {
        closing = false;
        Q_EMIT q->closedAll();
    }
}

// accept() without a free descriptor spins at full speed, so no more are taken shortly before that.
void Gateway::Private::mindTheDescriptors()
{
    const bool nowFull = q->connectionCount() + pending.size() >= maxConnections;
    if (nowFull == full || !taking)
        return;
    full = nowFull;
    for (Listener *listener : std::as_const(listeners)) {
        if (full)
            listener->pauseAccepting();
        else
            listener->resumeAccepting();
    }
}

// --- from frames to the core ------------------------------------------------------------------------------------

void Gateway::Private::take(Session *session, const QByteArray &frame)
{
    if (!taking)
        return;
    const bool plain = session->dialect() == Dialect::Plain;
    core::Incoming incoming{session->id(), core::Disconnected{}};
    QString id;
    if (plain) {
        incoming.what = protocol::plain::parse(frame);
    } else if (auto command = protocol::parseCommand(frame)) {
        id = protocol::idOf(*command);
        incoming.what = std::move(*command);
    } else {
        id = command.error().id;
        incoming.what = command.error();
    }

    if (underway + turn.size() < options.limits.queuedFrames) {
        post(std::move(incoming));
    } else if (plain) {
        session->send(frameOf(protocol::plain::notStored()));
    } else {
        session->send(frameOf({.id = id,
                               .code = protocol::ErrorCode::Unavailable,
                               .message = QStringLiteral("the server has too much to do"),
                               .field = {},
                               .retryAfterMs = 1000}));
    }
}

void Gateway::Private::post(core::Incoming incoming)
{
    if (turn.isEmpty())
        QMetaObject::invokeMethod(
            q, [this] { flush(); }, Qt::QueuedConnection);
    turn.append(std::move(incoming));
}

void Gateway::Private::flush()
{
    if (turn.isEmpty())
        return;
    underway += turn.size();
    Q_EMIT q->arrived(std::exchange(turn, {}));
}

// --- outside ----------------------------------------------------------------------------------------------------

Gateway::Gateway(Options options, QObject *parent)
    : QObject(parent)
    , d(std::make_unique<Private>(this, std::move(options)))
{
}

Gateway::~Gateway()
{
    for (QTcpSocket *raw : std::as_const(d->pending))
        raw->disconnect(this);
    // Sessions look at the limits, which d owns.
    qDeleteAll(findChildren<Session *>(QString(), Qt::FindDirectChildrenOnly));
}

Expected<quint16, QString> Gateway::listen(const QHostAddress &address, quint16 port)
{
    auto *listener = new Listener(d->options.tls, d->options.limits.listenBacklog, this);
    connect(listener, &Listener::begun, this, [this](QTcpSocket *raw) { d->begin(raw); });
    connect(listener, &Listener::ready, this, [this](QTcpSocket *raw) {
        d->handshakes.handleConnection(raw);
        // The request may have come together with the end of the TLS handshake.
        if (raw->bytesAvailable() > 0)
            Q_EMIT raw->readyRead();
    });
    connect(listener, &QTcpServer::acceptError, this,
            [listener] { qCWarning(lcNet) << "accepting a connection failed:" << listener->errorString(); });
    if (!listener->listen(address, port)) {
        QString why = listener->errorString();
        delete listener;
        return Unexpected{std::move(why)};
    }
    d->listeners.append(listener);
    return listener->serverPort();
}

void Gateway::carryOut(const QList<Errand> &errands)
{
    d->switchboard.carryOut(errands);
}

void Gateway::handled(qsizetype count)
{
    d->underway -= count;
}

void Gateway::stopTaking()
{
    d->taking = false;
    for (Listener *listener : std::as_const(d->listeners))
        listener->close();
    const QList<QTcpSocket *> pending = d->pending.values();
    for (QTcpSocket *raw : pending)
        d->drop(raw);
    d->flush();
}

void Gateway::closeAll(int code, const QString &reason)
{
    d->closing = true;
    const QList<Session *> sessions = findChildren<Session *>(QString(), Qt::FindDirectChildrenOnly);
    for (Session *session : sessions)
        session->close(code, reason);
    if (connectionCount() == 0) {
        d->closing = false;
        QMetaObject::invokeMethod(this, &Gateway::closedAll, Qt::QueuedConnection);
    }
}

qsizetype Gateway::connectionCount() const
{
    return d->switchboard.sessions().size() + d->strangers.size();
}

} // namespace confab::gateway
