// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/one_client.h"
#include "test_program.h"

#include <confab/client/chat_client.h>

#include <QSignalSpy>

using namespace confab;
using namespace confab::client;
using namespace confab::client::test;
using namespace Qt::StringLiterals;
using Change = MessageRow::Change;

// What a person does to messages that have their place, as the rows show it and as the server is told.
class TestChanges : public OneClient
{
    Q_OBJECT

private Q_SLOTS:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void editsAreDrawnAndSent();
    void whatWasChangedOfflineIsSentAfterARestart();
    void editingAgain();
    void reactingAndBack();
    void whoeverReactsInAThrong();
    void deletionsCanBeUndone();
    void deletionsHoldUpNothing();
    void somebodyWasFaster();
    void aReactionIsNoConflict();
    void refusedOnesAreToldAndGo();
    void anAckBeforeThePush();
    void aLostAckIsAskedForAgain();
    void anotherEpochSaysWhatIsLost();
    void oldMessagesChangeWhereTheyAre();

private:
    // Whatever changes a message is refused with this.
    void refuse(protocol::ErrorCode code, const QString &field);
};

void TestChanges::refuse(protocol::ErrorCode code, const QString &field)
{
    m_server->handle = [this, code, field](const protocol::ClientCommand &command) {
        const bool change = std::holds_alternative<protocol::EditMessage>(command) ||
                            std::holds_alternative<protocol::DeleteMessage>(command) ||
                            std::holds_alternative<protocol::React>(command) ||
                            std::holds_alternative<protocol::PinMessage>(command);
        if (change)
            m_server->send(protocol::ErrorFrame{protocol::idOf(command), code, {}, field, 0});
        return change;
    };
}

void TestChanges::editsAreDrawnAndSent()
{
    m_server->silent = true;
    m_client->edit(u"group"_s, 1, u"mended"_s);
    QTRY_COMPARE(row(1).text, u"mended"_s);
    QCOMPARE(row(1).change, Change::Edit);
    QCOMPARE(m_model->rowCount(), 2); // no row of its own
    const auto sent = m_server->last<protocol::EditMessage>();
    QCOMPARE(sent.seq, 1);
    QCOMPARE(sent.of, m_server->messages[u"group"_s][0].id);
    QCOMPARE(sent.base, 1);
    m_server->silent = false;
    m_server->drop();
    m_client->tryNow();
    online();
    QTRY_COMPARE(row(1).change, Change::None);
    QCOMPARE(row(1).text, u"mended"_s);
    QVERIFY(row(1).edited);
    QCOMPARE(row(1).rev, 3);
    QCOMPARE(m_server->last<protocol::EditMessage>(), sent); // the same, once more
    QCOMPARE(m_server->messages[u"group"_s][0].text, u"mended"_s);
    m_client->pin(u"group"_s, 2, true);
    QTRY_VERIFY(m_server->messages[u"group"_s][1].pinned);
    QTRY_VERIFY(row(2).pinned);
    // Nothing is left of it after a restart.
    const qsizetype edits = m_server->all<protocol::EditMessage>().size();
    restart();
    QCOMPARE(row(1).text, u"mended"_s);
    QCoreApplication::processEvents();
    QCOMPARE(m_server->all<protocol::EditMessage>().size(), edits);
}

void TestChanges::whatWasChangedOfflineIsSentAfterARestart()
{
    offline();
    m_client->edit(u"group"_s, 1, u"mended"_s);
    m_client->react(u"group"_s, 2, u"👍"_s, true);
    m_client->pin(u"group"_s, 2, true);
    m_client->remove(u"group"_s, {2});
    QTRY_COMPARE(row(2).change, Change::Deletion);
    QVERIFY(m_server->all<protocol::EditMessage>().isEmpty());
    restart(false);
    QTRY_COMPARE(row(1).text, u"mended"_s);
    QCOMPARE(row(1).change, Change::Edit);
    QCOMPARE(row(2).reactions, (QList<ShownReaction>{{u"👍"_s, 1, true, {u"Ada"_s}}}));
    QVERIFY(row(2).pinned);
    QCOMPARE(row(2).change, Change::Deletion);
    // In order, the deletion without another wait.
    restart();
    QTRY_VERIFY(row(2).deleted);
    QTRY_COMPARE(row(1).change, Change::None);
    QCOMPARE(m_server->messages[u"group"_s][0].text, u"mended"_s);
    QCOMPARE(m_server->all<protocol::React>().size(), 1);
    QCOMPARE(m_server->all<protocol::PinMessage>().size(), 1);
    QVERIFY(row(2).reactions.isEmpty());
}

void TestChanges::editingAgain()
{
    offline();
    m_client->edit(u"group"_s, 1, u"first"_s);
    m_client->edit(u"group"_s, 1, u"second"_s); // the first is not on the disk yet
    QTRY_COMPARE(row(1).text, u"second"_s);
    m_client->edit(u"group"_s, 1, u"third"_s);
    QTRY_COMPARE(row(1).text, u"third"_s);
    m_client->edit(u"group"_s, 1, u"mine"_s); // as it was
    QTRY_COMPARE(row(1).change, Change::None);
    m_client->edit(u"group"_s, 1, u"fourth"_s);
    QTRY_COMPARE(row(1).text, u"fourth"_s);
    reachable();
    QTRY_COMPARE(m_server->all<protocol::EditMessage>().size(), 1);
    QTRY_COMPARE(row(1).change, Change::None);
    QCOMPARE(row(1).text, u"fourth"_s);

    // While one is on its way the next waits behind it, and is no conflict.
    m_server->silent = true;
    m_client->edit(u"group"_s, 1, u"fifth"_s);
    QTRY_COMPARE(m_server->all<protocol::EditMessage>().size(), 2);
    m_client->edit(u"group"_s, 1, u"sixth"_s);
    QTRY_COMPARE(row(1).text, u"sixth"_s);
    m_server->silent = false;
    m_server->drop();
    m_client->tryNow();
    online();
    QTRY_COMPARE(m_server->messages[u"group"_s][0].text, u"sixth"_s);
    QTRY_COMPARE(row(1).change, Change::None);
    QCOMPARE(row(1).text, u"sixth"_s);
}

void TestChanges::reactingAndBack()
{
    m_client->react(u"group"_s, 2, u"👍"_s, true);
    QTRY_COMPARE(m_server->messages[u"group"_s][1].reactions.size(), 1);
    QTRY_COMPARE(row(2).rev, 3);
    QCOMPARE(row(2).reactions, (QList<ShownReaction>{{u"👍"_s, 1, true, {u"Ada"_s}}}));
    offline();
    // On and off again while it waits: nothing is to be sent, on the disk already or not.
    m_client->react(u"group"_s, 2, u"🎉"_s, true);
    m_client->react(u"group"_s, 2, u"🎉"_s, false);
    m_client->react(u"group"_s, 2, u"👍"_s, false);
    QTRY_VERIFY(row(2).reactions.isEmpty());
    m_client->react(u"group"_s, 2, u"👍"_s, true);
    QTRY_COMPARE(row(2).reactions.size(), 1);
    m_client->pin(u"group"_s, 2, true);
    QTRY_VERIFY(row(2).pinned);
    m_client->pin(u"group"_s, 2, false);
    QTRY_VERIFY(!row(2).pinned);
    const qsizetype sent = m_server->all<protocol::React>().size();
    reachable();
    m_client->edit(u"group"_s, 1, u"behind them"_s);
    QTRY_COMPARE(m_server->messages[u"group"_s][0].text, u"behind them"_s);
    QCOMPARE(m_server->all<protocol::React>().size(), sent);
    QVERIFY(m_server->all<protocol::PinMessage>().isEmpty());
}

void TestChanges::whoeverReactsInAThrong()
{
    const auto throng = [](protocol::Message &message) { message.reactions = {{u"👍"_s, 40, {u"ben"_s, u"cleo"_s}}}; };
    m_server->revise(u"group"_s, 2, throng);
    QTRY_COMPARE(row(2).reactions.size(), 1);
    QVERIFY(!row(2).reactions[0].mine);
    m_client->react(u"group"_s, 2, u"👍"_s, true);
    QTRY_VERIFY(row(2).reactions[0].mine);
    QTRY_COMPARE(row(2).rev, 4);
    QTRY_COMPARE(row(2).reactions[0].count, 41);
    // Nothing that is told to everybody says it, and it stays so.
    m_server->messages[u"group"_s][1].reactions[0].by = {u"ben"_s, u"cleo"_s};
    m_server->revise(u"group"_s, 2, [](protocol::Message &message) { message.pinned = true; });
    QTRY_VERIFY(row(2).pinned);
    QVERIFY(row(2).reactions[0].mine);
    restart(false);
    QTRY_VERIFY(row(2).pinned);
    QVERIFY(row(2).reactions[0].mine);
    // Another device took it back: an answer to this person alone says so.
    m_server->revise(
        u"group"_s, 2, [](protocol::Message &message) { --message.reactions[0].count; }, false);
    reachable();
    QTRY_COMPARE(row(2).reactions[0].count, 40);
    QVERIFY(!row(2).reactions[0].mine);
}

void TestChanges::deletionsCanBeUndone()
{
    m_client->remove(u"group"_s, {1, 2});
    QTRY_COMPARE(row(1).change, Change::Deletion);
    QTRY_COMPARE(row(2).change, Change::Deletion);
    QCOMPARE(row(1).text, u"mine"_s);
    m_clock->advance(4900);
    m_client->undoRemove(u"group"_s, 2);
    QTRY_COMPARE(row(2).change, Change::None);
    QCoreApplication::processEvents();
    QVERIFY(m_server->all<protocol::DeleteMessage>().isEmpty());
    m_clock->advance(200);
    QTRY_VERIFY(row(1).deleted);
    QCOMPARE(row(1).change, Change::None);
    m_client->undoRemove(u"group"_s, 1); // too late
    m_clock->advance(10000);
    QCoreApplication::processEvents();
    QCOMPARE(m_server->all<protocol::DeleteMessage>().size(), 1);
    QCOMPARE(m_server->last<protocol::DeleteMessage>().seq, 1);
    QVERIFY(!m_server->messages[u"group"_s][1].deleted);
}

void TestChanges::deletionsHoldUpNothing()
{
    m_client->remove(u"group"_s, {1});
    QTRY_COMPARE(row(1).change, Change::Deletion);
    m_client->sendText(u"group"_s, u"meanwhile"_s);
    QTRY_COMPARE(m_server->messages[u"group"_s].size(), 3);
    QTRY_COMPARE(row(3).state, MessageRow::State::Sent);
    m_client->react(u"group"_s, 3, u"👍"_s, true);
    QTRY_COMPARE(m_server->messages[u"group"_s][2].reactions.size(), 1);
    QVERIFY(m_server->all<protocol::DeleteMessage>().isEmpty());
    m_clock->advance(5000);
    QTRY_VERIFY(row(1).deleted);
}

void TestChanges::somebodyWasFaster()
{
    offline();
    m_client->edit(u"group"_s, 1, u"by me here"_s);
    QTRY_COMPARE(row(1).change, Change::Edit);
    m_server->revise(
        u"group"_s, 1, [](protocol::Message &message) { message.text = u"by me elsewhere"_s; }, false);
    m_server->refuse = protocol::Transport::Failure::None;
    QSignalSpy refused(m_client.get(), &ChatClient::changeRefused);
    m_client->tryNow();
    online();
    QTRY_COMPARE(row(1).change, Change::Conflict);
    QCOMPARE(row(1).text, u"by me elsewhere"_s);
    QCOMPARE(row(1).ownText, u"by me here"_s);
    QCOMPARE(refused.size(), 0);
    // It is there until the person decides, and holds up nothing.
    m_client->sendText(u"group"_s, u"next"_s);
    QTRY_COMPARE(m_server->messages[u"group"_s].size(), 3);
    restart();
    QTRY_COMPARE(row(1).change, Change::Conflict);
    QCOMPARE(row(1).ownText, u"by me here"_s);
    const QString first = m_server->last<protocol::EditMessage>().id;
    m_client->resolveConflict(u"group"_s, 1, true);
    QTRY_COMPARE(row(1).change, Change::None);
    QCOMPARE(row(1).text, u"by me here"_s);
    QTRY_COMPARE(m_server->messages[u"group"_s][0].text, u"by me here"_s);
    QVERIFY(m_server->last<protocol::EditMessage>().id != first);
    QCOMPARE(m_server->last<protocol::EditMessage>().base, 3);

    refuse(protocol::ErrorCode::Conflict, u"base"_s);
    m_client->edit(u"group"_s, 1, u"once more"_s);
    QTRY_COMPARE(row(1).change, Change::Conflict);
    m_server->handle = {};
    m_client->resolveConflict(u"group"_s, 1, false);
    QTRY_COMPARE(row(1).change, Change::None);
    QCOMPARE(row(1).text, u"by me here"_s);
    QCOMPARE(m_server->messages[u"group"_s][0].text, u"by me here"_s);

    // Deleting it decides as well.
    refuse(protocol::ErrorCode::Conflict, u"base"_s);
    m_client->edit(u"group"_s, 1, u"once more"_s);
    QTRY_COMPARE(row(1).change, Change::Conflict);
    m_server->handle = {};
    m_client->remove(u"group"_s, {1});
    QTRY_COMPARE(row(1).change, Change::Deletion);
    m_clock->advance(5000);
    QTRY_VERIFY(row(1).deleted);
    QTRY_COMPARE(row(1).change, Change::None);
}

void TestChanges::aReactionIsNoConflict()
{
    offline();
    m_client->react(u"group"_s, 1, u"👍"_s, true); // one's own takes a rev as well
    m_client->edit(u"group"_s, 1, u"mended"_s);
    QTRY_COMPARE(row(1).change, Change::Edit);
    restart(false);
    m_server->revise(
        u"group"_s, 1, [](protocol::Message &message) { message.pinned = true; }, false);
    reachable();
    QTRY_COMPARE(m_server->messages[u"group"_s][0].text, u"mended"_s);
    QTRY_COMPARE(row(1).change, Change::None);
    QCOMPARE(row(1).text, u"mended"_s);
    QVERIFY(row(1).pinned);
    QCOMPARE(row(1).reactions.size(), 1);
}

void TestChanges::refusedOnesAreToldAndGo()
{
    refuse(protocol::ErrorCode::NotFound, u"seq"_s);
    QSignalSpy refused(m_client.get(), &ChatClient::changeRefused);
    m_client->react(u"group"_s, 2, u"👍"_s, true);
    m_client->pin(u"group"_s, 2, true);
    QTRY_COMPARE(refused.size(), 2);
    QCOMPARE(refused[0][0].toString(), u"group"_s);
    QCOMPARE(sentence(refused[0][1].value<Problem>()), u"This message is not there any more."_s);
    QTRY_VERIFY(row(2).reactions.isEmpty());
    QVERIFY(!row(2).pinned);
    // What was typed is kept.
    m_client->edit(u"group"_s, 1, u"long words"_s);
    QTRY_COMPARE(refused.size(), 3);
    QTRY_COMPARE(row(1).change, Change::Conflict);
    QCOMPARE(row(1).ownText, u"long words"_s);
    QVERIFY(!row(1).failure.isEmpty());
    // The queue goes on; what is not held cannot be changed at all.
    m_server->handle = {};
    m_client->sendText(u"group"_s, u"next"_s);
    QTRY_COMPARE(m_server->messages[u"group"_s].size(), 3);
    m_client->edit(u"group"_s, 77, u"what?"_s);
    QTRY_COMPARE(refused.size(), 4);
    restart();
    QCoreApplication::processEvents();
    QCOMPARE(m_server->all<protocol::React>().size(), 1);
}

void TestChanges::anAckBeforeThePush()
{
    m_server->pushes = false;
    m_client->edit(u"group"_s, 1, u"mended"_s);
    m_client->react(u"group"_s, 2, u"👍"_s, true);
    QTRY_COMPARE(m_server->messages[u"group"_s][1].reactions.size(), 1);
    QTRY_COMPARE(row(1).change, Change::None); // acknowledged
    QCOMPARE(row(1).text, u"mended"_s);
    QCOMPARE(row(1).rev, 1);
    QTRY_COMPARE(row(2).reactions.size(), 1);
    restart(false);
    QTRY_COMPARE(row(1).text, u"mended"_s);
    QCOMPARE(row(2).reactions.size(), 1);
    reachable();
    QTRY_COMPARE(row(1).rev, 3);
    QCOMPARE(row(1).text, u"mended"_s);
    QTRY_COMPARE(row(2).reactions, (QList<ShownReaction>{{u"👍"_s, 1, true, {u"Ada"_s}}}));
}

void TestChanges::aLostAckIsAskedForAgain()
{
    m_server->acks = false;
    m_client->react(u"group"_s, 2, u"👍"_s, true);
    QTRY_COMPARE(row(2).rev, 3);
    QCOMPARE(row(2).reactions[0].count, 1);
    m_client->react(u"group"_s, 2, u"👍"_s, false); // the first may be there, so this one is said
    QTRY_VERIFY(row(2).reactions.isEmpty());
    m_server->acks = true;
    m_server->drop();
    m_client->tryNow();
    online();
    QTRY_VERIFY(m_server->messages[u"group"_s][1].reactions.isEmpty());
    QTRY_COMPARE(row(2).rev, 4);
    QVERIFY(row(2).reactions.isEmpty());
    const auto sent = m_server->all<protocol::React>();
    QCOMPARE(sent.size(), 3);
    QCOMPARE(sent[1], sent[0]);
}

void TestChanges::anotherEpochSaysWhatIsLost()
{
    offline();
    m_client->edit(u"group"_s, 1, u"mended"_s);
    m_client->react(u"group"_s, 2, u"👍"_s, true);
    m_client->sendText(u"group"_s, u"yes"_s, {2, 0, false});
    m_client->sendText(u"group"_s, u"among us"_s, {0, 2, false});
    QTRY_COMPARE(m_model->rowCount(), 3);
    m_server->refuse = protocol::Transport::Failure::None;
    m_server->welcome.server.epoch = u"epoch-2"_s;
    QSignalSpy lost(m_client.get(), &ChatClient::changesLost);
    m_client->tryNow();
    online();
    QCOMPARE(lost.size(), 1);
    QCOMPARE(lost[0][0].toInt(), 2);
    QTRY_COMPARE(m_server->messages[u"group"_s].size(), 3);
    QCOMPARE(m_server->last<protocol::SendMessage>().message, u"yes"_s);
    QCOMPARE(m_server->last<protocol::SendMessage>().replyTo, 0);
    QTRY_COMPARE(m_model->rowCount(), 4);
    QCOMPARE(m_model->row(3).text, u"among us"_s);
    QCOMPARE(m_model->row(3).state, MessageRow::State::Failed);
    QCOMPARE(row(1).text, u"mine"_s);
    QVERIFY(m_server->all<protocol::EditMessage>().isEmpty());
}

void TestChanges::oldMessagesChangeWhereTheyAre()
{
    for (int i = 3; i <= 200; ++i)
        m_server->say(u"group"_s, u"ben"_s, QString::number(i), false);
    m_server->conversations[u"group"_s].you.read = 200;
    restart();
    QTRY_VERIFY(m_model->indexOfSeq(200) >= 0);
    const QString newest = u"200"_s;
    m_client->closeConversation(u"group"_s);
    m_model = m_client->openConversation(u"group"_s);
    QTRY_COMPARE(m_model->rowCount(), 100);
    const qint64 top = m_model->row(0).seq;
    // Far above the window: no window begins there.
    m_server->revise(u"group"_s, 1, [](protocol::Message &message) { message.text = u"mended"_s; });
    m_server->say(u"group"_s, u"ben"_s, u"201"_s);
    QTRY_VERIFY(m_model->indexOfSeq(201) >= 0);
    QCOMPARE(m_model->row(0).seq, top);
    QVERIFY(m_model->indexOfSeq(1) < 0);
    for (int tries = 0; m_model->moreBefore() && tries < 20; ++tries) {
        Q_EMIT m_model->wantBefore();
        QTRY_VERIFY(!m_model->loading());
        QCoreApplication::processEvents();
    }
    QTRY_COMPARE(row(1).text, u"mended"_s);
}

CONFAB_TEST(TestChanges)
#include "tst_changes.moc"
