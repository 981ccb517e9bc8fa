// SPDX-License-Identifier: GPL-3.0-or-later
#include "revision_contract.h"
#include "contract_scene.h"

#include <confab/protocol/codec.h>

#include <QtTest>

namespace confab::tests
{

using core::Appended;
using core::Guard;
using core::Revised;
using protocol::HistoryOnly;
using protocol::Message;
using protocol::Role;

namespace
{

core::EditOp edit(const Message &message, const QString &actor, const QString &text, const core::Stamp &by)
{
    return {.stamp = by, .target = targetOf(message, actor), .base = message.rev, .text = text, .mentions = {}};
}

core::EditOp edit(const Message &message, const QString &actor, const QString &text)
{
    return edit(message, actor, text, once(actor, at(2)));
}

core::RemoveMessageOp removal(const Message &message, const QString &actor, bool moderates = false)
{
    return {.stamp = once(actor, at(3)), .target = targetOf(message, actor, moderates)};
}

core::ReactOp reaction(const Message &message, const QString &actor, const QString &emoji, bool on = true)
{
    return {.stamp = once(actor, at(4)),
            .target = targetOf(message, actor),
            .username = actor.toUpper(),
            .emoji = emoji,
            .on = on};
}

core::PinOp pin(const Message &message, const QString &actor, bool on = true, bool moderates = false)
{
    return {.stamp = once(actor, at(5)), .target = targetOf(message, actor, moderates), .on = on};
}

core::AppendOp inThread(const QString &conversation, const QString &key, const QString &text, qint64 thread)
{
    core::AppendOp op = say(conversation, key, text, once(key));
    op.message.thread = thread;
    return op;
}

core::HistoryQuery only(const HistoryOnly &which, qsizetype limit = 50)
{
    core::HistoryQuery query = newest(group(), mara);
    query.only = which;
    query.limit = limit;
    return query;
}

} // namespace

void RevisionContract::init()
{
    m_world = m_makeWorld();
    for (const QString &name : {u"Mara"_s, u"Ilja"_s, u"Zoe"_s})
        signUp(store(), name);
}

Message RevisionContract::kept(const QString &conversation, qint64 seq, const QString &viewer)
{
    core::HistoryQuery query = newest(conversation, viewer);
    query.around = seq;
    query.limit = 2;
    const auto page = reads().history(query);
    if (page) {
        for (const Message &message : page->messages) {
            if (message.seq == seq)
                return message;
        }
    }
    return {};
}

// --- answers and threads ----------------------------------------------------------------------------------------

void RevisionContract::anAnswerNamesAMessageThatIsThere()
{
    append(store(), group(), mara, u"one"_s);
    core::AppendOp op = say(group(), ilja, u"two"_s, stamp(ilja, u"c1"_s));
    op.message.replyTo = 2; // itself
    QVERIFY(isGuard(store().messages().append(op), Guard::NoReplyTo));
    op.message.replyTo = 1;
    const Appended appended = done(store().messages().append(op));
    QCOMPARE(appended.message.replyTo, 1);
    QVERIFY(!appended.root);
    QCOMPARE(kept(group(), 2), appended.message);
    QCOMPARE(store().conversations().head(group()).rev, 2);
    // In another conversation there is no such message.
    makeRoom(store(), room, mara);
    core::AppendOp other = say(room, mara, u"three"_s, once(mara));
    other.message.replyTo = 1;
    QVERIFY(isGuard(store().messages().append(other), Guard::NoReplyTo));
    // Nor in one that it would make.
    core::AppendOp first = direct(mara, ilja, u"four"_s, once(mara));
    first.message.replyTo = 1;
    QVERIFY(isGuard(store().messages().append(first), Guard::NoReplyTo));
    QVERIFY(!store().conversations().find(u"dm:ilja:mara"_s));
}

void RevisionContract::aThreadCountsItsReplies()
{
    append(store(), group(), mara, u"root"_s);
    core::AppendOp op = inThread(group(), ilja, u"first reply"_s, 1);
    op.message.alsoRoom = true;
    const Appended first = done(store().messages().append(op));
    QCOMPARE(first.message.seq, 2);
    QCOMPARE(first.message.rev, 2);
    QCOMPARE(first.ack.rev, 2);
    QVERIFY(first.message.alsoRoom);
    QVERIFY(first.root);
    QCOMPARE(first.root->seq, 1);
    QCOMPARE(first.root->rev, 3);
    QCOMPARE(first.root->replies, (protocol::Replies{.count = 1, .last = 2}));
    append(store(), group(), mara, u"beside it"_s);
    const Appended second = done(store().messages().append(inThread(group(), mara, u"second reply"_s, 1)));
    QCOMPARE(second.message.rev, 5);
    QCOMPARE(second.root->rev, 6);
    QCOMPARE(second.root->replies, (protocol::Replies{.count = 2, .last = 4}));
    QCOMPARE(kept(group(), 1), *second.root);
    QCOMPARE(kept(group(), 2), first.message);
    QCOMPARE(store().conversations().head(group()).seq, 4);
    QCOMPARE(store().conversations().head(group()).rev, 6);
}

void RevisionContract::aThreadBeginsWithAMessageInNone()
{
    append(store(), group(), mara, u"root"_s);
    QVERIFY(isDone(store().messages().append(inThread(group(), ilja, u"reply"_s, 1))));
    QVERIFY(isGuard(store().messages().append(inThread(group(), ilja, u"deeper"_s, 2)), Guard::NotAThread));
    QVERIFY(isGuard(store().messages().append(inThread(group(), ilja, u"nowhere"_s, 3)), Guard::NoThread));
    QCOMPARE(store().conversations().head(group()).seq, 2);
    QCOMPARE(store().conversations().head(group()).rev, 3);
}

void RevisionContract::aThreadIsPaged()
{
    append(store(), group(), mara, u"root"_s);
    append(store(), group(), mara, u"another root"_s);
    for (int i = 1; i <= 6; ++i) {
        QVERIFY(isDone(store().messages().append(inThread(group(), ilja, u"reply %1"_s.arg(i), 1))));
        QVERIFY(isDone(store().messages().append(inThread(group(), ilja, u"other"_s, 2))));
        append(store(), group(), mara, u"beside it"_s);
    }
    const HistoryOnly thread{.kind = HistoryOnly::Kind::Thread, .thread = 1};
    auto page = reads().history(only(thread, 3));
    QVERIFY(page);
    QCOMPARE(texts(page->messages), (QStringList{u"reply 4"_s, u"reply 5"_s, u"reply 6"_s}));
    QVERIFY(page->moreBefore);
    QVERIFY(!page->moreAfter);
    core::HistoryQuery older = only(thread, 4);
    older.before = page->messages.constFirst().seq;
    page = reads().history(older);
    QCOMPARE(texts(page->messages), (QStringList{u"root"_s, u"reply 1"_s, u"reply 2"_s, u"reply 3"_s}));
    QVERIFY(!page->moreBefore);
    QVERIFY(page->moreAfter);
    core::HistoryQuery newer = only(thread, 2);
    newer.after = 0;
    page = reads().history(newer);
    QCOMPARE(texts(page->messages), (QStringList{u"root"_s, u"reply 1"_s}));
    QVERIFY(!page->moreBefore);
    QVERIFY(page->moreAfter);
    core::HistoryQuery around = only(thread, 4);
    around.around = page->messages.constLast().seq + 3; // reply 2
    page = reads().history(around);
    QCOMPARE(texts(page->messages), (QStringList{u"reply 1"_s, u"reply 2"_s, u"reply 3"_s, u"reply 4"_s}));

    // One that nobody replied to is its first message; what is no first message is no thread.
    append(store(), group(), mara, u"lonely"_s);
    const qint64 last = store().conversations().head(group()).seq;
    page = reads().history(only({.kind = HistoryOnly::Kind::Thread, .thread = last}));
    QCOMPARE(texts(page->messages), QStringList{u"lonely"_s});
    QVERIFY(isNotFound(reads().history(only({.kind = HistoryOnly::Kind::Thread, .thread = last + 1}))));
    QVERIFY(isNotFound(reads().history(only({.kind = HistoryOnly::Kind::Thread, .thread = 3}))));
}

// --- edits ------------------------------------------------------------------------------------------------------

void RevisionContract::anEditTakesTheNextRev()
{
    const Message before = append(store(), group(), mara, u"teh"_s).message;
    append(store(), group(), ilja, u"two"_s);
    const Revised revised =
        done(store().messages().edit(edit(before, mara, u"the"_s, stamp(mara, u"e1"_s, "b", at(9)))));
    Message wanted = before;
    wanted.rev = 3;
    wanted.text = u"the"_s;
    wanted.editedAt = at(9);
    QVERIFY(revised.changed);
    QCOMPARE(revised.message, wanted);
    QCOMPARE(revised.ack,
             (protocol::Ack{.id = u"e1"_s, .conversation = group(), .seq = 1, .rev = 3, .at = std::nullopt}));
    QCOMPARE(kept(group(), 1), wanted);
    const core::Head head = store().conversations().head(group());
    QCOMPARE(head.seq, 2);
    QCOMPARE(head.rev, 3);

    // What stands there already is no news.
    const Revised same = done(store().messages().edit(edit(before, mara, u"the"_s)));
    QVERIFY(!same.changed);
    QCOMPARE(same.ack.rev, 3);
    QCOMPARE(store().conversations().head(group()).rev, 3);
}

void RevisionContract::anEditNeedsTheRevThatIsHeld()
{
    const Message before = append(store(), group(), mara, u"one"_s).message;
    const Message after = done(store().messages().edit(edit(before, mara, u"two"_s))).message;
    QVERIFY(isGuard(store().messages().edit(edit(before, mara, u"three"_s)), Guard::Newer));
    Message ahead = after;
    ahead.rev = 99;
    QVERIFY(isGuard(store().messages().edit(edit(ahead, mara, u"three"_s)), Guard::Newer));
    QCOMPARE(kept(group(), 1).text, u"two"_s);
    QVERIFY(isDone(store().messages().edit(edit(after, mara, u"three"_s))));
}

void RevisionContract::anEditMovesMentions()
{
    core::AppendOp op = say(group(), mara, u"@Ilja"_s, once(mara));
    op.message.mentions = {u"Ilja"_s};
    Message message = done(store().messages().append(op)).message;
    const auto mentioned = [&](const QString &key) { return reads().synced(group(), key)->you.mentions; };
    QCOMPARE(mentioned(ilja), 1);
    core::EditOp change = edit(message, mara, u"@Zoe"_s);
    change.mentions = {u"Zoe"_s};
    message = done(store().messages().edit(change)).message;
    QCOMPARE(message.mentions, QStringList{u"Zoe"_s});
    QCOMPARE(kept(group(), 1).mentions, QStringList{u"Zoe"_s});
    QCOMPARE(mentioned(ilja), 0);
    QCOMPARE(mentioned(u"zoe"_s), 1);
    QVERIFY(isDone(store().messages().remove(removal(message, mara))));
    QCOMPARE(mentioned(u"zoe"_s), 0);
}

void RevisionContract::onlyOnesOwnWords()
{
    const Message message = append(store(), group(), u"Mara"_s, u"one"_s).message;
    QVERIFY(isGuard(store().messages().edit(edit(message, ilja, u"two"_s)), Guard::NotYours));
    core::EditOp moderator = edit(message, ilja, u"two"_s);
    moderator.target.moderates = true;
    QVERIFY(isGuard(store().messages().edit(moderator), Guard::NotYours));
    QVERIFY(isDone(store().messages().edit(edit(message, mara, u"two"_s))));
    // A bot's are nobody's.
    const Message answer = append(store(), group(), u"bot:desk"_s, u"hello"_s).message;
    QVERIFY(isGuard(store().messages().edit(edit(answer, u"bot:desk"_s, u"two"_s)), Guard::NotYours));
    QVERIFY(isDone(store().messages().remove(removal(kept(group(), 1), mara))));
    QVERIFY(isGuard(store().messages().edit(edit(kept(group(), 1), mara, u"three"_s)), Guard::NoMessage));
}

void RevisionContract::aRevisionIsRepeatable()
{
    const Message message = append(store(), group(), mara, u"one"_s).message;
    core::EditOp op = edit(message, mara, u"two"_s, stamp(mara, u"e1"_s));
    const Revised revised = done(store().messages().edit(op));
    QVERIFY(isRepeatOf(store().messages().edit(op), revised.ack));
    op.stamp.hash = "another";
    QVERIFY(isConflict(store().messages().edit(op)));
    core::ReactOp like = reaction(message, ilja, u"👍"_s);
    like.stamp = stamp(ilja, u"r1"_s);
    const Revised liked = done(store().messages().react(like));
    QVERIFY(isRepeatOf(store().messages().react(like), liked.ack));
    core::PinOp pinned = pin(message, mara);
    pinned.stamp = stamp(mara, u"p1"_s);
    const Revised atTheWall = done(store().messages().pin(pinned));
    QVERIFY(isRepeatOf(store().messages().pin(pinned), atTheWall.ack));
    core::RemoveMessageOp gone = removal(message, mara);
    gone.stamp = stamp(mara, u"d1"_s);
    const Revised removed = done(store().messages().remove(gone));
    QVERIFY(isRepeatOf(store().messages().remove(gone), removed.ack));
    // After all of that, too.
    op.stamp.hash = "body";
    QVERIFY(isRepeatOf(store().messages().edit(op), revised.ack));
    QCOMPARE(store().conversations().head(group()).rev, 5);
}

void RevisionContract::aRevisionNamesAMessageThatIsThere()
{
    const Message message = append(store(), group(), mara, u"one"_s).message;
    for (const qint64 seq : {qint64{0}, qint64{2}, protocol::limits::maxInteger}) {
        Message wrong = message;
        wrong.seq = seq;
        QVERIFY(isGuard(store().messages().edit(edit(wrong, mara, u"two"_s)), Guard::NoMessage));
        QVERIFY(isGuard(store().messages().remove(removal(wrong, mara)), Guard::NoMessage));
        QVERIFY(isGuard(store().messages().react(reaction(wrong, mara, u"👍"_s)), Guard::NoMessage));
        QVERIFY(isGuard(store().messages().pin(pin(wrong, mara)), Guard::NoMessage));
    }
    Message other = message;
    other.id = u"another"_s;
    QVERIFY(isGuard(store().messages().edit(edit(other, mara, u"two"_s)), Guard::NoMessage));
    QVERIFY(isGuard(store().messages().remove(removal(other, mara)), Guard::NoMessage));
    QVERIFY(isGuard(store().messages().react(reaction(other, mara, u"👍"_s)), Guard::NoMessage));
    QVERIFY(isGuard(store().messages().pin(pin(other, mara)), Guard::NoMessage));
    QCOMPARE(kept(group(), 1), message);
}

void RevisionContract::aRevisionNeedsMembership()
{
    makeRoom(store(), room, mara, {ilja});
    const Message message = append(store(), room, ilja, u"one"_s).message;
    QVERIFY(isDone(store().conversations().removeMember(member(room, ilja))));
    QVERIFY(isGuard(store().messages().edit(edit(message, ilja, u"two"_s)), Guard::NotMember));
    QVERIFY(isGuard(store().messages().remove(removal(message, ilja)), Guard::NotMember));
    QVERIFY(isGuard(store().messages().remove(removal(message, ilja, true)), Guard::NotMember));
    QVERIFY(isGuard(store().messages().react(reaction(message, ilja, u"👍"_s)), Guard::NotMember));
    QVERIFY(isGuard(store().messages().pin(pin(message, ilja)), Guard::NotMember));
    Message nowhere = message;
    nowhere.conversation = u"room:B"_s;
    QVERIFY(isGuard(store().messages().remove(removal(nowhere, ilja)), Guard::NotFound));
    QVERIFY(isNotFound(reads().reactors(room, ilja, 1, u"👍"_s, {}, 10)));
}

// --- deletions --------------------------------------------------------------------------------------------------

void RevisionContract::aDeletionLeavesATombstone()
{
    append(store(), group(), mara, u"root"_s);
    core::AppendOp op = inThread(group(), ilja, u"secret @Mara"_s, 1);
    op.message.replyTo = 1;
    op.message.alsoRoom = true;
    op.message.mentions = {u"Mara"_s};
    Message message = done(store().messages().append(op)).message;
    QVERIFY(isDone(store().messages().react(reaction(message, mara, u"👍"_s))));
    QVERIFY(isDone(store().messages().pin(pin(message, ilja))));
    const Revised gone = done(store().messages().remove(removal(message, ilja)));
    Message wanted = message;
    wanted.rev = 6;
    wanted.text.clear();
    wanted.mentions.clear();
    wanted.replyTo = 0;
    wanted.deleted = true;
    QCOMPARE(gone.message, wanted);
    QCOMPARE(kept(group(), 2), wanted);
    QVERIFY(reads().reactors(group(), mara, 2, u"👍"_s, {}, 10)->rows.isEmpty());
    QVERIFY(reads().history(only({.kind = HistoryOnly::Kind::Pinned}))->messages.isEmpty());
    QVERIFY(reads().synced(group(), mara)->last->text.isEmpty());
    // It counts in its thread as before, and its place is not given again.
    QCOMPARE(kept(group(), 1).replies, (protocol::Replies{.count = 1, .last = 2}));
    QCOMPARE(append(store(), group(), mara, u"three"_s).message.seq, 3);

    const Revised again = done(store().messages().remove(removal(message, ilja)));
    QVERIFY(!again.changed);
    QCOMPARE(again.ack.rev, 6);
    QVERIFY(isGuard(store().messages().react(reaction(message, mara, u"🎉"_s)), Guard::NoMessage));
    QVERIFY(isGuard(store().messages().pin(pin(message, ilja)), Guard::NoMessage));
    // What is off already stays off.
    QVERIFY(!done(store().messages().react(reaction(message, mara, u"👍"_s, false))).changed);
    QVERIFY(!done(store().messages().pin(pin(message, ilja, false))).changed);
    // The thread of a message that was deleted goes on.
    QVERIFY(isDone(store().messages().remove(removal(kept(group(), 1), mara))));
    const Appended reply = done(store().messages().append(inThread(group(), ilja, u"late"_s, 1)));
    QVERIFY(reply.root->deleted);
    QCOMPARE(reply.root->replies, (protocol::Replies{.count = 2, .last = 4}));
}

void RevisionContract::whoMayDelete()
{
    Message message = append(store(), group(), mara, u"one"_s).message;
    QVERIFY(isGuard(store().messages().remove(removal(message, ilja)), Guard::NotYours));
    QVERIFY(isDone(store().messages().remove(removal(message, ilja, true))));
    makeRoom(store(), room, mara, {ilja, u"zoe"_s});
    message = append(store(), room, ilja, u"one"_s).message;
    QVERIFY(isGuard(store().messages().remove(removal(message, u"zoe"_s)), Guard::NotYours));
    QVERIFY(isDone(store().messages().remove(removal(message, mara))));
    // Between two people each has their own words, whatever they are elsewhere.
    message = done(store().messages().append(direct(mara, ilja, u"hi"_s, once(mara)))).message;
    QVERIFY(isGuard(store().messages().remove(removal(message, ilja, true)), Guard::NotYours));
    QVERIFY(isDone(store().messages().remove(removal(message, mara))));
}

// --- reactions --------------------------------------------------------------------------------------------------

void RevisionContract::reactionsAreCounted()
{
    const Message message = append(store(), group(), mara, u"one"_s).message;
    Revised revised = done(store().messages().react(reaction(message, ilja, u"👍"_s)));
    QCOMPARE(revised.message.rev, 2);
    QCOMPARE(revised.message.reactions, (QList<protocol::Reaction>{{.emoji = u"👍"_s, .count = 1, .by = {u"ILJA"_s}}}));
    revised = done(store().messages().react(reaction(message, ilja, u"👍"_s)));
    QVERIFY(!revised.changed);
    QCOMPARE(revised.ack.rev, 2);
    QVERIFY(isDone(store().messages().react(reaction(message, mara, u"🎉"_s))));
    revised = done(store().messages().react(reaction(message, mara, u"👍"_s)));
    const QList<protocol::Reaction> three{{.emoji = u"👍"_s, .count = 2, .by = {u"ILJA"_s, u"MARA"_s}},
                                          {.emoji = u"🎉"_s, .count = 1, .by = {u"MARA"_s}}};
    QCOMPARE(revised.message.reactions, three);
    QVERIFY(revised.message.mine.isEmpty());
    QCOMPARE(kept(group(), 1, u"zoe"_s), revised.message);
    QVERIFY(isDone(store().messages().react(reaction(message, ilja, u"👍"_s, false))));
    revised = done(store().messages().react(reaction(message, mara, u"🎉"_s, false)));
    QCOMPARE(revised.message.reactions, (QList<protocol::Reaction>{{.emoji = u"👍"_s, .count = 1, .by = {u"MARA"_s}}}));
    QVERIFY(!done(store().messages().react(reaction(message, mara, u"🎉"_s, false))).changed);
    QCOMPARE(store().conversations().head(group()).rev, 6);
    // The words are as they were.
    QCOMPARE(kept(group(), 1).text, u"one"_s);
    QVERIFY(!kept(group(), 1).editedAt);
}

void RevisionContract::aReactionNamesTheFirstTen()
{
    const Message message = append(store(), group(), mara, u"one"_s).message;
    Revised revised;
    for (int i = 0; i < 13; ++i)
        revised = done(store().messages().react(reaction(message, u"p%1"_s.arg(99 - i), u"👍"_s)));
    QCOMPARE(revised.message.reactions.constFirst().count, 13);
    QCOMPARE(revised.message.reactions.constFirst().by.size(), 10);
    QCOMPARE(revised.message.reactions.constFirst().by.constFirst(), u"P99"_s);
    // Who is named makes room for the next; who is not named changes no name.
    revised = done(store().messages().react(reaction(message, u"p87"_s, u"👍"_s, false)));
    QCOMPARE(revised.message.reactions.constFirst().by.constLast(), u"P90"_s);
    revised = done(store().messages().react(reaction(message, u"p99"_s, u"👍"_s, false)));
    QCOMPARE(revised.message.reactions.constFirst().count, 11);
    QCOMPARE(revised.message.reactions.constFirst().by.size(), 10);
    QCOMPARE(revised.message.reactions.constFirst().by.constFirst(), u"P98"_s);
    QCOMPARE(revised.message.reactions.constFirst().by.constLast(), u"P89"_s);
}

void RevisionContract::twentyKindsAndNoMore()
{
    const Message message = append(store(), group(), mara, u"one"_s).message;
    const auto emoji = [](char32_t number) {
        return QString::fromUcs4(std::array{char32_t(0x1F600 + number)}.data(), 1);
    };
    for (char32_t i = 0; i < 20; ++i)
        QVERIFY(isDone(store().messages().react(reaction(message, mara, emoji(i)))));
    QVERIFY(isGuard(store().messages().react(reaction(message, mara, emoji(20))), Guard::TooManyEmoji));
    QVERIFY(isDone(store().messages().react(reaction(message, ilja, emoji(0)))));
    QVERIFY(isDone(store().messages().react(reaction(message, mara, emoji(1), false))));
    QVERIFY(isDone(store().messages().react(reaction(message, mara, emoji(20)))));
    QCOMPARE(kept(group(), 1).reactions.size(), 20);
}

void RevisionContract::namesGiveWayToTheBound()
{
    const Message message = append(store(), group(), mara, QString(8000, u'"')).message;
    const auto batch = store().begin();
    for (char32_t kind = 0; kind < 20; ++kind) {
        const char32_t point = 0x1F600 + kind;
        for (int i = 0; i < 10; ++i) {
            core::ReactOp op = reaction(message, u"p%1"_s.arg(i), QString::fromUcs4(&point, 1));
            op.username = QString(16, u'\u4e2d') + QString(14, u'\u6587') + QString::number(i);
            QVERIFY(isDone(store().messages().react(op)));
        }
    }
    QVERIFY(batch->commit());
    const Message full = kept(group(), 1);
    QCOMPARE(full.reactions.size(), 20);
    qsizetype named = 0;
    qsizetype bytes = 0;
    for (const protocol::Reaction &each : full.reactions) {
        QCOMPARE(each.count, 10);
        named += each.by.size();
        bytes += protocol::encodedSize(each) + 1;
    }
    QVERIFY(named >= 60);
    QVERIFY(bytes <= 10 * 1024);
    QVERIFY(protocol::encode(protocol::MessagePush{full}).size() <= protocol::limits::frameBytes);
}

void RevisionContract::ownReactionsAreTold()
{
    const Message message = append(store(), group(), mara, u"one of a kind"_s).message;
    QVERIFY(isDone(store().messages().react(reaction(message, mara, u"🎉"_s))));
    QVERIFY(isDone(store().messages().react(reaction(message, ilja, u"❤️"_s))));
    QVERIFY(isDone(store().messages().react(reaction(message, mara, u"👍"_s))));
    const QStringList own{u"🎉"_s, u"👍"_s};
    QCOMPARE(kept(group(), 1, mara).mine, own);
    QCOMPARE(kept(group(), 1, ilja).mine, QStringList{u"❤️"_s});
    QVERIFY(kept(group(), 1, u"zoe"_s).mine.isEmpty());
    QCOMPARE(reads().changesSince(group(), mara, 0, 10, 100'000)->messages.constFirst().mine, own);
    if (!m_world->searches())
        return;
    m_world->bringIndexUpToDate();
    core::SearchQuery query;
    query.viewer = mara;
    query.query = u"kind"_s;
    QCOMPARE(reads().search(query)->messages.constFirst().mine, own);
}

void RevisionContract::reactorsArePaged()
{
    const Message message = append(store(), group(), mara, u"one"_s).message;
    for (const QString &key : {u"zoe"_s, ilja, mara, u"ulf"_s})
        QVERIFY(isDone(store().messages().react(reaction(message, key, u"👍"_s))));
    QVERIFY(isDone(store().messages().react(reaction(message, u"eve"_s, u"🎉"_s))));
    auto page = reads().reactors(group(), mara, 1, u"👍"_s, {}, 3);
    QVERIFY(page);
    QCOMPARE(page->rows, (QList<core::Reactor>{{ilja, u"ILJA"_s}, {mara, u"MARA"_s}, {u"ulf"_s, u"ULF"_s}}));
    QCOMPARE(page->next, u"ulf"_s);
    page = reads().reactors(group(), mara, 1, u"👍"_s, page->next, 3);
    QCOMPARE(page->rows, (QList<core::Reactor>{{u"zoe"_s, u"ZOE"_s}}));
    QVERIFY(page->next.isEmpty());
    QVERIFY(reads().reactors(group(), mara, 1, u"😀"_s, {}, 3)->rows.isEmpty());
    QVERIFY(isNotFound(reads().reactors(group(), mara, 2, u"👍"_s, {}, 3)));
}

// --- pins -------------------------------------------------------------------------------------------------------

void RevisionContract::whoMayPin()
{
    Message message = append(store(), group(), mara, u"one"_s).message;
    QVERIFY(isGuard(store().messages().pin(pin(message, ilja)), Guard::NotYours));
    Revised revised = done(store().messages().pin(pin(message, mara)));
    QVERIFY(revised.message.pinned);
    QCOMPARE(revised.message.rev, 2);
    revised = done(store().messages().pin(pin(message, mara)));
    QVERIFY(!revised.changed);
    QCOMPARE(revised.ack.rev, 2);
    QVERIFY(isGuard(store().messages().pin(pin(message, ilja, false)), Guard::NotYours));
    QVERIFY(!done(store().messages().pin(pin(message, ilja, false, true))).message.pinned);
    makeRoom(store(), room, mara, {ilja, u"zoe"_s});
    message = append(store(), room, ilja, u"one"_s).message;
    QVERIFY(isGuard(store().messages().pin(pin(message, u"zoe"_s)), Guard::NotYours));
    QVERIFY(isDone(store().messages().pin(pin(message, mara))));
    message = done(store().messages().append(direct(mara, ilja, u"hi"_s, once(mara)))).message;
    QVERIFY(isDone(store().messages().pin(pin(message, ilja))));
    core::AppendOp answer = say(u"bot:desk:mara"_s, u"bot:desk"_s, u"answer"_s, once({}));
    answer.kind = protocol::ConversationKind::Bot;
    answer.actor.clear();
    answer.makeFor = {mara};
    message = done(store().messages().append(answer)).message;
    QVERIFY(isGuard(store().messages().pin(pin(message, ilja)), Guard::NotMember));
    QVERIFY(isDone(store().messages().pin(pin(message, mara))));
}

void RevisionContract::pinnedOnesAreListed()
{
    for (int i = 1; i <= 12; ++i) {
        const Message message = append(store(), group(), mara, QString::number(i)).message;
        if (i % 2 == 0)
            QVERIFY(isDone(store().messages().pin(pin(message, mara))));
    }
    const HistoryOnly pinned{.kind = HistoryOnly::Kind::Pinned};
    auto page = reads().history(only(pinned, 4));
    QCOMPARE(texts(page->messages), (QStringList{u"6"_s, u"8"_s, u"10"_s, u"12"_s}));
    QVERIFY(page->moreBefore);
    QVERIFY(!page->moreAfter);
    core::HistoryQuery older = only(pinned, 4);
    older.before = 6;
    page = reads().history(older);
    QCOMPARE(texts(page->messages), (QStringList{u"2"_s, u"4"_s}));
    QVERIFY(!page->moreBefore);
    QVERIFY(page->moreAfter);
    QVERIFY(isDone(store().messages().pin(pin(kept(group(), 4), mara, false))));
    page = reads().history(older);
    QCOMPARE(texts(page->messages), QStringList{u"2"_s});
}

// --- all of them ------------------------------------------------------------------------------------------------

void RevisionContract::changesAreInTheOrderOfRevs()
{
    const Message first = append(store(), group(), mara, u"one"_s).message;
    append(store(), group(), mara, u"two"_s);
    append(store(), group(), mara, u"three"_s);
    QVERIFY(isDone(store().messages().react(reaction(first, ilja, u"👍"_s))));
    auto changes = reads().changesSince(group(), mara, 1, 10, 100'000);
    QCOMPARE(texts(changes->messages), (QStringList{u"two"_s, u"three"_s, u"one"_s}));
    QCOMPARE(changes->upTo, 4);
    changes = reads().changesSince(group(), mara, 3, 10, 100'000);
    QCOMPARE(texts(changes->messages), QStringList{u"one"_s});
    QCOMPARE(*reads().countSince(group(), mara, 1, 10), 3);
    // However often it was changed, it is one row.
    QVERIFY(isDone(store().messages().react(reaction(first, ilja, u"👍"_s, false))));
    changes = reads().changesSince(group(), mara, 0, 2, 100'000);
    QCOMPARE(texts(changes->messages), (QStringList{u"two"_s, u"three"_s}));
    QCOMPARE(changes->upTo, 3);
    QVERIFY(changes->more);
}

void RevisionContract::timeGoesOnAfterARevision()
{
    Message message = append(store(), group(), mara, u"one"_s, at(50)).message;
    const core::EditOp early = edit(message, mara, u"two"_s, once(mara, at(20)));
    message = done(store().messages().edit(early)).message;
    QCOMPARE(message.at, at(50));
    QCOMPARE(message.editedAt, at(50));
    QCOMPARE(append(store(), group(), mara, u"three"_s, at(30)).message.at, at(50));
    QVERIFY(isDone(store().messages().edit(edit(message, mara, u"four"_s, once(mara, at(90))))));
    // When something was changed orders no message.
    QCOMPARE(append(store(), group(), mara, u"five"_s, at(60)).message.at, at(60));
}

void RevisionContract::aBatchOfRevisionsIsUndone()
{
    if (!m_world->undoesBatches())
        QSKIP("A batch of this store does nothing: each operation counts at once.");
    const Message message = append(store(), group(), mara, u"one"_s).message;
    {
        const auto batch = store().begin();
        QVERIFY(isDone(store().messages().edit(edit(message, mara, u"two"_s))));
        QVERIFY(isDone(store().messages().react(reaction(message, ilja, u"👍"_s))));
        QVERIFY(isDone(store().messages().append(inThread(group(), ilja, u"reply"_s, 1))));
    }
    QCOMPARE(kept(group(), 1), message);
    QCOMPARE(store().conversations().head(group()).rev, 1);
    QCOMPARE(done(store().messages().edit(edit(message, mara, u"three"_s))).message.rev, 2);
}

void RevisionContract::whatGoesWithAConversation()
{
    makeRoom(store(), room, mara);
    const Message message = append(store(), room, mara, u"one"_s).message;
    QVERIFY(isDone(store().messages().react(reaction(message, mara, u"👍"_s))));
    QVERIFY(isDone(store().conversations().deleteRoom(
        {.stamp = once(mara), .guard = {}, .id = room, .name = {}, .topic = {}, .isPublic = {}})));
    int left = 0;
    QVERIFY(store().dump([&left](const QJsonObject &line) {
        left += line.value("table"_L1) == "reaction"_L1 || line.value("table"_L1) == "message"_L1;
    }));
    QCOMPARE(left, 0);
}

// --- what an account keeps --------------------------------------------------------------------------------------

void RevisionContract::prefsAreKept()
{
    const auto all = [&](const QString &account) { return reads().prefs(account, {}, 100, 100'000)->rows; };
    QVERIFY(isDone(store().prefs().set(mara, {{u"mute:group"_s, u"1"_s}, {u"draft:group"_s, u"half\na word"_s}})));
    QVERIFY(isDone(store().prefs().set(ilja, {{u"mute:group"_s, u"2"_s}})));
    QCOMPARE(all(mara), (QList<protocol::Pref>{{u"draft:group"_s, u"half\na word"_s}, {u"mute:group"_s, u"1"_s}}));
    QVERIFY(isDone(store().prefs().set(mara, {{u"mute:group"_s, u"3"_s}, {u"draft:group"_s, {}}, {u"none"_s, {}}})));
    QCOMPARE(all(mara), (QList<protocol::Pref>{{u"mute:group"_s, u"3"_s}}));
    QCOMPARE(all(ilja), (QList<protocol::Pref>{{u"mute:group"_s, u"2"_s}}));
    QVERIFY(all(u"nobody"_s).isEmpty());
    QVERIFY(isGuard(store().prefs().set(u"nobody"_s, {{u"a"_s, u"b"_s}}), Guard::UnknownUser));
}

void RevisionContract::prefsArePaged()
{
    for (int i = 0; i < 5; ++i)
        QVERIFY(isDone(store().prefs().set(mara, {{u"key %1"_s.arg(i), QString(1000, u'x')}})));
    auto page = reads().prefs(mara, {}, 2, 100'000);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->next, u"key 1"_s);
    page = reads().prefs(mara, page->next, 10, 100'000);
    QCOMPARE(page->rows.size(), 3);
    QVERIFY(page->next.isEmpty());
    page = reads().prefs(mara, {}, 10, 2100);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->next, u"key 1"_s);
    QCOMPARE(reads().prefs(mara, {}, 10, 1)->rows.size(), 1);
}

void RevisionContract::prefsAreBounded()
{
    const auto batch = store().begin();
    for (int i = 0; i < protocol::limits::prefsInAll; i += 20) {
        QList<protocol::Pref> some;
        for (int j = 0; j < 20; ++j)
            some.append({u"key %1"_s.arg(i + j), u"x"_s});
        QVERIFY(isDone(store().prefs().set(mara, some)));
    }
    QVERIFY(isGuard(store().prefs().set(mara, {{u"key 0"_s, u"new"_s}, {u"more"_s, u"x"_s}}), Guard::TooMuch));
    QVERIFY(batch->commit());
    // Nothing of what was too much was kept.
    QCOMPARE(reads().prefs(mara, {}, 1, 100'000)->rows.constFirst().value, u"x"_s);
    QVERIFY(isDone(store().prefs().set(mara, {{u"key 0"_s, u"new"_s}})));
    const QString eight(8 * 1024, u'x');
    for (int i = 0; i < 127; ++i)
        QVERIFY(isDone(store().prefs().set(ilja, {{u"key %1"_s.arg(i), eight}})));
    QVERIFY(isGuard(store().prefs().set(ilja, {{u"key 127"_s, eight}}), Guard::TooMuch));
}

} // namespace confab::tests
