// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_bytes.h"
#include "store_contract/store_world.h"
#include "test_program.h"

#include <confab/store/file_vault.h>
#include <confab/store/maintenance.h>
#include <confab/store/sqlite_store.h>

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QScopeGuard>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include <atomic>

#ifdef Q_OS_UNIX
#include <csignal>
#include <sys/resource.h>
#endif

using namespace confab;
using namespace confab::tests;
using Kind = store::OpenError::Kind;
using Purpose = store::SqliteStore::Purpose;
using store::SqliteStore;

namespace
{

constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

// A connection of the test's own to whatever file.
class Sql
{
public:
    explicit Sql(const QString &path)
        : m_name(u"test-"_s + path)
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name);
        database.setDatabaseName(path);
        if (!database.open())
            qFatal("%s", qPrintable(database.lastError().text()));
    }
    ~Sql() { QSqlDatabase::removeDatabase(m_name); }
    Q_DISABLE_COPY_MOVE(Sql)

    QStringList run(const QString &sql)
    {
        QSqlQuery query(QSqlDatabase::database(m_name));
        if (!query.exec(sql))
            qFatal("%s: %s", qPrintable(sql), qPrintable(query.lastError().text()));
        QStringList values;
        while (query.next())
            values.append(query.value(0).toString());
        return values;
    }

private:
    QString m_name;
};

bool isClosed(const QString &path)
{
    return QFile::exists(path) && (QFile::permissions(path) & others) == QFileDevice::Permissions();
}

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(bytes), bytes.size());
}

std::unique_ptr<SqliteStore> opened(const QString &folder, Purpose purpose = Purpose::Serve)
{
    auto store = SqliteStore::open(folder, purpose);
    if (!store) {
        QTest::qFail(qPrintable(store.error().sentence()), __FILE__, __LINE__);
        return nullptr;
    }
    return std::move(store).value();
}

std::unique_ptr<core::Reads> reader(const QString &folder)
{
    auto reads = SqliteStore::openReads(folder);
    if (!reads) {
        QTest::qFail(qPrintable(reads.error().sentence()), __FILE__, __LINE__);
        return nullptr;
    }
    return std::move(reads).value();
}

} // namespace

// What is SQLite's alone: the folder, the file, the schema, what happens when the disk does not take any more.
class SqliteFolderTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"data"_s);
        m_database = m_path + u"/chat.db"_s;
    }
    void cleanup() { m_folder.reset(); }

    void keepsFolderAndFilesToTheirOwner();
    void closesWhatWasOpenToOthers();
    void writesAhead();
    void aReadThatFailsIsNoAnswer();
    void isThereAfterOpeningAgain();
    void refusesASecondServer();
    void letsCommandsWorkBesideTheServer();
    void readsOnAnotherThread();
    void tellsWhenWhatIsListedCannotBeRead();
    void refusesANewerSchema();
    void refusesWhatIsNoDatabase();
    void mendsADamagedDatabase();
    void takesTheLastBackup();
    void aBackupWhileWritingIsWhole();
    void aBackupIsLookedAt();
    void aBackupHasTheFiles();
    void keepsTheLogOfADamagedDatabase();
    void finishesAReplacement_data();
    void finishesAReplacement();
    void survivesFlippedBits();
    void refusesAnotherProgramsDatabase();
    void refusesAFileInPlaceOfTheFolder();
    void schemaIsAsRecorded();
    void aBrokenOffMigrationIsBegunAgain();
    void forgetsOldCommands();
    void aFullDiskKeepsNothingHalf();
    void aFullDiskUndoesTheBatch();
    void nothingIsKeptOfABatchThatBroke();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QString m_database;
};

void SqliteFolderTest::keepsFolderAndFilesToTheirOwner()
{
    const auto store = opened(m_path);
    QVERIFY(store);
    append(*store, group(), u"mara"_s, u"hello"_s);
    const auto reads = reader(m_path);
    QVERIFY(isClosed(m_path));
    const QStringList files = QDir(m_path).entryList(QDir::Files);
    QVERIFY(files.contains(u"chat.db"_s));
    QVERIFY(files.contains(u"chat.db-wal"_s));
    QVERIFY(files.contains(u"chat.db-shm"_s));
    for (const QString &file : files)
        QVERIFY2(isClosed(m_path + u'/' + file), qPrintable(file));
}

void SqliteFolderTest::closesWhatWasOpenToOthers()
{
    opened(m_path).reset();
    QVERIFY(QFile::setPermissions(m_database, QFile::permissions(m_database) | QFileDevice::ReadOther));
    QVERIFY(QFile::setPermissions(m_path, QFile::permissions(m_path) | QFileDevice::ExeOther | QFileDevice::ReadOther));
    QVERIFY(opened(m_path));
    QVERIFY(isClosed(m_path));
    QVERIFY(isClosed(m_database));
}

void SqliteFolderTest::writesAhead()
{
    const auto store = opened(m_path);
    Sql sql(m_database);
    QCOMPARE(sql.run(u"PRAGMA journal_mode"_s), QStringList{u"wal"_s});
    QCOMPARE(sql.run(u"PRAGMA integrity_check"_s), QStringList{u"ok"_s});
}

void SqliteFolderTest::aReadThatFailsIsNoAnswer()
{
    const auto store = opened(m_path);
    signUp(*store, u"mara"_s);
    QVERIFY(store->accounts().credentials(u"mara"_s));
    QVERIFY(store->sessions().find("token", at(1)));
    Sql sql(m_database);
    sql.run(u"DROP TABLE session"_s);
    sql.run(u"DROP TABLE account"_s);
    QVERIFY(!store->accounts().credentials(u"mara"_s));
    QVERIFY(!store->sessions().find("token", at(1)));
}

void SqliteFolderTest::isThereAfterOpeningAgain()
{
    QList<QJsonObject> before;
    const auto collect = [](SqliteStore &store) {
        QList<QJsonObject> lines;
        if (!store.dump([&lines](const QJsonObject &line) { lines.append(line); }))
            lines.clear();
        return lines;
    };
    protocol::Ack ack;
    {
        const auto store = opened(m_path);
        signUp(*store, u"mara"_s);
        signUp(*store, u"ilja"_s);
        makeRoom(*store, u"room:A"_s, u"mara"_s, {u"ilja"_s});
        QVERIFY(isDone(store->messages().append(direct(u"mara"_s, u"ilja"_s, u"hi"_s, once(u"mara"_s)))));
        ack = done(store->messages().append(say(group(), u"mara"_s, u"one"_s, stamp(u"mara"_s, u"c1"_s)))).ack;
        before = collect(*store);
    }
    const auto store = opened(m_path);
    QCOMPARE(collect(*store), before);
    QVERIFY(isRepeatOf(store->messages().append(say(group(), u"mara"_s, u"one"_s, stamp(u"mara"_s, u"c1"_s))), ack));
    QCOMPARE(append(*store, group(), u"ilja"_s, u"two"_s).message.seq, 2);
}

void SqliteFolderTest::refusesASecondServer()
{
    auto first = opened(m_path);
    const auto second = SqliteStore::open(m_path, Purpose::Serve);
    QVERIFY(!second);
    QCOMPARE(second.error().kind, Kind::InUse);
    QVERIFY(second.error().sentence().contains(m_path));
    // The first one is none the worse for it.
    append(*first, group(), u"mara"_s, u"hello"_s);
    first.reset();
    QVERIFY(opened(m_path));
}

void SqliteFolderTest::letsCommandsWorkBesideTheServer()
{
    const auto server = opened(m_path);
    const auto command = opened(m_path, Purpose::Tool);
    QVERIFY(server && command);
    (void)server->changedElsewhere(); // what was before does not count
    append(*server, group(), u"ilja"_s, u"my own"_s);
    QVERIFY(!server->changedElsewhere());
    signUp(*command, u"mara"_s);
    QVERIFY(server->accounts().find(u"mara"_s));
    QVERIFY(server->changedElsewhere());
    QVERIFY(!server->changedElsewhere());
    {
        const auto batch = server->begin();
        append(*server, group(), u"mara"_s, u"hello"_s);
        QCOMPARE(command->conversations().head(group()).seq, 1);
        QVERIFY(batch->commit());
    }
    QCOMPARE(command->conversations().head(group()).seq, 2);
    QCOMPARE(command->server().identity(), server->server().identity());
}

void SqliteFolderTest::readsOnAnotherThread()
{
    const auto store = opened(m_path);
    append(*store, group(), u"mara"_s, u"hello"_s);
    QStringList read;
    const std::unique_ptr<QThread> thread(QThread::create([&] {
        const auto reads = reader(m_path);
        if (reads)
            read = texts(reads->history(newest(group(), u"mara"_s))->messages);
    }));
    thread->start();
    QVERIFY(thread->wait());
    QCOMPARE(read, QStringList{u"hello"_s});
}

void SqliteFolderTest::tellsWhenWhatIsListedCannotBeRead()
{
    const auto store = opened(m_path);
    QVERIFY(store->accounts().list({}, 10));
    QVERIFY(store->invites().list());
    Sql(m_database).run(u"DROP TABLE invite"_s);
    QVERIFY(!store->invites().list());
    QVERIFY(!store->invites().find("code"));
    bool begun = false;
    QVERIFY(!store->dump([&begun](const QJsonObject &) { begun = true; }));
    QVERIFY(begun);
    Sql(m_database).run(u"ALTER TABLE account RENAME TO lost"_s);
    QVERIFY(!store->accounts().list({}, 10));
    // Writing goes on behind a dump that broke off.
    append(*store, group(), u"mara"_s, u"after"_s);
}

void SqliteFolderTest::refusesANewerSchema()
{
    opened(m_path).reset();
    Sql(m_database).run(u"PRAGMA user_version = 9999"_s);
    const QByteArray before = contents(m_database);
    for (const Purpose purpose : {Purpose::Serve, Purpose::Tool}) {
        const auto store = SqliteStore::open(m_path, purpose);
        QVERIFY(!store);
        QCOMPARE(store.error().kind, Kind::Newer);
        QVERIFY(store.error().sentence().contains(u"9999"_s));
    }
    const auto reads = SqliteStore::openReads(m_path);
    QVERIFY(!reads);
    QCOMPARE(reads.error().kind, Kind::Newer);
    QCOMPARE(contents(m_database), before);
}

void SqliteFolderTest::refusesWhatIsNoDatabase()
{
    QVERIFY(QDir().mkpath(m_path));
    const QByteArray text = QByteArray("Dear diary, ").repeated(500);
    write(m_database, text);
    const auto store = SqliteStore::open(m_path, Purpose::Serve);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, Kind::Damaged);
    QVERIFY(store.error().sentence().contains(m_path));
    QCOMPARE(contents(m_database), text);
}

void SqliteFolderTest::mendsADamagedDatabase()
{
    QString epoch;
    {
        const auto store = opened(m_path);
        epoch = store->server().identity().epoch;
        signUp(*store, u"mara"_s);
        const auto batch = store->begin();
        for (int i = 0; i < 500; ++i)
            append(*store, group(), u"mara"_s, QString(200, u'x'));
        QVERIFY(batch->commit());
    }
    QByteArray bytes = contents(m_database);
    QVERIFY(bytes.size() > 64 * 1024);
    // Three pages among the messages, which nothing but the check reads.
    bytes.replace(bytes.size() / 2 / 4096 * 4096, 3 * qsizetype{4096}, QByteArray(3 * 4096, '~'));
    write(m_database, bytes);
    const auto store = opened(m_path);
    QVERIFY(store && store->mended());
    QCOMPARE(store->mended()->from, store::Mended::From::Reading);
    QCOMPARE(contents(store->mended()->setAside), bytes);
    QVERIFY(store->mended()->sentence().contains(store->mended()->setAside));
    // Clients ask anew, what could be read is there, and numbers go on behind those that were given.
    QVERIFY(store->server().identity().epoch != epoch);
    QVERIFY(store->accounts().find(u"mara"_s));
    QCOMPARE(store->conversations().head(group()).seq, 500);
    Sql sql(m_database);
    const int kept = sql.run(u"SELECT count(*) FROM message"_s).constFirst().toInt();
    QVERIFY2(kept >= 400 && kept < 500, qPrintable(QString::number(kept)));
    QCOMPARE(append(*store, group(), u"mara"_s, u"after"_s).message.seq, 501);
    QCOMPARE(sql.run(u"PRAGMA integrity_check"_s), QStringList{u"ok"_s});
}

void SqliteFolderTest::takesTheLastBackup()
{
    QVERIFY(QDir().mkpath(m_path + u"/backups"_s));
    QString epoch;
    {
        const auto store = opened(m_path);
        epoch = store->server().identity().epoch;
        append(*store, group(), u"mara"_s, u"one"_s);
        QVERIFY(store::backUp(m_path, m_path + u"/backups/one.db"_s));
        append(*store, group(), u"mara"_s, u"two"_s);
        QVERIFY(store::backUp(m_path, m_path + u"/backups/two.db"_s));
        append(*store, group(), u"mara"_s, u"three"_s);
        // Not to be taken: one made for an upgrade, and one that is damaged.
        QVERIFY(store::backUp(m_path, m_path + u"/backups/before-schema-2.db"_s));
    }
    write(m_path + u"/backups/three.db"_s, QByteArray(5000, 'x'));
    const QDateTime earlier = QDateTime::currentDateTimeUtc().addDays(-1);
    QFile older(m_path + u"/backups/one.db"_s);
    QVERIFY(older.open(QIODevice::ReadWrite) && older.setFileTime(earlier, QFileDevice::FileModificationTime));
    older.close();

    QByteArray bytes = contents(m_database);
    bytes.replace(4096, bytes.size() - 4096, QByteArray(bytes.size() - 4096, '~'));
    write(m_database, bytes);
    const auto store = opened(m_path);
    QVERIFY(store && store->mended());
    QCOMPARE(store->mended()->from, store::Mended::From::Backup);
    QVERIFY(store->mended()->backup.endsWith(u"/two.db"_s));
    QCOMPARE(contents(store->mended()->setAside), bytes);
    QCOMPARE(store->conversations().head(group()).seq, 2);
    QVERIFY(store->server().identity().epoch != epoch);
    QVERIFY(isClosed(m_database));
    for (const QString &file : QDir(m_path).entryList(QDir::Files))
        QVERIFY2(isClosed(m_path + u'/' + file), qPrintable(file));
}

void SqliteFolderTest::aBackupWhileWritingIsWhole()
{
    std::atomic<int> acked = 0;
    std::atomic<bool> enough = false;
    const std::unique_ptr<QThread> server(QThread::create([&] {
        const auto store = opened(m_path);
        signUp(*store, u"mara"_s);
        for (; !enough; ++acked)
            append(*store, group(), u"mara"_s, QString(500, u'x'));
    }));
    server->start();
    const auto end = qScopeGuard([&] {
        enough = true;
        server->wait();
    });
    QTRY_VERIFY(acked > 0);
    for (int i = 0; i < 10; ++i) {
        const int before = acked;
        const QString backup = m_folder->filePath(u"backup%1.db"_s.arg(i));
        const auto done = store::backUp(m_path, backup);
        QVERIFY2(done, qPrintable(done ? QString() : done.error().sentence));
        QVERIFY(isClosed(backup));
        // All that was acked when it began, and nothing without what went before.
        Sql sql(backup);
        QCOMPARE(sql.run(u"PRAGMA integrity_check"_s), QStringList{u"ok"_s});
        const int count = sql.run(u"SELECT count(*) FROM message"_s).constFirst().toInt();
        QVERIFY(count >= before);
        QCOMPARE(sql.run(u"SELECT max(seq) FROM message"_s).constFirst().toInt(), count);
        QCOMPARE(sql.run(u"SELECT seq FROM conversation WHERE id = 'group'"_s).constFirst().toInt(), count);
    }
    QVERIFY(!server->isFinished());
}

void SqliteFolderTest::aBackupIsLookedAt()
{
    // SQLite copies it without a word; who restores it would have no server.
    const auto store = opened(m_path);
    append(*store, group(), u"mara"_s, u"hello"_s);
    Sql(m_database).run(u"DELETE FROM server"_s);
    QVERIFY(!store::backUp(m_path, m_folder->filePath(u"backup.db"_s)));
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList());
}

void SqliteFolderTest::aBackupHasTheFiles()
{
    const QString backup = m_folder->filePath(u"backup.db"_s);
    const auto pathIn = [](const QString &files, const QString &hash) {
        return files + u'/' + hash.left(2) + u'/' + hash;
    };
    QStringList hashes;
    {
        const auto store = opened(m_path);
        for (const QByteArray &bytes : {QByteArray("one"), QByteArray("two"), QByteArray("three")}) {
            const QString hash =
                QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
            hashes.append(hash);
            const QString path = store::FileVault::pathOf(m_path, hash);
            QVERIFY(QDir().mkpath(QFileInfo(path).path()));
            write(path, bytes);
            core::AttachOp op;
            op.file.attachment.id = QString::fromLatin1(bytes);
            op.file.attachment.size = bytes.size();
            op.file.owner = u"mara"_s;
            op.file.sha256 = hash;
            op.mostOfOne = op.mostOfAll = 1000;
            QVERIFY(isDone(store->attachments().attach(op)));
            QVERIFY(isDone(store->attachments().setWhole(op.file.attachment.id)));
        }
        // One that never came whole is nothing to keep.
        core::AttachOp op;
        op.file.attachment = {
            .id = u"f"_s, .name = {}, .size = 9, .mime = {}, .width = 0, .height = 0, .thumbnail = {}};
        op.file.sha256 = QString(64, u'a');
        op.mostOfOne = op.mostOfAll = 1000;
        QVERIFY(isDone(store->attachments().attach(op)));
        // And one was removed by hand.
        QVERIFY(QFile::remove(store::FileVault::pathOf(m_path, hashes.at(2))));
        const auto missing = store::backUp(m_path, backup);
        QVERIFY(missing);
        QCOMPARE(*missing, hashes.mid(2));
        // The next one costs nothing for what is there.
        QVERIFY(store::backUp(m_path, m_folder->filePath(u"second.db"_s)));
    }
    const QString files = backup + u".files"_s;
    QCOMPARE(contents(pathIn(files, hashes.at(0))), "one");
    QVERIFY(isClosed(files));

    // What is damaged here and what is not here any more both come back; what was sent since stays.
    const QString here = m_path + u"/files"_s;
    QVERIFY(QFile::remove(pathIn(here, hashes.at(0))) && QFile::remove(pathIn(here, hashes.at(1))));
    write(pathIn(here, hashes.at(0)), "o");
    QVERIFY(QDir().mkpath(here + u"/ff"_s));
    write(here + u"/ff/later"_s, "later");
    const auto wrong = store::checkFiles(m_path);
    QVERIFY(wrong);
    QCOMPARE(wrong->size(), 3);
    QCOMPARE(wrong->filter(u"is damaged"_s).size(), 1);
    QVERIFY(wrong->filter(u"is damaged"_s).constFirst().contains(hashes.at(0)));
    const auto restored = store::restore(m_path, backup);
    QVERIFY2(restored, qPrintable(restored ? QString() : restored.error().sentence));
    QCOMPARE(restored->missing, hashes.mid(2));
    QCOMPARE(contents(pathIn(here, hashes.at(0))), "one");
    QCOMPARE(contents(pathIn(here, hashes.at(1))), "two");
    QCOMPARE(contents(here + u"/ff/later"_s), "later");
    QCOMPARE(store::checkFiles(m_path)->size(), 1);

    // On another computer, from the two alone.
    const QString second = m_folder->filePath(u"second"_s);
    QVERIFY(store::restore(second, backup));
    QCOMPARE(contents(pathIn(second + u"/files"_s, hashes.at(1))), "two");
    QVERIFY(isClosed(second + u"/files"_s));
    // The same size, other bytes.
    QFile::remove(pathIn(second + u"/files"_s, hashes.at(1)));
    write(pathIn(second + u"/files"_s, hashes.at(1)), "twu");
    QCOMPARE(store::checkFiles(second)->filter(u"is damaged"_s).size(), 1);
}

void SqliteFolderTest::keepsTheLogOfADamagedDatabase()
{
    // What a killed server left: a damaged database and a log that was never carried over.
    {
        const auto store = opened(m_path);
        append(*store, group(), u"mara"_s, u"one"_s);
        const QString copy = m_folder->filePath(u"killed"_s);
        QVERIFY(QDir().mkpath(copy));
        for (const QString &name : {u"/chat.db"_s, u"/chat.db-wal"_s})
            QVERIFY(QFile::copy(m_path + name, copy + name));
        m_path = copy;
        m_database = copy + u"/chat.db"_s;
    }
    const QByteArray log = contents(m_database + u"-wal"_s);
    QVERIFY(!log.isEmpty());
    const QByteArray bytes = contents(m_database).left(100); // of a file that is all in the log
    write(m_database, bytes);
    QVERIFY(QFile::resize(m_database + u"-wal"_s, 4096)); // half a frame of it
    QVERIFY(!SqliteStore::open(m_path, Purpose::Serve));
    QCOMPARE(contents(m_database), bytes);
    QCOMPARE(contents(m_database + u"-wal"_s), log.left(4096));
}

void SqliteFolderTest::finishesAReplacement_data()
{
    QTest::addColumn<bool>("oldSetAside");
    QTest::addColumn<bool>("logSetAside");
    QTest::newRow("killed before anything was set aside") << false << false;
    QTest::newRow("killed between the database and its log") << true << false;
    QTest::newRow("killed before the new one got its name") << true << true;
}

// A replacement is three or four renames. Wherever it is killed, the next start comes to the same end.
void SqliteFolderTest::finishesAReplacement()
{
    QFETCH(bool, oldSetAside);
    QFETCH(bool, logSetAside);
    {
        const auto store = opened(m_path);
        append(*store, group(), u"mara"_s, u"new"_s);
        QVERIFY(store::backUp(m_path, m_path + u"/chat.db.next-replaced-X"_s));
        append(*store, group(), u"mara"_s, u"old"_s);
    }
    const QByteArray old = contents(m_database);
    const QString aside = m_database + u".replaced-X"_s;
    write(m_database + u"-wal"_s, "a log");
    if (oldSetAside)
        QVERIFY(QFile::rename(m_database, aside));
    if (logSetAside)
        QVERIFY(QFile::rename(m_database + u"-wal"_s, aside + u"-wal"_s));
    QVERIFY(SqliteStore::isIn(m_path));
    const auto store = opened(m_path, oldSetAside ? Purpose::Tool : Purpose::Serve);
    QVERIFY(store);
    QCOMPARE(store->conversations().head(group()).seq, 1);
    QCOMPARE(contents(aside), old);
    QCOMPARE(contents(aside + u"-wal"_s), "a log");
}

void SqliteFolderTest::survivesFlippedBits()
{
    // SQLite's own checks find what is out of form; a bit in a text is none of it. Whatever it is: no crash, and what
    // was there is there still, either in its place or set aside.
    {
        const auto store = opened(m_path);
        signUp(*store, u"mara"_s);
        signUp(*store, u"ilja"_s);
        makeRoom(*store, u"room:A"_s, u"mara"_s, {u"ilja"_s});
        const auto batch = store->begin();
        for (int i = 0; i < 300; ++i)
            append(*store, i % 3 ? group() : u"room:A"_s, u"mara"_s, u"number %1"_s.arg(i));
        QVERIFY(batch->commit());
    }
    const QByteArray whole = contents(m_database);
    // The same bits each time, unless another seed is asked for.
    bool given = false;
    const int seed = qEnvironmentVariableIntValue("CONFAB_TEST_SEED", &given);
    QRandomGenerator random(given ? static_cast<quint32>(seed) : 36);
    int mended = 0;
    int refused = 0;
    for (int round = 0; round < 100; ++round) {
        QByteArray bytes = whole;
        for (int i = 0; i < 5; ++i) {
            const auto bit = random.bounded(static_cast<quint32>(bytes.size() * 8));
            const char byte = bytes.at(bit / 8);
            bytes[bit / 8] = static_cast<char>(byte ^ (1 << (bit % 8)));
        }
        m_path = m_folder->filePath(u"round%1"_s.arg(round));
        m_database = m_path + u"/chat.db"_s;
        QVERIFY(QDir().mkpath(m_path));
        write(m_database, bytes);
        auto store = SqliteStore::open(m_path, Purpose::Serve);
        if (!store) {
            ++refused;
            QVERIFY2(contents(m_database) == bytes, qPrintable(store.error().sentence()));
            continue;
        }
        if ((*store)->mended()) {
            ++mended;
            QCOMPARE(contents((*store)->mended()->setAside), bytes);
        }
        (void)(*store)->dump([](const QJsonObject &) {});
        (void)(*store)->messages().append(say(group(), u"mara"_s, u"after"_s, once(u"mara"_s)));
        (void)reader(m_path)->history(newest(group(), u"mara"_s));
    }
    qInfo("of 100 files with 5 bits flipped %d were mended, %d refused", mended, refused);
    QVERIFY(mended > 20);
    QVERIFY(refused < 10);
}

void SqliteFolderTest::refusesAnotherProgramsDatabase()
{
    QVERIFY(QDir().mkpath(m_path));
    Sql(m_database).run(u"CREATE TABLE recipes (name TEXT)"_s);
    const QByteArray before = contents(m_database);
    const auto store = SqliteStore::open(m_path, Purpose::Serve);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, Kind::Unreadable);
    QCOMPARE(contents(m_database), before);
}

void SqliteFolderTest::refusesAFileInPlaceOfTheFolder()
{
    write(m_path, "a file");
    const auto store = SqliteStore::open(m_path, Purpose::Serve);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, Kind::Other);
    QCOMPARE(contents(m_path), "a file");
}

void SqliteFolderTest::schemaIsAsRecorded()
{
    // Old databases were made by the migration files as they were: whoever changes one that was released changes
    // nothing of theirs, and this fails. A new file is recorded with:
    //   sqlite3 chat.db "SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"
    opened(m_path).reset();
    Sql sql(m_database);
    const QStringList made =
        sql.run(u"SELECT sql || ';' FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name"_s);
    QFile recorded(QFINDTESTDATA("data/schema.txt"));
    QVERIFY(recorded.open(QIODevice::ReadOnly));
    QCOMPARE(made.join(u'\n') + u'\n', QString::fromUtf8(recorded.readAll()));
    QCOMPARE(sql.run(u"PRAGMA user_version"_s), QStringList{u"7"_s});
}

void SqliteFolderTest::aBrokenOffMigrationIsBegunAgain()
{
    // A migration is one transaction, so that being killed in it leaves an empty file as it was made.
    QVERIFY(QDir().mkpath(m_path));
    write(m_database, {});
    const auto store = opened(m_path);
    QVERIFY(store);
    signUp(*store, u"mara"_s);
}

void SqliteFolderTest::forgetsOldCommands()
{
    const auto store = opened(m_path);
    core::Stamp old = stamp(u"mara"_s, u"c1"_s);
    old.forGood = false;
    core::Stamp young = stamp(u"mara"_s, u"c2"_s, "body", at(100));
    young.forGood = false;
    const core::Stamp kept = stamp(u"mara"_s, u"c3"_s);
    for (const core::Stamp &by : {old, young, kept})
        QVERIFY(isDone(store->messages().append(say(group(), u"mara"_s, u"text"_s, by))));
    QVERIFY(isDone(store->forgetCommands(at(50))));
    const auto again = [&](const core::Stamp &by) {
        return store->messages().append(say(group(), u"mara"_s, u"text"_s, by));
    };
    QVERIFY(isDone(again(old)));
    QVERIFY(!isDone(again(young)));
    QVERIFY(!isDone(again(kept)));
}

#ifdef Q_OS_UNIX

namespace
{

// While it lives no file of this process grows beyond `bytes`, which to SQLite is a disk that takes no more.
class FullDisk
{
public:
    explicit FullDisk(qint64 bytes)
    {
        m_handler = std::signal(SIGXFSZ, SIG_IGN); // the write fails instead
        getrlimit(RLIMIT_FSIZE, &m_before);
        rlimit limit = m_before;
        limit.rlim_cur = static_cast<rlim_t>(bytes);
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FullDisk()
    {
        setrlimit(RLIMIT_FSIZE, &m_before);
        std::signal(SIGXFSZ, m_handler);
    }
    Q_DISABLE_COPY_MOVE(FullDisk)

private:
    rlimit m_before{};
    void (*m_handler)(int) = nullptr;
};

} // namespace

void SqliteFolderTest::aFullDiskKeepsNothingHalf()
{
    const auto store = opened(m_path);
    append(*store, group(), u"mara"_s, u"before"_s);
    int kept = 0;
    bool refused = false;
    {
        const FullDisk full(QFileInfo(m_database + u"-wal"_s).size() + 40000);
        for (int i = 0; i < 50 && !refused; ++i) {
            const auto outcome = store->messages().append(
                say(group(), u"mara"_s, QString(2000, u'x'), stamp(u"mara"_s, QString::number(i))));
            refused = std::holds_alternative<core::Unavailable>(outcome);
            if (isDone(outcome))
                ++kept;
        }
        QVERIFY(refused);
        QVERIFY(kept > 0);
        // Reading goes on.
        QCOMPARE(store->conversations().head(group()).seq, kept + 1);
        QCOMPARE(reader(m_path)->history(newest(group(), u"mara"_s))->messages.size(), kept + 1);
    }
    // It recovers by itself, without a hole.
    QCOMPARE(append(*store, group(), u"mara"_s, u"after"_s).message.seq, kept + 2);
    QCOMPARE(Sql(m_database).run(u"PRAGMA integrity_check"_s), QStringList{u"ok"_s});
}

void SqliteFolderTest::aFullDiskUndoesTheBatch()
{
    const auto store = opened(m_path);
    append(*store, group(), u"mara"_s, u"before"_s);
    {
        const auto batch = store->begin();
        append(*store, group(), u"mara"_s, u"undone"_s);
        {
            const FullDisk full(QFileInfo(m_database + u"-wal"_s).size() + 100);
            QVERIFY(!batch->commit());
        }
    }
    QCOMPARE(store->conversations().head(group()).seq, 1);
    {
        const auto batch = store->begin();
        QVERIFY(isDone(store->messages().append(say(group(), u"mara"_s, u"after"_s, once(u"mara"_s)))));
        QVERIFY(batch->commit());
    }
    QCOMPARE(store->conversations().head(group()).seq, 2);
}

void SqliteFolderTest::nothingIsKeptOfABatchThatBroke()
{
    const auto store = opened(m_path);
    append(*store, group(), u"mara"_s, u"before"_s);
    const auto batch = store->begin();
    const QString text(8000, u'x');
    bool refused = false;
    {
        // SQLite writes before the commit when its page cache (2 MiB) is full, and undoes everything when that fails.
        const FullDisk full(QFileInfo(m_database + u"-wal"_s).size() + 100);
        for (int i = 0; i < 1000 && !refused; ++i)
            refused = !isDone(store->messages().append(say(group(), u"mara"_s, text, once(u"mara"_s))));
    }
    QVERIFY(refused);
    // There is room again, but what comes now must not be kept without what went before it.
    const auto late = store->messages().append(say(group(), u"mara"_s, u"late"_s, once(u"mara"_s)));
    QVERIFY(std::holds_alternative<core::Unavailable>(late));
    QVERIFY(!batch->commit());
    QCOMPARE(store->conversations().head(group()).seq, 1);
    QCOMPARE(append(*store, group(), u"mara"_s, u"after"_s).message.seq, 2);
}

#else

void SqliteFolderTest::nothingIsKeptOfABatchThatBroke()
{
    QSKIP("the size of files cannot be bounded here");
}

void SqliteFolderTest::aFullDiskKeepsNothingHalf()
{
    QSKIP("the size of files cannot be bounded here");
}

void SqliteFolderTest::aFullDiskUndoesTheBatch()
{
    QSKIP("the size of files cannot be bounded here");
}

#endif

CONFAB_TEST(SqliteFolderTest)
#include "tst_sqlite_folder.moc"
