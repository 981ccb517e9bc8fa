// SPDX-License-Identifier: GPL-3.0-or-later
#include "session.h"

#include "file_sender.h"
#include "inbound_guard.h"
#include "log.h"

#include <confab/protocol/close_codes.h>
#include <confab/protocol/defence.h>

#include <QSslSocket>
#include <QTcpSocket>
#include <QTimer>
#include <QWebSocket>

#include <algorithm>
#include <chrono>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace confab::gateway
{

Session::Session(QString id, Dialect dialect, std::unique_ptr<QWebSocket> socket, QTcpSocket *raw, InboundGuard *guard,
                 const core::ServerLimits &limits, QObject *parent)
    : QObject(parent)
    , m_dialect(dialect)
    , m_secure(qobject_cast<QSslSocket *>(raw))
    , m_limits(limits)
    , m_id(std::move(id))
    , m_socket(std::move(socket))
    , m_raw(raw)
    , m_grace(new QTimer(this))
    , m_guard(guard)
{
    m_socket->setParent(nullptr);
    m_raw->setParent(nullptr);
    m_began.start();
    m_heard.start();
    m_grace->setSingleShot(true);
    m_grace->setInterval(std::chrono::milliseconds(m_limits.closeGraceMs));
    // At once: the number of its descriptor may be another socket's with the next that is accepted.
    connect(m_raw, &QTcpSocket::stateChanged, this, &Session::followState);
    followState();
    connect(m_grace, &QTimer::timeout, m_socket.get(), &QWebSocket::abort);

    connect(m_socket.get(), &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        m_heard.restart();
        if (!m_closing)
            Q_EMIT said(text.toUtf8());
    });
    connect(m_socket.get(), &QWebSocket::binaryFrameReceived, this, [this] {
        m_heard.restart();
        // At once, before there is a whole message of it.
        if (!m_closing && m_takes.isEmpty())
            Q_EMIT saidBytes();
    });
    connect(m_socket.get(), &QWebSocket::binaryMessageReceived, this, &Session::takeBytes);
    connect(m_guard, &InboundGuard::exceeded, this, [this](const QString &why) {
        qCInfo(lcNet) << "connection" << m_id << "is ended:" << why;
        close(QWebSocketProtocol::CloseCodePolicyViolated, why);
    });
    connect(m_socket.get(), &QWebSocket::pong, this, [this] { m_heard.restart(); });
    // Also when the socket closes by itself: a frame too large, text that is no UTF-8, the peer's own close.
    connect(m_socket.get(), &QWebSocket::aboutToClose, this, &Session::beginGrace);
    connect(m_socket.get(), &QWebSocket::disconnected, this, &Session::ended, Qt::QueuedConnection);
}

Session::~Session()
{
    m_socket->disconnect(this);
    m_socket.reset();
    if (m_raw) {
        m_raw->disconnect();
        m_raw->deleteLater();
    }
}

void Session::followState()
{
    const bool isConnected = m_raw && m_raw->state() == QAbstractSocket::ConnectedState;
    m_connected = isConnected ? m_raw.data() : nullptr;
    m_descriptor = isConnected && !m_secure ? static_cast<int>(m_raw->socketDescriptor()) : -1;
}

qint64 Session::unsent() const
{
    return m_connected->bytesToWrite() + (m_secure ? m_secure->encryptedBytesToWrite() : 0);
}

QString Session::peer() const
{
    return m_socket->peerAddress().toString();
}

void Session::setKey(const QString &key)
{
    m_key = key;
}

void Session::setFrameBytes(qsizetype bytes)
{
    if (!inForce("frame-size"))
        return;
    m_socket->setMaxAllowedIncomingFrameSize(static_cast<quint64>(bytes));
    m_socket->setMaxAllowedIncomingMessageSize(static_cast<quint64>(bytes));
}

void Session::send(const QByteArray &frames)
{
    if (m_closing || !m_connected)
        return;
    const qint64 waiting = unsent();
    // Past what waits, pongs among it, nothing may go.
    const qint64 sent = waiting == 0 ? sendDirectly(frames) : 0;
    const qint64 left = frames.size() - sent;
    if (left == 0)
        return;
    if (sent == 0 && waiting + left > m_limits.unsentBytes && inForce("slow-reader")) {
        qCInfo(lcNet) << "connection" << m_id << "reads too slowly and is cut off";
        close(protocol::closeCodes::tooSlow, QStringLiteral("too slow a reader"));
        return;
    }
    m_connected->write(frames.constData() + sent, left);
}

qint64 Session::sendDirectly(const QByteArray &frames)
{
#ifdef Q_OS_UNIX
    if (m_descriptor < 0)
        return 0;
    // An error is left to QTcpSocket, which meets it with what it is given now, and tells it.
    return std::max<qint64>(0, ::send(m_descriptor, frames.constData(), static_cast<std::size_t>(frames.size()),
                                      MSG_DONTWAIT | MSG_NOSIGNAL));
#else
    Q_UNUSED(frames)
    return 0;
#endif
}

void Session::setFiles(std::shared_ptr<core::FileBytes> files, qint64 bytesPerSecond)
{
    m_sender = new FileSender(
        std::move(files), bytesPerSecond, [this] { return !m_closing && m_connected && unsent() == 0; },
        [this](const QByteArray &frame) { send(frame); }, this);
    connect(m_raw, &QTcpSocket::bytesWritten, m_sender, &FileSender::goOn);
    if (m_secure)
        connect(m_secure, &QSslSocket::encryptedBytesWritten, m_sender, &FileSender::goOn);
}

void Session::takeFile(const QString &attachment)
{
    constexpr qsizetype mostRemembered = 256;
    if (m_takes.size() >= mostRemembered)
        m_takes.clear();
    m_takes.insert(attachment);
}

void Session::takeBytes(const QByteArray &message)
{
    // Refused already.
    if (m_closing || m_takes.isEmpty())
        return;
    const auto chunk = protocol::parseChunk(message);
    if (chunk && m_takes.contains(chunk->attachment))
        Q_EMIT broughtChunk(*chunk);
    else
        Q_EMIT saidBytes();
}

void Session::close(int code, const QString &reason)
{
    if (m_closing)
        return;
    beginGrace();
    m_socket->close(static_cast<QWebSocketProtocol::CloseCode>(code), reason);
}

void Session::beginGrace()
{
    m_closing = true;
    if (!m_grace->isActive())
        m_grace->start();
}

void Session::checkLife()
{
    if (m_closing)
        return;
    if (m_guard->isStalled()) {
        close(QWebSocketProtocol::CloseCodePolicyViolated, QStringLiteral("a message took too long"));
    } else if (m_dialect == Dialect::Confab && m_key.isEmpty() && m_began.hasExpired(m_limits.signInMs) &&
               inForce("sign-in-deadline")) {
        // Not for good: a client that still has somebody in front of it comes back.
        close(QWebSocketProtocol::CloseCodeGoingAway, QStringLiteral("nobody signed in"));
    } else if (m_heard.hasExpired(m_limits.deadAfterMs) && inForce("dead-client")) {
        qCInfo(lcNet) << "connection" << m_id << "has gone silent";
        m_closing = true;
        m_socket->abort();
    } else if (m_heard.hasExpired(m_limits.pingAfterMs)) {
        m_socket->ping();
    }
}

} // namespace confab::gateway
