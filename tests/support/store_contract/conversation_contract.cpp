// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation_contract.h"
#include "contract_scene.h"

#include <QtTest>

namespace confab::tests
{

using core::Guard;
using core::RoomChange;
using core::RoomMember;
using protocol::Role;

namespace
{

core::CreateRoomOp create(const QString &id, const core::Stamp &by, const QStringList &members = {})
{
    return {.stamp = by,
            .id = id,
            .name = u"Kitchen"_s,
            .topic = u"Soup"_s,
            .isPublic = true,
            .owner = u"mara"_s,
            .members = members};
}

core::UpdateRoomOp update(const core::RoomGuard &guard = {}, const core::Stamp &by = once({}))
{
    return {.stamp = by, .guard = guard, .id = room, .name = {}, .topic = {}, .isPublic = {}};
}

core::UpdateRoomOp rename(const QString &name, const core::RoomGuard &guard = {}, const core::Stamp &by = once({}))
{
    core::UpdateRoomOp op = update(guard, by);
    op.name = name;
    return op;
}

void signUpThree(core::Store &store)
{
    for (const QString &name : {u"mara"_s, u"ilja"_s, u"noor"_s})
        signUp(store, name);
}

} // namespace

void ConversationContract::everyoneIsThereFromTheStart()
{
    auto everyone = store().conversations().find(group());
    QVERIFY(everyone);
    QCOMPARE(everyone->kind, protocol::ConversationKind::Group);
    QCOMPARE(everyone->memberCount, 0);
    QCOMPARE(everyone->seq, 0);
    QCOMPARE(everyone->rev, 0);
    QCOMPARE(everyone->first, 1);
    signUpThree(store());
    QCOMPARE(store().conversations().find(group())->memberCount, 3);
    QVERIFY(store().conversations().members(group()).isEmpty());
}

void ConversationContract::makesARoom()
{
    signUpThree(store());
    const RoomChange change = done(store().conversations().createRoom(
        create(room, stamp(u"mara"_s, u"c1"_s), {u"noor"_s, u"ilja"_s, u"mara"_s, u"noor"_s})));
    QVERIFY(change.changed);
    QCOMPARE(change.ack, (protocol::Ack{.id = u"c1"_s, .conversation = room, .seq = 0, .rev = 1, .at = {}}));
    const protocol::Conversation wanted{.id = room,
                                        .kind = protocol::ConversationKind::Room,
                                        .name = u"Kitchen"_s,
                                        .topic = u"Soup"_s,
                                        .rev = 1,
                                        .seq = 0,
                                        .first = 1,
                                        .memberCount = 3,
                                        .receipts = false,
                                        .isPublic = true};
    QCOMPARE(change.conversation, wanted);
    QCOMPARE(store().conversations().find(room), wanted);
    const QList<RoomMember> members{{u"ilja"_s, Role::Member}, {u"mara"_s, Role::Owner}, {u"noor"_s, Role::Member}};
    QCOMPARE(store().conversations().members(room), members);
}

void ConversationContract::aRoomNeedsPeopleThatExist()
{
    signUpThree(store());
    QVERIFY(
        isGuard(store().conversations().createRoom(create(room, once(u"mara"_s), {u"nobody"_s})), Guard::UnknownUser));
    QVERIFY(isDone(store().accounts().setDisabled(u"ilja"_s, true)));
    QVERIFY(
        isGuard(store().conversations().createRoom(create(room, once(u"mara"_s), {u"ilja"_s})), Guard::UnknownUser));
    QVERIFY(!store().conversations().find(room));
    QVERIFY(store().conversations().members(room).isEmpty());
}

void ConversationContract::anIdIsGivenOnce()
{
    signUpThree(store());
    makeRoom(store(), room, u"mara"_s);
    QVERIFY(isGuard(store().conversations().createRoom(create(room, once(u"mara"_s))), Guard::AlreadyThere));
    QVERIFY(isDone(store().conversations().deleteRoom(update())));
    QVERIFY(isGuard(store().conversations().createRoom(create(room, once(u"mara"_s))), Guard::AlreadyThere));
}

void ConversationContract::changesARoom()
{
    signUpThree(store());
    makeRoom(store(), room, u"mara"_s);
    core::UpdateRoomOp op = rename(u"Cellar"_s, asOwner(u"mara"_s), stamp(u"mara"_s, u"c1"_s));
    op.isPublic = true;
    const RoomChange change = done(store().conversations().updateRoom(op));
    QVERIFY(change.changed);
    QCOMPARE(change.conversation.name, u"Cellar"_s);
    QVERIFY(change.conversation.topic.isEmpty());
    QVERIFY(change.conversation.isPublic);
    QCOMPARE(change.conversation.rev, 2);
    QCOMPARE(change.ack.rev, 2);
    QCOMPARE(store().conversations().find(room), change.conversation);
    // An empty text is a change too.
    op = update();
    op.topic = u"Soup"_s;
    QCOMPARE(done(store().conversations().updateRoom(op)).conversation.topic, u"Soup"_s);
    op.topic = QString();
    QCOMPARE(done(store().conversations().updateRoom(op)).conversation.rev, 4);
    QVERIFY(store().conversations().find(room)->topic.isEmpty());
}

void ConversationContract::whatWasSaidToABotIsForgotten()
{
    signUpThree(store());
    makeRoom(store(), room, u"mara"_s);
    const QString talk = u"bot:helper:mara"_s;
    const auto ask = [&](const QString &text) {
        core::AppendOp op = say(talk, u"mara"_s, text, once(u"mara"_s));
        op.kind = protocol::ConversationKind::Bot;
        op.makeFor = {u"mara"_s};
        op.message.mentions = {u"ilja"_s};
        op.message.card = protocol::Card{u"A card"_s, {}, {}, {{u"a"_s, u"b"_s}}};
        op.message.dialogue = protocol::Dialogue{u"Book"_s, u"InProgress"_s, {}};
        return done(store().messages().append(op)).message;
    };
    const auto forget = [&](const QString &id, const QString &actor, const core::Stamp &by) {
        core::ForgetOp op;
        op.stamp = by;
        op.guard = {actor, core::RoomGuard::Need::Membership};
        op.id = id;
        return store().conversations().forgetMessages(op);
    };
    QVERIFY(isGuard(forget(talk, u"mara"_s, once(u"mara"_s)), Guard::NotFound));
    const protocol::Message asked = ask(u"one"_s);
    ask(u"two"_s);
    QVERIFY(isGuard(forget(talk, u"ilja"_s, once(u"ilja"_s)), Guard::NotMember));
    QVERIFY(isGuard(forget(room, u"mara"_s, once(u"mara"_s)), Guard::NotFound));

    core::HistoryQuery query;
    query.conversation = talk;
    query.viewer = u"mara"_s;
    auto page = m_world->reads().history(query);
    QVERIFY(page);
    QCOMPARE(page->messages.constFirst().card, asked.card);
    QCOMPARE(page->messages.constFirst().dialogue, asked.dialogue);

    const RoomChange change = done(forget(talk, u"mara"_s, stamp(u"mara"_s, u"c1"_s)));
    QVERIFY(change.changed);
    QCOMPARE(change.conversation.first, 3);
    QCOMPARE(change.conversation.rev, 3);
    QVERIFY(isRepeatOf(forget(talk, u"mara"_s, stamp(u"mara"_s, u"c1"_s)), change.ack));
    page = m_world->reads().history(query);
    QVERIFY(page);
    QVERIFY(page->messages.isEmpty());
    QVERIFY(!page->moreBefore && !page->moreAfter);
    QVERIFY(!done(forget(talk, u"mara"_s, once(u"mara"_s))).changed);
    // It goes on behind that.
    QCOMPARE(ask(u"three"_s).seq, 3);
    QCOMPARE(store().conversations().head(talk).rev, 4);
    page = m_world->reads().history(query);
    QVERIFY(page);
    QCOMPARE(page->messages.size(), 1);
    const auto synced = m_world->reads().synced(talk, u"mara"_s);
    QVERIFY(synced);
    QCOMPARE(synced->last->text, u"three"_s);
}

void ConversationContract::whatChangesNothingTakesNoRev()
{
    signUpThree(store());
    const protocol::Conversation before = makeRoom(store(), room, u"mara"_s, {u"ilja"_s});
    const auto check = [&](const core::Outcome<RoomChange> &outcome) {
        return isDone(outcome) && !std::get<0>(outcome).changed && std::get<0>(outcome).conversation == before &&
               std::get<0>(outcome).ack.rev == before.rev;
    };
    QVERIFY(check(store().conversations().updateRoom(rename(before.name, {}, stamp(u"mara"_s, u"c1"_s)))));
    QVERIFY(check(store().conversations().updateRoom(update())));
    QVERIFY(check(store().conversations().addMember(member(room, u"ilja"_s))));
    QVERIFY(check(store().conversations().removeMember(member(room, u"noor"_s))));
    QCOMPARE(store().conversations().head(room).rev, before.rev);
    // It is remembered all the same.
    QVERIFY(isConflict(store().conversations().updateRoom(rename(u"X"_s, {}, stamp(u"mara"_s, u"c1"_s, "other")))));
}

void ConversationContract::asksForMembershipAndOwnership()
{
    signUpThree(store());
    makeRoom(store(), room, u"mara"_s, {u"ilja"_s});
    core::ConversationStore &rooms = store().conversations();
    QVERIFY(isGuard(rooms.updateRoom(rename(u"X"_s, asOwner(u"noor"_s))), Guard::NotMember));
    QVERIFY(isGuard(rooms.updateRoom(rename(u"X"_s, asMember(u"noor"_s))), Guard::NotMember));
    QVERIFY(isGuard(rooms.updateRoom(rename(u"X"_s, asOwner(u"ilja"_s))), Guard::NotAllowed));
    QCOMPARE(rooms.head(room).rev, 1);
    QVERIFY(isDone(rooms.updateRoom(rename(u"A"_s, asMember(u"ilja"_s)))));
    QVERIFY(isDone(rooms.updateRoom(rename(u"B"_s, asOwner(u"mara"_s)))));
    QVERIFY(isDone(rooms.updateRoom(rename(u"C"_s, {.actor = u"noor"_s, .need = core::RoomGuard::Need::Nothing}))));
    QVERIFY(isDone(rooms.updateRoom(rename(u"D"_s, {.actor = {}, .need = core::RoomGuard::Need::Ownership}))));
}

void ConversationContract::asksAgainForEachVerb_data()
{
    QTest::addColumn<int>("verb");
    QTest::newRow("updateRoom") << 0;
    QTest::newRow("addMember") << 1;
    QTest::newRow("removeMember") << 2;
    QTest::newRow("deleteRoom") << 3;
}

void ConversationContract::asksAgainForEachVerb()
{
    QFETCH(int, verb);
    signUpThree(store());
    const auto run = [&](const core::RoomGuard &guard) {
        core::ConversationStore &rooms = store().conversations();
        switch (verb) {
        case 0:
            return rooms.updateRoom(rename(u"X"_s, guard));
        case 1:
            return rooms.addMember(member(room, u"noor"_s, guard));
        case 2:
            return rooms.removeMember(member(room, u"mara"_s, guard));
        default:
            return rooms.deleteRoom(update(guard));
        }
    };
    QVERIFY(isGuard(run(asMember(u"ilja"_s)), Guard::NotFound));
    QVERIFY(isGuard(run({}), Guard::NotFound));
    makeRoom(store(), room, u"mara"_s, {u"ilja"_s});
    QVERIFY(isGuard(run(asMember(u"noor"_s)), Guard::NotMember));
    QVERIFY(isGuard(run(asOwner(u"ilja"_s)), Guard::NotAllowed));
    QCOMPARE(store().conversations().find(room)->rev, 1);
    QVERIFY(isDone(run(asMember(u"ilja"_s))));
}

void ConversationContract::addsAMember()
{
    signUpThree(store());
    makeRoom(store(), room, u"mara"_s);
    append(store(), room, u"mara"_s, u"before"_s);
    const RoomChange change = done(
        store().conversations().addMember(member(room, u"ilja"_s, asMember(u"mara"_s), stamp(u"mara"_s, u"c1"_s))));
    QVERIFY(change.changed);
    QCOMPARE(change.conversation.memberCount, 2);
    QCOMPARE(change.conversation.rev, 3);
    QCOMPARE(change.ack, (protocol::Ack{.id = u"c1"_s, .conversation = room, .seq = 0, .rev = 3, .at = {}}));
    QCOMPARE(store().conversations().members(room).size(), 2);
    // What was said before does not count as unread.
    QCOMPARE(store().receipts().mark(room, u"ilja"_s), 1);

    QVERIFY(isGuard(store().conversations().addMember(member(room, u"nobody"_s)), Guard::UnknownUser));
    QVERIFY(isDone(store().accounts().setDisabled(u"noor"_s, true)));
    QVERIFY(isGuard(store().conversations().addMember(member(room, u"noor"_s)), Guard::UnknownUser));
    QVERIFY(isGuard(store().conversations().addMember(member(group(), u"ilja"_s)), Guard::NotFound));
}

void ConversationContract::joinsOnlyAPublicRoom()
{
    signUpThree(store());
    makeRoom(store(), room, u"mara"_s);
    core::MemberOp join = member(room, u"ilja"_s, {.actor = u"ilja"_s, .need = core::RoomGuard::Need::Nothing});
    join.onlyIfPublic = true;
    QVERIFY(isGuard(store().conversations().addMember(join), Guard::NotFound));
    core::UpdateRoomOp open = update();
    open.isPublic = true;
    QVERIFY(isDone(store().conversations().updateRoom(open)));
    QVERIFY(done(store().conversations().addMember(join)).changed);
}

void ConversationContract::removesAMember()
{
    signUpThree(store());
    makeRoom(store(), room, u"mara"_s, {u"ilja"_s, u"noor"_s});
    append(store(), room, u"ilja"_s, u"hello"_s);
    QCOMPARE(store().receipts().mark(room, u"ilja"_s), 1);
    const RoomChange change = done(store().conversations().removeMember(member(room, u"ilja"_s, asOwner(u"mara"_s))));
    QVERIFY(change.changed);
    QCOMPARE(change.conversation.memberCount, 2);
    QCOMPARE(change.conversation.rev, 3);
    const QList<RoomMember> members{{u"mara"_s, Role::Owner}, {u"noor"_s, Role::Member}};
    QCOMPARE(store().conversations().members(room), members);
    QCOMPARE(store().receipts().mark(room, u"ilja"_s), 0);
    // Who is not in it any more may not even leave.
    QVERIFY(
        isGuard(store().conversations().removeMember(member(room, u"ilja"_s, asMember(u"ilja"_s))), Guard::NotMember));
}

void ConversationContract::whoWasThereLongestBecomesOwner()
{
    signUpThree(store());
    signUp(store(), u"abel"_s);
    makeRoom(store(), room, u"mara"_s);
    QVERIFY(isDone(store().conversations().addMember(member(room, u"noor"_s))));
    QVERIFY(isDone(store().conversations().addMember(member(room, u"abel"_s))));
    QVERIFY(isDone(store().conversations().addMember(member(room, u"ilja"_s))));
    const RoomChange change = done(store().conversations().removeMember(member(room, u"mara"_s, asMember(u"mara"_s))));
    QCOMPARE(change.conversation.memberCount, 3);
    const QList<RoomMember> members{{u"abel"_s, Role::Member}, {u"ilja"_s, Role::Member}, {u"noor"_s, Role::Owner}};
    QCOMPARE(store().conversations().members(room), members);
    // Somebody else's leaving changes no owner.
    QVERIFY(isDone(store().conversations().removeMember(member(room, u"abel"_s))));
    const QList<RoomMember> rest{{u"ilja"_s, Role::Member}, {u"noor"_s, Role::Owner}};
    QCOMPARE(store().conversations().members(room), rest);
}

void ConversationContract::aRoomWithoutMembersIsGone()
{
    signUpThree(store());
    makeRoom(store(), room, u"mara"_s);
    append(store(), room, u"mara"_s, u"hello"_s);
    const RoomChange change = done(
        store().conversations().removeMember(member(room, u"mara"_s, asMember(u"mara"_s), stamp(u"mara"_s, u"c1"_s))));
    QVERIFY(change.changed);
    QCOMPARE(change.conversation.memberCount, 0);
    QCOMPARE(change.conversation.rev, 3);
    QVERIFY(!store().conversations().find(room));
    QCOMPARE(store().conversations().head(room).rev, 0);
    QVERIFY(isGuard(store().conversations().createRoom(create(room, once(u"mara"_s))), Guard::AlreadyThere));
    // Its repeat is answered, though the room is gone.
    QVERIFY(isRepeatOf(
        store().conversations().removeMember(member(room, u"mara"_s, asMember(u"mara"_s), stamp(u"mara"_s, u"c1"_s))),
        change.ack));
}

void ConversationContract::deletesARoom()
{
    signUpThree(store());
    makeRoom(store(), room, u"mara"_s, {u"ilja"_s});
    append(store(), room, u"mara"_s, u"hello"_s);
    const RoomChange change = done(store().conversations().deleteRoom(update(asOwner(u"mara"_s))));
    QVERIFY(change.changed);
    QCOMPARE(change.conversation.memberCount, 0);
    QCOMPARE(change.conversation.rev, 3);
    QVERIFY(!store().conversations().find(room));
    QVERIFY(store().conversations().members(room).isEmpty());
    QCOMPARE(store().receipts().mark(room, u"mara"_s), 0);
    const core::Head head = store().conversations().head(room);
    QCOMPARE(head.seq, 0);
    QCOMPARE(head.rev, 0);
    QCOMPARE(head.first, 0);
    QVERIFY(isGuard(store().messages().append(say(room, u"mara"_s, u"late"_s, once(u"mara"_s))), Guard::NotFound));
    // Everyone cannot be deleted.
    core::UpdateRoomOp everyone = update();
    everyone.id = group();
    QVERIFY(isGuard(store().conversations().deleteRoom(everyone), Guard::NotFound));
}

void ConversationContract::aGuestTakesTheirTalksAlong()
{
    signUp(store(), u"mara"_s);
    signUp(store(), u"ilja"_s);
    const QString guest = u"~noor.ab12"_s;
    const auto say = [this](const QString &from, const QString &to) {
        core::AppendOp op = direct(from, to, u"hello"_s, once(from));
        op.receiver.clear();
        return done(store().messages().append(op)).message.conversation;
    };
    const QString withMara = say(guest, u"mara"_s);
    const QString alone = [&] {
        core::AppendOp op = direct(guest, guest, u"hello"_s, once(guest));
        op.receiver.clear();
        op.makeFor = {guest};
        return done(store().messages().append(op)).message.conversation;
    }();
    const QString others = say(u"mara"_s, u"ilja"_s);
    append(store(), group(), guest, u"hello all"_s);
    QCOMPARE(store().receipts().mark(group(), guest), 1);

    auto ended = done(store().conversations().endGuest(guest));
    QCOMPARE(ended.size(), 2);
    if (ended.constFirst().id != withMara)
        std::swap(ended.first(), ended.last());
    QCOMPARE(ended.first().id, withMara);
    QCOMPARE(ended.first().other, u"mara"_s);
    QCOMPARE(ended.last().id, alone);
    QCOMPARE(ended.last().other, QString());
    QVERIFY(!store().conversations().find(withMara));
    QVERIFY(store().conversations().members(withMara).isEmpty());
    QVERIFY(isNotFound(reads().history(newest(withMara, u"mara"_s))));
    QCOMPARE(store().receipts().mark(withMara, u"mara"_s), 0);
    QCOMPARE(store().receipts().mark(group(), guest), 0);
    // What was said to everybody stays, and so does what is others'.
    QCOMPARE(store().conversations().head(group()).seq, 1);
    QCOMPARE(store().conversations().head(others).seq, 1);
    QVERIFY(done(store().conversations().endGuest(guest)).isEmpty());
}

void ConversationContract::aRepeatIsAnsweredAgain()
{
    signUpThree(store());
    core::ConversationStore &rooms = store().conversations();
    const core::Stamp by = stamp(u"mara"_s, u"c1"_s);
    const protocol::Ack created = done(rooms.createRoom(create(room, by))).ack;
    // The id of the room is chosen anew by whoever asks again.
    QVERIFY(isRepeatOf(rooms.createRoom(create(u"room:B"_s, by)), created));
    QVERIFY(!rooms.find(u"room:B"_s));

    const core::MemberOp add = member(room, u"ilja"_s, asMember(u"mara"_s), stamp(u"mara"_s, u"c2"_s));
    const protocol::Ack added = done(rooms.addMember(add)).ack;
    QVERIFY(isDone(rooms.removeMember(member(room, u"ilja"_s))));
    QVERIFY(isRepeatOf(rooms.addMember(add), added));
    QCOMPARE(rooms.members(room).size(), 1);
}

void ConversationContract::anotherBodyIsAConflict()
{
    signUpThree(store());
    core::ConversationStore &rooms = store().conversations();
    QVERIFY(isDone(rooms.createRoom(create(room, stamp(u"mara"_s, u"c1"_s)))));
    const core::Stamp other = stamp(u"mara"_s, u"c1"_s, "another body");
    QVERIFY(isConflict(rooms.createRoom(create(u"room:B"_s, other))));
    QVERIFY(isConflict(rooms.updateRoom(rename(u"X"_s, {}, other))));
    QVERIFY(isConflict(rooms.addMember(member(room, u"ilja"_s, {}, other))));
    QVERIFY(isConflict(rooms.removeMember(member(room, u"mara"_s, {}, other))));
    QVERIFY(isConflict(rooms.deleteRoom(update({}, other))));
    QCOMPARE(rooms.head(room).rev, 1);
}

} // namespace confab::tests
