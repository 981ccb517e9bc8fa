// SPDX-License-Identifier: GPL-3.0-or-later
#include "checkpointer.h"
#include "connection.h"
#include "test_program.h"

#include <confab/store/sqlite_store.h>

#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

using namespace confab::store;

namespace
{

constexpr qint64 kib = 1024;
constexpr Checkpointer::Limits limits{.quietMs = 5, .commitsWorthIt = 10, .keepBytes = 512 * kib};

} // namespace

// The log of a database that is written to, with bounds so small that a test reaches them.
class CheckpointerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void isCarriedOverInAPause();
    void isCarriedOverAtASteadyPace();
    void leavesASmallLogAlone();
    void givesBackWhatALongReadMadeItTake();
    void aServersLogIsBounded();

private:
    // One row of 16 KiB, in a transaction of its own.
    void write();
    [[nodiscard]] qint64 logBytes() const;
    [[nodiscard]] QString count();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Connection> m_writer;
    std::unique_ptr<Checkpointer> m_checkpointer;
    int m_written = 0;
};

void CheckpointerTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    auto writer = Connection::open(databasePath(m_folder->path()), Connection::Mode::ReadWrite);
    QVERIFY(writer);
    m_writer = std::move(*writer);
    QCOMPARE(firstText(m_writer->database(), u"PRAGMA wal_autocheckpoint = 4000"_s), u"4000"_s);
    Statement(m_writer->database(), u"PRAGMA user_version = 1"_s).run(); // else it is another program's
    // What is on the disk is not what is looked at here.
    Statement(m_writer->database(), u"PRAGMA synchronous = OFF"_s).run();
    Statement(m_writer->database(), u"CREATE TABLE text (number INTEGER PRIMARY KEY, body BLOB)"_s).run();
    m_checkpointer = std::make_unique<Checkpointer>(m_folder->path(), limits);
    m_written = 0;
}

void CheckpointerTest::cleanup()
{
    m_checkpointer.reset();
    m_writer.reset();
    m_folder.reset();
}

void CheckpointerTest::write()
{
    Statement(m_writer->database(), u"INSERT INTO text (body) VALUES (zeroblob(16384))"_s).run();
    ++m_written;
    m_checkpointer->committed();
}

qint64 CheckpointerTest::logBytes() const
{
    return QFileInfo(databasePath(m_folder->path()) + u"-wal"_s).size();
}

QString CheckpointerTest::count()
{
    return firstText(m_writer->database(), u"SELECT count(*) FROM text"_s);
}

void CheckpointerTest::isCarriedOverInAPause()
{
    for (int i = 0; i < 20; ++i)
        write();
    QTRY_VERIFY(QFileInfo(databasePath(m_folder->path())).size() > 20 * 16 * kib);
    // The pages are there a moment before the log may begin again: then a commit is written over what was carried over,
    // and without that each makes it longer.
    const auto isWrittenOver = [this] {
        const qint64 before = logBytes();
        write();
        return logBytes() == before;
    };
    QTRY_VERIFY(isWrittenOver());
    QCOMPARE(count(), QString::number(m_written));
}

void CheckpointerTest::isCarriedOverAtASteadyPace()
{
    // Never a pause of 100 ms, but few commits within one.
    m_checkpointer = std::make_unique<Checkpointer>(
        m_folder->path(), Checkpointer::Limits{.quietMs = 100, .fewCommits = 50, .commitsWorthIt = 5});
    QTimer pace;
    connect(&pace, &QTimer::timeout, this, &CheckpointerTest::write);
    pace.start(5);
    QTRY_VERIFY(QFileInfo(databasePath(m_folder->path())).size() > 5 * 16 * kib);
    QVERIFY(pace.isActive());
}

void CheckpointerTest::leavesASmallLogAlone()
{
    write();
    const qint64 before = logBytes();
    m_checkpointer.reset(); // has done it, or never will
    QVERIFY(before > 0);
    QVERIFY(QFileInfo(databasePath(m_folder->path())).size() < 16 * kib);
}

void CheckpointerTest::givesBackWhatALongReadMadeItTake()
{
    write();
    auto reader = Connection::open(databasePath(m_folder->path()), Connection::Mode::ReadOnly);
    QVERIFY(reader);
    {
        Statement((*reader)->database(), u"BEGIN"_s).run();
        QCOMPARE(firstText((*reader)->database(), u"SELECT count(*) FROM text"_s), u"1"_s);
        for (int i = 0; i < 60; ++i)
            write();
        QVERIFY(logBytes() > limits.keepBytes);
        QCOMPARE(firstText((*reader)->database(), u"SELECT count(*) FROM text"_s), u"1"_s);
        Statement((*reader)->database(), u"COMMIT"_s).run();
    }
    // Nobody writes any more: the look that found the reader in the way was not the last.
    QTRY_COMPARE(logBytes(), 0);
}

void CheckpointerTest::aServersLogIsBounded()
{
    m_checkpointer.reset();
    m_writer.reset();
    const QString folder = m_folder->filePath(u"server"_s);
    auto store = SqliteStore::open(folder, SqliteStore::Purpose::Serve);
    QVERIFY(store);
    // 24 MiB in commits of 1 MiB, without a pause.
    const QString text(256 * kib, u'x');
    for (int i = 0; i < 24; ++i) {
        const auto batch = (*store)->begin();
        for (int j = 0; j < 4; ++j) {
            confab::core::AppendOp op;
            op.message.conversation = u"group"_s;
            op.message.id = u"%1-%2"_s.arg(i).arg(j);
            op.message.text = text;
            op.stamp.now = QDateTime::currentDateTimeUtc();
            QCOMPARE((*store)->messages().append(op).index(), 0U);
        }
        QVERIFY(batch->commit());
    }
    const qint64 bytes = QFileInfo(databasePath(folder) + u"-wal"_s).size();
    constexpr qint64 bound = Checkpointer::pagesAtOnce * 4 * kib;
    QVERIFY2(bytes > bound / 2 && bytes < bound + 2048 * kib, qPrintable(QString::number(bytes)));
    QVERIFY(QFileInfo(databasePath(folder)).size() > 8192 * kib);
}

CONFAB_TEST(CheckpointerTest)
#include "tst_checkpointer.moc"
