// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection.h"
#include "migrations.h"
#include "opening.h"

#include <confab/store/sqlite_store.h>

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace confab::store;

namespace
{

constexpr int people = 400;
constexpr auto folderVariable = "CONFAB_TEST_MIGRATE"; // set for the child: the folder to upgrade

// Two more versions after those that there are, which write to all of a table and add another.
QStringList laterScripts()
{
    return migrationScripts() + QStringList{u"ALTER TABLE account ADD COLUMN note TEXT NOT NULL DEFAULT '';\n"
                                            "UPDATE account SET note = 'of ' || username || hex(zeroblob(100));\n"_s,
                                            u"CREATE TABLE extra (key TEXT PRIMARY KEY NOT NULL, note TEXT) STRICT;\n"
                                            "INSERT INTO extra SELECT key, note FROM account;\n"_s};
}

std::optional<OpenError> upgrade(const QString &folder)
{
    Opening opening(folder, laterScripts());
    if (auto problem = opening.prepare())
        return problem;
    const auto connection = opening.connect();
    return connection ? std::nullopt : std::optional(connection.error());
}

} // namespace

// What happens to the data of an older version.
class MigrationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void answersOfTheFirstSchemaAreKnown();
    void messagesOfTheSecondSchemaCanBeChanged();
    void backsUpAndUpgrades();
    void upgradesNothingWithoutABackup();
    void leavesAServerOfTheOldVersionAlone();
    void undoesWhatFails();
    void killedInTheMiddleItIsAllOrNothing();

private:
    // Connections to what is there, newer or not.
    [[nodiscard]] static QString ask(const QString &path, const QString &sql);
    [[nodiscard]] QString ask(const QString &sql) const { return ask(databasePath(m_data), sql); }
    // Nothing: it is wholly of the old schema or wholly of the new one, as `isNew` says.
    [[nodiscard]] QString whatIsHalf(bool &isNew) const;
    [[nodiscard]] QStringList backups() const { return QDir(m_data + u"/backups"_s).entryList(QDir::Files); }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data;
};

void MigrationsTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_data = m_folder->filePath(u"data"_s);
    auto store = SqliteStore::open(m_data, SqliteStore::Purpose::Tool);
    QVERIFY(store);
    const auto batch = (*store)->begin();
    for (int i = 0; i < people; ++i) {
        confab::core::SignUpOp op;
        op.account.key = op.account.username = op.account.displayName = u"person%1"_s.arg(i);
        op.account.createdAt = op.now = QDateTime::currentDateTimeUtc();
        QCOMPARE((*store)->accounts().signUp(op).index(), 0U);
    }
    QVERIFY(batch->commit());
}

void MigrationsTest::cleanup()
{
    m_folder.reset();
}

QString MigrationsTest::ask(const QString &path, const QString &sql)
{
    QString answer;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"asking"_s);
        database.setDatabaseName(path);
        if (database.open()) {
            try {
                answer = firstText(database, sql);
            } catch (const SqlError &error) {
                answer = error.reason;
            }
        }
    }
    QSqlDatabase::removeDatabase(u"asking"_s);
    return answer;
}

QString MigrationsTest::whatIsHalf(bool &isNew) const
{
    const QString version = ask(u"PRAGMA user_version"_s);
    isNew = version == QString::number(laterScripts().size());
    const QString counts = ask(u"SELECT count(*) || ' ' || count(DISTINCT username) FROM account"_s);
    const QString schema = ask(u"SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'extra') || ' ' || "
                               "(SELECT count(*) FROM pragma_table_info('account') WHERE name = 'note')"_s);
    const QString check = ask(u"PRAGMA integrity_check"_s);
    const QString all = u"%1 %1"_s.arg(people);
    if (counts != all || check != "ok"_L1 || schema != (isNew ? "1 1"_L1 : "0 0"_L1) ||
        (!isNew && version != QString::number(newestSchema())))
        return u"version %1, accounts %2, schema %3, %4"_s.arg(version, counts, schema, check);
    if (isNew &&
        ask(u"SELECT count(*) FROM extra JOIN account USING (key, note) WHERE note <> ''"_s) != QString::number(people))
        return u"not every row was brought over"_s;
    return {};
}

void MigrationsTest::answersOfTheFirstSchemaAreKnown()
{
    const QString folder = m_folder->filePath(u"first"_s);
    QVERIFY(QDir().mkpath(folder));
    {
        Opening opening(folder, migrationScripts().mid(0, 1));
        QVERIFY(!opening.prepare());
        const auto connection = opening.connect();
        QVERIFY(connection);
        const auto run = [&connection](const QString &sql) { Statement((*connection)->database(), sql).run(); };
        run(u"INSERT INTO server (one, id, epoch, name) VALUES (1, 'server', 'epoch', '')"_s);
        run(u"INSERT INTO conversation (id, kind, name, name_key, topic, public, seq, rev, first, last_at, changed_at) "
            "VALUES ('group', 'group', '', '', '', 1, 7, 9, 1, 0, 0)"_s);
        run(u"INSERT INTO command (account, id, hash, ack, at, for_good) VALUES ('mara', 'c1', x'68617368', "
            "'{\"conversation\":\"group\",\"id\":\"c1\",\"rev\":9,\"seq\":7}', 0, 1)"_s);
    }
    const auto store = SqliteStore::open(folder, SqliteStore::Purpose::Serve);
    QVERIFY(store);
    confab::core::AppendOp op;
    op.stamp = {
        .account = u"mara"_s, .id = u"c1"_s, .hash = "hash", .now = QDateTime::currentDateTimeUtc(), .forGood = true};
    op.message.conversation = u"group"_s;
    op.message.author = op.message.text = u"mara"_s;
    const auto again = (*store)->messages().append(op);
    const auto *repeat = std::get_if<confab::core::Repeat>(&again);
    QVERIFY(repeat);
    QCOMPARE(repeat->ack.seq, 7);
    op.stamp.hash = "another";
    QVERIFY(std::holds_alternative<confab::core::Conflict>((*store)->messages().append(op)));
    op.stamp.account = u"ben"_s;
    const auto other = (*store)->messages().append(op);
    const auto *appended = std::get_if<confab::core::Appended>(&other);
    QVERIFY(appended);
    QCOMPARE(appended->message.seq, 8);
    QCOMPARE(ask(databasePath(folder), u"PRAGMA user_version"_s), QString::number(newestSchema()));
}

void MigrationsTest::messagesOfTheSecondSchemaCanBeChanged()
{
    const QString folder = m_folder->filePath(u"second"_s);
    QVERIFY(QDir().mkpath(folder));
    {
        Opening opening(folder, migrationScripts().mid(0, 2));
        QVERIFY(!opening.prepare());
        const auto connection = opening.connect();
        QVERIFY(connection);
        const auto run = [&connection](const QString &sql) { Statement((*connection)->database(), sql).run(); };
        run(u"INSERT INTO server (one, id, epoch, name) VALUES (1, 'server', 'epoch', '')"_s);
        run(u"INSERT INTO conversation (id, kind, name, name_key, topic, public, seq, rev, first, last_at, changed_at) "
            "VALUES ('group', 'group', '', '', '', 1, 1, 4, 1, 0, 0)"_s);
        run(u"INSERT INTO message (conversation, seq, rev, id, author, author_ver, at, text, mentions, stream) "
            "VALUES ('group', 1, 4, 'm1', 'Mara', 1, 0, 'hello', '[\"Ilja\"]', '')"_s);
        run(u"INSERT INTO mention (conversation, key, seq) VALUES ('group', 'ilja', 1)"_s);
    }
    const auto store = SqliteStore::open(folder, SqliteStore::Purpose::Serve);
    QVERIFY(store);
    const auto reads = SqliteStore::openReads(folder);
    QVERIFY(reads);
    confab::core::HistoryQuery query;
    query.conversation = u"group"_s;
    query.viewer = u"mara"_s;
    const auto before = (*reads)->history(query);
    QVERIFY(before);
    confab::protocol::Message wanted;
    wanted.conversation = u"group"_s;
    wanted.seq = 1;
    wanted.rev = 4;
    wanted.id = u"m1"_s;
    wanted.author = u"Mara"_s;
    wanted.authorVer = 1;
    wanted.at = QDateTime::fromMSecsSinceEpoch(0).toUTC();
    wanted.text = u"hello"_s;
    wanted.mentions = {u"Ilja"_s};
    QCOMPARE(before->messages, QList<confab::protocol::Message>{wanted});
    confab::core::RemoveMessageOp op;
    op.stamp.account = u"mara"_s;
    op.stamp.now = QDateTime::currentDateTimeUtc();
    op.target.conversation = u"group"_s;
    op.target.seq = 1;
    op.target.of = u"m1"_s;
    op.target.actor = u"mara"_s;
    QCOMPARE((*store)->messages().remove(op).index(), 0U);
    const auto after = (*reads)->history(query);
    QVERIFY(after && after->messages.constFirst().deleted);
    QCOMPARE(after->messages.constFirst().rev, 5);
    QCOMPARE(ask(databasePath(folder), u"SELECT count(*) FROM mention"_s), u"0"_s);
}

void MigrationsTest::backsUpAndUpgrades()
{
    QVERIFY(!upgrade(m_data));
    bool isNew = false;
    QCOMPARE(whatIsHalf(isNew), QString());
    QVERIFY(isNew);
    QCOMPARE(backups().size(), 1);
    QVERIFY(backups().constFirst().startsWith(u"before-schema-%1-"_s.arg(laterScripts().size())));
    const QString backup = m_data + u"/backups/"_s + backups().constFirst();
    QCOMPARE(ask(backup, u"PRAGMA user_version"_s), QString::number(newestSchema()));
    QCOMPARE(ask(backup, u"SELECT count(*) FROM account"_s), QString::number(people));
    // The version that made the backup goes on from it; what is in the folder now it refuses.
    const auto newer = SqliteStore::open(m_data, SqliteStore::Purpose::Serve);
    QVERIFY(!newer);
    QCOMPARE(newer.error().kind, OpenError::Kind::Newer);
    QVERIFY(restore(m_data, backup));
    QVERIFY(SqliteStore::open(m_data, SqliteStore::Purpose::Serve));
}

void MigrationsTest::upgradesNothingWithoutABackup()
{
    QFile inTheWay(m_data + u"/backups"_s);
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    const auto problem = upgrade(m_data);
    QVERIFY(problem);
    QVERIFY(problem->sentence().contains(u"backed up"_s));
    bool isNew = true;
    QCOMPARE(whatIsHalf(isNew), QString());
    QVERIFY(!isNew);
}

void MigrationsTest::leavesAServerOfTheOldVersionAlone()
{
    const auto server = SqliteStore::open(m_data, SqliteStore::Purpose::Serve);
    QVERIFY(server);
    Opening command(m_data, laterScripts());
    const auto connection = command.connect();
    QVERIFY(!connection);
    QCOMPARE(connection.error().kind, OpenError::Kind::InUse);
    QCOMPARE(ask(u"PRAGMA user_version"_s), QString::number(newestSchema()));
}

void MigrationsTest::undoesWhatFails()
{
    Opening opening(m_data, laterScripts() + QStringList{u"DROP TABLE no_such_table;\n"_s});
    QVERIFY(!opening.prepare());
    QVERIFY(!opening.connect());
    bool isNew = true;
    QCOMPARE(whatIsHalf(isNew), QString());
    QVERIFY(!isNew);
}

void MigrationsTest::killedInTheMiddleItIsAllOrNothing()
{
#ifdef FAULTS_PATH
    const QString whole = m_data;
    int killed = 0;
    int wereNew = 0;
    int wereOld = 0;
    bool finished = false;
    // At every third thing that is done to a file below the folder: the backup, the upgrade, carrying over the log.
    for (int after = 0; !finished; after += 3) {
        m_data = m_folder->filePath(u"killed%1"_s.arg(after));
        QVERIFY(QDir().mkpath(m_data));
        QVERIFY(QFile::copy(databasePath(whole), databasePath(m_data)));
        QProcess child;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(folderVariable), m_data);
        environment.insert(u"LD_PRELOAD"_s, QStringLiteral(FAULTS_PATH));
        environment.insert(u"ASAN_OPTIONS"_s, u"verify_asan_link_order=0"_s);
        environment.insert(u"CONFAB_FAULTS_FOLDER"_s, QDir(m_data).canonicalPath());
        environment.insert(u"CONFAB_FAULTS_AFTER"_s, QString::number(after));
        environment.insert(u"CONFAB_FAULTS_TIMES"_s, u"1"_s);
        environment.insert(u"CONFAB_FAULTS_ERROR"_s, u"0"_s); // kill
        child.setProcessEnvironment(environment);
        child.start(QCoreApplication::applicationFilePath(), QStringList());
        QVERIFY(child.waitForFinished());
        finished = child.exitStatus() == QProcess::NormalExit;
        if (finished)
            QVERIFY2(child.exitCode() == 0, child.readAllStandardError());
        killed += finished ? 0 : 1;
        bool isNew = false;
        const QString half = whatIsHalf(isNew);
        QVERIFY2(half.isEmpty(), qPrintable(u"after %1: %2"_s.arg(after).arg(half)));
        ++(isNew ? wereNew : wereOld);
        // And the next start comes to the end.
        if (!isNew) {
            const auto problem = upgrade(m_data);
            QVERIFY2(!problem, qPrintable(problem ? problem->sentence() : QString()));
            QCOMPARE(whatIsHalf(isNew), QString());
            QVERIFY(isNew);
            // Nor is anything left of the first try but a backup that is whole.
            for (const QString &name : backups())
                QVERIFY2(!name.contains(u"unfinished"_s), qPrintable(name));
        }
    }
    qInfo("killed %d times: %d were of the old schema, %d of the new", killed, wereOld, wereNew);
    QVERIFY(wereOld > 5);
    QVERIFY(wereNew > 1);
#else
    QSKIP("nothing here kills a program at its n-th write");
#endif
}

int main(int argc, char *argv[])
{
    QCoreApplication app(argc, argv);
    if (qEnvironmentVariableIsSet(folderVariable)) {
        const auto problem = upgrade(qEnvironmentVariable(folderVariable));
        if (problem)
            qWarning("%s", qPrintable(problem->sentence()));
        return problem ? 1 : 0;
    }
    MigrationsTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_migrations.moc"
