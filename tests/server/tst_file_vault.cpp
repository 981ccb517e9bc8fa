// SPDX-License-Identifier: GPL-3.0-or-later
// Where the bytes of files are: what comes whole, what does not, and what is left on the disk.
#include "test_program.h"

#include <confab/store/file_vault.h>

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QtTest>

using namespace confab;
using namespace Qt::StringLiterals;
using core::FileKeeper;
using protocol::limits::chunkBytes;
using store::FileVault;

namespace
{

const QString first = u"00112233445566778899aabbccddeeff"_s;
const QString second = u"ffeeddccbbaa99887766554433221100"_s;

QString hashOf(const QByteArray &bytes)
{
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

QByteArray someBytes(qsizetype size, char seed = 1)
{
    QByteArray bytes(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = static_cast<char>((i * 31 + seed + i / 251) & 0xff);
    return bytes;
}

struct World {
    explicit World(qint64 bytesPerSecond = 0)
        : vault(std::make_unique<FileVault>(folder.path(), bytesPerSecond))
    {
        listen();
    }
    void listen()
    {
        vault->whenMoved([this](const QString &, const QString &, qint64 offset) { moved.append(offset); },
                         [this](const FileKeeper::Ended &one) { ended.append(one); });
    }
    void restart()
    {
        vault.reset();
        vault = std::make_unique<FileVault>(folder.path());
        listen();
    }
    // How much of it is here; -2: no answer.
    qint64 expect(const QByteArray &whole, const QString &id = first, const QString &connection = u"c1"_s,
                  const QString &sha256 = {})
    {
        std::optional<qint64> offset;
        vault->expect({connection, id, whole.size(), sha256.isEmpty() ? hashOf(whole) : sha256},
                      [&offset](qint64 here) { offset = here; });
        return QTest::qWaitFor([&offset] { return offset.has_value(); }) ? *offset : -2;
    }
    void write(const QByteArray &whole, qint64 from, qint64 to, const QString &id = first,
               const QString &connection = u"c1"_s)
    {
        for (qint64 offset = from; offset < to; offset += chunkBytes)
            vault->write(connection, {id, offset, whole.mid(offset, std::min<qint64>(chunkBytes, to - offset))});
    }
    QByteArray read(const QString &sha256, qint64 offset, qint64 most)
    {
        QByteArray bytes;
        std::atomic<bool> done = false;
        vault->read(sha256, offset, most, [&](const QByteArray &here) {
            bytes = here;
            done = true;
        });
        (void)QTest::qWaitFor([&done] { return done.load(); });
        return bytes;
    }
    // Paths of all files, in order.
    [[nodiscard]] QStringList files() const
    {
        QStringList paths;
        QDirIterator each(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (each.hasNext())
            paths.append(QDir(folder.path()).relativeFilePath(each.next()));
        paths.sort();
        return paths;
    }

    QTemporaryDir folder;
    QList<qint64> moved;
    QList<FileKeeper::Ended> ended;
    std::unique_ptr<FileVault> vault;
};

} // namespace

class TestFileVault : public QObject
{
    Q_OBJECT

private slots:
    // A folder that cannot be made, as on a full disk: it is nobody's fault, and what has come stays.
    void whatTheDiskDoesNotTakeIsNoLie()
    {
        World world;
        const QByteArray bytes = someBytes(2 * chunkBytes);
        QCOMPARE(world.expect(bytes), 0);
        QFile inTheWay(world.folder.filePath(u"files/"_s + hashOf(bytes).left(2)));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        inTheWay.close();
        world.write(bytes, 0, bytes.size());
        QTRY_COMPARE(world.ended.size(), 1);
        QVERIFY(!world.ended.constFirst().whole);
        QVERIFY(world.ended.constFirst().unavailable);
        QVERIFY(world.files().contains(u"files/incoming/"_s + first));
        QVERIFY(inTheWay.remove());
        const qint64 from = world.expect(bytes);
        world.write(bytes, from, bytes.size() - from);
        QTRY_COMPARE(world.ended.size(), 2);
        QVERIFY(world.ended.constLast().whole);
    }

    void aFileComesWhole()
    {
        World world;
        const QByteArray bytes = someBytes(40 * chunkBytes + 5);
        QCOMPARE(world.expect(bytes), 0);
        world.write(bytes, 0, bytes.size());
        QTRY_COMPARE(world.ended.size(), 1);
        QVERIFY(world.ended.constFirst().whole);
        QCOMPARE(world.ended.constFirst().attachment, first);
        // Each sixteen chunks.
        QCOMPARE(world.moved, (QList<qint64>{16 * chunkBytes, 32 * chunkBytes}));
        const QString sha256 = hashOf(bytes);
        QCOMPARE(world.files(), QStringList{u"files/%1/%2"_s.arg(sha256.left(2), sha256)});
        QCOMPARE(world.read(sha256, 0, chunkBytes), bytes.first(chunkBytes));
        QCOMPARE(world.read(sha256, 40 * chunkBytes, chunkBytes), bytes.last(5));
        QVERIFY(world.read(sha256, bytes.size(), chunkBytes).isEmpty());
        QVERIFY(world.read(hashOf("none"), 0, 10).isEmpty());
#ifdef Q_OS_UNIX
        const QFileInfo kept(world.folder.filePath(world.files().constFirst()));
        QCOMPARE(kept.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
#endif
    }

    void whatIsNotAsAnnouncedIsNotKept_data()
    {
        QTest::addColumn<QByteArray>("announced");
        QTest::addColumn<QByteArray>("sent");
        QTest::newRow("other bytes") << QByteArray("announced") << QByteArray("something");
        QTest::newRow("more bytes") << QByteArray("announced") << QByteArray("announced and more");
    }
    void whatIsNotAsAnnouncedIsNotKept()
    {
        QFETCH(QByteArray, announced);
        QFETCH(QByteArray, sent);
        World world;
        QCOMPARE(world.expect(announced), 0);
        world.write(sent, 0, sent.size());
        QTRY_COMPARE(world.ended.size(), 1);
        QVERIFY(!world.ended.constFirst().whole);
        QCOMPARE(world.files(), QStringList());
    }

    void goesOnAfterABreak()
    {
        World world;
        const QByteArray bytes = someBytes(20 * chunkBytes);
        QCOMPARE(world.expect(bytes), 0);
        world.write(bytes, 0, 17 * chunkBytes);
        QTRY_COMPARE(world.moved, QList<qint64>{16 * chunkBytes});
        world.vault->left(u"c1"_s);
        world.restart();
        QCOMPARE(world.expect(bytes, first, u"c2"_s), 17 * chunkBytes);
        world.write(bytes, 17 * chunkBytes, bytes.size(), first, u"c2"_s);
        QTRY_COMPARE(world.ended.size(), 1);
        QVERIFY(world.ended.constFirst().whole);
        QCOMPARE(world.read(hashOf(bytes), 0, chunkBytes), bytes.first(chunkBytes));
    }

    void onlyWhatGoesOnIsTaken()
    {
        World world;
        const QByteArray bytes = someBytes(3 * chunkBytes);
        QCOMPARE(world.expect(bytes), 0);
        world.write(bytes, chunkBytes, 2 * chunkBytes); // ahead
        QTRY_COMPARE(world.moved, QList<qint64>{0});
        world.write(bytes, 0, 2 * chunkBytes);
        world.write(bytes, 0, chunkBytes); // behind
        QTRY_COMPARE(world.moved, (QList<qint64>{0, 2 * chunkBytes}));
        // Another connection's are nobody's.
        world.write(bytes, 2 * chunkBytes, bytes.size(), first, u"c2"_s);
        world.write(bytes, 0, chunkBytes, second);
        QCOMPARE(world.expect(bytes, second), 0);
        QVERIFY(world.ended.isEmpty());
        world.write(bytes, 2 * chunkBytes, bytes.size());
        QTRY_COMPARE(world.ended.size(), 1);
        QVERIFY(world.ended.constFirst().whole);
    }

    void theSameBytesAreKeptOnce()
    {
        World world;
        const QByteArray bytes = someBytes(100);
        for (const QString &id : {first, second}) {
            QCOMPARE(world.expect(bytes, id), 0);
            world.write(bytes, 0, bytes.size(), id);
        }
        QTRY_COMPARE(world.ended.size(), 2);
        QVERIFY(world.ended.constFirst().whole && world.ended.constLast().whole);
        QCOMPARE(world.files().size(), 1);
    }

    void whatIsNotWantedGoes()
    {
        World world;
        const QByteArray bytes = someBytes(2 * chunkBytes);
        QCOMPARE(world.expect(bytes), 0);
        world.write(bytes, 0, bytes.size());
        QTRY_COMPARE(world.ended.size(), 1);
        QCOMPARE(world.expect(bytes, second), 0);
        world.write(bytes, 0, chunkBytes, second);
        bool done = false;
        world.vault->remove({{second, {}}}, [&done] { done = true; });
        QTRY_VERIFY(done);
        QCOMPARE(world.files().size(), 1);
        done = false;
        world.vault->remove({{first, hashOf(bytes)}, {second, hashOf("none")}}, [&done] { done = true; });
        QTRY_VERIFY(done);
        QCOMPARE(world.files(), QStringList());
    }

    void oneConnectionHasAFewAtOnce()
    {
        World world;
        const auto id = [](int i) { return u"0000000000000000000000000000000%1"_s.arg(i); };
        for (int i = 0; i < FileVault::mostAtOnce; ++i)
            QCOMPARE(world.expect(someBytes(10), id(i)), 0);
        QCOMPARE(world.expect(someBytes(10), id(9)), -1);
        QCOMPARE(world.expect(someBytes(10), id(9), u"c2"_s), 0);
        world.vault->left(u"c1"_s);
        QCOMPARE(world.expect(someBytes(10), id(8)), 0);
    }

    void whatIsTooFastIsToldLater()
    {
        World world(4 * 1024 * 1024);
        const QByteArray bytes = someBytes(65 * chunkBytes);
        QCOMPARE(world.expect(bytes), 0);
        QElapsedTimer time;
        time.start();
        world.write(bytes, 0, 64 * chunkBytes);
        QTRY_COMPARE(world.moved.size(), 4);
        // 64 chunks of 24 KiB at 4 MiB/s.
        QVERIFY2(time.elapsed() >= 350, qPrintable(QString::number(time.elapsed())));
    }
};

CONFAB_TEST(TestFileVault)
#include "tst_file_vault.moc"
