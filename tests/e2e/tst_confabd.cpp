// SPDX-License-Identifier: GPL-3.0-or-later
#include "confabd_process.h"
#include "file_bytes.h"
#include "test_program.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

using namespace confab::test;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

const QByteArray password("correct horse battery\n");

constexpr auto othersMayRead =
    QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;

bool makeUser(const QString &data, const QString &name)
{
    return runConfabd({u"user"_s, u"create"_s, name, u"--data"_s, data, u"--password-stdin"_s}, password).code == 0;
}

// The database with one page of its read marks as if another program had written there.
QByteArray damaged(const QString &path)
{
    qsizetype page = 0;
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"damage"_s);
        database.setDatabaseName(path);
        database.open();
        QSqlQuery query(u"SELECT rootpage FROM sqlite_schema WHERE name = 'mark'"_s, database);
        if (query.next())
            page = query.value(0).toInt();
    }
    QSqlDatabase::removeDatabase(u"damage"_s);
    constexpr qsizetype pageBytes = 4096;
    return contents(path).replace((page - 1) * pageBytes, pageBytes, QByteArray(pageBytes, '\x55'));
}

// One sentence on standard error and nothing on standard output.
bool isOneSentence(const Finished &finished)
{
    return finished.output.isEmpty() && finished.errors.count(u'\n') == 1 && finished.errors.trimmed().endsWith(u'.');
}

} // namespace

#define COMPARE_REFUSED(finished, expectedCode)                                                                        \
    do {                                                                                                               \
        const Finished one = (finished);                                                                               \
        QVERIFY2(one.code == (expectedCode) && isOneSentence(one),                                                     \
                 qPrintable(u"exit %1, output \"%2\", errors \"%3\""_s.arg(one.code).arg(one.output, one.errors)));    \
    } while (false)

class TestConfabd : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void readyLineAndNothingElse();
    void severalAddresses();
    void tlsByDefault();
    void stopsOnSignals_data();
    void stopsOnSignals();
    void filesArePrivate();
    void usageIsExit2_data();
    void usageIsExit2();
    void plaintextIsForLoopback();
    void anAddressInUseIsExit3();
    void aFolderInUseIsExit4();
    void aNewerFolderIsExit4();
    void anUnreadableFolderIsExit4();
    void aMissingFolderIsExit4();
    void anotherFolderIsLeftAsItIs();
    void whatCannotBeReadToItsEndIsExit4();
    void aFullOutputIsExit4();
    void usersAreMadeListedDisabled();
    void commandsWorkBesideTheServer();
    void whoIsDisabledIsCutOff();
    void invitesAreMadeListedRevoked();
    void dumpIsSortedJsonLinesWithoutSecrets();
    void backsUpAndRestores();
    void aBackupReplacesNothing();
    void restoreRefusesWhatItMustNot();
    void checksAndRepairs();
    void filesThatAreNotThereAreTold();
    void aDamagedDatabaseIsMendedAtTheStart();
    void settingsHaveTheirPrecedence();
    void wrongSettingsAreExit2();
    void versionAndHelp();

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_data;
};

void TestConfabd::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_data = m_folder->filePath(u"data"_s);
}

void TestConfabd::cleanup()
{
    m_folder.reset();
}

void TestConfabd::readyLineAndNothingElse()
{
    ConfabdProcess server;
    QVERIFY2(server.start(m_data, {u"--plaintext"_s}), server.errors());
    QCOMPARE(server.url().scheme(), u"ws"_s);
    QVERIFY(server.url().port() > 0);
    QCOMPARE(server.output(), "ready ws://127.0.0.1:" + QByteArray::number(server.url().port()) + '\n');
    QCOMPARE(server.terminate(), 0);
    QCOMPARE(server.output().count('\n'), 1);
}

void TestConfabd::severalAddresses()
{
    ConfabdProcess server;
    QVERIFY2(server.start(m_data, {u"--plaintext"_s, u"--listen"_s, u"127.0.0.1:0"_s, u"--listen"_s, u"localhost:0"_s}),
             server.errors());
    QTRY_COMPARE(server.output().count("ready ws://"), 2);
    QCOMPARE(server.terminate(), 0);
}

void TestConfabd::tlsByDefault()
{
    ConfabdProcess server;
    QVERIFY2(server.start(m_data, {}), server.errors());
    QCOMPARE(server.url().scheme(), u"wss"_s);
    const QDir tls(QDir(m_data).filePath(u"tls"_s));
    QVERIFY(tls.exists(u"key.pem"_s));
    QVERIFY(tls.exists(u"certificate.pem"_s));
    QCOMPARE(server.terminate(), 0);
}

void TestConfabd::stopsOnSignals_data()
{
    QTest::addColumn<bool>("interrupt");
    QTest::newRow("SIGTERM") << false;
    QTest::newRow("SIGINT") << true;
}

void TestConfabd::stopsOnSignals()
{
    QFETCH(bool, interrupt);
    ConfabdProcess server;
    QVERIFY2(server.start(m_data, {u"--plaintext"_s, u"--access"_s, u"open"_s}), server.errors());
    QWebSocket client;
    QSignalSpy gone(&client, &QWebSocket::disconnected);
    client.open(server.url());
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    QCOMPARE(interrupt ? server.interrupt() : server.terminate(), 0);
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(client.closeCode(), QWebSocketProtocol::CloseCodeGoingAway);
}

void TestConfabd::filesArePrivate()
{
    ConfabdProcess server;
    QVERIFY2(server.start(m_data, {}), server.errors());
    constexpr auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;
    QVERIFY(!(QFileInfo(m_data).permissions() & others));
    QStringList seen;
    QDirIterator files(m_data, QDir::Files | QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        seen += QDir(m_data).relativeFilePath(files.next());
        QVERIFY2(!(files.fileInfo().permissions() & others), qPrintable(seen.constLast()));
    }
    for (const QString &file : {u"chat.db"_s, u"chat.db-wal"_s, u"tls"_s, u"tls/key.pem"_s})
        QVERIFY2(seen.contains(file), qPrintable(seen.join(u' ')));
}

void TestConfabd::usageIsExit2_data()
{
    QTest::addColumn<QStringList>("words");
    QTest::newRow("nothing") << QStringList();
    QTest::newRow("no such command") << QStringList{u"dance"_s};
    QTest::newRow("half a command") << QStringList{u"user"_s};
    QTest::newRow("no data folder") << QStringList{u"serve"_s};
    QTest::newRow("no such option") << QStringList{u"serve"_s, u"--data"_s, u"DATA"_s, u"--fast"_s};
    QTest::newRow("a word too many") << QStringList{u"serve"_s, u"--data"_s, u"DATA"_s, u"now"_s};
    QTest::newRow("no port") << QStringList{u"serve"_s, u"--data"_s, u"DATA"_s, u"--listen"_s, u"127.0.0.1"_s};
    QTest::newRow("no access") << QStringList{u"serve"_s, u"--data"_s, u"DATA"_s, u"--access"_s, u"some"_s};
    QTest::newRow("metrics") << QStringList{u"serve"_s, u"--data"_s, u"DATA"_s, u"--metrics"_s, u"127.0.0.1:0"_s};
    QTest::newRow("no name") << QStringList{u"user"_s, u"create"_s, u"--data"_s, u"DATA"_s, u"--password-stdin"_s};
    QTest::newRow("no password") << QStringList{u"user"_s, u"create"_s, u"anna"_s, u"--data"_s, u"DATA"_s};
    QTest::newRow("no role") << QStringList{u"user"_s, u"create"_s, u"anna"_s,  u"--data"_s,
                                            u"DATA"_s, u"--role"_s, u"guest"_s, u"--password-stdin"_s};
    QTest::newRow("no uses") << QStringList{u"invite"_s, u"create"_s, u"--data"_s, u"DATA"_s, u"--uses"_s, u"0"_s};
    QTest::newRow("backup without a file") << QStringList{u"backup"_s, u"--data"_s, u"DATA"_s};
    QTest::newRow("restore without a file") << QStringList{u"restore"_s, u"--data"_s, u"DATA"_s};
    QTest::newRow("check with a file") << QStringList{u"check"_s, u"chat.db"_s, u"--data"_s, u"DATA"_s};
    for (const QString &later : {u"bot"_s, u"audit"_s, u"export"_s, u"import"_s})
        QTest::newRow(qPrintable(later)) << QStringList{later, u"--data"_s, u"DATA"_s};
}

void TestConfabd::usageIsExit2()
{
    QFETCH(QStringList, words);
    words.replaceInStrings(u"DATA"_s, m_data);
    COMPARE_REFUSED(runConfabd(words, password), 2);
    QVERIFY(!QFileInfo::exists(m_data));
}

void TestConfabd::plaintextIsForLoopback()
{
    const QStringList words{u"serve"_s, u"--data"_s, m_data, u"--plaintext"_s, u"--listen"_s, u"0.0.0.0:0"_s};
    COMPARE_REFUSED(runConfabd(words), 2);
    ConfabdProcess server;
    QVERIFY2(server.start(m_data, {u"--plaintext"_s, u"--listen"_s, u"0.0.0.0:0"_s, u"--set"_s,
                                   u"transport.plaintext=everywhere"_s}),
             server.errors());
    QVERIFY(server.output().startsWith("ready ws://0.0.0.0:"));
}

void TestConfabd::anAddressInUseIsExit3()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    const QString address = u"127.0.0.1:%1"_s.arg(taken.serverPort());
    COMPARE_REFUSED(runConfabd({u"serve"_s, u"--data"_s, m_data, u"--listen"_s, address}), 3);
    // An address of no interface of this computer (RFC 5737).
    COMPARE_REFUSED(runConfabd({u"serve"_s, u"--data"_s, m_data, u"--listen"_s, u"192.0.2.1:0"_s}), 3);
}

void TestConfabd::aFolderInUseIsExit4()
{
    ConfabdProcess server;
    QVERIFY2(server.start(m_data, {u"--plaintext"_s}), server.errors());
    COMPARE_REFUSED(runConfabd({u"serve"_s, u"--data"_s, m_data, u"--listen"_s, u"127.0.0.1:0"_s}), 4);
    server.kill();
    QVERIFY2(server.start(m_data, {u"--plaintext"_s}), "a killed server's folder is not in use");
}

void TestConfabd::aNewerFolderIsExit4()
{
    QCOMPARE(runConfabd({u"user"_s, u"create"_s, u"anna"_s, u"--data"_s, m_data, u"--password-stdin"_s}, password).code,
             0);
    // user_version, 4 bytes big-endian at offset 60 of an SQLite file.
    QFile file(QDir(m_data).filePath(u"chat.db"_s));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(60));
    QCOMPARE(file.write(QByteArray("\x00\x0f\x00\x00", 4)), 4);
    file.close();
    COMPARE_REFUSED(runConfabd({u"serve"_s, u"--data"_s, m_data, u"--listen"_s, u"127.0.0.1:0"_s}), 4);
    COMPARE_REFUSED(runConfabd({u"user"_s, u"list"_s, u"--data"_s, m_data}), 4);
}

void TestConfabd::anUnreadableFolderIsExit4()
{
    QVERIFY(QDir().mkpath(m_data));
    QFile file(QDir(m_data).filePath(u"chat.db"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(8192, 'x'));
    file.close();
    COMPARE_REFUSED(runConfabd({u"serve"_s, u"--data"_s, m_data, u"--listen"_s, u"127.0.0.1:0"_s}), 4);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), QByteArray(8192, 'x'));

    // A file where the folder should be.
    COMPARE_REFUSED(runConfabd({u"serve"_s, u"--data"_s, file.fileName(), u"--listen"_s, u"127.0.0.1:0"_s}), 4);
}

void TestConfabd::aMissingFolderIsExit4()
{
    COMPARE_REFUSED(runConfabd({u"user"_s, u"list"_s, u"--data"_s, m_data}), 4);
    COMPARE_REFUSED(runConfabd({u"dump"_s, u"--data"_s, m_data}), 4);
    QVERIFY(!QFileInfo::exists(m_data));
}

void TestConfabd::anotherFolderIsLeftAsItIs()
{
    QVERIFY(QDir().mkpath(m_data));
    constexpr auto mode = QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner |
                          QFileDevice::ReadGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther |
                          QFileDevice::ExeOther;
    QVERIFY(QFile::setPermissions(m_data, mode));
    const auto before = QFileInfo(m_data).permissions();
    for (const QStringList &words : {QStringList{u"user"_s, u"list"_s}, QStringList{u"user"_s, u"disable"_s, u"anna"_s},
                                     QStringList{u"invite"_s, u"list"_s}, QStringList{u"invite"_s, u"revoke"_s, u"x"_s},
                                     QStringList{u"dump"_s}, QStringList{u"backup"_s, m_folder->filePath(u"b.db"_s)},
                                     QStringList{u"check"_s}, QStringList{u"check"_s, u"--repair"_s}})
        COMPARE_REFUSED(runConfabd(words + QStringList{u"--data"_s, m_data}), 4);
    QCOMPARE(QFileInfo(m_data).permissions(), before);
    QVERIFY(QDir(m_data).isEmpty());
}

void TestConfabd::whatCannotBeReadToItsEndIsExit4()
{
    const QStringList data{u"--data"_s, m_data};
    QCOMPARE(runConfabd(QStringList{u"user"_s, u"create"_s, u"anna"_s, u"--password-stdin"_s} + data, password).code,
             0);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s);
        database.setDatabaseName(QDir(m_data).filePath(u"chat.db"_s));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(u"DROP TABLE invite"_s));
        const Finished dumped = runConfabd(QStringList{u"dump"_s} + data);
        QCOMPARE(dumped.code, 4);
        QVERIFY(dumped.output.contains(u"anna"_s)); // what comes before it
        QVERIFY2(dumped.errors.endsWith(u".\n"_s), qPrintable(dumped.errors));
        COMPARE_REFUSED(runConfabd(QStringList{u"invite"_s, u"list"_s} + data), 4);
        QVERIFY(query.exec(u"ALTER TABLE account RENAME TO lost"_s));
        COMPARE_REFUSED(runConfabd(QStringList{u"user"_s, u"list"_s} + data), 4);
    }
    QSqlDatabase::removeDatabase(QSqlDatabase::database().connectionName());
}

void TestConfabd::aFullOutputIsExit4()
{
    const QString full = u"/dev/full"_s;
    if (!QFileInfo::exists(full))
        QSKIP("there is no file here that takes nothing");
    const QStringList data{u"--data"_s, m_data};
    QCOMPARE(runConfabd(QStringList{u"user"_s, u"create"_s, u"anna"_s, u"--password-stdin"_s} + data, password).code,
             0);
    QCOMPARE(runConfabd(QStringList{u"invite"_s, u"create"_s} + data).code, 0);
    for (const QStringList &words :
         {QStringList{u"dump"_s}, QStringList{u"user"_s, u"list"_s}, QStringList{u"invite"_s, u"list"_s}})
        COMPARE_REFUSED(runConfabd(words + data, {}, QProcessEnvironment::systemEnvironment(), full), 4);
}

void TestConfabd::usersAreMadeListedDisabled()
{
    const QStringList data{u"--data"_s, m_data};
    const QStringList typed{u"--password-stdin"_s};
    QCOMPARE(runConfabd(QStringList{u"user"_s, u"create"_s, u"Bob"_s} + data + typed, password).code, 0);
    QCOMPARE(runConfabd(
                 QStringList{u"user"_s, u"create"_s, u"anna"_s, u"--role"_s, u"owner"_s, u"--display"_s, u"Anna Ö."_s} +
                     data + typed,
                 password)
                 .code,
             0);
    COMPARE_REFUSED(runConfabd(QStringList{u"user"_s, u"create"_s, u"BOB"_s} + data + typed, password), 1);
    COMPARE_REFUSED(runConfabd(QStringList{u"user"_s, u"create"_s, u"b o b"_s} + data + typed, password), 2);
    for (const QByteArray &bad : QList<QByteArray>{"short\n", "Password123\n", "1234567890\n"}) {
        COMPARE_REFUSED(runConfabd(QStringList{u"user"_s, u"create"_s, u"carol"_s} + data + typed, bad), 2);
        COMPARE_REFUSED(runConfabd(QStringList{u"user"_s, u"reset-password"_s, u"anna"_s} + data + typed, bad), 2);
    }
    QCOMPARE(runConfabd(QStringList{u"user"_s, u"disable"_s, u"bob"_s} + data).code, 0);
    COMPARE_REFUSED(runConfabd(QStringList{u"user"_s, u"disable"_s, u"nobody"_s} + data), 1);
    QCOMPARE(
        runConfabd(QStringList{u"user"_s, u"reset-password"_s, u"anna"_s} + data + typed, "another password\n").code,
        0);
    COMPARE_REFUSED(runConfabd(QStringList{u"user"_s, u"reset-password"_s, u"nobody"_s} + data + typed, password), 1);
    const Finished list = runConfabd(QStringList{u"user"_s, u"list"_s} + data);
    QCOMPARE(list.code, 0);
    QCOMPARE(list.lines(), QStringList({u"anna\towner\tactive\tAnna Ö."_s, u"Bob\tmember\tdisabled\tBob"_s}));
}

void TestConfabd::commandsWorkBesideTheServer()
{
    ConfabdProcess server;
    QVERIFY2(server.start(m_data, {u"--plaintext"_s, u"--access"_s, u"open"_s}), server.errors());
    const QStringList data{u"--data"_s, m_data};
    QCOMPARE(runConfabd(QStringList{u"user"_s, u"create"_s, u"anna"_s, u"--password-stdin"_s} + data, password).code,
             0);
    QCOMPARE(runConfabd(QStringList{u"user"_s, u"list"_s} + data).lines().size(), 1);
    QCOMPARE(runConfabd(QStringList{u"invite"_s, u"create"_s} + data).code, 0);

    QWebSocket client;
    QStringList texts;
    QObject::connect(&client, &QWebSocket::textMessageReceived, &client, [&](const QString &text) { texts += text; });
    client.open(server.url());
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    // The server knows at once what a command beside it has made.
    client.sendTextMessage(uR"({"type":"register","username":"Anna"})"_s);
    QTRY_COMPARE(texts, QStringList(u"Registration failed: Username Anna is taken."_s));
    QVERIFY(runConfabd(QStringList{u"dump"_s} + data).lines().size() > 1);
}

void TestConfabd::whoIsDisabledIsCutOff()
{
    ConfabdProcess server;
    QVERIFY2(server.start(m_data, {u"--plaintext"_s, u"--access"_s, u"open"_s}), server.errors());
    QWebSocket client;
    QString all;
    QObject::connect(&client, &QWebSocket::textMessageReceived, &client, [&](const QString &text) { all += text; });
    QSignalSpy gone(&client, &QWebSocket::disconnected);
    QWebSocketHandshakeOptions options;
    options.setSubprotocols({u"confab.1"_s});
    client.open(server.url(), options);
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    client.sendTextMessage(uR"({"type":"signUp","id":"S","username":"anna","password":"correct horse battery"})"_s);
    QTRY_VERIFY(all.contains(u"\"session\""_s));
    QCOMPARE(runConfabd({u"user"_s, u"disable"_s, u"anna"_s, u"--data"_s, m_data}).code, 0);
    QTRY_COMPARE(gone.size(), 1);
    QCOMPARE(static_cast<int>(client.closeCode()), 4001);
    QVERIFY2(all.contains(u"sessionRevoked"_s), qPrintable(all));
}

void TestConfabd::invitesAreMadeListedRevoked()
{
    const QStringList data{u"--data"_s, m_data};
    const Finished made =
        runConfabd(QStringList{u"invite"_s, u"create"_s, u"--uses"_s, u"3"_s, u"--hours"_s, u"2"_s} + data);
    QCOMPARE(made.code, 0);
    static const QRegularExpression code(u"^[0-9a-hjkmnp-tv-z]{26}\n$"_s);
    QVERIFY2(code.match(made.output).hasMatch(), qPrintable(made.output));
    const Finished list = runConfabd(QStringList{u"invite"_s, u"list"_s} + data);
    QCOMPARE(list.lines().size(), 1);
    const QStringList columns = list.lines().constFirst().split(u'\t');
    QCOMPARE(columns.mid(1, 2), QStringList({u"usable"_s, u"3"_s}));
    QVERIFY(!list.output.contains(made.output.trimmed()));

    QCOMPARE(runConfabd(QStringList{u"invite"_s, u"revoke"_s, columns.constFirst()} + data).code, 0);
    QCOMPARE(runConfabd(QStringList{u"invite"_s, u"list"_s} + data).lines().constFirst().split(u'\t').value(1),
             u"revoked"_s);
    const Finished second = runConfabd(QStringList{u"invite"_s, u"create"_s} + data);
    QCOMPARE(runConfabd(QStringList{u"invite"_s, u"revoke"_s, second.output.trimmed()} + data).code, 0);
    COMPARE_REFUSED(runConfabd(QStringList{u"invite"_s, u"revoke"_s, u"nothing"_s} + data), 1);
    COMPARE_REFUSED(runConfabd(QStringList{u"invite"_s, u"create"_s, u"--room"_s, u"room:NONE"_s} + data), 1);
}

void TestConfabd::dumpIsSortedJsonLinesWithoutSecrets()
{
    const QStringList data{u"--data"_s, m_data};
    QCOMPARE(runConfabd(QStringList{u"user"_s, u"create"_s, u"anna"_s, u"--password-stdin"_s} + data, password).code,
             0);
    const QString code = runConfabd(QStringList{u"invite"_s, u"create"_s} + data).output.trimmed();
    const Finished dumped = runConfabd(QStringList{u"dump"_s} + data);
    QCOMPARE(dumped.code, 0);
    bool anna = false;
    const QStringList lines = dumped.lines();
    for (const QString &line : lines) {
        const QJsonObject object = QJsonDocument::fromJson(line.toUtf8()).object();
        QVERIFY2(object.contains(u"table"_s), qPrintable(line));
        QCOMPARE(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)), line);
        anna = anna || object.value(u"username"_s).toString() == u"anna"_s;
    }
    QVERIFY(anna);
    QVERIFY(!dumped.output.contains(u"argon2"_s));
    QVERIFY(!dumped.output.contains(code));
    QCOMPARE(runConfabd(QStringList{u"dump"_s} + data).output, dumped.output);
}

void TestConfabd::backsUpAndRestores()
{
    const QStringList data{u"--data"_s, m_data};
    const QString file = m_folder->filePath(u"backup.db"_s);
    QString before;
    {
        ConfabdProcess server;
        QVERIFY2(server.start(m_data, {u"--plaintext"_s}), server.errors());
        QVERIFY(makeUser(m_data, u"anna"_s));
        before = runConfabd(QStringList{u"dump"_s} + data).output;
        const Finished made = runConfabd(QStringList{u"backup"_s, file} + data);
        QVERIFY2(made.code == 0 && made.output.isEmpty(), qPrintable(made.errors));
        QCOMPARE(QFile::permissions(file) & othersMayRead, QFileDevice::Permissions());
        // A server that runs must not lose its database.
        COMPARE_REFUSED(runConfabd(QStringList{u"restore"_s, file} + data), 4);
        QVERIFY(makeUser(m_data, u"ben"_s));
        QCOMPARE(server.terminate(), 0);
    }
    const Finished restored = runConfabd(QStringList{u"restore"_s, file} + data);
    QVERIFY2(restored.code == 0, qPrintable(restored.errors));
    const QString after = runConfabd(QStringList{u"dump"_s} + data).output;
    // The same but for the epoch.
    static const QRegularExpression epoch(u"\"epoch\":\"[0-9A-Z]+\""_s);
    QVERIFY(after != before);
    QCOMPARE(QString(after).remove(epoch), QString(before).remove(epoch));
    // What was there before is kept, with ben in it.
    const QStringList aside = QDir(m_data).entryList({u"chat.db.replaced-*Z"_s}, QDir::Files);
    QCOMPARE(aside.size(), 1);
    QVERIFY(restored.output.contains(aside.constFirst()));
    QVERIFY(contents(QDir(m_data).filePath(aside.constFirst())).contains("ben"));

    // Also into a folder that is not there yet, by a server that does not run.
    const QString second = m_folder->filePath(u"second"_s);
    QCOMPARE(runConfabd({u"restore"_s, file, u"--data"_s, second}).code, 0);
    QCOMPARE(runConfabd({u"user"_s, u"list"_s, u"--data"_s, second}).lines().size(), 1);
    QCOMPARE(runConfabd({u"backup"_s, m_folder->filePath(u"again.db"_s), u"--data"_s, second}).code, 0);
    ConfabdProcess server;
    QVERIFY2(server.start(second, {u"--plaintext"_s}), server.errors());
}

void TestConfabd::aBackupReplacesNothing()
{
    QVERIFY(makeUser(m_data, u"anna"_s));
    const QString file = m_folder->filePath(u"letter.txt"_s);
    QVERIFY(overwrite(file, "Dear Anna"));
    const QStringList data{u"--data"_s, m_data};
    COMPARE_REFUSED(runConfabd(QStringList{u"backup"_s, file} + data), 1);
    QCOMPARE(contents(file), "Dear Anna");
    COMPARE_REFUSED(runConfabd(QStringList{u"backup"_s, QDir(m_data).filePath(u"chat.db"_s)} + data), 1);
    COMPARE_REFUSED(runConfabd(QStringList{u"backup"_s, m_folder->filePath(u"no/folder/b.db"_s)} + data), 1);
    QCOMPARE(runConfabd(QStringList{u"check"_s} + data).code, 0);
    // Nothing is left of what failed.
    QCOMPARE(QDir(m_folder->path()).entryList(QDir::Files), QStringList{u"letter.txt"_s});
}

void TestConfabd::restoreRefusesWhatItMustNot()
{
    QVERIFY(makeUser(m_data, u"anna"_s));
    const QString database = QDir(m_data).filePath(u"chat.db"_s);
    const QByteArray before = contents(database);
    const auto file = [this](const QString &name, const QByteArray &bytes) {
        const QString path = m_folder->filePath(name);
        return overwrite(path, bytes) ? path : QString();
    };
    QByteArray newer = before;
    newer[61] = 15; // user_version, see above
    const QStringList data{u"--data"_s, m_data};
    COMPARE_REFUSED(runConfabd(QStringList{u"restore"_s, m_folder->filePath(u"none.db"_s)} + data), 1);
    COMPARE_REFUSED(
        runConfabd(QStringList{u"restore"_s, file(u"text"_s, QByteArray("Dear diary").repeated(900))} + data), 4);
    COMPARE_REFUSED(runConfabd(QStringList{u"restore"_s, file(u"empty"_s, {})} + data), 4);
    COMPARE_REFUSED(runConfabd(QStringList{u"restore"_s, file(u"newer"_s, newer)} + data), 4);
    COMPARE_REFUSED(runConfabd(QStringList{u"restore"_s, file(u"damaged"_s, damaged(database))} + data), 4);
    // A folder with other things in it.
    COMPARE_REFUSED(runConfabd({u"restore"_s, database, u"--data"_s, m_folder->path()}), 4);
    QCOMPARE(contents(database), before);
    QCOMPARE(QDir(m_data).entryList({u"chat.db?*"_s}, QDir::Files).filter(u"-"_s).filter(u"backup"_s), QStringList());
}

void TestConfabd::checksAndRepairs()
{
    QVERIFY(makeUser(m_data, u"anna"_s));
    const QStringList data{u"--data"_s, m_data};
    const Finished fine = runConfabd(QStringList{u"check"_s} + data);
    QVERIFY2(fine.code == 0 && fine.output.endsWith(u"is in order.\n"_s), qPrintable(fine.errors));
    QCOMPARE(runConfabd(QStringList{u"check"_s, u"--repair"_s} + data).code, 0);
    QCOMPARE(QDir(m_data).entryList({u"chat.db.*"_s}), QStringList());

    const QString database = QDir(m_data).filePath(u"chat.db"_s);
    const QByteArray bytes = damaged(database);
    QVERIFY(overwrite(database, bytes));
    COMPARE_REFUSED(runConfabd(QStringList{u"check"_s} + data), 4);
    QCOMPARE(contents(database), bytes);
    {
        ConfabdProcess server; // mends it, and has it in use then
        QVERIFY2(server.start(m_data, {u"--plaintext"_s}), server.errors());
        COMPARE_REFUSED(runConfabd(QStringList{u"check"_s, u"--repair"_s} + data), 4);
        QCOMPARE(runConfabd(QStringList{u"check"_s} + data).code, 0);
    }
    QVERIFY(overwrite(database, bytes));
    const Finished mended = runConfabd(QStringList{u"check"_s, u"--repair"_s} + data);
    QVERIFY2(mended.code == 0 && mended.output.contains(u"set aside"_s), qPrintable(mended.errors));
    QCOMPARE(runConfabd(QStringList{u"check"_s} + data).code, 0);
    QVERIFY(runConfabd(QStringList{u"user"_s, u"list"_s} + data).output.contains(u"anna"_s));
}

void TestConfabd::filesThatAreNotThereAreTold()
{
    QVERIFY(makeUser(m_data, u"anna"_s));
    const QStringList data{u"--data"_s, m_data};
    const QString hash(64, u'a');
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s);
        database.setDatabaseName(QDir(m_data).filePath(u"chat.db"_s));
        QVERIFY(database.open());
        QSqlQuery query(database);
        QVERIFY(query.exec(u"INSERT INTO attachment (id, owner, name, size, mime, sha256, whole, since) "
                           "VALUES ('f', 'anna', 'a', 1, 'a/b', '%1', 1, 0)"_s.arg(hash)));
    }
    QSqlDatabase::removeDatabase(QSqlDatabase::database().connectionName());
    const Finished checked = runConfabd(QStringList{u"check"_s} + data);
    QCOMPARE(checked.code, 4);
    QCOMPARE(checked.lines(), QStringList{QDir(m_data).filePath(u"files/aa/"_s + hash) + u" is missing."_s});
    QCOMPARE(checked.errors.count(u'\n'), 1);
    // The messages are there all the same.
    const QString file = m_folder->filePath(u"backup.db"_s);
    const Finished made = runConfabd(QStringList{u"backup"_s, file} + data);
    QCOMPARE(made.code, 0);
    QVERIFY2(made.errors.contains(hash), qPrintable(made.errors));
    const Finished restored = runConfabd(QStringList{u"restore"_s, file} + data);
    QCOMPARE(restored.code, 0);
    QVERIFY2(restored.errors.contains(hash), qPrintable(restored.errors));
}

void TestConfabd::aDamagedDatabaseIsMendedAtTheStart()
{
    QVERIFY(makeUser(m_data, u"anna"_s));
    const QStringList data{u"--data"_s, m_data};
    QVERIFY(QDir(m_data).mkpath(u"backups"_s));
    QCOMPARE(runConfabd(QStringList{u"backup"_s, QDir(m_data).filePath(u"backups/one.db"_s)} + data).code, 0);
    const QString database = QDir(m_data).filePath(u"chat.db"_s);
    const QByteArray bytes = damaged(database);
    QVERIFY(overwrite(database, bytes));
    ConfabdProcess server;
    QVERIFY(server.start(m_data, {u"--plaintext"_s}));
    QByteArray told; // a warning line, before the server was ready
    QTRY_VERIFY((told += server.errors()).endsWith('\n'));
    QVERIFY2(told.contains("warning") && told.contains("one.db"), told);
    const QStringList aside = QDir(m_data).entryList({u"chat.db.damaged-*Z"_s}, QDir::Files);
    QCOMPARE(aside.size(), 1);
    QCOMPARE(contents(QDir(m_data).filePath(aside.constFirst())), bytes);
    QVERIFY(runConfabd(QStringList{u"user"_s, u"list"_s} + data).output.contains(u"anna"_s));
}

void TestConfabd::settingsHaveTheirPrecedence()
{
    QVERIFY(QDir().mkpath(m_data));
    QFile ini(QDir(m_data).filePath(u"confabd.ini"_s));
    QVERIFY(ini.open(QIODevice::WriteOnly));
    ini.write("[server]\nname=From the file\n\n[limits]\nburst=7\nmessages-per-second=8\n\n[session]\ndays=9\n\n"
              "[bot/hotel]\nkind=lex\nbot-id=ABCDEFGHIJ\nalias-id=TSTALIASID\n");
    ini.close();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"CONFABD_LIMITS_BURST"_s, u"17"_s);
    environment.insert(u"CONFABD_LIMITS_MESSAGES_PER_SECOND"_s, u"18"_s);
    const Finished list = runConfabd({u"config"_s, u"list"_s, u"--data"_s, m_data, u"--set"_s,
                                      u"limits.messages-per-second=28"_s, u"--set"_s, u"bot/hotel.name=Ours"_s},
                                     {}, environment);
    QCOMPARE(list.code, 0);
    const QStringList lines = list.lines();
    QVERIFY(lines.contains(u"access.mode=invite\tbuilt-in"_s));
    QVERIFY(lines.contains(u"server.name=From the file\tconfabd.ini"_s));
    QVERIFY(lines.contains(u"session.days=9\tconfabd.ini"_s));
    QVERIFY(lines.contains(u"limits.burst=17\tenvironment"_s));
    QVERIFY(lines.contains(u"limits.messages-per-second=28\t--set"_s));
    QVERIFY(lines.contains(u"limits.unsent-bytes=1048576\tbuilt-in"_s));
    QVERIFY(lines.contains(u"bot/hotel-desk.kind=offline\tbuilt-in"_s));
    QVERIFY(lines.contains(u"bot/hotel.bot-id=ABCDEFGHIJ\tconfabd.ini"_s));
    QVERIFY(lines.contains(u"bot/hotel.name=Ours\t--set"_s));
    QStringList names;
    for (const QString &line : lines)
        names.append(line.section(u'=', 0, 0));
    QVERIFY(std::is_sorted(names.begin(), names.end()));

    // An option wins over everything: access is open, so a plain client is not sent away.
    environment.insert(u"CONFABD_ACCESS_MODE"_s, u"closed"_s);
    ConfabdProcess server;
    QVERIFY(server.start(m_data, {u"--plaintext"_s, u"--access"_s, u"open"_s, u"--set"_s, u"access.mode=closed"_s}));
    QWebSocket client;
    QStringList texts;
    QObject::connect(&client, &QWebSocket::textMessageReceived, &client, [&](const QString &text) { texts += text; });
    client.open(server.url());
    QTRY_COMPARE(client.state(), QAbstractSocket::ConnectedState);
    client.sendTextMessage(uR"({"message":"hello"})"_s);
    QTRY_COMPARE(texts, QStringList(u"hello"_s));
}

void TestConfabd::wrongSettingsAreExit2()
{
    COMPARE_REFUSED(runConfabd({u"config"_s, u"list"_s, u"--data"_s, m_data, u"--set"_s, u"no.such=1"_s}), 2);
    COMPARE_REFUSED(runConfabd({u"config"_s, u"list"_s, u"--data"_s, m_data, u"--set"_s, u"limits.burst=many"_s}), 2);
    COMPARE_REFUSED(runConfabd({u"config"_s, u"list"_s, u"--data"_s, m_data, u"--set"_s, u"limits.burst"_s}), 2);
    COMPARE_REFUSED(runConfabd({u"config"_s, u"list"_s, u"--data"_s, m_data, u"--set"_s, u"limits.frame-bytes=1"_s}),
                    2);
    for (const QString &origin : {u"chat.example"_s, u"https://chat.example/"_s, u"https://"_s, u"*"_s})
        COMPARE_REFUSED(
            runConfabd({u"config"_s, u"list"_s, u"--data"_s, m_data, u"--set"_s, u"transport.origins="_s + origin}), 2);
    QVERIFY(QDir().mkpath(m_data));
    QFile ini(QDir(m_data).filePath(u"confabd.ini"_s));
    QVERIFY(ini.open(QIODevice::WriteOnly));
    ini.write("[access]\nmode=everybody\n");
    ini.close();
    COMPARE_REFUSED(runConfabd({u"serve"_s, u"--data"_s, m_data, u"--listen"_s, u"127.0.0.1:0"_s}), 2);
}

void TestConfabd::versionAndHelp()
{
    const Finished version = runConfabd({u"--version"_s});
    QCOMPARE(version.code, 0);
    QVERIFY(version.output.startsWith(u"confabd "_s));
    const Finished help = runConfabd({u"--help"_s});
    QCOMPARE(help.code, 0);
    QVERIFY(help.output.contains(u"serve"_s));
    const Finished serveHelp = runConfabd({u"serve"_s, u"--help"_s});
    QCOMPARE(serveHelp.code, 0);
    QVERIFY(serveHelp.output.contains(u"--listen"_s));
}

CONFAB_TEST(TestConfabd)
#include "tst_confabd.moc"
