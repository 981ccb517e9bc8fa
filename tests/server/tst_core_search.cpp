// SPDX-License-Identifier: GPL-3.0-or-later
// The verb search: what it asks the store, what it answers, and its bounds.
#include "core_world.h"
#include "test_program.h"

#include <confab/protocol/codec.h>

#include <QtTest>

using namespace confab;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using protocol::Found;
using protocol::Search;
using protocol::SendMessage;

namespace
{

Search searching(const QString &query, const QString &conversation = {}, qint64 limit = 50)
{
    Search command;
    command.id = u"s"_s;
    command.query = query;
    command.conversation = conversation;
    command.limit = limit;
    return command;
}

QStringList textsOf(const Found &found)
{
    QStringList texts;
    for (const protocol::Message &message : found.messages)
        texts.append(message.text);
    return texts;
}

class SearchWorld : public CoreWorld
{
public:
    explicit SearchWorld(core::ServerSettings given = open())
        : CoreWorld(std::move(given))
    {
        signUp(u"c1"_s, u"Mara"_s);
        signUp(u"c2"_s, u"Ilja"_s);
    }
    void write(const QString &text, const QString &conversation = u"group"_s)
    {
        SendMessage command;
        command.id = u"m%1"_s.arg(++m_written);
        command.conversation = conversation;
        command.message = text;
        say(u"c2"_s, command);
        forget();
    }
    [[nodiscard]] Found find(const Search &command)
    {
        forget();
        say(u"c1"_s, command);
        return one<Found>(u"c1"_s);
    }

private:
    int m_written = 0;
};

} // namespace

class TestCoreSearch : public QObject
{
    Q_OBJECT

private slots:
    void answersWithWhatItFinds()
    {
        SearchWorld world;
        world.write(u"lunch at noon?"_s);
        world.write(u"no"_s);
        world.write(u"Lunch tomorrow"_s);
        const Found found = world.find(searching(u"LUNCH"_s));
        QCOMPARE(found.id, u"s"_s);
        QCOMPARE(textsOf(found), (QStringList{u"Lunch tomorrow"_s, u"lunch at noon?"_s}));
        QVERIFY(!found.more);
        // To whoever asked alone.
        QCOMPARE(world.verbs(u"c2"_s), QString());
        QVERIFY(world.find(searching(u"dinner"_s)).messages.isEmpty());
        QCOMPARE(world.verbs(u"c1"_s), u"found"_s);
    }

    void goesOnBeforeTheLastOne()
    {
        SearchWorld world;
        for (int i = 1; i <= 5; ++i)
            world.write(u"word %1"_s.arg(i));
        Search command = searching(u"word"_s, {}, 2);
        Found found = world.find(command);
        QCOMPARE(textsOf(found), (QStringList{u"word 5"_s, u"word 4"_s}));
        QVERIFY(found.more);
        command.before = found.messages.constLast().seq;
        command.beforeIn = found.messages.constLast().conversation;
        found = world.find(command);
        QCOMPARE(textsOf(found), (QStringList{u"word 3"_s, u"word 2"_s}));
        // In one conversation the seq says all.
        command = searching(u"word"_s, u"group"_s, 2);
        command.before = 2;
        found = world.find(command);
        QCOMPARE(textsOf(found), QStringList{u"word 1"_s});
        QVERIFY(!found.more);
    }

    void whatIsWrongWithIt_data()
    {
        QTest::addColumn<QString>("query");
        QTest::addColumn<QString>("conversation");
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<qint64>("before");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("field");
        const auto row = [](const char *name, const QString &query, const QString &conversation, qint64 limit,
                            qint64 before, const QString &code, const QString &field) {
            QTest::newRow(name) << query << conversation << limit << before << code << field;
        };
        row("nothing but white space", u" \t "_s, {}, 50, -1, u"badField"_s, u"query"_s);
        row("none", u"word"_s, {}, 0, -1, u"badField"_s, u"limit"_s);
        row("too many", u"word"_s, {}, 51, -1, u"badField"_s, u"limit"_s);
        row("a seq of nowhere", u"word"_s, {}, 50, 1, u"badField"_s, u"beforeIn"_s);
        row("a conversation of others", u"word"_s, u"room:01HX5ZZKBKACTAV9WEVGEMMVS1"_s, 50, -1, u"notFound"_s, {});
        row("a message that is not there", u"word"_s, u"group"_s, 50, 77, u"notFound"_s, {});
    }

    void whatIsWrongWithIt()
    {
        QFETCH(QString, query);
        QFETCH(QString, conversation);
        QFETCH(qint64, limit);
        QFETCH(qint64, before);
        SearchWorld world;
        Search command = searching(query, conversation, limit);
        if (before >= 0)
            command.before = before;
        world.say(u"c1"_s, command);
        const auto error = world.one<protocol::ErrorFrame>(u"c1"_s);
        QTEST(QString(protocol::nameOf(error.code)), "code");
        QTEST(error.field, "field");
        QCOMPARE(error.id, u"s"_s);
    }

    void aPageFitsIntoAFrame()
    {
        SearchWorld world;
        for (int i = 0; i < 10; ++i)
            world.write(u"word "_s + QString(8000, u'y'));
        const Found found = world.find(searching(u"word"_s));
        QVERIFY(found.more);
        QVERIFY(found.messages.size() >= 3);
        QVERIFY(protocol::encode(protocol::ServerEvent(found)).size() <= protocol::limits::frameBytes);
    }

    // Read while they were in, told when they were out.
    void whoIsRemovedMeanwhileIsToldNothing()
    {
        SearchWorld world;
        world.say(u"c2"_s,
                  protocol::CreateRoom{
                      .id = u"r"_s, .name = u"Room"_s, .topic = {}, .isPublic = false, .members = {u"Mara"_s}});
        const QString room = world.all<protocol::Ack>(u"c2"_s).constLast().conversation;
        world.write(u"a secret"_s, room);
        world.write(u"no secret"_s);
        QCOMPARE(world.find(searching(u"secret"_s)).messages.size(), 2);
        world.forget();
        world.workers.setHeld(true);
        world.say(u"c1"_s, searching(u"secret"_s));
        world.say(u"c2"_s, protocol::RemoveMember{.id = u"x"_s, .conversation = room, .user = u"Mara"_s});
        world.workers.release();
        QCOMPARE(textsOf(world.one<Found>(u"c1"_s)), QStringList{u"no secret"_s});
    }

    void aStoreThatCannotBeRead()
    {
        SearchWorld world;
        world.store.setReadsLeft(0);
        world.say(u"c1"_s, searching(u"word"_s));
        QCOMPARE(world.error(u"c1"_s), u"unavailable"_s);
    }

    void searchesHaveARate()
    {
        core::ServerSettings settings = CoreWorld::open();
        settings.rateLimits = true;
        SearchWorld world(settings);
        for (int i = 0; i < 21; ++i)
            world.say(u"c1"_s, searching(u"word"_s));
        QCOMPARE(world.all<Found>(u"c1"_s).size(), 20);
        const auto error = world.one<protocol::ErrorFrame>(u"c1"_s);
        QCOMPARE(error.code, protocol::ErrorCode::RateLimited);
        QVERIFY(error.retryAfterMs > 0);
        world.clock.advance(error.retryAfterMs);
        QCOMPARE(world.find(searching(u"word"_s)).id, u"s"_s);
    }

    // Of all people together: more wait than the workers come to.
    void onlySoManyAtATime()
    {
        SearchWorld world;
        world.workers.setHeld(true);
        for (int i = 0; i < 17; ++i)
            world.say(i % 2 == 0 ? u"c1"_s : u"c2"_s, searching(u"word"_s));
        QCOMPARE(world.error(u"c1"_s), u"unavailable"_s);
        QVERIFY(world.one<protocol::ErrorFrame>(u"c1"_s).retryAfterMs > 0);
        // One whose connection has gone gives its place back too.
        world.disconnect(u"c2"_s);
        world.workers.release();
        world.workers.setHeld(false);
        QCOMPARE(world.all<Found>(u"c1"_s).size(), 8);
        QCOMPARE(world.find(searching(u"word"_s)).id, u"s"_s);
    }
};

CONFAB_TEST(TestCoreSearch)
#include "tst_core_search.moc"
