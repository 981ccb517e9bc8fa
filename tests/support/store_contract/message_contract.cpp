// SPDX-License-Identifier: GPL-3.0-or-later
#include "message_contract.h"

#include <QtTest>

namespace confab::tests
{

using core::Appended;
using core::Guard;

void MessageContract::numbersFromOne()
{
    const Appended first = append(store(), group(), u"mara"_s, u"one"_s);
    QCOMPARE(first.message.seq, 1);
    QCOMPARE(first.message.rev, 1);
    QVERIFY(!first.conversationMade);
    const Appended second = append(store(), group(), u"ilja"_s, u"two"_s);
    QCOMPARE(second.message.seq, 2);
    QCOMPARE(second.message.rev, 2);
    const core::Head head = store().conversations().head(group());
    QCOMPARE(head.seq, 2);
    QCOMPARE(head.rev, 2);
    QCOMPARE(head.first, 1);
}

void MessageContract::keepsWhatWasSaid()
{
    signUp(store(), u"mara"_s);
    core::AppendOp op = say(group(), u"mara"_s, u"Grüße, \U0001f600 'quoted'\n\ttabbed"_s, stamp(u"mara"_s, u"c1"_s));
    op.message.author = u"Mara"_s;
    op.message.authorVer = 7;
    op.message.mentions = {u"Ilja"_s, u"noor"_s};
    op.message.stream = u"question"_s;
    // Given by the store, whatever is written here.
    op.message.seq = 99;
    op.message.rev = 99;
    const Appended appended = done(store().messages().append(op));
    protocol::Message wanted = op.message;
    wanted.seq = 1;
    wanted.rev = 1;
    wanted.at = at(1);
    QCOMPARE(appended.message, wanted);
    QCOMPARE(appended.ack, (protocol::Ack{.id = u"c1"_s, .conversation = group(), .seq = 1, .rev = 1, .at = at(1)}));
    const auto page = reads().history(newest(group(), u"mara"_s));
    QVERIFY(page);
    QCOMPARE(page->messages, QList<protocol::Message>{wanted});
}

void MessageContract::timeDoesNotGoBack()
{
    QCOMPARE(append(store(), group(), u"mara"_s, u"one"_s, at(50)).message.at, at(50));
    QCOMPARE(append(store(), group(), u"mara"_s, u"two"_s, at(20)).message.at, at(50));
    QCOMPARE(append(store(), group(), u"mara"_s, u"three"_s, at(51)).message.at, at(51));
}

void MessageContract::aRepeatGetsTheStoredAck()
{
    const Appended appended =
        done(store().messages().append(say(group(), u"mara"_s, u"hello"_s, stamp(u"mara"_s, u"c1"_s))));
    const auto again =
        store().messages().append(say(group(), u"mara"_s, u"hello"_s, stamp(u"mara"_s, u"c1"_s, "body", at(90))));
    QVERIFY(isRepeatOf(again, appended.ack));
    QCOMPARE(store().conversations().head(group()).seq, 1);
}

void MessageContract::anotherBodyIsAConflict()
{
    QVERIFY(isDone(store().messages().append(say(group(), u"mara"_s, u"hello"_s, stamp(u"mara"_s, u"c1"_s)))));
    QVERIFY(isConflict(
        store().messages().append(say(group(), u"mara"_s, u"other"_s, stamp(u"mara"_s, u"c1"_s, "other body")))));
    QCOMPARE(store().conversations().head(group()).seq, 1);
}

void MessageContract::idsAreOfOneAccount()
{
    QVERIFY(isDone(store().messages().append(say(group(), u"mara"_s, u"hello"_s, stamp(u"mara"_s, u"c1"_s)))));
    QVERIFY(isDone(
        store().messages().append(say(group(), u"ilja"_s, u"other"_s, stamp(u"ilja"_s, u"c1"_s, "other body")))));
    QCOMPARE(store().conversations().head(group()).seq, 2);
}

void MessageContract::errorsAreNotRemembered()
{
    signUp(store(), u"mara"_s);
    signUp(store(), u"ilja"_s);
    makeRoom(store(), u"room:A"_s, u"mara"_s);
    const core::AppendOp op = say(u"room:A"_s, u"ilja"_s, u"hello"_s, stamp(u"ilja"_s, u"c1"_s));
    QVERIFY(isGuard(store().messages().append(op), Guard::NotMember));
    QVERIFY(isDone(store().conversations().addMember(member(u"room:A"_s, u"ilja"_s))));
    QVERIFY(isDone(store().messages().append(op)));
}

void MessageContract::withoutAnIdNothingIsRemembered()
{
    QVERIFY(isDone(store().messages().append(say(group(), u"mara"_s, u"hello"_s, once(u"mara"_s)))));
    const auto again = store().messages().append(say(group(), u"mara"_s, u"hello"_s, once(u"mara"_s)));
    QVERIFY(isDone(again));
    QCOMPARE(std::get<0>(again).message.seq, 2);
}

void MessageContract::onlyMembersWrite()
{
    signUp(store(), u"mara"_s);
    signUp(store(), u"ilja"_s);
    makeRoom(store(), u"room:A"_s, u"mara"_s, {u"ilja"_s}, true);
    QVERIFY(isDone(store().messages().append(say(u"room:A"_s, u"ilja"_s, u"in"_s, once(u"ilja"_s)))));
    QVERIFY(isDone(store().conversations().removeMember(member(u"room:A"_s, u"ilja"_s))));
    QVERIFY(
        isGuard(store().messages().append(say(u"room:A"_s, u"ilja"_s, u"out"_s, once(u"ilja"_s))), Guard::NotMember));
    QCOMPARE(store().conversations().head(u"room:A"_s).seq, 1);
    // The server itself is not asked.
    core::AppendOp server = say(u"room:A"_s, u"bot:desk"_s, u"hello"_s, once({}));
    server.actor.clear();
    QVERIFY(isDone(store().messages().append(server)));
}

void MessageContract::onlyWhereThereIsAConversation()
{
    QVERIFY(
        isGuard(store().messages().append(say(u"room:A"_s, u"mara"_s, u"hello"_s, once(u"mara"_s))), Guard::NotFound));
    QVERIFY(!store().conversations().find(u"room:A"_s));
}

void MessageContract::theFirstDirectMessageMakesTheConversation()
{
    signUp(store(), u"mara"_s);
    signUp(store(), u"ilja"_s);
    const Appended first = done(store().messages().append(direct(u"mara"_s, u"ilja"_s, u"hi"_s, once(u"mara"_s))));
    QVERIFY(first.conversationMade);
    QCOMPARE(first.message.conversation, u"dm:ilja:mara"_s);
    QCOMPARE(first.message.seq, 1);
    QCOMPARE(first.message.rev, 1);
    const Appended second =
        done(store().messages().append(direct(u"ilja"_s, u"mara"_s, u"hi back"_s, once(u"ilja"_s))));
    QVERIFY(!second.conversationMade);
    QCOMPARE(second.message.seq, 2);
    const auto conversation = store().conversations().find(u"dm:ilja:mara"_s);
    QVERIFY(conversation);
    QCOMPARE(conversation->kind, protocol::ConversationKind::Direct);
    QCOMPARE(conversation->memberCount, 2);
    const QList<core::RoomMember> members{{u"ilja"_s, protocol::Role::Member}, {u"mara"_s, protocol::Role::Member}};
    QCOMPARE(store().conversations().members(u"dm:ilja:mara"_s), members);
    // It is no room.
    QVERIFY(isGuard(store().conversations().removeMember(member(u"dm:ilja:mara"_s, u"ilja"_s)), Guard::NotFound));
}

void MessageContract::notesToOneself()
{
    signUp(store(), u"mara"_s);
    const auto appended = store().messages().append(direct(u"mara"_s, u"mara"_s, u"milk"_s, once(u"mara"_s)));
    QVERIFY(isDone(appended));
    QCOMPARE(store().conversations().members(u"dm:mara:mara"_s).size(), 1);
}

void MessageContract::theReceiverMustExist()
{
    signUp(store(), u"mara"_s);
    QVERIFY(
        isGuard(store().messages().append(direct(u"mara"_s, u"ilja"_s, u"hi"_s, once(u"mara"_s))), Guard::UnknownUser));
    signUp(store(), u"ilja"_s);
    QVERIFY(isDone(store().accounts().setDisabled(u"ilja"_s, true)));
    QVERIFY(
        isGuard(store().messages().append(direct(u"mara"_s, u"ilja"_s, u"hi"_s, once(u"mara"_s))), Guard::UnknownUser));
    QVERIFY(!store().conversations().find(u"dm:ilja:mara"_s));
}

void MessageContract::aGuestWhoHasGoneGetsNothingNew()
{
    signUp(store(), u"mara"_s);
    core::AppendOp op = direct(u"mara"_s, u"~gast.abcd"_s, u"hi"_s, stamp(u"mara"_s, u"c1"_s));
    op.receiver.clear();
    const Appended said = done(store().messages().append(op));
    op.receiverHasGone = true;
    QVERIFY(isRepeatOf(store().messages().append(op), said.ack));
    op.stamp = stamp(u"mara"_s, u"c2"_s);
    QVERIFY(isGuard(store().messages().append(op), Guard::UnknownUser));
    QCOMPARE(store().conversations().head(said.message.conversation).seq, 1);
}

void MessageContract::aBotConversationIsMadeByItsFirstMessage()
{
    signUp(store(), u"mara"_s);
    const QString id = protocol::botConversation(u"desk"_s, u"mara"_s);
    core::AppendOp op = say(id, u"mara"_s, u"help"_s, stamp(u"mara"_s, u"c1"_s));
    op.kind = protocol::ConversationKind::Bot;
    op.makeFor = {u"mara"_s};
    QVERIFY(done(store().messages().append(op)).conversationMade);
    QCOMPARE(store().conversations().find(id)->kind, protocol::ConversationKind::Bot);
    QCOMPARE(store().conversations().members(id), (QList<core::RoomMember>{{u"mara"_s, protocol::Role::Member}}));
}

void MessageContract::thePlainBotLogIsListedForNobody()
{
    signUp(store(), u"mara"_s, protocol::Role::Owner);
    const QString log = QLatin1StringView(protocol::plainBotConversation);
    core::AppendOp op = say(log, u"bot:desk"_s, u"It is noon."_s, once({}));
    op.kind = protocol::ConversationKind::Bot;
    op.actor.clear();
    QVERIFY(done(store().messages().append(op)).conversationMade);
    QVERIFY(!done(store().messages().append(op)).conversationMade);
    QCOMPARE(store().conversations().head(log).seq, 2);
    QVERIFY(isNotFound(reads().history(newest(log, u"mara"_s))));
    QVERIFY(!reads().conversationsOf(u"mara"_s, 10)->contains(log));
}

void MessageContract::whoWritesHasRead()
{
    append(store(), group(), u"mara"_s, u"one"_s);
    append(store(), group(), u"ilja"_s, u"two"_s);
    QCOMPARE(store().receipts().mark(group(), u"mara"_s), 1);
    QCOMPARE(store().receipts().mark(group(), u"ilja"_s), 2);
    core::AppendOp server = say(group(), u"bot:desk"_s, u"three"_s, once({}));
    QVERIFY(isDone(store().messages().append(server)));
    QCOMPARE(store().receipts().mark(group(), {}), 0);
}

void MessageContract::marksOnlyRise()
{
    for (int i = 0; i < 5; ++i)
        append(store(), group(), u"mara"_s, u"text"_s);
    const auto mark = [&](qint64 seq) { return done(store().receipts().markRead(group(), u"ilja"_s, seq)); };
    const auto check = [](const core::ReceiptStore::Mark &found, qint64 seq, bool changed) {
        return found.seq == seq && found.changed == changed;
    };
    QVERIFY(check(mark(0), 0, false));
    QVERIFY(check(mark(3), 3, true));
    QVERIFY(check(mark(3), 3, false));
    QVERIFY(check(mark(2), 3, false));
    QVERIFY(check(mark(99), 5, true)); // cut at the newest
    QCOMPARE(store().receipts().mark(group(), u"ilja"_s), 5);
    QCOMPARE(store().receipts().mark(group(), u"noor"_s), 0);
}

void MessageContract::marksNeedMembership()
{
    signUp(store(), u"mara"_s);
    signUp(store(), u"ilja"_s);
    makeRoom(store(), u"room:A"_s, u"mara"_s);
    append(store(), u"room:A"_s, u"mara"_s, u"hello"_s);
    QVERIFY(isGuard(store().receipts().markRead(u"room:A"_s, u"ilja"_s, 1), Guard::NotMember));
    QVERIFY(isGuard(store().receipts().markRead(u"room:B"_s, u"ilja"_s, 1), Guard::NotFound));
    QCOMPARE(store().receipts().mark(u"room:A"_s, u"ilja"_s), 0);
}

} // namespace confab::tests
