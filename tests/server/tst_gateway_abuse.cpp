// SPDX-License-Identifier: GPL-3.0-or-later
// What a peer may do to a server without ever being let in.
#include "gateway_front.h"
#include "test_program.h"

#include "bounded_socket.h"

#include <QFile>
#include <QTcpServer>
#include <QTest>
#include <QTimer>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <vector>

using namespace confab;
using namespace confab::gateway;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

constexpr quint8 continuation = 0x00;
constexpr quint8 text = 0x01;
constexpr quint8 ping = 0x09;
constexpr quint8 final = 0x80;

// A frame as a client sends it, masked with zeros.
QByteArray frame(int head, const QByteArray &payload = {})
{
    QByteArray bytes;
    bytes.append(static_cast<char>(head));
    if (payload.size() < 126) {
        bytes.append(static_cast<char>(0x80 | payload.size()));
    } else {
        bytes.append(static_cast<char>(0x80 | 126));
        bytes.append(static_cast<char>(payload.size() >> 8)).append(static_cast<char>(payload.size() & 0xff));
    }
    return bytes + QByteArray(4, '\0') + payload;
}

// A peer that writes what it likes once the handshake is through, and reads everything.
class Attacker
{
public:
    explicit Attacker(const QUrl &url, const QByteArray &extraHeaders = {})
        : m_socket(deafClient(url, extraHeaders))
    {
        m_socket->setReadBufferSize(0);
    }

    [[nodiscard]] bool isIn()
    {
        m_heard += m_socket->readAll();
        return m_heard.contains("\r\n\r\n");
    }
    void write(const QByteArray &bytes) { m_socket->write(bytes); }
    [[nodiscard]] QByteArray heard()
    {
        m_heard += m_socket->readAll();
        return m_heard;
    }
    // The code in the close frame that ends what was heard; 0: there is none.
    [[nodiscard]] int closeCode()
    {
        const QByteArray all = heard();
        const qsizetype at = all.indexOf('\x88', all.indexOf("\r\n\r\n") + 4);
        if (at < 0 || all.size() < at + 4)
            return 0;
        return static_cast<quint8>(all.at(at + 2)) << 8 | static_cast<quint8>(all.at(at + 3));
    }
    [[nodiscard]] bool isGone() const { return m_socket->state() == QAbstractSocket::UnconnectedState; }

private:
    std::unique_ptr<QTcpSocket> m_socket;
    QByteArray m_heard;
};

Gateway::Options with(const core::ServerLimits &limits, bool ratesLimited = true)
{
    return {.plainAllowed = true, .tls = {}, .origins = {}, .ratesLimited = ratesLimited, .limits = limits};
}

// Has begun its request, and does not come to its end.
std::unique_ptr<QTcpSocket> dripper(const QUrl &url)
{
    auto socket = std::make_unique<QTcpSocket>();
    socket->connectToHost(QHostAddress::LocalHost, static_cast<quint16>(url.port()));
    socket->write("GET / HTTP/1.1\r\nHost: 127");
    return socket;
}

// Of this process, the gateway's and the attackers'; 0 where the system does not tell.
qint64 residentKiB()
{
    QFile file(QStringLiteral("/proc/self/status"));
    if (!file.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray status = file.readAll();
    const qsizetype at = status.indexOf("VmRSS:");
    return at < 0 ? 0 : status.mid(at + 6, status.indexOf("kB", at) - at - 6).trimmed().toLongLong();
}

core::ServerLimits shortGrace()
{
    core::ServerLimits limits;
    limits.closeGraceMs = 50;
    return limits;
}

} // namespace

class GatewayAbuseTest : public QObject
{
    Q_OBJECT

private slots:
    void aFrameAnnouncedTooLong_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::newRow("4 GiB") << QByteArray::fromHex("81ff0000000100000000");
        // This much a QWebSocket would take that is not told otherwise.
        QTest::newRow("1 GiB") << QByteArray::fromHex("81ff0000000040000000");
    }
    void aFrameAnnouncedTooLong()
    {
        QFETCH(QByteArray, header);
        Front front(with(shortGrace()));
        qint64 before = 0;
        for (int i = 1; i <= 2; ++i) {
            Attacker attacker(front.url);
            QTRY_VERIFY(attacker.isIn());
            if (i == 2) // what is made once has been made
                before = residentKiB();
            attacker.write(header + QByteArray(4, '\0') + "x");
            QTRY_COMPARE(attacker.closeCode(), 1009);
            QTRY_COMPARE(front.count<core::Disconnected>(), i);
            QCOMPARE(front.gateway.connectionCount(), 0);
        }
        QVERIFY2(residentKiB() - before < 1024, qPrintable(QString::number(residentKiB() - before)));
    }

    void whatIsNotUtf8()
    {
        for (const char *bytes : {"\xff", "{\"message\":\"\xc0\xaf\"}", "{\"message\":\"\xed\xa0\x80\"}"}) {
            Front front(with(shortGrace()));
            Attacker attacker(front.url);
            QTRY_VERIFY(attacker.isIn());
            attacker.write(frame(final | text, bytes));
            QTRY_COMPARE(attacker.closeCode(), 1007);
            QCOMPARE(front.count<protocol::plain::Command>(), 0);
        }
    }

    void emptyContinuationFrames()
    {
        Front front(with(shortGrace()));
        Attacker attacker(front.url);
        QTRY_VERIFY(attacker.isIn());
        QByteArray parts = frame(text);
        for (int i = 0; i < 63; ++i)
            parts += frame(continuation);
        attacker.write(parts + frame(final | ping, "all right so far"));
        QTRY_VERIFY(attacker.heard().contains("all right so far"));
        attacker.write(frame(continuation));
        QTRY_COMPARE(attacker.closeCode(), 1008);
        QTRY_COMPARE(front.count<core::Disconnected>(), 1);
    }

    void aMessageInPartsIsFine()
    {
        Front front(with(shortGrace()));
        Attacker peer(front.url);
        QTRY_VERIFY(peer.isIn());
        for (int i = 0; i < 100; ++i)
            peer.write(frame(text, R"({"message")") + frame(continuation) + frame(final | continuation, R"(:"hi"})"));
        QTRY_COMPARE(front.count<protocol::plain::Command>(), 100);
        QCOMPARE(peer.closeCode(), 0);
    }

    void aFloodOfPings()
    {
        Front front(with(shortGrace()));
        Attacker attacker(front.url);
        QTRY_VERIFY(attacker.isIn());
        QByteArray pings;
        for (int i = 0; i < 50; ++i)
            pings += frame(final | ping, QByteArray::number(i));
        attacker.write(pings);
        QTRY_VERIFY(attacker.heard().endsWith("49"));
        for (int i = 0; i < 10; ++i)
            attacker.write(pings);
        QTRY_COMPARE(attacker.closeCode(), 1008);
        QTRY_COMPARE(front.count<core::Disconnected>(), 1);
    }

    void aFloodOfBytes()
    {
        core::ServerLimits limits = shortGrace();
        limits.bytesAtOnce = 100'000;
        for (const bool limited : {true, false}) {
            Front front(with(limits, limited));
            Attacker attacker(front.url);
            QTRY_VERIFY(attacker.isIn());
            for (int i = 0; i < 20; ++i)
                attacker.write(frame(final | text, QByteArray(30'000, 'x')));
            if (limited) {
                // Who does not stop sending need not hear why.
                QTRY_COMPARE(front.count<core::Disconnected>(), 1);
                QVERIFY(front.count<protocol::plain::Command>() < 4);
            } else {
                QTRY_COMPARE(front.count<protocol::plain::Command>(), 20);
                QCOMPARE(attacker.closeCode(), 0);
            }
        }
    }

    void aMessageThatDoesNotEnd()
    {
        core::ServerLimits limits = shortGrace();
        limits.messageMs = 30;
        Front front(with(limits));
        Attacker attacker(front.url);
        QTRY_VERIFY(attacker.isIn());
        attacker.write(frame(text, "{"));
        QTRY_COMPARE(attacker.closeCode(), 1008);
    }

    void nobodySignsIn()
    {
        core::ServerLimits limits = shortGrace();
        limits.messageMs = 30; // how often connections are looked at
        limits.signInMs = 30;
        Front front(with(limits));
        Client plain(front.url); // needs no name
        QTRY_VERIFY(plain.isOpen());
        Client stranger(front.url, {QString(protocol::subprotocol)});
        QTRY_VERIFY(stranger.closed);
        QCOMPARE(static_cast<int>(stranger.socket.closeCode()), 1001);
        QVERIFY(plain.isOpen());
    }

    void whoSignedInStays()
    {
        core::ServerLimits limits = shortGrace();
        limits.messageMs = 30;
        limits.signInMs = 200;
        Front front(with(limits));
        Client member(front.url, {QString(protocol::subprotocol)});
        QTRY_COMPARE(front.count<core::Connected>(), 1);
        front.courier.bind(front.lastConnection(), u"anna"_s);
        Client stranger(front.url, {QString(protocol::subprotocol)});
        QTRY_VERIFY(stranger.closed); // came later, and has gone
        QVERIFY(member.isOpen());
    }

    void aLongRequest()
    {
        Front front(with(shortGrace()));
        // In many lines, as a QWebSocket looks at the length of each alone.
        Attacker attacker(front.url, ("X-Long: " + QByteArray(300, 'x') + "\r\n").repeated(30));
        QTRY_VERIFY(attacker.isGone());
        QVERIFY(!attacker.heard().contains("101"));
        QVERIFY(front.came.isEmpty());
    }

    void oneConnectionTooMany()
    {
        core::ServerLimits limits = shortGrace();
        limits.connections = 2;
        Front front(with(limits));
        auto first = std::make_unique<Client>(front.url);
        Client second(front.url);
        QTRY_COMPARE(front.count<core::Connected>(), 2);
        Attacker third(front.url);
        QTRY_VERIFY(third.isGone());
        QVERIFY2(third.heard().startsWith("HTTP/1.1 503 "), third.heard());
        // Room again.
        first.reset();
        QTRY_COMPARE(front.count<core::Disconnected>(), 1);
        Client fourth(front.url);
        QTRY_VERIFY(fourth.isOpen());
    }

    void handshakesPastTheirBoundWait()
    {
        core::ServerLimits limits = shortGrace();
        limits.pendingHandshakes = 2;
        limits.crowdedHandshakeMs = 600'000;
        Front front(with(limits));
        auto first = dripper(front.url);
        auto second = dripper(front.url);
        QTRY_COMPARE(second->state(), QAbstractSocket::ConnectedState);
        std::vector<std::unique_ptr<Attacker>> others;
        for (int i = 0; i < 20; ++i)
            others.push_back(std::make_unique<Attacker>(front.url));
        // A place is free: they get in one after the other.
        first->abort();
        for (const auto &other : others) {
            QTRY_VERIFY(other->isIn());
            QVERIFY2(other->heard().startsWith("HTTP/1.1 101 "), other->heard());
        }
        QCOMPARE(front.gateway.connectionCount(), 20);
        QCOMPARE(second->state(), QAbstractSocket::ConnectedState);
    }

    void whoDawdlesMakesRoom_data()
    {
        QTest::addColumn<qint64>("pendingHandshakes");
        QTest::addColumn<qint64>("connections");
        QTest::newRow("handshakes") << qint64{3} << qint64{0};
        QTest::newRow("connections") << qint64{256} << qint64{3};
    }
    void whoDawdlesMakesRoom()
    {
        QFETCH(qint64, pendingHandshakes);
        QFETCH(qint64, connections);
        core::ServerLimits limits = shortGrace();
        limits.pendingHandshakes = pendingHandshakes;
        limits.connections = connections;
        limits.crowdedHandshakeMs = 0;
        limits.handshakeMs = 600'000;
        Front front(with(limits));
        std::vector<std::unique_ptr<QTcpSocket>> drippers;
        for (int i = 0; i < 3; ++i) {
            drippers.push_back(dripper(front.url));
            QTRY_COMPARE(drippers.back()->state(), QAbstractSocket::ConnectedState);
        }
        const auto stay = [&drippers] {
            return std::count_if(drippers.begin(), drippers.end(),
                                 [](const auto &one) { return one->state() == QAbstractSocket::ConnectedState; });
        };
        QCOMPARE(stay(), 3); // nobody waits
        Attacker other(front.url);
        QTRY_VERIFY(other.isIn());
        QVERIFY2(other.heard().startsWith("HTTP/1.1 101 "), other.heard());
        // Room for one was made, by the oldest.
        QTRY_COMPARE(stay(), 2);
        QCOMPARE(drippers.front()->state(), QAbstractSocket::UnconnectedState);
    }

    // With the limits as they are, and more who dawdle than there are places.
    void drippersKeepNobodyOut()
    {
        const core::ServerLimits limits;
        Front front(with(limits));
        std::vector<std::unique_ptr<QTcpSocket>> drippers;
        for (int i = 0; i < limits.pendingHandshakes + 44; ++i)
            drippers.push_back(dripper(front.url));
        for (const auto &one : drippers)
            QTRY_COMPARE(one->state(), QAbstractSocket::ConnectedState);
        for (int i = 0; i < 20; ++i) {
            Attacker other(front.url);
            // Their own deadline would be later.
            QTRY_VERIFY_WITH_TIMEOUT(other.isIn(), static_cast<int>(limits.handshakeMs / 2));
            QVERIFY2(other.heard().startsWith("HTTP/1.1 101 "), other.heard());
        }
    }

    // Byte by byte, and never at an end. Who comes meanwhile gets in.
    void slowHandshakes()
    {
        core::ServerLimits limits = shortGrace();
        limits.handshakeMs = 2000;
        Front front(with(limits));
        std::array<QTcpSocket, 200> drippers;
        for (QTcpSocket &one : drippers) {
            one.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(front.url.port()));
            one.write("GET / HTTP/1.1\r\nX-Slow: ");
        }
        QTimer drip;
        connect(&drip, &QTimer::timeout, this, [&drippers] {
            for (QTcpSocket &one : drippers) {
                if (one.state() == QAbstractSocket::ConnectedState)
                    one.write("x");
            }
        });
        drip.start(std::chrono::milliseconds(50));
        const auto count = [&drippers](QAbstractSocket::SocketState state) {
            return std::count_if(drippers.begin(), drippers.end(),
                                 [state](const QTcpSocket &one) { return one.state() == state; });
        };
        QTRY_COMPARE(count(QAbstractSocket::ConnectedState), 200);
        Client client(front.url);
        QTRY_VERIFY(client.isOpen());
        QTRY_COMPARE(count(QAbstractSocket::UnconnectedState), 200);
        QCOMPARE(front.count<core::Connected>(), 1);
        QVERIFY(client.isOpen());
    }

    void aSlowReaderIsToldSo()
    {
        core::ServerLimits limits;
        limits.unsentBytes = 128 * 1024;
        Front front(with(limits));
        const auto deaf = deafClient(front.url);
        QTRY_COMPARE(front.count<core::Connected>(), 1);
        // The kernel holds some megabytes by itself.
        const core::Audience audience = core::Audience::connection(front.lastConnection());
        for (int i = 0; i < 16 * 32; ++i) {
            front.courier.deliver(audience, core::PlainText{QString(32 * 1024, u'x')});
            front.courier.flush();
            QCoreApplication::processEvents();
        }
        // Read in time, the end of it is why.
        QByteArray heard;
        deaf->setReadBufferSize(0);
        const auto end = QByteArray::fromHex("0fa8") + "too slow a reader"; // 4008
        QTRY_VERIFY((heard = (heard + deaf->readAll()).right(100)).endsWith(end));
        QTRY_COMPARE(front.count<core::Disconnected>(), 1);
    }

    // On a connection whose other end does not read.
    void aSocketKeepsNoMoreThanItMay_data()
    {
        QTest::addColumn<qint64>("most");
        QTest::addColumn<qint64>("mostOfAll");
        QTest::newRow("of one") << qint64{100'000} << qint64{1'000'000'000};
        QTest::newRow("of all") << qint64{1'000'000'000} << qint64{100'000};
    }
    void aSocketKeepsNoMoreThanItMay()
    {
        QFETCH(qint64, most);
        QFETCH(qint64, mostOfAll);
        const auto budget = std::make_shared<UnsentBudget>();
        budget->most = most;
        budget->mostOfAll = mostOfAll;
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        auto socket = std::make_unique<BoundedSocket<QTcpSocket>>(budget, nullptr);
        socket->connectToHost(QHostAddress::LocalHost, server.serverPort());
        QTRY_COMPARE(socket->state(), QAbstractSocket::ConnectedState);

        const QByteArray block(30'000, 'x');
        QCOMPARE(socket->write(block), block.size());
        QCOMPARE(budget->ofAll, block.size());
        QCOMPARE(socket->write(block), block.size());
        QCOMPARE(socket->write(block), block.size());
        QCOMPARE(socket->write(block), -1);
        QCOMPARE(budget->ofAll, 3 * block.size());
        QCOMPARE(socket->state(), QAbstractSocket::ConnectedState); // whoever wrote goes on with it
        QTRY_COMPARE(socket->state(), QAbstractSocket::UnconnectedState);
        socket.reset();
        QCOMPARE(budget->ofAll, 0);
    }

    void whatIsSentIsNotCounted()
    {
        const auto budget = std::make_shared<UnsentBudget>();
        budget->most = 100'000;
        budget->mostOfAll = 100'000;
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        BoundedSocket<QTcpSocket> socket(budget, nullptr);
        socket.connectToHost(QHostAddress::LocalHost, server.serverPort());
        QTRY_COMPARE(socket.state(), QAbstractSocket::ConnectedState);
        for (int i = 0; i < 10; ++i) {
            QCOMPARE(socket.write(QByteArray(50'000, 'x')), 50'000);
            QTRY_COMPARE(budget->ofAll, 0);
        }
    }
};

CONFAB_TEST(GatewayAbuseTest)
#include "tst_gateway_abuse.moc"
