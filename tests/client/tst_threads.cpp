// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/one_client.h"
#include "test_program.h"

#include <confab/client/chat_client.h>

#include <QSignalSpy>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;

namespace
{

auto inThread(qint64 root, bool alsoRoom = false)
{
    return [root, alsoRoom](protocol::Message &message) {
        message.thread = root;
        message.alsoRoom = alsoRoom;
    };
}

} // namespace

// Answers, and what is said beside a conversation.
class TestThreads : public OneClient
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void answersQuote();
    void quotesFromFarAbove();
    void repliesStayOutOfTheRoom();
    void repliesAreRead();
    void summaries();
    void aThreadLive();
    void aThreadOffline();
    void longThreadsComeInPages();
    void marksAndDraftsSurvive();
    void whatIsGoneTakesItsThreads();

private:
    // Which holds nothing yet.
    void asOnAnotherDevice()
    {
        m_client.reset();
        QVERIFY(QFile::remove(m_store->cacheFile(m_store->profiles().first().id)));
        restart();
    }
    [[nodiscard]] qint64 unread() const
    {
        const int index = m_client->contacts()->indexOf(group);
        return index < 0 ? -1 : m_client->contacts()->contacts()[index].unread;
    }
};

void TestThreads::answersQuote()
{
    m_client->sendText(group, u"yes"_s, {2, 0, false});
    QTRY_COMPARE(m_model->rowCount(), 3);
    QTRY_VERIFY(m_model->row(2).quote);
    QTRY_COMPARE(m_model->row(2).seq, 3);
    QCOMPARE(m_server->messages[group][2].replyTo, 2);
    const QuotedMessage quote{2, u"ben"_s, u"Ben"_s, u"theirs"_s, false};
    QTRY_COMPARE(m_model->row(2).quote.value_or(QuotedMessage()), quote);
    m_server->revise(group, 2, [](protocol::Message &message) {
        message.text.clear();
        message.deleted = true;
    });
    QTRY_VERIFY(m_model->row(2).quote->deleted);
    QVERIFY(m_model->row(2).quote->text.isEmpty());
}

void TestThreads::quotesFromFarAbove()
{
    for (int i = 3; i <= 300; ++i)
        m_server->say(group, u"ben"_s, QString::number(i), false);
    m_server->conversations[group].you.read = 300;
    asOnAnotherDevice();
    QTRY_VERIFY(m_model->indexOfSeq(300) >= 0);
    const auto asked = [this](qint64 seq) {
        qsizetype count = 0;
        for (const protocol::History &history : m_server->all<protocol::History>())
            count += history.around == seq ? 1 : 0;
        return count;
    };
    for (int i = 0; i < 2; ++i)
        m_server->reply(group, u"ben"_s, u"as I said"_s, [](protocol::Message &message) { message.replyTo = 120; });
    QTRY_VERIFY(row(302).quote);
    QCOMPARE(row(302).quote->seq, 120);
    QTRY_COMPARE(row(302).quote->text, u"120"_s);
    QCOMPARE(row(301).quote->text, u"120"_s);
    QCOMPARE(asked(120), 1);
    QVERIFY(m_model->indexOfSeq(120) < 0); // no hole for it
    QVERIFY(!texts(m_model).contains(u"(gap)"_s));
    // An edit of it is seen, and from the cache too.
    m_server->revise(group, 120, [](protocol::Message &message) { message.text = u"mended"_s; });
    QTRY_COMPARE(row(302).quote->text, u"mended"_s);
    restart(false);
    QTRY_VERIFY(row(302).quote);
    QTRY_COMPARE(row(302).quote->text, u"mended"_s);
    QCOMPARE(asked(120), 1);
}

void TestThreads::repliesStayOutOfTheRoom()
{
    m_server->reply(group, u"ben"_s, u"beside"_s, inThread(1));
    m_server->reply(group, u"ben"_s, u"for all"_s, inThread(1, true));
    m_server->say(group, u"ben"_s, u"next"_s);
    QTRY_COMPARE(texts(m_model), (QStringList{u"mine"_s, u"theirs"_s, u"for all"_s, u"next"_s}));
    QCOMPARE(m_model->row(2).thread, 1);
    QVERIFY(m_model->row(2).alsoRoom);
    restart();
    QTRY_COMPARE(texts(m_model), (QStringList{u"mine"_s, u"theirs"_s, u"for all"_s, u"next"_s}));
    // One's own, from the outbox on.
    m_server->silent = true;
    m_client->sendText(group, u"beside, by me"_s, {0, 1, false});
    m_client->sendText(group, u"for all, by me"_s, {0, 1, true});
    QTRY_COMPARE(m_model->rowCount(), 5);
    QCOMPARE(m_model->row(4).text, u"for all, by me"_s);
    QCOMPARE(m_model->row(4).thread, 1);
    m_server->silent = false;
    m_server->drop();
    reachable();
    QTRY_COMPARE(m_server->messages[group].size(), 7);
    QTRY_COMPARE(m_model->row(4).state, MessageRow::State::Sent);
    QCOMPARE(m_model->rowCount(), 5);
}

void TestThreads::repliesAreRead()
{
    // All is read: what comes in a thread alone is no news for the room.
    m_server->reply(group, u"ben"_s, u"beside"_s, inThread(1));
    QTRY_COMPARE(m_client->standing(group).read, 3);
    QTRY_COMPARE(unread(), 0);
    // Above something unread it is.
    m_server->say(group, u"ben"_s, u"look"_s);
    m_server->reply(group, u"ben"_s, u"beside, too"_s, inThread(1));
    m_server->reply(group, u"ben"_s, u"and again"_s, inThread(1));
    QTRY_COMPARE(unread(), 3);
    m_client->markRead(group, 4);
    QTRY_COMPARE(unread(), 0);
    m_clock->advance(1000);
    QTRY_COMPARE(m_server->last<protocol::MarkRead>().seq, 6);
    // Where the end is not in sight nothing is read by itself.
    m_model->setEndSeen(false);
    m_server->reply(group, u"ben"_s, u"unseen"_s, inThread(1));
    QTRY_COMPARE(row(1).replies->count, 4);
    QCOMPARE(unread(), 1);
}

void TestThreads::summaries()
{
    m_server->reply(group, u"ben"_s, u"to ada"_s, inThread(1));
    m_server->reply(group, u"cleo"_s, u"to ada"_s, inThread(1));
    m_server->reply(group, u"ben"_s, u"to ada"_s, inThread(1));
    QTRY_VERIFY(row(1).replies);
    QTRY_COMPARE(row(1).replies->count, 3);
    QCOMPARE(row(1).replies->last, 5);
    QCOMPARE(row(1).replies->authors, (QStringList{u"ben"_s, u"cleo"_s}));
    QVERIFY(row(1).replies->unread); // she began it
    m_client->markThreadRead(group, 1, 4);
    QCoreApplication::processEvents();
    QVERIFY(row(1).replies->unread);
    m_client->markThreadRead(group, 1, 5);
    QTRY_VERIFY(!row(1).replies->unread);

    m_server->reply(group, u"cleo"_s, u"to ben"_s, inThread(2));
    QTRY_VERIFY(row(2).replies);
    QVERIFY(!row(2).replies->unread); // she has nothing to do with it
    m_server->reply(group, u"cleo"_s, u"@ada?"_s, [](protocol::Message &message) {
        message.thread = 2;
        message.mentions = {u"Ada"_s};
    });
    QTRY_VERIFY(row(2).replies->unread);
    // Who answers has read.
    m_client->sendText(group, u"here"_s, {0, 2, false});
    QTRY_COMPARE(row(2).replies->count, 3);
    QTRY_VERIFY(!row(2).replies->unread);
    m_server->reply(group, u"cleo"_s, u"good"_s, inThread(2));
    QTRY_VERIFY(row(2).replies->unread);
    QCOMPARE(row(2).replies->authors, (QStringList{u"cleo"_s, u"ada"_s}));
    // Everybody is called, and she with them.
    const protocol::Message called = m_server->reply(group, u"cleo"_s, u"@all"_s, [](protocol::Message &message) {
        message.thread = 2;
        message.alsoRoom = true;
        message.mentions = {u"all"_s};
    });
    QTRY_VERIFY(row(called.seq).mentionsMe);
}

void TestThreads::aThreadLive()
{
    m_server->reply(group, u"ben"_s, u"first"_s, inThread(2));
    ConversationModel *thread = watched(m_client->openThread(group, 2));
    QCOMPARE(m_client->openThread(group, 2), thread);
    QTRY_COMPARE(texts(thread), (QStringList{u"theirs"_s, u"first"_s}));
    m_server->say(group, u"ben"_s, u"elsewhere"_s);
    m_server->reply(group, u"ben"_s, u"second"_s, inThread(2));
    QTRY_COMPARE(texts(thread), (QStringList{u"theirs"_s, u"first"_s, u"second"_s}));
    m_client->sendText(group, u"third"_s, {0, 2, false});
    QTRY_COMPARE(thread->rowCount(), 4);
    QTRY_COMPARE(thread->row(3).state, MessageRow::State::Sent);
    // Changes go the same way as in the conversation.
    const qint64 own = thread->row(3).seq;
    m_client->edit(group, own, u"the third"_s);
    QTRY_COMPARE(row(thread, own).text, u"the third"_s);
    QTRY_COMPARE(row(thread, own).change, MessageRow::Change::None);
    m_client->react(group, 2, u"👍"_s, true);
    QTRY_COMPARE(row(thread, 2).reactions.size(), 1);
    QTRY_COMPARE(row(2).reactions.size(), 1);
    m_client->closeThread(group, 2);
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    m_server->reply(group, u"ben"_s, u"later"_s, inThread(2));
    QTRY_COMPARE(row(2).replies->count, 4);
}

void TestThreads::aThreadOffline()
{
    m_server->reply(group, u"ben"_s, u"first"_s, inThread(2));
    QTRY_VERIFY(row(2).replies);
    restart(false);
    ConversationModel *thread = watched(m_client->openThread(group, 2));
    QTRY_COMPARE(texts(thread), (QStringList{u"theirs"_s, u"first"_s}));
    m_client->sendText(group, u"second"_s, {0, 2, false});
    QTRY_COMPARE(thread->rowCount(), 3);
    QCOMPARE(thread->row(2).state, MessageRow::State::Waiting);
    m_server->reply(group, u"ben"_s, u"meanwhile"_s, inThread(2));
    reachable();
    QTRY_COMPARE(texts(thread), (QStringList{u"theirs"_s, u"first"_s, u"meanwhile"_s, u"second"_s}));
    QTRY_COMPARE(thread->row(3).state, MessageRow::State::Sent);
    // The server was set back: nothing of before stands there.
    m_server->drop();
    m_server->messages[group].resize(2);
    m_server->conversations[group].seq = m_server->conversations[group].rev = 2;
    m_server->messages[group][1].replies.reset();
    m_server->messages[group][1].rev = 2;
    m_server->welcome.server.epoch = u"epoch-2"_s;
    reachable();
    QTRY_COMPARE(texts(thread), QStringList{u"theirs"_s});
}

void TestThreads::longThreadsComeInPages()
{
    for (int i = 1; i <= 130; ++i) {
        m_server->pushes = false;
        m_server->say(group, u"ben"_s, u"between"_s, false);
        (void)m_server->say(group, u"ben"_s, QString::number(i), false);
        m_server->messages[group].last().thread = 1;
    }
    m_server->messages[group][0].replies = protocol::Replies{130, 262};
    m_server->pushes = true;
    m_server->conversations[group].you.read = 262;
    asOnAnotherDevice();
    QVERIFY(m_model->indexOfSeq(1) < 0);
    ConversationModel *thread = watched(m_client->openThread(group, 1));
    QTRY_VERIFY(thread->moreBefore());
    QTRY_COMPARE(thread->rowCount(), 51);
    QCOMPARE(thread->row(0).text, u"mine"_s);
    QCOMPARE(thread->row(1).text, u"81"_s);
    Q_EMIT thread->wantBefore();
    Q_EMIT thread->wantBefore(); // asked once
    QTRY_COMPARE(thread->rowCount(), 101);
    QTRY_VERIFY(!thread->loading());
    Q_EMIT thread->wantBefore();
    QTRY_COMPARE(thread->rowCount(), 131);
    QTRY_VERIFY(!thread->moreBefore());
    QCOMPARE(thread->row(1).text, u"1"_s);
    // All of it is in the cache then, and no stretch of the conversation is taken for held because of it.
    m_client->closeThread(group, 1);
    restart(false);
    thread = watched(m_client->openThread(group, 1));
    QTRY_COMPARE(thread->rowCount(), 131);
}

void TestThreads::marksAndDraftsSurvive()
{
    m_server->reply(group, u"ben"_s, u"first"_s, inThread(1));
    QTRY_VERIFY(row(1).replies);
    QVERIFY(row(1).replies->unread);
    m_client->markThreadRead(group, 1, 3);
    m_client->setThreadDraft(group, 1, u"half a"_s);
    m_client->setDraft(group, u"another"_s);
    QTRY_VERIFY(!row(1).replies->unread);
    QCOMPARE(m_client->threadDraft(group, 1), u"half a"_s);
    restart(false);
    QTRY_VERIFY(row(1).replies);
    QVERIFY(!row(1).replies->unread);
    QTRY_COMPARE(m_client->threadDraft(group, 1), u"half a"_s);
    QCOMPARE(m_client->draft(group), u"another"_s);
    QVERIFY(m_client->threadDraft(group, 2).isEmpty());
    m_client->setThreadDraft(group, 1, {});
    restart(false);
    QTRY_COMPARE(m_client->draft(group), u"another"_s);
    QVERIFY(m_client->threadDraft(group, 1).isEmpty());
    // The account's other devices are told, and tell: the further mark counts.
    m_server->handle = [this](const protocol::ClientCommand &command) {
        const auto *prefs = std::get_if<protocol::Prefs>(&command);
        if (!prefs || !prefs->set.isEmpty())
            return false;
        m_server->send(protocol::PrefList{prefs->id, {}, {}});
        return true;
    };
    reachable();
    m_clock->advance(3000);
    const auto told = [this](const QString &value) {
        const auto all = m_server->all<protocol::Prefs>();
        return std::any_of(all.begin(), all.end(), [&value](const protocol::Prefs &prefs) {
            return prefs.set.contains(protocol::Pref{u"thread:group:1"_s, value});
        });
    };
    QTRY_VERIFY(told(u"3"_s));
    m_server->reply(group, u"ben"_s, u"second"_s, inThread(1));
    QTRY_VERIFY(row(1).replies->unread);
    QSignalSpy changed(m_client.get(), &ChatClient::conversationChanged);
    m_server->send(
        protocol::PrefList{{}, {{u"thread:group:1"_s, u"5"_s}, {u"draft:thread:group:1"_s, u"there"_s}}, {}});
    QTRY_VERIFY(!row(1).replies->unread);
    QCOMPARE(m_client->threadDraft(group, 1), u"there"_s);
    QVERIFY(changed.contains(QVariantList{group}));
    m_server->send(protocol::PrefList{{}, {{u"thread:group:1"_s, u"4"_s}}, {}});
    m_clock->advance(3000);
    QTRY_VERIFY(told(u"5"_s));
}

void TestThreads::whatIsGoneTakesItsThreads()
{
    const QString room = u"room:01ARZ3NDEKTSV4RRFFQ69G5FAV"_s;
    m_server->say(room, u"ada"_s, u"root"_s);
    QTRY_VERIFY(m_client->conversation(room));
    m_server->reply(room, u"ben"_s, u"first"_s, inThread(1));
    ConversationModel *thread = watched(m_client->openThread(room, 1));
    QTRY_COMPARE(thread->rowCount(), 2);
    m_client->setThreadDraft(room, 1, u"half a"_s);
    m_client->markThreadRead(room, 1, 2);
    m_server->send(protocol::ConversationGone{room});
    QTRY_COMPARE(thread->rowCount(), 0);
    QVERIFY(m_client->threadDraft(room, 1).isEmpty());
    m_client->setThreadDraft(room, 1, u"half a"_s);
    QVERIFY(m_client->threadDraft(room, 1).isEmpty());
    m_server->conversations.remove(room);
    m_server->messages.remove(room);
    restart(false);
    QVERIFY(m_client->threadDraft(room, 1).isEmpty());
}

CONFAB_TEST(TestThreads)
#include "tst_threads.moc"
