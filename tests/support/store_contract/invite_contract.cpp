// SPDX-License-Identifier: GPL-3.0-or-later
#include "invite_contract.h"

#include <QtTest>

namespace confab::tests
{

using core::Guard;

namespace
{

core::Invite invite(const QString &id, const QByteArray &code, const QString &room = {})
{
    return {.id = id, .codeHash = code, .usesLeft = 3, .expiresAt = at(100), .room = room, .createdBy = u"mara"_s};
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

} // namespace confab::tests
