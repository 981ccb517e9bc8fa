// SPDX-License-Identifier: GPL-3.0-or-later
#include "gateway_front.h"
#include "test_program.h"

#include <confab/gateway/tls_identity.h>
#include <confab/protocol/codec.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::gateway;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

QStringList confab1()
{
    return {QString(protocol::subprotocol)};
}

QString encoded(const protocol::ServerEvent &event)
{
    return QString::fromUtf8(protocol::encode(event));
}

protocol::Notice notice(const QString &text)
{
    return {.code = u"test"_s, .message = text};
}

// The one frame that a client was sent, as the error it is.
protocol::ErrorFrame lastError(const Client &client)
{
    const auto event = protocol::parseEvent(client.texts.value(0).toUtf8());
    const auto *error = event ? std::get_if<protocol::ErrorFrame>(&*event) : nullptr;
    return error && client.texts.size() == 1 ? *error : protocol::ErrorFrame{};
}

} // namespace

class TestGateway : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void plainFramesArrive();
    void confabFramesArrive();
    void framesOfOneTurnComeTogether();
    void aFrameBeforeSignInMayBe4KiB();
    void aFrameMayBe32KiB();
    void aBinaryFrameIsRefused();
    void otherSubprotocolsAreRefused();
    void onlyListedOriginsAreTaken_data();
    void onlyListedOriginsAreTaken();
    void plainIsSentAwayAtItsFirstFrame();
    void plainIsSentAwayWhenSilent();
    void aSlowHandshakeIsCut();
    void aFullQueueIsAnswered();
    void aReaderThatDoesNotReadIsCut();
    void aDeadPeerIsNoticed();
    void errandsKeepTheirOrder();
    void eventsGoToTheirAudience();
    void plainTextGoesToPlainConnections();
    void everybodyIsClosedAtTheEnd();
    void anAddressThatIsTaken();
    void tlsShowsThePinnedKey();
    void theIdentityStays();
    void aBrokenIdentityIsNotReplaced();
};

void TestGateway::plainFramesArrive()
{
    Front front;
    Client client(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    QVERIFY(std::get<core::Connected>(front.came.constFirst().what).plain);
    // The server may know before the client does.
    QTRY_COMPARE(client.socket.state(), QAbstractSocket::ConnectedState);
    client.send(uR"({"type":"sendMessage","message":"hi"})"_s);
    QTRY_COMPARE(front.count<protocol::plain::Command>(), 1);
    QCOMPARE(std::get<protocol::plain::Say>(std::get<protocol::plain::Command>(front.came.constLast().what)).message,
             u"hi"_s);
    client.socket.close();
    QTRY_COMPARE(front.count<core::Disconnected>(), 1);
    QCOMPARE(front.gateway.connectionCount(), 0);
}

void TestGateway::confabFramesArrive()
{
    Front front({.plainAllowed = false, .tls = {}, .origins = {}, .limits = {}});
    Client client(front.url, {u"other"_s, QString(protocol::subprotocol)});
    QTRY_VERIFY(client.isOpen());
    QCOMPARE(client.socket.subprotocol(), QString(protocol::subprotocol));
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    QVERIFY(!std::get<core::Connected>(front.came.constFirst().what).plain);

    const protocol::ClientCommand hello = protocol::Hello{.id = u"A"_s, .client = u"test"_s, .locale = {}, .token = {}};
    client.send(QString::fromUtf8(protocol::encode(hello)));
    QTRY_COMPARE(front.count<protocol::ClientCommand>(), 1);
    QCOMPARE(std::get<protocol::ClientCommand>(front.came.constLast().what), hello);

    client.send(u"no JSON"_s);
    QTRY_COMPARE(front.count<protocol::FrameError>(), 1);
    QCOMPARE(std::get<protocol::FrameError>(front.came.constLast().what).code, protocol::ErrorCode::BadFrame);
    QVERIFY(client.isOpen());
}

void TestGateway::framesOfOneTurnComeTogether()
{
    Front front;
    Client client(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    front.turns = 0;
    for (int i = 0; i < 50; ++i)
        client.send(u"{\"message\":\"%1\"}"_s.arg(i));
    QTRY_COMPARE(front.count<protocol::plain::Command>(), 50);
    QVERIFY2(front.turns < 25, qPrintable(QString::number(front.turns)));
    int expected = 0;
    for (const core::Incoming &one : std::as_const(front.came))
        if (const auto *command = std::get_if<protocol::plain::Command>(&one.what))
            QCOMPARE(std::get<protocol::plain::Say>(*command).message, QString::number(expected++));
}

void TestGateway::aFrameBeforeSignInMayBe4KiB()
{
    Front front;
    Client client(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    client.send(QString(4 * 1024, u'x'));
    QTRY_COMPARE(front.count<protocol::FrameError>(), 1);
    client.send(QString(4 * 1024 + 1, u'x'));
    QTRY_VERIFY(client.closed);
    QCOMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    QTRY_COMPARE(front.count<core::Disconnected>(), 1);
}

void TestGateway::aFrameMayBe32KiB()
{
    Front front;
    Client plain(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    plain.send(QString(32 * 1024, u'x'));
    QTRY_COMPARE(front.count<protocol::plain::Command>(), 1);

    Client client(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 2);
    front.courier.bind(front.lastConnection(), u"anna"_s);
    front.courier.flush();
    client.send(QString(32 * 1024, u'x'));
    QTRY_COMPARE(front.count<protocol::FrameError>(), 1);
    client.send(QString(32 * 1024 + 1, u'x'));
    QTRY_VERIFY(client.closed);
    QCOMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodeTooMuchData);
    QVERIFY(plain.isOpen());
}

void TestGateway::aBinaryFrameIsRefused()
{
    Front front;
    Client client(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    client.send(QByteArray("bytes"));
    QTRY_VERIFY(client.closed);
    QCOMPARE(client.texts, QStringList(protocol::plain::notAnObject()));
    QCOMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodeDatatypeNotSupported);

    Client other(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 2);
    other.send(QByteArray("bytes"));
    other.send(QByteArray("more bytes"));
    QTRY_VERIFY(other.closed);
    QCOMPARE(lastError(other).code, protocol::ErrorCode::BadFrame);
    QCOMPARE(other.socket.closeCode(), QWebSocketProtocol::CloseCodeDatatypeNotSupported);
}

void TestGateway::otherSubprotocolsAreRefused()
{
    Front front;
    Client client(front.url, {u"graphql-ws"_s, u"confab.2"_s});
    QTRY_VERIFY(client.closed);
    QCOMPARE(lastError(client).field, u"subprotocol"_s);
    QCOMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
    QTRY_COMPARE(front.gateway.connectionCount(), 0);
    QVERIFY(front.came.isEmpty());
}

void TestGateway::onlyListedOriginsAreTaken_data()
{
    QTest::addColumn<QStringList>("listed");
    QTest::addColumn<QByteArray>("origin");
    QTest::addColumn<bool>("taken");
    const QStringList chat{u"https://other.example"_s, u"https://Chat.example:8443"_s};
    QTest::newRow("no list") << QStringList() << QByteArray("https://chat.example") << false;
    QTest::newRow("a file's page") << QStringList() << QByteArray("null") << false;
    QTest::newRow("listed") << chat << QByteArray("https://chat.example:8443") << true;
    QTest::newRow("another page") << chat << QByteArray("https://page.example") << false;
    QTest::newRow("another port") << chat << QByteArray("https://chat.example") << false;
    QTest::newRow("another scheme") << chat << QByteArray("http://chat.example:8443") << false;
    QTest::newRow("one that begins so") << chat << QByteArray("https://other.example.evil") << false;
    QTest::newRow("no page") << chat << QByteArray() << true;
}

void TestGateway::onlyListedOriginsAreTaken()
{
    QFETCH(QStringList, listed);
    QFETCH(QByteArray, origin);
    QFETCH(bool, taken);
    Front front({.plainAllowed = true, .tls = {}, .origins = listed, .limits = {}});
    Client client(front.url, {}, origin);
    if (taken) {
        QTRY_VERIFY(client.isOpen());
        QTRY_COMPARE(front.count<core::Connected>(), 1);
        return;
    }
    QTRY_VERIFY(client.closed || client.socket.error() != QAbstractSocket::UnknownSocketError);
    QVERIFY(front.came.isEmpty());
    QCOMPARE(front.gateway.connectionCount(), 0);
}

void TestGateway::plainIsSentAwayAtItsFirstFrame()
{
    Front front({.plainAllowed = false, .tls = {}, .origins = {}, .limits = {}});
    Client client(front.url);
    QTRY_VERIFY(client.isOpen());
    client.send(u"{}"_s);
    QTRY_VERIFY(client.closed);
    QCOMPARE(client.texts, QStringList(protocol::plain::needsAccount()));
    QCOMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodePolicyViolated);
    QVERIFY(front.came.isEmpty());
}

void TestGateway::plainIsSentAwayWhenSilent()
{
    core::ServerLimits limits;
    limits.silenceMs = 20;
    Front front({.plainAllowed = false, .tls = {}, .origins = {}, .limits = limits});
    Client client(front.url);
    QTRY_VERIFY(client.closed);
    QCOMPARE(client.texts, QStringList(protocol::plain::needsAccount()));
}

void TestGateway::aSlowHandshakeIsCut()
{
    core::ServerLimits limits;
    limits.handshakeMs = 50;
    Front front({.plainAllowed = true, .tls = {}, .origins = {}, .limits = limits});
    QTcpSocket slow;
    QSignalSpy gone(&slow, &QTcpSocket::disconnected);
    slow.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(front.url.port()));
    slow.write("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    QTRY_COMPARE(gone.size(), 1);
    QVERIFY(front.came.isEmpty());
}

void TestGateway::aFullQueueIsAnswered()
{
    core::ServerLimits limits;
    limits.queuedFrames = 3;
    Front front({.plainAllowed = true, .tls = {}, .origins = {}, .limits = limits});
    Client plain(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    Client client(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 2);

    front.handles = false;
    for (int i = 0; i < 4; ++i)
        plain.send(uR"({"message":"one too many"})"_s);
    QTRY_COMPARE(plain.texts, QStringList(protocol::plain::notStored()));
    client.send(uR"({"type":"ping","id":"P"})"_s);
    QTRY_COMPARE(client.texts.size(), 1);
    const auto answer = protocol::parseEvent(client.texts.constFirst().toUtf8());
    QVERIFY(answer);
    QCOMPARE(std::get<protocol::ErrorFrame>(*answer).code, protocol::ErrorCode::Unavailable);
    QCOMPARE(std::get<protocol::ErrorFrame>(*answer).id, u"P"_s);

    front.gateway.handled(3);
    client.send(uR"({"type":"ping","id":"P"})"_s);
    QTRY_COMPARE(front.count<protocol::ClientCommand>(), 1);
}

void TestGateway::aReaderThatDoesNotReadIsCut()
{
    core::ServerLimits limits;
    limits.closeGraceMs = 50;
    limits.unsentBytes = 64 * 1024;
    Front front({.plainAllowed = true, .tls = {}, .origins = {}, .limits = limits});
    const auto deaf = deafClient(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    Client other(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 2);

    // The kernel holds some megabytes by itself.
    const QString block(30 * 1024, u'x');
    const core::Audience audience = core::Audience::connection(front.came.constFirst().connection);
    const auto flood = [&] {
        front.courier.deliver(audience, core::PlainText{block});
        front.courier.flush();
        return front.count<core::Disconnected>() == 1;
    };
    QTRY_VERIFY_WITH_TIMEOUT(flood(), 30'000);
    QCOMPARE(front.gateway.connectionCount(), 1);
    QVERIFY(other.isOpen());
}

void TestGateway::aDeadPeerIsNoticed()
{
    core::ServerLimits limits;
    // The least of these, in thirds, is how often connections are looked at.
    QVERIFY(limits.deadAfterMs + std::min(limits.pingAfterMs, limits.messageMs) / 3 <= 45'000);
    limits.pingAfterMs = 100;
    limits.deadAfterMs = 400;
    Front front({.plainAllowed = true, .tls = {}, .origins = {}, .limits = limits});
    const auto deaf = deafClient(front.url);
    Client alive(front.url); // answers pings
    QTRY_COMPARE(front.count<core::Connected>(), 2);
    QTRY_COMPARE(front.count<core::Disconnected>(), 1);
    QVERIFY(alive.isOpen());
}

void TestGateway::errandsKeepTheirOrder()
{
    Front front;
    Client client(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    const QString id = front.lastConnection();
    front.courier.deliver(core::Audience::everyone(), protocol::ServerEvent(notice(u"before"_s)));
    front.courier.bind(id, u"anna"_s);
    front.courier.deliver(core::Audience::everyone(), protocol::ServerEvent(notice(u"one"_s)));
    front.courier.deliver(core::Audience::connection(id), protocol::ServerEvent(notice(u"two"_s)));
    front.courier.bind(id, {});
    front.courier.deliver(core::Audience::users({u"anna"_s}), protocol::ServerEvent(notice(u"after"_s)));
    front.courier.deliver(core::Audience::connection(id), protocol::ServerEvent(notice(u"three"_s)));
    front.courier.close(id, 4003, u"kicked"_s);
    front.courier.deliver(core::Audience::connection(id), protocol::ServerEvent(notice(u"too late"_s)));
    QTRY_VERIFY(client.closed);
    QCOMPARE(client.texts,
             QStringList({encoded(notice(u"one"_s)), encoded(notice(u"two"_s)), encoded(notice(u"three"_s))}));
    QCOMPARE(static_cast<int>(client.socket.closeCode()), 4003);
}

void TestGateway::eventsGoToTheirAudience()
{
    Front front;
    Client anna(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    const QString annaId = front.lastConnection();
    Client annaToo(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 2);
    const QString annaTooId = front.lastConnection();
    Client bob(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 3);
    const QString bobId = front.lastConnection();
    Client nobody(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 4);
    Client plain(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 5);
    const QString plainId = front.lastConnection();

    front.courier.bind(annaId, u"anna"_s);
    front.courier.bind(annaTooId, u"anna"_s);
    front.courier.bind(bobId, u"bob"_s);
    front.courier.bind(plainId, u"anna"_s);
    core::Audience others = core::Audience::users({u"anna"_s, u"bob"_s});
    others.exceptConnection = annaId;
    front.courier.deliver(others, protocol::ServerEvent(notice(u"others"_s)));
    front.courier.deliver(core::Audience::everyone(), protocol::ServerEvent(notice(u"everyone"_s)));
    front.courier.deliver(core::Audience::users({u"bob"_s, u"carol"_s}), protocol::ServerEvent(notice(u"bob"_s)));

    QTRY_COMPARE(bob.texts, QStringList({encoded(notice(u"others"_s)), encoded(notice(u"everyone"_s)),
                                         encoded(notice(u"bob"_s))}));
    QTRY_COMPARE(annaToo.texts, QStringList({encoded(notice(u"others"_s)), encoded(notice(u"everyone"_s))}));
    QTRY_COMPARE(anna.texts, QStringList(encoded(notice(u"everyone"_s))));
    QCOMPARE(nobody.texts, QStringList());
    QCOMPARE(plain.texts, QStringList());
}

void TestGateway::plainTextGoesToPlainConnections()
{
    Front front;
    Client named(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 1);
    const QString namedId = front.lastConnection();
    Client anonymous(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 2);
    Client confab(front.url, confab1());
    QTRY_COMPARE(front.count<core::Connected>(), 3);
    front.courier.bind(front.lastConnection(), u"anna"_s);
    front.courier.bind(namedId, u"bob"_s);

    front.courier.deliver(core::Audience::everyone(), core::PlainText{u"all"_s});
    front.courier.deliver(core::Audience::users({u"bob"_s, u"anna"_s}), core::PlainText{u"bob"_s});
    front.courier.deliver(core::Audience::everyone(), protocol::ServerEvent(notice(u"confab"_s)));
    QTRY_COMPARE(named.texts, QStringList({u"all"_s, u"bob"_s}));
    QTRY_COMPARE(anonymous.texts, QStringList({u"all"_s}));
    QTRY_COMPARE(confab.texts, QStringList(encoded(notice(u"confab"_s))));
}

void TestGateway::everybodyIsClosedAtTheEnd()
{
    core::ServerLimits limits;
    limits.closeGraceMs = 50;
    Front front({.plainAllowed = true, .tls = {}, .origins = {}, .limits = limits});
    Client client(front.url, confab1());
    const auto deaf = deafClient(front.url);
    QTRY_COMPARE(front.count<core::Connected>(), 2);
    QSignalSpy closedAll(&front.gateway, &Gateway::closedAll);
    client.send(uR"({"type":"ping","id":"P"})"_s);
    QTRY_COMPARE(front.count<protocol::ClientCommand>(), 1);
    front.gateway.stopTaking();
    front.gateway.closeAll(1001, u"the server stops"_s);
    QTRY_VERIFY(client.closed);
    QCOMPARE(client.socket.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
    QTRY_COMPARE(closedAll.size(), 1);
    QCOMPARE(front.gateway.connectionCount(), 0);

    Client late(front.url);
    QTRY_COMPARE(late.socket.error(), QAbstractSocket::ConnectionRefusedError);
}

void TestGateway::anAddressThatIsTaken()
{
    Front front;
    Gateway second({.plainAllowed = true, .tls = {}, .origins = {}, .limits = {}});
    const auto port = second.listen(QHostAddress::LocalHost, static_cast<quint16>(front.url.port()));
    QVERIFY(!port);
    QVERIFY(!port.error().isEmpty());
}

void TestGateway::tlsShowsThePinnedKey()
{
    QTemporaryDir folder;
    const auto identity = TlsIdentity::loadOrMake(folder.filePath(u"tls"_s));
    QVERIFY2(identity, identity ? "" : qPrintable(identity.error()));
    Front front({.plainAllowed = true, .tls = identity->serverConfiguration(), .origins = {}, .limits = {}});
    front.url.setScheme(u"wss"_s);

    QWebSocket client;
    QSslConfiguration trusting = QSslConfiguration::defaultConfiguration();
    trusting.setCaCertificates({identity->serverConfiguration().localCertificate()});
    client.setSslConfiguration(trusting);
    QStringList texts;
    connect(&client, &QWebSocket::textMessageReceived, this, [&](const QString &text) { texts.append(text); });
    QSignalSpy connected(&client, &QWebSocket::connected);
    client.open(front.url);
    QTRY_COMPARE(connected.size(), 1);
    const QByteArray key = client.sslConfiguration().peerCertificate().publicKey().toDer();
    QCOMPARE(QCryptographicHash::hash(key, QCryptographicHash::Sha256), identity->pin());
    QCOMPARE(identity->pin().size(), 32);

    client.sendTextMessage(uR"({"message":"over TLS"})"_s);
    QTRY_COMPARE(front.count<protocol::plain::Command>(), 1);
    front.courier.deliver(core::Audience::everyone(), core::PlainText{u"and back"_s});
    QTRY_COMPARE(texts, QStringList(u"and back"_s));

    // Whoever speaks without TLS is not answered.
    QUrl bare = front.url;
    bare.setScheme(u"ws"_s);
    Client plain(bare);
    QTRY_VERIFY(plain.socket.error() != QAbstractSocket::UnknownSocketError || plain.closed);
    QCOMPARE(front.count<core::Connected>(), 1);
}

void TestGateway::theIdentityStays()
{
    QTemporaryDir folder;
    const QString tls = folder.filePath(u"tls"_s);
    const auto made = TlsIdentity::loadOrMake(tls);
    QVERIFY(made);
    const auto again = TlsIdentity::loadOrMake(tls);
    QVERIFY(again);
    QCOMPARE(again->pin(), made->pin());
    QVERIFY(again->serverConfiguration().localCertificate() == made->serverConfiguration().localCertificate());
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    QVERIFY(!(QFileInfo(tls).permissions() & others));
    for (const QString &name : {u"key.pem"_s, u"certificate.pem"_s})
        QVERIFY(!(QFileInfo(QDir(tls).filePath(name)).permissions() & others));

    QVERIFY(QFile::remove(QDir(tls).filePath(u"certificate.pem"_s)));
    const auto renewed = TlsIdentity::loadOrMake(tls);
    QVERIFY(renewed);
    QCOMPARE(renewed->pin(), made->pin());
}

void TestGateway::aBrokenIdentityIsNotReplaced()
{
    QTemporaryDir folder;
    const QString tls = folder.filePath(u"tls"_s);
    QVERIFY(TlsIdentity::loadOrMake(tls));
    QFile key(QDir(tls).filePath(u"key.pem"_s));
    QVERIFY(key.open(QIODevice::WriteOnly | QIODevice::Truncate));
    key.write("nothing");
    key.close();
    const auto broken = TlsIdentity::loadOrMake(tls);
    QVERIFY(!broken);
    QVERIFY(broken.error().contains(u"key.pem"_s));
    QVERIFY(key.open(QIODevice::ReadOnly));
    QCOMPARE(key.readAll(), QByteArray("nothing"));
}

CONFAB_TEST(TestGateway)
#include "tst_gateway.moc"
