// SPDX-License-Identifier: GPL-3.0-or-later
#include "confab_session.h"
#include "support/hand_wound_clock.h"
#include "support/scripted_server.h"
#include "test_program.h"

#include <QSignalSpy>
#include <QTest>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using Phase = ConnectionStatus::Phase;
using Failure = protocol::Transport::Failure;

// The connection's state machine, on a network and a clock that the test is.
class TestSession : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void signsInWithAToken();
    void asksForASignIn();
    void tellsWhyASignInFailed();
    void learnsAPinOnce();
    void dropsATokenThatIsRefused();
    void dropsATokenThatHelloRefuses();
    void keepsATokenThatCannotBeLookedUp();
    void aRevokedSessionEnds();
    void connectsAgainByItself();
    void waitsLongerEachTime();
    void triesNow();
    void givesUpWhereItCannotHelp_data();
    void givesUpWhereItCannotHelp();
    void pingsAndIsAnswered();
    void aRefusedPingIsAnAnswer();
    void noPongMeansAnotherConnection();
    void noWelcomeMeansAnotherConnection();
    void anAnswerThatNeverComes();
    void lostAnswersAreOffline();
    void whatNoServerTakesIsNotSent();
    void nonsenseIsBorneForAWhile();
    void stopsForGood();

private:
    void settle() { QCoreApplication::processEvents(); }
    void online();

    std::shared_ptr<HandWoundClock> m_clock;
    double m_draw = 0.5;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<Session> m_session;
};

void TestSession::init()
{
    m_clock = std::make_shared<HandWoundClock>();
    m_draw = 0.5;
    m_server = std::make_unique<ScriptedServer>();
    m_session = std::make_unique<ConfabSession>(m_server->factory(), Timing{m_clock, [this] { return m_draw; }});
    m_session->setServer(QUrl(u"wss://host:7465"_s), {});
}

void TestSession::cleanup()
{
    m_session.reset();
    m_server.reset();
}

void TestSession::online()
{
    m_session->setToken(u"token-of-ada"_s);
    m_session->start();
    QTRY_COMPARE(m_session->status().phase, Phase::Syncing);
    m_session->setOnline();
    QCOMPARE(m_session->status().phase, Phase::Online);
}

void TestSession::signsInWithAToken()
{
    QSignalSpy welcomed(m_session.get(), &Session::welcomed);
    online();
    QCOMPARE(welcomed.size(), 1);
    QVERIFY(welcomed[0][1].toBool());
    const auto hello = m_server->last<protocol::Hello>();
    QCOMPARE(hello.token, u"token-of-ada"_s);
    QVERIFY(hello.client.startsWith(u"Confab "_s));
    QVERIFY(m_session->ready());
}

void TestSession::asksForASignIn()
{
    QSignalSpy signedIn(m_session.get(), &Session::signedIn);
    m_session->start();
    QTRY_COMPARE(m_session->status().phase, Phase::NeedsSignIn);
    QVERIFY(!m_session->ready());
    m_session->signIn(u"ada"_s, u"correct horse battery"_s);
    QTRY_COMPARE(m_session->status().phase, Phase::Syncing);
    QCOMPARE(signedIn.size(), 1);
    QCOMPARE(m_session->token(), u"token-of-ada"_s);
}

void TestSession::tellsWhyASignInFailed()
{
    m_server->handle = [this](const protocol::ClientCommand &command) {
        if (!std::get_if<protocol::SignIn>(&command))
            return false;
        m_server->send(protocol::ErrorFrame{protocol::idOf(command), protocol::ErrorCode::WrongCredentials, {}, {}, 0});
        return true;
    };
    QSignalSpy failed(m_session.get(), &Session::signInFailed);
    m_session->signIn(u"ada"_s, u"correct horse battery"_s);
    QCOMPARE(failed.size(), 1); // there is no connection yet
    QVERIFY(failed[0][0].value<Problem>().offline);
    m_session->start();
    QTRY_COMPARE(m_session->status().phase, Phase::NeedsSignIn);
    m_session->signIn(u"ada"_s, u"correct horse battery"_s);
    QTRY_COMPARE(failed.size(), 2);
    QCOMPARE(failed[1][0].value<Problem>().code, protocol::ErrorCode::WrongCredentials);
    QCOMPARE(m_session->status().phase, Phase::NeedsSignIn);
}

void TestSession::learnsAPinOnce()
{
    QSignalSpy learned(m_session.get(), &Session::pinLearned);
    online();
    QCOMPARE(learned.size(), 1);
    QCOMPARE(learned[0][0].toByteArray(), m_server->key);
    m_server->drop();
    m_clock->advance(2000);
    QTRY_COMPARE(m_session->status().phase, Phase::Syncing);
    QCOMPARE(learned.size(), 1);
}

void TestSession::dropsATokenThatIsRefused()
{
    QSignalSpy refused(m_session.get(), &Session::tokenRefused);
    m_session->setToken(u"a token from long ago"_s);
    m_session->start();
    QTRY_COMPARE(m_session->status().phase, Phase::NeedsSignIn);
    QCOMPARE(refused.size(), 1);
    QVERIFY(m_session->token().isEmpty());
}

void TestSession::dropsATokenThatHelloRefuses()
{
    m_server->handle = [this](const protocol::ClientCommand &command) {
        const auto *hello = std::get_if<protocol::Hello>(&command);
        if (!hello || hello->token.isEmpty())
            return false;
        m_server->send(protocol::ErrorFrame{hello->id, protocol::ErrorCode::Unauthenticated, {}, {}, 0});
        return true;
    };
    m_session->setToken(u"a token from long ago"_s);
    m_session->start();
    QTRY_COMPARE(m_session->status().phase, Phase::NeedsSignIn);
    QCOMPARE(m_server->all<protocol::Hello>().size(), 2);
    QVERIFY(m_server->last<protocol::Hello>().token.isEmpty());
}

void TestSession::keepsATokenThatCannotBeLookedUp()
{
    QSignalSpy refused(m_session.get(), &Session::tokenRefused);
    bool reads = false;
    m_server->handle = [this, &reads](const protocol::ClientCommand &command) {
        const auto *hello = std::get_if<protocol::Hello>(&command);
        if (!hello || reads)
            return false;
        m_server->send(protocol::ErrorFrame{hello->id, protocol::ErrorCode::Unavailable, {}, {}, 1000});
        return true;
    };
    m_session->setToken(u"token-of-ada"_s);
    m_session->start();
    for (int i = 0; i < 3; ++i) {
        QTRY_COMPARE(m_session->status().phase, Phase::Waiting);
        QCOMPARE(m_session->token(), u"token-of-ada"_s);
        QCOMPARE(m_server->opened, i + 1);
        reads = i == 2;
        m_clock->advance(m_clock->now().msecsTo(m_session->status().nextTry));
    }
    QTRY_COMPARE(m_session->status().phase, Phase::Syncing);
    QCOMPARE(m_server->last<protocol::Hello>().token, u"token-of-ada"_s);
    QCOMPARE(refused.size(), 0);
}

void TestSession::aRevokedSessionEnds()
{
    online();
    QSignalSpy refused(m_session.get(), &Session::tokenRefused);
    m_server->drop(Failure::None, 4001);
    QCOMPARE(m_session->status().phase, Phase::Refused);
    QCOMPARE(refused.size(), 1);
    QVERIFY(!sentence(m_session->status(), QUrl()).isEmpty());
    m_clock->advance(10 * 60 * 1000);
    settle();
    QCOMPARE(m_server->opened, 1);
    m_session->tryNow();
    QTRY_COMPARE(m_session->status().phase, Phase::NeedsSignIn);
}

void TestSession::connectsAgainByItself()
{
    online();
    QSignalSpy disconnected(m_session.get(), &Session::disconnected);
    m_server->drop(Failure::None, 4008);
    QCOMPARE(disconnected.size(), 1);
    QCOMPARE(m_session->status().phase, Phase::Waiting);
    QCOMPARE(m_session->status().closeCode, 4008);
    QCOMPARE(m_session->status().nextTry, m_clock->now().addMSecs(500));
    m_clock->advance(499);
    QCOMPARE(m_session->status().phase, Phase::Waiting);
    m_clock->advance(1);
    QTRY_COMPARE(m_session->status().phase, Phase::Syncing);
    QCOMPARE(m_server->opened, 2);
}

void TestSession::waitsLongerEachTime()
{
    m_server->refuse = Failure::Refused;
    m_session->start();
    QList<qint64> waits;
    for (int i = 0; i < 9; ++i) {
        QTRY_COMPARE(m_session->status().phase, Phase::Waiting);
        waits.append(m_clock->now().msecsTo(m_session->status().nextTry));
        m_clock->advance(waits.last());
        QCOMPARE(m_session->status().phase, Phase::Connecting);
    }
    QCOMPARE(waits, (QList<qint64>{500, 1000, 2000, 4000, 8000, 16000, 30000, 30000, 30000}));
    // A connection that lasted begins anew.
    m_server->refuse = Failure::None;
    m_session->setToken(u"token-of-ada"_s);
    QTRY_COMPARE(m_session->status().phase, Phase::Syncing);
    m_session->setOnline();
    m_clock->advance(11000);
    m_server->drop();
    QCOMPARE(m_clock->now().msecsTo(m_session->status().nextTry), 500);
}

void TestSession::triesNow()
{
    m_server->refuse = Failure::TimedOut;
    m_session->start();
    QTRY_COMPARE(m_session->status().phase, Phase::Waiting);
    m_server->refuse = Failure::None;
    m_session->tryNow();
    QTRY_COMPARE(m_session->status().phase, Phase::NeedsSignIn);
    m_clock->advance(60000); // the wait that was cut short fires no second connection
    settle();
    QCOMPARE(m_server->opened, 2);
}

void TestSession::givesUpWhereItCannotHelp_data()
{
    QTest::addColumn<Failure>("failure");
    QTest::addColumn<bool>("known");
    QTest::addColumn<Phase>("phase");
    QTest::newRow("key changed") << Failure::KeyChanged << true << Phase::Refused;
    QTest::newRow("wrong protocol") << Failure::WrongProtocol << true << Phase::Refused;
    QTest::newRow("bad address") << Failure::BadAddress << false << Phase::Refused;
    QTest::newRow("no web socket, never met") << Failure::NotWebSocket << false << Phase::Refused;
    QTest::newRow("no web socket, met before") << Failure::NotWebSocket << true << Phase::Waiting;
    QTest::newRow("TLS, never met") << Failure::TlsFailed << false << Phase::Refused;
    QTest::newRow("refused, never met") << Failure::Refused << false << Phase::Waiting;
    QTest::newRow("host not found") << Failure::HostNotFound << false << Phase::Waiting;
}

void TestSession::givesUpWhereItCannotHelp()
{
    QFETCH(Failure, failure);
    QFETCH(bool, known);
    QFETCH(Phase, phase);
    m_session->setKnown(known);
    m_server->refuse = failure;
    m_session->start();
    QTRY_COMPARE(m_session->status().phase, phase);
    QCOMPARE(m_session->status().failure, failure);
}

void TestSession::pingsAndIsAnswered()
{
    m_session->setPingSource([] { return QList<protocol::Ping::Rev>{{u"group"_s, 7}}; });
    m_server->handle = [this](const protocol::ClientCommand &command) {
        if (!std::get_if<protocol::Ping>(&command))
            return false;
        m_server->send(protocol::Pong{protocol::idOf(command), {u"group"_s}});
        return true;
    };
    QSignalSpy behind(m_session.get(), &Session::behind);
    online();
    m_clock->advance(4999);
    settle();
    QVERIFY(m_server->all<protocol::Ping>().isEmpty());
    m_clock->advance(1);
    QTRY_COMPARE(behind.size(), 1);
    QCOMPARE(behind[0][0].toStringList(), QStringList{u"group"_s});
    QCOMPARE(m_server->last<protocol::Ping>().revs, (QList<protocol::Ping::Rev>{{u"group"_s, 7}}));
    // Then after silence only: what is heard puts it off.
    m_clock->advance(44000);
    m_server->send(protocol::Notice{u"news"_s, {}});
    m_clock->advance(44000);
    settle();
    QCOMPARE(m_server->all<protocol::Ping>().size(), 1);
    m_clock->advance(2000);
    QTRY_COMPARE(m_server->all<protocol::Ping>().size(), 2);
}

void TestSession::aRefusedPingIsAnAnswer()
{
    m_server->handle = [this](const protocol::ClientCommand &command) {
        if (!std::get_if<protocol::Ping>(&command))
            return false;
        m_server->send(protocol::ErrorFrame{protocol::idOf(command), protocol::ErrorCode::RateLimited, {}, {}, 100});
        return true;
    };
    online();
    m_clock->advance(5000);
    QTRY_COMPARE(m_server->all<protocol::Ping>().size(), 1);
    settle();
    m_clock->advance(20000);
    QCOMPARE(m_session->status().phase, Phase::Online);
    m_clock->advance(25000);
    QTRY_COMPARE(m_server->all<protocol::Ping>().size(), 2);
}

void TestSession::noPongMeansAnotherConnection()
{
    online();
    m_server->silent = true;
    m_clock->advance(5000);
    settle();
    QCOMPARE(m_server->all<protocol::Ping>().size(), 1);
    m_clock->advance(14999);
    QCOMPARE(m_session->status().phase, Phase::Online);
    m_clock->advance(1);
    QCOMPARE(m_session->status().phase, Phase::Waiting);
    QCOMPARE(m_session->status().failure, Failure::Lost);
}

void TestSession::noWelcomeMeansAnotherConnection()
{
    m_server->silent = true;
    m_session->start();
    QTRY_COMPARE(m_server->all<protocol::Hello>().size(), 1);
    m_clock->advance(15000);
    QCOMPARE(m_session->status().phase, Phase::Waiting);
}

void TestSession::anAnswerThatNeverComes()
{
    online();
    m_server->handle = [](const protocol::ClientCommand &command) {
        return std::get_if<protocol::ListRooms>(&command) != nullptr;
    };
    int answers = 0;
    m_session->ask(protocol::ListRooms{}, [&](const Expected<protocol::ServerEvent, Problem> &answer) {
        ++answers;
        QVERIFY(!answer);
        QVERIFY(answer.error().offline);
    });
    for (int i = 0; i < 15 && answers == 0; ++i) {
        m_clock->advance(5000);
        settle(); // pings are answered
    }
    QCOMPARE(answers, 1);
    QCOMPARE(m_session->status().phase, Phase::Waiting);
}

void TestSession::lostAnswersAreOffline()
{
    online();
    m_server->silent = true;
    int offline = 0;
    const auto count = [&](const Expected<protocol::ServerEvent, Problem> &answer) {
        offline += !answer && answer.error().offline ? 1 : 0;
    };
    for (int i = 0; i < 3; ++i)
        m_session->ask(protocol::ListRooms{}, count);
    m_server->drop();
    QCOMPARE(offline, 3);
    m_session->ask(protocol::ListRooms{}, count);
    QCOMPARE(offline, 4);
}

// A server ends the connection after such a frame, and with it whatever else is on its way.
void TestSession::whatNoServerTakesIsNotSent()
{
    QList<Expected<protocol::ServerEvent, Problem>> answers;
    const auto take = [&answers](const Expected<protocol::ServerEvent, Problem> &answer) { answers.append(answer); };
    m_session->start();
    QTRY_COMPARE(m_session->status().phase, Phase::NeedsSignIn);
    m_session->ask(
        protocol::ListRooms{.id = {}, .query = QString(protocol::limits::frameBytesBeforeSignIn, u'x'), .after = {}},
        take);
    QCOMPARE(answers.size(), 1);
    QVERIFY(!answers.last());
    QCOMPARE(answers.last().error().code, protocol::ErrorCode::TooLarge);

    m_session->stop();
    online();
    // In JSON each of these takes six bytes.
    const QString text(protocol::limits::textBytes, QChar(1));
    m_session->ask(protocol::SendMessage{.id = {}, .conversation = u"group"_s, .message = text}, take);
    QCOMPARE(answers.size(), 2);
    QVERIFY(!answers.last());
    QCOMPARE(answers.last().error().code, protocol::ErrorCode::TooLarge);
    QVERIFY(m_server->all<protocol::ListRooms>().isEmpty());
    QVERIFY(m_server->all<protocol::SendMessage>().isEmpty());
    QCOMPARE(m_session->status().phase, Phase::Online);
}

void TestSession::nonsenseIsBorneForAWhile()
{
    online();
    QSignalSpy events(m_session.get(), &Session::event);
    m_server->sendRaw(R"({"type":"somethingFromTheFuture","x":1})");
    QCOMPARE(m_session->status().phase, Phase::Online);
    for (const QByteArray &frame :
         {QByteArray("not json"), QByteArray("[]"), QByteArray(R"({"type":"message"})"), QByteArray(40 * 1024, 'x'),
          QByteArray(R"({"type":"message","message":{"seq":-1}})")}) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"makes no sense"_s));
        m_server->sendRaw(frame);
    }
    QCOMPARE(m_session->status().phase, Phase::Online);
    QCOMPARE(events.size(), 0);
    for (int i = 0; i < 16; ++i) {
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"makes no sense"_s));
        m_server->sendRaw("not json");
    }
    QCOMPARE(m_session->status().phase, Phase::Waiting);
}

void TestSession::stopsForGood()
{
    online();
    m_session->stop();
    QCOMPARE(m_session->status().phase, Phase::Stopped);
    m_clock->advance(10 * 60 * 1000);
    settle();
    QCOMPARE(m_server->opened, 1);
    QCOMPARE(m_clock->untilNext(), -1);
    m_session->start();
    QTRY_COMPARE(m_session->status().phase, Phase::Syncing);
}

CONFAB_TEST(TestSession)
#include "tst_session.moc"
