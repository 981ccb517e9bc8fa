// SPDX-License-Identifier: GPL-3.0-or-later
// Files over a socket: what of them is taken and sent, and that what is said overtakes them.
#include "file_sender.h"
#include "gateway_front.h"
#include "test_program.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/file_chunk.h>

#include <QMutex>
#include <QTest>

using namespace confab;
using namespace confab::gateway;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using protocol::FileChunk;
using protocol::limits::chunkBytes;

namespace
{

const QString first = u"00112233445566778899aabbccddeeff"_s;

// Gives bytes that tell where they are from, and remembers what was brought.
class Bytes final : public core::FileBytes
{
public:
    void write(const QString &, const FileChunk &chunk) override
    {
        const QMutexLocker lock(&mutex);
        brought.append(chunk);
    }
    void read(const QString &, qint64 offset, qint64 most, std::function<void(const QByteArray &)> done) override
    {
        if (empty)
            return done({});
        QByteArray bytes(most, 'x');
        bytes.replace(0, 8, QByteArray::number(offset).rightJustified(8, '0'));
        done(bytes.first(most));
    }
    QMutex mutex;
    QList<FileChunk> brought;
    bool empty = false;
};

struct Scene {
    explicit Scene(qint64 fileBytesPerSecond = 0)
        : front(options(fileBytesPerSecond, bytes))
        , client(front.url, {QString(protocol::subprotocol)})
    {
        QObject::connect(&client.socket, &QWebSocket::binaryMessageReceived, &client.socket,
                         [this](const QByteArray &message) {
                             if (const auto chunk = protocol::parseChunk(message))
                                 came.append(*chunk);
                         });
        (void)QTest::qWaitFor([this] { return front.count<core::Connected>() == 1; });
        connection = front.lastConnection();
        front.courier.bind(connection, u"mara"_s);
    }
    static Gateway::Options options(qint64 perSecond, const std::shared_ptr<Bytes> &bytes)
    {
        Gateway::Options options{.plainAllowed = false, .tls = {}, .origins = {}, .limits = {}};
        options.ratesLimited = perSecond > 0;
        if (perSecond > 0)
            options.limits.fileBytesPerSecond = perSecond;
        options.files = bytes;
        return options;
    }
    void send(qint64 size, qint64 offset = 0)
    {
        front.courier.sendFile(connection, {.attachment = first, .sha256 = {}, .size = size, .offset = offset});
    }

    // Until it has come.
    void saySomething()
    {
        const auto before = client.texts.size();
        for (int i = 0; i < 3; ++i) {
            front.courier.deliver(core::Audience::connection(connection),
                                  protocol::ServerEvent(protocol::Notice{.code = u"said"_s, .message = {}}));
            (void)QTest::qWaitFor([this, before, i] { return client.texts.size() == before + i + 1; });
        }
    }

    std::shared_ptr<Bytes> bytes = std::make_shared<Bytes>();
    Front front;
    Client client;
    QList<FileChunk> came;
    QString connection;
};

} // namespace

class TestGatewayFiles : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void bytesOfAFileAreTaken()
    {
        Scene scene;
        scene.front.courier.takeFile(scene.connection, first);
        const FileChunk chunk{first, 7, QByteArray(chunkBytes, 'y')};
        scene.front.courier.deliver(core::Audience::connection(scene.connection),
                                    protocol::ServerEvent(protocol::Notice{.code = u"go"_s, .message = {}}));
        QTRY_COMPARE(scene.client.texts.size(), 1);
        scene.client.send(protocol::encodeChunk(chunk));
        QTRY_COMPARE(scene.bytes->brought.size(), 1);
        QCOMPARE(scene.bytes->brought.constFirst(), chunk);
        QVERIFY(scene.client.isOpen());
    }

    void otherBytesEndTheConnection_data()
    {
        QTest::addColumn<bool>("mayOne");
        QTest::addColumn<QByteArray>("message");
        const QString second = u"ffeeddccbbaa99887766554433221100"_s;
        QTest::newRow("without leave") << false << protocol::encodeChunk({first, 0, "x"});
        QTest::newRow("of another file") << true << protocol::encodeChunk({second, 0, "x"});
        QTest::newRow("none") << true << QByteArray("x");
    }
    void otherBytesEndTheConnection()
    {
        QFETCH(bool, mayOne);
        QFETCH(QByteArray, message);
        Scene scene;
        if (mayOne)
            scene.front.courier.takeFile(scene.connection, first);
        scene.front.courier.deliver(core::Audience::connection(scene.connection),
                                    protocol::ServerEvent(protocol::Notice{.code = u"go"_s, .message = {}}));
        QTRY_COMPARE(scene.client.texts.size(), 1);
        scene.client.send(message);
        QTRY_VERIFY(scene.client.closed);
        QCOMPARE(scene.client.socket.closeCode(), QWebSocketProtocol::CloseCodeDatatypeNotSupported);
        QVERIFY(scene.bytes->brought.isEmpty());
    }

    void noMoreThanMayBeUnacknowledged()
    {
        Scene scene;
        const qint64 size = 40 * chunkBytes + 3;
        scene.send(size);
        QTRY_COMPARE(scene.came.size(), 16);
        scene.saySomething(); // nothing more has come before it
        QCOMPARE(scene.came.size(), 16);
        // Of more than was sent nobody can have anything.
        scene.front.courier.fileGot(scene.connection, first, size);
        scene.saySomething();
        QCOMPARE(scene.came.size(), 16);
        scene.front.courier.fileGot(scene.connection, first, 16 * chunkBytes);
        QTRY_COMPARE(scene.came.size(), 32);
        scene.front.courier.fileGot(scene.connection, first, 32 * chunkBytes);
        QTRY_COMPARE(scene.came.size(), 41);
        qint64 offset = 0;
        for (const FileChunk &chunk : std::as_const(scene.came)) {
            QCOMPARE(chunk.offset, offset);
            QCOMPARE(chunk.attachment, first);
            offset += chunk.bytes.size();
        }
        QCOMPARE(offset, size);
        QCOMPARE(scene.came.at(1).bytes.first(8), QByteArray::number(chunkBytes).rightJustified(8, '0'));
    }

    void itGoesOnWhereItBrokeOff()
    {
        Scene scene;
        scene.send(3 * chunkBytes, 2 * chunkBytes);
        QTRY_COMPARE(scene.came.size(), 1);
        QCOMPARE(scene.came.constFirst().offset, 2 * chunkBytes);
    }

    void itWaitsWhileAnythingElseDoes()
    {
        bool idle = false;
        int given = 0;
        FileSender sender(
            std::make_shared<Bytes>(), 0, [&idle] { return idle; },
            [&](const QByteArray &) {
                idle = false; // until it has been sent
                ++given;
            },
            nullptr);
        const auto turn = [] {
            for (int i = 0; i < 5; ++i)
                QCoreApplication::processEvents();
        };
        sender.send({.attachment = first, .sha256 = {}, .size = 3 * chunkBytes, .offset = 0});
        turn();
        QCOMPARE(given, 0);
        for (int i = 1; i <= 3; ++i) {
            idle = true;
            sender.goOn();
            turn();
            QCOMPARE(given, i);
            turn();
            QCOMPARE(given, i);
        }
    }

    void aFileThatIsNotThereAnyMore()
    {
        Scene scene;
        scene.bytes->empty = true;
        scene.front.courier.sendFile(scene.connection,
                                     {.attachment = first, .sha256 = {}, .size = 10, .offset = 0, .command = u"f1"_s});
        QTRY_COMPARE(scene.client.texts.size(), 1);
        const auto event = protocol::parseEvent(scene.client.texts.constFirst().toUtf8());
        QVERIFY(event);
        QCOMPARE(std::get<protocol::ErrorFrame>(*event).id, u"f1"_s);
        QCOMPARE(std::get<protocol::ErrorFrame>(*event).code, protocol::ErrorCode::NotFound);
    }

    void aFewAtOnce()
    {
        // Somebody who asks and asks, and acknowledges nothing.
        Scene scene;
        for (int i = 0; i < 9; ++i) {
            const QString id = first.left(31) + QString::number(i);
            scene.front.courier.sendFile(
                scene.connection,
                {.attachment = id, .sha256 = {}, .size = 40 * chunkBytes, .offset = 0, .command = u"f%1"_s.arg(i)});
            QTRY_COMPARE(scene.came.size(), 16 * (i + 1));
        }
        QTRY_COMPARE(scene.client.texts.size(), 1);
        const auto event = protocol::parseEvent(scene.client.texts.constFirst().toUtf8());
        QVERIFY(event);
        QCOMPARE(std::get<protocol::ErrorFrame>(*event).id, u"f0"_s);
        QCOMPARE(std::get<protocol::ErrorFrame>(*event).code, protocol::ErrorCode::Unavailable);
        // That one goes on no more, the others do.
        scene.front.courier.fileGot(scene.connection, first.left(31) + u'0', 16 * chunkBytes);
        scene.saySomething();
        QCOMPARE(scene.came.size(), 9 * 16);
        scene.front.courier.fileGot(scene.connection, first.left(31) + u'8', 16 * chunkBytes);
        QTRY_COMPARE(scene.came.size(), 10 * 16);
        // Where there is nothing more to send nothing is.
        scene.send(10, 10);
        scene.saySomething();
        QCOMPARE(scene.came.size(), 10 * 16);
    }

    void aRateOfItsOwn()
    {
        Scene scene(1024 * 1024);
        QElapsedTimer time;
        time.start();
        scene.send(16 * chunkBytes);
        QTRY_COMPARE(scene.came.size(), 16);
        // 384 KiB at 1 MiB/s, the last not waited for.
        QVERIFY2(time.elapsed() >= 300, qPrintable(QString::number(time.elapsed())));
    }
};

CONFAB_TEST(TestGatewayFiles)
#include "tst_gateway_files.moc"
