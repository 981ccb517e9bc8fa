// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/hand_wound_clock.h"
#include "support/scripted_server.h"
#include "test_program.h"

#include <confab/client/chat_client.h>
#include <confab/protocol/names.h>

#include <QAbstractItemModelTester>
#include <QDir>
#include <QFileInfo>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using Phase = ConnectionStatus::Phase;
using State = MessageRow::State;

// The whole client but its socket: what is said, what comes, what is left after a fault.
class TestChatClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void signsUpSendsAndReceives();
    void rememberedAfterARestart();
    void readsOffline();
    void sendsWhatWasWrittenOffline();
    void thePushBeforeAndAfterTheAck_data();
    void thePushBeforeAndAfterTheAck();
    void aLostAckIsAskedForAgain();
    void duplicatesAreDrawnOnce();
    void aGapIsSynced();
    void aBusyServerIsAskedAgainLater();
    void oneRefusedFrameIsNotTheWhole();
    void theLastFrameBeginsNothingAnewThatOthersNamed();
    void noWaitIsForEver();
    void aGapIsAskedForAgainLater();
    void pongTellsOfALostPush();
    void resetFetchesAnew();
    void whatIsWrittenIsShownThoughAResetWasCutShort();
    void anotherEpochKeepsWhatWaits();
    void anotherEpochOffersWhatIsGone();
    void failedMessagesWaitForAPerson();
    void tooFastWaits();
    void goneConversationsLeaveNothing();
    void olderRowsComeFromTheServer();
    void muchUnreadBeginsWhereItWasLeft();
    void rowsAroundAnyMessage();
    void whatASyncBringsStandsBelowTheNewLine();
    void farFromTheEndItIsLetGo();
    void gapsAreFilled();
    void newLineStaysWhereItWas();
    void ticksFollowOthers();
    void unreadAndReading();
    void readingIsToldAfterARestart();
    void aRefusedMarkIsToldAgain();
    void draftsSurvive();
    void typingLapses();
    void peopleBeforeAnyMessage();
    void directMessagesGoByName();
    void botsAreAsked();
    void watchingIsToldAgain();
    void notificationsForNewOnesOnly();
    void signsOut();
    void aRefusedTokenAsksAgain();
    void somebodyElseSendsNothing();
    void somebodyElseSeesNothing();
    void aBrokenCacheIsBegunAnew();
    void aDiskThatCannotBeWrittenIsTold();
    void aFloodIsBounded();

private:
    // A client as after a start of the program.
    void begin();
    void begin(const Profile &profile);
    void end();
    void signIn(const QString &name = u"ada"_s);
    // The server refuses so many syncs, and tells for how long.
    void refuseSyncs(int count, protocol::ErrorCode code, qint64 retryAfterMs);
    // More conversations than one frame of a sync names.
    void haveManyRooms();
    [[nodiscard]] qsizetype syncs() const { return m_server->all<protocol::Sync>().size(); }
    void online() { QTRY_COMPARE(m_client->status().phase, Phase::Online); }
    [[nodiscard]] QStringList texts(ConversationModel *model) const;
    [[nodiscard]] Contact contact(const QString &conversation) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ProfileStore> m_store;
    std::shared_ptr<HandWoundClock> m_clock;
    std::unique_ptr<ScriptedServer> m_server;
    std::unique_ptr<ChatClient> m_client;
    Profile m_profile;
    int m_refused = 0; // by refuseSyncs()
};

void TestChatClient::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_store = std::make_unique<ProfileStore>(m_folder->path());
    m_clock = std::make_shared<HandWoundClock>();
    m_server = std::make_unique<ScriptedServer>();
    m_profile = m_store->create(QUrl(u"wss://host:7465"_s));
}

void TestChatClient::cleanup()
{
    m_client.reset();
    m_server.reset();
    m_store.reset();
}

void TestChatClient::begin()
{
    const auto saved = m_store->profiles();
    begin(saved.isEmpty() ? m_profile : saved.first());
}

void TestChatClient::begin(const Profile &profile)
{
    m_client =
        std::make_unique<ChatClient>(profile, *m_store, m_server->factory(), Timing{m_clock, [] { return 0.5; }});
    m_client->start();
}

void TestChatClient::end()
{
    m_client.reset();
    m_store = std::make_unique<ProfileStore>(m_folder->path());
}

void TestChatClient::signIn(const QString &name)
{
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signIn(name, u"correct horse battery"_s);
    online();
}

QStringList TestChatClient::texts(ConversationModel *model) const
{
    QStringList result;
    for (const MessageRow &row : model->rows())
        result.append(row.kind == MessageRow::Kind::Gap ? u"(gap)"_s : row.text);
    return result;
}

Contact TestChatClient::contact(const QString &conversation) const
{
    const int row = m_client->contacts()->indexOf(conversation);
    return row < 0 ? Contact() : m_client->contacts()->contacts()[row];
}

void TestChatClient::signsUpSendsAndReceives()
{
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    QVERIFY(!m_client->signedIn());
    QVERIFY(m_store->profiles().isEmpty()); // not before somebody is in
    m_client->signUp(u"ada"_s, u"correct horse battery"_s, u"Ada L."_s, u"code"_s);
    online();
    QCOMPARE(m_server->last<protocol::SignUp>().invite, u"code"_s);
    QVERIFY(m_client->signedIn());
    QCOMPARE(m_client->me().username, u"ada"_s);
    QCOMPARE(m_store->profiles().size(), 1);
    QCOMPARE(m_store->profiles().first().serverName, u"Test chat"_s);
    QCOMPARE(m_store->profiles().first().pin, m_server->key);
    QCOMPARE(m_store->token(m_profile.id), u"token-of-ada"_s);

    ConversationModel *model = m_client->openConversation(u"group"_s);
    QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QAbstractItemModelTester contactTester(m_client->contacts(),
                                           QAbstractItemModelTester::FailureReportingMode::QtTest);
    m_client->sendText(u"group"_s, u"Shall we?"_s);
    QTRY_COMPARE(texts(model), QStringList{u"Shall we?"_s});
    QTRY_COMPARE(model->row(0).state, State::Sent);
    QCOMPARE(model->row(0).seq, 1);
    QVERIFY(model->row(0).own);
    m_server->say(u"group"_s, u"ben"_s, u"Yes!"_s);
    QTRY_COMPARE(texts(model), (QStringList{u"Shall we?"_s, u"Yes!"_s}));
    QTRY_COMPARE(model->row(1).authorName, u"Ben"_s); // looked up
    QVERIFY(!model->row(1).own);
    QCOMPARE(contact(u"group"_s).lastLine, u"Ben: Yes!"_s);
    QCOMPARE(contact(u"group"_s).unread, 1);
    QCOMPARE(contact(u"group"_s).name, u"Everyone"_s);
}

void TestChatClient::rememberedAfterARestart()
{
    m_server->say(u"group"_s, u"ben"_s, u"one"_s);
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(texts(model), QStringList{u"one"_s});
    end();
    m_server->say(u"group"_s, u"ben"_s, u"two"_s, false);
    begin();
    QVERIFY(m_client->profile().username == u"ada"_s);
    online();
    model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(texts(model), (QStringList{u"one"_s, u"two"_s}));
    // It asked from its cursor, not for everything.
    QCOMPARE(m_server->last<protocol::Sync>().since.size(), 1);
    QCOMPARE(m_server->last<protocol::Sync>().since.first().cursor, 1);
    QCOMPARE(m_server->last<protocol::Sync>().since.first().seq, 1);
}

void TestChatClient::readsOffline()
{
    for (int i = 0; i < 5; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i));
    signIn();
    // Nobody has opened it: what is newest is there all the same.
    QTRY_COMPARE(m_server->all<protocol::History>().size(), 1);
    QTRY_COMPARE(contact(u"group"_s).unread, 5);
    QTRY_COMPARE(contact(u"group"_s).lastLine, u"Ben: 4"_s); // who ben is has been asked
    end();
    m_server->refuse = protocol::Transport::Failure::HostNotFound;
    begin();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(model->rowCount(), 5);
    QTRY_COMPARE(m_client->status().phase, Phase::Waiting);
    QCOMPARE(contact(u"group"_s).lastLine, u"Ben: 4"_s);
    QCOMPARE(m_client->me().username, u"ada"_s);
    QVERIFY(m_client->signedIn());
}

void TestChatClient::sendsWhatWasWrittenOffline()
{
    signIn();
    m_server->refuse = protocol::Transport::Failure::Refused;
    m_server->drop();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    for (int i = 0; i < 5; ++i)
        m_client->sendText(u"group"_s, QString::number(i));
    QTRY_COMPARE(model->rowCount(), 5);
    QCOMPARE(model->row(0).state, State::Waiting);
    // The program ends and starts again: they are still there.
    end();
    begin();
    model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(texts(model), (QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    QTRY_COMPARE(m_client->status().phase, Phase::Waiting);
    m_server->refuse = protocol::Transport::Failure::None;
    m_client->tryNow();
    online();
    QTRY_COMPARE(m_server->messages.value(u"group"_s).size(), 5);
    QTRY_COMPARE(model->row(4).state, State::Sent);
    QCOMPARE(texts(model), (QStringList{u"0"_s, u"1"_s, u"2"_s, u"3"_s, u"4"_s}));
    for (int i = 0; i < 5; ++i)
        QCOMPARE(m_server->messages.value(u"group"_s)[i].text, QString::number(i));
}

void TestChatClient::thePushBeforeAndAfterTheAck_data()
{
    QTest::addColumn<bool>("pushFirst");
    QTest::newRow("push first") << true;
    QTest::newRow("ack first") << false;
}

void TestChatClient::thePushBeforeAndAfterTheAck()
{
    QFETCH(bool, pushFirst);
    signIn();
    m_server->acks = !pushFirst;
    m_server->pushes = pushFirst;
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_client->sendText(u"group"_s, u"mine"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    QTRY_COMPARE(model->row(0).state, State::Sent);
    const QString id = model->row(0).id;
    const protocol::Message message = m_server->messages.value(u"group"_s).first();
    QCOMPARE(message.id, id);
    // The other half comes.
    if (pushFirst)
        m_server->send(protocol::Ack{id, u"group"_s, message.seq, message.rev, message.at});
    else
        m_server->send(protocol::MessagePush{message});
    QTRY_COMPARE(model->rowCount(), 1);
    QCOMPARE(model->row(0).id, id);
    QTRY_COMPARE(model->row(0).seq, 1);
    // The next one of the conversation goes now.
    m_server->acks = m_server->pushes = true;
    m_client->sendText(u"group"_s, u"next"_s);
    QTRY_COMPARE(texts(model), (QStringList{u"mine"_s, u"next"_s}));
    QTRY_COMPARE(model->row(1).seq, 2);
}

void TestChatClient::aLostAckIsAskedForAgain()
{
    signIn();
    m_server->acks = m_server->pushes = false;
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_client->sendText(u"group"_s, u"once"_s);
    QTRY_COMPARE(m_server->messages.value(u"group"_s).size(), 1); // it was kept; the answer is lost
    QTRY_COMPARE(model->row(0).state, State::Sending);
    m_server->acks = true;
    m_server->drop();
    QTRY_COMPARE(model->row(0).state, State::Waiting);
    QVERIFY(!model->row(0).changeable); // it may be there already: left alone
    QVERIFY(!m_client->editWaiting(model->row(0).id, u"twice"_s));
    QVERIFY(!m_client->discard(model->row(0).id));
    m_client->tryNow();
    online();
    QTRY_COMPARE(model->row(0).state, State::Sent);
    QCOMPARE(texts(model), QStringList{u"once"_s});
    QCOMPARE(m_server->messages.value(u"group"_s).size(), 1);
}

void TestChatClient::duplicatesAreDrawnOnce()
{
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    const protocol::Message message = m_server->say(u"group"_s, u"ben"_s, u"first"_s);
    for (int i = 0; i < 3; ++i)
        m_server->send(protocol::MessagePush{message});
    QTRY_COMPARE(texts(model), QStringList{u"first"_s});
    // A newer rev of it replaces it, an older one does not.
    protocol::Message edited = message;
    edited.rev = 2;
    edited.text = u"edited"_s;
    m_server->send(protocol::MessagePush{edited});
    m_server->send(protocol::MessagePush{message});
    QTRY_COMPARE(texts(model), QStringList{u"edited"_s});
}

void TestChatClient::aGapIsSynced()
{
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_server->say(u"group"_s, u"ben"_s, u"1"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    QSignalSpy arrived(m_client.get(), &ChatClient::messageArrived);
    const qsizetype syncs = m_server->all<protocol::Sync>().size();
    m_server->say(u"group"_s, u"ben"_s, u"2"_s, false); // lost on the way
    m_server->say(u"group"_s, u"ben"_s, u"3"_s);
    QTRY_COMPARE(texts(model), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    QCOMPARE(arrived.size(), 2); // also what no push told
    QCOMPARE(m_server->all<protocol::Sync>().size(), syncs + 1);
    const auto sync = m_server->last<protocol::Sync>();
    QVERIFY(!sync.last);
    QCOMPARE(sync.since.size(), 1);
    QCOMPARE(sync.since[0].cursor, 1);
}

void TestChatClient::refuseSyncs(int count, protocol::ErrorCode code, qint64 retryAfterMs)
{
    m_refused = 0;
    m_server->handle = [this, count, code, retryAfterMs](const protocol::ClientCommand &command) {
        if (!std::holds_alternative<protocol::Sync>(command) || m_refused == count)
            return false;
        ++m_refused;
        m_server->send(protocol::ErrorFrame{protocol::idOf(command), code, {}, {}, retryAfterMs});
        return true;
    };
}

// The generator says 0.5: half a second more than was told, then a second, as the window doubles.
void TestChatClient::aBusyServerIsAskedAgainLater()
{
    m_server->say(u"group"_s, u"ben"_s, u"1"_s);
    refuseSyncs(2, protocol::ErrorCode::Unavailable, 4000);
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signIn(u"ada"_s, u"correct horse battery"_s);
    QTRY_COMPARE(m_refused, 1);
    m_clock->advance(4499);
    QCoreApplication::processEvents();
    QCOMPARE(syncs(), 1);
    m_clock->advance(1);
    QTRY_COMPARE(m_refused, 2);
    m_clock->advance(4999);
    QCoreApplication::processEvents();
    QCOMPARE(syncs(), 2);
    QCOMPARE(m_client->status().phase, Phase::Syncing);
    m_clock->advance(1);
    online();
    QCOMPARE(syncs(), 3);
    QCOMPARE(m_server->opened, 1);
    QTRY_COMPARE(contact(u"group"_s).lastLine, u"Ben: 1"_s);
}

void TestChatClient::haveManyRooms()
{
    for (int i = 0; i < protocol::limits::syncSince; ++i) {
        protocol::SyncedConversation room;
        room.id = u"room-%1"_s.arg(i);
        room.kind = protocol::ConversationKind::Room;
        room.name = room.id;
        m_server->conversations.insert(room.id, room);
    }
}

// Of two frames the first is refused: the server does not know what it named, and what it says to the last one is not
// the whole.
void TestChatClient::oneRefusedFrameIsNotTheWhole()
{
    haveManyRooms();
    signIn();
    m_server->drop();
    const qsizetype before = syncs();
    refuseSyncs(1, protocol::ErrorCode::Unavailable, 4000);
    m_client->tryNow();
    QTRY_COMPARE(syncs(), before + 2);
    QTRY_COMPARE(m_refused, 1);
    QVERIFY(m_server->last<protocol::Sync>().last);
    QCoreApplication::processEvents();
    QCOMPARE(m_client->status().phase, Phase::Syncing);
    m_clock->advance(5000);
    online();
    QCOMPARE(syncs(), before + 4);
    QCOMPARE(m_server->opened, 2);
}

// This server keeps nothing between two frames, and tells of what the first has named as of something new.
void TestChatClient::theLastFrameBeginsNothingAnewThatOthersNamed()
{
    haveManyRooms();
    m_server->say(u"group"_s, u"ben"_s, u"1"_s);
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(texts(model), QStringList{u"1"_s});
    const auto pages = m_server->all<protocol::History>().size();
    m_server->drop();
    m_client->tryNow();
    online();
    QCOMPARE(m_server->last<protocol::Sync>().since.size(), 1);
    QCOMPARE(texts(model), QStringList{u"1"_s});
    QCOMPARE(m_server->all<protocol::History>().size(), pages);
}

void TestChatClient::noWaitIsForEver()
{
    m_server->say(u"group"_s, u"ben"_s, u"1"_s);
    refuseSyncs(1, protocol::ErrorCode::RateLimited, 1'000'000'000'000);
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signIn(u"ada"_s, u"correct horse battery"_s);
    QTRY_COMPARE(m_refused, 1);
    for (int minute = 0; minute < 11 && m_client->status().phase != Phase::Online; ++minute) {
        for (int i = 0; i < 12; ++i) {
            m_clock->advance(5000);
            QCoreApplication::processEvents(); // pings are answered
        }
    }
    online();
    QCOMPARE(m_server->opened, 1);
}

void TestChatClient::aGapIsAskedForAgainLater()
{
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_server->say(u"group"_s, u"ben"_s, u"1"_s);
    refuseSyncs(1, protocol::ErrorCode::Unavailable, 0); // names no time
    m_server->say(u"group"_s, u"ben"_s, u"2"_s, false);  // lost on the way
    m_server->say(u"group"_s, u"ben"_s, u"3"_s);
    QTRY_COMPARE(m_refused, 1);
    const qsizetype before = syncs();
    m_clock->advance(2499);
    QCoreApplication::processEvents();
    QCOMPARE(syncs(), before);
    m_clock->advance(1);
    QTRY_COMPARE(texts(model), (QStringList{u"1"_s, u"2"_s, u"3"_s}));
    QCOMPARE(syncs(), before + 1);
    QCOMPARE(m_client->status().phase, Phase::Online);
    QCOMPARE(m_server->opened, 1);
}

void TestChatClient::pongTellsOfALostPush()
{
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_server->say(u"group"_s, u"ben"_s, u"1"_s);
    m_server->say(u"group"_s, u"ben"_s, u"the last"_s, false);
    m_server->handle = [this](const protocol::ClientCommand &command) {
        const auto *ping = std::get_if<protocol::Ping>(&command);
        if (!ping)
            return false;
        if (ping->revs != QList<protocol::Ping::Rev>{{u"group"_s, 1}})
            return false;
        m_server->send(protocol::Pong{ping->id, {u"group"_s}});
        return true;
    };
    m_clock->advance(5000);
    QTRY_COMPARE(texts(model), (QStringList{u"1"_s, u"the last"_s}));
}

void TestChatClient::resetFetchesAnew()
{
    m_server->say(u"group"_s, u"ben"_s, u"one"_s);
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(texts(model), QStringList{u"one"_s});
    m_server->drop();
    // The server was set back and went on otherwise: lower numbers, other messages.
    m_server->messages.clear();
    m_server->conversations[u"group"_s].seq = m_server->conversations[u"group"_s].rev = 0;
    m_server->say(u"group"_s, u"ben"_s, u"another one"_s, false);
    m_client->tryNow();
    online();
    QTRY_COMPARE(texts(model), QStringList{u"another one"_s});
    m_server->say(u"group"_s, u"ben"_s, u"and on"_s);
    QTRY_COMPARE(texts(model), (QStringList{u"another one"_s, u"and on"_s}));
    end();
    m_server->refuse = protocol::Transport::Failure::Refused;
    begin();
    model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(texts(model), (QStringList{u"another one"_s, u"and on"_s}));
}

void TestChatClient::whatIsWrittenIsShownThoughAResetWasCutShort()
{
    m_server->handle = [](const protocol::ClientCommand &command) {
        return std::get_if<protocol::History>(&command) != nullptr;
    };
    begin();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signIn(u"ada"_s, u"correct horse battery"_s);
    online();
    m_server->refuse = protocol::Transport::Failure::Refused;
    m_server->drop();
    m_client->sendText(u"group"_s, u"mine"_s);
    QTRY_COMPARE(texts(model), QStringList{u"mine"_s});
    QVERIFY(model->row(0).changeable);
    m_server->handle = nullptr;
    m_server->refuse = protocol::Transport::Failure::None;
    m_client->tryNow();
    online();
    QTRY_COMPARE(m_server->messages.value(u"group"_s).size(), 1);
    QTRY_COMPARE(model->row(0).state, State::Sent);
    QCOMPARE(texts(model), QStringList{u"mine"_s});
}

void TestChatClient::anotherEpochKeepsWhatWaits()
{
    m_server->say(u"group"_s, u"ben"_s, u"old times"_s);
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(texts(model), QStringList{u"old times"_s});
    m_server->pushes = false;
    m_client->sendText(u"group"_s, u"acked, then lost"_s);
    QTRY_COMPARE(model->rowCount(), 2);
    QTRY_COMPARE(model->row(1).state, State::Sent);
    m_server->pushes = true;
    m_server->drop();
    m_client->sendText(u"group"_s, u"written meanwhile"_s);
    QTRY_COMPARE(model->rowCount(), 3);
    m_server->messages.clear();
    m_server->conversations[u"group"_s].seq = m_server->conversations[u"group"_s].rev = 0;
    m_server->conversations[u"group"_s].last.reset();
    m_server->welcome.server.epoch = u"epoch-2"_s;
    m_client->tryNow();
    online();
    QVERIFY(m_server->last<protocol::Sync>().since.isEmpty());
    // The one that the server had acked and lost waits for the person; what was written since does not wait for it.
    QTRY_COMPARE(texts(model), (QStringList{u"written meanwhile"_s, u"acked, then lost"_s}));
    QTRY_COMPARE(model->row(0).state, State::Sent);
    QCOMPARE(model->row(1).state, State::Failed);
    m_client->retry(model->row(1).id);
    QTRY_COMPARE(m_server->messages.value(u"group"_s).size(), 2);
    QTRY_COMPARE(model->row(1).state, State::Sent);
    QCOMPARE(texts(model), (QStringList{u"written meanwhile"_s, u"acked, then lost"_s}));
}

void TestChatClient::anotherEpochOffersWhatIsGone()
{
    const QString room = u"room:01ARZ3NDEKTSV4RRFFQ69G5FAV"_s;
    m_server->conversations[room].id = room;
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_server->say(u"group"_s, u"ben"_s, u"old times"_s);
    for (const QString &text : {u"kept"_s, u"also kept"_s, u"lost"_s, u"lost, its place taken"_s, u"lost at the end"_s})
        m_client->sendText(u"group"_s, text);
    m_client->sendText(room, u"in a room that is gone"_s);
    QTRY_COMPARE(model->rowCount(), 6);
    QTRY_COMPARE(model->row(5).state, State::Sent);
    QTRY_COMPARE(m_client->conversation(room)->seq, 1);
    m_server->drop();
    // The backup was made before the last three and the room; ben came back first.
    m_server->messages[u"group"_s].resize(3);
    m_server->conversations[u"group"_s].seq = m_server->conversations[u"group"_s].rev = 3;
    m_server->say(u"group"_s, u"ben"_s, u"what happened?"_s, false);
    m_server->say(u"group"_s, u"ben"_s, u"hello?"_s, false);
    m_server->conversations.remove(room);
    m_server->messages.remove(room);
    m_server->welcome.server.epoch = u"epoch-2"_s;
    QSignalSpy lost(m_client.get(), &ChatClient::ownMessagesLost);
    m_client->tryNow();
    online();
    QTRY_COMPARE(lost.size(), 1);
    QCOMPARE(lost[0][0].toInt(), 3);
    QTRY_COMPARE(texts(model), (QStringList{u"old times"_s, u"kept"_s, u"also kept"_s, u"what happened?"_s, u"hello?"_s,
                                            u"lost"_s, u"lost, its place taken"_s, u"lost at the end"_s}));
    for (int row = 5; row < 8; ++row) {
        QCOMPARE(model->row(row).state, State::Failed);
        QVERIFY(model->row(row).changeable);
    }
    // They are there after a restart, and nothing more is told.
    end();
    begin();
    QSignalSpy again(m_client.get(), &ChatClient::ownMessagesLost);
    online();
    model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(model->rowCount(), 8);
    QCOMPARE(again.size(), 0);
    QVERIFY(m_client->discard(model->row(5).id));
    m_client->retry(model->row(6).id);
    QTRY_COMPARE(m_server->messages.value(u"group"_s).size(), 6);
    QCOMPARE(m_server->messages.value(u"group"_s).last().text, u"lost, its place taken"_s);
    QTRY_COMPARE(model->rowCount(), 7);
}

void TestChatClient::failedMessagesWaitForAPerson()
{
    signIn();
    bool muted = true;
    int refused = 0;
    m_server->handle = [&](const protocol::ClientCommand &command) {
        if (!muted || !std::get_if<protocol::SendMessage>(&command))
            return false;
        ++refused;
        m_server->send(protocol::ErrorFrame{protocol::idOf(command), protocol::ErrorCode::Muted, u"muted"_s, {}, 0});
        return true;
    };
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_client->sendText(u"group"_s, u"one"_s);
    m_client->sendText(u"group"_s, u"two"_s);
    m_client->sendText(u"group"_s, u"three"_s);
    QTRY_COMPARE(model->rowCount(), 3);
    QTRY_COMPARE(model->row(0).state, State::Failed);
    QCOMPARE(model->row(0).failure, sentence(Problem{protocol::ErrorCode::Muted, {}, {}, 0, false}));
    QCOMPARE(model->row(1).state, State::Waiting);
    QCOMPARE(m_server->all<protocol::SendMessage>().size(), 1);
    // It stays so over a restart.
    end();
    begin();
    online();
    model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(model->rowCount(), 3);
    QCOMPARE(model->row(0).state, State::Failed);
    const QString id = model->row(0).id;
    m_client->retry(id);
    QTRY_COMPARE(refused, 2);
    QTRY_COMPARE(model->row(0).state, State::Failed);
    QCOMPARE(m_server->last<protocol::SendMessage>().id, id);
    muted = false;
    QVERIFY(model->row(0).changeable);
    QVERIFY(m_client->editWaiting(id, u"one, politely"_s));
    QVERIFY(m_client->discard(model->row(1).id));
    QTRY_COMPARE(m_server->messages.value(u"group"_s).size(), 2);
    QTRY_COMPARE(texts(model), (QStringList{u"one, politely"_s, u"three"_s}));
    QTRY_COMPARE(model->row(1).state, State::Sent);
}

void TestChatClient::tooFastWaits()
{
    signIn();
    int refusals = 1;
    m_server->handle = [&](const protocol::ClientCommand &command) {
        if (!std::get_if<protocol::SendMessage>(&command) || refusals-- <= 0)
            return false;
        m_server->send(protocol::ErrorFrame{protocol::idOf(command), protocol::ErrorCode::RateLimited, {}, {}, 3000});
        return true;
    };
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_client->sendText(u"group"_s, u"patience"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    QTRY_COMPARE(model->row(0).state, State::Waiting);
    QTRY_VERIFY(refusals == 0);
    m_clock->advance(2900);
    QCoreApplication::processEvents();
    QCOMPARE(m_server->all<protocol::SendMessage>().size(), 1);
    QTRY_VERIFY(model->row(0).changeable); // nothing of it is on the server
    QVERIFY(m_client->editWaiting(model->row(0).id, u"more patience"_s));
    m_clock->advance(200);
    QTRY_COMPARE(model->row(0).state, State::Sent);
    QVERIFY(!model->row(0).changeable);
    QVERIFY(!m_client->editWaiting(model->row(0).id, u"too late"_s));
    const auto sent = m_server->all<protocol::SendMessage>();
    QCOMPARE(sent.size(), 2);
    QCOMPARE(sent[0].id, sent[1].id);
    QCOMPARE(sent[1].message, u"more patience"_s);
    QCOMPARE(texts(model), QStringList{u"more patience"_s});
}

void TestChatClient::goneConversationsLeaveNothing()
{
    protocol::SyncedConversation room;
    room.id = u"room:01ARZ3NDEKTSV4RRFFQ69G5FAV"_s;
    room.name = u"design"_s;
    m_server->conversations.insert(room.id, room);
    m_server->say(room.id, u"ben"_s, u"secret plans"_s);
    signIn();
    ConversationModel *model = m_client->openConversation(room.id);
    QTRY_COMPARE(model->rowCount(), 1);
    m_client->setDraft(room.id, u"but"_s);
    m_server->acks = m_server->pushes = false;
    m_client->sendText(room.id, u"waiting"_s);
    QTRY_COMPARE(model->rowCount(), 2);
    QSignalSpy gone(m_client.get(), &ChatClient::conversationGone);
    m_server->send(protocol::ConversationGone{room.id});
    QCOMPARE(gone.size(), 1);
    QCOMPARE(gone.last(), (QVariantList{room.id, u"design"_s, false}));
    QTRY_COMPARE(model->rowCount(), 0);
    QVERIFY(m_client->contacts()->indexOf(room.id) < 0);
    QVERIFY(m_client->draft(room.id).isEmpty());
    m_client->setDraft(room.id, u"but"_s); // whoever shows it puts away what was in its field
    QVERIFY(m_client->draft(room.id).isEmpty());
    m_server->conversations.remove(room.id);
    end();
    m_server->refuse = protocol::Transport::Failure::Refused;
    begin();
    model = m_client->openConversation(room.id);
    QTRY_COMPARE(m_client->status().phase, Phase::Waiting);
    QCOMPARE(model->rowCount(), 0);
    QVERIFY(!m_client->conversation(room.id));

    // Removed while away: the sync says it.
    m_server->refuse = protocol::Transport::Failure::None;
    m_server->conversations.insert(room.id, room);
    m_client->tryNow();
    online();
    QTRY_VERIFY(m_client->conversation(room.id));
    m_server->drop();
    m_server->conversations.remove(room.id);
    m_client->tryNow();
    online();
    QVERIFY(!m_client->conversation(room.id));
}

void TestChatClient::olderRowsComeFromTheServer()
{
    for (int i = 1; i <= 130; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i));
    m_server->conversations[u"group"_s].you.read = 130;
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(model->rowCount(), 50);
    QCOMPARE(model->row(0).text, u"81"_s);
    QVERIFY(model->moreBefore());
    Q_EMIT model->wantBefore();
    QVERIFY(model->loading());
    Q_EMIT model->wantBefore(); // asked once
    QTRY_COMPARE(model->rowCount(), 100);
    QTRY_VERIFY(!model->loading());
    Q_EMIT model->wantBefore();
    QTRY_COMPARE(model->rowCount(), 130);
    QTRY_VERIFY(!model->moreBefore());
    const qsizetype asked = m_server->all<protocol::History>().size();
    Q_EMIT model->wantBefore();
    QVERIFY(!model->loading());
    // Once seen, they are in the cache.
    m_client->closeConversation(u"group"_s);
    model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(model->rowCount(), 100);
    Q_EMIT model->wantBefore();
    QTRY_COMPARE(model->rowCount(), 130);
    QCOMPARE(m_server->all<protocol::History>().size(), asked);
}

void TestChatClient::muchUnreadBeginsWhereItWasLeft()
{
    for (int i = 1; i <= 400; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i));
    m_server->conversations[u"group"_s].you.read = 120;
    signIn();
    QTRY_COMPARE(m_server->all<protocol::History>().size(), 1); // the newest, fetched ahead
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(model->newFromSeq(), 121);
    QTRY_VERIFY(model->indexOfSeq(121) > 0);
    QVERIFY(model->indexOfSeq(120) >= 0);
    QVERIFY(model->indexOfSeq(400) < 0);
    QVERIFY(model->moreAfter());
    QCOMPARE(m_server->last<protocol::History>().around.value_or(0), 120);
    // What comes live is not drawn on top of rows that are missing.
    m_server->say(u"group"_s, u"ben"_s, u"401"_s);
    QTRY_COMPARE(contact(u"group"_s).unread, 281);
    QVERIFY(model->indexOfSeq(401) < 0);
    // Downwards page by page, without a hole, to the newest.
    for (int tries = 0; model->moreAfter() && tries < 20; ++tries) {
        const int rows = model->rowCount();
        Q_EMIT model->wantAfter();
        QTRY_VERIFY(!model->loading() && model->rowCount() > rows);
    }
    QVERIFY(!model->moreAfter());
    QVERIFY(!texts(model).contains(u"(gap)"_s));
    QCOMPARE(model->rows().last().text, u"401"_s);
    m_server->say(u"group"_s, u"ben"_s, u"402"_s);
    QTRY_COMPARE(model->rows().last().text, u"402"_s);
    // The same from the cache.
    m_client->closeConversation(u"group"_s);
    const qsizetype asked = m_server->all<protocol::History>().size();
    model = m_client->openConversation(u"group"_s);
    QTRY_VERIFY(model->indexOfSeq(121) > 0);
    QVERIFY(model->moreAfter());
    QCOMPARE(m_server->all<protocol::History>().size(), asked);
    // Straight to the newest; the line stays.
    m_client->showNewest(u"group"_s);
    QTRY_COMPARE(model->rows().last().text, u"402"_s);
    QVERIFY(!model->moreAfter());
    QCOMPARE(model->newFromSeq(), 121);
}

void TestChatClient::rowsAroundAnyMessage()
{
    for (int i = 1; i <= 400; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i));
    m_server->conversations[u"group"_s].you.read = 400;
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(model->indexOfSeq(400) >= 0 && !model->loading());
    QCOMPARE(model->firstSeq(), 1);
    QCOMPARE(model->lastSeq(), 400);
    // From the server.
    Q_EMIT model->wantAround(100);
    QVERIFY(model->indexOfSeq(400) >= 0); // stays until they are here
    QTRY_VERIFY(model->indexOfSeq(100) > 0);
    QCOMPARE(m_server->last<protocol::History>().around.value_or(0), 100);
    QVERIFY(model->indexOfSeq(110) > 0 && model->indexOfSeq(400) < 0);
    QVERIFY(model->moreBefore() && model->moreAfter());
    QVERIFY(!texts(model).contains(u"(gap)"_s));
    // From the cache, and on from there.
    m_client->showAround(u"group"_s, 250);
    QTRY_VERIFY(model->indexOfSeq(250) >= 0 && model->indexOfSeq(100) < 0 && !model->loading());
    const qsizetype asked = m_server->all<protocol::History>().size();
    m_client->showAround(u"group"_s, 100);
    QTRY_VERIFY(model->indexOfSeq(100) >= 0 && model->indexOfSeq(250) < 0 && !model->loading());
    QCOMPARE(m_server->all<protocol::History>().size(), asked);
    for (int tries = 0; model->moreAfter() && tries < 20; ++tries) {
        const int rows = model->rowCount();
        Q_EMIT model->wantAfter();
        QTRY_VERIFY(!model->loading() && (model->rowCount() > rows || !model->moreAfter()));
    }
    QCOMPARE(model->rows().last().text, u"400"_s);
    QVERIFY(!texts(model).contains(u"(gap)"_s));
    // Two wishes at once: the last one counts. Beyond the ends there is the end.
    m_client->showAround(u"group"_s, 200);
    m_client->showAround(u"group"_s, -5);
    QTRY_VERIFY(model->indexOfSeq(1) == 0);
    QVERIFY(model->moreAfter());
    // Without a connection: those nearest to it that are cached.
    m_client->closeConversation(u"group"_s);
    m_server->drop();
    model = m_client->openConversation(u"group"_s);
    m_client->showAround(u"group"_s, 60);
    QTRY_VERIFY(model->indexOfSeq(100) >= 0 && model->indexOfSeq(400) < 0);
    QVERIFY(model->indexOfSeq(60) < 0);
}

void TestChatClient::whatASyncBringsStandsBelowTheNewLine()
{
    m_server->say(u"group"_s, u"ben"_s, u"1"_s);
    m_server->conversations[u"group"_s].you.read = 1;
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    m_server->drop();
    for (int i = 2; i <= 4; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i), false);
    // The end of the sync is held back.
    QString sync;
    m_server->handle = [this, &sync](const protocol::ClientCommand &command) {
        const auto *asked = std::get_if<protocol::Sync>(&command);
        if (!asked || !sync.isEmpty())
            return false;
        sync = asked->id;
        protocol::Messages frame;
        frame.id = sync;
        frame.conversation = u"group"_s;
        frame.upTo = 4;
        frame.messages = m_server->messages.value(u"group"_s).sliced(1);
        m_server->send(frame);
        return true;
    };
    m_client->tryNow();
    QTRY_VERIFY(!sync.isEmpty());
    m_client->sendText(u"group"_s, u"mine"_s);
    QTRY_COMPARE(texts(model), (QStringList{u"1"_s, u"mine"_s}));
    QCOMPARE(model->newFromSeq(), 0);
    QSignalSpy inserted(model, &QAbstractItemModel::rowsInserted);
    qint64 lineThen = 0;
    connect(model, &QAbstractItemModel::rowsInserted, &inserted, [&] { lineThen = model->newFromSeq(); });
    protocol::Synced end;
    end.id = sync;
    end.conversations = {m_server->conversations.value(u"group"_s)};
    end.conversations.first().you.read = 1;
    m_server->send(end);
    online();
    QTRY_COMPARE(texts(model), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"mine"_s}));
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(lineThen, 2);
}

void TestChatClient::farFromTheEndItIsLetGo()
{
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    const auto say = [this](int from, int to) {
        for (int i = from; i <= to; ++i) {
            m_server->say(u"group"_s, u"ben"_s, QString::number(i));
            if (i % 500 != 0)
                continue;
            // Not faster than the disk: what is asked of it is answered in turn.
            const ConversationModel *other = m_client->openConversation(u"dm:ada:ben"_s);
            QTRY_VERIFY(!other->loading());
            m_client->closeConversation(u"dm:ada:ben"_s);
        }
    };
    // At the end, what is far above goes.
    say(1, 4100);
    QTRY_COMPARE(model->rows().last().text, u"4100"_s);
    QVERIFY(model->rowCount() < 4000);
    QVERIFY(model->moreBefore());
    QVERIFY(!model->moreAfter());
    // Above, it is the end that goes.
    model->setEndSeen(false);
    const QString top = model->row(0).text;
    say(4101, 8000);
    QTRY_VERIFY(model->moreAfter());
    QVERIFY(model->rowCount() < 4000);
    QCOMPARE(model->row(0).text, top);
    const QString bottom = model->rows().last().text;
    Q_EMIT model->wantAfter();
    QTRY_COMPARE(model->rows().last().text, QString::number(bottom.toInt() + 100));
    QVERIFY(!texts(model).contains(u"(gap)"_s));
    // Whoever sends wants to see it go.
    m_client->sendText(u"group"_s, u"mine"_s);
    QTRY_COMPARE(model->rows().last().text, u"mine"_s);
    QVERIFY(!model->moreAfter());
    QTRY_COMPARE(model->rows().last().seq, 8001);
    QVERIFY(!texts(model).contains(u"(gap)"_s));
}

void TestChatClient::gapsAreFilled()
{
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_server->say(u"group"_s, u"ben"_s, u"1"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    QSignalSpy arrived(m_client.get(), &ChatClient::messageArrived);
    // The sync that a gap asks for is held back, so that the hole can be seen.
    m_server->handle = [](const protocol::ClientCommand &command) {
        return std::get_if<protocol::Sync>(&command) != nullptr;
    };
    for (int i = 2; i <= 4; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i), false);
    m_server->say(u"group"_s, u"ben"_s, u"5"_s);
    QTRY_COMPARE(texts(model), (QStringList{u"1"_s, u"(gap)"_s, u"5"_s}));
    Q_EMIT model->wantGap(model->row(1).seq);
    QTRY_COMPARE(texts(model), (QStringList{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s}));
    QCOMPARE(arrived.size(), 1); // what a page of history brings is told by no sound
}

void TestChatClient::newLineStaysWhereItWas()
{
    for (int i = 1; i <= 5; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i));
    m_server->conversations[u"group"_s].you.read = 3;
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QCOMPARE(model->newFromSeq(), 4);
    m_client->markRead(u"group"_s, 5);
    m_server->say(u"group"_s, u"ben"_s, u"6"_s);
    QTRY_COMPARE(model->rowCount(), 6);
    QCOMPARE(model->newFromSeq(), 4);
    m_client->markRead(u"group"_s, 6);
    m_client->closeConversation(u"group"_s);
    QCOMPARE(m_client->openConversation(u"group"_s)->newFromSeq(), 0);
}

void TestChatClient::ticksFollowOthers()
{
    signIn();
    m_server->handle = [this](const protocol::ClientCommand &command) {
        const auto *members = std::get_if<protocol::ListMembers>(&command);
        if (!members)
            return false;
        m_server->send(protocol::MemberList{
            members->id,
            members->conversation,
            {{userNamed(u"ada"_s), protocol::Role::Member, 99}, {userNamed(u"ben"_s), protocol::Role::Member, 1}},
            {}});
        return true;
    };
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_client->sendText(u"group"_s, u"one"_s);
    m_client->sendText(u"group"_s, u"two"_s);
    m_client->sendText(u"group"_s, u"three"_s);
    QTRY_COMPARE(model->rowCount(), 3);
    QTRY_COMPARE(model->row(0).state, State::Read);
    QTRY_COMPARE(model->row(2).seq, 3);
    QCOMPARE(model->row(1).state, State::Sent); // one's own mark does not count
    m_server->send(protocol::ReadPush{u"group"_s, u"ben"_s, 2});
    QTRY_COMPARE(model->row(1).state, State::Read);
    QCOMPARE(model->row(2).state, State::Sent);
}

void TestChatClient::unreadAndReading()
{
    for (int i = 1; i <= 5; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i));
    m_server->conversations[u"group"_s].you.read = 2;
    signIn();
    QCOMPARE(contact(u"group"_s).unread, 3);
    QCOMPARE(m_client->contacts()->totalUnread(), 3);
    for (qint64 seq = 3; seq <= 5; ++seq)
        m_client->markRead(u"group"_s, seq);
    QCOMPARE(contact(u"group"_s).unread, 0); // at once
    m_clock->advance(400);
    QTRY_COMPARE(m_server->all<protocol::MarkRead>().size(), 1); // and told once
    QCOMPARE(m_server->last<protocol::MarkRead>().seq, 5);
    m_client->markRead(u"group"_s, 4); // never backwards
    QCOMPARE(m_client->standing(u"group"_s).read, 5);
    // Another device of the same person reads.
    m_server->say(u"group"_s, u"ben"_s, u"6"_s);
    QTRY_COMPARE(contact(u"group"_s).unread, 1);
    m_server->send(protocol::ReadPush{u"group"_s, u"ada"_s, 6});
    QCOMPARE(contact(u"group"_s).unread, 0);
    // What one says oneself is read.
    m_client->sendText(u"group"_s, u"mine"_s);
    QTRY_COMPARE(m_server->messages.value(u"group"_s).size(), 7);
    QTRY_COMPARE(m_client->standing(u"group"_s).read, 7);
}

void TestChatClient::readingIsToldAfterARestart()
{
    for (int i = 1; i <= 5; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i));
    m_server->conversations[u"group"_s].you.read = 2;
    signIn();
    QTRY_COMPARE(contact(u"group"_s).unread, 3);
    m_client->markRead(u"group"_s, 5);
    end(); // before the mark was sent
    QVERIFY(m_server->all<protocol::MarkRead>().isEmpty());
    begin();
    online();
    QCOMPARE(contact(u"group"_s).unread, 0);
    m_clock->advance(400);
    QTRY_COMPARE(m_server->all<protocol::MarkRead>().size(), 1);
    QCOMPARE(m_server->last<protocol::MarkRead>().seq, 5);
    // Another epoch counts anew: marks of the old one are worth nothing.
    m_server->handle = [](const protocol::ClientCommand &command) {
        return std::get_if<protocol::MarkRead>(&command) != nullptr;
    };
    m_server->say(u"group"_s, u"ben"_s, u"6"_s);
    m_client->markRead(u"group"_s, 6);
    m_server->drop();
    m_server->messages.clear();
    m_server->conversations[u"group"_s].seq = m_server->conversations[u"group"_s].rev = 0;
    m_server->conversations[u"group"_s].you.read = 0;
    m_server->welcome.server.epoch = u"epoch-2"_s;
    m_client->tryNow();
    online();
    m_clock->advance(400);
    QCoreApplication::processEvents();
    QCOMPARE(m_server->all<protocol::MarkRead>().size(), 1);
}

void TestChatClient::aRefusedMarkIsToldAgain()
{
    m_server->say(u"group"_s, u"ben"_s, u"1"_s);
    signIn();
    int refusals = 1;
    m_server->handle = [&](const protocol::ClientCommand &command) {
        if (!std::get_if<protocol::MarkRead>(&command) || refusals-- <= 0)
            return false;
        m_server->send(protocol::ErrorFrame{protocol::idOf(command), protocol::ErrorCode::RateLimited, {}, {}, 3000});
        return true;
    };
    m_client->markRead(u"group"_s, 1);
    m_clock->advance(400);
    QTRY_COMPARE(refusals, 0);
    m_clock->advance(2900);
    QCoreApplication::processEvents();
    QCOMPARE(m_server->all<protocol::MarkRead>().size(), 1);
    m_clock->advance(200);
    QTRY_COMPARE(m_server->all<protocol::MarkRead>().size(), 2);
    m_clock->advance(60000);
    QCoreApplication::processEvents();
    QCOMPARE(m_server->all<protocol::MarkRead>().size(), 2);
}

void TestChatClient::draftsSurvive()
{
    signIn();
    m_client->setDraft(u"group"_s, u"half a thou"_s);
    QCOMPARE(contact(u"group"_s).draft, u"half a thou"_s);
    end();
    begin();
    online();
    QCOMPARE(m_client->draft(u"group"_s), u"half a thou"_s);
    QCOMPARE(contact(u"group"_s).draft, u"half a thou"_s);
}

void TestChatClient::typingLapses()
{
    signIn();
    QSignalSpy typing(m_client.get(), &ChatClient::typingChanged);
    m_server->send(protocol::TypingPush{u"group"_s, u"ben"_s, true});
    QCOMPARE(typing.size(), 1);
    QTRY_COMPARE(contact(u"group"_s).typing, QStringList{u"Ben"_s});
    m_clock->advance(5000);
    m_server->send(protocol::TypingPush{u"group"_s, u"ben"_s, true});
    m_clock->advance(5000);
    QCOMPARE(contact(u"group"_s).typing.size(), 1);
    m_clock->advance(1600);
    QVERIFY(contact(u"group"_s).typing.isEmpty());
    // One's own goes out now and then, not at every key.
    for (int i = 0; i < 10; ++i)
        m_client->setTyping(u"group"_s, true);
    m_client->setTyping(u"group"_s, false);
    m_client->setTyping(u"group"_s, false);
    QTRY_COMPARE(m_server->all<protocol::SetTyping>().size(), 2);
}

void TestChatClient::peopleBeforeAnyMessage()
{
    m_server->people = {userNamed(u"ada"_s), userNamed(u"ben"_s)};
    m_server->people[1].state = protocol::PresenceState::Online;
    signIn();
    QTRY_COMPARE(contact(u"dm:ada:ben"_s).name, u"Ben"_s);
    QCOMPARE(contact(u"dm:ada:ben"_s).section, Contact::Section::People);
    QCOMPARE(contact(u"dm:ada:ben"_s).presence, protocol::PresenceState::Online);
    QCOMPARE(contact(u"dm:ada:ada"_s).name, u"Notes to yourself"_s);
    QVERIFY(contact(u"dm:ada:ada"_s).self);
    m_server->refuse = protocol::Transport::Failure::Refused;
    m_server->drop();
    QVERIFY(!contact(u"dm:ada:ben"_s).presence); // nobody knows
}

void TestChatClient::directMessagesGoByName()
{
    m_server->people = {userNamed(u"Ben"_s)};
    signIn();
    const QString conversation = u"dm:ada:ben"_s;
    QTRY_VERIFY(m_client->contacts()->indexOf(conversation) >= 0);
    ConversationModel *model = m_client->openConversation(conversation);
    m_client->sendText(conversation, u"psst"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    QTRY_COMPARE(model->row(0).seq, 1);
    QCOMPARE(m_server->last<protocol::DirectMessage>().to, u"Ben"_s);
    QCOMPARE(contact(conversation).lastLine, u"You: psst"_s);
    m_client->sendText(u"dm:ada:ada"_s, u"note"_s);
    QTRY_COMPARE(m_server->last<protocol::DirectMessage>().to, u"ada"_s);
}

void TestChatClient::botsAreAsked()
{
    m_server->welcome.bots = {{u"helper"_s, u"Helper"_s, u"knows the time"_s}, {u"desk"_s, u"Desk"_s, {}}};
    m_server->welcome.bots[0].picture = u"\U0001F916"_s;
    m_server->welcome.bots[1].picture = u"Desk"_s; // no emoji: not shown for one
    signIn();
    const QString conversation = protocol::botConversation(u"helper"_s, u"ada"_s);
    QCOMPARE(contact(conversation).name, u"Helper"_s);
    QCOMPARE(contact(conversation).section, Contact::Section::Bots);
    QCOMPARE(contact(conversation).picture, u"\U0001F916"_s);
    QCOMPARE(contact(protocol::botConversation(u"desk"_s, u"ada"_s)).picture, QString());
    m_client->sendText(conversation, u"time"_s);
    QTRY_COMPARE(m_server->last<protocol::AskBot>().bot, u"helper"_s);
    QCOMPARE(m_server->last<protocol::AskBot>().message, u"time"_s);
}

void TestChatClient::watchingIsToldAgain()
{
    signIn();
    m_client->watch({u"ben"_s, u"chloe"_s});
    QTRY_COMPARE(m_server->all<protocol::Watch>().size(), 1);
    m_client->watch({u"ben"_s, u"chloe"_s});
    m_server->drop();
    m_client->tryNow();
    online();
    QTRY_COMPARE(m_server->all<protocol::Watch>().size(), 2);
    QCOMPARE(m_server->last<protocol::Watch>().users, (QStringList{u"ben"_s, u"chloe"_s}));
}

void TestChatClient::notificationsForNewOnesOnly()
{
    m_server->say(u"group"_s, u"ben"_s, u"before"_s);
    signIn();
    QSignalSpy arrived(m_client.get(), &ChatClient::messageArrived);
    QTRY_VERIFY(!m_server->all<protocol::History>().isEmpty());
    QCoreApplication::processEvents();
    QCOMPARE(arrived.size(), 0);
    const protocol::Message message = m_server->say(u"group"_s, u"ben"_s, u"now"_s);
    QCOMPARE(arrived.size(), 1);
    QCOMPARE(arrived[0][1].value<MessageRow>().text, u"now"_s);
    m_server->send(protocol::MessagePush{message});
    m_client->sendText(u"group"_s, u"mine"_s);
    QTRY_COMPARE(m_server->messages.value(u"group"_s).size(), 3);
    QTRY_COMPARE(m_client->conversation(u"group"_s)->seq, 3);
    QCOMPARE(arrived.size(), 1);
}

void TestChatClient::signsOut()
{
    m_server->say(u"group"_s, u"ben"_s, u"private"_s);
    signIn();
    m_client->setDraft(u"group"_s, u"draft"_s);
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    QSignalSpy changed(m_client.get(), &ChatClient::signedInChanged);
    m_client->signOut();
    QTRY_COMPARE(changed.size(), 1);
    QCOMPARE(m_server->all<protocol::SignOut>().size(), 1);
    QVERIFY(!m_client->signedIn());
    QTRY_COMPARE(model->rowCount(), 0);
    QCOMPARE(m_client->contacts()->rowCount(), 0);
    QVERIFY(m_store->token(m_profile.id).isEmpty());
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    const QString cache = m_store->cacheFile(m_profile.id);
    end();
    for (const QString &suffix : {u""_s, u"-wal"_s}) {
        QFile file(cache + suffix);
        if (file.open(QIODevice::ReadOnly))
            QVERIFY(!file.readAll().contains("private"));
    }
}

void TestChatClient::aRefusedTokenAsksAgain()
{
    signIn();
    end();
    m_store->setToken(m_profile.id, u"worthless"_s);
    begin();
    QSignalSpy failed(m_client.get(), &ChatClient::signInFailed);
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    QTRY_COMPARE(failed.size(), 1);
    QCOMPARE(failed[0][0].value<Problem>().code, protocol::ErrorCode::Unauthenticated);
    QVERIFY(m_store->token(m_profile.id).isEmpty());
    QVERIFY(!m_client->signedIn());
}

void TestChatClient::somebodyElseSendsNothing()
{
    signIn();
    m_server->refuse = protocol::Transport::Failure::Refused;
    m_server->drop();
    // On its way to the disk when the person leaves.
    m_client->sendText(u"group"_s, u"ada's words"_s);
    m_client->signOut();
    QVERIFY(!m_client->signedIn());
    m_server->refuse = protocol::Transport::Failure::None;
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    m_client->signIn(u"ben"_s, u"correct horse battery"_s);
    online();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    m_client->sendText(u"group"_s, u"ben's words"_s);
    QTRY_COMPARE(model->rowCount(), 1);
    QTRY_COMPARE(model->row(0).state, State::Sent);
    QCOMPARE(texts(model), QStringList{u"ben's words"_s});
    QCOMPARE(m_server->all<protocol::SendMessage>().size(), 1);
}

void TestChatClient::somebodyElseSeesNothing()
{
    signIn();
    m_client->setDraft(u"group"_s, u"ada's"_s);
    m_server->refuse = protocol::Transport::Failure::Refused;
    m_server->drop();
    m_client->sendText(u"group"_s, u"ada's words"_s);
    QTRY_COMPARE(m_client->openConversation(u"group"_s)->rowCount(), 1);
    end();
    m_store->setToken(m_profile.id, {});
    m_server->refuse = protocol::Transport::Failure::None;
    begin();
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
    QCOMPARE(m_client->contacts()->rowCount(), 0);
    m_client->signIn(u"ben"_s, u"correct horse battery"_s);
    online();
    QCoreApplication::processEvents();
    QVERIFY(m_server->messages.value(u"group"_s).isEmpty());
    QVERIFY(m_client->draft(u"group"_s).isEmpty());
    QCOMPARE(m_client->me().username, u"ben"_s);
}

void TestChatClient::aBrokenCacheIsBegunAnew()
{
    m_server->say(u"group"_s, u"ben"_s, u"hello"_s);
    signIn();
    const QString cache = m_store->cacheFile(m_profile.id);
    end();
    QFile file(cache);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray(10000, '\x13'));
    file.close();
    QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"set aside"_s));
    begin();
    QSignalSpy rebuilt(m_client.get(), &ChatClient::cacheRebuilt);
    online();
    QCOMPARE(rebuilt.size(), 1);
    ConversationModel *model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(texts(model), QStringList{u"hello"_s});
}

void TestChatClient::aDiskThatCannotBeWrittenIsTold()
{
    signIn();
    const QString cache = m_store->cacheFile(m_profile.id);
    end();
    // A file where the folder is to be.
    const QString folder = QFileInfo(cache).path();
    QVERIFY(QDir(folder).removeRecursively());
    QFile blocker(folder);
    QVERIFY(blocker.open(QIODevice::WriteOnly));
    for (const char *said : {".", ".", "nothing is kept"})
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(QString::fromLatin1(said)));
    m_client =
        std::make_unique<ChatClient>(m_profile, *m_store, m_server->factory(), Timing{m_clock, [] { return 0.5; }});
    QSignalSpy failed(m_client.get(), &ChatClient::diskFailed);
    m_client->start();
    QTRY_COMPARE(failed.size(), 1);
    QTRY_COMPARE(m_client->status().phase, Phase::NeedsSignIn);
}

void TestChatClient::aFloodIsBounded()
{
    signIn();
    ConversationModel *model = m_client->openConversation(u"group"_s);
    // Conversations without end, far numbers, things that were never asked for.
    for (int i = 0; i < 6000 && m_client->status().phase == Phase::Online; ++i) {
        m_server->send(protocol::TypingPush{u"room:%1"_s.arg(i), u"ben"_s, true});
        protocol::Message far;
        far.conversation = u"group"_s;
        far.seq = far.rev = 1000 + 10 * i;
        far.id = u"far-%1"_s.arg(i);
        far.author = u"ben"_s;
        far.at = m_clock->now();
        m_server->send(protocol::MessagePush{far});
    }
    // All of it has been drawn, as far as it is drawn at all.
    QSignalSpy settled(model, &QAbstractItemModel::rowsInserted);
    QTRY_VERIFY(!settled.isEmpty());
    QCoreApplication::processEvents();
    QVERIFY(model->rowCount() > 100);
    QVERIFY2(model->rowCount() <= 2 * 4000, qPrintable(QString::number(model->rowCount()))); // with the holes between
    QVERIFY(m_client->contacts()->rowCount() < 10);
}

CONFAB_TEST(TestChatClient)
#include "tst_chat_client.moc"
