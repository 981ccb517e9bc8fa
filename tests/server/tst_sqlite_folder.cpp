// SPDX-License-Identifier: GPL-3.0-or-later
#include "store_contract/store_world.h"

#include <confab/store/sqlite_store.h>

#include <QDir>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

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

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
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
    void refusesADamagedDatabase();
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
    QCOMPARE(store.error().kind, Kind::Unreadable);
    QVERIFY(store.error().sentence().contains(m_path));
    QCOMPARE(contents(m_database), text);
}

void SqliteFolderTest::refusesADamagedDatabase()
{
    {
        const auto store = opened(m_path);
        const auto batch = store->begin();
        for (int i = 0; i < 500; ++i)
            append(*store, group(), u"mara"_s, QString(200, u'x'));
        QVERIFY(batch->commit());
    }
    QByteArray bytes = contents(m_database);
    QVERIFY(bytes.size() > 64 * 1024);
    // In the messages only, which nothing but the check reads.
    for (qsizetype i = bytes.size() * 3 / 4; i < bytes.size(); i += 7)
        bytes[i] = static_cast<char>(~bytes.at(i));
    write(m_database, bytes);
    const auto store = SqliteStore::open(m_path, Purpose::Serve);
    QVERIFY(!store);
    QCOMPARE(store.error().kind, Kind::Unreadable);
    QCOMPARE(contents(m_database), bytes);
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
    QCOMPARE(sql.run(u"PRAGMA user_version"_s), QStringList{u"1"_s});
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

QTEST_GUILESS_MAIN(SqliteFolderTest)
#include "tst_sqlite_folder.moc"
