// SPDX-License-Identifier: GPL-3.0-or-later
#include "reads_contract.h"
#include "contract_scene.h"

#include <confab/protocol/codec.h>

#include <QtTest>

namespace confab::tests
{

namespace
{

void sayMany(core::Store &store, int count, const QString &conversation = group())
{
    const auto batch = store.begin();
    for (int i = 1; i <= count; ++i)
        append(store, conversation, mara, QString::number(i));
    QVERIFY(batch->commit());
}

QStringList numbers(int from, int to)
{
    QStringList numbers;
    for (int i = from; i <= to; ++i)
        numbers.append(QString::number(i));
    return numbers;
}

core::HistoryQuery query(qsizetype limit = 50)
{
    core::HistoryQuery query;
    query.conversation = group();
    query.viewer = mara;
    query.limit = limit;
    return query;
}

} // namespace

void ReadsContract::pagesThroughHistoryBackwards()
{
    sayMany(store(), 300);
    auto page = reads().history(query(100));
    QVERIFY(page);
    QCOMPARE(texts(page->messages), numbers(201, 300));
    QVERIFY(page->moreBefore);
    QVERIFY(!page->moreAfter);
    QCOMPARE(page->first, 1);

    core::HistoryQuery older = query(100);
    older.before = 201;
    page = reads().history(older);
    QCOMPARE(texts(page->messages), numbers(101, 200));
    QVERIFY(page->moreBefore);
    QVERIFY(page->moreAfter);

    older.before = 101;
    page = reads().history(older);
    QCOMPARE(texts(page->messages), numbers(1, 100));
    QVERIFY(!page->moreBefore);
    QVERIFY(page->moreAfter);

    older.before = 1;
    page = reads().history(older);
    QVERIFY(page->messages.isEmpty());
    QVERIFY(!page->moreBefore);
    QVERIFY(page->moreAfter);

    older.before = 100000;
    page = reads().history(older);
    QCOMPARE(texts(page->messages), numbers(201, 300));
    QVERIFY(!page->moreAfter);
}

void ReadsContract::pagesThroughHistoryForwards()
{
    sayMany(store(), 25);
    core::HistoryQuery newer = query(10);
    newer.after = 0;
    auto page = reads().history(newer);
    QVERIFY(page);
    QCOMPARE(texts(page->messages), numbers(1, 10));
    QVERIFY(!page->moreBefore);
    QVERIFY(page->moreAfter);

    newer.after = 20;
    page = reads().history(newer);
    QCOMPARE(texts(page->messages), numbers(21, 25));
    QVERIFY(page->moreBefore);
    QVERIFY(!page->moreAfter);

    newer.after = 25;
    page = reads().history(newer);
    QVERIFY(page->messages.isEmpty());
    QVERIFY(page->moreBefore);
    QVERIFY(!page->moreAfter);
}

void ReadsContract::readsAround()
{
    sayMany(store(), 30);
    core::HistoryQuery around = query(10);
    around.around = 15;
    auto page = reads().history(around);
    QVERIFY(page);
    QCOMPARE(texts(page->messages), numbers(11, 20));
    QVERIFY(page->moreBefore);
    QVERIFY(page->moreAfter);

    around.around = 1;
    page = reads().history(around);
    QCOMPARE(texts(page->messages), numbers(1, 10));
    QVERIFY(!page->moreBefore);
    QVERIFY(page->moreAfter);

    around.around = 30;
    page = reads().history(around);
    QCOMPARE(texts(page->messages), numbers(21, 30));
    QVERIFY(!page->moreAfter);

    around.around = 15;
    around.limit = 100;
    page = reads().history(around);
    QCOMPARE(texts(page->messages), numbers(1, 30));
    QVERIFY(!page->moreBefore);
    QVERIFY(!page->moreAfter);
}

void ReadsContract::anEmptyHistory()
{
    core::HistoryQuery one = query();
    const auto check = [&] {
        const auto page = reads().history(one);
        return page && page->messages.isEmpty() && !page->moreBefore && !page->moreAfter;
    };
    QVERIFY(check());
    one.before = 1;
    QVERIFY(check());
    one.before.reset();
    one.after = 0;
    QVERIFY(check());
    one.after.reset();
    one.around = 7;
    QVERIFY(check());
}

void ReadsContract::pagesByBytes()
{
    const QString kilobyte(1024, u'x');
    for (int i = 0; i < 10; ++i)
        append(store(), group(), mara, kilobyte);
    const auto bytesOf = [](const QList<protocol::Message> &messages) {
        qsizetype bytes = 0;
        for (const protocol::Message &message : messages)
            bytes += protocol::encodedSize(message) + 1;
        return bytes;
    };
    core::HistoryQuery cut = query(100);
    cut.bytes = 4096;
    auto page = reads().history(cut);
    QVERIFY(page);
    QCOMPARE(page->messages.size(), 3);
    QVERIFY(bytesOf(page->messages) <= 4096);
    QCOMPARE(page->messages.constLast().seq, 10); // from the newest on
    QVERIFY(page->moreBefore);

    cut.after = 2;
    page = reads().history(cut);
    QCOMPARE(page->messages.size(), 3);
    QCOMPARE(page->messages.constFirst().seq, 3); // from the oldest on
    QVERIFY(page->moreAfter);

    cut.after.reset();
    cut.around = 5;
    page = reads().history(cut);
    QCOMPARE(page->messages.size(), 3);
    QCOMPARE(page->messages.at(1).seq, 5);
    QVERIFY(page->moreBefore);
    QVERIFY(page->moreAfter);
}

void ReadsContract::oneLongMessageIsAlwaysGiven()
{
    append(store(), group(), mara, QString(8000, u'x'));
    append(store(), group(), mara, QString(8000, u'y'));
    core::HistoryQuery cut = query();
    cut.bytes = 100;
    auto page = reads().history(cut);
    QVERIFY(page);
    QCOMPARE(page->messages.size(), 1);
    QCOMPARE(page->messages.constFirst().seq, 2);
    const auto changes = reads().changesSince(group(), mara, 0, 10, 100);
    QCOMPARE(changes->messages.size(), 1);
    QCOMPARE(changes->upTo, 1);
    QVERIFY(changes->more);
}

void ReadsContract::whatChangedSince()
{
    sayMany(store(), 20);
    auto changes = reads().changesSince(group(), mara, 15, 500, 1 << 20);
    QVERIFY(changes);
    QCOMPARE(texts(changes->messages), numbers(16, 20));
    QCOMPARE(changes->upTo, 20);
    QVERIFY(!changes->more);

    changes = reads().changesSince(group(), mara, 20, 500, 1 << 20);
    QVERIFY(changes->messages.isEmpty());
    QCOMPARE(changes->upTo, 20);
    QVERIFY(!changes->more);
}

void ReadsContract::whatChangedSinceInParts()
{
    sayMany(store(), 25);
    QStringList all;
    qint64 cursor = 0;
    int parts = 0;
    bool more = true;
    while (more) {
        const auto changes = reads().changesSince(group(), mara, cursor, 10, 1 << 20);
        QVERIFY(changes);
        QVERIFY(changes->messages.size() <= 10);
        QVERIFY(changes->upTo > cursor);
        all += texts(changes->messages);
        cursor = changes->upTo;
        more = changes->more;
        ++parts;
    }
    QCOMPARE(all, numbers(1, 25));
    QCOMPARE(parts, 3);
    QCOMPARE(cursor, 25);
}

void ReadsContract::roomChangesCountInUpTo()
{
    signUp(store(), mara);
    signUp(store(), u"ilja"_s);
    makeRoom(store(), u"room:A"_s, mara);                                               // rev 1
    append(store(), u"room:A"_s, mara, u"hello"_s);                                     // rev 2
    QVERIFY(isDone(store().conversations().addMember(member(u"room:A"_s, u"ilja"_s)))); // rev 3
    const auto changes = reads().changesSince(u"room:A"_s, mara, 1, 500, 1 << 20);
    QVERIFY(changes);
    QCOMPARE(texts(changes->messages), QStringList{u"hello"_s});
    QCOMPARE(changes->messages.constFirst().rev, 2);
    QCOMPARE(changes->messages.constFirst().seq, 1);
    QCOMPARE(changes->upTo, 3);
}

void ReadsContract::countsNoFurtherThanAsked()
{
    sayMany(store(), 20);
    QCOMPARE(*reads().countSince(group(), mara, 5, 100), 15);
    QCOMPARE(*reads().countSince(group(), mara, 5, 10), 10);
    QCOMPARE(*reads().countSince(group(), mara, 20, 10), 0);
}

void ReadsContract::tellsTheIdAtASeq()
{
    append(store(), group(), mara, u"one"_s);
    QCOMPARE(*reads().messageId(group(), mara, 1), u"id-of-one"_s);
    QVERIFY(reads().messageId(group(), mara, 2)->isEmpty());
}

void ReadsContract::tellsStandingAndLastLine()
{
    signUp(store(), mara);
    signUp(store(), u"ilja"_s, protocol::Role::Moderator);
    makeRoom(store(), u"room:A"_s, mara, {u"ilja"_s});
    append(store(), u"room:A"_s, mara, u"one"_s, at(5));
    append(store(), u"room:A"_s, mara, u"two"_s, at(6));
    QVERIFY(isDone(store().receipts().markRead(u"room:A"_s, u"ilja"_s, 1)));

    auto synced = reads().synced(u"room:A"_s, u"ilja"_s);
    QVERIFY(synced);
    protocol::Conversation conversation = *store().conversations().find(u"room:A"_s);
    QCOMPARE(static_cast<const protocol::Conversation &>(*synced), conversation);
    QCOMPARE(synced->memberCount, 2);
    QVERIFY(!synced->reset);
    QCOMPARE(synced->you, (protocol::Standing{protocol::Role::Member, 1, 0}));
    QCOMPARE(synced->last, (protocol::LastLine{2, mara, at(6), u"two"_s}));
    QCOMPARE(reads().synced(u"room:A"_s, mara)->you, (protocol::Standing{protocol::Role::Owner, 2, 0}));

    // In `group` one is what one is on the server.
    synced = reads().synced(group(), u"ilja"_s);
    QVERIFY(synced);
    QCOMPARE(synced->you.role, protocol::Role::Moderator);
    QCOMPARE(synced->memberCount, 2);
    QVERIFY(!synced->last);
    QCOMPARE(reads().synced(group(), u"~noor.ab12"_s)->you.role, protocol::Role::Guest);
}

void ReadsContract::countsMentionsThatAreUnread()
{
    signUp(store(), mara);
    signUp(store(), u"Ilja"_s);
    signUp(store(), u"Zoe"_s);
    for (int i = 0; i < 3; ++i) {
        core::AppendOp op = say(group(), mara, u"hello @Ilja"_s, once(mara));
        op.message.mentions = {u"Ilja"_s, u"ILJA"_s};
        QVERIFY(isDone(store().messages().append(op)));
    }
    QCOMPARE(reads().synced(group(), u"ilja"_s)->you.mentions, 3);
    QVERIFY(isDone(store().receipts().markRead(group(), u"ilja"_s, 2)));
    QCOMPARE(reads().synced(group(), u"ilja"_s)->you.mentions, 1);
    QCOMPARE(reads().synced(group(), mara)->you.mentions, 0);
    // Everybody, and once who is called twice.
    core::AppendOp all = say(group(), mara, u"@all, also @Ilja"_s, once(mara));
    all.message.mentions = {u"all"_s, u"Ilja"_s};
    QVERIFY(isDone(store().messages().append(all)));
    QCOMPARE(reads().synced(group(), u"ilja"_s)->you.mentions, 2);
    QCOMPARE(reads().synced(group(), u"zoe"_s)->you.mentions, 1);
    QCOMPARE(reads().synced(group(), mara)->you.mentions, 0);
}

void ReadsContract::shortensTheLastLine()
{
    append(store(), group(), mara, QString(160, u'x'));
    QCOMPARE(reads().synced(group(), mara)->last->text, QString(160, u'x'));
    append(store(), group(), mara, QString(161, u'x'));
    QCOMPARE(reads().synced(group(), mara)->last->text, QString(160, u'x'));
    // A pair of surrogates is left out rather than cut in two.
    append(store(), group(), mara, QString(159, u'x') + u"\U0001f600 and more"_s);
    QCOMPARE(reads().synced(group(), mara)->last->text, QString(159, u'x'));
}

void ReadsContract::listsConversationsByLastChange()
{
    signUp(store(), mara);
    signUp(store(), u"ilja"_s);
    makeRoom(store(), u"room:A"_s, mara, {}, false, at(10));
    makeRoom(store(), u"room:B"_s, mara, {}, false, at(20));
    makeRoom(store(), u"room:C"_s, u"ilja"_s, {}, true, at(25));
    QVERIFY(isDone(store().messages().append(direct(mara, u"ilja"_s, u"hi"_s, once(mara, at(30))))));
    QCOMPARE(*reads().conversationsOf(mara, 10), (QStringList{group(), u"dm:ilja:mara"_s, u"room:B"_s, u"room:A"_s}));
    append(store(), u"room:A"_s, mara, u"hello"_s, at(40));
    QCOMPARE(*reads().conversationsOf(mara, 10), (QStringList{group(), u"room:A"_s, u"dm:ilja:mara"_s, u"room:B"_s}));
    QVERIFY(isDone(store().conversations().addMember(member(u"room:B"_s, u"ilja"_s, {}, once({}, at(50))))));
    QCOMPARE(*reads().conversationsOf(mara, 2), (QStringList{group(), u"room:B"_s}));
    QCOMPARE(*reads().conversationsOf(u"noor"_s, 10), QStringList{group()});
}

void ReadsContract::pagesThroughPeople()
{
    for (const QString &name : {u"Noor"_s, u"ilja"_s, u"Mara"_s, u"abel"_s})
        signUp(store(), name);
    QVERIFY(isDone(store().accounts().setDisabled(u"ilja"_s, true)));
    auto page = reads().people({}, {}, 2);
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->rows.at(0).key, u"abel"_s);
    QCOMPARE(page->rows.at(1), *store().accounts().find(mara));
    QCOMPARE(page->next, mara);
    page = reads().people({}, page->next, 2);
    QCOMPARE(page->rows.size(), 1);
    QCOMPARE(page->rows.constFirst().username, u"Noor"_s);
    QVERIFY(page->next.isEmpty());
}

void ReadsContract::findsPeopleByAPartOfTheirNames()
{
    signUp(store(), u"Noor"_s);
    signUp(store(), u"abel"_s);
    QVERIFY(isDone(store().accounts().setDisplayName(u"abel"_s, u"Ábel Nagy_%"_s)));
    const auto keys = [&](const QString &text) {
        QStringList found;
        const auto page = reads().people(text, {}, 10);
        for (const core::Account &one : page->rows)
            found.append(one.key);
        return found;
    };
    QCOMPARE(keys(u"OO"_s), QStringList{u"noor"_s});
    QCOMPARE(keys(u"ÁBEL"_s), QStringList{u"abel"_s});
    QCOMPARE(keys(u"n"_s), (QStringList{u"abel"_s, u"noor"_s}));
    // Characters that mean something to a query language mean themselves.
    QCOMPARE(keys(u"_%"_s), QStringList{u"abel"_s});
    QVERIFY(keys(u"' OR 1=1 --"_s).isEmpty());
}

void ReadsContract::pagesThroughMembers()
{
    for (const QString &name : {u"mara"_s, u"ilja"_s, u"noor"_s, u"abel"_s})
        signUp(store(), name);
    makeRoom(store(), u"room:A"_s, mara, {u"ilja"_s, u"noor"_s});
    append(store(), u"room:A"_s, mara, u"hello"_s);
    auto page = reads().members(u"room:A"_s, u"ilja"_s, {}, 2);
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->rows.at(0).account, *store().accounts().find(u"ilja"_s));
    QCOMPARE(page->rows.at(0).role, protocol::Role::Member);
    QCOMPARE(page->rows.at(0).read, 0);
    QCOMPARE(page->rows.at(1).account.key, mara);
    QCOMPARE(page->rows.at(1).role, protocol::Role::Owner);
    QCOMPARE(page->rows.at(1).read, 1);
    page = reads().members(u"room:A"_s, u"ilja"_s, page->next, 2);
    QCOMPARE(page->rows.size(), 1);
    QCOMPARE(page->rows.at(0).account.key, u"noor"_s);
    QVERIFY(page->next.isEmpty());
}

void ReadsContract::membersOfEveryone()
{
    signUp(store(), mara, protocol::Role::Owner);
    signUp(store(), u"ilja"_s);
    signUp(store(), u"noor"_s);
    QVERIFY(isDone(store().accounts().setDisabled(u"noor"_s, true)));
    append(store(), group(), mara, u"hello"_s);
    const auto page = reads().members(group(), u"ilja"_s, {}, 10);
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->rows.at(0).account.key, u"ilja"_s);
    QCOMPARE(page->rows.at(1).account.key, mara);
    QCOMPARE(page->rows.at(1).role, protocol::Role::Owner);
    QCOMPARE(page->rows.at(1).read, 1);
}

void ReadsContract::membersThatAreGuests()
{
    signUp(store(), mara);
    const QString guest = u"~noor.ab12"_s;
    QVERIFY(isDone(store().sessions().put({.tokenHash = "token",
                                           .key = guest,
                                           .username = u"~Noor.ab12"_s,
                                           .guest = true,
                                           .createdAt = at(0),
                                           .expiresAt = at(100)})));
    QVERIFY(isDone(store().messages().append(direct(guest, mara, u"hi"_s, once(guest)))));
    const auto page = reads().members(protocol::directConversation(guest, mara), mara, {}, 10);
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->rows.at(0).account.key, mara);
    QCOMPARE(page->rows.at(1).account.key, guest);
    QCOMPARE(page->rows.at(1).account.username, u"~Noor.ab12"_s);
    QCOMPARE(page->rows.at(1).account.displayName, u"Noor"_s);
    QCOMPARE(page->rows.at(1).account.role, protocol::Role::Guest);
}

void ReadsContract::pagesThroughRooms()
{
    signUp(store(), mara);
    signUp(store(), u"ilja"_s);
    makeRoom(store(), u"room:A"_s, mara, {u"ilja"_s}, true);
    makeRoom(store(), u"room:B"_s, mara, {}, false);
    makeRoom(store(), u"room:C"_s, u"ilja"_s, {}, false);
    makeRoom(store(), u"room:D"_s, u"ilja"_s, {}, true);
    auto page = reads().rooms(mara, {}, {}, 2);
    QVERIFY(page);
    QCOMPARE(page->rows.size(), 2);
    QCOMPARE(page->rows.at(0), *store().conversations().find(u"room:A"_s));
    QCOMPARE(page->rows.at(0).memberCount, 2);
    QCOMPARE(page->rows.at(1).id, u"room:B"_s);
    QCOMPARE(page->next, u"room:B"_s);
    page = reads().rooms(mara, {}, page->next, 2);
    QCOMPARE(page->rows.size(), 1);
    QCOMPARE(page->rows.at(0).id, u"room:D"_s);
    QVERIFY(page->next.isEmpty());
}

void ReadsContract::findsRooms()
{
    signUp(store(), mara);
    makeRoom(store(), u"room:A"_s, mara);
    makeRoom(store(), u"room:B"_s, mara);
    QCOMPARE(reads().rooms(mara, u"NAME OF ROOM:b"_s, {}, 10)->rows.size(), 1);
    QCOMPARE(reads().rooms(mara, u"name of"_s, {}, 10)->rows.size(), 2);
    QVERIFY(reads().rooms(mara, u"cellar"_s, {}, 10)->rows.isEmpty());
}

void ReadsContract::whoIsRemovedIsRefused()
{
    signUp(store(), mara);
    signUp(store(), u"ilja"_s);
    // Public, too: whoever is not in it sees its name in the directory and nothing of what is said.
    makeRoom(store(), room, mara, {ilja}, true);
    append(store(), room, mara, u"hello"_s);
    core::HistoryQuery history = query();
    history.conversation = room;
    history.viewer = ilja;
    QVERIFY(reads().history(history));
    QVERIFY(isDone(store().conversations().removeMember(member(room, ilja))));

    QVERIFY(isNotFound(reads().history(history)));
    QVERIFY(isNotFound(reads().changesSince(room, ilja, 0, 10, 1000)));
    QVERIFY(isNotFound(reads().countSince(room, ilja, 0, 10)));
    QVERIFY(isNotFound(reads().messageId(room, ilja, 1)));
    QVERIFY(isNotFound(reads().synced(room, ilja)));
    QVERIFY(isNotFound(reads().members(room, ilja, {}, 10)));
    QVERIFY(!reads().conversationsOf(ilja, 10)->contains(room));
    history.viewer = mara;
    QVERIFY(reads().history(history));
}

void ReadsContract::whoNeverWasInIsRefused()
{
    signUp(store(), mara);
    signUp(store(), u"ilja"_s);
    QVERIFY(isDone(store().messages().append(direct(mara, u"ilja"_s, u"hi"_s, once(mara)))));
    core::HistoryQuery history = query();
    history.conversation = u"dm:ilja:mara"_s;
    history.viewer = u"noor"_s;
    QVERIFY(isNotFound(reads().history(history)));
    history.viewer = QString();
    QVERIFY(isNotFound(reads().history(history)));
    history.conversation = u"room:never"_s;
    history.viewer = mara;
    QVERIFY(isNotFound(reads().history(history)));
}

} // namespace confab::tests
