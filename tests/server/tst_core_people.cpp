// SPDX-License-Identifier: GPL-3.0-or-later
// Presence, typing, directories, and what each role may do at all.
#include "core_world.h"
#include "test_program.h"

#include <confab/core/permissions.h>
#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using protocol::PresenceState;
using protocol::Role;
using protocol::SetPresence;
using protocol::SetTyping;
using protocol::TypingPush;
using protocol::UserList;
using protocol::UserPush;
using protocol::Watch;

namespace
{

SetPresence presence(PresenceState state, const QString &status = {})
{
    return {.id = u"p"_s, .state = state, .status = status};
}

Watch watching(const QStringList &users)
{
    return {.id = u"w"_s, .users = users};
}

// One command of each kind, in the order of ClientCommand, and who may say it: none, guest, member, moderator, owner.
struct Rule {
    protocol::ClientCommand command;
    const char *allowed;
};

QList<Rule> rules()
{
    return {{protocol::Hello{}, "yyyyy"},
            {protocol::SignUp{}, "y----"},
            {protocol::SignIn{}, "y----"},
            {protocol::GuestSignIn{}, "y----"},
            {protocol::SignOut{}, "-yyyy"},
            {protocol::Sync{}, "-yyyy"},
            {protocol::History{}, "-yyyy"},
            {protocol::Ping{}, "yyyyy"},
            {protocol::SendMessage{}, "-yyyy"},
            {protocol::DirectMessage{}, "-yyyy"},
            {protocol::AskBot{}, "-yyyy"},
            {protocol::StartOver{}, "-yyyy"},
            {protocol::DeleteDialogue{}, "-yyyy"},
            {protocol::StopAnswer{}, "-yyyy"},
            {protocol::EditMessage{}, "-yyyy"},
            {protocol::DeleteMessage{}, "-yyyy"},
            {protocol::React{}, "-yyyy"},
            {protocol::PinMessage{}, "--yyy"},
            {protocol::ListReactors{}, "-yyyy"},
            {protocol::MarkRead{}, "-yyyy"},
            {protocol::SetTyping{}, "-yyyy"},
            {protocol::SetPresence{}, "-yyyy"},
            {protocol::Watch{}, "-yyyy"},
            {protocol::LookUpUsers{}, "-yyyy"},
            {protocol::ListPeople{}, "-yyyy"},
            {protocol::ListMembers{}, "-yyyy"},
            {protocol::Prefs{}, "--yyy"},
            {protocol::Attach{}, "--yyy"},
            {protocol::Detach{}, "--yyy"},
            {protocol::Fetch{}, "-yyyy"},
            {protocol::Got{}, "-yyyy"},
            {protocol::CreateRoom{}, "--yyy"},
            {protocol::UpdateRoom{}, "--yyy"},
            {protocol::JoinRoom{}, "--yyy"},
            {protocol::LeaveRoom{}, "--yyy"},
            {protocol::AddMember{}, "--yyy"},
            {protocol::RemoveMember{}, "--yyy"},
            {protocol::DeleteRoom{}, "--yyy"},
            {protocol::ListRooms{}, "-yyyy"},
            {protocol::Search{}, "-yyyy"}};
}

} // namespace

class TestCorePeople : public QObject
{
    Q_OBJECT

private slots:
    // --- roles --------------------------------------------------------------------------------------------------

    void everyCommandByEveryRole()
    {
        const QList<Rule> table = rules();
        QCOMPARE(std::size_t(table.size()), std::variant_size_v<protocol::ClientCommand>);
        const QList<std::optional<Role>> roles{std::nullopt, Role::Guest, Role::Member, Role::Moderator, Role::Owner};
        for (qsizetype i = 0; i < table.size(); ++i) {
            QCOMPARE(table.at(i).command.index(), std::size_t(i));
            for (qsizetype role = 0; role < roles.size(); ++role)
                QVERIFY2(core::mayDo(roles.at(role), table.at(i).command) == (table.at(i).allowed[role] == 'y'),
                         protocol::verbOf(table.at(i).command).data());
        }
    }

    void whoRunsAnyRoom()
    {
        QVERIFY(!core::mayRunAnyRoom(std::nullopt));
        QVERIFY(!core::mayRunAnyRoom(Role::Guest));
        QVERIFY(!core::mayRunAnyRoom(Role::Member));
        QVERIFY(core::mayRunAnyRoom(Role::Moderator));
        QVERIFY(core::mayRunAnyRoom(Role::Owner));
    }

    void whatIsNotAllowedIsAnsweredAndNotDone()
    {
        CoreWorld world;
        world.connect(u"stranger"_s);
        world.guest(u"guest"_s, u"Gast"_s);
        world.signUp(u"member"_s, u"Mara"_s);
        const QList<std::pair<QString, qsizetype>> connections{{u"stranger"_s, 0}, {u"guest"_s, 1}, {u"member"_s, 2}};
        for (const auto &[connection, column] : connections) {
            for (const Rule &rule : rules()) {
                if (rule.allowed[column] == 'y')
                    continue;
                world.forget();
                world.say(connection, rule.command);
                QCOMPARE(world.error(connection), column == 0 ? u"unauthenticated"_s : u"forbidden"_s);
                QCOMPARE(world.sent(connection).size(), 1);
            }
        }
    }

    // --- presence -----------------------------------------------------------------------------------------------

    void whoIsWatched()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.signUp(u"c3"_s, u"Zoe"_s);
        world.say(u"c1"_s, watching({u"ILJA"_s, u"nobody"_s}));
        QCOMPARE(world.verbs(u"c1"_s), u"ack"_s);
        world.forget();
        world.say(u"c2"_s, presence(PresenceState::Away, u"lunch"_s));
        QCOMPARE(world.verbs(u"c2"_s), u"ack"_s);
        QCOMPARE(world.verbs(u"c3"_s), QString());
        const auto user = world.one<UserPush>(u"c1"_s).user;
        QCOMPARE(user.username, u"Ilja"_s);
        QCOMPARE(*user.state, PresenceState::Away);
        QCOMPARE(user.status, u"lunch"_s);
        // The same again is no news.
        world.forget();
        world.say(u"c2"_s, presence(PresenceState::Away, u"lunch"_s));
        QCOMPARE(world.verbs(u"c1"_s), QString());
        // A new list replaces the old one.
        world.say(u"c1"_s, watching({u"Zoe"_s}));
        world.forget();
        world.say(u"c2"_s, presence(PresenceState::Online));
        QCOMPARE(world.verbs(u"c1"_s), QString());
        world.disconnect(u"c3"_s);
        QCOMPARE(*world.one<UserPush>(u"c1"_s).user.state, PresenceState::Offline);
        world.forget();
        world.signIn(u"c3"_s, u"Zoe"_s);
        world.say(u"c3"_s, presence(PresenceState::Dnd));
        QCOMPARE(*world.one<UserPush>(u"c1"_s).user.state, PresenceState::Dnd);
    }

    void severalDevicesAreOnePerson()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"a"_s, u"Ilja"_s);
        world.signIn(u"b"_s, u"Ilja"_s);
        world.say(u"c1"_s, watching({u"Ilja"_s}));
        const auto told = [&world](const QString &connection, PresenceState state) -> std::optional<PresenceState> {
            world.forget();
            world.say(connection, presence(state));
            const auto pushes = world.all<UserPush>(u"c1"_s);
            return pushes.isEmpty() ? std::nullopt : pushes.constFirst().user.state;
        };
        QCOMPARE(told(u"a"_s, PresenceState::Away), std::nullopt); // still at the other one
        QCOMPARE(told(u"b"_s, PresenceState::Away), std::optional(PresenceState::Away));
        QCOMPARE(told(u"a"_s, PresenceState::Dnd), std::optional(PresenceState::Dnd));
        QCOMPARE(told(u"b"_s, PresenceState::Online), std::nullopt);
        world.forget();
        world.disconnect(u"a"_s);
        QCOMPARE(*world.one<UserPush>(u"c1"_s).user.state, PresenceState::Online);
        world.forget();
        world.disconnect(u"b"_s);
        QCOMPARE(*world.one<UserPush>(u"c1"_s).user.state, PresenceState::Offline);
        QCOMPARE(world.service->namesHere(), QStringList{u"Mara"_s});
    }

    void whoSignsOutIsAway()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s, watching({u"Ilja"_s}));
        world.say(u"c2"_s, watching({u"Mara"_s}));
        world.forget();
        world.say(u"c2"_s, protocol::SignOut{.id = u"o"_s});
        QCOMPARE(*world.one<UserPush>(u"c1"_s).user.state, PresenceState::Offline);
        // And watches nobody any more.
        world.forget();
        world.say(u"c1"_s, presence(PresenceState::Dnd));
        QCOMPARE(world.verbs(u"c2"_s), QString());
    }

    // --- typing -------------------------------------------------------------------------------------------------

    void typing()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signIn(u"c2"_s, u"Mara"_s);
        world.signUp(u"c3"_s, u"Ilja"_s);
        world.signUp(u"c4"_s, u"Zoe"_s);
        world.say(u"c1"_s, SetTyping{.id = {}, .conversation = u"group"_s, .on = true});
        const TypingPush wanted{.conversation = u"group"_s, .user = u"Mara"_s, .on = true};
        QCOMPARE(world.verbs(u"c1"_s), QString()); // neither an ack nor oneself
        QCOMPARE(world.one<TypingPush>(u"c3"_s), wanted);

        world.say(u"c1"_s, protocol::DirectMessage{.id = u"d"_s, .to = u"Ilja"_s, .message = u"hi"_s});
        world.forget();
        world.say(u"c3"_s, SetTyping{.id = {}, .conversation = u"dm:ilja:mara"_s, .on = false});
        QCOMPARE(world.verbs(u"c1"_s), u"typing"_s);
        QCOMPARE(world.verbs(u"c2"_s), u"typing"_s);
        QCOMPARE(world.verbs(u"c4"_s), QString());
        // Strangers are passed over in silence.
        world.forget();
        world.say(u"c4"_s, SetTyping{.id = {}, .conversation = u"dm:ilja:mara"_s, .on = true});
        QCOMPARE(world.courier.log().size(), 0);

        for (int i = 0; i < 48; ++i)
            world.signUp(u"d%1"_s.arg(i), u"user%1"_s.arg(i));
        world.say(u"c1"_s, SetTyping{.id = {}, .conversation = u"group"_s, .on = true});
        QCOMPARE(world.courier.log().size(), 0);
    }

    void tooMuchOfIt()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.rateLimits = true;
        CoreWorld world(settings);
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        for (int i = 0; i < 200; ++i)
            world.say(u"c1"_s, SetTyping{.id = {}, .conversation = u"group"_s, .on = true});
        QCOMPARE(world.all<TypingPush>(u"c2"_s).size(), 50);
        QCOMPARE(world.verbs(u"c1"_s), QString());
        world.say(u"c1"_s, presence(PresenceState::Away));
        QCOMPARE(world.error(u"c1"_s), u"rateLimited"_s);
        QVERIFY(world.one<protocol::ErrorFrame>(u"c1"_s).retryAfterMs > 0);
    }

    void tooManyCommands()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.rateLimits = true;
        CoreWorld world(settings);
        world.signUp(u"c1"_s, u"Mara"_s);
        for (int i = 0; i < 2100; ++i)
            world.say(u"c1"_s, protocol::Ping{.id = u"p"_s, .revs = {}});
        const auto pongs = world.all<protocol::Pong>(u"c1"_s).size();
        QVERIFY(pongs >= 1990 && pongs <= 2000);
        QCOMPARE(world.all<protocol::ErrorFrame>(u"c1"_s).constLast().code, protocol::ErrorCode::RateLimited);
        world.clock.advance(1'000);
        world.forget();
        world.say(u"c1"_s, protocol::Ping{.id = u"p"_s, .revs = {}});
        QCOMPARE(world.verbs(u"c1"_s), u"pong"_s);
    }

    // --- directories --------------------------------------------------------------------------------------------

    void looksUpUsers()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.disconnect(u"c2"_s);
        world.guest(u"c3"_s, u"Gast"_s);
        world.say(u"c3"_s, protocol::SendMessage{.id = u"m"_s, .message = u"hi"_s});
        const QString guest = world.one<protocol::MessagePush>(u"c1"_s).message.author;
        world.forget();
        world.say(u"c1"_s,
                  protocol::LookUpUsers{.id = u"u"_s, .users = {u"MARA"_s, u"ilja"_s, u"nobody"_s, guest, u"mara"_s}});
        const auto users = world.one<UserList>(u"c1"_s).users;
        QCOMPARE(users.size(), 3);
        QCOMPARE(users.at(0).username, u"Mara"_s);
        QCOMPARE(*users.at(0).state, PresenceState::Online);
        QCOMPARE(*users.at(1).state, PresenceState::Offline);
        QCOMPARE(users.at(2).username, guest);
        QCOMPARE(users.at(2).role, Role::Guest);
        QCOMPARE(*users.at(2).state, PresenceState::Online);
    }

    void pagesThroughPeople()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        for (int i = 0; i < 250; ++i)
            world.signUp(u"d%1"_s.arg(i), u"user%1"_s.arg(i, 3, 10, QChar(u'0')));
        QStringList names;
        QString after;
        int pages = 0;
        do {
            world.forget();
            world.say(u"c1"_s, protocol::ListPeople{.id = u"p"_s, .query = u"user"_s, .after = after});
            const auto page = world.one<UserList>(u"c1"_s);
            for (const auto &user : page.users)
                names.append(user.username);
            after = page.next;
            ++pages;
        } while (!after.isEmpty() && pages < 10);
        QCOMPARE(pages, 3);
        QCOMPARE(names.size(), 250);
        QCOMPARE(names.constFirst(), u"user000"_s);
        QCOMPARE(names.constLast(), u"user249"_s);
    }

    void aPageFitsIntoAFrame()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        for (int i = 0; i < 100; ++i) {
            const QString connection = u"d%1"_s.arg(i);
            world.signUp(connection, u"user%1"_s.arg(i, 3, 10, QChar(u'0')));
            QVERIFY(std::holds_alternative<core::Account>(
                world.store.accounts().setDisplayName(u"user%1"_s.arg(i, 3, 10, QChar(u'0')), QString(64, u'\u4e00'))));
            world.say(connection, presence(PresenceState::Away, QString(256, u's')));
        }
        QStringList names;
        QString after;
        int pages = 0;
        do {
            world.forget();
            world.say(u"c1"_s, protocol::ListPeople{.id = u"p"_s, .query = {}, .after = after});
            const auto page = world.one<UserList>(u"c1"_s);
            QVERIFY(protocol::encode(page).size() <= protocol::limits::frameBytes);
            for (const auto &user : page.users)
                names.append(user.username);
            after = page.next;
            ++pages;
        } while (!after.isEmpty() && pages < 10);
        QVERIFY(pages > 1);
        QCOMPARE(names.size(), 101);
        names.removeDuplicates();
        QCOMPARE(names.size(), 101);
    }

    void listsMembers()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s, protocol::DirectMessage{.id = u"d"_s, .to = u"Ilja"_s, .message = u"hi"_s});
        world.forget();
        world.say(u"c2"_s, protocol::ListMembers{.id = u"l"_s, .conversation = u"dm:ilja:mara"_s, .after = {}});
        const auto members = world.one<protocol::MemberList>(u"c2"_s).members;
        QCOMPARE(members.size(), 2);
        QCOMPARE(members.at(0).user.username, u"Ilja"_s);
        QCOMPARE(members.at(0).read, 0);
        QCOMPARE(members.at(1).read, 1);
        QCOMPARE(*members.at(1).user.state, PresenceState::Online);

        // Where many are, nobody sees how far the others have read.
        world.say(u"c1"_s, protocol::SendMessage{.id = u"m"_s, .message = u"hi"_s});
        for (int i = 0; i < 49; ++i)
            world.signUp(u"d%1"_s.arg(i), u"user%1"_s.arg(i));
        world.forget();
        world.say(u"c2"_s, protocol::ListMembers{.id = u"l"_s, .conversation = u"group"_s, .after = {}});
        const auto everyone = world.one<protocol::MemberList>(u"c2"_s);
        QCOMPARE(everyone.members.size(), 51);
        for (const auto &member : everyone.members)
            QCOMPARE(member.read, 0);
    }
};

CONFAB_APPLESS_TEST(TestCorePeople)
#include "tst_core_people.moc"
