// SPDX-License-Identifier: GPL-3.0-or-later
#include "outbox.h"
#include "test_program.h"

#include <QTest>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

namespace
{

OutboxItem item(const QString &id, const QString &conversation, const QString &text = u"hello"_s)
{
    OutboxItem made;
    made.id = id;
    made.conversation = conversation;
    made.command = protocol::SendMessage{id, conversation, text};
    return made;
}

template <class Command>
OutboxItem change(const QString &id, const Command &command)
{
    OutboxItem made;
    made.id = id;
    made.conversation = command.conversation;
    made.command = command;
    return made;
}

QStringList idsOf(const QList<OutboxItem> &items)
{
    QStringList ids;
    for (const OutboxItem &each : items)
        ids.append(each.id);
    return ids;
}

} // namespace

class TestOutbox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneOfAConversationAtATime();
    void sixteenInAll();
    void aFinalErrorStopsItsConversationOnly();
    void retryEditDiscard();
    void aConflictGetsAnotherId();
    void tooFastWaits();
    void whatWasRefusedForNowMayBeChanged();
    void aLostConnectionSendsTheSameAgain();
    void whatIsOnItsWayIsLeftAlone();
    void thePushMayComeFirst();
    void anotherEpochFailsWhatWasAcked();
    void whatIsHeldHoldsUpNothing();
    void aRefusedChangeHoldsUpNothing();
    void anAckedChangeStaysUntilItCame();
    void anotherEpochDropsPlaces();
};

void TestOutbox::oneOfAConversationAtATime()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s));
    outbox.add(item(u"2"_s, u"group"_s));
    outbox.add(item(u"3"_s, u"room:X"_s));
    QCOMPARE(idsOf(outbox.take(0)), (QStringList{u"1"_s, u"3"_s}));
    QVERIFY(outbox.take(0).isEmpty());
    QVERIFY(outbox.inFlight(u"1"_s));
    const auto acked = outbox.acked(u"1"_s, 7);
    QVERIFY(acked);
    QCOMPARE(acked->state, OutboxItem::State::Acked);
    QCOMPARE(acked->seq, 7);
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"2"_s});
}

void TestOutbox::sixteenInAll()
{
    Outbox outbox;
    for (int i = 0; i < 30; ++i)
        outbox.add(item(QString::number(i), u"room:%1"_s.arg(i)));
    QCOMPARE(outbox.take(0).size(), 16);
    (void)outbox.acked(u"3"_s, 1);
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"16"_s});
}

void TestOutbox::aFinalErrorStopsItsConversationOnly()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s));
    outbox.add(item(u"2"_s, u"group"_s));
    outbox.add(item(u"3"_s, u"room:X"_s));
    (void)outbox.take(0);
    const auto failed = outbox.refused(u"1"_s, protocol::ErrorCode::Muted, {}, 0, 0);
    QCOMPARE(failed->state, OutboxItem::State::Failed);
    QCOMPARE(failed->error, protocol::ErrorCode::Muted);
    QVERIFY(outbox.take(0).isEmpty()); // 2 waits behind 1
    (void)outbox.acked(u"3"_s, 1);
    outbox.add(item(u"4"_s, u"room:X"_s));
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"4"_s});
    QVERIFY(outbox.discard(u"1"_s));
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"2"_s});
}

void TestOutbox::retryEditDiscard()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s, u"teh"_s));
    (void)outbox.take(0);
    (void)outbox.refused(u"1"_s, protocol::ErrorCode::Forbidden, {}, 0, 0);
    const auto again = outbox.retry(u"1"_s);
    QVERIFY(again);
    QCOMPARE(again->id, u"1"_s);
    QCOMPARE(again->state, OutboxItem::State::Queued);
    (void)outbox.take(0);
    (void)outbox.refused(u"1"_s, protocol::ErrorCode::Forbidden, {}, 0, 0);
    const auto edited = outbox.edit(u"1"_s, u"the"_s);
    QVERIFY(edited);
    QCOMPARE(textOf(edited->command), u"the"_s);
    const auto taken = outbox.take(0);
    QCOMPARE(taken.size(), 1);
    QCOMPARE(std::get<protocol::SendMessage>(taken[0].command).message, u"the"_s);
    (void)outbox.refused(u"1"_s, protocol::ErrorCode::Forbidden, {}, 0, 0);
    QVERIFY(outbox.discard(u"1"_s));
    QVERIFY(outbox.items().isEmpty());
}

void TestOutbox::aConflictGetsAnotherId()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s));
    (void)outbox.take(0);
    (void)outbox.refused(u"1"_s, protocol::ErrorCode::Conflict, {}, 0, 0);
    const auto again = outbox.retry(u"1"_s);
    QVERIFY(again);
    QVERIFY(again->id != u"1"_s);
    QCOMPARE(protocol::idOf(again->command), again->id);
}

void TestOutbox::tooFastWaits()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s));
    (void)outbox.take(1000);
    const auto waiting = outbox.refused(u"1"_s, protocol::ErrorCode::RateLimited, {}, 700, 1000);
    QVERIFY(waiting->state != OutboxItem::State::Failed);
    QCOMPARE(outbox.notBefore(), 1700);
    QVERIFY(outbox.take(1699).isEmpty());
    QCOMPARE(idsOf(outbox.take(1700)), QStringList{u"1"_s});
    // A server that says "in a year" is not believed.
    (void)outbox.refused(u"1"_s, protocol::ErrorCode::Unavailable, {}, qint64{1} << 50, 2000);
    QVERIFY(outbox.notBefore() <= 2000 + 10 * 60 * 1000);
}

void TestOutbox::whatWasRefusedForNowMayBeChanged()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s));
    outbox.add(item(u"2"_s, u"room:X"_s));
    (void)outbox.take(0);
    const auto waiting = outbox.refused(u"1"_s, protocol::ErrorCode::RateLimited, {}, 700, 0);
    QCOMPARE(waiting->state, OutboxItem::State::Queued);
    const auto edited = outbox.edit(u"1"_s, u"other"_s);
    QVERIFY(edited);
    QCOMPARE(edited->id, u"1"_s);
    QVERIFY(outbox.discard(u"1"_s));
    // The first try of this one was not answered: that the second was refused says nothing about it.
    outbox.connectionLost();
    (void)outbox.take(1000);
    QCOMPARE(outbox.refused(u"2"_s, protocol::ErrorCode::Unavailable, {}, 0, 1000)->state, OutboxItem::State::Sent);
    QVERIFY(!outbox.edit(u"2"_s, u"other"_s));
    QVERIFY(!outbox.discard(u"2"_s));
}

void TestOutbox::aLostConnectionSendsTheSameAgain()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s));
    outbox.add(item(u"2"_s, u"group"_s));
    const auto first = outbox.take(0);
    outbox.connectionLost();
    QVERIFY(!outbox.inFlight(u"1"_s));
    const auto second = outbox.take(0);
    QCOMPARE(idsOf(second), QStringList{u"1"_s});
    QCOMPARE(second[0].command, first[0].command);
}

void TestOutbox::whatIsOnItsWayIsLeftAlone()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s));
    outbox.add(item(u"2"_s, u"group"_s));
    (void)outbox.take(0);
    QVERIFY(!outbox.edit(u"1"_s, u"other"_s));
    QVERIFY(!outbox.discard(u"1"_s));
    QVERIFY(!outbox.retry(u"1"_s));
    // It may be on the server even when the connection is gone.
    outbox.connectionLost();
    QVERIFY(!outbox.edit(u"1"_s, u"other"_s));
    QVERIFY(!outbox.discard(u"1"_s));
    // One that was never sent is the person's.
    QVERIFY(outbox.edit(u"2"_s, u"other"_s));
    QVERIFY(outbox.discard(u"2"_s));
}

void TestOutbox::thePushMayComeFirst()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s));
    outbox.add(item(u"2"_s, u"group"_s));
    (void)outbox.take(0);
    QVERIFY(outbox.delivered(u"1"_s));
    QVERIFY(!outbox.delivered(u"1"_s));
    QVERIFY(outbox.take(0).isEmpty()); // its ack is still to come
    QVERIFY(!outbox.acked(u"1"_s, 1));
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"2"_s});
}

void TestOutbox::anotherEpochFailsWhatWasAcked()
{
    Outbox outbox;
    outbox.add(item(u"1"_s, u"group"_s));
    outbox.add(item(u"2"_s, u"room:X"_s));
    (void)outbox.take(0);
    (void)outbox.acked(u"1"_s, 5);
    const auto changed = outbox.seekAcked();
    QCOMPARE(idsOf(changed), QStringList{u"1"_s});
    OutboxItem older = item(u"0"_s, u"group"_s);
    older.state = OutboxItem::State::Sought;
    older.seq = 4;
    outbox.addSought({older, changed[0]});
    QCOMPARE(idsOf(outbox.items()), (QStringList{u"0"_s, u"1"_s, u"2"_s}));
    QCOMPARE(outbox.newestSought()->id, u"1"_s);
    QVERIFY(!outbox.edit(u"1"_s, u"other"_s)); // nobody knows yet
    const auto lost = outbox.lost(u"1"_s);
    QVERIFY(lost);
    QCOMPARE(lost->state, OutboxItem::State::Failed);
    QCOMPARE(lost->errorField, u"epoch"_s);
    QCOMPARE(outbox.newestSought()->id, u"0"_s);
    // An offer: what is written now does not wait for it.
    outbox.add(item(u"3"_s, u"group"_s));
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"3"_s});
    QVERIFY(outbox.retry(u"1"_s));
}

void TestOutbox::whatIsHeldHoldsUpNothing()
{
    Outbox outbox;
    outbox.hold(u"1"_s, 5000);
    outbox.add(change(u"1"_s, protocol::DeleteMessage{u"1"_s, u"group"_s, 3, u"m3"_s}));
    outbox.add(item(u"2"_s, u"group"_s));
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"2"_s});
    QCOMPARE(outbox.nextTry(0), 5000);
    (void)outbox.acked(u"2"_s, 9);
    QVERIFY(outbox.take(4999).isEmpty());
    QCOMPARE(idsOf(outbox.take(5000)), QStringList{u"1"_s});
    QCOMPARE(outbox.nextTry(5000), 0);
    // A server that is to be left alone for a while is left alone for all of it.
    (void)outbox.refused(u"1"_s, protocol::ErrorCode::RateLimited, {}, 3000, 5000);
    outbox.hold(u"3"_s, 6000);
    outbox.add(change(u"3"_s, protocol::DeleteMessage{u"3"_s, u"room:X"_s, 3, u"m3"_s}));
    QCOMPARE(outbox.nextTry(5000), 8000);
    // After a restart nothing is held.
    Outbox next;
    for (const OutboxItem &each : outbox.items())
        next.add(each);
    QCOMPARE(idsOf(next.take(0)), (QStringList{u"1"_s, u"3"_s}));
}

void TestOutbox::aRefusedChangeHoldsUpNothing()
{
    Outbox outbox;
    outbox.add(change(u"1"_s, protocol::React{u"1"_s, u"group"_s, 3, u"m3"_s, u"👍"_s, true}));
    outbox.add(change(u"2"_s, protocol::EditMessage{u"2"_s, u"group"_s, 4, u"m4"_s, 7, u"mine"_s}));
    outbox.add(item(u"3"_s, u"group"_s));
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"1"_s});
    const auto reaction = outbox.refused(u"1"_s, protocol::ErrorCode::Forbidden, {}, 0, 0);
    QCOMPARE(reaction->state, OutboxItem::State::Failed); // so it is told,
    QVERIFY(!outbox.find(u"1"_s));                        // and gone
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"2"_s});
    (void)outbox.refused(u"2"_s, protocol::ErrorCode::Conflict, u"base"_s, 0, 0);
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"3"_s});
    // The edit waits for the person, and goes under an id of its own.
    const auto again = outbox.rewriteEdit(u"2"_s, u"mine"_s, 9, u"theirs"_s);
    QVERIFY(again);
    QVERIFY(again->id != u"2"_s);
    const auto command = std::get<protocol::EditMessage>(again->command);
    QCOMPARE(command.id, again->id);
    QCOMPARE(command.base, 9);
    (void)outbox.acked(u"3"_s, 1);
    QCOMPARE(idsOf(outbox.take(0)), QStringList{again->id});
    QVERIFY(!outbox.rewriteEdit(again->id, u"too late"_s, 9, {}));
}

void TestOutbox::anAckedChangeStaysUntilItCame()
{
    Outbox outbox;
    outbox.add(change(u"1"_s, protocol::PinMessage{u"1"_s, u"group"_s, 3, u"m3"_s, true}));
    outbox.add(change(u"2"_s, protocol::PinMessage{u"2"_s, u"group"_s, 4, u"m4"_s, true}));
    (void)outbox.take(0);
    QCOMPARE(outbox.acked(u"1"_s, 3, 20)->rev, 20);
    (void)outbox.take(0);
    (void)outbox.acked(u"2"_s, 4, 21);
    protocol::Message message;
    message.seq = 3;
    message.rev = 19;
    QVERIFY(outbox.reflected(u"group"_s, 12, {message}).isEmpty());
    message.rev = 22;
    QCOMPARE(idsOf(outbox.reflected(u"group"_s, 12, {message})), QStringList{u"1"_s});
    QVERIFY(outbox.reflected(u"room:X"_s, 30, {}).isEmpty());
    QCOMPARE(idsOf(outbox.reflected(u"group"_s, 21, {})), QStringList{u"2"_s});
    QVERIFY(outbox.items().isEmpty());
}

void TestOutbox::anotherEpochDropsPlaces()
{
    Outbox outbox;
    outbox.add(change(u"1"_s, protocol::PinMessage{u"1"_s, u"group"_s, 3, u"m3"_s, true}));
    OutboxItem answer = item(u"2"_s, u"group"_s, u"yes"_s);
    std::get<protocol::SendMessage>(answer.command).replyTo = 3;
    outbox.add(answer);
    OutboxItem inThread = item(u"3"_s, u"group"_s, u"among us"_s);
    std::get<protocol::SendMessage>(inThread.command).thread = 3;
    outbox.add(inThread);
    outbox.add(item(u"4"_s, u"group"_s));
    const Outbox::Unplaced unplaced = outbox.unplace();
    QCOMPARE(idsOf(unplaced.gone), QStringList{u"1"_s});
    QCOMPARE(idsOf(unplaced.changed), (QStringList{u"2"_s, u"3"_s}));
    QCOMPARE(std::get<protocol::SendMessage>(outbox.find(u"2"_s)->command).replyTo, 0);
    QCOMPARE(outbox.find(u"3"_s)->state, OutboxItem::State::Failed);
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"2"_s});
    (void)outbox.acked(u"2"_s, 1);
    QCOMPARE(idsOf(outbox.take(0)), QStringList{u"4"_s});
    QCOMPARE(std::get<protocol::SendMessage>(outbox.retry(u"3"_s)->command).thread, 0);
}

CONFAB_TEST(TestOutbox)
#include "tst_outbox.moc"
