// SPDX-License-Identifier: GPL-3.0-or-later
// Messages, direct messages, bots, marks: what is stored, who is told, and in which order.
#include "core_world.h"
#include "test_program.h"

#include <confab/protocol/names.h>

#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using protocol::AskBot;
using protocol::DirectMessage;
using protocol::MarkRead;
using protocol::MessagePush;
using protocol::SendMessage;

namespace
{

SendMessage toGroup(const QString &id, const QString &text)
{
    return {.id = id, .message = text};
}

} // namespace

class TestCoreTalk : public QObject
{
    Q_OBJECT

private slots:
    void everybodyHears()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.connect(u"c3"_s); // has not signed in
        world.say(u"c1"_s, toGroup(u"m1"_s, u" hello "_s));
        QCOMPARE(world.verbs(u"c1"_s), u"ack message"_s);
        QCOMPARE(world.verbs(u"c2"_s), u"message"_s);
        QCOMPARE(world.verbs(u"c3"_s), QString());

        const auto ack = world.one<protocol::Ack>(u"c1"_s);
        const auto message = world.one<MessagePush>(u"c2"_s).message;
        QCOMPARE(ack.id, u"m1"_s);
        QCOMPARE(ack.conversation, u"group"_s);
        QCOMPARE(ack.seq, 1);
        QCOMPARE(ack.rev, message.rev);
        QCOMPARE(*ack.at, world.clock.now());
        QCOMPARE(message.author, u"Mara"_s);
        QCOMPARE(message.authorVer, 1);
        QCOMPARE(message.text, u" hello "_s);
        QCOMPARE(message.id, u"m1"_s);
        QCOMPARE(message.seq, 1);
    }

    void answersComeInTheOrderOfTheCommands()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        const int before = world.store.commitCount();
        world.turn({{u"c1"_s, toGroup(u"m1"_s, u"one"_s)},
                    {u"c1"_s, protocol::Ping{.id = u"p1"_s, .revs = {}}},
                    {u"c2"_s, toGroup(u"m2"_s, u"two"_s)},
                    {u"c1"_s, toGroup(u"m3"_s, u"  "_s)},
                    {u"c1"_s, toGroup(u"m4"_s, u"three"_s)}});
        QCOMPARE(world.store.commitCount(), before + 1); // one commit for all
        QCOMPARE(world.verbs(u"c1"_s), u"ack message pong message error ack message"_s);
        QCOMPARE(world.verbs(u"c2"_s), u"message ack message message"_s);
        QStringList texts;
        for (const auto &push : world.all<MessagePush>(u"c2"_s))
            texts.append(push.message.text);
        QCOMPARE(texts, (QStringList{u"one"_s, u"two"_s, u"three"_s}));
    }

    void aFailedCommitIsToldToAllInItAndToNobodyElse()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.store.setCommitsFail(true);
        world.turn({{u"c1"_s, toGroup(u"m1"_s, u"one"_s)},
                    {u"c2"_s, toGroup(u"m2"_s, u"two"_s)},
                    {u"c2"_s, protocol::Ping{.id = u"p1"_s, .revs = {}}},
                    {u"c1"_s, DirectMessage{.id = u"m3"_s, .to = u"Ilja"_s, .message = u"three"_s}}});
        QCOMPARE(world.verbs(u"c1"_s), u"error error"_s);
        QCOMPARE(world.verbs(u"c2"_s), u"error pong"_s);
        for (const auto &error : world.all<protocol::ErrorFrame>(u"c1"_s))
            QCOMPARE(error.code, protocol::ErrorCode::Unavailable);
        QCOMPARE(world.store.conversations().head(u"group"_s).seq, 0);

        // The same commands once the disk is well.
        world.store.setCommitsFail(false);
        world.forget();
        world.say(u"c1"_s, toGroup(u"m1"_s, u"one"_s));
        QCOMPARE(world.one<protocol::Ack>(u"c1"_s).seq, 1);
    }

    void aFailingOperation()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.store.setOperationsFail(true);
        world.say(u"c1"_s, toGroup(u"m1"_s, u"one"_s));
        QCOMPARE(world.error(u"c1"_s), u"unavailable"_s);
        QCOMPARE(world.verbs(u"c1"_s), u"error"_s);
    }

    void aRepeatIsAckedAndNotSaidTwice()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s, toGroup(u"m1"_s, u"one"_s));
        const auto ack = world.one<protocol::Ack>(u"c1"_s);
        world.say(u"c1"_s, toGroup(u"m2"_s, u"two"_s));
        world.forget();
        world.clock.advance(60'000);
        for (int i = 0; i < 1000; ++i)
            world.say(u"c1"_s, toGroup(u"m1"_s, u"one"_s));
        QCOMPARE(world.all<protocol::Ack>(u"c1"_s).size(), 1000);
        QCOMPARE(world.all<protocol::Ack>(u"c1"_s).constLast(), ack);
        QCOMPARE(world.sent(u"c1"_s).size(), 1000);
        QCOMPARE(world.verbs(u"c2"_s), QString());
        QCOMPARE(world.store.conversations().head(u"group"_s).seq, 2);
    }

    void anUsedIdWithOtherWordsIsAConflict()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s, toGroup(u"m1"_s, u"one"_s));
        world.forget();
        world.say(u"c1"_s, toGroup(u"m1"_s, u"other"_s));
        QCOMPARE(world.error(u"c1"_s), u"conflict"_s);
        world.forget();
        world.say(u"c1"_s, DirectMessage{.id = u"m1"_s, .to = u"Ilja"_s, .message = u"one"_s});
        QCOMPARE(world.error(u"c1"_s), u"conflict"_s);
        // Ids are each account's own.
        world.forget();
        world.say(u"c2"_s, toGroup(u"m1"_s, u"other"_s));
        QCOMPARE(world.verbs(u"c2"_s), u"ack message"_s);
    }

    void aClockTenYearsOff()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        const QDateTime right = world.clock.now();
        QDateTime last;
        int seq = 0;
        for (const int years : {0, -10, 0, 10, 0}) {
            world.clock.set(right.addYears(years));
            world.forget();
            world.say(u"c1"_s, toGroup(u"m%1"_s.arg(++seq), u"hello"_s));
            QCOMPARE(world.verbs(u"c1"_s), u"ack message"_s);
            const auto message = world.one<MessagePush>(u"c2"_s).message;
            QCOMPARE(message.seq, seq);
            QVERIFY(!last.isValid() || message.at >= last);
            last = message.at;
        }
        // Once right again it stays at the latest time that it has told until it gets there.
        QCOMPARE(last, right.addYears(10));
    }

    void errorsAreNotRemembered()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        const DirectMessage early{.id = u"m1"_s, .to = u"Ilja"_s, .message = u"one"_s};
        world.say(u"c1"_s, early);
        QCOMPARE(world.error(u"c1"_s), u"notFound"_s);
        QCOMPARE(world.one<protocol::ErrorFrame>(u"c1"_s).field, u"to"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s, early);
        QCOMPARE(world.verbs(u"c1"_s), u"ack message conversation"_s);
    }

    void directMessages()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.signUp(u"c3"_s, u"Zoe"_s);
        world.say(u"c1"_s, DirectMessage{.id = u"m1"_s, .to = u"ILJA"_s, .message = u"hi"_s});
        QCOMPARE(world.one<protocol::Ack>(u"c1"_s).conversation, u"dm:ilja:mara"_s);
        QCOMPARE(world.one<MessagePush>(u"c2"_s).message.text, u"hi"_s);
        QCOMPARE(world.verbs(u"c1"_s), u"ack message conversation"_s);
        QCOMPARE(world.verbs(u"c3"_s), QString());

        // Somebody who is away gets it later.
        world.disconnect(u"c2"_s);
        world.forget();
        world.say(u"c1"_s, DirectMessage{.id = u"m2"_s, .to = u"Ilja"_s, .message = u"later"_s});
        QCOMPARE(world.one<protocol::Ack>(u"c1"_s).seq, 2);
    }

    void notesToOneself()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signIn(u"c2"_s, u"Mara"_s);
        world.say(u"c1"_s, DirectMessage{.id = u"m1"_s, .to = u"Mara"_s, .message = u"milk"_s});
        QCOMPARE(world.one<protocol::Ack>(u"c1"_s).conversation, u"dm:mara:mara"_s);
        QCOMPARE(world.verbs(u"c1"_s), u"ack message conversation"_s);
        QCOMPARE(world.verbs(u"c2"_s), u"message conversation"_s);
    }

    void twoDevicesOfOnePerson()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signIn(u"c2"_s, u"Mara"_s);
        world.signUp(u"c3"_s, u"Ilja"_s);
        world.say(u"c1"_s, DirectMessage{.id = u"m1"_s, .to = u"Ilja"_s, .message = u"hi"_s});
        QCOMPARE(world.verbs(u"c1"_s), u"ack message conversation"_s);
        QCOMPARE(world.verbs(u"c2"_s), u"message conversation"_s);
        // The same command from the other device, as when an outbox moves.
        world.forget();
        world.say(u"c2"_s, DirectMessage{.id = u"m1"_s, .to = u"Ilja"_s, .message = u"hi"_s});
        QCOMPARE(world.verbs(u"c2"_s), u"ack"_s);
    }

    void guestsTalk()
    {
        CoreWorld world;
        world.guest(u"c1"_s, u"Gast"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s, toGroup(u"m1"_s, u"hello"_s));
        const QString author = world.one<MessagePush>(u"c2"_s).message.author;
        QVERIFY(protocol::isGuest(author));
        world.forget();
        world.say(u"c2"_s, DirectMessage{.id = u"d1"_s, .to = author, .message = u"hi"_s});
        QCOMPARE(world.one<MessagePush>(u"c1"_s).message.text, u"hi"_s);
        const auto ack = world.one<protocol::Ack>(u"c2"_s);
        world.disconnect(u"c1"_s);
        world.forget();
        world.say(u"c2"_s, DirectMessage{.id = u"d2"_s, .to = author, .message = u"hi"_s});
        QCOMPARE(world.error(u"c2"_s), u"notFound"_s);
        QCOMPARE(world.one<protocol::ErrorFrame>(u"c2"_s).field, u"to"_s);
        // It was said while they were here: the ack was lost, not the message.
        world.forget();
        world.say(u"c2"_s, DirectMessage{.id = u"d1"_s, .to = author, .message = u"hi"_s});
        QCOMPARE(world.one<protocol::Ack>(u"c2"_s), ack);
    }

    void wordsAreNeeded_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("spaces") << u"   "_s;
        QTest::newRow("lines") << u"\n\t\n"_s;
        QTest::newRow("a wide space") << u"\u3000"_s;
    }
    void wordsAreNeeded()
    {
        QFETCH(QString, text);
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        const QList<protocol::ClientCommand> commands{toGroup(u"m1"_s, text),
                                                      DirectMessage{.id = u"m2"_s, .to = u"Mara"_s, .message = text},
                                                      AskBot{.id = u"m3"_s, .bot = {}, .message = text}};
        for (const auto &command : commands) {
            world.forget();
            world.say(u"c1"_s, command);
            QCOMPARE(world.error(u"c1"_s), u"badField"_s);
            QCOMPARE(world.one<protocol::ErrorFrame>(u"c1"_s).field, u"message"_s);
        }
    }

    void onlyGroupAndRoomsAreSentTo()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        for (const QString &conversation :
             {u"bot"_s, u"dm:mara:mara"_s, u"bot:helper:mara"_s, u"room:NONE"_s, u"x"_s}) {
            world.forget();
            world.say(u"c1"_s, SendMessage{.id = u"m1"_s, .conversation = conversation, .message = u"hi"_s});
            QCOMPARE(world.error(u"c1"_s), u"notFound"_s);
        }
    }

    void aFrameThatCouldNotBeRead()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.turn({{u"c1"_s, protocol::FrameError{protocol::ErrorCode::TooLarge, u"long"_s, u"message"_s, u"m1"_s}}});
        const auto error = world.one<protocol::ErrorFrame>(u"c1"_s);
        QCOMPARE(error.code, protocol::ErrorCode::TooLarge);
        QCOMPARE(error.id, u"m1"_s);
        QCOMPARE(error.field, u"message"_s);
    }

    void mentions()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.signUp(u"c3"_s, u"a.b"_s);
        world.say(u"c1"_s, toGroup(u"m1"_s, u"@ilja, @ILJA and @a.b. but x@mara @nobody @"_s));
        QCOMPARE(world.one<MessagePush>(u"c2"_s).message.mentions, (QStringList{u"Ilja"_s, u"a.b"_s}));
        // Who is not in the room is not called.
        world.say(u"c1"_s, protocol::CreateRoom{
                               .id = u"r1"_s, .name = u"Room"_s, .topic = {}, .isPublic = false, .members = {}});
        const QString room = world.all<protocol::Ack>(u"c1"_s).constLast().conversation;
        world.forget();
        world.say(u"c1"_s, SendMessage{.id = u"m2"_s, .conversation = room, .message = u"@ilja @mara"_s});
        QCOMPARE(world.one<MessagePush>(u"c1"_s).message.mentions, QStringList{u"Mara"_s});
    }

    void allAreCalledByWhoRunsTheRoom()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        const auto calls = [&world](const QString &who, const QString &conversation, const QString &text) {
            static int number = 0;
            world.forget();
            world.say(who, SendMessage{.id = u"a%1"_s.arg(++number), .conversation = conversation, .message = text});
            return world.one<MessagePush>(u"c2"_s).message.mentions.join(u' ');
        };
        QCOMPARE(calls(u"c1"_s, u"group"_s, u"@all, look"_s), QString());
        world.say(u"c1"_s,
                  protocol::CreateRoom{
                      .id = u"r1"_s, .name = u"Room"_s, .topic = {}, .isPublic = false, .members = {u"Ilja"_s}});
        const QString room = world.all<protocol::Ack>(u"c1"_s).constLast().conversation;
        QCOMPARE(calls(u"c1"_s, room, u"@ALL. And @all, @ilja"_s), u"all Ilja"_s);
        QCOMPARE(calls(u"c2"_s, room, u"@all"_s), QString());
        // Elsewhere whoever runs the server.
        QVERIFY(std::holds_alternative<core::Account>(
            world.store.accounts().setRole(u"ilja"_s, protocol::Role::Moderator)));
        world.signIn(u"c3"_s, u"Ilja"_s);
        QCOMPARE(calls(u"c3"_s, u"group"_s, u"@all"_s), u"all"_s);
        QCOMPARE(calls(u"c3"_s, u"group"_s, u"@allo x@all"_s), QString());
    }

    void tooFast()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.rateLimits = true;
        settings.limits.messagesPerSecond = 2;
        settings.limits.burst = 4;
        CoreWorld world(settings);
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signIn(u"c2"_s, u"Mara"_s);
        for (int i = 0; i < 5; ++i)
            world.say(u"c1"_s, toGroup(u"m%1"_s.arg(i), u"x"_s));
        QCOMPARE(world.all<protocol::Ack>(u"c1"_s).size(), 4);
        const auto error = world.one<protocol::ErrorFrame>(u"c1"_s);
        QCOMPARE(error.code, protocol::ErrorCode::RateLimited);
        QCOMPARE(error.retryAfterMs, 500);
        world.forget();
        world.clock.advance(error.retryAfterMs);
        world.say(u"c1"_s, toGroup(u"m4"_s, u"x"_s));
        QCOMPARE(world.verbs(u"c1"_s), u"ack message"_s);
        // A bucket for each connection.
        world.forget();
        world.say(u"c2"_s, toGroup(u"n1"_s, u"x"_s));
        QCOMPARE(world.verbs(u"c2"_s), u"ack message"_s);

        for (int i = 0; i < 300; ++i)
            world.say(u"c1"_s, toGroup(u"f%1"_s.arg(i), u"x"_s));
        QCOMPARE(world.courier.closed().constFirst(),
                 (RecordingCourier::Closed{u"c1"_s, 1008, u"too many messages"_s}));
    }

    // --- bots ---------------------------------------------------------------------------------------------------

    void aBotAnswers()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signIn(u"c2"_s, u"Mara"_s);
        world.signUp(u"c3"_s, u"Ilja"_s);
        world.bot.answer.messages = {{.text = u"one"_s}, {.text = u"two"_s}};
        world.bot.setHeld(true);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        QCOMPARE(world.verbs(u"c1"_s), u"ack message conversation typing"_s);
        QCOMPARE(world.one<protocol::Ack>(u"c1"_s).conversation, u"bot:helper:mara"_s);
        world.forget();
        world.bot.release();
        const auto answer = world.one<MessagePush>(u"c2"_s).message;
        QCOMPARE(answer.author, u"bot:helper"_s);
        QCOMPARE(answer.text, u"one\n\ntwo"_s);
        QCOMPARE(answer.stream, u"q1"_s);
        QCOMPARE(answer.seq, 2);
        QCOMPARE(world.verbs(u"c3"_s), QString());

        // A repeat of the question is not asked again.
        world.forget();
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        QCOMPARE(world.verbs(u"c1"_s), u"ack"_s);
        QCOMPARE(world.bot.asked.size(), 1);
        world.say(u"c1"_s, AskBot{.id = u"q2"_s, .bot = u"helper"_s, .message = u"ping"_s});
        QCOMPARE(world.bot.asked.at(0).session, world.bot.asked.at(1).session);
    }

    void aBotThatAnswersAtOnceAnswersAfterTheAck()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.turn({{u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s}},
                    {u"c1"_s, toGroup(u"m1"_s, u"meanwhile"_s)}});
        QCOMPARE(world.verbs(u"c1"_s), u"ack message conversation typing ack message message"_s);
        QCOMPARE(world.all<MessagePush>(u"c1"_s).constLast().message.text, u"pong"_s);
    }

    void aBotThatFails()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.bot.answer = {.messages = {}, .failure = u"no network"_s};
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        const auto answer = world.all<MessagePush>(u"c1"_s).constLast().message;
        QCOMPARE(answer.text, u"The bot could not answer: no network"_s);
        QCOMPARE(answer.author, u"bot:helper"_s);
    }

    // A restart begins no new day.
    void aBotAnswersSoOftenADay()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"p"_s);
        world.bot.mostADay = 2;
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"one"_s});
        world.restart();
        world.signIn(u"c1"_s, u"Mara"_s);
        world.connect(u"p"_s);
        world.plain(u"p"_s, R"({"type":"bot","message":"two"})");
        QCOMPARE(world.texts(u"p"_s), QStringList{u"Bot: pong"_s});
        QCOMPARE(world.bot.asked.size(), 2);

        world.forget();
        world.say(u"c1"_s, AskBot{.id = u"q3"_s, .bot = {}, .message = u"three"_s});
        QCOMPARE(world.bot.asked.size(), 2);
        QCOMPARE(world.all<MessagePush>(u"c1"_s).constLast().message.text,
                 u"The bot could not answer: It has answered as often as it may today."_s);
        world.plain(u"p"_s, R"({"type":"bot","message":"four"})");
        QCOMPARE(world.texts(u"p"_s), QStringList{u"Bot error: It has answered as often as it may today."_s});

        world.clock.advance(qint64{24} * 3600 * 1000);
        world.say(u"c1"_s, AskBot{.id = u"q5"_s, .bot = {}, .message = u"five"_s});
        QCOMPARE(world.bot.asked.size(), 3);
    }

    // Where it cannot be counted, it is not spent.
    void aBotWhoseCountCannotBeStored()
    {
        CoreWorld world;
        world.connect(u"p"_s);
        world.bot.mostADay = 2;
        world.store.setCommitsFail(true);
        world.plain(u"p"_s, R"({"type":"bot","message":"one"})");
        QCOMPARE(world.bot.asked.size(), 0);
        QCOMPARE(world.texts(u"p"_s), QStringList{u"Bot error: This server cannot store anything just now."_s});
    }

    // An id is its author's choice.
    void twoPeopleAskInOneRoomByOneId()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.bot.inRooms = true;
        world.forget();
        world.say(u"c1"_s, toGroup(u"same"_s, u"@helper one?"_s));
        world.say(u"c2"_s, toGroup(u"same"_s, u"@helper two?"_s));
        QCOMPARE(world.bot.asked.size(), 2);
        QCOMPARE(world.verbs(u"c1"_s).count(u"message"_s), 4);
    }

    void aBotsLongAnswerIsCut()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.bot.answer.messages = {{.text = QString(20'000, u'ä')}};
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        const qsizetype bytes = world.all<MessagePush>(u"c1"_s).constLast().message.text.toUtf8().size();
        QVERIFY(bytes > 1000 && bytes <= protocol::limits::textBytes);
    }

    void aBotThatIsNotThere()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = u"other"_s, .message = u"ping"_s});
        QCOMPARE(world.error(u"c1"_s), u"notFound"_s);
        QCOMPARE(world.one<protocol::ErrorFrame>(u"c1"_s).field, u"bot"_s);
    }

    void aBotThatAnswersWhenAllIsOver()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.bot.setHeld(true);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        world.restart();
        world.forget();
        world.bot.release();
        QCOMPARE(world.courier.log().size(), 0);
        QCOMPARE(world.store.conversations().head(u"bot:helper:mara"_s).seq, 1);
    }

    void aQuestionThatARestartCutShortIsAskedAgain()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"answered"_s});
        world.bot.setHeld(true);
        world.say(u"c1"_s, AskBot{.id = u"q2"_s, .bot = {}, .message = u"first"_s});
        world.say(u"c1"_s, AskBot{.id = u"q3"_s, .bot = {}, .message = u"second"_s});
        world.say(u"c2"_s, AskBot{.id = u"q4"_s, .bot = {}, .message = u"of Ilja"_s});
        world.bot.asked.clear();
        world.clock.advance(1'000);
        world.restart();
        QStringList texts;
        for (const core::BotQuestion &question : std::as_const(world.bot.asked))
            texts.append(question.text);
        QCOMPARE(texts, (QStringList{u"of Ilja"_s, u"first"_s, u"second"_s}));

        // Cut short once more: the answers of both runs are one, and after that nothing is left.
        world.clock.advance(1'000);
        world.restart();
        world.signIn(u"c3"_s, u"Mara"_s);
        world.bot.release();
        QCOMPARE(world.verbs(u"c3"_s), u"message message"_s);
        QCOMPARE(world.all<MessagePush>(u"c3"_s).constLast().message.stream, u"q3"_s);
        QCOMPARE(world.store.conversations().head(u"bot:helper:mara"_s).seq, 6);
        QCOMPARE(world.store.conversations().head(u"bot:helper:ilja"_s).seq, 2);
        world.bot.asked.clear();
        world.clock.advance(1'000);
        world.restart();
        QVERIFY(world.bot.asked.isEmpty());
    }

    void aQuestionThatARestartCutShortLongAgo_data()
    {
        QTest::addColumn<int>("seconds");
        QTest::addColumn<QString>("what");
        QTest::newRow("a minute") << 60 << u"asked"_s;
        QTest::newRow("longer") << 61 << u"told"_s;
        QTest::newRow("a day") << 24 * 3600 << u"told"_s;
        QTest::newRow("longer than that") << 24 * 3600 + 1 << u"nothing"_s;
    }
    void aQuestionThatARestartCutShortLongAgo()
    {
        QFETCH(int, seconds);
        QFETCH(QString, what);
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.bot.setHeld(true);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        world.bot.asked.clear();
        world.clock.advance(qint64{seconds} * 1000);
        world.restart();
        QCOMPARE(world.bot.asked.size(), what == "asked"_L1 ? 1 : 0);
        QCOMPARE(world.store.conversations().head(u"bot:helper:mara"_s).seq, what == "told"_L1 ? 2 : 1);
    }

    // --- more of bots -------------------------------------------------------------------------------------------

    void whatABotSaysInOneGo()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        const protocol::Card rooms{
            .title = u"Which room?"_s, .subtitle = {}, .imageUrl = {}, .buttons = {{u"A suite"_s, u"suite"_s}}};
        const protocol::Card sure{
            .title = u"Sure?"_s, .subtitle = {}, .imageUrl = {}, .buttons = {{u"Yes"_s, u"yes"_s}}};
        world.bot.answer.messages = {{.text = u"one"_s}, {.text = {}, .card = rooms}, {.text = {}, .card = sure}};
        world.bot.answer.dialogue = protocol::Dialogue{u"BookRoom"_s, u"InProgress"_s, {{u"RoomType"_s, {}}}};
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        const auto pushes = world.all<MessagePush>(u"c1"_s);
        QCOMPARE(pushes.size(), 3); // the question, and two cards are two messages
        QCOMPARE(pushes.at(1).message.text, u"one"_s);
        QCOMPARE(pushes.at(1).message.card, rooms);
        QVERIFY(!pushes.at(1).message.dialogue);
        QCOMPARE(pushes.at(2).message.text, u"Sure?"_s); // words for what shows no cards
        QCOMPARE(pushes.at(2).message.card, sure);
        QCOMPARE(pushes.at(2).message.dialogue, world.bot.answer.dialogue);
        QVERIFY(pushes.at(1).message.id != pushes.at(2).message.id);
    }

    // No Markdown for who reads it as it stands.
    void aBotsCodeIsABlock()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"p"_s);
        world.bot.answer.messages = {{.text = u"Booked."_s},
                                     {.text = u"{\"a\": \"```*b*\"}\n"_s, .card = {}, .isCode = true}};
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        QCOMPARE(world.all<MessagePush>(u"c1"_s).constLast().message.text,
                 u"Booked.\n\n````\n{\"a\": \"```*b*\"}\n````"_s);
        world.plain(u"p"_s, R"({"type":"bot","message":"ping"})");
        QCOMPARE(world.texts(u"p"_s), QStringList{u"Bot: Booked. {\"a\": \"```*b*\"}"_s});
    }

    void aFailureOffersToAskAgain()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.bot.answer = {.messages = {}, .failure = u"no network"_s};
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        const auto told = world.all<MessagePush>(u"c1"_s).constLast().message;
        QVERIFY(told.card);
        QCOMPARE(told.card->buttons, (QList<protocol::CardButton>{{u"Ask again"_s, u"ping"_s}}));
        world.say(u"c1"_s, AskBot{.id = u"q2"_s, .bot = {}, .message = QString(300, u'x')});
        QVERIFY(!world.all<MessagePush>(u"c1"_s).constLast().message.card);
    }

    void anAnswerThatIsComing()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.bot.setHeld(true);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        world.forget();
        world.clock.advance(1'000);
        world.bot.tell(u"po"_s);
        world.bot.tell(u"pon"_s); // four a second
        world.clock.advance(250);
        world.bot.tell(u"pong"_s);
        const auto parts = world.all<protocol::Partial>(u"c1"_s);
        QCOMPARE(parts.size(), 2);
        QCOMPARE(parts.at(1).text, u"pong"_s);
        QCOMPARE(parts.at(1).stream, u"q1"_s);
        QCOMPARE(parts.at(1).author, u"bot:helper"_s);
        QCOMPARE(world.verbs(u"c2"_s), QString());

        // Stopped by whoever asked, and by nobody else.
        world.say(u"c2"_s,
                  protocol::StopAnswer{.id = u"s1"_s, .conversation = u"bot:helper:mara"_s, .stream = u"q1"_s});
        QCOMPARE(world.error(u"c2"_s), u"notFound"_s);
        QVERIFY(world.bot.stopped.isEmpty());
        world.say(u"c1"_s,
                  protocol::StopAnswer{.id = u"s2"_s, .conversation = u"bot:helper:mara"_s, .stream = u"q1"_s});
        QCOMPARE(world.bot.stopped, QStringList{u"bot:helper:mara"_s});
        world.bot.release();
        world.forget();
        world.say(u"c1"_s,
                  protocol::StopAnswer{.id = u"s3"_s, .conversation = u"bot:helper:mara"_s, .stream = u"q1"_s});
        QCOMPARE(world.error(u"c1"_s), u"notFound"_s);
    }

    void anAnswerThatCannotBeStored_data()
    {
        QTest::addColumn<bool>("commitFails");
        QTest::newRow("the operation") << false;
        QTest::newRow("the commit") << true;
    }
    // No message ends what was coming, so that is said.
    void anAnswerThatCannotBeStored()
    {
        QFETCH(bool, commitFails);
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.bot.setHeld(true);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        world.clock.advance(1'000);
        world.bot.tell(u"po"_s);
        world.forget();
        if (commitFails)
            world.store.setCommitsFail(true);
        else
            world.store.setOperationsFail(true);
        world.bot.release();
        QCOMPARE(world.verbs(u"c1"_s), u"partial"_s);
        const protocol::Partial end{.conversation = u"bot:helper:mara"_s,
                                    .stream = u"q1"_s,
                                    .author = u"bot:helper"_s,
                                    .text = {},
                                    .end = true};
        QCOMPARE(world.one<protocol::Partial>(u"c1"_s), end);
        QCOMPARE(world.verbs(u"c2"_s), QString());
    }

    void whatComesIsToldToWhoeverAsked()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.bot.setHeld(true);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"mine"_s});
        const auto tellMara = world.bot.tell;
        // Somebody else's question with the same id.
        world.say(u"c2"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"theirs"_s});
        world.forget();
        world.clock.advance(1'000);
        tellMara(u"for Mara"_s);
        QCOMPARE(world.one<protocol::Partial>(u"c1"_s).text, u"for Mara"_s);
        QCOMPARE(world.verbs(u"c2"_s), QString());
        world.say(u"c1"_s,
                  protocol::StopAnswer{.id = u"s1"_s, .conversation = u"bot:helper:mara"_s, .stream = u"q1"_s});
        QCOMPARE(world.bot.stopped, QStringList{u"bot:helper:mara"_s});
    }

    void aDialogueBeginsAnewAndIsForgotten()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        world.forget();
        world.say(u"c1"_s, protocol::StartOver{.id = u"s1"_s, .bot = {}});
        QCOMPARE(world.verbs(u"c1"_s), u"ack"_s);
        QCOMPARE(world.bot.forgotten, QStringList{u"bot:helper:mara"_s});

        world.bot.startOverFails = u"no network"_s;
        world.say(u"c1"_s, protocol::DeleteDialogue{.id = u"d1"_s, .bot = {}});
        QCOMPARE(world.error(u"c1"_s), u"botUnavailable"_s);
        QCOMPARE(world.store.conversations().head(u"bot:helper:mara"_s).first, 1);

        world.bot.startOverFails.clear();
        world.forget();
        world.say(u"c1"_s, protocol::DeleteDialogue{.id = u"d2"_s, .bot = {}});
        QCOMPARE(world.verbs(u"c1"_s), u"ack conversation"_s);
        QCOMPARE(world.one<protocol::ConversationPush>(u"c1"_s).conversation.first, 3);
        world.forget();
        world.say(u"c1"_s, protocol::DeleteDialogue{.id = u"d2"_s, .bot = {}});
        QCOMPARE(world.verbs(u"c1"_s), u"ack"_s);
    }

    void aBotIsCalledWherePeopleTalk()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s, toGroup(u"m0"_s, u"@helper are you there"_s));
        QVERIFY(world.bot.asked.isEmpty()); // one that stays out of rooms
        world.bot.inRooms = true;
        world.bot.memory = 10;
        world.say(u"c1"_s, toGroup(u"m1"_s, u"a@helper.org, @helpers"_s));
        QVERIFY(world.bot.asked.isEmpty());
        world.forget();
        world.say(u"c1"_s, toGroup(u"m2"_s, u"what now, @Helper?"_s));
        QCOMPARE(world.bot.asked.size(), 1);
        QCOMPARE(world.bot.asked.constFirst().before.size(), 2);
        const auto answer = world.all<MessagePush>(u"c2"_s).constLast().message;
        QCOMPARE(answer.conversation, u"group"_s);
        QCOMPARE(answer.author, u"bot:helper"_s);
        QCOMPARE(answer.replyTo, 3);
    }

    // Of what was said it is told that of the conversation that it is called in, and nothing of any other.
    void aBotIsToldOfOneConversation()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.bot.inRooms = true;
        world.bot.memory = 10;
        QStringList rooms;
        for (const QString &name : {u"One"_s, u"Other"_s}) {
            world.forget();
            world.say(u"c1"_s,
                      protocol::CreateRoom{
                          .id = u"r"_s + name, .name = name, .topic = {}, .isPublic = false, .members = {u"Ilja"_s}});
            rooms.append(world.one<protocol::Ack>(u"c1"_s).conversation);
        }
        const auto inRoom = [](const QString &id, const QString &room, const QString &text) {
            return SendMessage{.id = id, .conversation = room, .message = text};
        };
        world.say(u"c1"_s, inRoom(u"m1"_s, rooms.at(0), u"one"_s));
        world.say(u"c1"_s, inRoom(u"m2"_s, rooms.at(1), u"in the other room"_s));
        world.say(u"c1"_s, DirectMessage{.id = u"m3"_s, .to = u"Ilja"_s, .message = u"for Ilja alone"_s});
        world.say(u"c1"_s, toGroup(u"m4"_s, u"in Everyone"_s));
        world.say(u"c1"_s, AskBot{.id = u"m5"_s, .bot = {}, .message = u"asked by Mara"_s});
        world.forget();
        world.say(u"c2"_s, inRoom(u"m6"_s, rooms.at(0), u"regretted"_s));
        const auto regretted = world.one<MessagePush>(u"c1"_s).message;
        world.say(u"c2"_s,
                  protocol::DeleteMessage{
                      .id = u"d1"_s, .conversation = regretted.conversation, .seq = regretted.seq, .of = regretted.id});
        world.say(u"c2"_s, inRoom(u"m7"_s, rooms.at(0), u"two"_s));
        world.bot.asked.clear();
        world.say(u"c1"_s, inRoom(u"m8"_s, rooms.at(0), u"@helper and now?"_s));
        world.say(u"c2"_s, inRoom(u"m9"_s, rooms.at(0), u"@helper really?"_s));
        const auto told = [&world](qsizetype question) {
            QStringList texts;
            for (const core::BotTurn &turn : world.bot.asked.at(question).before)
                texts.append(turn.author + u": "_s + turn.text);
            return texts;
        };
        const QStringList before{u"Mara: one"_s, u"Ilja: two"_s};
        QCOMPARE(world.bot.asked.size(), 2);
        QCOMPARE(told(0), before);
        QCOMPARE(told(1), before + QStringList({u"Mara: @helper and now?"_s, u"bot:helper: pong"_s}));
        QVERIFY(world.bot.asked.at(1).before.constLast().byBot);

        // Nor in its own conversation.
        world.say(u"c2"_s, AskBot{.id = u"m10"_s, .bot = {}, .message = u"asked by Ilja"_s});
        QCOMPARE(told(2), QStringList());
        world.say(u"c1"_s, AskBot{.id = u"m11"_s, .bot = {}, .message = u"and again"_s});
        QCOMPARE(told(3), (QStringList{u"Mara: asked by Mara"_s, u"bot:helper: pong"_s}));
    }

    void everybodyIsLookedAtForWhatWasLeft()
    {
        CoreWorld world;
        {
            const auto batch = world.store.begin();
            for (int i = 0; i < 250; ++i) {
                core::SignUpOp op;
                op.account.key = op.account.username = u"person%1"_s.arg(i);
                QVERIFY(std::holds_alternative<core::AccountStore::SignedUp>(world.store.accounts().signUp(op)));
            }
            QVERIFY(batch->commit());
        }
        world.signUp(u"c1"_s, u"Zoe"_s); // behind all the others
        world.bot.setHeld(true);
        world.say(u"c1"_s, AskBot{.id = u"q1"_s, .bot = {}, .message = u"ping"_s});
        world.bot.asked.clear();
        world.clock.advance(1'000);
        world.restart();
        QCOMPARE(world.bot.asked.size(), 1);
    }

    // --- marks --------------------------------------------------------------------------------------------------

    void marksAreToldWhereFewAre()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signIn(u"c2"_s, u"Mara"_s);
        world.signUp(u"c3"_s, u"Ilja"_s);
        for (int i = 0; i < 3; ++i)
            world.say(u"c3"_s, toGroup(u"m%1"_s.arg(i), u"x"_s));
        world.forget();
        world.say(u"c1"_s, MarkRead{.id = u"r1"_s, .conversation = u"group"_s, .seq = 2});
        QCOMPARE(world.verbs(u"c1"_s), u"ack read"_s);
        QCOMPARE(world.one<protocol::Ack>(u"c1"_s).seq, 2);
        const protocol::ReadPush wanted{.conversation = u"group"_s, .user = u"Mara"_s, .seq = 2};
        QCOMPARE(world.one<protocol::ReadPush>(u"c2"_s), wanted);
        QCOMPARE(world.one<protocol::ReadPush>(u"c3"_s), wanted);

        // Marks only rise, and nobody hears of what is no news.
        world.forget();
        world.say(u"c1"_s, MarkRead{.id = u"r2"_s, .conversation = u"group"_s, .seq = 1});
        QCOMPARE(world.verbs(u"c1"_s), u"ack"_s);
        QCOMPARE(world.one<protocol::Ack>(u"c1"_s).seq, 2);
        QCOMPARE(world.verbs(u"c3"_s), QString());
        world.forget();
        world.say(u"c1"_s, MarkRead{.id = u"r3"_s, .conversation = u"group"_s, .seq = 99});
        QCOMPARE(world.one<protocol::Ack>(u"c1"_s).seq, 3);
    }

    void marksAreOnesOwnWhereManyAre()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signIn(u"c2"_s, u"Mara"_s);
        world.signUp(u"c3"_s, u"Ilja"_s);
        for (int i = 0; i < 49; ++i)
            world.signUp(u"d%1"_s.arg(i), u"user%1"_s.arg(i));
        world.say(u"c3"_s, toGroup(u"m1"_s, u"x"_s));
        world.forget();
        world.say(u"c1"_s, MarkRead{.id = u"r1"_s, .conversation = u"group"_s, .seq = 1});
        QCOMPARE(world.verbs(u"c1"_s), u"ack read"_s);
        QCOMPARE(world.verbs(u"c2"_s), u"read"_s);
        QCOMPARE(world.verbs(u"c3"_s), QString());
    }

    void marksOfStrangers()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.signUp(u"c3"_s, u"Zoe"_s);
        world.say(u"c1"_s, DirectMessage{.id = u"m1"_s, .to = u"Ilja"_s, .message = u"hi"_s});
        for (const QString &conversation : {u"dm:ilja:mara"_s, u"room:NONE"_s, u"bot"_s}) {
            world.forget();
            world.say(u"c3"_s, MarkRead{.id = u"r1"_s, .conversation = conversation, .seq = 1});
            QCOMPARE(world.error(u"c3"_s), u"notFound"_s);
        }
    }

    void theNameIsStored()
    {
        CoreWorld world;
        QCOMPARE(world.store.server().identity().name, u"Test"_s);
        QCOMPARE(world.service->identity().name, u"Test"_s);
        // As stored, where none is given; another one takes its place.
        world.settings.name.clear();
        world.restart();
        QCOMPARE(world.service->identity().name, u"Test"_s);
        world.settings.name = u"Attic"_s;
        world.restart();
        QCOMPARE(world.service->identity().name, u"Attic"_s);
        QCOMPARE(world.store.server().identity().name, u"Attic"_s);
    }

    void theServerStops()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.connect(u"c2"_s);
        world.connect(u"p1"_s);
        world.service->stop();
        QCOMPARE(world.one<protocol::Notice>(u"c1"_s).code, u"stopping"_s);
        QCOMPARE(world.one<protocol::Notice>(u"c2"_s).code, u"stopping"_s);
        QCOMPARE(world.verbs(u"p1"_s), QString());
        world.forget();
        world.say(u"c1"_s, toGroup(u"m1"_s, u"late"_s));
        QCOMPARE(world.verbs(u"c1"_s), QString());
        QCOMPARE(world.store.conversations().head(u"group"_s).seq, 0);
    }
};

CONFAB_APPLESS_TEST(TestCoreTalk)
#include "tst_core_talk.moc"
