// SPDX-License-Identifier: GPL-3.0-or-later
// Threads and answers, edits, deletions, reactions, pins, and what an account keeps: who may, who is told, what is
// refused. What becomes of the stored message is in the stores' contract.
#include "core_world.h"
#include "test_program.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using protocol::Ack;
using protocol::DeleteMessage;
using protocol::DirectMessage;
using protocol::EditMessage;
using protocol::History;
using protocol::HistoryOnly;
using protocol::ListReactors;
using protocol::Message;
using protocol::MessagePush;
using protocol::PinMessage;
using protocol::Prefs;
using protocol::React;
using protocol::SendMessage;

namespace
{

EditMessage edit(const Message &message, const QString &text, const QString &id = u"e"_s)
{
    return {.id = id,
            .conversation = message.conversation,
            .seq = message.seq,
            .of = message.id,
            .base = message.rev,
            .message = text};
}

DeleteMessage removal(const Message &message, const QString &id = u"d"_s)
{
    return {.id = id, .conversation = message.conversation, .seq = message.seq, .of = message.id};
}

React reaction(const Message &message, const QString &emoji, bool on = true, const QString &id = u"r"_s)
{
    return {
        .id = id, .conversation = message.conversation, .seq = message.seq, .of = message.id, .emoji = emoji, .on = on};
}

PinMessage pin(const Message &message, bool on = true, const QString &id = u"p"_s)
{
    return {.id = id, .conversation = message.conversation, .seq = message.seq, .of = message.id, .on = on};
}

} // namespace

class TestCoreRevisions : public QObject
{
    Q_OBJECT

private:
    // Mara and Ilja, each by a connection of that name; nothing that was told so far is remembered.
    struct Scene {
        Scene()
        {
            world.signUp(u"mara"_s, u"Mara"_s);
            world.signUp(u"ilja"_s, u"Ilja"_s);
        }
        // Says it and gives the message back.
        Message said(const QString &connection, const protocol::ClientCommand &command)
        {
            world.forget();
            world.say(connection, command);
            const auto pushes = world.all<MessagePush>(connection);
            world.forget();
            return pushes.isEmpty() ? Message() : pushes.constFirst().message;
        }
        Message said(const QString &connection, const QString &text)
        {
            return said(connection, SendMessage{.id = u"m%1"_s.arg(++count), .message = text});
        }
        // The code of the one answer, with the field; nothing else was told anybody.
        [[nodiscard]] QString refusal(const QString &connection, const protocol::ClientCommand &command)
        {
            world.forget();
            world.say(connection, command);
            const auto error = world.one<protocol::ErrorFrame>(connection);
            const QString code = world.error(connection);
            return world.courier.log().size() == 1 ? code + u' ' + error.field : u"(not one answer)"_s;
        }
        // What was told: to whoever asked, and to the other.
        [[nodiscard]] QString told(const QString &connection, const protocol::ClientCommand &command)
        {
            world.forget();
            world.say(connection, command);
            return world.verbs(connection) + u" | "_s + world.verbs(connection == u"mara"_s ? u"ilja"_s : u"mara"_s);
        }

        CoreWorld world;
        int count = 0;
    };

private slots:
    // --- answers and threads ------------------------------------------------------------------------------------

    void aReplyInAThreadIsToldWithItsRoot()
    {
        Scene scene;
        const Message root = scene.said(u"mara"_s, u"root"_s);
        QCOMPARE(scene.told(u"ilja"_s, SendMessage{.id = u"t1"_s, .message = u"reply"_s, .thread = root.seq}),
                 u"ack message message | message message"_s);
        const auto pushes = scene.world.all<MessagePush>(u"mara"_s);
        QCOMPARE(pushes.at(0).message.thread, root.seq);
        QCOMPARE(pushes.at(0).message.rev, 2);
        QCOMPARE(pushes.at(1).message.seq, root.seq);
        QCOMPARE(pushes.at(1).message.rev, 3);
        QCOMPARE(pushes.at(1).message.replies, (protocol::Replies{.count = 1, .last = 2}));
        QCOMPARE(scene.world.one<Ack>(u"ilja"_s).rev, 2);
    }

    void whatIsReferredToMustBeThere()
    {
        Scene scene;
        const Message root = scene.said(u"mara"_s, u"root"_s);
        const Message reply = scene.said(u"mara"_s, SendMessage{.id = u"t1"_s, .message = u"reply"_s, .thread = 1});
        const auto send = [](qint64 replyTo, qint64 thread, bool alsoRoom = false) {
            return SendMessage{
                .id = u"x"_s, .message = u"x"_s, .replyTo = replyTo, .thread = thread, .alsoRoom = alsoRoom};
        };
        QCOMPARE(scene.refusal(u"ilja"_s, send(9, 0)), u"notFound replyTo"_s);
        QCOMPARE(scene.refusal(u"ilja"_s, send(0, 9)), u"notFound thread"_s);
        QCOMPARE(scene.refusal(u"ilja"_s, send(0, reply.seq)), u"badField thread"_s);
        QCOMPARE(scene.refusal(u"ilja"_s, send(root.seq, 0, true)), u"badField alsoRoom"_s);
        QCOMPARE(
            scene.refusal(u"ilja"_s, DirectMessage{.id = u"x"_s, .to = u"Mara"_s, .message = u"x"_s, .replyTo = 1}),
            u"notFound replyTo"_s);
        QCOMPARE(
            scene.refusal(u"ilja"_s, DirectMessage{.id = u"x"_s, .to = u"Mara"_s, .message = u"x"_s, .alsoRoom = true}),
            u"badField alsoRoom"_s);
        const Message answer = scene.said(u"ilja"_s, send(reply.seq, root.seq, true));
        QCOMPARE(answer.replyTo, reply.seq);
        QCOMPARE(answer.thread, root.seq);
        QVERIFY(answer.alsoRoom);
    }

    void aThreadBetweenTwoPeople()
    {
        Scene scene;
        const Message first = scene.said(u"mara"_s, DirectMessage{.id = u"a"_s, .to = u"Ilja"_s, .message = u"hi"_s});
        QCOMPARE(scene.told(u"ilja"_s,
                            DirectMessage{.id = u"b"_s, .to = u"Mara"_s, .message = u"ho"_s, .thread = first.seq}),
                 u"ack message message | message message"_s);
    }

    // --- edits --------------------------------------------------------------------------------------------------

    void anEditIsTold()
    {
        Scene scene;
        const Message before = scene.said(u"mara"_s, u"hello @Ilja"_s);
        QCOMPARE(before.mentions, QStringList{u"Ilja"_s});
        scene.world.clock.advance(5'000);
        QCOMPARE(scene.told(u"mara"_s, edit(before, u"hello @Mara"_s)), u"ack message | message"_s);
        const Message after = scene.world.one<MessagePush>(u"ilja"_s).message;
        QCOMPARE(after.text, u"hello @Mara"_s);
        QCOMPARE(after.mentions, QStringList{u"Mara"_s});
        QCOMPARE(after.editedAt, scene.world.clock.now());
        QCOMPARE(after.at, before.at);
        QCOMPARE(scene.world.one<Ack>(u"mara"_s).rev, after.rev);
        // The same words once more are nothing new; nor is the same command.
        QCOMPARE(scene.told(u"mara"_s, edit(before, u"hello @Mara"_s, u"e2"_s)), u"ack | "_s);
        QCOMPARE(scene.world.one<Ack>(u"mara"_s).rev, after.rev);
        QCOMPARE(scene.told(u"mara"_s, edit(before, u"hello @Mara"_s)), u"ack | "_s);
    }

    void editsThatAreRefused()
    {
        Scene scene;
        const Message message = scene.said(u"mara"_s, u"one"_s);
        QCOMPARE(scene.refusal(u"ilja"_s, edit(message, u"two"_s)), u"forbidden "_s);
        QCOMPARE(scene.refusal(u"mara"_s, edit(message, u"  "_s)), u"badField message"_s);
        EditMessage wrong = edit(message, u"two"_s);
        wrong.base = message.rev - 1;
        QCOMPARE(scene.refusal(u"mara"_s, wrong), u"conflict base"_s);
        wrong = edit(message, u"two"_s);
        wrong.of = u"another"_s;
        QCOMPARE(scene.refusal(u"mara"_s, wrong), u"notFound seq"_s);
        wrong = edit(message, u"two"_s);
        wrong.seq = 2;
        QCOMPARE(scene.refusal(u"mara"_s, wrong), u"notFound seq"_s);
        for (const QString &conversation : {u"room:NONE"_s, u"bot"_s, u"dm:ilja:zoe"_s, u"bot:helper:ilja"_s}) {
            wrong.conversation = conversation;
            QCOMPARE(scene.refusal(u"mara"_s, wrong), u"notFound "_s);
        }
        scene.world.say(u"mara"_s, removal(message));
        QCOMPARE(scene.refusal(u"mara"_s, edit(message, u"two"_s)), u"notFound seq"_s);
    }

    void aBotsWordsAreItsOwn()
    {
        Scene scene;
        scene.world.say(u"mara"_s, protocol::AskBot{.id = u"q"_s, .bot = {}, .message = u"ping"_s});
        const auto pushes = scene.world.all<MessagePush>(u"mara"_s);
        const Message question = pushes.at(0).message;
        const Message answer = pushes.at(1).message;
        QCOMPARE(scene.refusal(u"mara"_s, edit(answer, u"two"_s)), u"forbidden "_s);
        QCOMPARE(scene.refusal(u"mara"_s, removal(answer)), u"forbidden "_s);
        QCOMPARE(scene.refusal(u"ilja"_s, reaction(answer, u"👍"_s)), u"notFound "_s);
        QCOMPARE(scene.told(u"mara"_s, reaction(answer, u"👍"_s)), u"ack message | "_s);
        QCOMPARE(scene.told(u"mara"_s, pin(answer)), u"ack message | "_s);
        QCOMPARE(scene.told(u"mara"_s, edit(question, u"pong"_s)), u"ack message | "_s);
        // Nobody is asked anew.
        QCOMPARE(scene.world.bot.asked.size(), 1);
    }

    // --- deletions ----------------------------------------------------------------------------------------------

    void aDeletionIsTold()
    {
        Scene scene;
        const Message message = scene.said(u"mara"_s, u"secret"_s);
        QCOMPARE(scene.refusal(u"ilja"_s, removal(message)), u"forbidden "_s);
        QCOMPARE(scene.told(u"mara"_s, removal(message, u"d1"_s)), u"ack message | message"_s);
        const Message gone = scene.world.one<MessagePush>(u"ilja"_s).message;
        QVERIFY(gone.deleted);
        QVERIFY(gone.text.isEmpty());
        QCOMPARE(gone.author, u"Mara"_s);
        const auto ack = scene.world.one<Ack>(u"mara"_s);
        QCOMPARE(ack.rev, gone.rev);
        QCOMPARE(scene.told(u"mara"_s, removal(message, u"d2"_s)), u"ack | "_s);
        QCOMPARE(scene.world.one<Ack>(u"mara"_s).rev, gone.rev);
    }

    void moderatorsTakeAway()
    {
        Scene scene;
        QVERIFY(std::holds_alternative<core::Account>(
            scene.world.store.accounts().setRole(u"ilja"_s, protocol::Role::Moderator)));
        scene.world.disconnect(u"ilja"_s);
        scene.world.signIn(u"ilja"_s, u"Ilja"_s);
        const Message one = scene.said(u"mara"_s, u"one"_s);
        QCOMPARE(scene.refusal(u"ilja"_s, edit(one, u"two"_s)), u"forbidden "_s);
        QCOMPARE(scene.told(u"ilja"_s, pin(one)), u"ack message | message"_s);
        QCOMPARE(scene.told(u"ilja"_s, removal(one)), u"ack message | message"_s);
        // What others say to each other is not there for them, and what is said to them is not theirs.
        const Message direct = scene.said(u"mara"_s, DirectMessage{.id = u"a"_s, .to = u"Ilja"_s, .message = u"hi"_s});
        QCOMPARE(scene.refusal(u"ilja"_s, removal(direct, u"d2"_s)), u"forbidden "_s);
        scene.world.signUp(u"zoe"_s, u"Zoe"_s);
        const Message other = scene.said(u"mara"_s, DirectMessage{.id = u"b"_s, .to = u"Zoe"_s, .message = u"hi"_s});
        QCOMPARE(scene.refusal(u"ilja"_s, removal(other, u"d3"_s)), u"notFound "_s);
    }

    void anOwnerTakesAwayInTheRoom()
    {
        Scene scene;
        scene.world.say(
            u"mara"_s,
            protocol::CreateRoom{.id = u"c"_s, .name = u"R"_s, .topic = {}, .isPublic = false, .members = {u"Ilja"_s}});
        const QString room = scene.world.one<Ack>(u"mara"_s).conversation;
        const Message his = scene.said(u"ilja"_s, SendMessage{.id = u"a"_s, .conversation = room, .message = u"one"_s});
        const Message hers =
            scene.said(u"mara"_s, SendMessage{.id = u"b"_s, .conversation = room, .message = u"two"_s});
        QCOMPARE(scene.refusal(u"ilja"_s, removal(hers)), u"forbidden "_s);
        QCOMPARE(scene.refusal(u"ilja"_s, pin(hers)), u"forbidden "_s);
        QCOMPARE(scene.told(u"mara"_s, pin(his)), u"ack message | message"_s);
        QCOMPARE(scene.told(u"mara"_s, removal(his)), u"ack message | message"_s);
        scene.world.say(u"mara"_s, protocol::RemoveMember{.id = u"k"_s, .conversation = room, .user = u"Ilja"_s});
        QCOMPARE(scene.refusal(u"ilja"_s, reaction(hers, u"👍"_s)), u"notFound "_s);
        QCOMPARE(
            scene.refusal(u"ilja"_s,
                          ListReactors{.id = u"l"_s, .conversation = room, .seq = 2, .emoji = u"👍"_s, .after = {}}),
            u"notFound seq"_s);
    }

    // --- reactions and pins -------------------------------------------------------------------------------------

    void aReactionIsTold()
    {
        Scene scene;
        const Message message = scene.said(u"mara"_s, u"one"_s);
        QCOMPARE(scene.told(u"ilja"_s, reaction(message, u"👍"_s, true, u"r1"_s)), u"ack message | message"_s);
        const Message push = scene.world.one<MessagePush>(u"mara"_s).message;
        QCOMPARE(push.reactions, (QList<protocol::Reaction>{{.emoji = u"👍"_s, .count = 1, .by = {u"Ilja"_s}}}));
        // What all are told holds nothing of one of them.
        QVERIFY(push.mine.isEmpty() && scene.world.one<MessagePush>(u"ilja"_s).message.mine.isEmpty());
        QCOMPARE(scene.told(u"ilja"_s, reaction(message, u"👍"_s, true, u"r2"_s)), u"ack | "_s);
        QCOMPARE(scene.world.one<Ack>(u"ilja"_s).rev, push.rev);
        QCOMPARE(scene.told(u"ilja"_s, reaction(message, u"🎉"_s, false, u"r3"_s)), u"ack | "_s);
        QCOMPARE(scene.told(u"ilja"_s, reaction(message, u"👍"_s, false, u"r4"_s)), u"ack message | message"_s);
        QVERIFY(scene.world.one<MessagePush>(u"mara"_s).message.reactions.isEmpty());
    }

    void onlyAnEmojiIsAReaction()
    {
        Scene scene;
        const Message message = scene.said(u"mara"_s, u"one"_s);
        for (const QString &text : {u"yes"_s, u"1"_s, u"👍👍"_s, u"👍!"_s})
            QCOMPARE(scene.refusal(u"ilja"_s, reaction(message, text)), u"badField emoji"_s);
    }

    void tooManyKinds()
    {
        Scene scene;
        const Message message = scene.said(u"mara"_s, u"one"_s);
        for (char32_t i = 0; i < 20; ++i) {
            const char32_t point = 0x1F600 + i;
            scene.world.say(u"ilja"_s, reaction(message, QString::fromUcs4(&point, 1), true, u"r%1"_s.arg(i)));
        }
        QCOMPARE(scene.refusal(u"mara"_s, reaction(message, u"👍"_s)), u"badField emoji"_s);
        QCOMPARE(scene.told(u"mara"_s, reaction(message, u"😀"_s)), u"ack message | message"_s);
    }

    void ownReactionsAreInWhatIsReadForOne()
    {
        Scene scene;
        const Message message = scene.said(u"mara"_s, u"one of a kind"_s);
        scene.world.say(u"ilja"_s, reaction(message, u"👍"_s));
        const auto history = [&](const QString &connection) {
            scene.world.forget();
            History command;
            command.id = u"h"_s;
            command.conversation = u"group"_s;
            scene.world.say(connection, command);
            return scene.world.one<protocol::Messages>(connection).messages.constFirst().mine;
        };
        QCOMPARE(history(u"ilja"_s), QStringList{u"👍"_s});
        QVERIFY(history(u"mara"_s).isEmpty());
        scene.world.forget();
        scene.world.say(u"ilja"_s,
                        protocol::Sync{.id = u"s"_s, .since = {{u"group"_s, 1, 1, message.id}}, .last = true});
        QCOMPARE(scene.world.one<protocol::Messages>(u"ilja"_s).messages.constFirst().mine, QStringList{u"👍"_s});
        protocol::Search search;
        search.id = u"f"_s;
        search.query = u"kind"_s;
        scene.world.say(u"ilja"_s, search);
        QCOMPARE(scene.world.one<protocol::Found>(u"ilja"_s).messages.constFirst().mine, QStringList{u"👍"_s});
    }

    void reactorsAreListed()
    {
        Scene scene;
        const Message message = scene.said(u"mara"_s, u"one"_s);
        scene.world.say(u"mara"_s, reaction(message, u"👍"_s));
        scene.world.say(u"ilja"_s, reaction(message, u"👍"_s));
        scene.world.forget();
        ListReactors list{.id = u"l"_s, .conversation = u"group"_s, .seq = 1, .emoji = u"👍"_s, .after = {}};
        scene.world.say(u"ilja"_s, list);
        QCOMPARE(scene.world.one<protocol::ReactorList>(u"ilja"_s),
                 (protocol::ReactorList{.id = u"l"_s, .users = {u"Ilja"_s, u"Mara"_s}, .next = {}}));
        list.seq = 2;
        QCOMPARE(scene.refusal(u"ilja"_s, list), u"notFound seq"_s);
    }

    void pinsAreListed()
    {
        Scene scene;
        const Message one = scene.said(u"mara"_s, u"one"_s);
        scene.said(u"mara"_s, u"two"_s);
        QCOMPARE(scene.refusal(u"ilja"_s, pin(one)), u"forbidden "_s);
        QCOMPARE(scene.told(u"mara"_s, pin(one)), u"ack message | message"_s);
        QVERIFY(scene.world.one<MessagePush>(u"ilja"_s).message.pinned);
        scene.world.forget();
        History command;
        command.id = u"h"_s;
        command.conversation = u"group"_s;
        command.only = HistoryOnly{.kind = HistoryOnly::Kind::Pinned};
        scene.world.say(u"ilja"_s, command);
        const auto page = scene.world.one<protocol::Messages>(u"ilja"_s);
        QCOMPARE(page.messages.size(), 1);
        QCOMPARE(page.messages.constFirst().text, u"one"_s);
        command.only = HistoryOnly{.kind = HistoryOnly::Kind::Thread, .thread = 7};
        QCOMPARE(scene.refusal(u"ilja"_s, command), u"notFound "_s);
    }

    // --- guests, plain clients, rates ---------------------------------------------------------------------------

    void guestsChangeTheirOwn()
    {
        Scene scene;
        scene.world.guest(u"gast"_s, u"Gast"_s);
        const Message theirs = scene.said(u"gast"_s, u"hello"_s);
        const Message other = scene.said(u"mara"_s, u"hello"_s);
        QCOMPARE(scene.refusal(u"gast"_s, edit(other, u"x"_s)), u"forbidden "_s);
        QCOMPARE(scene.refusal(u"gast"_s, removal(other)), u"forbidden "_s);
        QCOMPARE(scene.refusal(u"gast"_s, pin(theirs)), u"forbidden "_s);
        QCOMPARE(scene.told(u"gast"_s, edit(theirs, u"bye"_s)), u"ack message | message"_s);
        QCOMPARE(scene.told(u"gast"_s, reaction(other, u"👍"_s)), u"ack message | message"_s);
        QCOMPARE(scene.told(u"gast"_s, removal(theirs)), u"ack message | message"_s);
        // Another guest of that name is somebody else.
        const Message last = scene.said(u"gast"_s, u"last"_s);
        scene.world.disconnect(u"gast"_s);
        scene.world.guest(u"gast2"_s, u"Gast"_s);
        QCOMPARE(scene.refusal(u"gast2"_s, removal(last)), u"forbidden "_s);
    }

    void thePlainDialectHearsOfNone()
    {
        Scene scene;
        scene.world.connect(u"p1"_s);
        const Message message = scene.said(u"mara"_s, u"one"_s);
        for (const protocol::ClientCommand &command :
             {protocol::ClientCommand(reaction(message, u"👍"_s)), protocol::ClientCommand(pin(message))}) {
            QCOMPARE(scene.told(u"mara"_s, command), u"ack message | message"_s);
            QCOMPARE(scene.world.texts(u"p1"_s), QStringList());
        }
        EditMessage change = edit(message, u"two"_s);
        change.base = 3;
        QCOMPARE(scene.told(u"mara"_s, change), u"ack message | message"_s);
        QCOMPARE(scene.world.texts(u"p1"_s), QStringList());
        QCOMPARE(scene.told(u"mara"_s, removal(message)), u"ack message | message"_s);
        QCOMPARE(scene.world.texts(u"p1"_s), QStringList());
        // A reply is a new text, the thread's first message is not.
        scene.world.forget();
        scene.world.say(u"mara"_s, SendMessage{.id = u"t"_s, .message = u"reply"_s, .thread = 1});
        QCOMPARE(scene.world.texts(u"p1"_s), QStringList{u"reply"_s});
        // Whoever speaks it has no words for changing anything.
        scene.world.forget();
        scene.world.plain(u"p1"_s, R"({"type":"delete","conversation":"group","seq":1,"of":"m1","message":"words"})");
        QCOMPARE(scene.world.texts(u"p1"_s), QStringList{u"words"_s});
    }

    void theyTakeOfTheMessagesThatAreAllowed()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.rateLimits = true;
        settings.limits.messagesPerSecond = 1;
        settings.limits.burst = 5;
        CoreWorld world(settings);
        world.signUp(u"mara"_s, u"Mara"_s);
        world.say(u"mara"_s, SendMessage{.id = u"m"_s, .message = u"one"_s});
        const Message message = world.one<MessagePush>(u"mara"_s).message;
        world.say(u"mara"_s, reaction(message, u"👍"_s));
        world.say(u"mara"_s, pin(message));
        EditMessage change = edit(message, u"two"_s);
        change.base = 3;
        world.say(u"mara"_s, change);
        world.say(u"mara"_s, removal(message));
        QCOMPARE(world.all<Ack>(u"mara"_s).size(), 5);
        for (const protocol::ClientCommand &command :
             {protocol::ClientCommand(SendMessage{.id = u"n"_s, .message = u"x"_s}),
              protocol::ClientCommand(reaction(message, u"👍"_s, true, u"r2"_s)),
              protocol::ClientCommand(pin(message, true, u"p2"_s)),
              protocol::ClientCommand(edit(message, u"x"_s, u"e2"_s)),
              protocol::ClientCommand(removal(message, u"d2"_s))}) {
            world.forget();
            world.say(u"mara"_s, command);
            QCOMPARE(world.error(u"mara"_s), u"rateLimited"_s);
        }
    }

    void whatIsNotStoredIsNotTold()
    {
        Scene scene;
        const Message message = scene.said(u"mara"_s, u"one"_s);
        scene.world.store.setCommitsFail(true);
        for (const protocol::ClientCommand &command :
             {protocol::ClientCommand(edit(message, u"two"_s)), protocol::ClientCommand(removal(message)),
              protocol::ClientCommand(reaction(message, u"👍"_s)), protocol::ClientCommand(pin(message)),
              protocol::ClientCommand(Prefs{.id = u"x"_s, .set = {{u"a"_s, u"b"_s}}, .after = {}})})
            QCOMPARE(scene.refusal(u"mara"_s, command), u"unavailable "_s);
    }

    // --- what an account keeps ----------------------------------------------------------------------------------

    void prefsAreToldToOnesOtherDevices()
    {
        Scene scene;
        scene.world.signIn(u"tablet"_s, u"Mara"_s);
        scene.world.forget();
        const QList<protocol::Pref> set{{u"mute:group"_s, u"1"_s}, {u"draft:group"_s, u"half"_s}};
        scene.world.say(u"mara"_s, Prefs{.id = u"x"_s, .set = set, .after = {}});
        QCOMPARE(scene.world.verbs(u"mara"_s), u"ack"_s);
        QCOMPARE(scene.world.verbs(u"ilja"_s), QString());
        QCOMPARE(scene.world.one<protocol::PrefList>(u"tablet"_s),
                 (protocol::PrefList{.id = {}, .prefs = set, .next = {}}));
        scene.world.forget();
        scene.world.say(u"tablet"_s, Prefs{.id = u"y"_s, .set = {}, .after = {}});
        QCOMPARE(scene.world.one<protocol::PrefList>(u"tablet"_s),
                 (protocol::PrefList{.id = u"y"_s, .prefs = {set.at(1), set.at(0)}, .next = {}}));
        scene.world.forget();
        scene.world.say(u"ilja"_s, Prefs{.id = u"z"_s, .set = {}, .after = {}});
        QVERIFY(scene.world.one<protocol::PrefList>(u"ilja"_s).prefs.isEmpty());
        QCOMPARE(scene.world.verbs(u"ilja"_s), u"prefs"_s);
    }

    void prefsThatAreRefused()
    {
        Scene scene;
        const QString eight(8 * 1024, u'x');
        for (int i = 0; i < 127; ++i)
            scene.world.say(u"mara"_s, Prefs{.id = u"x"_s, .set = {{u"key %1"_s.arg(i), eight}}, .after = {}});
        QCOMPARE(scene.refusal(u"mara"_s, Prefs{.id = u"x"_s, .set = {{u"one more"_s, eight}}, .after = {}}),
                 u"tooLarge set"_s);
        scene.world.guest(u"gast"_s, u"Gast"_s);
        QCOMPARE(scene.refusal(u"gast"_s, Prefs{.id = u"x"_s, .set = {}, .after = {}}), u"forbidden "_s);
    }

    void manyPrefsComeInPages()
    {
        Scene scene;
        for (int i = 0; i < 10; ++i)
            scene.world.say(u"mara"_s,
                            Prefs{.id = u"x"_s, .set = {{u"key %1"_s.arg(i), QString(8000, u'x')}}, .after = {}});
        QStringList keys;
        QString after;
        do {
            scene.world.forget();
            scene.world.say(u"mara"_s, Prefs{.id = u"l"_s, .set = {}, .after = after});
            const auto page = scene.world.one<protocol::PrefList>(u"mara"_s);
            QVERIFY(protocol::encodedSize(page) <= protocol::limits::frameBytes);
            QVERIFY(!page.prefs.isEmpty());
            for (const protocol::Pref &pref : page.prefs)
                keys.append(pref.key);
            after = page.next;
        } while (!after.isEmpty());
        QCOMPARE(keys.size(), 10);
    }
};

CONFAB_APPLESS_TEST(TestCoreRevisions)
#include "tst_core_revisions.moc"
