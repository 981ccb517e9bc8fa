// SPDX-License-Identifier: GPL-3.0-or-later
// The plain dialect, sentence by sentence.
#include "core_world.h"
#include "test_program.h"

#include <confab/protocol/names.h>

#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;

namespace
{

QByteArray frame(const char *type, const char *fields)
{
    return QByteArray("{\"action\":\"sendMessage\",\"type\":\"") + type + "\"" + fields + "}";
}

QByteArray registerAs(const QByteArray &name)
{
    return "{\"type\":\"register\",\"username\":\"" + name + "\"}";
}

QList<protocol::Message> history(CoreWorld &world, const QString &conversation, const QString &viewer)
{
    core::HistoryQuery query;
    query.conversation = conversation;
    query.viewer = viewer;
    const auto page = world.store.reads().history(query);
    return page ? page->messages : QList<protocol::Message>();
}

} // namespace

class TestCorePlain : public QObject
{
    Q_OBJECT

private slots:
    void oneFrame_data()
    {
        QTest::addColumn<QByteArray>("frame");
        QTest::addColumn<QStringList>("toSender");
        QTest::addColumn<QStringList>("toOther");

        const QStringList nothing;
        const auto both = [](const QString &text) { return QStringList{text}; };
        const auto row = [](const char *name, const QByteArray &given, const QStringList &sender,
                            const QStringList &other) { QTest::newRow(name) << given << sender << other; };

        row("register", registerAs("  Mara "), both(u"Mara has joined the chat."_s),
            both(u"Mara has joined the chat."_s));
        row("register empty", registerAs("   "), {u"Registration failed: Username cannot be empty."_s}, nothing);
        row("register without a name", frame("register", ""), {u"Registration failed: Username cannot be empty."_s},
            nothing);
        row("register a live name", registerAs("other"), {u"Registration failed: Username other is taken."_s}, nothing);
        row("register a live name by key", registerAs("OTHER"), {u"Registration failed: Username OTHER is taken."_s},
            nothing);
        row("register an account's name", registerAs("Ilja"), {u"Registration failed: Username Ilja is taken."_s},
            nothing);
        row("register a reserved name", registerAs("Admin"), {u"Registration failed: Username Admin is taken."_s},
            nothing);
        row("register an unseen character", registerAs("Ma\\u200bra"), {u"Error: the message was not accepted."_s},
            nothing);
        row("register two scripts", registerAs("M\\u0430ra"), {u"Error: the message was not accepted."_s}, nothing);
        row("register as a bot", registerAs("bot:helper"), {u"Error: the message was not accepted."_s}, nothing);
        row("register a long name", registerAs(QByteArray(33, 'x')), {u"Error: the message is too long."_s}, nothing);
        row("register with spaces inside", registerAs("Mara M."), both(u"Mara M. has joined the chat."_s),
            both(u"Mara M. has joined the chat."_s));
        row("broadcast", frame("sendMessage", ",\"message\":\"hello\""), both(u"hello"_s), both(u"hello"_s));
        row("broadcast as it came", frame("sendMessage", ",\"message\":\" a\\n b \""), both(u" a\n b "_s),
            both(u" a\n b "_s));
        row("an unknown type is a broadcast", frame("shout", ",\"message\":\"hello\""), both(u"hello"_s),
            both(u"hello"_s));
        row("no type is a broadcast", "{\"message\":\"hello\"}", both(u"hello"_s), both(u"hello"_s));
        row("empty broadcast", frame("sendMessage", ",\"message\":\"\""), nothing, nothing);
        row("no message", frame("sendMessage", ""), nothing, nothing);
        row("direct", frame("directMessage", ",\"to\":\" other \",\"message\":\" hi \""),
            {u"Message sent to other: hi"_s}, {u"hi"_s});
        row("direct by key", frame("directMessage", ",\"to\":\"OTHER\",\"message\":\"hi\""),
            {u"Message sent to OTHER: hi"_s}, {u"hi"_s});
        row("direct to an account", frame("directMessage", ",\"to\":\"ilja\",\"message\":\"hi\""),
            {u"Message sent to ilja: hi"_s}, nothing);
        row("direct without to", frame("directMessage", ",\"message\":\"hi\""), {u"DM failed: Invalid payload."_s},
            nothing);
        row("direct with nothing to say", frame("directMessage", ",\"to\":\"other\",\"message\":\"  \""),
            {u"DM failed: Invalid payload."_s}, nothing);
        row("direct to nobody", frame("directMessage", ",\"to\":\"nobody\",\"message\":\"hi\""),
            {u"DM failed: User nobody does not exist or is not registered."_s}, nothing);
        row("direct to who has no name", frame("directMessage", ",\"to\":\"Anonymous\",\"message\":\"hi\""),
            {u"DM failed: User Anonymous does not exist or is not registered."_s}, nothing);
        row("bot", frame("bot", ",\"message\":\" ping \""), both(u"Bot: pong"_s), both(u"Bot: pong"_s));
        row("bot without words", frame("bot", ",\"message\":\" \""),
            {u"Bot request failed: Message cannot be empty."_s}, nothing);
        row("not JSON", "hello", {u"Error: the message is not a JSON object."_s}, nothing);
        row("a list", "[]", {u"Error: the message is not a JSON object."_s}, nothing);
        row("a field of another kind", frame("sendMessage", ",\"message\":1"),
            {u"Error: the message is not a JSON object."_s}, nothing);
        row("too long", "{\"message\":\"" + QByteArray(8193, 'x') + "\"}", {u"Error: the message is too long."_s},
            nothing);
    }

    void oneFrame()
    {
        QFETCH(QByteArray, frame);
        QFETCH(QStringList, toSender);
        QFETCH(QStringList, toOther);
        CoreWorld world;
        world.signUp(u"c1"_s, u"Ilja"_s);
        world.disconnect(u"c1"_s);
        world.connect(u"p1"_s);
        world.connect(u"p2"_s);
        world.plain(u"p2"_s, registerAs("other"));
        world.forget();

        world.plain(u"p1"_s, frame);
        QCOMPARE(world.texts(u"p1"_s), toSender);
        QCOMPARE(world.texts(u"p2"_s), toOther);
        QVERIFY(world.courier.closed().isEmpty());
    }

    void oneKeepsOnesOwnName()
    {
        CoreWorld world;
        world.connect(u"p1"_s);
        world.plain(u"p1"_s, registerAs("Mara"));
        world.forget();
        world.plain(u"p1"_s, registerAs("mara"));
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"mara has joined the chat."_s});
    }

    void comesAndGoes()
    {
        CoreWorld world;
        world.connect(u"p1"_s);
        QCOMPARE(world.store.connections().list().constFirst().username, u"Anonymous"_s);
        QVERIFY(world.store.connections().list().constFirst().key.startsWith(u"~anonymous."_s));
        world.connect(u"p2"_s);
        world.plain(u"p2"_s, registerAs("Mara"));
        QCOMPARE(world.store.connections().list().constLast().username, u"Mara"_s);
        QCOMPARE(world.service->namesHere(), (QStringList{u"Anonymous"_s, u"Mara"_s}));
        world.forget();

        world.disconnect(u"p2"_s);
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"Mara has left the chat."_s});
        QCOMPARE(world.texts(u"p2"_s), QStringList());
        world.connect(u"p3"_s);
        world.disconnect(u"p1"_s);
        QCOMPARE(world.texts(u"p3"_s), QStringList{u"Anonymous has left the chat."_s});
        QCOMPARE(world.store.connections().list().size(), 1);
    }

    void aNameInTheSameTurnCountsAtOnce()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Ilja"_s);
        world.connect(u"p1"_s);
        world.forget();
        world.turn({{u"p1"_s, protocol::plain::parse(registerAs("Mara"))},
                    {u"p1"_s, protocol::plain::parse("{\"message\":\"hello\"}")}});
        const auto message = world.one<protocol::MessagePush>(u"c1"_s).message;
        QCOMPARE(protocol::guestName(message.author), u"Mara"_s);
        QVERIFY(protocol::isGuest(message.author));
        QCOMPARE(message.text, u"hello"_s);
        QCOMPARE(message.seq, 1);
        // The same end before and after: it is the same guest.
        world.forget();
        world.plain(u"p1"_s, registerAs("Marie"));
        world.plain(u"p1"_s, "{\"message\":\"again\"}");
        QCOMPARE(world.one<protocol::MessagePush>(u"c1"_s).message.author.right(4), message.author.right(4));
    }

    void theDialectsShareTheGroup()
    {
        CoreWorld world;
        world.connect(u"p1"_s);
        world.signUp(u"c1"_s, u"Ilja"_s);
        world.say(u"c1"_s, protocol::SendMessage{.id = u"m1"_s, .message = u"to all"_s});
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"to all"_s});
        QCOMPARE(world.verbs(u"c1"_s), u"ack message"_s);
        QCOMPARE(history(world, u"group"_s, u"ilja"_s).size(), 1);
    }

    void accountsComeAndGo()
    {
        CoreWorld world;
        world.connect(u"p1"_s);
        world.connect(u"c1"_s);
        world.say(u"c1"_s, protocol::SignUp{.id = u"i"_s,
                                            .username = u"Ilja"_s,
                                            .password = CoreWorld::passwordOf(u"Ilja"_s),
                                            .displayName = u"Ilja the Great"_s,
                                            .invite = {}});
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"Ilja has joined the chat."_s});
        world.forget();
        world.signIn(u"c2"_s, u"Ilja"_s);
        world.disconnect(u"c1"_s);
        QCOMPARE(world.texts(u"p1"_s), QStringList());
        world.disconnect(u"c2"_s);
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"Ilja has left the chat."_s});
        world.forget();
        world.guest(u"c3"_s, u"Gast"_s);
        world.disconnect(u"c3"_s);
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"Gast has left the chat."_s});
    }

    void directMessagesReachTheOtherDialect()
    {
        CoreWorld world;
        world.connect(u"p1"_s);
        world.plain(u"p1"_s, registerAs("Mara"));
        world.signUp(u"c1"_s, u"Ilja"_s);
        world.signIn(u"c2"_s, u"Ilja"_s);
        world.plain(u"p1"_s, frame("directMessage", ",\"to\":\"Ilja\",\"message\":\"hi\""));
        const auto message = world.one<protocol::MessagePush>(u"c1"_s).message;
        QCOMPARE(message.text, u"hi"_s);
        QCOMPARE(message.conversation, protocol::directConversation(protocol::keyOf(message.author), u"ilja"_s));
        QCOMPARE(world.one<protocol::MessagePush>(u"c2"_s).message, message);
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"Message sent to Ilja: hi"_s});

        world.forget();
        world.say(u"c1"_s, protocol::DirectMessage{.id = u"d1"_s, .to = message.author, .message = u"hi yourself"_s});
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"hi yourself"_s});
        QCOMPARE(world.verbs(u"c1"_s), u"ack message"_s);
        QCOMPARE(world.verbs(u"c2"_s), u"message"_s);

        world.forget();
        world.disconnect(u"p1"_s);
        world.say(u"c1"_s, protocol::DirectMessage{.id = u"d2"_s, .to = message.author, .message = u"gone?"_s});
        QCOMPARE(world.error(u"c1"_s), u"notFound"_s);
    }

    void directMessagesEndWithTheConnection()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Ilja"_s);
        const auto says = [&world](const QString &connection) {
            world.forget();
            world.plain(connection, frame("directMessage", ",\"to\":\"Ilja\",\"message\":\"hi\""));
            return world.one<protocol::MessagePush>(u"c1"_s).message.conversation;
        };
        world.connect(u"p1"_s);
        const QString nameless = says(u"p1"_s);
        world.plain(u"p1"_s, registerAs("Mara"));
        const QString named = says(u"p1"_s);
        QVERIFY(world.store.conversations().find(nameless) && world.store.conversations().find(named));
        world.forget();
        world.disconnect(u"p1"_s);
        QVERIFY(!world.store.conversations().find(nameless) && !world.store.conversations().find(named));
        QCOMPARE(world.all<protocol::ConversationGone>(u"c1"_s).size(), 2);

        // Also where the server went first.
        world.connect(u"p2"_s);
        const QString left = says(u"p2"_s);
        QVERIFY(world.store.conversations().find(left));
        world.restart();
        QVERIFY(!world.store.conversations().find(left));
    }

    void aDirectMessageToAConfabGuest()
    {
        CoreWorld world;
        world.connect(u"p1"_s);
        world.guest(u"c1"_s, u"Gast"_s);
        world.plain(u"p1"_s, frame("directMessage", ",\"to\":\"gast\",\"message\":\"hi\""));
        QCOMPARE(world.texts(u"p1"_s).constLast(), u"Message sent to gast: hi"_s);
        QCOMPARE(world.one<protocol::MessagePush>(u"c1"_s).message.text, u"hi"_s);
        world.forget();
        world.plain(u"p1"_s, registerAs("GAST"));
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"Registration failed: Username GAST is taken."_s});
    }

    void theBotAnswersEverybodyThere()
    {
        CoreWorld world;
        world.connect(u"p1"_s);
        world.connect(u"p2"_s);
        world.signUp(u"c1"_s, u"Ilja"_s);
        world.bot.answer.messages = {{.text = u"one"_s}, {.text = u"two"_s}};
        world.plain(u"p1"_s, frame("bot", ",\"message\":\"ping\""));
        QCOMPARE(world.texts(u"p2"_s), QStringList{u"Bot: one two"_s});
        QCOMPARE(world.verbs(u"c1"_s), QString());
        QCOMPARE(world.store.conversations().head(u"bot"_s).seq, 1);
        world.plain(u"p2"_s, frame("bot", ",\"message\":\"ping\""));
        // Each connection has a dialogue of its own.
        QCOMPARE(world.bot.asked.size(), 2);
        QVERIFY(world.bot.asked.at(0).session != world.bot.asked.at(1).session);
        QCOMPARE(world.bot.asked.at(0).text, u"ping"_s);

        world.forget();
        world.bot.answer.messages.clear();
        world.plain(u"p1"_s, frame("bot", ",\"message\":\"ping\""));
        QCOMPARE(world.texts(u"p2"_s), QStringList{u"Bot: I couldn't process that request."_s});

        world.forget();
        world.bot.answer.failure = u"no network"_s;
        world.plain(u"p1"_s, frame("bot", ",\"message\":\"ping\""));
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"Bot error: no network"_s});
        QCOMPARE(world.texts(u"p2"_s), QStringList());
    }

    void nothingIsToldThatIsNotStored()
    {
        CoreWorld world;
        world.connect(u"p1"_s);
        world.connect(u"p2"_s);
        world.store.setCommitsFail(true);
        const QList<QByteArray> frames{frame("sendMessage", ",\"message\":\"hello\""), registerAs("Mara"),
                                       frame("bot", ",\"message\":\"ping\"")};
        for (const QByteArray &one : frames) {
            world.forget();
            world.plain(u"p1"_s, one);
            QCOMPARE(world.texts(u"p1"_s), QStringList{u"Error: the message could not be stored."_s});
            QCOMPARE(world.texts(u"p2"_s), QStringList());
        }
        world.store.setCommitsFail(false);
        world.store.setOperationsFail(true);
        world.forget();
        world.plain(u"p1"_s, frames.constFirst());
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"Error: the message could not be stored."_s});
        QCOMPARE(world.texts(u"p2"_s), QStringList());

        world.store.setOperationsFail(false);
        world.forget();
        world.plain(u"p1"_s, frames.constFirst());
        QCOMPARE(world.texts(u"p2"_s), QStringList{u"hello"_s});
        QCOMPARE(world.store.conversations().head(u"group"_s).seq, 1);
    }

    void tooFast()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.rateLimits = true;
        settings.limits.messagesPerSecond = 1;
        settings.limits.burst = 3;
        CoreWorld world(settings);
        world.connect(u"p1"_s);
        for (int i = 0; i < 3; ++i)
            world.plain(u"p1"_s, "{\"message\":\"hello\"}");
        world.forget();
        world.plain(u"p1"_s, "{\"message\":\"one too many\"}");
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"Error: too many messages, wait 1 s."_s});
        world.forget();
        world.clock.advance(1000);
        world.plain(u"p1"_s, "{\"message\":\"hello\"}");
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"hello"_s});
        // Whoever does not listen is cut off.
        for (int i = 0; i < 300; ++i)
            world.plain(u"p1"_s, "{\"message\":\"hello\"}");
        QCOMPARE(world.courier.closed().size(), 1);
        QCOMPARE(world.courier.closed().constFirst().code, 1008);
    }

    void elsewhereAnAccountIsNeeded()
    {
        CoreWorld world(CoreWorld::invite());
        world.connect(u"p1"_s);
        world.turn({{u"p1"_s, protocol::plain::parse("{\"message\":\"one\"}")},
                    {u"p1"_s, protocol::plain::parse("{\"message\":\"two\"}")}});
        QCOMPARE(world.texts(u"p1"_s), QStringList{u"This server needs an account: use Confab to sign in."_s});
        QCOMPARE(world.courier.closed().size(), 1);
        QCOMPARE(world.courier.closed().constFirst().code, 1008);
        QCOMPARE(world.store.conversations().head(u"group"_s).seq, 0);
    }

    void whoIsNotLetInHearsNothing()
    {
        core::ServerSettings settings = CoreWorld::invite();
        settings.signUpNeedsInvite = false;
        CoreWorld world(settings);
        world.connect(u"p1"_s);
        world.connect(u"c1"_s);
        world.say(u"c1"_s, protocol::SignUp{.id = u"i"_s,
                                            .username = u"Ilja"_s,
                                            .password = CoreWorld::passwordOf(u"Ilja"_s),
                                            .displayName = {},
                                            .invite = {}});
        world.say(u"c1"_s, protocol::SendMessage{.id = u"m1"_s, .message = u"among us"_s});
        QCOMPARE(world.verbs(u"c1"_s), u"session conversation ack message"_s);
        world.disconnect(u"c1"_s);
        QCOMPARE(world.texts(u"p1"_s), QStringList());
    }

    void connectionsOfAnEarlierRunAreCleared()
    {
        CoreWorld world;
        world.connect(u"p1"_s);
        QCOMPARE(world.store.connections().list().size(), 1);
        world.restart();
        QCOMPARE(world.store.connections().list().size(), 0);
        // What a connection of that run still says goes nowhere.
        world.plain(u"p1"_s, "{\"message\":\"hello\"}");
        QCOMPARE(world.store.conversations().head(u"group"_s).seq, 0);
    }
};

CONFAB_APPLESS_TEST(TestCorePlain)
#include "tst_core_plain.moc"
