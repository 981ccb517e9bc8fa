// SPDX-License-Identifier: GPL-3.0-or-later
#include "whole_contract.h"
#include "contract_scene.h"

#include <QJsonDocument>
#include <QtTest>

namespace confab::tests
{

using core::Guard;

namespace
{

QList<QJsonObject> dumped(core::Store &store)
{
    QList<QJsonObject> lines;
    const bool whole = store.dump([&lines](const QJsonObject &line) { lines.append(line); }).has_value();
    if (!whole)
        lines.clear();
    return lines;
}

void fill(core::Store &store)
{
    QVERIFY(isDone(store.accounts().signUp(
        {.account = account(u"Mara"_s), .passwordHash = "canary-password", .inviteHash = {}, .now = at(0)})));
    signUp(store, u"ilja"_s);
    QVERIFY(isDone(store.sessions().put({.tokenHash = "canary-token",
                                         .key = mara,
                                         .username = u"Mara"_s,
                                         .guest = false,
                                         .createdAt = at(0),
                                         .expiresAt = at(100)})));
    makeRoom(store, u"room:B"_s, mara, {u"ilja"_s});
    makeRoom(store, u"room:A"_s, mara);
    QVERIFY(isDone(store.invites().create({.id = u"i1"_s,
                                           .codeHash = "canary-code",
                                           .usesLeft = 2,
                                           .expiresAt = at(100),
                                           .room = u"room:B"_s,
                                           .createdBy = mara})));
    QVERIFY(isDone(store.messages().append(say(u"room:B"_s, mara, u"hello"_s, stamp(mara, u"c1"_s, "canary-body")))));
    append(store, group(), u"ilja"_s, u"to all"_s);
    QVERIFY(isDone(store.messages().react(
        {.stamp = once(mara),
         .target = {.conversation = u"room:B"_s, .seq = 1, .of = u"c1"_s, .actor = mara, .moderates = false},
         .username = u"Mara"_s,
         .emoji = u"👍"_s,
         .on = true})));
    core::AttachOp file;
    file.file.attachment = {
        .id = u"f1"_s, .name = u"a.png"_s, .size = 7, .mime = u"image/png"_s, .width = 0, .height = 0, .thumbnail = {}};
    file.file.owner = mara;
    file.file.sha256 = u"h"_s;
    file.file.since = at(4);
    file.mostOfOne = file.mostOfAll = 10;
    QVERIFY(isDone(store.attachments().attach(file)));
    QVERIFY(isDone(store.prefs().set(mara, {{u"mute:group"_s, u"1"_s}})));
    QVERIFY(isDone(store.conversations().deleteRoom(
        {.stamp = once(mara), .guard = {}, .id = u"room:A"_s, .name = {}, .topic = {}, .isPublic = {}})));
    QVERIFY(isDone(
        store.connections().put({.id = u"c1"_s, .username = u"Mara"_s, .key = mara, .plain = false, .since = at(3)})));
}

} // namespace

void WholeContract::aBatchIsKeptWhole()
{
    {
        const auto batch = store().begin();
        signUp(store(), mara);
        append(store(), group(), mara, u"one"_s);
        append(store(), group(), mara, u"two"_s);
        // Within it, what was done is seen.
        QCOMPARE(store().conversations().head(group()).seq, 2);
        QVERIFY(batch->commit());
    }
    QCOMPARE(store().conversations().head(group()).seq, 2);
    QVERIFY(store().accounts().find(mara));
    QCOMPARE(texts(reads().history(newest(group(), mara))->messages), (QStringList{u"one"_s, u"two"_s}));
}

void WholeContract::aBatchIsUndone()
{
    if (!m_world->undoesBatches())
        QSKIP("A batch of this store does nothing: each operation counts at once.");
    append(store(), group(), mara, u"before"_s);
    {
        const auto batch = store().begin();
        signUp(store(), mara);
        append(store(), group(), mara, u"undone"_s);
        QVERIFY(isDone(store().messages().append(say(group(), mara, u"undone too"_s, stamp(mara, u"c1"_s)))));
    }
    QCOMPARE(store().conversations().head(group()).seq, 1);
    QCOMPARE(store().conversations().head(group()).rev, 1);
    QVERIFY(!store().accounts().find(mara));
    // Nor is the command remembered.
    const auto again = store().messages().append(say(group(), mara, u"after"_s, stamp(mara, u"c1"_s, "other")));
    QVERIFY(isDone(again));
    QCOMPARE(std::get<0>(again).message.seq, 2);
}

void WholeContract::aFailedGuardLeavesTheRestOfTheBatch()
{
    signUp(store(), mara);
    {
        const auto batch = store().begin();
        append(store(), group(), mara, u"one"_s);
        QVERIFY(isGuard(store().conversations().createRoom({.stamp = once(mara),
                                                            .id = u"room:A"_s,
                                                            .name = u"A"_s,
                                                            .topic = {},
                                                            .isPublic = false,
                                                            .owner = mara,
                                                            .members = {u"nobody"_s}}),
                        Guard::UnknownUser));
        append(store(), group(), mara, u"two"_s);
        QVERIFY(batch->commit());
    }
    QCOMPARE(store().conversations().head(group()).seq, 2);
    QVERIFY(!store().conversations().find(u"room:A"_s));
}

void WholeContract::aBatchWithNothingInIt()
{
    QVERIFY(store().begin()->commit());
    {
        const auto batch = store().begin();
    }
    append(store(), group(), mara, u"one"_s);
    QCOMPARE(store().conversations().head(group()).seq, 1);
}

void WholeContract::readersSeeNothingBeforeTheCommit()
{
    if (!m_world->undoesBatches())
        QSKIP("A batch of this store does nothing: each operation counts at once.");
    const auto count = [&] { return reads().history(newest(group(), mara))->messages.size(); };
    const auto batch = store().begin();
    append(store(), group(), mara, u"one"_s);
    QCOMPARE(count(), 0);
    QVERIFY(batch->commit());
    QCOMPARE(count(), 1);
}

void WholeContract::aRepeatInsideABatch()
{
    const auto batch = store().begin();
    const auto first = store().messages().append(say(group(), mara, u"one"_s, stamp(mara, u"c1"_s)));
    QVERIFY(isDone(first));
    QVERIFY(isRepeatOf(store().messages().append(say(group(), mara, u"one"_s, stamp(mara, u"c1"_s))),
                       std::get<0>(first).ack));
    QVERIFY(batch->commit());
    QCOMPARE(store().conversations().head(group()).seq, 1);
}

void WholeContract::dumpsEverythingButSecrets()
{
    fill(store());
    QStringList lines;
    for (const QJsonObject &line : dumped(store()))
        lines.append(QString::fromUtf8(QJsonDocument(line).toJson(QJsonDocument::Compact)));
    const core::ServerIdentity identity = store().server().identity();
    const QString none;
    const QStringList wanted{
        uR"({"createdAt":"2026-01-01T00:00:00.000Z","disabled":false,"displayName":"The ilja","key":"ilja","role":"member","table":"account","username":"ilja","ver":1})"_s,
        uR"({"createdAt":"2026-01-01T00:00:00.000Z","disabled":false,"displayName":"The Mara","key":"mara","role":"member","table":"account","username":"Mara","ver":1})"_s,
        uR"({"conversation":"","height":0,"id":"f1","mime":"image/png","name":"a.png","owner":"mara","picture":"","seq":0,"sha256":"h","since":"2026-01-01T00:00:04.000Z","size":7,"table":"attachment","thumbnail":"","whole":false,"width":0})"_s,
        uR"({"account":"mara","ack":{"at":"2026-01-01T00:00:01.000Z","conversation":"room:B","id":"c1","rev":2,"seq":1},"at":"2026-01-01T00:00:01.000Z","forGood":true,"id":"c1","table":"command"})"_s,
        uR"({"id":"c1","key":"mara","plain":false,"since":"2026-01-01T00:00:03.000Z","table":"connection","username":"Mara"})"_s,
        uR"({"first":1,"id":"group","kind":"group","name":"","public":false,"rev":1,"seq":1,"table":"conversation","topic":""})"_s,
        uR"({"first":1,"id":"room:B","kind":"room","name":"Name of room:B","public":false,"rev":3,"seq":1,"table":"conversation","topic":""})"_s,
        uR"({"at":"2026-01-01T00:00:01.000Z","id":"room:A","table":"gone"})"_s,
        uR"({"createdBy":"mara","expiresAt":"2026-01-01T00:01:40.000Z","id":"i1","revoked":false,"room":"room:B","table":"invite","usesLeft":2})"_s,
        uR"({"conversation":"group","key":"ilja","seq":1,"table":"mark"})"_s,
        uR"({"conversation":"room:B","key":"mara","seq":1,"table":"mark"})"_s,
        uR"({"conversation":"room:B","joined":1,"key":"ilja","role":"member","table":"member"})"_s,
        uR"({"conversation":"room:B","joined":1,"key":"mara","role":"owner","table":"member"})"_s,
        uR"({"at":"2026-01-01T00:00:01.000Z","author":"ilja","authorVer":1,"conversation":"group","id":"id-of-to all","rev":1,"seq":1,"table":"message","text":"to all"})"_s,
        uR"({"at":"2026-01-01T00:00:01.000Z","author":"mara","authorVer":1,"conversation":"room:B","id":"c1","reactions":[{"by":["Mara"],"count":1,"emoji":"👍"}],"rev":3,"seq":1,"table":"message","text":"hello"})"_s,
        uR"({"account":"mara","key":"mute:group","table":"pref","value":"1"})"_s,
        uR"({"conversation":"room:B","emoji":"👍","key":"mara","rev":3,"seq":1,"table":"reaction","username":"Mara"})"_s,
        uR"({"epoch":"%1","id":"%2","name":"","table":"server"})"_s.arg(identity.epoch, identity.id),
        uR"({"createdAt":"2026-01-01T00:00:00.000Z","expiresAt":"2026-01-01T00:01:40.000Z","guest":false,"key":"mara","table":"session","username":"Mara"})"_s,
    };
    QCOMPARE(lines.join(u'\n'), wanted.join(u'\n'));
    QVERIFY(!lines.join(u'\n').contains("canary"_L1));
}

void WholeContract::dumpsInAFixedOrder()
{
    fill(store());
    const QList<QJsonObject> first = dumped(store());
    QCOMPARE(dumped(store()), first);
    QStringList tables;
    for (const QJsonObject &line : first) {
        const QString table = line.value("table"_L1).toString();
        if (tables.isEmpty() || tables.constLast() != table)
            tables.append(table);
    }
    const QStringList wanted{u"account"_s, u"attachment"_s, u"command"_s, u"connection"_s, u"conversation"_s,
                             u"gone"_s,    u"invite"_s,     u"mark"_s,    u"member"_s,     u"message"_s,
                             u"pref"_s,    u"reaction"_s,   u"server"_s,  u"session"_s};
    QCOMPARE(tables, wanted);
}

} // namespace confab::tests
