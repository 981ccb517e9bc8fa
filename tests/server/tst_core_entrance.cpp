// SPDX-License-Identifier: GPL-3.0-or-later
// Getting in and out: hello, signing up and in, guests, sessions, and who guesses passwords.
#include "core_world.h"
#include "test_program.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

#include <QCryptographicHash>
#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using protocol::GuestSignIn;
using protocol::Hello;
using protocol::SessionGranted;
using protocol::SignIn;
using protocol::SignOut;
using protocol::SignUp;
using protocol::Welcome;

namespace
{

SignUp signUpAs(const QString &name, const QString &invite = {})
{
    return {
        .id = u"s"_s, .username = name, .password = CoreWorld::passwordOf(name), .displayName = {}, .invite = invite};
}

SignIn signInAs(const QString &name, const QString &password)
{
    return {.id = u"s"_s, .username = name, .password = password};
}

Hello hello(const QString &token = {})
{
    return {.id = u"h"_s, .client = u"test"_s, .locale = u"en"_s, .token = token};
}

QByteArray sha256(const QString &text)
{
    return QCryptographicHash::hash(text.toUtf8(), QCryptographicHash::Sha256);
}

std::optional<core::Session> sessionOf(CoreWorld &world, const QString &token)
{
    const auto read = world.store.sessions().find(sha256(token), world.clock.now());
    return read ? read.value() : std::nullopt;
}

QByteArray hashOf(CoreWorld &world, const QString &key)
{
    const auto read = world.store.accounts().credentials(key);
    return read && read.value() ? read.value()->passwordHash : QByteArray();
}

void makeInvite(CoreWorld &world, const QString &code, qint64 uses = 1, const QString &room = {})
{
    const auto made = world.store.invites().create({.id = u"id of "_s + code,
                                                    .codeHash = sha256(code),
                                                    .usesLeft = uses,
                                                    .expiresAt = world.clock.now().addSecs(3600),
                                                    .room = room,
                                                    .createdBy = {},
                                                    .revoked = false});
    QVERIFY(std::holds_alternative<core::Invite>(made));
}

core::ServerSettings limited()
{
    core::ServerSettings settings = CoreWorld::open();
    settings.rateLimits = true;
    return settings;
}

} // namespace

class TestCoreEntrance : public QObject
{
    Q_OBJECT

private slots:
    void aServerWithoutANameIsUnderstood()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.name.clear();
        CoreWorld world(settings);
        world.connect(u"c1"_s);
        world.say(u"c1"_s, hello());
        const auto welcome = world.one<Welcome>(u"c1"_s);
        QCOMPARE(welcome.server.name, u"Confab"_s);
        QVERIFY(protocol::parseEvent(protocol::encode(welcome)));
    }

    void welcome()
    {
        CoreWorld world(CoreWorld::invite());
        world.connect(u"c1"_s);
        world.say(u"c1"_s, hello());
        const auto welcome = world.one<Welcome>(u"c1"_s);
        QCOMPARE(welcome.id, u"h"_s);
        QCOMPARE(welcome.server.name, u"Test"_s);
        QCOMPARE(welcome.server.id, world.store.server().identity().id);
        QCOMPARE(welcome.server.epoch, world.store.server().identity().epoch);
        QCOMPARE(welcome.access, protocol::Access::Invite);
        QCOMPARE(welcome.signUp, QStringList{u"invite"_s});
        QCOMPARE(welcome.features, (QStringList{u"presence"_s, u"receipts"_s, u"all"_s, u"search"_s, u"files"_s}));
        QCOMPARE(welcome.bots.size(), 1);
        QCOMPARE(welcome.limits.messagesPerSecond, 0);
        QVERIFY(!welcome.you);

        world.settings = limited();
        world.restart();
        world.connect(u"c1"_s);
        world.forget();
        world.say(u"c1"_s, hello());
        QCOMPARE(world.one<Welcome>(u"c1"_s).signUp, QStringList());
        QCOMPARE(world.one<Welcome>(u"c1"_s).limits.messagesPerSecond, 5);
        QCOMPARE(world.one<Welcome>(u"c1"_s).limits.burst, 20);
    }

    void signsUp()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Ilja"_s);
        world.connect(u"c2"_s);
        SignUp command = signUpAs(u"Mara"_s);
        command.displayName = u"  Mara M. "_s;
        world.say(u"c2"_s, command);
        const auto session = world.one<SessionGranted>(u"c2"_s);
        QCOMPARE(session.id, u"s"_s);
        QCOMPARE(session.user.username, u"Mara"_s);
        QCOMPARE(session.user.displayName, u"Mara M."_s);
        QCOMPARE(session.user.role, protocol::Role::Member);
        QCOMPARE(session.token.size(), 43); // 256 bits in base64url
        QCOMPARE(world.courier.keyOf(u"c2"_s), u"mara"_s);
        QCOMPARE(world.store.connections().list().constLast().username, u"Mara"_s);

        // Kept as hashes.
        const auto stored = sessionOf(world, session.token);
        QVERIFY(stored);
        QCOMPARE(stored->expiresAt, world.clock.now().addDays(30));
        QCOMPARE(hashOf(world, u"mara"_s), FakeHasher::hashOf(CoreWorld::passwordOf(u"Mara"_s)));

        // Everybody hears that there is one more.
        const auto group = world.one<protocol::ConversationPush>(u"c1"_s).conversation;
        QCOMPARE(group.id, u"group"_s);
        QCOMPARE(group.memberCount, 2);
        QVERIFY(group.receipts);
        QCOMPARE(group.rev, 0);
        QCOMPARE(world.verbs(u"c2"_s), u"session conversation"_s);
    }

    void theFirstAccountIsNobodySpecial()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        QCOMPARE(world.store.accounts().find(u"mara"_s)->role, protocol::Role::Member);
    }

    void refusesASignUp_data()
    {
        QTest::addColumn<SignUp>("command");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const QString &username, const QString &password,
                            const QString &displayName, const char *code, const char *field) {
            QTest::newRow(name) << SignUp{.id = u"s"_s,
                                          .username = username,
                                          .password = password,
                                          .displayName = displayName,
                                          .invite = {}}
                                << QString::fromLatin1(code) << QString::fromLatin1(field);
        };
        const QString good = u"long enough"_s;
        row("taken", u"MARA"_s, good, {}, "taken", "username");
        row("reserved", u"Server"_s, good, {}, "taken", "username");
        row("a space", u"a b"_s, good, {}, "badField", "username");
        row("a guest's mark", u"~mara"_s, good, {}, "badField", "username");
        row("two scripts", u"p\u0430ul"_s, good, {}, "badField", "username");
        row("long", QString(33, u'x'), good, {}, "badField", "username");
        row("hidden in the display name", u"ilja"_s, good, u"a\u202eb"_s, "badField", "displayName");
        row("short password", u"ilja"_s, u"123abc,.-"_s, {}, "badField", "password");
        row("long password", u"ilja"_s, QString(129, u'x').replace(3, 1, u"y"_s), {}, "badField", "password");
        row("common password", u"ilja"_s, u"Password123"_s, {}, "badField", "password");
        row("counted password", u"ilja"_s, u"12345678901"_s, {}, "badField", "password");
        row("one letter over and over", u"ilja"_s, u"aaaaaaaaaaaa"_s, {}, "badField", "password");
        row("the name as password", u"iljailjailja"_s, u"ILJAiljailja"_s, {}, "badField", "password");
    }
    void refusesASignUp()
    {
        QFETCH(SignUp, command);
        QFETCH(QString, code);
        QFETCH(QString, field);
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"c2"_s);
        world.say(u"c2"_s, command);
        QCOMPARE(world.error(u"c2"_s), code);
        QCOMPARE(world.one<protocol::ErrorFrame>(u"c2"_s).field, field);
        QCOMPARE(world.courier.keyOf(u"c2"_s), QString());
        QCOMPARE(world.store.accounts().count(), 1);
    }

    void theShortestPassword()
    {
        CoreWorld world;
        world.connect(u"c1"_s);
        SignUp command = signUpAs(u"Mara"_s);
        command.password = u"äöüßx"_s + u"!"_s; // ten bytes
        world.say(u"c1"_s, command);
        QCOMPARE(world.all<SessionGranted>(u"c1"_s).size(), 1);
    }

    void aNameTakenWhileThePasswordWasHashed()
    {
        CoreWorld world;
        world.connect(u"c1"_s);
        world.connect(u"c2"_s);
        world.hasher.setHeld(true);
        world.say(u"c1"_s, signUpAs(u"Mara"_s));
        world.say(u"c2"_s, signUpAs(u"mara"_s));
        world.hasher.release();
        QCOMPARE(world.all<SessionGranted>(u"c1"_s).size(), 1);
        QCOMPARE(world.error(u"c2"_s), u"taken"_s);
    }

    void whoIsGoneBeforeThePasswordWasHashed()
    {
        CoreWorld world;
        world.connect(u"c1"_s);
        world.hasher.setHeld(true);
        world.say(u"c1"_s, signUpAs(u"Mara"_s));
        world.disconnect(u"c1"_s);
        world.hasher.release();
        QCOMPARE(world.store.accounts().count(), 0);
    }

    void whatComesMeanwhileWaits()
    {
        CoreWorld world;
        world.connect(u"c1"_s);
        world.hasher.setHeld(true);
        world.turn(
            {{u"c1"_s, signUpAs(u"Mara"_s)}, {u"c1"_s, protocol::SendMessage{.id = u"m1"_s, .message = u"hello"_s}}});
        QCOMPARE(world.verbs(u"c1"_s), QString());
        world.hasher.release();
        QCOMPARE(world.verbs(u"c1"_s), u"session conversation ack message"_s);
        // Not without bound.
        world.connect(u"c2"_s);
        world.hasher.setHeld(true);
        world.say(u"c2"_s, signUpAs(u"Ilja"_s));
        world.forget();
        for (int i = 0; i < 65; ++i)
            world.say(u"c2"_s, protocol::Ping{.id = u"p"_s, .revs = {}});
        QCOMPARE(world.error(u"c2"_s), u"unavailable"_s);
    }

    void tooManyPasswordsAtOnce()
    {
        CoreWorld world;
        world.connect(u"c1"_s);
        world.hasher.setFull(true);
        world.say(u"c1"_s, signUpAs(u"Mara"_s));
        QCOMPARE(world.error(u"c1"_s), u"unavailable"_s);
        world.forget();
        world.say(u"c1"_s, signInAs(u"Mara"_s, u"whatever it is"_s));
        QCOMPARE(world.error(u"c1"_s), u"unavailable"_s);
    }

    void aSignUpThatIsNotStored()
    {
        CoreWorld world;
        world.connect(u"c1"_s);
        world.store.setCommitsFail(true);
        world.say(u"c1"_s, signUpAs(u"Mara"_s));
        QCOMPARE(world.error(u"c1"_s), u"unavailable"_s);
        QCOMPARE(world.courier.keyOf(u"c1"_s), QString());
        world.store.setCommitsFail(false);
        world.forget();
        world.say(u"c1"_s, signUpAs(u"Mara"_s));
        QCOMPARE(world.all<SessionGranted>(u"c1"_s).size(), 1);
    }

    // --- invites ------------------------------------------------------------------------------------------------

    void invites()
    {
        CoreWorld world(CoreWorld::invite());
        world.connect(u"c1"_s);
        world.say(u"c1"_s, signUpAs(u"Mara"_s));
        QCOMPARE(world.error(u"c1"_s), u"forbidden"_s);
        QCOMPARE(world.one<protocol::ErrorFrame>(u"c1"_s).field, u"invite"_s);
        world.forget();
        world.say(u"c1"_s, signUpAs(u"Mara"_s, u"made up"_s));
        QCOMPARE(world.error(u"c1"_s), u"forbidden"_s);

        makeInvite(world, u"code"_s);
        world.forget();
        world.say(u"c1"_s, signUpAs(u"Mara"_s, u"code"_s));
        QCOMPARE(world.all<SessionGranted>(u"c1"_s).size(), 1);
        // It is used up.
        world.connect(u"c2"_s);
        world.say(u"c2"_s, signUpAs(u"Ilja"_s, u"code"_s));
        QCOMPARE(world.error(u"c2"_s), u"forbidden"_s);

        makeInvite(world, u"late"_s);
        world.clock.advance(3'600'000);
        world.forget();
        world.say(u"c2"_s, signUpAs(u"Ilja"_s, u"late"_s));
        QCOMPARE(world.error(u"c2"_s), u"forbidden"_s);
        makeInvite(world, u"revoked"_s);
        QVERIFY(std::holds_alternative<std::monostate>(world.store.invites().revoke(u"id of revoked"_s)));
        world.forget();
        world.say(u"c2"_s, signUpAs(u"Ilja"_s, u"revoked"_s));
        QCOMPARE(world.error(u"c2"_s), u"forbidden"_s);
    }

    void anInviteThatCannotBeReadIsNotRefused()
    {
        CoreWorld world(CoreWorld::invite());
        makeInvite(world, u"code"_s);
        world.connect(u"c1"_s);
        world.store.setLookUpsFail(true);
        world.say(u"c1"_s, signUpAs(u"Mara"_s, u"code"_s));
        QCOMPARE(world.error(u"c1"_s), u"unavailable"_s);
        world.store.setLookUpsFail(false);
        world.forget();
        world.say(u"c1"_s, signUpAs(u"Mara"_s, u"code"_s));
        QCOMPARE(world.all<SessionGranted>(u"c1"_s).size(), 1);
    }

    void anInviteForTwoAtTheSameTime()
    {
        CoreWorld world(CoreWorld::invite());
        makeInvite(world, u"code"_s);
        world.connect(u"c1"_s);
        world.connect(u"c2"_s);
        world.hasher.setHeld(true);
        world.say(u"c1"_s, signUpAs(u"Mara"_s, u"code"_s));
        world.say(u"c2"_s, signUpAs(u"Ilja"_s, u"code"_s));
        world.hasher.release();
        QCOMPARE(world.all<SessionGranted>(u"c1"_s).size(), 1);
        QCOMPARE(world.error(u"c2"_s), u"forbidden"_s);
        QCOMPARE(world.one<protocol::ErrorFrame>(u"c2"_s).field, u"invite"_s);
    }

    void anInviteLeadsIntoARoom()
    {
        CoreWorld world(CoreWorld::invite());
        makeInvite(world, u"code"_s, 2);
        world.connect(u"c1"_s);
        world.say(u"c1"_s, signUpAs(u"Mara"_s, u"code"_s));
        world.say(u"c1"_s,
                  protocol::CreateRoom{.id = u"r"_s, .name = u"Room"_s, .topic = {}, .isPublic = false, .members = {}});
        const QString room = world.one<protocol::Ack>(u"c1"_s).conversation;
        makeInvite(world, u"to the room"_s, 1, room);
        world.connect(u"c2"_s);
        world.forget();
        world.say(u"c2"_s, signUpAs(u"Ilja"_s, u"to the room"_s));
        QCOMPARE(world.verbs(u"c2"_s), u"session conversation conversation"_s);
        QCOMPARE(world.all<protocol::ConversationPush>(u"c1"_s).constLast().conversation.id, room);
        QCOMPARE(world.all<protocol::ConversationPush>(u"c1"_s).constLast().conversation.memberCount, 2);
        world.forget();
        world.say(u"c1"_s, protocol::SendMessage{.id = u"m"_s, .conversation = room, .message = u"hello"_s});
        QCOMPARE(world.verbs(u"c2"_s), u"message"_s);
    }

    void noCodeNeeded()
    {
        core::ServerSettings settings = CoreWorld::invite();
        settings.signUpNeedsInvite = false;
        CoreWorld world(settings);
        world.connect(u"c1"_s);
        world.say(u"c1"_s, hello());
        QCOMPARE(world.one<Welcome>(u"c1"_s).signUp, QStringList());
        world.say(u"c1"_s, signUpAs(u"Mara"_s));
        QCOMPARE(world.all<SessionGranted>(u"c1"_s).size(), 1);
        world.connect(u"c2"_s);
        world.say(u"c2"_s, GuestSignIn{.id = u"g"_s, .username = u"Gast"_s});
        QCOMPARE(world.error(u"c2"_s), u"forbidden"_s);
    }

    void closed()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.access = protocol::Access::Closed;
        CoreWorld world(settings);
        makeInvite(world, u"code"_s);
        world.connect(u"c1"_s);
        world.say(u"c1"_s, signUpAs(u"Mara"_s, u"code"_s));
        QCOMPARE(world.error(u"c1"_s), u"forbidden"_s);
        world.forget();
        world.say(u"c1"_s, GuestSignIn{.id = u"g"_s, .username = u"Gast"_s});
        QCOMPARE(world.error(u"c1"_s), u"forbidden"_s);
    }

    // --- signing in ---------------------------------------------------------------------------------------------

    void signsIn()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"c2"_s);
        world.say(u"c2"_s, signInAs(u"MARA"_s, CoreWorld::passwordOf(u"Mara"_s)));
        QCOMPARE(world.one<SessionGranted>(u"c2"_s).user.username, u"Mara"_s);
        QCOMPARE(world.courier.keyOf(u"c2"_s), u"mara"_s);
    }

    void aPasswordHashedInEarlierTimesIsHashedAnew()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        core::AccountStore &accounts = world.store.accounts();
        const QString password = CoreWorld::passwordOf(u"Mara"_s);
        const QByteArray old = FakeHasher::oldHashOf(password);
        QVERIFY(std::holds_alternative<core::Account>(accounts.rehash(u"mara"_s, FakeHasher::hashOf(password), old)));

        world.connect(u"c2"_s);
        world.say(u"c2"_s, signInAs(u"Mara"_s, u"wrong one"_s));
        QCOMPARE(hashOf(world, u"mara"_s), old);
        world.say(u"c2"_s, signInAs(u"Mara"_s, password));
        QCOMPARE(hashOf(world, u"mara"_s), FakeHasher::hashOf(password));
        QVERIFY(sessionOf(world, world.one<SessionGranted>(u"c2"_s).token));
    }

    void hashingAnewHoldsNobodyUp()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        core::AccountStore &accounts = world.store.accounts();
        const QString password = CoreWorld::passwordOf(u"Mara"_s);
        const QByteArray old = FakeHasher::oldHashOf(password);
        QVERIFY(std::holds_alternative<core::Account>(accounts.rehash(u"mara"_s, FakeHasher::hashOf(password), old)));
        world.connect(u"c2"_s);
        world.hasher.setHeld(true);
        world.say(u"c2"_s, signInAs(u"Mara"_s, password));
        world.hasher.releaseOne();
        // She is in, and may speak, before the new hash is made.
        QCOMPARE(world.all<SessionGranted>(u"c2"_s).size(), 1);
        world.say(u"c2"_s, protocol::SendMessage{.id = u"m"_s, .message = u"hello"_s});
        QCOMPARE(world.all<protocol::Ack>(u"c2"_s).size(), 1);
        QCOMPARE(hashOf(world, u"mara"_s), old);
        // A password that is changed meanwhile stays.
        QVERIFY(std::holds_alternative<core::Account>(accounts.setPassword(u"mara"_s, "of another", {})));
        world.hasher.release();
        QCOMPARE(hashOf(world, u"mara"_s), "of another");
    }

    void aPasswordThatIsChangedMeanwhileLetsNobodyIn()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"c2"_s);
        world.hasher.setHeld(true);
        world.say(u"c2"_s, signInAs(u"Mara"_s, CoreWorld::passwordOf(u"Mara"_s)));
        const QByteArray other = FakeHasher::hashOf(u"another password"_s);
        QVERIFY(std::holds_alternative<core::Account>(world.store.accounts().setPassword(u"mara"_s, other, {})));
        world.hasher.release();
        world.hasher.release();
        QCOMPARE(world.error(u"c2"_s), u"wrongCredentials"_s);
        QCOMPARE(world.courier.keyOf(u"c2"_s), QString());
        // The connection is free for another try.
        world.hasher.setHeld(false);
        world.forget();
        world.say(u"c2"_s, signInAs(u"Mara"_s, u"another password"_s));
        QCOMPARE(world.all<SessionGranted>(u"c2"_s).size(), 1);
    }

    void aPasswordThatIsHashedAnewMeanwhileIsStillTheSame()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"c2"_s);
        world.hasher.setHeld(true);
        const QString password = CoreWorld::passwordOf(u"Mara"_s);
        world.say(u"c2"_s, signInAs(u"Mara"_s, password));
        QVERIFY(std::holds_alternative<core::Account>(
            world.store.accounts().rehash(u"mara"_s, FakeHasher::hashOf(password), FakeHasher::oldHashOf(password))));
        world.hasher.releaseOne();
        QCOMPARE(world.verbs(u"c2"_s), QString());
        world.hasher.releaseOne();
        QCOMPARE(world.all<SessionGranted>(u"c2"_s).size(), 1);
    }

    void whatCannotBeReadIsNoWrongPassword()
    {
        CoreWorld world(limited());
        world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"c2"_s, u"198.51.100.7"_s);
        const auto tries = [&world](const QString &password) {
            world.forget();
            world.say(u"c2"_s, signInAs(u"Mara"_s, password));
            return world.error(u"c2"_s);
        };
        world.store.setLookUpsFail(true);
        for (int i = 0; i < 10; ++i)
            QCOMPARE(tries(CoreWorld::passwordOf(u"Mara"_s)), u"unavailable"_s);
        QVERIFY(world.one<protocol::ErrorFrame>(u"c2"_s).retryAfterMs > 0);
        // Nor where it fails after the password was looked at.
        world.store.setLookUpsFail(false);
        world.hasher.setHeld(true);
        world.say(u"c2"_s, signInAs(u"Mara"_s, CoreWorld::passwordOf(u"Mara"_s)));
        world.store.setLookUpsFail(true);
        world.forget();
        world.hasher.release();
        QCOMPARE(world.error(u"c2"_s), u"unavailable"_s);
        world.store.setLookUpsFail(false);
        world.hasher.setHeld(false);
        // None of them was a guess.
        for (int i = 0; i < 4; ++i)
            QCOMPARE(tries(u"wrong one"_s), u"wrongCredentials"_s);
        QCOMPARE(tries(CoreWorld::passwordOf(u"Mara"_s)), QString());
    }

    void whoExistsIsNotTold()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        QVERIFY(std::holds_alternative<core::Account>(world.store.accounts().setDisabled(u"mara"_s, true)));
        world.signUp(u"c2"_s, u"Ilja"_s);
        const int before = world.hasher.verifications();
        QList<protocol::ErrorFrame> errors;
        const QStringList names{u"Ilja"_s, u"nobody"_s, u"Mara"_s, u"~~~"_s};
        for (const QString &name : names) {
            world.connect(u"c3"_s);
            world.forget();
            world.say(u"c3"_s, signInAs(name, name == u"Mara"_s ? CoreWorld::passwordOf(name) : u"wrong one"_s));
            errors.append(world.one<protocol::ErrorFrame>(u"c3"_s));
        }
        for (const auto &error : errors) {
            QCOMPARE(error.code, protocol::ErrorCode::WrongCredentials);
            QCOMPARE(error, errors.constFirst());
        }
        // The same work for each.
        QCOMPARE(world.hasher.verifications() - before, names.size());
    }

    void guessingIsSlowedDown()
    {
        CoreWorld world(limited());
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.connect(u"c3"_s, u"198.51.100.7"_s);
        const auto guess = [&world](const QString &connection, const QString &name, const QString &password) {
            world.forget();
            world.say(connection, signInAs(name, password));
            return world.one<protocol::ErrorFrame>(connection);
        };
        for (int i = 0; i < 5; ++i)
            QCOMPARE(guess(u"c3"_s, u"Mara"_s, u"wrong one"_s).code, protocol::ErrorCode::WrongCredentials);
        auto refused = guess(u"c3"_s, u"Mara"_s, CoreWorld::passwordOf(u"Mara"_s));
        QCOMPARE(refused.code, protocol::ErrorCode::RateLimited);
        QCOMPARE(refused.retryAfterMs, 2'000);
        // By account, from elsewhere …
        world.connect(u"c4"_s, u"198.51.100.8"_s);
        QCOMPARE(guess(u"c4"_s, u"mara"_s, u"wrong one"_s).code, protocol::ErrorCode::RateLimited);
        // … and by address, for another account.
        QCOMPARE(guess(u"c3"_s, u"Ilja"_s, u"wrong one"_s).code, protocol::ErrorCode::RateLimited);
        // Somebody else is not held up.
        world.forget();
        world.say(u"c4"_s, signInAs(u"Ilja"_s, CoreWorld::passwordOf(u"Ilja"_s)));
        QCOMPARE(world.all<SessionGranted>(u"c4"_s).size(), 1);

        // Each further one waits twice as long, up to a quarter of an hour.
        qint64 wait = refused.retryAfterMs;
        qint64 longest = 0;
        for (int i = 0; i < 12; ++i) {
            world.clock.advance(wait);
            QCOMPARE(guess(u"c3"_s, u"Mara"_s, u"wrong one"_s).code, protocol::ErrorCode::WrongCredentials);
            const qint64 next = guess(u"c3"_s, u"Mara"_s, u"wrong one"_s).retryAfterMs;
            QCOMPARE(next, std::min<qint64>(wait * 2, 15 * 60'000));
            wait = next;
            longest = std::max(longest, next);
        }
        QCOMPARE(longest, 15 * 60'000);
        world.clock.advance(longest);
        world.forget();
        world.say(u"c3"_s, signInAs(u"Mara"_s, CoreWorld::passwordOf(u"Mara"_s)));
        QCOMPARE(world.all<SessionGranted>(u"c3"_s).size(), 1);
    }

    void manyGuessesAtOnceAreManyTries()
    {
        CoreWorld world(limited());
        world.signUp(u"c1"_s, u"Mara"_s);
        world.hasher.setHeld(true);
        const int before = world.hasher.verifications();
        for (int i = 0; i < 20; ++i) {
            const QString connection = u"g%1"_s.arg(i);
            world.connect(connection, u"198.51.100.%1"_s.arg(i));
            world.say(connection, signInAs(u"Mara"_s, u"wrong one"_s));
        }
        QCOMPARE(world.hasher.verifications() - before, 5);
        QCOMPARE(world.error(u"g19"_s), u"rateLimited"_s);
    }

    void theOwnerAtTheMachineIsNotLockedOut()
    {
        CoreWorld world(limited());
        world.signUp(u"c1"_s, u"Mara"_s);
        QVERIFY(
            std::holds_alternative<core::Account>(world.store.accounts().setRole(u"mara"_s, protocol::Role::Owner)));
        world.connect(u"c2"_s, u"198.51.100.7"_s);
        world.connect(u"c3"_s, u"127.0.0.1"_s);
        for (int i = 0; i < 20; ++i) {
            world.say(u"c2"_s, signInAs(u"Mara"_s, u"wrong one"_s));
            world.say(u"c3"_s, signInAs(u"Mara"_s, u"wrong one"_s));
        }
        world.forget();
        world.say(u"c3"_s, signInAs(u"Mara"_s, CoreWorld::passwordOf(u"Mara"_s)));
        QCOMPARE(world.one<SessionGranted>(u"c3"_s).user.role, protocol::Role::Owner);
    }

    void oneHouseholdIsOneAddress()
    {
        CoreWorld world(limited());
        for (int i = 0; i < 5; ++i) {
            const QString connection = u"c%1"_s.arg(i);
            world.connect(connection, u"2001:db8:0:1::%1"_s.arg(i + 1));
            world.say(connection, signInAs(u"user%1"_s.arg(i), u"wrong one"_s));
        }
        world.connect(u"c6"_s, u"2001:db8:0:1:2::9"_s);
        world.forget();
        world.say(u"c6"_s, signInAs(u"user6"_s, u"wrong one"_s));
        QCOMPARE(world.error(u"c6"_s), u"rateLimited"_s);
        world.connect(u"c7"_s, u"2001:db8:0:2::1"_s);
        world.say(u"c7"_s, signInAs(u"user7"_s, u"wrong one"_s));
        QCOMPARE(world.error(u"c7"_s), u"wrongCredentials"_s);
    }

    void newcomersOfOneAddressAreCounted()
    {
        CoreWorld world(limited());
        int refused = 0;
        for (int i = 0; i < 100; ++i) {
            const QString connection = u"c%1"_s.arg(i);
            world.connect(connection, u"198.51.100.7"_s);
            world.say(connection, signUpAs(u"user%1"_s.arg(i)));
            refused += world.error(connection) == u"rateLimited"_s;
        }
        QCOMPARE(refused, 40);
        world.connect(u"d"_s, u"198.51.100.8"_s);
        world.say(u"d"_s, signUpAs(u"Mara"_s));
        QCOMPARE(world.all<SessionGranted>(u"d"_s).size(), 1);
    }

    // --- sessions -----------------------------------------------------------------------------------------------

    void goesOnWithAToken()
    {
        CoreWorld world;
        const QString token = world.signUp(u"c1"_s, u"Mara"_s);
        world.disconnect(u"c1"_s);
        world.connect(u"c2"_s);
        world.turn({{u"c2"_s, hello(token)}, {u"c2"_s, protocol::SendMessage{.id = u"m"_s, .message = u"hello"_s}}});
        QCOMPARE(world.verbs(u"c2"_s), u"welcome ack message"_s);
        QCOMPARE(world.one<Welcome>(u"c2"_s).you->username, u"Mara"_s);

        world.connect(u"c3"_s);
        world.say(u"c3"_s, hello(u"made up"_s));
        QVERIFY(!world.one<Welcome>(u"c3"_s).you);
        world.say(u"c3"_s, protocol::SendMessage{.id = u"m"_s, .message = u"hello"_s});
        QCOMPARE(world.error(u"c3"_s), u"unauthenticated"_s);
    }

    void aSessionSlides()
    {
        CoreWorld world;
        const QString token = world.signUp(u"c1"_s, u"Mara"_s);
        const auto comesIn = [&world, &token] {
            world.disconnect(u"c1"_s);
            world.connect(u"c1"_s);
            world.forget();
            world.say(u"c1"_s, hello(token));
            return world.one<Welcome>(u"c1"_s).you.has_value();
        };
        constexpr qint64 day = 24 * 3600 * 1000;
        world.clock.advance(29 * day);
        QVERIFY(comesIn());
        world.clock.advance(29 * day);
        QVERIFY(comesIn());
        world.clock.advance(30 * day);
        QVERIFY(!comesIn());
    }

    void aSessionThatCannotBeReadHasNotEnded()
    {
        CoreWorld world;
        const QString token = world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"c2"_s);
        world.store.setLookUpsFail(true);
        world.say(u"c2"_s, hello(token));
        QCOMPARE(world.verbs(u"c2"_s), u"error"_s);
        QCOMPARE(world.error(u"c2"_s), u"unavailable"_s);
        QCOMPARE(world.one<protocol::ErrorFrame>(u"c2"_s).id, u"h"_s);
        // Nobody is sent away either.
        world.service->recheckSessions();
        QVERIFY(world.courier.closed().isEmpty());
        // Who brings no token is welcome.
        world.forget();
        world.say(u"c2"_s, hello());
        QCOMPARE(world.verbs(u"c2"_s), u"welcome"_s);
        world.store.setLookUpsFail(false);
        world.forget();
        world.say(u"c2"_s, hello(token));
        QCOMPARE(world.one<Welcome>(u"c2"_s).you->username, u"Mara"_s);
    }

    void aDisabledAccountIsNotLetIn()
    {
        CoreWorld world;
        const QString token = world.signUp(u"c1"_s, u"Mara"_s);
        world.disconnect(u"c1"_s);
        QVERIFY(std::holds_alternative<core::Account>(world.store.accounts().setDisabled(u"mara"_s, true)));
        world.connect(u"c2"_s);
        world.say(u"c2"_s, hello(token));
        QVERIFY(!world.one<Welcome>(u"c2"_s).you);
    }

    void aSessionThatIsEndedFromOutside()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.guest(u"c3"_s, u"Gast"_s);
        QVERIFY(std::holds_alternative<core::Account>(world.store.accounts().setDisabled(u"mara"_s, true)));
        world.service->recheckSessions();
        QCOMPARE(world.verbs(u"c1"_s), u"notice"_s);
        QCOMPARE(world.courier.closed(), (QList<RecordingCourier::Closed>{{u"c1"_s, 4001, u"session revoked"_s}}));
        QCOMPARE(world.service->namesHere(), (QStringList{u"Gast"_s, u"Ilja"_s}));
        // What it still said is refused.
        world.say(u"c1"_s, protocol::SendMessage{.id = u"m"_s, .message = u"still here"_s});
        QCOMPARE(world.store.conversations().head(u"group"_s).seq, 0);

        // A new password ends the sessions as well.
        world.forget();
        QVERIFY(std::holds_alternative<core::Account>(world.store.accounts().setPassword(u"ilja"_s, "new", {})));
        world.service->recheckSessions();
        QCOMPARE(world.courier.closed(), (QList<RecordingCourier::Closed>{{u"c2"_s, 4001, u"session revoked"_s}}));
    }

    void aConnectionThatStaysKeepsItsSession()
    {
        CoreWorld world;
        const QString token = world.signUp(u"c1"_s, u"Mara"_s);
        constexpr qint64 day = 24 * 3600 * 1000;
        for (int i = 0; i < 4; ++i) {
            world.clock.advance(20 * day);
            world.service->tidy();
        }
        QVERIFY(world.courier.closed().isEmpty());
        QVERIFY(sessionOf(world, token));
        // Nobody sits there any more: it ends, and is removed.
        world.disconnect(u"c1"_s);
        world.clock.advance(31 * day);
        world.service->tidy();
        world.clock.set(world.clock.now().addDays(-31));
        QVERIFY(!sessionOf(world, token));
    }

    void aSessionOfOneDaySlidesToo()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.sessionDays = 1;
        CoreWorld world(settings);
        world.signUp(u"c1"_s, u"Mara"_s);
        for (int i = 0; i < 72; ++i) {
            world.clock.advance(3600 * 1000);
            world.service->tidy();
        }
        QVERIFY(world.courier.closed().isEmpty());
    }

    void signsOut()
    {
        CoreWorld world;
        const QString token = world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"c2"_s);
        world.say(u"c2"_s, hello(token)); // the same session
        world.signIn(u"c3"_s, u"Mara"_s); // another one
        world.say(u"c1"_s, SignOut{.id = u"o"_s});
        QCOMPARE(world.verbs(u"c1"_s), u"ack"_s);
        QCOMPARE(world.verbs(u"c2"_s), u"notice"_s);
        QCOMPARE(world.one<protocol::Notice>(u"c2"_s).code, u"sessionRevoked"_s);
        QCOMPARE(world.verbs(u"c3"_s), QString());
        QCOMPARE(world.courier.closed(), (QList<RecordingCourier::Closed>{{u"c2"_s, 4001, u"session revoked"_s}}));
        QVERIFY(!sessionOf(world, token));

        world.forget();
        world.say(u"c1"_s, protocol::SendMessage{.id = u"m"_s, .message = u"hello"_s});
        QCOMPARE(world.error(u"c1"_s), u"unauthenticated"_s);
        // What the closed one still said is refused too.
        world.say(u"c2"_s, protocol::SendMessage{.id = u"m"_s, .message = u"hello"_s});
        QCOMPARE(world.store.conversations().head(u"group"_s).seq, 0);
        // Somebody else may sign in here.
        world.forget();
        world.say(u"c1"_s, signUpAs(u"Ilja"_s));
        QCOMPARE(world.all<SessionGranted>(u"c1"_s).size(), 1);
    }

    void aSignOutThatIsNotStored()
    {
        CoreWorld world;
        const QString token = world.signUp(u"c1"_s, u"Mara"_s);
        world.store.setCommitsFail(true);
        world.say(u"c1"_s, SignOut{.id = u"o"_s});
        QCOMPARE(world.error(u"c1"_s), u"unavailable"_s);
        QCOMPARE(world.courier.keyOf(u"c1"_s), u"mara"_s);
        QVERIFY(sessionOf(world, token));
    }

    // --- guests -------------------------------------------------------------------------------------------------

    void guests()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"c2"_s);
        world.say(u"c2"_s, GuestSignIn{.id = u"g"_s, .username = u"Gast"_s});
        const auto session = world.one<SessionGranted>(u"c2"_s);
        QVERIFY(protocol::isGuest(session.user.username));
        QCOMPARE(session.user.displayName, u"Gast"_s);
        QCOMPARE(session.user.role, protocol::Role::Guest);
        QCOMPARE(world.store.accounts().count(), 1);

        // The same guest after a reconnect; another one for the next.
        world.disconnect(u"c2"_s);
        world.connect(u"c3"_s);
        world.say(u"c3"_s, hello(session.token));
        QCOMPARE(world.one<Welcome>(u"c3"_s).you->username, session.user.username);
        world.connect(u"c4"_s);
        world.say(u"c4"_s, GuestSignIn{.id = u"g"_s, .username = u"Gast"_s});
        QVERIFY(world.one<SessionGranted>(u"c4"_s).user.username != session.user.username);

        const QList<std::pair<QString, QString>> refused{
            {u"mara"_s, u"taken"_s}, {u"admin"_s, u"taken"_s}, {u"~x"_s, u"badField"_s}, {u"a b"_s, u"badField"_s}};
        for (const auto &[name, code] : refused) {
            world.connect(u"c5"_s);
            world.forget();
            world.say(u"c5"_s, GuestSignIn{.id = u"g"_s, .username = name});
            QCOMPARE(world.error(u"c5"_s), code);
        }
    }

    void aGuestWhoComesBackIsSomebodyElse()
    {
        CoreWorld world;
        world.connect(u"c1"_s);
        QStringList names;
        for (int i = 0; i < 3; ++i) {
            world.forget();
            world.say(u"c1"_s, GuestSignIn{.id = u"g"_s, .username = u"Gast"_s});
            names.append(world.one<SessionGranted>(u"c1"_s).user.username);
            world.say(u"c1"_s, SignOut{.id = u"o"_s});
        }
        QCOMPARE(QSet<QString>(names.begin(), names.end()).size(), 3);
    }

    void noTwoGuestsHereAreOne()
    {
        CoreWorld world;
        QSet<QString> keys;
        for (int i = 0; i < 3; ++i) {
            const QString connection = u"c%1"_s.arg(i);
            world.random.rewind();
            world.guest(connection, u"Gast"_s);
            keys.insert(world.courier.keyOf(connection));
        }
        QCOMPARE(keys.size(), 3);
        // Nor two of the plain dialect that have not said who they are.
        keys.clear();
        for (int i = 0; i < 3; ++i) {
            world.random.rewind();
            world.connect(u"p%1"_s.arg(i));
        }
        const auto rows = world.store.connections().list();
        for (const core::ConnectionRow &row : rows) {
            if (row.plain)
                keys.insert(row.key);
        }
        QCOMPARE(keys.size(), 3);
    }

    void aGuestsTalksEndWithTheSession()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        const auto talks = [&world](const QString &connection) {
            world.forget();
            world.say(connection, protocol::DirectMessage{.id = u"d"_s, .to = u"Mara"_s, .message = u"hello"_s});
            const QString id = world.one<protocol::Ack>(connection).conversation;
            world.forget();
            return id;
        };
        world.guest(u"c2"_s, u"Gast"_s);
        QString talk = talks(u"c2"_s);
        // Who only loses the connection may come back to it.
        QVERIFY(world.store.conversations().find(talk));
        world.say(u"c2"_s, SignOut{.id = u"o"_s});
        QVERIFY(!world.store.conversations().find(talk));
        QCOMPARE(world.one<protocol::ConversationGone>(u"c1"_s).conversation, talk);
        QCOMPARE(world.verbs(u"c2"_s), u"ack"_s);

        world.guest(u"c3"_s, u"Gast"_s);
        talk = talks(u"c3"_s);
        world.disconnect(u"c3"_s);
        QVERIFY(world.store.conversations().find(talk));
        // Mara's session slides meanwhile, as she is here.
        constexpr qint64 sixteenDays = qint64{16} * 24 * 3600 * 1000;
        world.clock.advance(sixteenDays);
        world.service->tidy();
        QVERIFY(world.store.conversations().find(talk));
        world.clock.advance(sixteenDays);
        world.service->tidy();
        QVERIFY(!world.store.conversations().find(talk));
        QCOMPARE(world.all<protocol::ConversationGone>(u"c1"_s).size(), 1);
    }

    void aSignOutThatIsNotStoredEndsNoTalk()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.guest(u"c2"_s, u"Gast"_s);
        world.say(u"c2"_s, protocol::DirectMessage{.id = u"d"_s, .to = u"Mara"_s, .message = u"hello"_s});
        world.forget();
        world.store.setCommitsFail(true);
        world.say(u"c2"_s, SignOut{.id = u"o"_s});
        QCOMPARE(world.verbs(u"c1"_s), QString());
    }

    void aGuestOfAServerThatTakesNoneAnyMore()
    {
        CoreWorld world;
        const QString token = world.guest(u"c1"_s, u"Gast"_s);
        world.settings = CoreWorld::invite();
        world.restart();
        world.connect(u"c2"_s);
        world.say(u"c2"_s, hello(token));
        QVERIFY(!world.one<Welcome>(u"c2"_s).you);
    }
};

CONFAB_APPLESS_TEST(TestCoreEntrance)
#include "tst_core_entrance.moc"
