// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/throwaway_identity.h"
#include "test_program.h"
#include "web_socket_transport.h"

#include <confab/client/profile.h>
#include <confab/client/web_socket_transport.h>

#include <QScopeGuard>
#include <QSignalSpy>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketServer>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using Failure = protocol::Transport::Failure;

// The transport against real sockets.
class TestWebSocketTransport : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void talks();
    void tellsCloseCodes();
    void tellsALostConnection();
    void closesByItself();
    void refused();
    void hostNotFound();
    void badAddress();
    void otherThings_data();
    void otherThings();
    void wrongSubprotocol_data();
    void wrongSubprotocol();
    void tooLargeAFrame();
    void takesTheKeyAtFirstContact();
    void knowsThePinnedKey();
    void anotherKeyIsTold();
    void aCertifiedServerMayHaveAnotherKey();
    void tlsToAPlainServer_data();
    void tlsToAPlainServer();
    void neverAnswered_data();
    void neverAnswered();

private:
    void use(std::unique_ptr<protocol::Transport> transport);
    static void answerAll(QTcpServer &server, const QByteArray &says);
    void listen(bool secure = false, const ThrowawayIdentity &identity = makeIdentity());
    [[nodiscard]] QUrl url(const QString &scheme, quint16 port) const;
    // The way a connection ended, waited for.
    [[nodiscard]] Failure failure(const QUrl &url, const QByteArray &pin = {});

    ThrowawayIdentity m_identity;
    std::unique_ptr<QWebSocketServer> m_server;
    std::unique_ptr<QSignalSpy> m_connections;
    std::unique_ptr<protocol::Transport> m_transport;
    std::unique_ptr<QSignalSpy> m_opened;
    std::unique_ptr<QSignalSpy> m_received;
    std::unique_ptr<QSignalSpy> m_closed;
};

void TestWebSocketTransport::init()
{
    use(makeWebSocketTransport());
}

void TestWebSocketTransport::use(std::unique_ptr<protocol::Transport> transport)
{
    m_transport = std::move(transport);
    m_opened = std::make_unique<QSignalSpy>(m_transport.get(), &protocol::Transport::opened);
    m_received = std::make_unique<QSignalSpy>(m_transport.get(), &protocol::Transport::received);
    m_closed = std::make_unique<QSignalSpy>(m_transport.get(), &protocol::Transport::closed);
}

// A server that says this to whatever it hears, and hangs up.
void TestWebSocketTransport::answerAll(QTcpServer &server, const QByteArray &says)
{
    QVERIFY(server.listen(QHostAddress::LocalHost));
    connect(&server, &QTcpServer::newConnection, &server, [&server, says] {
        QTcpSocket *socket = server.nextPendingConnection();
        connect(socket, &QTcpSocket::readyRead, socket, [socket, says] {
            if (!socket->readAll().isEmpty() && !says.isEmpty())
                socket->write(says);
            socket->disconnectFromHost();
        });
    });
}

void TestWebSocketTransport::cleanup()
{
    m_transport.reset();
    m_server.reset();
}

void TestWebSocketTransport::listen(bool secure, const ThrowawayIdentity &identity)
{
    m_server = std::make_unique<QWebSocketServer>(u"test"_s, secure ? QWebSocketServer::SecureMode
                                                                    : QWebSocketServer::NonSecureMode);
    m_server->setSupportedSubprotocols({u"confab.1"_s});
    if (secure) {
        m_identity = identity;
        QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
        tls.setPrivateKey(m_identity.key);
        tls.setLocalCertificate(m_identity.certificate);
        m_server->setSslConfiguration(tls);
    }
    QVERIFY(m_server->listen(QHostAddress::LocalHost));
    m_connections = std::make_unique<QSignalSpy>(m_server.get(), &QWebSocketServer::newConnection);
}

QUrl TestWebSocketTransport::url(const QString &scheme, quint16 port) const
{
    return QUrl(u"%1://127.0.0.1:%2"_s.arg(scheme).arg(port));
}

Failure TestWebSocketTransport::failure(const QUrl &address, const QByteArray &pin)
{
    m_transport->open(address, pin);
    if (m_closed->isEmpty() && !m_closed->wait(15000))
        return Failure::None;
    // Once, and nothing after it.
    QCoreApplication::processEvents();
    return m_closed->size() == 1 && m_opened->isEmpty() ? m_closed->first()[0].value<Failure>() : Failure::None;
}

void TestWebSocketTransport::talks()
{
    listen();
    m_transport->open(url(u"ws"_s, m_server->serverPort()), {});
    QTRY_COMPARE(m_opened->size(), 1);
    QVERIFY(m_opened->first()[0].toByteArray().isEmpty());
    QTRY_COMPARE(m_connections->size(), 1);
    std::unique_ptr<QWebSocket> peer(m_server->nextPendingConnection());
    QSignalSpy heard(peer.get(), &QWebSocket::textMessageReceived);
    m_transport->send("{\"type\":\"ping\",\"x\":\"ü 🎉\"}");
    QTRY_COMPARE(heard.size(), 1);
    QCOMPARE(heard[0][0].toString(), u"{\"type\":\"ping\",\"x\":\"ü 🎉\"}"_s);
    peer->sendTextMessage(u"ä"_s);
    QTRY_COMPARE(m_received->size(), 1);
    QCOMPARE(m_received->first()[0].toByteArray(), u"ä"_s.toUtf8());
}

void TestWebSocketTransport::tellsCloseCodes()
{
    listen();
    m_transport->open(url(u"ws"_s, m_server->serverPort()), {});
    QTRY_COMPARE(m_opened->size(), 1);
    std::unique_ptr<QWebSocket> peer(m_server->nextPendingConnection());
    peer->close(QWebSocketProtocol::CloseCode(4001), u"revoked"_s);
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_closed->first()[0].value<Failure>(), Failure::None);
    QCOMPARE(m_closed->first()[1].toInt(), 4001);
}

void TestWebSocketTransport::tellsALostConnection()
{
    listen();
    m_transport->open(url(u"ws"_s, m_server->serverPort()), {});
    QTRY_COMPARE(m_opened->size(), 1);
    std::unique_ptr<QWebSocket> peer(m_server->nextPendingConnection());
    peer->abort();
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_closed->first()[0].value<Failure>(), Failure::Lost);
    QCOMPARE(m_closed->first()[1].toInt(), 0);
}

void TestWebSocketTransport::closesByItself()
{
    listen();
    m_transport->open(url(u"ws"_s, m_server->serverPort()), {});
    QTRY_COMPARE(m_opened->size(), 1);
    std::unique_ptr<QWebSocket> peer(m_server->nextPendingConnection());
    QSignalSpy left(peer.get(), &QWebSocket::disconnected);
    m_transport->close();
    m_transport->close();
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_closed->first()[0].value<Failure>(), Failure::None);
    QTRY_COMPARE(left.size(), 1);
}

void TestWebSocketTransport::refused()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const quint16 port = taken.serverPort();
    taken.close();
    QCOMPARE(failure(url(u"ws"_s, port)), Failure::Refused);
}

void TestWebSocketTransport::hostNotFound()
{
    QCOMPARE(failure(QUrl(u"ws://no-such-host.invalid:1"_s)), Failure::HostNotFound);
}

void TestWebSocketTransport::badAddress()
{
    QCOMPARE(failure(QUrl(u"http://127.0.0.1:1"_s)), Failure::BadAddress);
}

void TestWebSocketTransport::otherThings_data()
{
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("a web server") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi");
    QTest::newRow("a web server without the page") << QByteArray("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("something that hangs up") << QByteArray();
    QTest::newRow("something else") << QByteArray("220 mail.example.org ESMTP\r\n\r\n");
}

void TestWebSocketTransport::otherThings()
{
    QFETCH(QByteArray, says);
    QTcpServer server;
    answerAll(server, says);
    QCOMPARE(failure(url(u"ws"_s, server.serverPort())), Failure::NotWebSocket);
}

void TestWebSocketTransport::wrongSubprotocol_data()
{
    QTest::addColumn<QStringList>("supported");
    QTest::newRow("none") << QStringList();
    QTest::newRow("another") << QStringList{u"graphql-ws"_s};
}

void TestWebSocketTransport::wrongSubprotocol()
{
    QFETCH(QStringList, supported);
    listen();
    m_server->setSupportedSubprotocols(supported);
    QStringList heard;
    connect(m_server.get(), &QWebSocketServer::newConnection, this, [&] {
        QWebSocket *peer = m_server->nextPendingConnection();
        peer->setParent(m_server.get());
        connect(peer, &QWebSocket::textMessageReceived, this, [&](const QString &text) { heard.append(text); });
    });
    connect(m_transport.get(), &protocol::Transport::opened, this, [this] { m_transport->send("secret"); });
    QCOMPARE(failure(url(u"ws"_s, m_server->serverPort())), Failure::WrongProtocol);
    QVERIFY(heard.isEmpty());
}

void TestWebSocketTransport::tooLargeAFrame()
{
    listen();
    m_transport->open(url(u"ws"_s, m_server->serverPort()), {});
    QTRY_COMPARE(m_opened->size(), 1);
    std::unique_ptr<QWebSocket> peer(m_server->nextPendingConnection());
    QSignalSpy heard(peer.get(), &QWebSocket::textMessageReceived);
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"too large"_s));
    m_transport->send(QByteArray(33 * 1024, 'x'));
    m_transport->send("small");
    QTRY_COMPARE(heard.size(), 1);
    QCOMPARE(heard[0][0].toString(), u"small"_s);
    peer->sendTextMessage(QString(32 * 1024, u'x'));
    QTRY_COMPARE(m_received->size(), 1);
    peer->sendTextMessage(QString(33 * 1024, u'x'));
    QTRY_COMPARE(m_closed->size(), 1);
    QCOMPARE(m_received->size(), 1);
}

void TestWebSocketTransport::takesTheKeyAtFirstContact()
{
    listen(true);
    m_transport->open(url(u"wss"_s, m_server->serverPort()), {});
    QTRY_COMPARE(m_opened->size(), 1);
    // The hash is of the SubjectPublicKeyInfo, as OpenSSL encodes it.
    QCOMPARE(m_opened->first()[0].toByteArray(), m_identity.pin);
}

void TestWebSocketTransport::knowsThePinnedKey()
{
    listen(true);
    m_transport->open(url(u"wss"_s, m_server->serverPort()), m_identity.pin);
    QTRY_COMPARE(m_opened->size(), 1);
    QCOMPARE(m_opened->first()[0].toByteArray(), m_identity.pin);
    QTRY_COMPARE(m_connections->size(), 1);
    std::unique_ptr<QWebSocket> peer(m_server->nextPendingConnection());
    peer->sendTextMessage(u"hello"_s);
    QTRY_COMPARE(m_received->size(), 1);
}

void TestWebSocketTransport::anotherKeyIsTold()
{
    listen(true);
    const QByteArray otherPin = makeIdentity().pin;
    QCOMPARE(failure(url(u"wss"_s, m_server->serverPort()), otherPin), Failure::KeyChanged);
    QVERIFY(m_connections->isEmpty()); // not even the handshake of the web socket
}

void TestWebSocketTransport::aCertifiedServerMayHaveAnotherKey()
{
    const ThrowawayIdentity first = makeIdentity();
    const ThrowawayIdentity renewed = makeIdentity();
    const QSslConfiguration before = QSslConfiguration::defaultConfiguration();
    const auto trust = [&before](const ThrowawayIdentity &identity) {
        QSslConfiguration trusting = before;
        trusting.addCaCertificate(identity.certificate);
        QSslConfiguration::setDefaultConfiguration(trusting);
    };
    const auto restore = qScopeGuard([&before] { QSslConfiguration::setDefaultConfiguration(before); });

    trust(first);
    listen(true, first);
    m_transport->open(url(u"wss"_s, m_server->serverPort()), {});
    QTRY_COMPARE(m_opened->size(), 1);
    QCOMPARE(m_opened->first()[0].toByteArray(), certifiedPin());
    use(makeWebSocketTransport());
    trust(renewed);
    listen(true, renewed);
    m_transport->open(url(u"wss"_s, m_server->serverPort()), certifiedPin());
    QTRY_COMPARE(m_opened->size(), 1);
    // Nobody vouches for this one: it is not taken at its own word, as at a first contact.
    use(makeWebSocketTransport());
    listen(true);
    QCOMPARE(failure(url(u"wss"_s, m_server->serverPort()), certifiedPin()), Failure::KeyChanged);
    QVERIFY(m_connections->isEmpty());
    // A key that one knows is asked for all the same.
    use(makeWebSocketTransport());
    listen(true, renewed);
    QCOMPARE(failure(url(u"wss"_s, m_server->serverPort()), first.pin), Failure::KeyChanged);
}

void TestWebSocketTransport::tlsToAPlainServer_data()
{
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("answers") << QByteArray("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("hangs up") << QByteArray();
}

void TestWebSocketTransport::tlsToAPlainServer()
{
    QFETCH(QByteArray, says);
    QTcpServer server;
    answerAll(server, says);
    QCOMPARE(failure(url(u"wss"_s, server.serverPort())), Failure::TlsFailed);
}

void TestWebSocketTransport::neverAnswered_data()
{
    QTest::addColumn<QString>("scheme");
    QTest::addColumn<Failure>("expected");
    QTest::newRow("plain") << u"ws"_s << Failure::TimedOut;
    QTest::newRow("over TLS, which never begins") << u"wss"_s << Failure::TlsFailed;
}

void TestWebSocketTransport::neverAnswered()
{
    QFETCH(QString, scheme);
    QFETCH(Failure, expected);
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    use(std::make_unique<WebSocketTransport>(200));
    QCOMPARE(failure(url(scheme, server.serverPort())), expected);
}

CONFAB_TEST(TestWebSocketTransport)
#include "tst_web_socket_transport.moc"
