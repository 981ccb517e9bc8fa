// SPDX-License-Identifier: GPL-3.0-or-later
// Rooms: who may do what in them, and who is told.
#include "core_world.h"
#include "test_program.h"

#include <confab/protocol/names.h>

#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using protocol::Ack;
using protocol::AddMember;
using protocol::ConversationGone;
using protocol::ConversationPush;
using protocol::CreateRoom;
using protocol::DeleteRoom;
using protocol::JoinRoom;
using protocol::LeaveRoom;
using protocol::RemoveMember;
using protocol::SendMessage;
using protocol::UpdateRoom;

namespace
{

protocol::History firstPageOf(const QString &conversation)
{
    protocol::History command;
    command.id = u"h"_s;
    command.conversation = conversation;
    return command;
}

} // namespace

class TestCoreRooms : public QObject
{
    Q_OBJECT

private:
    // Mara's room with Ilja in it; Zoe stands outside.
    struct Scene {
        explicit Scene(bool isPublic = false)
        {
            world.signUp(u"mara"_s, u"Mara"_s);
            world.signUp(u"ilja"_s, u"Ilja"_s);
            world.signUp(u"zoe"_s, u"Zoe"_s);
            world.say(u"mara"_s, CreateRoom{.id = u"make"_s,
                                            .name = u"Garden"_s,
                                            .topic = u"plants"_s,
                                            .isPublic = isPublic,
                                            .members = {u"ILJA"_s, u"Mara"_s}});
            room = world.one<Ack>(u"mara"_s).conversation;
            made = world.one<ConversationPush>(u"ilja"_s).conversation;
            world.forget();
        }
        // From the next time they sign in.
        void makeModerator(const QString &name)
        {
            const QString key = protocol::keyOf(name);
            QVERIFY(
                std::holds_alternative<core::Account>(world.store.accounts().setRole(key, protocol::Role::Moderator)));
            world.disconnect(key);
            world.signIn(key, name);
        }
        [[nodiscard]] QStringList members()
        {
            QStringList keys;
            for (const core::RoomMember &member : world.store.conversations().members(room))
                keys.append(member.role == protocol::Role::Owner ? member.key + u'*' : member.key);
            return keys;
        }

        CoreWorld world;
        QString room;
        protocol::Conversation made;
    };

private slots:
    void made()
    {
        Scene scene;
        QVERIFY(scene.room.startsWith(u"room:"_s));
        QCOMPARE(scene.made.id, scene.room);
        QCOMPARE(scene.made.name, u"Garden"_s);
        QCOMPARE(scene.made.topic, u"plants"_s);
        QCOMPARE(scene.made.memberCount, 2);
        QCOMPARE(scene.made.rev, 1);
        QVERIFY(scene.made.receipts);
        QVERIFY(!scene.made.isPublic);
        QCOMPARE(scene.members(), (QStringList{u"ilja"_s, u"mara*"_s}));
        QCOMPARE(scene.world.verbs(u"zoe"_s), QString());

        // A repeat makes no second room.
        scene.world.say(u"mara"_s, CreateRoom{.id = u"make"_s,
                                              .name = u"Garden"_s,
                                              .topic = u"plants"_s,
                                              .isPublic = false,
                                              .members = {u"ILJA"_s, u"Mara"_s}});
        QCOMPARE(scene.world.verbs(u"mara"_s), u"ack"_s);
        QCOMPARE(scene.world.one<Ack>(u"mara"_s).conversation, scene.room);
    }

    void notMade()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        world.say(u"mara"_s, CreateRoom{.id = u"a"_s, .name = u"  "_s, .topic = {}, .isPublic = false, .members = {}});
        QCOMPARE(world.error(u"mara"_s), u"badField"_s);
        world.forget();
        world.say(u"mara"_s,
                  CreateRoom{.id = u"b"_s, .name = u"a\u202eb"_s, .topic = {}, .isPublic = false, .members = {}});
        QCOMPARE(world.error(u"mara"_s), u"badField"_s);
        world.forget();
        world.say(
            u"mara"_s,
            CreateRoom{.id = u"c"_s, .name = u"Room"_s, .topic = {}, .isPublic = false, .members = {u"nobody"_s}});
        QCOMPARE(world.error(u"mara"_s), u"notFound"_s);
        QCOMPARE(world.one<protocol::ErrorFrame>(u"mara"_s).field, u"members"_s);
    }

    void onlyMembersHearAndSpeak()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        world.say(u"mara"_s, SendMessage{.id = u"m1"_s, .conversation = scene.room, .message = u"hi"_s});
        QCOMPARE(world.verbs(u"mara"_s), u"ack message"_s);
        QCOMPARE(world.verbs(u"ilja"_s), u"message"_s);
        QCOMPARE(world.verbs(u"zoe"_s), QString());
        QCOMPARE(world.one<Ack>(u"mara"_s).seq, 1);
        QCOMPARE(world.one<Ack>(u"mara"_s).rev, 2);
        world.forget();
        world.say(u"zoe"_s, SendMessage{.id = u"m1"_s, .conversation = scene.room, .message = u"hi"_s});
        QCOMPARE(world.error(u"zoe"_s), u"notFound"_s);
        QCOMPARE(world.verbs(u"mara"_s), QString());
    }

    void updates()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        UpdateRoom command{
            .id = u"u1"_s, .conversation = scene.room, .name = u" Park "_s, .topic = {}, .isPublic = true};
        world.say(u"ilja"_s, command);
        QCOMPARE(world.error(u"ilja"_s), u"forbidden"_s);
        world.say(u"zoe"_s, command);
        QCOMPARE(world.error(u"zoe"_s), u"notFound"_s);
        world.forget();
        world.say(u"mara"_s, command);
        QCOMPARE(world.verbs(u"mara"_s), u"ack conversation"_s);
        const auto room = world.one<ConversationPush>(u"ilja"_s).conversation;
        QCOMPARE(room.name, u"Park"_s);
        QCOMPARE(room.topic, u"plants"_s);
        QVERIFY(room.isPublic);
        QCOMPARE(room.rev, 2);
        QCOMPARE(world.one<Ack>(u"mara"_s).rev, 2);

        // What changes nothing takes no rev and is no news.
        world.forget();
        command.id = u"u2"_s;
        world.say(u"mara"_s, command);
        QCOMPARE(world.verbs(u"mara"_s), u"ack"_s);
        QCOMPARE(world.one<Ack>(u"mara"_s).rev, 2);
        world.forget();
        world.say(u"mara"_s,
                  UpdateRoom{.id = u"u3"_s, .conversation = scene.room, .name = u" "_s, .topic = {}, .isPublic = {}});
        QCOMPARE(world.error(u"mara"_s), u"badField"_s);
    }

    void joins()
    {
        Scene scene(true);
        CoreWorld &world = scene.world;
        world.say(u"zoe"_s, JoinRoom{.id = u"j"_s, .conversation = scene.room});
        QCOMPARE(world.verbs(u"zoe"_s), u"ack conversation"_s);
        QCOMPARE(world.one<ConversationPush>(u"mara"_s).conversation.memberCount, 3);
        // Who has joined hears what is said from then on.
        world.forget();
        world.say(u"mara"_s, SendMessage{.id = u"m1"_s, .conversation = scene.room, .message = u"hi"_s});
        QCOMPARE(world.verbs(u"zoe"_s), u"message"_s);

        Scene hidden;
        hidden.world.say(u"zoe"_s, JoinRoom{.id = u"j"_s, .conversation = hidden.room});
        QCOMPARE(hidden.world.error(u"zoe"_s), u"notFound"_s);
    }

    void addsAMember()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        world.say(u"mara"_s, SendMessage{.id = u"m1"_s, .conversation = scene.room, .message = u"hi"_s});
        world.forget();
        // Any member may.
        world.say(u"ilja"_s, AddMember{.id = u"a"_s, .conversation = scene.room, .user = u"ZOE"_s});
        QCOMPARE(world.verbs(u"ilja"_s), u"ack conversation"_s);
        QCOMPARE(world.one<ConversationPush>(u"zoe"_s).conversation.memberCount, 3);
        world.forget();
        // Somebody added sees what was said before.
        world.say(u"zoe"_s, firstPageOf(scene.room));
        QCOMPARE(world.one<protocol::Messages>(u"zoe"_s).messages.size(), 1);
        world.forget();
        world.say(u"mara"_s, AddMember{.id = u"b"_s, .conversation = scene.room, .user = u"nobody"_s});
        QCOMPARE(world.error(u"mara"_s), u"notFound"_s);
        QCOMPARE(world.one<protocol::ErrorFrame>(u"mara"_s).field, u"user"_s);
    }

    void strangersAddNobody()
    {
        Scene scene;
        scene.world.say(u"zoe"_s, AddMember{.id = u"a"_s, .conversation = scene.room, .user = u"Zoe"_s});
        QCOMPARE(scene.world.error(u"zoe"_s), u"notFound"_s);
        // Not even a moderator gets into a private room by themselves.
        scene.makeModerator(u"Zoe"_s);
        scene.world.forget();
        scene.world.say(u"zoe"_s, AddMember{.id = u"a"_s, .conversation = scene.room, .user = u"Zoe"_s});
        QCOMPARE(scene.world.error(u"zoe"_s), u"notFound"_s);
    }

    void removesAMember()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        world.say(u"ilja"_s, SendMessage{.id = u"m1"_s, .conversation = scene.room, .message = u"hi"_s});
        world.say(u"ilja"_s, RemoveMember{.id = u"x"_s, .conversation = scene.room, .user = u"Mara"_s});
        QCOMPARE(world.error(u"ilja"_s), u"forbidden"_s);
        world.forget();
        world.say(u"mara"_s, RemoveMember{.id = u"x"_s, .conversation = scene.room, .user = u"Ilja"_s});
        QCOMPARE(world.verbs(u"mara"_s), u"ack conversation"_s);
        QCOMPARE(world.verbs(u"ilja"_s), u"conversationGone"_s);
        QCOMPARE(world.one<ConversationGone>(u"ilja"_s).conversation, scene.room);

        // From then on everything is refused, as if the room had never been.
        const QString room = scene.room;
        const QList<protocol::ClientCommand> commands{
            SendMessage{.id = u"m2"_s, .conversation = room, .message = u"hi"_s},
            firstPageOf(room),
            protocol::ListMembers{.id = u"l"_s, .conversation = room, .after = {}},
            protocol::MarkRead{.id = u"r"_s, .conversation = room, .seq = 1},
            AddMember{.id = u"a"_s, .conversation = room, .user = u"Ilja"_s},
            UpdateRoom{.id = u"u"_s, .conversation = room, .name = u"Mine"_s, .topic = {}, .isPublic = {}},
            LeaveRoom{.id = u"v"_s, .conversation = room},
            JoinRoom{.id = u"j"_s, .conversation = room},
            DeleteRoom{.id = u"d"_s, .conversation = room}};
        for (const auto &command : commands) {
            world.forget();
            world.say(u"ilja"_s, command);
            QCOMPARE(world.error(u"ilja"_s), u"notFound"_s);
        }
        world.forget();
        world.say(u"ilja"_s, protocol::SetTyping{.id = {}, .conversation = room, .on = true});
        world.say(u"mara"_s, SendMessage{.id = u"m3"_s, .conversation = room, .message = u"alone"_s});
        QCOMPARE(world.verbs(u"ilja"_s), QString());
        QCOMPARE(world.verbs(u"mara"_s), u"ack message"_s);
        world.say(u"ilja"_s, protocol::Sync{.id = u"s"_s, .since = {{room, 2, 1, u"m1"_s}}, .last = true});
        QCOMPARE(world.one<protocol::Synced>(u"ilja"_s).gone, QStringList{room});
        // What one had said before is acked again: it was said.
        world.forget();
        world.say(u"ilja"_s, SendMessage{.id = u"m1"_s, .conversation = room, .message = u"hi"_s});
        QCOMPARE(world.verbs(u"ilja"_s), u"ack"_s);
    }

    void removedInTheSameTurn()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        world.turn({{u"mara"_s, RemoveMember{.id = u"x"_s, .conversation = scene.room, .user = u"Ilja"_s}},
                    {u"ilja"_s, SendMessage{.id = u"m1"_s, .conversation = scene.room, .message = u"hi"_s}},
                    {u"mara"_s, SendMessage{.id = u"m2"_s, .conversation = scene.room, .message = u"alone"_s}}});
        QCOMPARE(world.verbs(u"ilja"_s), u"conversationGone error"_s);
        QCOMPARE(world.verbs(u"mara"_s), u"ack conversation ack message"_s);
    }

    void aRemovalThatIsNotStored()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        world.store.setCommitsFail(true);
        world.turn({{u"mara"_s, RemoveMember{.id = u"x"_s, .conversation = scene.room, .user = u"Ilja"_s}},
                    {u"ilja"_s, SendMessage{.id = u"m1"_s, .conversation = scene.room, .message = u"hi"_s}}});
        // That Ilja is no member was true in the batch only.
        QCOMPARE(world.error(u"mara"_s), u"unavailable"_s);
        QCOMPARE(world.error(u"ilja"_s), u"unavailable"_s);
        world.store.setCommitsFail(false);
        world.forget();
        world.say(u"mara"_s, SendMessage{.id = u"m2"_s, .conversation = scene.room, .message = u"hi"_s});
        QCOMPARE(world.verbs(u"ilja"_s), u"message"_s);
    }

    void leaves()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        world.signIn(u"mara2"_s, u"Mara"_s);
        world.say(u"mara"_s, LeaveRoom{.id = u"v"_s, .conversation = scene.room});
        QCOMPARE(world.verbs(u"mara"_s), u"ack conversationGone"_s);
        QCOMPARE(world.verbs(u"mara2"_s), u"conversationGone"_s);
        QCOMPARE(world.verbs(u"ilja"_s), u"conversation"_s);
        // Whoever has been there longest owns it now.
        QCOMPARE(scene.members(), QStringList{u"ilja*"_s});
        world.forget();
        world.say(u"ilja"_s, RemoveMember{.id = u"v"_s, .conversation = scene.room, .user = u"Ilja"_s});
        QCOMPARE(world.verbs(u"ilja"_s), u"ack conversationGone"_s);
        QVERIFY(!world.store.conversations().find(scene.room));
    }

    void deletes()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        world.say(u"ilja"_s, DeleteRoom{.id = u"d"_s, .conversation = scene.room});
        QCOMPARE(world.error(u"ilja"_s), u"forbidden"_s);
        world.forget();
        world.say(u"mara"_s, DeleteRoom{.id = u"d"_s, .conversation = scene.room});
        QCOMPARE(world.verbs(u"mara"_s), u"ack conversationGone"_s);
        QCOMPARE(world.verbs(u"ilja"_s), u"conversationGone"_s);
        QCOMPARE(world.verbs(u"zoe"_s), QString());
        world.forget();
        world.say(u"mara"_s, DeleteRoom{.id = u"d"_s, .conversation = scene.room});
        QCOMPARE(world.verbs(u"mara"_s), u"ack"_s);
        world.say(u"mara"_s, SendMessage{.id = u"m1"_s, .conversation = scene.room, .message = u"hi"_s});
        QCOMPARE(world.error(u"mara"_s), u"notFound"_s);
    }

    void moderatorsOfTheServerKeepOrder()
    {
        Scene scene;
        scene.makeModerator(u"Zoe"_s);
        CoreWorld &world = scene.world;
        world.forget();
        world.say(
            u"zoe"_s,
            UpdateRoom{.id = u"u"_s, .conversation = scene.room, .name = u"Quiet"_s, .topic = {}, .isPublic = {}});
        QCOMPARE(world.verbs(u"zoe"_s), u"ack"_s);
        QCOMPARE(world.one<ConversationPush>(u"mara"_s).conversation.name, u"Quiet"_s);
        world.say(u"zoe"_s, RemoveMember{.id = u"x"_s, .conversation = scene.room, .user = u"Ilja"_s});
        QCOMPARE(world.all<ConversationGone>(u"ilja"_s).size(), 1);
        world.say(u"zoe"_s, DeleteRoom{.id = u"d"_s, .conversation = scene.room});
        QCOMPARE(world.all<ConversationGone>(u"mara"_s).size(), 1);
    }

    void onlyRoomsAreRooms()
    {
        Scene scene;
        CoreWorld &world = scene.world;
        const QStringList others{u"group"_s, u"dm:mara:mara"_s, u"bot"_s};
        for (const QString &conversation : others) {
            const QList<protocol::ClientCommand> commands{
                UpdateRoom{.id = u"u"_s, .conversation = conversation, .name = u"Mine"_s, .topic = {}, .isPublic = {}},
                JoinRoom{.id = u"j"_s, .conversation = conversation},
                LeaveRoom{.id = u"v"_s, .conversation = conversation},
                AddMember{.id = u"a"_s, .conversation = conversation, .user = u"Zoe"_s},
                RemoveMember{.id = u"x"_s, .conversation = conversation, .user = u"Zoe"_s},
                DeleteRoom{.id = u"d"_s, .conversation = conversation}};
            for (const auto &command : commands) {
                world.forget();
                world.say(u"mara"_s, command);
                QCOMPARE(world.error(u"mara"_s), u"notFound"_s);
            }
        }
    }

    void guestsHaveNoRooms()
    {
        Scene scene(true);
        scene.world.guest(u"guest"_s, u"Gast"_s);
        scene.world.say(u"guest"_s, JoinRoom{.id = u"j"_s, .conversation = scene.room});
        QCOMPARE(scene.world.error(u"guest"_s), u"forbidden"_s);
    }

    void lists()
    {
        Scene open(true);
        CoreWorld &world = open.world;
        world.say(u"mara"_s,
                  CreateRoom{.id = u"hid"_s, .name = u"Hidden"_s, .topic = {}, .isPublic = false, .members = {}});
        world.forget();
        world.say(u"zoe"_s, protocol::ListRooms{.id = u"l"_s, .query = {}, .after = {}});
        const auto rooms = world.one<protocol::RoomList>(u"zoe"_s).rooms;
        QCOMPARE(rooms.size(), 1);
        QCOMPARE(rooms.constFirst().name, u"Garden"_s);
        QCOMPARE(rooms.constFirst().memberCount, 2);
        QVERIFY(rooms.constFirst().receipts);
        world.say(u"mara"_s, protocol::ListRooms{.id = u"l"_s, .query = {}, .after = {}});
        QCOMPARE(world.one<protocol::RoomList>(u"mara"_s).rooms.size(), 2);
    }
};

CONFAB_APPLESS_TEST(TestCoreRooms)
#include "tst_core_rooms.moc"
