// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/scripted_server.h"
#include "test_program.h"

#include <confab/client/workspace.h>

#include <QAbstractItemModelTester>
#include <QDir>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using Phase = ConnectionStatus::Phase;

class TestWorkspace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void addsAndRemembers();
    void forgetsWhatNobodySignedInTo();
    void usesAnAddressAgain();
    void whatAPersonSaysOfAnAddress();
    void theHostedServerIsOne();
    void switchesAndCounts();
    void forgets();
    void signsOut();

private:
    ChatClient *signIn(const QUrl &url);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ScriptedServer> m_second; // at wss://two
    std::unique_ptr<Workspace> m_workspace;
};

void TestWorkspace::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(m_folder->path());
    m_server = std::make_unique<ScriptedServer>();
    m_second = std::make_unique<ScriptedServer>();
    m_workspace = std::make_unique<Workspace>(*m_store, m_server->factory({{u"two"_s, m_second.get()}}));
}

void TestWorkspace::cleanup()
{
    m_workspace.reset();
    m_server.reset();
    m_second.reset();
}

ChatClient *TestWorkspace::signIn(const QUrl &url)
{
    ChatClient *client = m_workspace->add(url);
    if (!QTest::qVerify(client != nullptr, "client", "", __FILE__, __LINE__))
        return nullptr;
    QSignalSpy signedIn(client, &ChatClient::signedInChanged);
    connect(client, &ChatClient::signInNeeded, client,
            [client] { client->signIn(u"ada"_s, u"correct horse battery"_s); });
    return signedIn.wait() ? client : nullptr;
}

void TestWorkspace::addsAndRemembers()
{
    QAbstractItemModelTester tester(m_workspace->rail(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_workspace->start();
    QVERIFY(!m_workspace->current());
    QSignalSpy current(m_workspace.get(), &Workspace::currentChanged);
    ChatClient *first = signIn(QUrl(u"wss://one:7465"_s));
    QVERIFY(first);
    QCOMPARE(m_workspace->current(), first);
    QCOMPARE(current.size(), 1);
    ChatClient *second = signIn(QUrl(u"wss://two:7465"_s));
    QVERIFY(second);
    QCOMPARE(m_workspace->rail()->rowCount(), 2);
    m_workspace->setCurrent(first->profile().id);
    const QString id = first->profile().id;

    m_workspace.reset();
    m_store = std::make_unique<ProfileStore>(m_folder->path());
    m_workspace = std::make_unique<Workspace>(*m_store, m_server->factory({{u"two"_s, m_second.get()}}));
    m_workspace->start();
    QCOMPARE(m_workspace->clients().size(), 2);
    QCOMPARE(m_workspace->current()->profile().id, id);
    QTRY_COMPARE(m_workspace->clients()[0]->status().phase, Phase::Online);
    QTRY_COMPARE(m_workspace->clients()[1]->status().phase, Phase::Online);
    const QModelIndex row = m_workspace->rail()->index(0);
    QCOMPARE(row.data(Qt::DisplayRole).toString(), u"Test chat"_s);
    QVERIFY(row.data(ServerRailModel::OnlineRole).toBool());
    QVERIFY(row.data(ServerRailModel::CurrentRole).toBool());
}

void TestWorkspace::forgetsWhatNobodySignedInTo()
{
    ChatClient *client = m_workspace->add(QUrl(u"wss://one:7465"_s));
    QTRY_COMPARE(client->status().phase, Phase::NeedsSignIn);
    m_workspace.reset();
    QVERIFY(ProfileStore(m_folder->path()).profiles().isEmpty());
    QVERIFY(QDir(m_folder->filePath(u"profiles"_s)).isEmpty(QDir::Dirs | QDir::NoDotAndDotDot));
}

void TestWorkspace::usesAnAddressAgain()
{
    m_server->refuse = protocol::Transport::Failure::Refused;
    ChatClient *client = m_workspace->add(QUrl(u"wss://one:7465"_s));
    QTRY_COMPARE(client->status().phase, Phase::Waiting);
    m_server->refuse = protocol::Transport::Failure::None;
    QCOMPARE(m_workspace->add(QUrl(u"wss://one:7465"_s)), client);
    QTRY_COMPARE(client->status().phase, Phase::NeedsSignIn);
    QVERIFY(m_workspace->add(QUrl(u"wss://other:7465"_s)) != client);
}

void TestWorkspace::whatAPersonSaysOfAnAddress()
{
    const QUrl url(u"wss://chat.example.org:443/prod"_s);
    ChatClient *aws = m_workspace->add(url, Backend::Aws);
    QVERIFY(aws->profile().gateway && !aws->isPlain());
    // Another way to speak is another client, whose word nobody else is given.
    ChatClient *plain = m_workspace->add(url, Backend::PlainAws);
    QVERIFY(plain != aws && plain->isPlain() && plain->profile().gateway);
    QCOMPARE(m_workspace->add(url, Backend::PlainAws), plain);
}

void TestWorkspace::theHostedServerIsOne()
{
    ChatClient *client = m_workspace->addHosted(QUrl(u"wss://127.0.0.1:7465"_s), m_server->key);
    QVERIFY(client->profile().hosted);
    QTRY_COMPARE(client->status().phase, Phase::NeedsSignIn);
    // Started again, on another port.
    QCOMPARE(m_workspace->addHosted(QUrl(u"wss://127.0.0.1:7466"_s), m_server->key), client);
    QCOMPARE(client->profile().url.port(), 7466);
    QTRY_COMPARE(client->status().phase, Phase::NeedsSignIn);
    QCOMPARE(m_workspace->clients().size(), 1);
}

void TestWorkspace::switchesAndCounts()
{
    m_server->say(u"group"_s, u"ben"_s, u"hi"_s);
    m_second->say(u"group"_s, u"ben"_s, u"hi"_s);
    ChatClient *first = signIn(QUrl(u"wss://one:7465"_s));
    QVERIFY(first);
    QTRY_COMPARE(m_workspace->totalUnread(), 1);
    ChatClient *second = signIn(QUrl(u"wss://two:7465"_s));
    QVERIFY(second);
    QTRY_COMPARE(m_workspace->totalUnread(), 2);
    const QModelIndex row = m_workspace->rail()->index(1);
    QTRY_COMPARE(row.data(ServerRailModel::UnreadRole).toInt(), 1);
    QCOMPARE(row.data(Qt::AccessibleTextRole).toString(), u"Test chat, 1 unread"_s);
    QVERIFY(row.data(ServerRailModel::CurrentRole).toBool());
    QSignalSpy changed(m_workspace->rail(), &QAbstractItemModel::dataChanged);
    m_workspace->setCurrent(first->profile().id);
    QCOMPARE(changed.size(), 2);
    QVERIFY(!row.data(ServerRailModel::CurrentRole).toBool());
}

void TestWorkspace::forgets()
{
    ChatClient *first = signIn(QUrl(u"wss://one:7465"_s));
    ChatClient *second = signIn(QUrl(u"wss://two:7465"_s));
    QVERIFY(first && second);
    QSignalSpy removed(m_workspace.get(), &Workspace::clientAboutToBeRemoved);
    QSignalSpy destroyed(second, &QObject::destroyed);
    const QString id = second->profile().id;
    m_workspace->forget(id);
    QCOMPARE(removed.size(), 1);
    QCOMPARE(m_workspace->current(), first);
    QCOMPARE(m_store->profiles().size(), 1);
    QTRY_COMPARE(destroyed.size(), 1);
    QCOMPARE(m_second->all<protocol::SignOut>().size(), 1);
    QVERIFY(!QDir(m_folder->filePath(u"profiles/"_s + id)).exists());
    m_workspace->forget(first->profile().id);
    QVERIFY(!m_workspace->current());
    QCOMPARE(m_workspace->rail()->rowCount(), 0);
}

void TestWorkspace::signsOut()
{
    ChatClient *client = signIn(QUrl(u"wss://one:7465"_s));
    QVERIFY(client);
    client->disconnect(client);
    disconnect(client, &ChatClient::signInNeeded, nullptr, nullptr);
    m_workspace->signOut(client->profile().id);
    QTRY_COMPARE(client->status().phase, Phase::NeedsSignIn);
    QCOMPARE(m_workspace->clients().size(), 1);
    QCOMPARE(m_store->profiles().size(), 1); // the server is remembered, the person is not
    QVERIFY(m_store->profiles().first().username.isEmpty());
}

CONFAB_TEST(TestWorkspace)
#include "tst_workspace.moc"
