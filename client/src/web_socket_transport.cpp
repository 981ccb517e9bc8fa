// SPDX-License-Identifier: GPL-3.0-or-later
#include "web_socket_transport.h"

#include "logging.h"

#include <confab/client/profile.h>
#include <confab/client/web_socket_transport.h>
#include <confab/protocol/codec.h>
#include <confab/protocol/limits.h>

#include <QCryptographicHash>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslKey>
#include <QWebSocketHandshakeOptions>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int openDeadlineMs = 10000;
// QWebSocket::close() never ends a peer that has stopped reading.
constexpr int closeDeadlineMs = 2000;

QByteArray keyHash(const QSslCertificate &certificate)
{
    // toDer() of a certificate's public key is its SubjectPublicKeyInfo (RFC 5280 section 4.1).
    return QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256);
}

// What a self-signed certificate made for another host name is expected to be accused of, and nothing else.
bool isExpected(QSslError::SslError error)
{
    switch (error) {
    case QSslError::SelfSignedCertificate:
    case QSslError::SelfSignedCertificateInChain:
    case QSslError::HostNameMismatch:
    case QSslError::CertificateUntrusted:
    case QSslError::UnableToGetLocalIssuerCertificate:
    case QSslError::UnableToVerifyFirstCertificate:
        return true;
    default:
        return false;
    }
}

} // namespace

WebSocketTransport::WebSocketTransport(int openWithinMs, Approach approach)
    : m_socket(QString(), QWebSocketProtocol::VersionLatest, this)
    , m_openWithinMs(openWithinMs)
    , m_approach(approach)
{
    m_socket.setMaxAllowedIncomingFrameSize(protocol::limits::frameBytes);
    m_socket.setMaxAllowedIncomingMessageSize(protocol::limits::frameBytes);
    m_deadline.setSingleShot(true);

    connect(&m_socket, &QWebSocket::connected, this, &WebSocketTransport::onConnected);
    connect(&m_socket, &QWebSocket::disconnected, this, &WebSocketTransport::onDisconnected);
    connect(&m_socket, &QWebSocket::sslErrors, this, &WebSocketTransport::onSslErrors);
    connect(&m_socket, &QWebSocket::textMessageReceived, this, [this](const QString &text) {
        if (m_state == State::Open)
            Q_EMIT received(text.toUtf8());
    });
    connect(&m_socket, &QWebSocket::binaryMessageReceived, this, [this](const QByteArray &frame) {
        if (m_state == State::Open)
            Q_EMIT receivedBinary(frame);
    });
    connect(&m_socket, &QWebSocket::bytesWritten, this, &WebSocketTransport::wrote);
    connect(&m_deadline, &QTimer::timeout, this, &WebSocketTransport::onDeadline);
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    connect(&m_socket, &QWebSocket::errorOccurred, this, &WebSocketTransport::onError);
#else
    connect(&m_socket, QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error), this,
            &WebSocketTransport::onError);
#endif
}

WebSocketTransport::~WebSocketTransport()
{
    m_socket.disconnect(this);
    m_socket.abort();
}

void WebSocketTransport::open(const QUrl &url, const QByteArray &pin)
{
    m_url = url;
    m_pin = pin;
    m_offers = m_approach != Approach::Plain;
    m_secure = url.scheme() == "wss"_L1;
    m_state = State::Opening;
    m_failure = Failure::None;
    if (!url.isValid() || url.host().isEmpty() || (!m_secure && url.scheme() != "ws"_L1)) {
        m_failure = Failure::BadAddress;
        // Never from inside open(): the caller has not finished yet.
        QMetaObject::invokeMethod(this, &WebSocketTransport::finish, Qt::QueuedConnection);
        return;
    }
    if (m_secure) {
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setProtocol(QSsl::TlsV1_2OrLater);
        tls.setPeerVerifyMode(QSslSocket::VerifyPeer);
        m_socket.setSslConfiguration(tls);
    }
    m_deadline.start(m_openWithinMs);
    knock();
}

void WebSocketTransport::knock()
{
    m_certified = m_secure;
    QWebSocketHandshakeOptions options;
    if (m_offers)
        options.setSubprotocols({QString(protocol::subprotocol)});
    m_socket.open(m_url, options);
}

void WebSocketTransport::send(const QByteArray &frame)
{
    if (m_state != State::Open)
        return;
    if (frame.size() > protocol::limits::frameBytes) {
        qCWarning(netLog, "a frame of %lld bytes is not sent: it is too large", static_cast<long long>(frame.size()));
        return;
    }
    m_socket.sendTextMessage(QString::fromUtf8(frame));
}

void WebSocketTransport::sendBinary(const QByteArray &frame)
{
    if (m_state == State::Open && frame.size() <= protocol::limits::frameBytes)
        m_socket.sendBinaryMessage(frame);
}

qint64 WebSocketTransport::unsent() const
{
    return m_socket.bytesToWrite() + (m_encrypting ? m_encrypting->encryptedBytesToWrite() : 0);
}

void WebSocketTransport::close()
{
    if (m_state == State::Closed)
        return;
    if (m_state == State::Opening) {
        m_socket.abort();
        QMetaObject::invokeMethod(this, &WebSocketTransport::finish, Qt::QueuedConnection);
        return;
    }
    m_state = State::Closing;
    m_deadline.start(closeDeadlineMs);
    m_socket.close();
}

void WebSocketTransport::onSslErrors(const QList<QSslError> &errors)
{
    m_certified = false;
    QList<QSslError> expected;
    QByteArray shown;
    bool outOfDate = false;
    for (const QSslError &error : errors) {
        if (error.certificate().isNull())
            continue;
        const QByteArray key = keyHash(error.certificate());
        shown = key;
        outOfDate = outOfDate || error.error() == QSslError::CertificateExpired ||
                    error.error() == QSslError::CertificateNotYetValid;
        // At first contact the key is taken: the pin from now on, compared again once connected.
        if (isExpected(error.error()) && (m_pin.isEmpty() || key == m_pin))
            expected.append(error);
    }
    if (expected.size() == errors.size()) {
        m_socket.ignoreSslErrors(expected);
        return;
    }
    const bool another = m_pin == certifiedPin() ? !outOfDate : !m_pin.isEmpty() && shown != m_pin;
    m_failure = another ? Failure::KeyChanged : Failure::TlsFailed;
    for (const QSslError &error : errors)
        qCInfo(netLog, "TLS: %ls", qUtf16Printable(error.errorString()));
}

void WebSocketTransport::onConnected()
{
    if (m_state != State::Opening)
        return;
    QByteArray key;
    if (m_secure) {
        // Also where there was no sslErrors: an impostor may have a certificate of a public authority.
        key = keyHash(m_socket.sslConfiguration().peerCertificate());
        if (m_certified && (m_pin.isEmpty() || m_pin == certifiedPin()))
            key = certifiedPin();
        if (!m_pin.isEmpty() && key != m_pin)
            return fail(Failure::KeyChanged);
    }
    if (m_approach != Approach::Plain && m_socket.subprotocol() != protocol::subprotocol)
        return fail(Failure::WrongProtocol);
    m_deadline.stop();
    m_state = State::Open;
    // QWebSocket tells what waits to be encrypted, not what waits after that. Where Qt keeps it elsewhere, that is all.
    m_encrypting = m_secure ? m_socket.findChild<QSslSocket *>() : nullptr;
    if (m_encrypting)
        connect(m_encrypting, &QSslSocket::encryptedBytesWritten, this, &WebSocketTransport::wrote);
    Q_EMIT opened(key);
}

void WebSocketTransport::onDisconnected()
{
    if (m_state == State::Open || m_state == State::Closing) {
        // A connection that broke has no code of the peer's; Qt then tells the abnormal one, which never travels.
        const auto code = m_socket.closeCode();
        const bool told = !m_lost && code != QWebSocketProtocol::CloseCodeAbnormalDisconnection;
        m_closeCode = told && m_state == State::Open ? static_cast<int>(code) : 0;
        if (m_state == State::Open && !told)
            m_failure = Failure::Lost;
        finish();
    } else if (m_state == State::Opening) {
        // Qt tells the reason after this.
        QMetaObject::invokeMethod(this, &WebSocketTransport::endOpening, Qt::QueuedConnection);
    }
}

void WebSocketTransport::endOpening()
{
    if (m_state != State::Opening)
        return;
    // It hung up without a word.
    if (m_failure == Failure::None)
        m_failure = m_secure && !encrypted() ? Failure::TlsFailed : Failure::NotWebSocket;
    finish();
}

bool WebSocketTransport::encrypted() const
{
    return m_secure && !m_socket.sslConfiguration().peerCertificate().isNull();
}

void WebSocketTransport::onError(QAbstractSocket::SocketError error)
{
    qCInfo(netLog, "socket: %ls", qUtf16Printable(m_socket.errorString()));
    if (m_state != State::Opening) {
        m_lost = m_state == State::Open;
        return;
    }
    // Qt says "connection refused" for a handshake that failed as well; then there is a peer.
    const bool reached = m_socket.peerPort() != 0;
    if (m_failure == Failure::None) {
        switch (error) {
        case QAbstractSocket::HostNotFoundError:
            m_failure = Failure::HostNotFound;
            break;
        case QAbstractSocket::ConnectionRefusedError:
            m_failure = reached ? Failure::NotWebSocket : Failure::Refused;
            break;
        case QAbstractSocket::RemoteHostClosedError:
            m_failure = m_secure && !encrypted() ? Failure::TlsFailed : Failure::NotWebSocket;
            break;
        case QAbstractSocket::SslHandshakeFailedError:
        case QAbstractSocket::SslInternalError:
        case QAbstractSocket::SslInvalidUserDataError:
            m_failure = Failure::TlsFailed;
            break;
        case QAbstractSocket::SocketTimeoutError:
        case QAbstractSocket::NetworkError: // no route, network unreachable
            m_failure = Failure::TimedOut;
            break;
        default:
            m_failure = reached ? Failure::NotWebSocket : Failure::TimedOut;
            break;
        }
    }
    // The socket is in the middle of its own signal.
    QMetaObject::invokeMethod(this, &WebSocketTransport::finish, Qt::QueuedConnection);
}

void WebSocketTransport::onDeadline()
{
    if (m_state == State::Opening) {
        // A plain server waits for more of what it takes for a request.
        const bool waitsForTls = m_secure && m_socket.peerPort() != 0 && !encrypted();
        m_failure = waitsForTls ? Failure::TlsFailed : Failure::TimedOut;
    }
    finish();
}

void WebSocketTransport::fail(Failure failure)
{
    m_failure = failure;
    m_state = State::Failed;
    m_socket.abort();
    finish();
}

void WebSocketTransport::finish()
{
    if (m_state == State::Closed)
        return;
    const bool refused = m_state == State::Opening && m_failure == Failure::NotWebSocket;
    if (refused && m_approach == Approach::FirstContact && std::exchange(m_offers, false)) {
        m_failure = Failure::None;
        return knock();
    }
    m_state = State::Closed;
    m_deadline.stop();
    m_socket.abort();
    Q_EMIT closed(m_failure, m_closeCode);
}

std::unique_ptr<protocol::Transport> makeWebSocketTransport(Approach approach)
{
    return std::make_unique<WebSocketTransport>(openDeadlineMs, approach);
}

} // namespace confab::client
