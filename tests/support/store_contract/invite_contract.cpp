// SPDX-License-Identifier: GPL-3.0-or-later
#include "invite_contract.h"

#include <QtTest>

namespace confab::tests
{

using core::Guard;

namespace
{

core::Invite invite(const QString &id, const QByteArray &code, const QString &into = {})
{
    return {.id = id, .codeHash = code, .usesLeft = 3, .expiresAt = at(100), .room = into, .createdBy = u"mara"_s};
}

} // namespace

void InviteContract::keepsAnInvite()
{
    signUp(store(), u"mara"_s);
    makeRoom(store(), u"room:A"_s, u"mara"_s);
    const core::Invite one = invite(u"i1"_s, "code", u"room:A"_s);
    QCOMPARE(done(store().invites().create(one)), one);
    QCOMPARE(store().invites().find("code").value(), one);
    QVERIFY(!store().invites().find("other").value());
}

void InviteContract::needsItsRoom()
{
    QVERIFY(isGuard(store().invites().create(invite(u"i1"_s, "code", u"room:A"_s)), Guard::NotFound));
    QVERIFY(isGuard(store().invites().create(invite(u"i1"_s, "code", group())), Guard::NotFound));
    QVERIFY(!store().invites().find("code").value());
}

void InviteContract::refusesAKnownId()
{
    const core::Invite one = invite(u"i1"_s, "code");
    QVERIFY(isDone(store().invites().create(one)));
    QVERIFY(isGuard(store().invites().create(invite(u"i1"_s, "another")), Guard::AlreadyThere));
    QVERIFY(isGuard(store().invites().create(invite(u"i2"_s, "code")), Guard::AlreadyThere));
    QCOMPARE(*store().invites().list(), QList<core::Invite>{one});
}

void InviteContract::listsById()
{
    const core::Invite first = invite(u"i1"_s, "z");
    const core::Invite second = invite(u"i2"_s, "a");
    QVERIFY(store().invites().list()->isEmpty());
    QVERIFY(isDone(store().invites().create(second)));
    QVERIFY(isDone(store().invites().create(first)));
    QCOMPARE(*store().invites().list(), (QList<core::Invite>{first, second}));
}

void InviteContract::revokes()
{
    QVERIFY(isDone(store().invites().create(invite(u"i1"_s, "code"))));
    QVERIFY(isGuard(store().invites().revoke(u"i2"_s), Guard::NotFound));
    QVERIFY(!store().invites().find("code").value()->revoked);
    QVERIFY(isDone(store().invites().revoke(u"i1"_s)));
    QVERIFY(store().invites().find("code").value()->revoked);
}

void InviteContract::oneMakesTheFirstOwner()
{
    core::Invite one = invite(u"i1"_s, "code");
    one.makesOwner = true;
    const auto made = store().invites().create(one);
    if (isGuard(made, Guard::NotAllowed))
        QSKIP("servers of this store have an owner from the start");
    QCOMPARE(store().invites().find("code").value(), one);
    const auto signUpWithIt = [this](const QString &name) {
        return store().accounts().signUp(
            {.account = account(name), .passwordHash = "hash", .inviteHash = "code", .now = at(1)});
    };
    QCOMPARE(done(signUpWithIt(u"mara"_s)).account.role, protocol::Role::Owner);
    QCOMPARE(store().accounts().find(u"mara"_s)->role, protocol::Role::Owner);
    // There is one, although nobody can sign in as it.
    QVERIFY(isDone(store().accounts().setDisabled(u"mara"_s, true)));
    QVERIFY(isGuard(signUpWithIt(u"ilja"_s), Guard::InviteUnusable));
    QVERIFY(!store().accounts().find(u"ilja"_s));
    QCOMPARE(store().invites().find("code").value()->usesLeft, 2);
    (void)done(store().accounts().setRole(u"mara"_s, protocol::Role::Member));
    QCOMPARE(done(signUpWithIt(u"ilja"_s)).account.role, protocol::Role::Owner);
}

} // namespace confab::tests
