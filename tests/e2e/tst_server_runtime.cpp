// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/hosting/server_runtime.h>
#include <confab/store/sqlite_store.h>

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>
#include <QWebSocketHandshakeOptions>

#include <algorithm>

using namespace confab;
using namespace confab::app;
using namespace Qt::StringLiterals;

namespace
{

const QString password = u"correct horse battery"_s;

class Client
{
public:
    explicit Client(const QUrl &url)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket, [this](const QString &text) {
            m_frames.append(QJsonDocument::fromJson(text.toUtf8()).object());
        });
        QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket, [this] { m_closed = true; });
        QWebSocketHandshakeOptions options;
        options.setSubprotocols({u"confab.1"_s});
        m_socket.open(url, options);
    }
    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    [[nodiscard]] bool isClosed() const { return m_closed; }
    [[nodiscard]] int closeCode() const { return m_socket.closeCode(); }
    void send(const QString &frame) { m_socket.sendTextMessage(frame); }
    // Whether a frame of this type has come.
    [[nodiscard]] bool has(const QString &type) const
    {
        return std::any_of(m_frames.begin(), m_frames.end(),
                           [&](const QJsonObject &frame) { return frame.value(u"type"_s).toString() == type; });
    }

    // The last of this type.
    [[nodiscard]] QJsonObject last(const QString &type) const
    {
        const auto found = std::find_if(m_frames.rbegin(), m_frames.rend(), [&](const QJsonObject &frame) {
            return frame.value(u"type"_s).toString() == type;
        });
        return found == m_frames.rend() ? QJsonObject() : *found;
    }
    void forget() { m_frames.clear(); }

private:
    QWebSocket m_socket;
    QList<QJsonObject> m_frames;
    bool m_closed = false;
};

} // namespace

class TestServerRuntime : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void startsStopsAndStartsAgain();
    void theNextPortIsTried();
    void noPortIsFree();
    void behindTheLastPortThereIsNone();
    void aFolderInUse();
    void theOwnerIsMade();
    void anotherPasswordThanTheOwners();
    void aPasswordThatCannotBeHad();
    void anOwnerWhoIsDisabled();
    void anInviteLetsSomebodyIn();
    void whoIsHereIsTold();
    void aMendedDatabaseIsTold();
    void whatWasAckedIsThereAfterStop();
    void whatWasSentIsFound();
    void theDestructorStops();

private:
    [[nodiscard]] ServeOptions options() const;
    [[nodiscard]] static QUrl urlOf(const ServerRuntime &runtime);
    // The failure's kind, or nothing when it started.
    static std::optional<StartProblem::Kind> start(ServerRuntime &runtime, const ServeOptions &options);
    static void stop(ServerRuntime &runtime);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestServerRuntime::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestServerRuntime::cleanup()
{
    m_folder.reset();
}

ServeOptions TestServerRuntime::options() const
{
    ServeOptions options;
    options.dataFolder = m_folder->filePath(u"data"_s);
    options.addresses = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.plaintext = true;
    options.settings.access = protocol::Access::Open;
    return options;
}

QUrl TestServerRuntime::urlOf(const ServerRuntime &runtime)
{
    return QUrl(u"ws://127.0.0.1:%1"_s.arg(runtime.listening().constFirst().port));
}

std::optional<StartProblem::Kind> TestServerRuntime::start(ServerRuntime &runtime, const ServeOptions &options)
{
    std::optional<StartProblem::Kind> kind;
    bool over = false;
    QObject context;
    connect(&runtime, &ServerRuntime::started, &context, [&] { over = true; });
    connect(&runtime, &ServerRuntime::failed, &context, [&](const StartProblem &problem) {
        over = true;
        kind = problem.kind;
    });
    runtime.start(options);
    [&] { QTRY_VERIFY_WITH_TIMEOUT(over, 20'000); }();
    return kind;
}

void TestServerRuntime::stop(ServerRuntime &runtime)
{
    QSignalSpy stopped(&runtime, &ServerRuntime::stopped);
    runtime.stop();
    QTRY_COMPARE_WITH_TIMEOUT(stopped.size(), 1, 10'000);
}

void TestServerRuntime::startsStopsAndStartsAgain()
{
    ServerRuntime runtime;
    QCOMPARE(runtime.state(), ServerRuntime::State::Off);
    QVERIFY(!start(runtime, options()));
    QCOMPARE(runtime.state(), ServerRuntime::State::On);
    const core::ServerIdentity identity = runtime.identity();
    QVERIFY(!identity.id.isEmpty());
    Client client(urlOf(runtime));
    QTRY_VERIFY(client.isOpen());
    stop(runtime);
    QCOMPARE(runtime.state(), ServerRuntime::State::Off);
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.closeCode(), 1001);

    ServeOptions again = options();
    again.plaintext = false;
    QVERIFY(!start(runtime, again));
    QCOMPARE(runtime.identity(), identity);
    QCOMPARE(runtime.pin().size(), 32);
    stop(runtime);
}

void TestServerRuntime::theNextPortIsTried()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    ServeOptions wanted = options();
    wanted.addresses = {{QHostAddress(QHostAddress::LocalHost), taken.serverPort()}};
    wanted.portsToTry = 10;
    ServerRuntime runtime;
    QVERIFY(!start(runtime, wanted));
    const quint16 port = runtime.listening().constFirst().port;
    QVERIFY(port > taken.serverPort() && port < taken.serverPort() + 10);
}

void TestServerRuntime::noPortIsFree()
{
    QTcpServer taken;
    QVERIFY(taken.listen(QHostAddress::LocalHost));
    ServeOptions wanted = options();
    wanted.addresses = {{QHostAddress(QHostAddress::LocalHost), taken.serverPort()}};
    ServerRuntime runtime;
    QCOMPARE(start(runtime, wanted), StartProblem::Kind::AddressTaken);
    QCOMPARE(runtime.state(), ServerRuntime::State::Off);
    QVERIFY(!start(runtime, options()));
}

void TestServerRuntime::behindTheLastPortThereIsNone()
{
    // Whoever has it, if not this test.
    QTcpServer taken;
    taken.listen(QHostAddress::LocalHost, 65535);
    ServeOptions wanted = options();
    wanted.addresses = {{QHostAddress(QHostAddress::LocalHost), 65535}};
    wanted.portsToTry = 3;
    ServerRuntime runtime;
    QCOMPARE(start(runtime, wanted), StartProblem::Kind::AddressTaken);
}

void TestServerRuntime::aFolderInUse()
{
    ServerRuntime runtime;
    QVERIFY(!start(runtime, options()));
    ServerRuntime second;
    QCOMPARE(start(second, options()), StartProblem::Kind::DataInUse);
    QCOMPARE(second.state(), ServerRuntime::State::Off);
}

void TestServerRuntime::theOwnerIsMade()
{
    ServeOptions wanted = options();
    wanted.owner = OwnerCredentials{u"anna"_s, password};
    ServerRuntime runtime;
    QVERIFY(!start(runtime, wanted));
    Client client(urlOf(runtime));
    QTRY_VERIFY(client.isOpen());
    client.send(uR"({"type":"signIn","id":"S","username":"Anna","password":"%1"})"_s.arg(password));
    QTRY_VERIFY(client.has(u"session"_s));
    stop(runtime);
    QVERIFY(!start(runtime, wanted));
}

void TestServerRuntime::anotherPasswordThanTheOwners()
{
    ServeOptions wanted = options();
    wanted.owner = OwnerCredentials{u"anna"_s, password};
    ServerRuntime runtime;
    QVERIFY(!start(runtime, wanted));
    stop(runtime);
    wanted.owner->password = u"something else"_s;
    QCOMPARE(start(runtime, wanted), StartProblem::Kind::WrongPassword);
    wanted.owner = OwnerCredentials{u"not a name"_s, password};
    QCOMPARE(start(runtime, wanted), StartProblem::Kind::BadName);
}

void TestServerRuntime::aPasswordThatCannotBeHad()
{
    ServeOptions wanted = options();
    wanted.owner = OwnerCredentials{u"anna"_s, u"short"_s};
    ServerRuntime runtime;
    QCOMPARE(start(runtime, wanted), StartProblem::Kind::BadPassword);
    wanted.owner->password = u"Password123"_s;
    QCOMPARE(start(runtime, wanted), StartProblem::Kind::BadPassword);
}

void TestServerRuntime::anOwnerWhoIsDisabled()
{
    ServeOptions wanted = options();
    wanted.owner = OwnerCredentials{u"anna"_s, password};
    ServerRuntime runtime;
    QVERIFY(!start(runtime, wanted));
    stop(runtime);
    {
        auto store = store::SqliteStore::open(wanted.dataFolder, store::SqliteStore::Purpose::Tool);
        QVERIFY(store);
        QVERIFY(disableAccount(**store, u"anna"_s));
    }
    QCOMPARE(start(runtime, wanted), StartProblem::Kind::OwnerDisabled);
}

void TestServerRuntime::anInviteLetsSomebodyIn()
{
    ServeOptions wanted = options();
    wanted.settings.access = protocol::Access::Invite;
    ServerRuntime runtime;
    QVERIFY(!start(runtime, wanted));
    QString code;
    runtime.createInvite({.uses = 1, .hours = 1, .room = {}},
                         [&](const Expected<QString, AdminProblem> &made) { code = made ? *made : QString(); });
    QTRY_VERIFY(!code.isEmpty());
    Client client(urlOf(runtime));
    QTRY_VERIFY(client.isOpen());
    client.send(uR"({"type":"signUp","id":"1","username":"bob","password":"%1"})"_s.arg(password));
    QTRY_VERIFY(client.has(u"error"_s));
    client.send(uR"({"type":"signUp","id":"2","username":"bob","password":"%1","invite":"%2"})"_s.arg(password, code));
    QTRY_VERIFY(client.has(u"session"_s));
}

void TestServerRuntime::whoIsHereIsTold()
{
    ServerRuntime runtime;
    QVERIFY(!start(runtime, options()));
    QCOMPARE(runtime.namesHere(), QStringList());
    auto client = std::make_unique<Client>(urlOf(runtime));
    QTRY_VERIFY(client->isOpen());
    client->send(
        uR"({"type":"signUp","id":"1","username":"bob","password":"%1","displayName":"Bob B."})"_s.arg(password));
    QTRY_COMPARE(runtime.namesHere(), QStringList(u"Bob B."_s));
    client.reset();
    QTRY_COMPARE(runtime.namesHere(), QStringList());
}

void TestServerRuntime::aMendedDatabaseIsTold()
{
    {
        ServerRuntime runtime;
        QSignalSpy noticed(&runtime, &ServerRuntime::noticed);
        QCOMPARE(start(runtime, options()), std::nullopt);
        stop(runtime);
        QCOMPARE(noticed.size(), 0);
    }
    QDir data(options().dataFolder);
    QVERIFY(data.mkpath(u"backups"_s));
    QVERIFY(confab::store::backUp(data.path(), data.filePath(u"backups/one.db"_s)));
    // From the second page on; the first holds what tables there are.
    QFile file(data.filePath(u"chat.db"_s));
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(4096));
    file.write(QByteArray(static_cast<qsizetype>(file.size()) - 4096, '~'));
    file.close();
    ServerRuntime runtime;
    QSignalSpy noticed(&runtime, &ServerRuntime::noticed);
    QCOMPARE(start(runtime, options()), std::nullopt);
    QTRY_COMPARE(noticed.size(), 1);
    QVERIFY(noticed.constFirst().constFirst().value<HostNotice>().sentence.contains(u"one.db"_s));
    stop(runtime);
}

void TestServerRuntime::whatWasAckedIsThereAfterStop()
{
    ServerRuntime runtime;
    QVERIFY(!start(runtime, options()));
    auto client = std::make_unique<Client>(urlOf(runtime));
    QTRY_VERIFY(client->isOpen());
    client->send(uR"({"type":"signUp","id":"1","username":"bob","password":"%1"})"_s.arg(password));
    QTRY_VERIFY(client->has(u"session"_s));
    client->send(uR"({"type":"directMessage","id":"01HZZZZZZZZZZZZZZZZZZZZZZZ","to":"bob","message":"a note"})"_s);
    QTRY_VERIFY(client->has(u"ack"_s));
    stop(runtime);
    QVERIFY(!start(runtime, options()));
    client = std::make_unique<Client>(urlOf(runtime));
    QTRY_VERIFY(client->isOpen());
    client->send(uR"({"type":"signIn","id":"2","username":"bob","password":"%1"})"_s.arg(password));
    QTRY_VERIFY(client->has(u"session"_s));
    client->send(uR"({"type":"history","id":"3","conversation":"dm:bob:bob"})"_s);
    QTRY_VERIFY(client->has(u"messages"_s));
}

// The index runs behind by itself: nobody turns it.
void TestServerRuntime::whatWasSentIsFound()
{
    ServerRuntime runtime;
    QVERIFY(!start(runtime, options()));
    Client client(urlOf(runtime));
    QTRY_VERIFY(client.isOpen());
    client.send(uR"({"type":"signUp","id":"1","username":"bob","password":"%1"})"_s.arg(password));
    QTRY_VERIFY(client.has(u"session"_s));
    client.send(uR"({"type":"directMessage","id":"01HZZZZZZZZZZZZZZZZZZZZZZZ","to":"bob","message":"a note"})"_s);
    QTRY_VERIFY(client.has(u"ack"_s));
    const auto finds = [&client] {
        client.forget();
        client.send(uR"({"type":"search","id":"3","query":"NOT"})"_s);
        return QTest::qWaitFor([&client] { return client.has(u"found"_s); }) &&
               client.last(u"found"_s).value(u"messages"_s).toArray().size() == 1;
    };
    QTRY_VERIFY(finds());
    QCOMPARE(client.last(u"found"_s).value(u"messages"_s).toArray().at(0).toObject().value(u"text"_s), u"a note"_s);
}

void TestServerRuntime::theDestructorStops()
{
    auto runtime = std::make_unique<ServerRuntime>();
    QVERIFY(!start(*runtime, options()));
    Client client(urlOf(*runtime));
    QTRY_VERIFY(client.isOpen());
    runtime.reset();
    QTRY_VERIFY(client.isClosed());
    QCOMPARE(client.closeCode(), 1001);

    // In the middle of starting, too.
    runtime = std::make_unique<ServerRuntime>();
    runtime->start(options());
    runtime.reset();
    ServerRuntime next;
    QVERIFY(!start(next, options()));
}

CONFAB_TEST(TestServerRuntime)
#include "tst_server_runtime.moc"
