// SPDX-License-Identifier: GPL-3.0-or-later
#include "account_contract.h"

#include <QtTest>

namespace confab::tests
{

using core::Guard;

namespace
{

core::Session session(const QString &key, const QByteArray &token)
{
    return {.tokenHash = token, .key = key, .username = key, .guest = false, .createdAt = at(0), .expiresAt = at(1000)};
}

core::Invite invite(const QString &id, const QByteArray &code, qint64 uses)
{
    return {.id = id, .codeHash = code, .usesLeft = uses, .expiresAt = at(100), .room = {}, .createdBy = u"mara"_s};
}

core::SignUpOp with(const QString &name, const QByteArray &code)
{
    return {.account = account(name), .passwordHash = "hash", .inviteHash = code, .now = at(1)};
}

} // namespace

void AccountContract::keepsAnAccount()
{
    core::Account mara = account(u"Mara"_s, protocol::Role::Owner);
    const auto outcome =
        store().accounts().signUp({.account = mara, .passwordHash = "secret hash", .inviteHash = {}, .now = at(0)});
    QVERIFY(isDone(outcome));
    QCOMPARE(std::get<0>(outcome).account, mara);
    QVERIFY(std::get<0>(outcome).joinedRoom.isEmpty());
    QCOMPARE(store().accounts().find(u"mara"_s), mara);
    QCOMPARE(passwordHashOf(store(), u"mara"_s), "secret hash");
    QCOMPARE(store().accounts().credentials(u"mara"_s).value()->account, mara);
    QCOMPARE(store().accounts().count(), 1);
}

void AccountContract::aNameIsTakenOnce()
{
    const core::Account mara = signUp(store(), u"Mara"_s);
    const auto outcome = store().accounts().signUp(
        {.account = account(u"MARA"_s), .passwordHash = "other", .inviteHash = {}, .now = at(1)});
    QVERIFY(isGuard(outcome, Guard::NameTaken));
    QCOMPARE(store().accounts().find(u"mara"_s), mara);
    QCOMPARE(passwordHashOf(store(), u"mara"_s), "hash");
}

void AccountContract::nobodyIsFoundUnderAnotherName()
{
    signUp(store(), u"Mara"_s);
    QVERIFY(!store().accounts().find(u"Mara"_s)); // not a key
    QVERIFY(!store().accounts().find(u"ilja"_s));
    QVERIFY(passwordHashOf(store(), u"ilja"_s).isEmpty());
}

void AccountContract::aNewAccountHasNothingUnread()
{
    signUp(store(), u"mara"_s);
    append(store(), group(), u"mara"_s, u"one"_s);
    append(store(), group(), u"mara"_s, u"two"_s);
    signUp(store(), u"ilja"_s);
    QCOMPARE(store().receipts().mark(group(), u"ilja"_s), 2);
}

void AccountContract::anInviteIsUsedUp()
{
    QVERIFY(isDone(store().invites().create(invite(u"i1"_s, "code", 2))));
    QVERIFY(isDone(store().accounts().signUp(with(u"mara"_s, "code"))));
    QCOMPARE(usesLeft("code"), 1);
    QVERIFY(isDone(store().accounts().signUp(with(u"ilja"_s, "code"))));
    QCOMPARE(usesLeft("code"), 0);
    QVERIFY(isGuard(store().accounts().signUp(with(u"noor"_s, "code")), Guard::InviteUnusable));
    QVERIFY(!store().accounts().find(u"noor"_s));
}

void AccountContract::anInviteThatCannotBeUsed_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("unknown") << QByteArray("no such code");
    QTest::newRow("expired") << QByteArray("expired");
    QTest::newRow("revoked") << QByteArray("revoked");
    QTest::newRow("used up") << QByteArray("used up");
}

void AccountContract::anInviteThatCannotBeUsed()
{
    QFETCH(QByteArray, code);
    core::Invite expired = invite(u"i1"_s, "expired", 1);
    expired.expiresAt = at(1); // the moment itself is too late
    QVERIFY(isDone(store().invites().create(expired)));
    QVERIFY(isDone(store().invites().create(invite(u"i2"_s, "revoked", 1))));
    QVERIFY(isDone(store().invites().revoke(u"i2"_s)));
    QVERIFY(isDone(store().invites().create(invite(u"i3"_s, "used up", 0))));

    // Also where the name is taken: whoever has no invite learns nothing about names.
    signUp(store(), u"mara"_s);
    QVERIFY(isGuard(store().accounts().signUp(with(u"mara"_s, code)), Guard::InviteUnusable));
    QVERIFY(isGuard(store().accounts().signUp(with(u"ilja"_s, code)), Guard::InviteUnusable));
    QCOMPARE(store().accounts().count(), 1);
}

void AccountContract::anInviteIsNotUsedByATakenName()
{
    signUp(store(), u"mara"_s);
    QVERIFY(isDone(store().invites().create(invite(u"i1"_s, "code", 1))));
    QVERIFY(isGuard(store().accounts().signUp(with(u"mara"_s, "code")), Guard::NameTaken));
    QCOMPARE(usesLeft("code"), 1);
}

void AccountContract::anInviteLeadsIntoItsRoom()
{
    signUp(store(), u"mara"_s);
    makeRoom(store(), u"room:A"_s, u"mara"_s);
    append(store(), u"room:A"_s, u"mara"_s, u"hello"_s);
    core::Invite lead = invite(u"i1"_s, "code", 2);
    lead.room = u"room:A"_s;
    QVERIFY(isDone(store().invites().create(lead)));

    QCOMPARE(done(store().accounts().signUp(with(u"ilja"_s, "code"))).joinedRoom, u"room:A"_s);
    const QList<core::RoomMember> members{{u"ilja"_s, protocol::Role::Member}, {u"mara"_s, protocol::Role::Owner}};
    QCOMPARE(store().conversations().members(u"room:A"_s), members);
    QCOMPARE(store().conversations().head(u"room:A"_s).rev, 3);
    QCOMPARE(store().receipts().mark(u"room:A"_s, u"ilja"_s), 1);

    // A room that is gone keeps nobody out.
    QVERIFY(isDone(store().conversations().deleteRoom(
        {.stamp = once({}), .guard = {}, .id = u"room:A"_s, .name = {}, .topic = {}, .isPublic = {}})));
    const auto late = store().accounts().signUp(with(u"noor"_s, "code"));
    QVERIFY(isDone(late));
    QVERIFY(std::get<0>(late).joinedRoom.isEmpty());
}

void AccountContract::aNewPasswordEndsTheOtherSessions()
{
    signUp(store(), u"mara"_s);
    signUp(store(), u"ilja"_s);
    for (const QByteArray &token : {QByteArray("kept"), QByteArray("ended")})
        QVERIFY(isDone(store().sessions().put(session(u"mara"_s, token))));
    QVERIFY(isDone(store().sessions().put(session(u"ilja"_s, "of another"))));

    QVERIFY(isDone(store().accounts().setPassword(u"mara"_s, "new hash", "kept")));
    QCOMPARE(passwordHashOf(store(), u"mara"_s), "new hash");
    QVERIFY(foundSession(store(), "kept", at(1)));
    QVERIFY(!foundSession(store(), "ended", at(1)));
    QVERIFY(foundSession(store(), "of another", at(1)));

    QVERIFY(isDone(store().accounts().setPassword(u"mara"_s, "newer hash", {})));
    QVERIFY(!foundSession(store(), "kept", at(1)));
}

void AccountContract::aPasswordHashedAnewEndsNoSession()
{
    signUp(store(), u"mara"_s);
    QVERIFY(isDone(store().accounts().setPassword(u"mara"_s, "weak", {})));
    QVERIFY(isDone(store().sessions().put(session(u"mara"_s, "token"))));
    QVERIFY(isDone(store().accounts().rehash(u"mara"_s, "weak", "strong")));
    QCOMPARE(passwordHashOf(store(), u"mara"_s), "strong");
    QVERIFY(foundSession(store(), "token", at(1)));

    // A password that was changed meanwhile stays.
    QVERIFY(isDone(store().accounts().rehash(u"mara"_s, "weak", "late")));
    QCOMPARE(passwordHashOf(store(), u"mara"_s), "strong");
}

void AccountContract::disablingEndsTheSessions()
{
    signUp(store(), u"mara"_s);
    signUp(store(), u"ilja"_s);
    QVERIFY(isDone(store().sessions().put(session(u"mara"_s, "token"))));
    QVERIFY(done(store().accounts().setDisabled(u"mara"_s, true)).disabled);
    QVERIFY(!foundSession(store(), "token", at(1)));
    QVERIFY(store().accounts().find(u"mara"_s)->disabled);
    QCOMPARE(store().accounts().count(), 1);
    QCOMPARE(store().conversations().find(group())->memberCount, 1);

    // A session that is put for somebody disabled is none.
    QVERIFY(isDone(store().sessions().put(session(u"mara"_s, "late"))));
    QVERIFY(!foundSession(store(), "late", at(1)));

    QVERIFY(!done(store().accounts().setDisabled(u"mara"_s, false)).disabled);
    QCOMPARE(store().accounts().count(), 2);
}

void AccountContract::changesOfTheProfileCount()
{
    signUp(store(), u"mara"_s);
    QCOMPARE(done(store().accounts().setDisplayName(u"mara"_s, u"Mara K"_s)).ver, 2);
    QCOMPARE(done(store().accounts().setDisplayName(u"mara"_s, u"Mara K"_s)).ver, 2);
    QCOMPARE(done(store().accounts().setRole(u"mara"_s, protocol::Role::Moderator)).ver, 3);
    const auto mara = store().accounts().find(u"mara"_s);
    QCOMPARE(mara->displayName, u"Mara K"_s);
    QCOMPARE(mara->role, protocol::Role::Moderator);
    QCOMPARE(mara->ver, 3);
}

void AccountContract::changesOfNobodyAreRefused()
{
    QVERIFY(isGuard(store().accounts().setPassword(u"mara"_s, "hash", {}), Guard::UnknownUser));
    QVERIFY(isGuard(store().accounts().rehash(u"mara"_s, {}, "hash"), Guard::UnknownUser));
    QVERIFY(isGuard(store().accounts().setDisabled(u"mara"_s, true), Guard::UnknownUser));
    QVERIFY(isGuard(store().accounts().setRole(u"mara"_s, protocol::Role::Owner), Guard::UnknownUser));
    QVERIFY(isGuard(store().accounts().setDisplayName(u"mara"_s, u"Mara"_s), Guard::UnknownUser));
}

void AccountContract::listsByTheBytesOfTheKeys()
{
    // U+FFE6 sorts before U+10330 by the bytes of UTF-8, after it by the units of UTF-16.
    const QStringList keys{u"Z"_s, u"a"_s, u"b"_s, u"\uffe6"_s, u"\U00010330"_s};
    for (qsizetype i = keys.size(); i-- > 0;) {
        core::Account one = account(u"x"_s);
        one.key = keys.at(i);
        one.disabled = i == 1;
        QVERIFY(
            isDone(store().accounts().signUp({.account = one, .passwordHash = {}, .inviteHash = {}, .now = at(0)})));
    }
    QStringList listed;
    QString after;
    int pages = 0;
    do {
        const auto found = store().accounts().list(after, 2);
        QVERIFY(found);
        const core::Page<core::Account> &page = *found;
        QVERIFY(page.rows.size() <= 2);
        for (const core::Account &one : page.rows)
            listed.append(one.key);
        after = page.next;
        ++pages;
    } while (!after.isEmpty());
    QCOMPARE(listed, keys);
    QCOMPARE(pages, 3);
    QVERIFY(store().accounts().list(keys.constLast(), 2)->rows.isEmpty());
}

} // namespace confab::tests
