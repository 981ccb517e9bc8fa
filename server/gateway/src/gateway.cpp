// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/gateway/gateway.h>

#include "descriptor_limit.h"
#include "gathered_frames.h"
#include "inbound_guard.h"
#include "listener.h"
#include "log.h"
#include "session.h"
#include "switchboard.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/defence.h>

#include <QDeadlineTimer>
#include <QNetworkRequest>
#include <QRandomGenerator>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>
#include <QWebSocketCorsAuthenticator>
#include <QWebSocketServer>

#include <algorithm>
#include <array>
#include <chrono>

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

qsizetype connectionsAllowed(const core::ServerLimits &limits)
{
    const qint64 held = std::max<qint64>(16, raiseDescriptorLimit() - descriptorReserve);
    return limits.connections > 0 ? std::min(limits.connections, held) : held;
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
    [[nodiscard]] bool isPendingFull() const
    {
        return pending.size() >= options.limits.pendingHandshakes && inForce("pending-handshakes");
    }
    [[nodiscard]] bool isFull() const
    {
        return q->connectionCount() + pending.size() >= maxConnections && inForce("connections");
    }
    [[nodiscard]] bool makeRoom();
    void takeOrWait();
    void refuse(QTcpSocket *raw);
    void drop(QTcpSocket *raw);
    void upgrade();
    void admit(std::unique_ptr<QWebSocket> socket, QTcpSocket *raw, InboundGuard *guard);
    void turnAway(Session *session);
    void refuseBytes(Session *session);
    void take(Session *session, const QByteArray &frame);
    void post(core::Incoming incoming);
    void flush();
    void forget(Session *session);

    struct Pending {
        QTcpSocket *socket = nullptr;
        InboundGuard *guard = nullptr;
        QDeadlineTimer sure; // until then it makes room for nobody

        bool operator<(const Pending &other) const { return sure < other.sure; }
    };

    Gateway *q;
    Options options;
    Switchboard switchboard;
    QWebSocketServer handshakes;
    QList<Listener *> listeners;
    std::shared_ptr<UnsentBudget> unsent = std::make_shared<UnsentBudget>();
    QHash<QString, Pending> pending; // by endpoints(): TCP is there, the WebSocket handshake is not through
    QTimer *room;                    // when a handshake that others wait for has had its time
    QSet<Session *> strangers;       // of the plain dialect where it is not taken; the core never hears of them
    QList<core::Incoming> turn;
    qsizetype underway = 0; // told by `arrived`, not yet `handled`
    int refusals = 0;       // sockets that are being told that there is no room
    qsizetype maxConnections = 0;
    bool taking = true;
    bool closing = false;
};

Gateway::Private::Private(Gateway *gateway, Options given)
    : q(gateway)
    , options(std::move(given))
    , switchboard(options.limits)
    , handshakes(QStringLiteral("Confab"), QWebSocketServer::NonSecureMode)
    , room(new QTimer(q))
    , maxConnections(connectionsAllowed(options.limits))
{
    // Room for a close frame behind what may wait.
    constexpr qint64 closeBytes = 256;
    unsent->most = options.limits.unsentBytes + closeBytes;
    unsent->mostOfAll = options.limits.unsentBytesOfAll;
    handshakes.setSupportedSubprotocols({QString(protocol::subprotocol)});
    handshakes.setMaxPendingConnections(static_cast<int>(options.limits.pendingHandshakes));
    connect(&handshakes, &QWebSocketServer::originAuthenticationRequired, q,
            // Browsers name the page they are on; a page has business here only where the host says so.
            [this](QWebSocketCorsAuthenticator *authenticator) {
                const QString origin = authenticator->origin();
                authenticator->setAllowed(origin.isEmpty() || options.origins.contains(origin, Qt::CaseInsensitive));
            });
    connect(&handshakes, &QWebSocketServer::newConnection, q, [this] { upgrade(); });
    room->setSingleShot(true);
    connect(room, &QTimer::timeout, q, [this] { takeOrWait(); });

    auto *life = new QTimer(q);
    const core::ServerLimits &limits = options.limits;
    const qint64 soonest = std::min({limits.pingAfterMs, limits.deadAfterMs, limits.messageMs});
    life->setInterval(std::chrono::milliseconds(std::max<qint64>(1, soonest / 3)));
    connect(life, &QTimer::timeout, q, [this] {
        for (Session *session : std::as_const(switchboard.sessions()))
            session->checkLife();
    });
    life->start();
}

// --- from TCP to a session --------------------------------------------------------------------------------------

void Gateway::Private::begin(QTcpSocket *raw)
{
    if ((isPendingFull() || isFull()) && !makeRoom())
        return refuse(raw);
    auto *guard = new InboundGuard(raw, options.limits, options.ratesLimited);
    pending.insert(endpoints(*raw), {raw, guard, QDeadlineTimer(options.limits.crowdedHandshakeMs)});
    connect(raw, &QTcpSocket::disconnected, q, [this, raw] { drop(raw); });
    connect(
        guard, &InboundGuard::exceeded, q, [this, raw] { drop(raw); }, Qt::QueuedConnection);
    auto *deadline = new QTimer(raw);
    deadline->setSingleShot(true);
    connect(deadline, &QTimer::timeout, raw, [this, raw] { drop(raw); });
    if (inForce("handshake-deadline"))
        deadline->start(std::chrono::milliseconds(options.limits.handshakeMs));
    takeOrWait();
}

// The oldest goes, if it has had its time: whoever waits in the kernel's queue has sent its request meanwhile, and is
// through in no time unless it dawdles as well.
bool Gateway::Private::makeRoom()
{
    const auto oldest = std::min_element(pending.cbegin(), pending.cend());
    if (oldest == pending.cend() || !oldest->sure.hasExpired() || !inForce("dawdlers-make-room"))
        return false;
    drop(oldest->socket);
    return true;
}

void Gateway::Private::takeOrWait()
{
    const qint64 wait = isPendingFull() ? std::min_element(pending.cbegin(), pending.cend())->sure.remainingTime() : 0;
    for (Listener *listener : std::as_const(listeners))
        listener->setTaking(wait == 0);
    if (wait > 0)
        room->start(std::chrono::milliseconds(wait));
    else
        room->stop();
}

// The descriptors kept in reserve are enough to say so; accept() without a free one would spin at full speed.
void Gateway::Private::refuse(QTcpSocket *raw)
{
    if (options.tls || refusals >= descriptorReserve / 4) {
        raw->abort();
        raw->deleteLater();
        return;
    }
    ++refusals;
    connect(raw, &QObject::destroyed, q, [this] { --refusals; });
    connect(raw, &QTcpSocket::disconnected, raw, &QObject::deleteLater);
    QTimer::singleShot(std::chrono::milliseconds(options.limits.closeGraceMs), raw, [raw] { raw->abort(); });
    // What has come is read, so that closing does not reset the connection before the answer is there.
    connect(raw, &QTcpSocket::readyRead, raw, [raw] { raw->readAll(); });
    raw->write("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 10\r\nConnection: close\r\n"
               "Content-Type: text/plain\r\n\r\nThis server has as many connections as it can hold.\n");
    raw->disconnectFromHost();
}

void Gateway::Private::drop(QTcpSocket *raw)
{
    const auto found =
        std::find_if(pending.begin(), pending.end(), [raw](const Pending &one) { return one.socket == raw; });
    if (found == pending.end())
        return;
    pending.erase(found);
    raw->disconnect(q);
    raw->abort();
    raw->deleteLater();
    takeOrWait();
}

void Gateway::Private::upgrade()
{
    while (handshakes.hasPendingConnections()) {
        std::unique_ptr<QWebSocket> socket(handshakes.nextPendingConnection());
        const Pending one = pending.take(endpoints(*socket));
        if (!one.socket) {
            socket->abort();
            continue;
        }
        one.socket->disconnect(q);
        one.guard->disconnect(q);
        qDeleteAll(one.socket->findChildren<QTimer *>(QString(), Qt::FindDirectChildrenOnly));
        one.guard->opened();
        admit(std::move(socket), one.socket, one.guard);
    }
    takeOrWait();
}

void Gateway::Private::admit(std::unique_ptr<QWebSocket> socket, QTcpSocket *raw, InboundGuard *guard)
{
    const core::ServerLimits &limits = options.limits;
    const bool offeredOthers =
        socket->subprotocol().isEmpty() && socket->request().hasRawHeader(QByteArrayLiteral("Sec-WebSocket-Protocol"));
    const Dialect dialect = socket->subprotocol() == protocol::subprotocol ? Dialect::Confab : Dialect::Plain;
    const bool known = dialect == Dialect::Confab || options.plainAllowed;

    auto *session = new Session(randomId(), dialect, std::move(socket), raw, guard, limits, q);
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
        QTimer::singleShot(std::chrono::milliseconds(limits.silenceMs), session,
                           [this, session] { turnAway(session); });
        return;
    }

    switchboard.add(session);
    connect(session, &Session::said, q, [this, session](const QByteArray &frame) { take(session, frame); });
    connect(session, &Session::saidBytes, q, [this, session] { refuseBytes(session); });
    if (options.files && dialect == Dialect::Confab) {
        session->setFiles(options.files, options.ratesLimited ? limits.fileBytesPerSecond : 0);
        connect(session, &Session::broughtChunk, q, [this, session](const protocol::FileChunk &chunk) {
            if (taking)
                options.files->write(session->id(), chunk);
        });
    }
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
    if (closing && q->connectionCount() == 0) {
        closing = false;
        Q_EMIT q->closedAll();
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
    for (const Private::Pending &one : std::as_const(d->pending))
        one.socket->disconnect(this);
    // Sessions look at the limits, which d owns.
    qDeleteAll(findChildren<Session *>(QString(), Qt::FindDirectChildrenOnly));
}

Expected<quint16, QString> Gateway::listen(const QHostAddress &address, quint16 port)
{
    auto *listener = new Listener(d->options.tls, d->unsent, static_cast<int>(d->options.limits.listenBacklog), this);
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
    const QList<Private::Pending> pending = d->pending.values();
    for (const Private::Pending &one : pending)
        d->drop(one.socket);
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
