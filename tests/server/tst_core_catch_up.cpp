// SPDX-License-Identifier: GPL-3.0-or-later
// sync, history, ping.
#include "core_world.h"
#include "test_program.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/names.h>

#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using protocol::History;
using protocol::Messages;
using protocol::SendMessage;
using protocol::Since;
using protocol::Sync;
using protocol::Synced;

namespace
{

void fill(CoreWorld &world, const QString &connection, int count, const QString &text = u"x"_s)
{
    QList<core::Incoming> turn;
    for (int i = 0; i < count; ++i)
        turn.append({connection, SendMessage{.id = u"%1-%2"_s.arg(connection).arg(i), .message = text}});
    world.turn(turn);
    world.forget();
}

Since holding(const QString &conversation, qint64 cursor, qint64 seq = 0, const QString &message = {})
{
    return {.conversation = conversation, .cursor = cursor, .seq = seq, .message = message};
}

// Every frame as it would travel.
qsizetype longestFrame(CoreWorld &world, const QString &connection)
{
    qsizetype longest = 0;
    for (const core::Outgoing &what : world.sent(connection))
        longest = std::max(longest, qsizetype{protocol::encode(std::get<protocol::ServerEvent>(what)).size()});
    return longest;
}

History historyOf(const QString &conversation, qint64 limit = 50)
{
    History command;
    command.id = u"h"_s;
    command.conversation = conversation;
    command.limit = limit;
    return command;
}

const protocol::SyncedConversation *entryOf(const Synced &synced, const QString &conversation)
{
    for (const auto &entry : synced.conversations) {
        if (entry.id == conversation)
            return &entry;
    }
    return nullptr;
}

} // namespace

class TestCoreCatchUp : public QObject
{
    Q_OBJECT

private slots:
    void aNewClientKnowsNothing()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        fill(world, u"c2"_s, 3);
        world.clock.advance(1000);
        world.say(u"c2"_s, protocol::DirectMessage{.id = u"d"_s, .to = u"Mara"_s, .message = u"hi"_s});
        world.clock.advance(1000);
        world.say(u"c2"_s,
                  protocol::CreateRoom{
                      .id = u"r"_s, .name = u"Room"_s, .topic = {}, .isPublic = false, .members = {u"Mara"_s}});
        const QString room = world.all<protocol::Ack>(u"c2"_s).constLast().conversation;
        world.forget();
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {}, .last = true});
        QCOMPARE(world.verbs(u"c1"_s), u"synced"_s);
        const auto synced = world.one<Synced>(u"c1"_s);
        QStringList ids;
        for (const auto &entry : synced.conversations) {
            ids.append(entry.id);
            QVERIFY(entry.reset);
            QVERIFY(entry.receipts);
        }
        // The group, then what was spoken in last.
        QCOMPARE(ids, (QStringList{u"group"_s, room, u"dm:ilja:mara"_s}));
        const auto &group = synced.conversations.constFirst();
        QCOMPARE(group.seq, 3);
        QCOMPARE(group.rev, 3);
        QCOMPARE(group.memberCount, 2);
        QCOMPARE(group.you.read, 0);
        QCOMPARE(group.last->text, u"x"_s);
        QCOMPARE(synced.conversations.at(1).you.role, protocol::Role::Member);
        QVERIFY(!synced.more);
        QVERIFY(synced.gone.isEmpty());
    }

    void whatChangedSince()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        fill(world, u"c2"_s, 5);
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {holding(u"group"_s, 2, 2, u"c2-1"_s)}, .last = true});
        QCOMPARE(world.verbs(u"c1"_s), u"messages synced"_s);
        const auto messages = world.one<Messages>(u"c1"_s);
        QCOMPARE(messages.id, u"s"_s);
        QCOMPARE(messages.messages.size(), 3);
        QCOMPARE(messages.messages.constFirst().rev, 3);
        QCOMPARE(messages.upTo, 5);
        QVERIFY(!messages.moreBefore);
        QCOMPARE(world.one<Synced>(u"c1"_s).conversations.size(), 1);
        QVERIFY(!world.one<Synced>(u"c1"_s).conversations.constFirst().reset);

        // Nothing new: an empty stretch moves the cursor all the same.
        world.forget();
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {holding(u"group"_s, 5, 5, u"c2-4"_s)}, .last = true});
        QCOMPARE(world.one<Messages>(u"c1"_s).messages.size(), 0);
        QCOMPARE(world.one<Messages>(u"c1"_s).upTo, 5);
    }

    void severalFrames()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        fill(world, u"c2"_s, 300, QString(1500, u'x'));
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {holding(u"group"_s, 0)}, .last = true});
        const auto frames = world.all<Messages>(u"c1"_s);
        QVERIFY(frames.size() > 10);
        qint64 rev = 0;
        for (const Messages &frame : frames) {
            for (const protocol::Message &message : frame.messages)
                QCOMPARE(message.rev, ++rev);
            QCOMPARE(frame.upTo, rev);
        }
        QCOMPARE(rev, 300);
        QVERIFY(longestFrame(world, u"c1"_s) <= protocol::limits::frameBytes);
    }

    void beginsAnew_data()
    {
        QTest::addColumn<int>("messages");
        QTest::addColumn<int>("length");
        QTest::addColumn<Since>("since");
        QTest::addColumn<bool>("reset");
        QTest::newRow("500 changed") << 500 << 1 << holding(u"group"_s, 0) << false;
        QTest::newRow("501 changed") << 501 << 1 << holding(u"group"_s, 0) << true;
        QTest::newRow("more than a connection takes") << 200 << 8000 << holding(u"group"_s, 0) << true;
        QTest::newRow("another message there") << 5 << 1 << holding(u"group"_s, 3, 3, u"other"_s) << true;
        QTest::newRow("no message there") << 5 << 1 << holding(u"group"_s, 3, 3) << true;
        QTest::newRow("a cursor ahead") << 5 << 1 << holding(u"group"_s, 6, 5, u"c2-4"_s) << true;
        QTest::newRow("a seq ahead") << 5 << 1 << holding(u"group"_s, 5, 6, u"c2-5"_s) << true;
        QTest::newRow("all as it was") << 5 << 1 << holding(u"group"_s, 5, 5, u"c2-4"_s) << false;
    }
    void beginsAnew()
    {
        QFETCH(int, messages);
        QFETCH(int, length);
        QFETCH(Since, since);
        QFETCH(bool, reset);
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        fill(world, u"c2"_s, messages, QString(length, u'x'));
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {since}, .last = true});
        const auto synced = world.one<Synced>(u"c1"_s);
        QCOMPARE(synced.conversations.size(), 1);
        QCOMPARE(synced.conversations.constFirst().reset, reset);
        QCOMPARE(synced.conversations.constFirst().seq, messages);
        QCOMPARE(world.all<Messages>(u"c1"_s).isEmpty(), reset);
    }

    void whatOneIsNotInIsGone()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.signUp(u"c3"_s, u"Zoe"_s);
        world.say(u"c2"_s, protocol::DirectMessage{.id = u"d"_s, .to = u"Zoe"_s, .message = u"secret"_s});
        world.forget();
        const QStringList foreign{u"dm:ilja:zoe"_s, u"room:NONE"_s, u"bot"_s, u"bot:helper:ilja"_s};
        QList<Since> since;
        for (const QString &conversation : foreign)
            since.append(holding(conversation, 0));
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = since, .last = true});
        const auto synced = world.one<Synced>(u"c1"_s);
        QCOMPARE(synced.gone, foreign);
        QCOMPARE(synced.conversations.size(), 1);
        QCOMPARE(world.verbs(u"c1"_s), u"synced"_s);
    }

    void aSyncInSeveralFramesOfTheClient()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s, protocol::DirectMessage{.id = u"d1"_s, .to = u"Ilja"_s, .message = u"hi"_s});
        world.say(u"c1"_s, protocol::DirectMessage{.id = u"d2"_s, .to = u"Mara"_s, .message = u"note"_s});
        world.forget();
        world.say(u"c1"_s, Sync{.id = u"s1"_s, .since = {holding(u"group"_s, 0)}, .last = false});
        QCOMPARE(world.one<Synced>(u"c1"_s).conversations.size(), 1);
        world.forget();
        world.say(u"c1"_s, Sync{.id = u"s2"_s, .since = {holding(u"dm:ilja:mara"_s, 0)}, .last = true});
        const auto synced = world.one<Synced>(u"c1"_s);
        QCOMPARE(synced.conversations.size(), 2);
        QVERIFY(entryOf(synced, u"dm:ilja:mara"_s) && !entryOf(synced, u"dm:ilja:mara"_s)->reset);
        QVERIFY(entryOf(synced, u"dm:mara:mara"_s) && entryOf(synced, u"dm:mara:mara"_s)->reset);
        QVERIFY(!entryOf(synced, u"group"_s));
        // The next one begins anew.
        world.forget();
        world.say(u"c1"_s, Sync{.id = u"s3"_s, .since = {}, .last = true});
        QCOMPARE(world.one<Synced>(u"c1"_s).conversations.size(), 3);
    }

    void manyConversations()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        for (int i = 0; i < 300; ++i)
            world.say(u"c1"_s, protocol::CreateRoom{.id = u"r%1"_s.arg(i),
                                                    .name = QString(60, u'n'),
                                                    .topic = QString(200, u't'),
                                                    .isPublic = false,
                                                    .members = {}});
        world.forget();
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {}, .last = true});
        const auto frames = world.all<Synced>(u"c1"_s);
        QVERIFY(frames.size() > 3);
        QSet<QString> ids;
        for (qsizetype i = 0; i < frames.size(); ++i) {
            QCOMPARE(frames.at(i).id, u"s"_s);
            QCOMPARE(frames.at(i).more, i + 1 < frames.size());
            for (const auto &entry : frames.at(i).conversations)
                ids.insert(entry.id);
        }
        QCOMPARE(ids.size(), 301);
        QVERIFY(longestFrame(world, u"c1"_s) <= protocol::limits::frameBytes);
    }

    // Nothing is lost by a storage that fails for a moment: least of all what the client holds.
    void aReadThatFailsIsNoReset()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        fill(world, u"c1"_s, 5);
        world.say(u"c1"_s, protocol::DirectMessage{.id = u"d"_s, .to = u"Mara"_s, .message = u"note"_s});
        const Sync command{.id = u"s"_s, .since = {holding(u"group"_s, 3, 3, u"c1-2"_s)}, .last = true};
        // synced, messageId, countSince, changesSince; conversationsOf, and synced of the one that was not named.
        constexpr int all = 6;
        for (int left = 0; left <= all; ++left) {
            world.forget();
            world.store.setReadsLeft(left);
            world.say(u"c1"_s, command);
            QCOMPARE(world.verbs(u"c1"_s), left < all ? u"error"_s : u"messages synced"_s);
            QCOMPARE(world.error(u"c1"_s), left < all ? u"unavailable"_s : QString());
        }
        QVERIFY(!entryOf(world.one<Synced>(u"c1"_s), u"group"_s)->reset);
    }

    void aSyncNamesSoManyAndNoMore()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.say(u"c1"_s, protocol::DirectMessage{.id = u"d"_s, .to = u"Mara"_s, .message = u"note"_s});
        // Made up by the client, as any may be.
        const auto frame = [](int number, bool last) {
            Sync sync{.id = u"s"_s, .since = {}, .last = last};
            for (int i = 0; i < 250; ++i)
                sync.since.append(holding(u"room:%1-%2"_s.arg(number).arg(i), 0));
            return sync;
        };
        for (int i = 0; i < 40; ++i) {
            world.forget();
            world.say(u"c1"_s, frame(i, false));
            QCOMPARE(world.error(u"c1"_s), QString());
        }
        // The same again are no more.
        world.forget();
        world.say(u"c1"_s, frame(7, false));
        QCOMPARE(world.error(u"c1"_s), QString());
        world.forget();
        world.say(u"c1"_s, frame(40, true));
        QCOMPARE(world.verbs(u"c1"_s), u"error"_s);
        QCOMPARE(world.error(u"c1"_s), u"tooLarge"_s);
        // It begins anew.
        world.forget();
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {holding(u"group"_s, 0)}, .last = true});
        const auto synced = world.one<Synced>(u"c1"_s);
        QVERIFY(synced.gone.isEmpty());
        QCOMPARE(synced.conversations.size(), 2);
    }

    // 768 KiB of one answer, the most recent first; who wants the others syncs again and names what they have.
    void moreConversationsThanAnAnswerHolds()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        constexpr int rooms = 400;
        QList<core::Incoming> turn;
        for (int i = 0; i < rooms; ++i)
            turn.append({u"c1"_s, protocol::CreateRoom{.id = u"r%1"_s.arg(i),
                                                       .name = QString(60, u'n'),
                                                       .topic = QString(1000, u'"'), // two bytes each
                                                       .isPublic = false,
                                                       .members = {}}});
        world.turn(turn);
        QSet<QString> held;
        qsizetype bytes = 0;
        QList<Since> since;
        for (int answers = 0; held.size() < rooms + 1; ++answers) {
            QVERIFY(answers < 2);
            world.forget();
            for (qsizetype i = 0; i < since.size(); i += 250)
                world.say(u"c1"_s, Sync{.id = u"n"_s, .since = since.mid(i, 250), .last = false});
            world.forget();
            world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {}, .last = true});
            bytes = 0;
            for (const Synced &synced : world.all<Synced>(u"c1"_s)) {
                for (const auto &entry : synced.conversations) {
                    QVERIFY(!held.contains(entry.id));
                    held.insert(entry.id);
                    since.append(holding(entry.id, entry.rev));
                    bytes += protocol::encodedSize(entry);
                }
            }
            QVERIFY(bytes <= 768 * 1024);
        }
    }

    void whoIsRemovedMeanwhileGetsNothing()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.say(u"c1"_s,
                  protocol::CreateRoom{
                      .id = u"r"_s, .name = u"Room"_s, .topic = {}, .isPublic = false, .members = {u"Ilja"_s}});
        const QString room = world.one<protocol::Ack>(u"c1"_s).conversation;
        world.say(u"c1"_s, SendMessage{.id = u"m"_s, .conversation = room, .message = u"secret"_s});
        world.forget();
        world.workers.setHeld(true);
        world.say(u"c2"_s, Sync{.id = u"s"_s, .since = {holding(room, 0)}, .last = true});
        world.say(u"c2"_s, historyOf(room));
        world.say(u"c2"_s, protocol::ListMembers{.id = u"l"_s, .conversation = room, .after = {}});
        world.say(u"c1"_s, protocol::RemoveMember{.id = u"x"_s, .conversation = room, .user = u"Ilja"_s});
        world.forget();
        world.workers.release();
        QCOMPARE(world.verbs(u"c2"_s), u"synced error error"_s);
        QCOMPARE(world.one<Synced>(u"c2"_s).gone, QStringList{room});
        QVERIFY(!entryOf(world.one<Synced>(u"c2"_s), room));
    }

    void whoHasSignedOutMeanwhileIsToldOnlyThat()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.workers.setHeld(true);
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {}, .last = true});
        world.say(u"c1"_s, historyOf(u"group"_s));
        world.say(u"c1"_s, protocol::SignOut{.id = u"o"_s});
        // Also where somebody else sits there by now.
        world.say(u"c1"_s, protocol::GuestSignIn{.id = u"g"_s, .username = u"Zoe"_s});
        world.forget();
        world.workers.release();
        QCOMPARE(world.verbs(u"c1"_s), u"error error"_s);
        for (const auto &error : world.all<protocol::ErrorFrame>(u"c1"_s))
            QCOMPARE(error.code, protocol::ErrorCode::Unauthenticated);
    }

    void whoseConnectionHasGoneMeanwhileIsToldNothing()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.workers.setHeld(true);
        world.say(u"c1"_s, Sync{.id = u"s"_s, .since = {}, .last = true});
        world.disconnect(u"c1"_s);
        world.forget();
        world.workers.release();
        QCOMPARE(world.verbs(u"c1"_s), QString());
    }

    void tooManyReaders()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.workers.setFull(true);
        const QList<protocol::ClientCommand> commands{Sync{.id = u"s"_s, .since = {}, .last = true},
                                                      historyOf(u"group"_s),
                                                      protocol::ListPeople{.id = u"p"_s, .query = {}, .after = {}}};
        for (const auto &command : commands) {
            world.forget();
            world.say(u"c1"_s, command);
            QCOMPARE(world.error(u"c1"_s), u"unavailable"_s);
        }
    }

    // --- history ------------------------------------------------------------------------------------------------

    void history()
    {
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        fill(world, u"c1"_s, 120);
        const auto page = [&world](const History &command) {
            world.forget();
            world.say(u"c1"_s, command);
            return world.one<Messages>(u"c1"_s);
        };
        const auto newest = page(historyOf(u"group"_s));
        QCOMPARE(newest.messages.size(), 50);
        QCOMPARE(newest.messages.constFirst().seq, 71);
        QCOMPARE(newest.messages.constLast().seq, 120);
        QCOMPARE(*newest.moreBefore, true);
        QCOMPARE(*newest.moreAfter, false);
        QCOMPARE(*newest.first, 1);
        QVERIFY(!newest.upTo);

        History command = historyOf(u"group"_s, 100);
        command.before = 71;
        const auto before = page(command);
        QCOMPARE(before.messages.size(), 70);
        QCOMPARE(*before.moreBefore, false);
        QCOMPARE(*before.moreAfter, true);
        command = historyOf(u"group"_s, 10);
        command.after = 100;
        const auto after = page(command);
        QCOMPARE(after.messages.constFirst().seq, 101);
        QCOMPARE(after.messages.constLast().seq, 110);
        QCOMPARE(*after.moreAfter, true);
        command = historyOf(u"group"_s, 10);
        command.around = 60;
        const auto around = page(command);
        QCOMPARE(around.messages.constFirst().seq, 56);
        QCOMPARE(around.messages.constLast().seq, 65);
    }

    void refusesAHistory_data()
    {
        QTest::addColumn<History>("command");
        QTest::addColumn<QString>("code");
        History twoPlaces = historyOf(u"group"_s);
        twoPlaces.before = 1;
        twoPlaces.after = 1;
        QTest::newRow("two places") << twoPlaces << u"badField"_s;
        QTest::newRow("none at all") << historyOf(u"group"_s, 0) << u"badField"_s;
        QTest::newRow("too many") << historyOf(u"group"_s, 101) << u"badField"_s;
        QTest::newRow("no such room") << historyOf(u"room:NONE"_s) << u"notFound"_s;
        QTest::newRow("somebody else's") << historyOf(u"dm:ilja:zoe"_s) << u"notFound"_s;
        QTest::newRow("the plain bot's log") << historyOf(u"bot"_s) << u"notFound"_s;
    }
    void refusesAHistory()
    {
        QFETCH(History, command);
        QFETCH(QString, code);
        CoreWorld world;
        world.signUp(u"c1"_s, u"Mara"_s);
        world.signUp(u"c2"_s, u"Ilja"_s);
        world.signUp(u"c3"_s, u"Zoe"_s);
        world.say(u"c2"_s, protocol::DirectMessage{.id = u"d"_s, .to = u"Zoe"_s, .message = u"secret"_s});
        world.connect(u"p1"_s);
        world.plain(u"p1"_s, "{\"type\":\"bot\",\"message\":\"ping\"}");
        world.forget();
        world.say(u"c1"_s, command);
        QCOMPARE(world.error(u"c1"_s), code);
    }

    // --- ping ---------------------------------------------------------------------------------------------------

    void pingTellsWhatIsBehind()
    {
        CoreWorld world;
        world.connect(u"c0"_s);
        world.say(u"c0"_s, protocol::Ping{.id = u"p"_s, .revs = {{u"group"_s, 0}}});
        QVERIFY(world.one<protocol::Pong>(u"c0"_s).behind.isEmpty());
        QCOMPARE(world.one<protocol::Pong>(u"c0"_s).id, u"p"_s);

        world.signUp(u"c1"_s, u"Mara"_s);
        fill(world, u"c1"_s, 3);
        world.say(u"c1"_s, protocol::DirectMessage{.id = u"d"_s, .to = u"Mara"_s, .message = u"note"_s});
        world.forget();
        world.say(u"c1"_s,
                  protocol::Ping{.id = u"p"_s, .revs = {{u"group"_s, 2}, {u"dm:mara:mara"_s, 1}, {u"room:NONE"_s, 4}}});
        QCOMPARE(world.one<protocol::Pong>(u"c1"_s).behind, (QStringList{u"group"_s, u"room:NONE"_s}));
    }
};

CONFAB_APPLESS_TEST(TestCoreCatchUp)
#include "tst_core_catch_up.moc"
