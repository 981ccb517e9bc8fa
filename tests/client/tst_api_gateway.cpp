// SPDX-License-Identifier: GPL-3.0-or-later
#include "confab_session.h"
#include "gateway.h"
#include "gateway_stand_in.h"
#include "real_server.h"
#include "support/one_client.h"
#include "test_program.h"

#include <QTimer>
#include <QWebSocket>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using Failure = protocol::Transport::Failure;
using Phase = ConnectionStatus::Phase;

namespace
{

constexpr int minute = 60'000;

QUrl gatewayUrl()
{
    return QUrl(u"wss://abc123.execute-api.eu-central-1.amazonaws.com/prod"_s);
}

// API Gateway's two hours in four seconds.
Timing quickTiming()
{
    Timing timing = systemTiming();
    timing.gateway = {.pingMs = 300, .renewMs = 1500, .renewAgainMs = 200};
    return timing;
}

QByteArray saidByGateway(const QByteArray &words)
{
    return R"({"message": ")" + words + R"(", "connectionId":"L0SM9cOFvHcCIhw=", "requestId":"L0SNAGL9vHcFzsg="})";
}

} // namespace

// A client behind Amazon API Gateway: the limits by a clock wound by hand, the whole by a stand-in with a real server
// behind it.
class TestApiGateway : public OneClient
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void knowsTheAddresses_data();
    void knowsTheAddresses();
    void knowsItsWords_data();
    void knowsItsWords();
    void pingsWithinTenMinutes();
    void learnsThatItIsOne_data();
    void learnsThatItIsOne();
    void anInternalErrorIsAskedAgain();
    void forbiddenEndsWithASentence();
    void movesBeforeTheTwoHours();
    void waitsForAnswersOnTheOldOne();
    void goesOnWhereThereIsNoNext();
    void theStandInKeepsTheLimits();
    void anotherDialectIsNotTheServerOneKnows();
    void aRefusedOfferIsTriedOnceWithout();
    void chatsThroughIt();
    void livesThroughManyLives();

private:
    void atGateway();
    // Time in which what is sent is answered.
    void pass(qint64 ms);
    [[nodiscard]] std::unique_ptr<ChatClient> clientOf(ProfileStore &store, const Profile &profile,
                                                       const Timing &timing = quickTiming()) const;
    [[nodiscard]] QStringList textsOf(ChatClient &client) const;

    QTemporaryDir m_other;
};

void TestApiGateway::init()
{
    setUp();
}

void TestApiGateway::cleanup()
{
    tearDown();
}

// The same client, and its server stands behind API Gateway.
void TestApiGateway::atGateway()
{
    m_client.reset();
    Profile profile = m_store->profiles().first();
    profile.url = gatewayUrl();
    m_store->save(profile);
    begin();
    online();
    QTRY_COMPARE(m_model->rowCount(), 2);
}

void TestApiGateway::pass(qint64 ms)
{
    constexpr qint64 step = 5000;
    for (qint64 gone = 0; gone < ms; gone += step) {
        m_clock->advance(std::min(step, ms - gone));
        for (int i = 0; i < 6; ++i)
            QCoreApplication::processEvents();
    }
}

std::unique_ptr<ChatClient> TestApiGateway::clientOf(ProfileStore &store, const Profile &profile,
                                                     const Timing &timing) const
{
    auto client = std::make_unique<ChatClient>(profile, store, makeWebSocketTransport, timing);
    client->start();
    return client;
}

QStringList TestApiGateway::textsOf(ChatClient &client) const
{
    return texts(client.openConversation(group));
}

void TestApiGateway::knowsTheAddresses_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("gateway");
    QTest::newRow("stage") << u"wss://abc123.execute-api.eu-central-1.amazonaws.com/prod"_s
                           << u"wss://abc123.execute-api.eu-central-1.amazonaws.com:443/prod"_s << true;
    QTest::newRow("query kept") << u"wss://abc123.execute-api.us-east-1.amazonaws.com/a/b?auth=x&y=%2F"_s
                                << u"wss://abc123.execute-api.us-east-1.amazonaws.com:443/a/b?auth=x&y=%2F"_s << true;
    QTest::newRow("China") << u"wss://abc.execute-api.cn-north-1.amazonaws.com.cn/p"_s
                           << u"wss://abc.execute-api.cn-north-1.amazonaws.com.cn:443/p"_s << true;
    QTest::newRow("a domain of one's own")
        << u"wss://chat.example.org/prod"_s << u"wss://chat.example.org:443/prod"_s << false;
    QTest::newRow("only looks so") << u"wss://abc.execute-api.eu-west-1.amazonaws.com.example.org/p"_s
                                   << u"wss://abc.execute-api.eu-west-1.amazonaws.com.example.org:443/p"_s << false;
}

void TestApiGateway::knowsTheAddresses()
{
    QFETCH(QString, typed);
    QFETCH(QString, url);
    QFETCH(bool, gateway);
    const auto parsed = parseAddress(typed);
    QVERIFY(parsed);
    QCOMPARE(parsed->toString(QUrl::FullyEncoded), url);
    QCOMPARE(isGatewayAddress(*parsed), gateway);
}

void TestApiGateway::knowsItsWords_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<bool>("its");
    QTest::addColumn<bool>("forbidden");
    QTest::newRow("forbidden") << saidByGateway("Forbidden") << true << true;
    QTest::newRow("internal") << saidByGateway("Internal server error") << true << false;
    QTest::newRow("an answer") << QByteArray(R"({"type":"error","message":"no","connectionId":"a","requestId":"b"})")
                               << false << false;
    QTest::newRow("somebody's text") << QByteArray(R"({"message":"Forbidden"})") << false << false;
    QTest::newRow("no object") << QByteArray("Forbidden") << false << false;
    QTest::newRow("too much") << saidByGateway(QByteArray(2000, 'x')) << false << false;
}

void TestApiGateway::knowsItsWords()
{
    QFETCH(QByteArray, frame);
    QFETCH(bool, its);
    QFETCH(bool, forbidden);
    const auto error = gatewayError(frame);
    QCOMPARE(error.has_value(), its);
    QCOMPARE(error && error->forbidden, forbidden);
}

void TestApiGateway::pingsWithinTenMinutes()
{
    atGateway();
    m_clock->advance(5000); // the one after the sync
    QTRY_COMPARE(m_server->all<protocol::Ping>().size(), 1);
    QCoreApplication::processEvents();
    m_clock->advance(4 * minute - 1);
    QCOMPARE(m_server->all<protocol::Ping>().size(), 1);
    m_clock->advance(1);
    QCOMPARE(m_server->all<protocol::Ping>().size(), 2);
    QCoreApplication::processEvents();
    // What comes shows as well that the connection lives.
    m_clock->advance(3 * minute);
    m_server->say(group, u"ben"_s, u"still here"_s);
    m_clock->advance(4 * minute - 1);
    QCOMPARE(m_server->all<protocol::Ping>().size(), 2);
    m_clock->advance(1);
    QCOMPARE(m_server->all<protocol::Ping>().size(), 3);
}

void TestApiGateway::learnsThatItIsOne_data()
{
    QTest::addColumn<QString>("how");
    for (const char *how : {"by its words", "by the server", "by the person"})
        QTest::newRow(how) << QString::fromLatin1(how);
}

void TestApiGateway::learnsThatItIsOne()
{
    QFETCH(QString, how);
    m_client.reset();
    Profile profile = m_store->profiles().first();
    profile.url = QUrl(u"wss://chat.example.org/prod"_s);
    profile.gateway = how == "by the person"_L1;
    m_store->save(profile);
    if (how == "by the server"_L1)
        m_server->welcome.features.append(u"gateway"_s);
    begin();
    online();
    if (how == "by its words"_L1)
        m_server->sendRaw(saidByGateway("Internal server error"));
    QVERIFY(m_client->profile().gateway);
    m_clock->advance(5000);
    QTRY_COMPARE(m_server->all<protocol::Ping>().size(), 1);
    QCoreApplication::processEvents();
    m_clock->advance(4 * minute - 1);
    QCOMPARE(m_server->all<protocol::Ping>().size(), 1);
    // And is known for it from now on.
    QVERIFY(ProfileStore(m_folder->path()).profiles().first().gateway);
}

void TestApiGateway::anInternalErrorIsAskedAgain()
{
    atGateway();
    m_server->acks = m_server->pushes = false;
    m_client->sendText(group, u"hello"_s);
    QTRY_COMPARE(m_server->all<protocol::SendMessage>().size(), 1);
    m_server->acks = m_server->pushes = true;
    m_server->sendRaw(saidByGateway("Internal server error"));
    QTRY_COMPARE(m_model->rows().last().state, MessageRow::State::Sending);
    m_clock->advance(2000);
    QTRY_COMPARE(m_server->all<protocol::SendMessage>().size(), 2);
    QCOMPARE(m_server->all<protocol::SendMessage>()[0].id, m_server->all<protocol::SendMessage>()[1].id);
    QTRY_COMPARE(m_model->rows().last().state, MessageRow::State::Sent);
    QCOMPARE(m_client->status().phase, Phase::Online);
    QVERIFY(!texts(m_model).join(u' ').contains(u"Internal"_s));
}

void TestApiGateway::forbiddenEndsWithASentence()
{
    atGateway();
    m_server->acks = m_server->pushes = false;
    m_client->sendText(group, u"hello"_s);
    QTRY_COMPARE(m_server->all<protocol::SendMessage>().size(), 1);
    m_server->sendRaw(saidByGateway("Forbidden"));
    QTRY_COMPARE(m_model->rows().last().state, MessageRow::State::Failed);
    QVERIFY(!m_model->rows().last().failure.isEmpty());
    QCOMPARE(texts(m_model), QStringList({u"mine"_s, u"theirs"_s, u"hello"_s}));
}

void TestApiGateway::movesBeforeTheTwoHours()
{
    atGateway();
    QSignalSpy status(m_client.get(), &ChatClient::statusChanged);
    QSignalSpy arrived(m_client.get(), &ChatClient::messageArrived);
    QSignalSpy rows(m_model, &QAbstractItemModel::rowsInserted);
    m_client->watch({u"ben"_s});
    const int before = m_server->opened;
    // Random draws of 0.5: a twentieth before the 110 minutes.
    pass(104 * minute);
    QCOMPARE(m_server->opened, before);
    const auto asked = m_server->all<protocol::Sync>().size();
    bool both = false;
    m_server->handle = [&](const protocol::ClientCommand &command) {
        if (both || !std::holds_alternative<protocol::Sync>(command))
            return false;
        // Told on the old one and on the new one, and in the sync.
        both = m_server->connections() == 2;
        (void)m_server->say(group, u"ben"_s, u"during"_s, false);
        const protocol::MessagePush push{m_server->messages[group].last()};
        m_server->sendRaw(protocol::encode(protocol::ServerEvent(push)), true);
        return false;
    };
    pass(minute);
    QCOMPARE(m_server->all<protocol::Sync>().size(), asked + 1);
    QCOMPARE(m_server->connections(), 1);
    QVERIFY(both);
    QCOMPARE(m_server->opened, before + 1);
    QCOMPARE(m_server->last<protocol::Watch>().users, QStringList{u"ben"_s});
    m_server->say(group, u"ben"_s, u"after"_s);
    QTRY_COMPARE(texts(m_model), QStringList({u"mine"_s, u"theirs"_s, u"during"_s, u"after"_s}));
    // Nobody who looks at it or is notified by it sees that anything happened.
    QCOMPARE(status.size(), 0);
    QCOMPARE(arrived.size(), 2);
    QCOMPARE(rows.size(), 2);
    QCOMPARE(m_client->status().phase, Phase::Online);
}

void TestApiGateway::waitsForAnswersOnTheOldOne()
{
    atGateway();
    pass(104 * minute);
    m_server->handle = [&](const protocol::ClientCommand &command) {
        return std::holds_alternative<protocol::SendMessage>(command);
    };
    m_client->sendText(group, u"hello"_s);
    QTRY_COMPARE(m_server->all<protocol::SendMessage>().size(), 1);
    const auto syncs = m_server->all<protocol::Sync>().size();
    pass(50'000);
    QCOMPARE(m_server->all<protocol::Sync>().size(), syncs + 1);
    QCOMPARE(m_server->connections(), 2);
    // The old one goes when it has answered.
    const QString id = m_server->last<protocol::SendMessage>().id;
    const auto said = m_server->say(group, u"ada"_s, u"hello"_s, true, id);
    m_server->send(protocol::Ack{id, group, said.seq, said.rev, said.at});
    QTRY_COMPARE(m_server->connections(), 1);
    QCOMPARE(m_server->all<protocol::SendMessage>().size(), 1);
    QCOMPARE(texts(m_model), QStringList({u"mine"_s, u"theirs"_s, u"hello"_s}));
    QCOMPARE(m_client->status().phase, Phase::Online);
}

void TestApiGateway::goesOnWhereThereIsNoNext()
{
    atGateway();
    const int before = m_server->opened;
    m_server->refuse = Failure::NotWebSocket;
    pass(105 * minute);
    QCOMPARE(m_server->opened, before + 1);
    QCOMPARE(m_client->status().phase, Phase::Online);
    // The next minute is early enough.
    m_server->refuse = Failure::None;
    pass(minute);
    QCOMPARE(m_server->opened, before + 2);
    QCOMPARE(m_server->connections(), 1);
    QCOMPARE(m_client->status().phase, Phase::Online);
}

void TestApiGateway::theStandInKeepsTheLimits()
{
    tests::GatewayStandIn gateway;
    gateway.idleMs = 200;
    const auto endsWith = [&gateway](const auto &does) {
        QWebSocket socket;
        QSignalSpy connected(&socket, &QWebSocket::connected);
        QSignalSpy gone(&socket, &QWebSocket::disconnected);
        socket.open(gateway.url());
        [&] { QTRY_COMPARE(connected.size(), 1); }();
        does(socket);
        [&] { QTRY_COMPARE(gone.size(), 1); }();
        return socket.closeCode();
    };
    QCOMPARE(endsWith([](QWebSocket &socket) { socket.sendTextMessage(QString(32 * 1024 + 1, u'x')); }),
             QWebSocketProtocol::CloseCodeTooMuchData);
    QCOMPARE(endsWith([](QWebSocket &socket) { socket.sendBinaryMessage("x"); }),
             QWebSocketProtocol::CloseCodeDatatypeNotSupported);
    // Idle: without a word.
    const auto code = endsWith([](QWebSocket &) {});
    QVERIFY(code != QWebSocketProtocol::CloseCodeGoingAway && gateway.endedIdle == 1);
    QCOMPARE(gateway.handshakes.first().target, u"/prod?v=1"_s);
}

void TestApiGateway::anotherDialectIsNotTheServerOneKnows()
{
    tests::GatewayStandIn gateway;
    gateway.answersOffer = false;
    ProfileStore store(m_other.path());
    Profile profile = store.create(gateway.url());
    profile.username = u"ada"_s;
    store.save(profile);
    store.setToken(profile.id, u"token"_s);
    const auto client = clientOf(store, profile);
    QTRY_COMPARE(client->status().phase, Phase::Refused);
    QCOMPARE(client->status().failure, Failure::WrongProtocol);
    QVERIFY(sentence(client->status(), profile.url).startsWith(u"This is not the server you know"_s));
    QCOMPARE(gateway.handshakes.size(), 1);
    QVERIFY(gateway.frames.isEmpty());
    // A refusal may be one of the moment: it is the same server all the same, and asked again later.
    gateway.refusesOffer = 403;
    client->tryNow();
    QTRY_COMPARE(client->status().phase, Phase::Waiting);
    QVERIFY(!gateway.handshakes.last().offered.isEmpty());
}

void TestApiGateway::aRefusedOfferIsTriedOnceWithout()
{
    tests::GatewayStandIn gateway;
    gateway.refusesOffer = 400;
    ProfileStore store(m_other.path());
    const Profile profile = store.create(gateway.url());
    auto client = clientOf(store, profile);
    QTRY_COMPARE(client->status().phase, Phase::Refused);
    QCOMPARE(client->status().failure, Failure::WrongProtocol);
    QCOMPARE(gateway.handshakes.size(), 2);
    QCOMPARE(gateway.handshakes[0].offered, QStringList{u"confab.1"_s});
    QVERIFY(gateway.handshakes[1].offered.isEmpty());
    QVERIFY(gateway.frames.isEmpty());
    // Whoever refuses everybody is refused once more, not for ever.
    gateway.refusesAll = 403;
    client = clientOf(store, store.create(gateway.url()));
    QTRY_COMPARE(client->status().phase, Phase::Refused);
    QCOMPARE(client->status().failure, Failure::NotWebSocket);
    QCOMPARE(gateway.handshakes.size(), 4);
}

void TestApiGateway::chatsThroughIt()
{
    app::RealServer server;
    server.start();
    tests::GatewayStandIn gateway;
    tests::RelayedServer relay(gateway, server.url());
    ProfileStore store(m_other.path());
    Profile profile = store.create(gateway.url());
    profile.gateway = true;
    const auto ada = clientOf(store, profile);
    QTRY_COMPARE_WITH_TIMEOUT(ada->status().phase, Phase::NeedsSignIn, 30'000);
    ada->signUp(u"ada"_s, u"correct horse battery"_s, {}, {});
    QTRY_COMPARE_WITH_TIMEOUT(ada->status().phase, Phase::Online, 30'000);
    app::Person ben(server.url());
    ben.signUp(u"ben"_s);

    // An answer that crashed is asked for again, and what had been done is not done twice.
    gateway.failAfterNextFrame();
    ada->sendText(group, u"hello"_s);
    QTRY_COMPARE(ben.texts(group), QStringList{u"hello"_s});
    const QString longest(8 * 1024, u'x');
    ada->sendText(group, longest);
    QTRY_COMPARE_WITH_TIMEOUT(ben.texts(group), QStringList({u"hello"_s, longest}), 10'000);
    QTRY_COMPARE(textsOf(*ada), QStringList({u"hello"_s, longest}));
    QVERIFY(gateway.largestFrame <= 32 * 1024);
    // It ends without a word; what was written meanwhile goes out on the next one.
    gateway.endAll();
    QTRY_COMPARE(ada->status().phase, Phase::Waiting);
    QCOMPARE(ada->status().closeCode, 0);
    ada->sendText(group, u"written meanwhile"_s);
    QTRY_COMPARE_WITH_TIMEOUT(ben.texts(group).value(2), u"written meanwhile"_s, 10'000);
    QTRY_COMPARE(textsOf(*ada), ben.texts(group));
}

void TestApiGateway::livesThroughManyLives()
{
    app::RealServer server;
    server.start();
    tests::GatewayStandIn gateway;
    gateway.idleMs = 1000;
    gateway.lifeMs = 3000;
    tests::RelayedServer relay(gateway, server.url());
    ProfileStore store(m_other.path());
    Profile profile = store.create(gateway.url());
    profile.gateway = true;
    const auto ada = clientOf(store, profile);
    QTRY_COMPARE_WITH_TIMEOUT(ada->status().phase, Phase::NeedsSignIn, 30'000);
    ada->signUp(u"ada"_s, u"correct horse battery"_s, {}, {});
    QTRY_COMPARE_WITH_TIMEOUT(ada->status().phase, Phase::Online, 30'000);
    ConversationModel *model = watched(ada->openConversation(group));
    app::Person ben(server.url());
    ben.signUp(u"ben"_s);
    (void)ben.texts(group);
    QSignalSpy status(ada.get(), &ChatClient::statusChanged);
    QSignalSpy arrived(ada.get(), &ChatClient::messageArrived);

    // Both talk while the connection is replaced three times.
    int said = 0;
    QTimer talk;
    connect(&talk, &QTimer::timeout, this, [&] {
        ben.client.sendText(group, u"ben %1"_s.arg(++said));
        ada->sendText(group, u"ada %1"_s.arg(said));
    });
    talk.start(25);
    QTRY_VERIFY_WITH_TIMEOUT(gateway.handshakes.size() >= 4, 20'000);
    talk.stop();
    QTRY_COMPARE_WITH_TIMEOUT(gateway.connections().size(), 1, 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(model->rowCount(), 2 * said, 10'000);
    QTRY_COMPARE_WITH_TIMEOUT(ben.texts(group).size(), 2 * said, 10'000);
    QCOMPARE(texts(model), ben.texts(group));
    QStringList fromBen;
    for (const MessageRow &row : model->rows()) {
        if (!row.own)
            fromBen.append(row.text);
    }
    for (int i = 0; i < said; ++i)
        QCOMPARE(fromBen.value(i), u"ben %1"_s.arg(i + 1));
    QCOMPARE(arrived.size(), said);
    QCOMPARE(gateway.mostAtOnce, 2);
    // And then nobody says anything for longer than it bears.
    const auto before = gateway.handshakes.size();
    QTRY_VERIFY_WITH_TIMEOUT(gateway.handshakes.size() > before, 10'000);
    QTRY_COMPARE(gateway.connections().size(), 1);
    QCOMPARE(gateway.endedIdle, 0);
    QCOMPARE(gateway.endedOld, 0);
    QCOMPARE(status.size(), 0);
}

CONFAB_TEST(TestApiGateway)
#include "tst_api_gateway.moc"
