// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_contract.h"

#include <QtTest>

namespace confab::tests
{

namespace
{

core::Session sessionOf(const QString &key, const QByteArray &token)
{
    return {.tokenHash = token, .key = key, .username = key, .guest = false, .createdAt = at(0), .expiresAt = at(100)};
}

} // namespace

void SessionContract::keepsASession()
{
    signUp(store(), u"mara"_s);
    // Every byte: a hash is no text.
    const QByteArray token("\x00\xff' \x01", 5);
    const core::Session session = sessionOf(u"mara"_s, token);
    QVERIFY(isDone(store().sessions().put(session)));
    QCOMPARE(foundSession(store(), token, at(1)), session);
    QVERIFY(!foundSession(store(), "other", at(1)));
}

void SessionContract::aSessionExpires()
{
    signUp(store(), u"mara"_s);
    QVERIFY(isDone(store().sessions().put(sessionOf(u"mara"_s, "token"))));
    QVERIFY(foundSession(store(), "token", at(99)));
    QVERIFY(!foundSession(store(), "token", at(100)));
}

void SessionContract::aSessionIsExtended()
{
    signUp(store(), u"mara"_s);
    QVERIFY(isDone(store().sessions().put(sessionOf(u"mara"_s, "token"))));
    QVERIFY(isDone(store().sessions().extend("token", at(200))));
    QVERIFY(foundSession(store(), "token", at(150)));
    QCOMPARE(foundSession(store(), "token", at(150))->expiresAt, at(200));
}

void SessionContract::aSessionIsRemoved()
{
    signUp(store(), u"mara"_s);
    QVERIFY(isDone(store().sessions().put(sessionOf(u"mara"_s, "token"))));
    QVERIFY(isDone(store().sessions().remove("token")));
    QVERIFY(!foundSession(store(), "token", at(1)));
    QVERIFY(isDone(store().sessions().remove("token")));
}

void SessionContract::expiredSessionsGo()
{
    signUp(store(), u"mara"_s);
    QVERIFY(isDone(store().sessions().put(sessionOf(u"mara"_s, "old"))));
    core::Session young = sessionOf(u"mara"_s, "young");
    young.expiresAt = at(500);
    QVERIFY(isDone(store().sessions().put(young)));
    core::Session guest = sessionOf(u"~noor.ab12"_s, "of a guest");
    guest.guest = true;
    QVERIFY(isDone(store().sessions().put(guest)));
    QCOMPARE(done(store().sessions().removeExpired(at(100))), QStringList{u"~noor.ab12"_s});
    // Asked at a moment when both would still count.
    QVERIFY(!foundSession(store(), "old", at(1)));
    QVERIFY(foundSession(store(), "young", at(1)));
}

void SessionContract::aGuestNeedsNoAccount()
{
    core::Session guest = sessionOf(u"~noor.ab12"_s, "token");
    QVERIFY(isDone(store().sessions().put(guest)));
    QVERIFY(!foundSession(store(), "token", at(1)));
    guest.guest = true;
    QVERIFY(isDone(store().sessions().put(guest)));
    QCOMPARE(foundSession(store(), "token", at(1)), guest);
}

void SessionContract::connectionsAreReplacedAndCleared()
{
    core::ConnectionRow second{.id = u"c2"_s, .username = u"Anonymous"_s, .key = {}, .plain = true, .since = at(2)};
    const core::ConnectionRow first{
        .id = u"c1"_s, .username = u"Mara"_s, .key = u"mara"_s, .plain = false, .since = at(1)};
    QVERIFY(isDone(store().connections().put(second)));
    QVERIFY(isDone(store().connections().put(first)));
    QCOMPARE(store().connections().list(), (QList<core::ConnectionRow>{first, second}));

    second.username = u"Ilja"_s;
    QVERIFY(isDone(store().connections().put(second)));
    QCOMPARE(store().connections().list(), (QList<core::ConnectionRow>{first, second}));
    QVERIFY(isDone(store().connections().remove(u"c1"_s)));
    QVERIFY(isDone(store().connections().remove(u"c1"_s)));
    QCOMPARE(store().connections().list(), QList<core::ConnectionRow>{second});
    QVERIFY(isDone(store().connections().clear()));
    QVERIFY(store().connections().list().isEmpty());
}

void SessionContract::theServerStaysItself()
{
    const core::ServerIdentity identity = store().server().identity();
    QVERIFY(!identity.id.isEmpty());
    QVERIFY(!identity.epoch.isEmpty());
    QVERIFY(identity.id != identity.epoch);
    QCOMPARE(store().server().identity(), identity);
}

void SessionContract::theServerIsNamed()
{
    const core::ServerIdentity before = store().server().identity();
    QVERIFY(isDone(store().server().setName(u"Kitchen table"_s)));
    QCOMPARE(store().server().identity(), (core::ServerIdentity{before.id, before.epoch, u"Kitchen table"_s}));
}

void SessionContract::questionsAreCountedByBotAndDay()
{
    const QDate today(2026, 11, 29);
    const auto may = [this](const QString &bot, const QDate &day, qint64 most) {
        return done(store().server().countQuestion(bot, day, most));
    };
    QVERIFY(may(u"lex"_s, today, 2));
    QVERIFY(may(u"lex"_s, today, 2));
    QVERIFY(!may(u"lex"_s, today, 2));
    QVERIFY(may(u"lex"_s, today, 3)); // what was refused was not counted
    QVERIFY(!may(u"lex"_s, today, 3));
    QVERIFY(may(u"model"_s, today, 1));
    QVERIFY(may(u"lex"_s, today.addDays(1), 1));
    QVERIFY(!may(u"lex"_s, today.addDays(1), 1));
}

} // namespace confab::tests
