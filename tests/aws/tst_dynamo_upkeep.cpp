// SPDX-License-Identifier: GPL-3.0-or-later
// What is done to tables by hand: the article's history is taken over, restored tables are mended, the first owner gets
// a code.
#include "database.h"
#include "dynamo_world.h"
#include "rows.h"

#include <confab/aws/dynamo_upkeep.h>
#include <confab/core/digest.h>

#include <QCoreApplication>
#include <QProcess>
#include <QtTest>

namespace confab::tests
{

namespace
{

const QString mara = u"mara"_s;
const QString room = u"room:A"_s;

std::unique_ptr<DynamoEmulator> emulator; // NOLINT: one for the program

// Every row of the two tables, without what differs each time that it is written.
QMap<QString, QJsonObject> rowsOf(aws::Database &database)
{
    QMap<QString, QJsonObject> rows;
    for (const aws::Table *table : {&database.keys.history, &database.keys.state}) {
        database.eachOf("Scan", {{u"TableName"_s, table->name}, {u"ConsistentRead"_s, true}},
                        [&](const aws::Item &item) {
                            const aws::ItemKey key = aws::Database::keyOf(*table, item);
                            QJsonObject wire = item.wire();
                            wire.remove(aws::versionName);
                            if (key == database.keys.server())
                                wire.remove(u"epoch"_s);
                            rows.insert(key.partition + u' ' + key.sort, wire);
                            return true;
                        });
    }
    return rows;
}

} // namespace

class TestDynamoUpkeep : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_client = std::make_unique<aws::DynamoClient>(emulator->environment(), m_clock);
        m_world = std::make_unique<DynamoWorld>(*m_client);
        m_database = std::make_unique<aws::Database>(*m_client, m_world->names());
    }
    void cleanup()
    {
        m_database.reset();
        m_world.reset();
        m_client.reset();
    }

    void theArticlesHistoryIsNumbered()
    {
        const QString epoch = store().server().identity().epoch;
        articleRow(u"group"_s, u"2024-05-01T10:00:02.000Z"_s, u"second"_s, {{u"sender"_s, u"Ann"_s}});
        articleRow(u"group"_s, u"2024-05-01T10:00:01.500Z"_s, u"first"_s, {});
        articleRow(u"group"_s, u"2024-05-01T10:00:03.000Z"_s, {}, {{u"username"_s, u"Ann"_s}});
        articleRow(u"group"_s, u"2024-05-01T10:00:04"_s, QString(9000, QChar(0x20ac)), {{u"username"_s, u"a:b"_s}});
        articleRow(u"group"_s, u"2024-04 no time"_s, u"never"_s, {});
        articleRow(u"bot"_s, u"2024-05-01T10:00:05.000Z"_s, u"What city?"_s, {});
        articleRow(u"ann#bob"_s, u"2024-05-01T10:00:05.000Z"_s, u"others'"_s, {});
        const auto imported = aws::importArticle(*m_client, m_world->names());
        QVERIFY(imported);
        QCOMPARE(imported->messages, 4);
        QCOMPARE(imported->leftOut, 2);
        QCOMPARE(imported->refused, QStringList());
        QVERIFY(store().server().identity().epoch != epoch);

        const auto page = m_world->reads().history(newest(group(), mara));
        QVERIFY(page);
        const QList<protocol::Message> &messages = page->messages;
        QCOMPARE(messages.size(), 3);
        QCOMPARE(messages[0].text, u"first"_s);
        QCOMPARE(messages[0].author, u"~Anonymous.olde"_s);
        QCOMPARE(messages[0].at, QDateTime::fromString(u"2024-05-01T10:00:01.500Z"_s, Qt::ISODateWithMs));
        QCOMPARE(messages[1].author, u"~Ann.olde"_s);
        QCOMPARE(messages[2].author, u"~Anonymous.olde"_s);
        QCOMPARE(messages[2].at.toUTC().time(), QTime(10, 0, 4));
        QVERIFY(messages[2].text.endsWith(u"€…"_s));
        QVERIFY(messages[2].text.toUtf8().size() <= protocol::limits::textBytes);
        QCOMPARE(m_world->reads().changesSince(group(), mara, 0, 10, 100'000)->messages.size(), 3);
        const auto reply = m_database->get(m_database->keys.message(u"bot"_s, 1));
        QVERIFY(reply);
        QCOMPARE(reply->text("author"_L1), u"bot:lex"_s);

        // Again, with and without more of it, also when people talk.
        QCOMPARE(aws::importArticle(*m_client, m_world->names())->messages, 0);
        articleRow(u"group"_s, u"2024-05-02T10:00:00.000Z"_s, u"late"_s, {});
        QCOMPARE(aws::importArticle(*m_client, m_world->names())->messages, 1);
        (void)append(store(), group(), mara, u"hello"_s);
        QVERIFY(aws::importArticle(*m_client, m_world->names())->refused.isEmpty());
        articleRow(u"group"_s, u"2024-05-03T10:00:00.000Z"_s, u"too late"_s, {});
        QCOMPARE(aws::importArticle(*m_client, m_world->names())->refused, QStringList{u"group"_s});
        QCOMPARE(store().conversations().head(group()).seq, 5);
        QVERIFY(aws::repairTables(*m_client, m_world->names())->isEmpty());
    }

    // DynamoDB deletes by itself what has lapsed, in seconds since 1970; a message's command is kept for good.
    void whatLapsesAndWhen()
    {
        const auto lapse = [this](const aws::ItemKey &key) {
            const auto item = m_database->get(key);
            return item ? item->number("ttl"_L1) : -1;
        };
        const auto &keys = m_database->keys;
        constexpr qint64 day = 24 * 3600;
        const qint64 began = at(0).toSecsSinceEpoch();
        (void)signUp(store(), mara);
        QCOMPARE(lapse(keys.account(mara)), 0);

        QVERIFY(isDone(store().connections().put(
            {.id = u"c1"_s, .username = mara, .key = mara, .plain = false, .since = at(0), .tokenHash = "t"})));
        QCOMPARE(lapse(keys.connection(u"c1"_s)), began + 2 * 3600 + 600);
        QCOMPARE(lapse(keys.here(mara)), began + 2 * 3600 + 600);
        QVERIFY(isDone(store().sessions().put({.tokenHash = "t",
                                               .key = mara,
                                               .username = mara,
                                               .guest = false,
                                               .createdAt = at(0),
                                               .expiresAt = at(90)})));
        QCOMPARE(lapse(keys.session("t")), began + 90 + 7 * day);

        QVERIFY(isDone(store().messages().append(say(group(), mara, u"hello"_s, stamp(mara, u"said"_s)))));
        QVERIFY(m_database->get(keys.command(mara, u"said"_s)));
        QCOMPARE(lapse(keys.command(mara, u"said"_s)), 0);
        QCOMPARE(lapse(keys.message(group(), 1)), 0);
        core::Stamp by = stamp(mara, u"made"_s, "body", at(0));
        by.forGood = false;
        QVERIFY(isDone(store().conversations().createRoom({.stamp = by,
                                                           .id = room,
                                                           .name = u"Room"_s,
                                                           .topic = {},
                                                           .isPublic = false,
                                                           .owner = mara,
                                                           .members = {}})));
        QCOMPARE(lapse(keys.command(mara, u"made"_s)), began + 60 * day);

        QVERIFY(done(store().server().countQuestion(u"lex"_s, at(0).date(), 5)));
        QCOMPARE(lapse(keys.asked(u"lex"_s, at(0).date())), began + 2 * day);
        const auto counts = aws::DynamoStore::openCounts(*m_client, m_world->names());
        QCOMPARE(*counts->take(u"mara"_s, {.perSecond = 1, .atOnce = 10}, at(0)), 0);
        QCOMPARE(lapse(keys.rate(u"mara"_s, u"bucket"_s)), began + 10 + 3600);
        QCOMPARE(*counts->addTry(u"mara"_s, at(60), at(0)), 1);
        QCOMPARE(lapse(keys.rate(u"mara"_s, u"tries"_s)), began + 60 + 60 + 3600);
        const auto notes = aws::DynamoStore::openNotes(*m_client, m_world->names());
        QVERIFY(notes->put(u"n"_s, "x", at(77)));
        QCOMPARE(lapse(keys.note(u"n"_s)), began + 77);
    }

    void whatIsInOrderStaysAsItIs()
    {
        live();
        const auto before = rowsOf(*m_database);
        const QString epoch = store().server().identity().epoch;
        const auto mended = aws::repairTables(*m_client, m_world->names());
        QVERIFY(mended);
        QCOMPARE(*mended, QStringList());
        QCOMPARE(rowsOf(*m_database), before);
        QVERIFY(store().server().identity().epoch != epoch);
    }

    void whatIsTornIsMended_data()
    {
        QTest::addColumn<std::function<void(aws::Database &)>>("tear");
        using Tear = std::function<void(aws::Database &)>;
        const auto row = [](const char *name, const Tear &tear) { QTest::newRow(name) << tear; };
        using aws::Item;
        row("a rev is not listed", [](aws::Database &at) { at.removeAll({at.keys.revision(room, revOf(at, 3))}); });
        row("a rev is another message's",
            [](aws::Database &at) { at.put(at.keys.revision(room, revOf(at, 3)), Item().setNumber("seq"_L1, 1)); });
        row("an old rev is listed",
            [](aws::Database &at) { at.put(at.keys.revision(room, 1), Item().setNumber("seq"_L1, 2)); });
        row("lists of messages lack some", [](aws::Database &at) {
            at.removeAll({at.keys.pin(room, 2), at.keys.reply(room, 1, 4), at.keys.mention(room, u"ilja"_s, 3)});
        });
        row("lists of messages have some", [](aws::Database &at) {
            at.putAll({{at.keys.pin(room, 1), Item()},
                       {at.keys.reply(room, 2, 3), Item()},
                       {at.keys.mention(room, mara, 3), Item()},
                       {at.keys.withFiles(room, 9), Item()}});
        });
        row("the head knows more than there is", [](aws::Database &at) {
            aws::Head head = aws::headOf(*at.get(at.keys.head(room)), room);
            head.conversation.seq += 3;
            head.at = head.at.addSecs(5);
            head.conversation.memberCount = 7;
            at.put(at.keys.head(room), toItem(head));
        });
        row("the head knows less than there is", [](aws::Database &at) {
            aws::Head head = aws::headOf(*at.get(at.keys.head(room)), room);
            head.conversation.seq -= 1;
            head.conversation.rev = revOf(at, 2) - 1;
            at.put(at.keys.head(room), toItem(head));
        });
        row("a member does not know of it", [](aws::Database &at) {
            const auto item = at.get(at.keys.talk(u"ilja"_s, room));
            aws::Talk talk = aws::talkOf(&*item);
            talk.member = false;
            at.put(at.keys.talk(u"ilja"_s, room), toItem(talk));
        });
        row("somebody thinks they are a member", [](aws::Database &at) {
            at.put(at.keys.talk(u"noor"_s, room), toItem(aws::Talk{.member = true, .read = 2}));
        });
        row("somebody has read what is not there",
            [](aws::Database &at) { at.put(at.keys.talk(mara, room), toItem(aws::Talk{.member = true, .read = 20})); });
        row("a public room is not listed", [](aws::Database &at) { at.removeAll({at.keys.listedRoom(room)}); });
        row("a private one is", [](aws::Database &at) {
            at.put(at.keys.listedRoom(protocol::directConversation(mara, u"ilja"_s)), Item());
        });
        row("somebody is not listed, somebody is who is not there", [](aws::Database &at) {
            at.removeAll({at.keys.listedAccount(u"ilja"_s)});
            at.put(at.keys.listedAccount(u"ghost"_s), aws::listedItem(account(u"ghost"_s)));
        });
        row("the accounts are miscounted", [](aws::Database &at) {
            at.put(at.keys.accountSums(), toItem(aws::AccountSums{.enabled = 9, .owners = 0}));
        });
        row("what is lost was acknowledged", [](aws::Database &at) {
            for (const qint64 seq : {2, 9}) {
                const core::Stamp by = stamp(mara, u"lost%1"_s.arg(seq));
                protocol::Ack ack;
                ack.id = by.id;
                ack.conversation = room;
                ack.seq = seq;
                at.put(at.keys.command(mara, by.id), aws::commandItem(by, ack));
            }
        });
    }
    void whatIsTornIsMended()
    {
        QFETCH(std::function<void(aws::Database &)>, tear);
        live();
        const auto before = rowsOf(*m_database);
        tear(*m_database);
        QVERIFY(rowsOf(*m_database) != before);
        const auto mended = aws::repairTables(*m_client, m_world->names());
        QVERIFY(mended);
        QVERIFY(!mended->isEmpty());
        QCOMPARE(rowsOf(*m_database), before);
        QCOMPARE(*aws::repairTables(*m_client, m_world->names()), QStringList());
    }

    void whatIsMissingIsDeleted()
    {
        live();
        m_database->removeAll({m_database->keys.message(room, 2), m_database->keys.message(room, 5)});
        QVERIFY(!aws::repairTables(*m_client, m_world->names())->isEmpty());
        const auto page = m_world->reads().history(newest(room, mara));
        QVERIFY(page);
        QCOMPARE(page->messages.size(), 4);
        QVERIFY(page->messages[1].deleted);
        QCOMPARE(page->messages[1].seq, 2);
        QCOMPARE(store().conversations().head(room).seq, 4);
        QCOMPARE(m_world->reads().changesSince(room, mara, 0, 10, 100'000)->messages.size(), 4);
        QCOMPARE(*aws::repairTables(*m_client, m_world->names()), QStringList());
        QCOMPARE(append(store(), room, mara, u"goes on"_s).message.seq, 5);
    }

    void aCodeMakesTheFirstOwner()
    {
        FakeRandom random;
        const auto code = [&] { return aws::makeOwnerCode(*m_client, m_world->names(), random, m_clock).value(); };
        const auto comes = [this](const QString &name, const QString &with) {
            return store().accounts().signUp({.account = account(name),
                                              .passwordHash = "hash",
                                              .inviteHash = core::digestOf(with),
                                              .now = m_clock.now()});
        };
        const auto first = code();
        QVERIFY(first);
        QVERIFY(first->size() >= 22); // 128 bits
        const auto second = code();
        QVERIFY(second);
        QVERIFY(isGuard(comes(mara, *first), core::Guard::InviteUnusable));
        m_clock.advance(24 * 3600 * 1000);
        QVERIFY(isGuard(comes(mara, *second), core::Guard::InviteUnusable));
        const auto third = code();
        QCOMPARE(done(comes(mara, *third)).account.role, protocol::Role::Owner);
        QVERIFY(isGuard(comes(u"ilja"_s, *third), core::Guard::InviteUnusable));
        QVERIFY(!code());
    }

    void theProgramDoesIt()
    {
#ifndef COMMANDS
        QSKIP("there is no confab-lambda on this system");
#else
        struct Said {
            int exit = -1;
            QString out;
            QString error;
        };
        const auto run = [this](const QStringList &words) {
            QProcess program;
            QProcessEnvironment environment = emulator->environment();
            environment.insert(u"WEBSOCKET_TABLE"_s, m_world->names().connections);
            environment.insert(u"CHAT_HISTORY_TABLE"_s, m_world->names().history);
            environment.insert(u"CONFAB_TABLE_STATE"_s, m_world->names().state);
            program.setProcessEnvironment(environment);
            program.start(QStringLiteral(COMMANDS), words);
            if (!program.waitForFinished(60'000))
                return Said();
            return Said{.exit = program.exitCode(),
                        .out = QString::fromUtf8(program.readAllStandardOutput()),
                        .error = QString::fromUtf8(program.readAllStandardError())};
        };
        const Said code = run({u"owner-code"_s});
        QCOMPARE(code.exit, 0);
        QCOMPARE(code.error, QString());
        const auto invite = store().invites().find(core::digestOf(code.out.trimmed()));
        QVERIFY(invite && *invite && (*invite)->makesOwner);
        (void)signUp(store(), mara, protocol::Role::Owner);
        const Said refused = run({u"owner-code"_s});
        QCOMPARE(refused.exit, 1);
        QCOMPARE(refused.out, QString());
        QCOMPARE(refused.error, u"This chat has an owner already.\n"_s);

        articleRow(u"group"_s, u"2024-05-01T10:00:02.000Z"_s, u"hello"_s, {});
        QVERIFY(run({u"import"_s}).out.startsWith(u"1 messages were imported"_s));
        QCOMPARE(run({u"repair"_s}).out, u"The tables agree; the server has a new epoch.\n"_s);
        QCOMPARE(run({u"mend"_s}).exit, 2);
#endif
    }

private:
    [[nodiscard]] core::Store &store()
    {
        return m_world->store();
    }

    static qint64 revOf(aws::Database &database, qint64 seq)
    {
        return database.get(database.keys.message(room, seq))->number("rev"_L1);
    }

    void articleRow(const QString &chat, const QString &time, const QString &text,
                    const QList<std::pair<QString, QString>> &more)
    {
        aws::Item item;
        item.setText("message"_L1, text);
        for (const auto &[name, value] : more)
            item.setText(QLatin1StringView(name.toLatin1()), value);
        const aws::ItemKey key{&m_database->keys.history, chat, time};
        m_database->put(key, item);
    }

    // Five messages in a room of two, with a thread, a mention, an edit, a pin and a reaction; and some between two.
    void live()
    {
        (void)signUp(store(), mara, protocol::Role::Owner);
        (void)signUp(store(), u"ilja"_s);
        (void)signUp(store(), u"noor"_s);
        (void)makeRoom(store(), room, mara, {u"ilja"_s}, true);
        QList<protocol::Message> messages;
        for (int i = 1; i <= 5; ++i) {
            core::AppendOp op = say(room, i % 2 == 0 ? u"ilja"_s : mara, u"text %1"_s.arg(i),
                                    stamp(i % 2 == 0 ? u"ilja"_s : mara, u"c%1"_s.arg(i), "body", at(i)));
            if (i == 3)
                op.message.mentions = {u"ilja"_s};
            if (i == 4)
                op.message.thread = 1;
            messages.append(done(store().messages().append(op)).message);
        }
        const auto target = [&](int i) {
            return core::MessageTarget{
                .conversation = room, .seq = i, .of = messages[i - 1].id, .actor = mara, .moderates = true};
        };
        core::EditOp edit;
        edit.stamp = once(mara, at(7));
        edit.target = target(3);
        edit.base = messages[2].rev;
        edit.text = u"other words"_s;
        edit.mentions = {u"ilja"_s};
        (void)done(store().messages().edit(edit));
        (void)done(store().messages().pin({.stamp = once(mara, at(8)), .target = target(2), .on = true}));
        core::ReactOp reaction;
        reaction.stamp = once(mara, at(9));
        reaction.target = target(2);
        reaction.username = mara;
        reaction.emoji = u"👍"_s;
        (void)done(store().messages().react(reaction));
        (void)done(store().messages().append(direct(mara, u"ilja"_s, u"psst"_s, stamp(mara, u"d1"_s))));
        (void)done(store().receipts().markRead(room, u"ilja"_s, 3));
        (void)append(store(), group(), mara, u"hello"_s);
    }

    FakeClock m_clock;
    std::unique_ptr<aws::DynamoClient> m_client;
    std::unique_ptr<DynamoWorld> m_world;
    std::unique_ptr<aws::Database> m_database;
};

} // namespace confab::tests

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    confab::tests::emulator = confab::tests::DynamoEmulator::start(QStringLiteral(EMULATOR));
    if (!confab::tests::emulator)
        return confab::tests::skipped;
    confab::tests::TestDynamoUpkeep test;
    const int failures = QTest::qExec(&test, argc, argv);
    confab::tests::emulator.reset();
    return failures;
}

#include "tst_dynamo_upkeep.moc"
