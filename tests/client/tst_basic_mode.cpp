// SPDX-License-Identifier: GPL-3.0-or-later
#include "article_handlers.h"
#include "support/hand_wound_clock.h"
#include "test_program.h"

#include <confab/client/chat_client.h>
#include <confab/client/web_socket_transport.h>
#include <confab/client/words.h>
#include <confab/client/workspace.h>
#include <confab/protocol/names.h>

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using Phase = ConnectionStatus::Phase;
using State = MessageRow::State;

// A client of somebody's plain AWS backend, over sockets, at a clock that the test winds.
class TestBasicMode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void joinsByName();
    void aNameThatIsTaken();
    void textsHaveNoAuthor();
    void onesOwnTextComesBack();
    void equalTextsComeBackInOrder();
    void theEchoIsLateForEver();
    void aConnectionThatEndsLeavesItOpen();
    void aRestartSendsNothingTwice();
    void directMessages();
    void theBot();
    void whatIsNotImplementedIsGreyed();
    void anybodyMayTypeThatSentence();
    void errorsOfTheGatewayAreNoTexts();
    void refusals_data();
    void refusals();
    void whatApiGatewayDoesNotTakeIsNotSent();
    void registersAgainAfterEachReconnect();
    void keepsWhatWasSeen();
    void whatItCannotDo();
    void hintsOfPeople();
    void textsThatAreNotFitToBeKept();
    void staysAliveAndMovesBeforeTheTwoHours();
    void aTakenNameIsGivenUpByTheOldConnection();
    void anotherServerIsNeverSpokenToSo();

private:
    void begin();
    void enter(const QString &name = u"ada"_s);
    void say(const QString &text, const QString &conversation = u"group"_s);
    // Time in which sockets do what they do.
    void pass(qint64 ms);
    [[nodiscard]] QStringList texts(const QString &conversation = u"group"_s) const;
    [[nodiscard]] MessageRow last(const QString &conversation = u"group"_s) const;
    [[nodiscard]] QString direct(const QString &other) const;
    // A row that was sent and is there; a row that waits is none.
    [[nodiscard]] static QString lineOf(const MessageRow &row);

    const QString bot = u"bot:bot:ada"_s;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::shared_ptr<HandWoundClock> m_clock;
    std::unique_ptr<tests::GatewayStandIn> m_gateway;
    std::unique_ptr<tests::ArticleHandlers> m_backend;
    std::unique_ptr<ChatClient> m_client;
    Profile m_profile;
};

void TestBasicMode::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(m_folder->path());
    m_clock = std::make_shared<HandWoundClock>();
    m_gateway = std::make_unique<tests::GatewayStandIn>();
    m_gateway->answersOffer = false;
    m_backend = std::make_unique<tests::ArticleHandlers>(*m_gateway);
    m_profile = m_store->create(m_gateway->url());
    m_profile.plain = true;
}

void TestBasicMode::cleanup()
{
    m_client.reset();
    m_backend.reset();
    m_gateway.reset();
    m_store.reset();
}

void TestBasicMode::begin()
{
    m_client = std::make_unique<ChatClient>(m_profile, *m_store, makeWebSocketTransport,
                                            Timing{m_clock, [] { return 0.5; }, {}});
    m_client->start();
    for (const QString &conversation : {u"group"_s, bot})
        new QAbstractItemModelTester(m_client->openConversation(conversation),
                                     QAbstractItemModelTester::FailureReportingMode::QtTest, m_client.get());
}

void TestBasicMode::enter(const QString &name)
{
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signInAsGuest(name);
    QTRY_COMPARE(m_client->status().phase, Phase::Online);
    m_profile = m_client->profile();
    QTRY_COMPARE(texts(), QStringList{u"Someone: %1 has joined the chat."_s.arg(name)});
}

void TestBasicMode::say(const QString &text, const QString &conversation)
{
    m_client->sendText(conversation, text);
}

void TestBasicMode::pass(qint64 ms)
{
    constexpr qint64 step = 5000;
    for (qint64 gone = 0; gone < ms; gone += step) {
        m_clock->advance(std::min(step, ms - gone));
        QCoreApplication::processEvents();
    }
}

QString TestBasicMode::lineOf(const MessageRow &row)
{
    const QString text = senderOf(row) + u": "_s + row.text;
    return row.state == State::Sent ? text : text + u" ("_s + stateWord(row) + u')';
}

QStringList TestBasicMode::texts(const QString &conversation) const
{
    QStringList result;
    for (const MessageRow &row : m_client->openConversation(conversation)->rows())
        result.append(row.kind == MessageRow::Kind::Gap ? u"…"_s : lineOf(row));
    return result;
}

MessageRow TestBasicMode::last(const QString &conversation) const
{
    const auto &rows = m_client->openConversation(conversation)->rows();
    return rows.isEmpty() ? MessageRow() : rows.last();
}

QString TestBasicMode::direct(const QString &other) const
{
    return protocol::directConversation(u"ada"_s, protocol::keyOf(other));
}

void TestBasicMode::joinsByName()
{
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    QCOMPARE(m_client->welcome().access, protocol::Access::Open);
    QVERIFY(!m_client->signedIn());
    m_client->signInAsGuest(u" ada "_s);
    QTRY_COMPARE(m_client->status().phase, Phase::Online);
    QVERIFY(m_client->signedIn() && m_client->isPlain());
    QCOMPARE(m_client->me().username, u"ada"_s);
    QCOMPARE(m_gateway->frames.size(), 1);
    QCOMPARE(m_gateway->frames[0], QByteArray(R"({"action":"sendMessage","type":"register","username":"ada"})"));
    // One conversation, and the bot.
    QStringList listed;
    for (const Contact &contact : m_client->contacts()->contacts())
        listed.append(contact.conversation);
    listed.sort();
    QCOMPARE(listed, QStringList({bot, u"group"_s}));
    // It is remembered for what it is.
    const ProfileStore kept(m_folder->path());
    QVERIFY(kept.profiles().first().plain);
    QCOMPARE(kept.profiles().first().username, u"ada"_s);
    QVERIFY(kept.profiles().first().pin.isEmpty());
    QCOMPARE(m_gateway->handshakes.size(), 1);
    QVERIFY(m_gateway->handshakes[0].offered.isEmpty());
}

void TestBasicMode::aNameThatIsTaken()
{
    m_backend->namesTaken = true;
    m_backend->join(u"ada"_s);
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    QSignalSpy failed(m_client.get(), &ChatClient::signInFailed);
    m_client->signInAsGuest(u"ada"_s);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Problem>().code, protocol::ErrorCode::Taken);
    QCOMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signInAsGuest(u"ada2"_s);
    QTRY_COMPARE(m_client->status().phase, Phase::Online);
    QCOMPARE(m_client->me().username, u"ada2"_s);
}

void TestBasicMode::textsHaveNoAuthor()
{
    enter();
    QSignalSpy arrived(m_client.get(), &ChatClient::messageArrived);
    m_backend->tellAll(u"  as it *comes*\nin two lines  "_s);
    QTRY_COMPARE(texts().size(), 2);
    QCOMPARE(last().text, u"  as it *comes*\nin two lines  "_s);
    QCOMPARE(senderOf(last()), u"Someone"_s);
    QVERIFY(!last().own);
    QCOMPARE(arrived.size(), 1);
    // What somebody says twice is there twice.
    m_backend->tellAll(u"again"_s);
    m_backend->tellAll(u"again"_s);
    QTRY_COMPARE(texts().size(), 4);
}

void TestBasicMode::onesOwnTextComesBack()
{
    enter();
    say(u"hello"_s);
    QTRY_COMPARE(texts().last(), u"ada: hello"_s);
    QVERIFY(last().own);
    QCOMPARE(texts().size(), 2);
    QCOMPARE(m_gateway->frames.last(),
             QByteArray(R"({"action":"sendMessage","message":"hello","type":"sendMessage"})"));
    // The same text of somebody else is another.
    m_backend->tellAll(u"hello"_s);
    QTRY_COMPARE(texts().last(), u"Someone: hello"_s);
}

void TestBasicMode::equalTextsComeBackInOrder()
{
    enter();
    for (int i = 0; i < 3; ++i)
        say(u"hello"_s);
    say(u"end"_s);
    QTRY_COMPARE(texts().size(), 5);
    QTRY_COMPARE(texts().last(), u"ada: end"_s);
    QCOMPARE(texts().count(u"ada: hello"_s), 3);
    QCOMPARE(m_backend->stored, QStringList({u"hello"_s, u"hello"_s, u"hello"_s, u"end"_s}));
}

void TestBasicMode::theEchoIsLateForEver()
{
    enter();
    m_backend->deaf = true;
    say(u"hello"_s);
    QTRY_COMPARE(m_backend->stored.size(), 1);
    m_clock->advance(29'999);
    QCOMPARE(last().state, State::Sending);
    m_clock->advance(1);
    QTRY_COMPARE(last().state, State::Failed);
    QVERIFY(last().unsure && last().changeable);
    QCOMPARE(stateWord(last()), u"maybe sent"_s);
    QVERIFY(last().failure.startsWith(u"Maybe sent"_s));
    // What comes now is somebody's.
    m_backend->tellAll(u"hello"_s);
    QTRY_COMPARE(texts().size(), 3);
    QVERIFY(texts().contains(u"Someone: hello"_s));
    // The person decides.
    m_backend->deaf = false;
    m_client->retry(last().id);
    QTRY_COMPARE(texts().last(), u"ada: hello"_s);
    QCOMPARE(m_backend->stored.size(), 2);
}

void TestBasicMode::aConnectionThatEndsLeavesItOpen()
{
    enter();
    m_backend->deaf = true;
    say(u"one"_s);
    say(u"two"_s);
    QTRY_COMPARE(m_backend->stored, QStringList{u"one"_s});
    m_gateway->endAll();
    QTRY_COMPARE(m_client->status().phase, Phase::Waiting);
    QTRY_COMPARE(texts().value(1), u"ada: one (maybe sent)"_s);
    QCOMPARE(texts().value(2), u"ada: two (waiting to be sent)"_s);
    m_backend->deaf = false;
    m_client->tryNow();
    QTRY_COMPARE(m_client->status().phase, Phase::Online);
    pass(60'000);
    QCOMPARE(m_backend->stored, QStringList{u"one"_s}); // nothing by itself
    // The line that tells of coming again may stand above it by now, or not yet.
    const auto &rows = m_client->openConversation(u"group"_s)->rows();
    const auto one = std::find_if(rows.begin(), rows.end(), [](const auto &row) { return row.text == "one"_L1; });
    QVERIFY(one != rows.end() && m_client->discard(one->id));
    QTRY_COMPARE(texts().last(), u"ada: two"_s);
    QCOMPARE(m_backend->stored, QStringList({u"one"_s, u"two"_s}));
}

void TestBasicMode::aRestartSendsNothingTwice()
{
    enter();
    m_backend->deaf = true;
    say(u"one"_s);
    QTRY_COMPARE(m_backend->stored, QStringList{u"one"_s});
    m_client.reset(); // in the middle of it
    m_backend->deaf = false;
    m_store = std::make_unique<ProfileStore>(m_folder->path());
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::Online);
    QTRY_VERIFY(texts().contains(u"ada: one (maybe sent)"_s));
    pass(60'000);
    QCOMPARE(m_backend->stored, QStringList{u"one"_s});
}

void TestBasicMode::directMessages()
{
    enter();
    m_backend->join(u"Ben"_s);
    QTRY_COMPARE(texts().size(), 2);
    QStringList names;
    m_client->listPeople(u"be"_s, {}, [&names](const Expected<protocol::UserList, Problem> &list) {
        for (const protocol::User &user : list->users)
            names.append(user.username);
    });
    QTRY_COMPARE(names, QStringList({u"be"_s, u"Ben"_s}));
    say(u" psst "_s, direct(u"Ben"_s));
    QTRY_COMPARE(texts(direct(u"Ben"_s)), QStringList{u"ada:  psst "_s});
    QCOMPARE(m_backend->directs, QList<tests::ArticleHandlers::Direct>({{u"Ben"_s, u"psst"_s}}));
    // The sentence that says so is not shown as well; what comes back cannot be told from a text to all.
    QCOMPARE(texts().size(), 2);
    m_backend->tellAll(u"psst yourself"_s);
    QTRY_COMPARE(texts().last(), u"Someone: psst yourself"_s);
    say(u"hello?"_s, direct(u"be"_s));
    QTRY_COMPARE(last(direct(u"be"_s)).state, State::Failed);
    QCOMPARE(last(direct(u"be"_s)).failure, u"There is nobody of that name here."_s);
    QVERIFY(!last(direct(u"be"_s)).unsure);
}

void TestBasicMode::theBot()
{
    enter();
    m_backend->bot = [](const QString &asked) { return asked == u"fail"_s ? u"!no credit"_s : u"You said "_s + asked; };
    say(u"room"_s, bot);
    QTRY_COMPARE(texts(bot), QStringList({u"ada: room"_s, u"Bot: You said room"_s}));
    QCOMPARE(texts().size(), 1);
    // Of what somebody else asked it, the answer comes to all.
    m_backend->tellAll(u"Bot: And breakfast?"_s);
    QTRY_COMPARE(texts().last(), u"Someone: Bot: And breakfast?"_s);
    QCOMPARE(texts(bot).size(), 2);
    say(u"fail"_s, bot);
    QTRY_COMPARE(last(bot).state, State::Failed);
    QCOMPARE(last(bot).failure, u"The bot cannot be reached at the moment."_s);
}

void TestBasicMode::whatIsNotImplementedIsGreyed()
{
    m_backend->knows = {u"register"_s, u"sendMessage"_s};
    enter();
    QVERIFY(m_client->mayWrite(bot));
    QSignalSpy changed(m_client.get(), &ChatClient::abilitiesChanged);
    say(u"room"_s, bot);
    QTRY_COMPARE(changed.size(), 1);
    QVERIFY(!m_client->mayWrite(bot));
    QVERIFY(m_client->mayWrite(direct(u"ben"_s)));
    QVERIFY(m_client->mayWrite(u"group"_s));
    QTRY_COMPARE(last(bot).state, State::Failed);
    QTRY_COMPARE(texts().last(), u"Someone: The 'bot' action is not implemented in this version. Come back later."_s);
    say(u"psst"_s, direct(u"ben"_s));
    QTRY_VERIFY(!m_client->mayWrite(direct(u"ben"_s)));
    // One that knows no names lets people in all the same.
    m_client.reset();
    m_backend->knows = {u"sendMessage"_s};
    m_profile = m_store->create(m_gateway->url());
    m_profile.plain = true;
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signInAsGuest(u"ada"_s);
    QTRY_COMPARE(m_client->status().phase, Phase::Online);
    say(u"hello"_s);
    QTRY_COMPARE(texts().last(), u"ada: hello"_s);
}

void TestBasicMode::anybodyMayTypeThatSentence()
{
    enter();
    m_backend->tellAll(u"The 'sendMessage' action is not implemented in this version."_s);
    QTRY_COMPARE(texts().size(), 2);
    QVERIFY(m_client->mayWrite(u"group"_s));
}

void TestBasicMode::errorsOfTheGatewayAreNoTexts()
{
    enter();
    m_gateway->refuseFrames(1, u"Forbidden"_s);
    say(u"one"_s);
    QTRY_COMPARE(last().state, State::Failed);
    QVERIFY(!last().unsure);
    m_client->retry(last().id);
    QTRY_COMPARE(texts().last(), u"ada: one"_s);
    // Of one that crashed nobody knows how far it came.
    m_backend->deaf = true;
    m_gateway->failAfterNextFrame();
    say(u"two"_s);
    QTRY_COMPARE(texts().last(), u"ada: two (maybe sent)"_s);
    QCOMPARE(texts().size(), 3);
    QCOMPARE(m_client->status().phase, Phase::Online);
}

void TestBasicMode::refusals_data()
{
    QTest::addColumn<QString>("sentence");
    QTest::addColumn<State>("state");
    QTest::newRow("too long") << u"Error: the message is too long."_s << State::Failed;
    QTest::newRow("not accepted") << u"Error: the message was not accepted."_s << State::Failed;
    QTest::newRow("no object") << u"Error: the message is not a JSON object."_s << State::Failed;
    QTest::newRow("too many") << u"Error: too many messages, wait 7 s."_s << State::Sent;
    QTest::newRow("not stored") << u"Error: the message could not be stored."_s << State::Sent;
}

void TestBasicMode::refusals()
{
    QFETCH(QString, sentence);
    QFETCH(State, state);
    enter();
    m_backend->deaf = true;
    say(u"hello"_s);
    QTRY_COMPARE(m_backend->stored.size(), 1);
    m_backend->deaf = false;
    m_backend->tellAll(sentence);
    // It is the backend's word about that text, and no text itself; where it was not stored it goes out once more.
    QTRY_VERIFY(last().state != State::Sending);
    pass(10'000);
    QTRY_COMPARE(last().state, state);
    QVERIFY(!last().unsure);
    QCOMPARE(texts().size(), 2);
    // To somebody who waits for nothing it is a text.
    if (state == State::Sent) {
        m_backend->tellAll(sentence);
        QTRY_COMPARE(texts().last(), u"Someone: "_s + sentence);
    }
}

// API Gateway ends the connection after such a frame, and with it whatever else is on its way.
void TestBasicMode::whatApiGatewayDoesNotTakeIsNotSent()
{
    enter();
    const qsizetype before = m_gateway->frames.size();
    // In JSON each of these takes six bytes.
    say(QString(protocol::limits::textBytes, QChar(1)));
    QTRY_COMPARE(last().state, State::Failed);
    QCOMPARE(m_gateway->frames.size(), before);
    QCOMPARE(m_client->status().phase, Phase::Online);
    // What follows waits until one has decided what becomes of it.
    QVERIFY(m_client->discard(last().id));
    say(u"hello"_s);
    QTRY_COMPARE(texts().last(), u"ada: hello"_s);
}

void TestBasicMode::registersAgainAfterEachReconnect()
{
    enter();
    for (int i = 0; i < 2; ++i) {
        m_gateway->endAll();
        QTRY_COMPARE(m_client->status().phase, Phase::Waiting);
        const auto before = m_gateway->frames.size();
        m_client->tryNow();
        QTRY_COMPARE(m_client->status().phase, Phase::Online);
        QTRY_COMPARE(m_gateway->frames.size(), before + 1);
        QVERIFY(m_gateway->frames.last().contains(R"("username":"ada")"));
        say(u"back %1"_s.arg(i));
        QTRY_COMPARE(texts().last(), u"ada: back %1"_s.arg(i));
    }
    // That one is back is no news to oneself.
    QCOMPARE(texts().filter(u"ada has joined"_s).size(), 1);
}

void TestBasicMode::keepsWhatWasSeen()
{
    enter();
    m_backend->tellAll(u"one"_s);
    say(u"two"_s);
    QTRY_COMPARE(texts().size(), 3);
    const QStringList seen = texts();
    m_client.reset();
    m_store = std::make_unique<ProfileStore>(m_folder->path());
    m_gateway->refusesAll = 503;
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::Waiting);
    QTRY_COMPARE(texts(), seen);
    // And goes on behind it.
    m_gateway->refusesAll = 0;
    m_client->tryNow();
    QTRY_COMPARE(m_client->status().phase, Phase::Online);
    m_backend->tellAll(u"three"_s);
    QTRY_COMPARE(texts(), seen + QStringList{u"Someone: three"_s});
    QCOMPARE(last().seq, 4);
}

void TestBasicMode::whatItCannotDo()
{
    enter();
    say(u"hello"_s);
    QTRY_COMPARE(texts().last(), u"ada: hello"_s);
    const auto frames = m_gateway->frames.size();
    QSignalSpy refused(m_client.get(), &ChatClient::changeRefused);
    m_client->react(u"group"_s, last().seq, u"👍"_s, true);
    QTRY_COMPARE(refused.size(), 1);
    QCOMPARE(sentence(refused[0][1].value<Problem>()), u"A plain AWS backend cannot do this."_s);
    std::optional<Problem> problem;
    m_client->createRoom({}, [&problem](const Expected<QString, Problem> &made) { problem = made.error(); });
    QTRY_VERIFY(problem);
    m_client->setTyping(u"group"_s, true);
    m_client->markRead(u"group"_s, last().seq);
    pass(1000);
    QCOMPARE(m_gateway->frames.size(), frames); // nothing of it is told to anybody
    QCOMPARE(m_client->fileLimit(), 0);
}

void TestBasicMode::hintsOfPeople()
{
    enter();
    for (const QString &line : {u"ben has joined the chat."_s, u"two words has joined the chat."_s,
                                u"Anonymous has joined the chat."_s, u"ben has left the chat."_s})
        m_backend->tellAll(line);
    QTRY_COMPARE(texts().size(), 5);
    QStringList names;
    m_client->listPeople({}, {}, [&names](const Expected<protocol::UserList, Problem> &list) {
        for (const protocol::User &user : list->users)
            names.append(user.username);
    });
    QTRY_COMPARE(names, QStringList{u"ben"_s});
}

void TestBasicMode::textsThatAreNotFitToBeKept()
{
    enter();
    m_backend->tellAll(QString());
    m_backend->tellAll(u"a\u0000b\u0007\u009fc"_s);
    m_backend->tellAll(QString(12'000, u'ä'));
    // Longer than a message may be: several.
    QTRY_COMPARE(texts().size(), 5);
    QCOMPARE(texts().value(1), u"Someone: abc"_s);
    QString whole;
    for (const MessageRow &row : m_client->openConversation(u"group"_s)->rows().sliced(2)) {
        QVERIFY(row.text.toUtf8().size() <= 8 * 1024);
        whole += row.text;
    }
    QCOMPARE(whole, QString(12'000, u'ä'));
}

void TestBasicMode::staysAliveAndMovesBeforeTheTwoHours()
{
    enter();
    QSignalSpy status(m_client.get(), &ChatClient::statusChanged);
    const auto before = m_gateway->frames.size();
    constexpr int minute = 60'000;
    pass(4 * minute + 5000);
    QTRY_COMPARE(m_gateway->frames.size(), before + 1);
    QCOMPARE(m_gateway->frames.last(), QByteArray(R"({"action":"sendMessage","message":"","type":"sendMessage"})"));
    QCOMPARE(texts().size(), 1); // which is nothing to anybody
    pass(100 * minute);
    QCOMPARE(m_gateway->handshakes.size(), 1);
    QVERIFY(m_gateway->frames.size() >= before + 20);
    m_clock->advance(25'000); // 104.5 min after it was opened: random draws of 0.5
    QTRY_COMPARE(m_gateway->handshakes.size(), 2);
    QTRY_COMPARE(m_gateway->connections().size(), 2);
    QTRY_VERIFY(m_gateway->frames.last().contains("register"));
    // What is said while there are two is there once; what is said twice is there twice.
    m_backend->tellAll(u"during"_s);
    m_backend->tellAll(u"during"_s);
    say(u"mine"_s);
    QTRY_COMPARE(texts().size(), 4);
    QCOMPARE(m_gateway->connections().size(), 2);
    m_clock->advance(2000);
    QTRY_COMPARE(m_gateway->connections().size(), 1);
    m_backend->tellAll(u"after"_s);
    QTRY_COMPARE(texts().last(), u"Someone: after"_s);
    QCOMPARE(texts(), QStringList({u"Someone: ada has joined the chat."_s, u"Someone: during"_s, u"Someone: during"_s,
                                   u"ada: mine"_s, u"Someone: after"_s}));
    QCOMPARE(status.size(), 0);
    QCOMPARE(m_gateway->mostAtOnce, 2);
}

void TestBasicMode::aTakenNameIsGivenUpByTheOldConnection()
{
    m_backend->namesTaken = true;
    enter();
    pass(104 * 60'000 + 30'000);
    QTRY_COMPARE(m_gateway->handshakes.size(), 2);
    QTRY_COMPARE(m_gateway->connections().size(), 1);
    pass(10'000);
    m_backend->tellAll(u"after"_s);
    QTRY_COMPARE(texts().last(), u"Someone: after"_s);
    int registered = 0;
    for (const QByteArray &frame : std::as_const(m_gateway->frames))
        registered += frame.contains("register") ? 1 : 0;
    QCOMPARE(registered, 3);
    QCOMPARE(texts().size(), 2);
}

void TestBasicMode::anotherServerIsNeverSpokenToSo()
{
    // Known for Confab's protocol: by an account, by a key, by its welcome alone.
    for (int how = 0; how < 3; ++how) {
        Profile profile = m_store->create(m_gateway->url());
        profile.username = how == 0 ? u"ada"_s : QString();
        profile.pin = how == 1 ? QByteArray("key") : QByteArray();
        profile.serverName = how == 2 ? u"Studio Nord"_s : QString();
        ChatClient client(profile, *m_store, makeWebSocketTransport);
        client.start();
        QTRY_COMPARE(client.status().phase, Phase::Refused);
        QVERIFY(sentence(client.status(), profile.url).startsWith(u"This is not the server you know"_s));
        QVERIFY(!client.isPlain());
    }
    QVERIFY(m_gateway->frames.isEmpty());
    QCOMPARE(m_gateway->handshakes.size(), 3);
}

CONFAB_TEST(TestBasicMode)
#include "tst_basic_mode.moc"
