// SPDX-License-Identifier: GPL-3.0-or-later
// What comes of a change when DynamoDB is busy, fails, or its answer is lost: it is done once or not at all, and
// whoever asked is never told otherwise.
#include "core_fakes.h"
#include "dynamo_emulator.h"
#include "store_contract/store_world.h"
#include "test_program.h"
#include "tiny_dynamo.h"

#include <confab/aws/dynamo_store.h>
#include <confab/aws/dynamo_upkeep.h>

#include <QtTest>

namespace confab::tests
{

using Fault = TinyDynamo::Fault;

namespace
{

const QString mara = u"mara"_s;
const QString transact = u"TransactWriteItems"_s;

constexpr int clientTries = 4;

} // namespace

class TestDynamoFaults : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_dynamo = std::make_unique<TinyDynamo>();
        const aws::DynamoOptions options{.time = std::chrono::seconds(20),
                                         .tryTime = std::chrono::milliseconds(300),
                                         .tries = clientTries,
                                         .pause = std::chrono::milliseconds(1)};
        m_client =
            std::make_unique<aws::DynamoClient>(DynamoEmulator::environmentFor(m_dynamo->address()), m_clock, options);
        m_store = apart([this] { return std::move(aws::DynamoStore::open(*m_client, {})).value(); });
        m_reads = aws::DynamoStore::openReads(*m_client, {});
    }
    void cleanup()
    {
        m_reads.reset();
        m_store.reset();
        m_client.reset();
        m_dynamo.reset();
    }

    void whatACallLeavesForTheNext()
    {
        const auto notes = aws::DynamoStore::openNotes(*m_client, {});
        const QDateTime later = m_clock.now().addSecs(300);
        QCOMPARE(apart([&] { return notes->find(u"a#b"_s); }).value(), QByteArray());
        QVERIFY(apart([&] { return notes->put(u"a#b"_s, "first", later); }));
        m_dynamo->fault(u"PutItem"_s, Fault::Busy, 2);
        QVERIFY(apart([&] { return notes->put(u"a#b"_s, "second", later); }));
        QCOMPARE(apart([&] { return notes->find(u"a#b"_s); }).value(), QByteArray("second"));
        QCOMPARE(apart([&] { return notes->find(u"a"_s); }).value(), QByteArray());
        QVERIFY(!apart([&] { return notes->put(u"a#b"_s, QByteArray(aws::Notes::mostBytes + 1, 'x'), later); }));
        QVERIFY(apart([&] { return notes->remove(u"a#b"_s); }));
        QCOMPARE(apart([&] { return notes->find(u"a#b"_s); }).value(), QByteArray());
        m_dynamo->fault(u"GetItem"_s, Fault::Failing, clientTries);
        QVERIFY(!apart([&] { return notes->find(u"a#b"_s); }));
    }

    // A megabyte ends each answer: what is left is asked for.
    void pagesAreReadToTheirEnd()
    {
        const QString room = u"room:A"_s;
        const QStringList everybody{mara, u"ilja"_s, u"noor"_s, u"sven"_s, u"tove"_s};
        apart([&] {
            for (const QString &name : everybody)
                (void)signUp(*m_store, name);
            (void)makeRoom(*m_store, room, mara, everybody.mid(1));
            for (int i = 1; i <= 7; ++i)
                (void)append(*m_store, room, mara, QString::number(i));
            return isDone(m_store->prefs().set(
                mara, {{u"a"_s, u"1"_s}, {u"b"_s, u"1"_s}, {u"c"_s, u"1"_s}, {u"d"_s, u"1"_s}, {u"e"_s, u"1"_s}}));
        });
        m_dynamo->pageSize = 2;
        const auto keys = [](const auto &rows) {
            QStringList all;
            for (const auto &row : rows)
                all.append(row.key);
            all.sort();
            return all;
        };
        QStringList sorted = everybody;
        sorted.sort();
        const QStringList said{u"1"_s, u"2"_s, u"3"_s, u"4"_s, u"5"_s, u"6"_s, u"7"_s};
        QCOMPARE(texts(apart([&] { return m_reads->history(newest(room, mara)); })->messages), said);
        QCOMPARE(texts(apart([&] { return m_reads->changesSince(room, mara, 0, 10, 100'000); })->messages), said);
        QCOMPARE(apart([&] { return m_reads->members(room, mara, {}, 10); })->rows.size(), sorted.size());
        QCOMPARE(keys(apart([&] { return m_reads->people({}, {}, 10); })->rows), sorted);
        QCOMPARE(apart([&] { return m_reads->prefs(mara, {}, 10, 100'000); })->rows.size(), 5);
        QCOMPARE(keys(apart([&] { return m_store->conversations().members(room); })), sorted);
    }

    void aMessageIsDoneOnce_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("times");
        QTest::addColumn<bool>("tokens");
        const auto row = [](const char *name, Fault fault, int times, bool tokens = true) {
            QTest::newRow(name) << int(fault) << times << tokens;
        };
        row("busy", Fault::Busy, clientTries - 1);
        row("failing", Fault::Failing, clientTries - 1);
        row("no answer", Fault::Lost, 1);
        row("no answer, and the token is not known any more", Fault::Lost, 1, false);
        row("no answer, thrice", Fault::Lost, 3, false);
        row("no answer in time", Fault::Silent, 1, false);
        row("an answer that is none", Fault::Garbage, 2, false);
        row("others were faster", Fault::Conflict, 7);
    }
    void aMessageIsDoneOnce()
    {
        QFETCH(int, fault);
        QFETCH(int, times);
        QFETCH(bool, tokens);
        m_dynamo->knowsTokens = tokens;
        m_dynamo->fault(transact, Fault(fault), times);
        // Without an id: nothing but the transaction itself keeps it from being doubled.
        const auto outcome = said(once(mara));
        QVERIFY(isDone(outcome));
        QCOMPARE(std::get<0>(outcome).message.seq, 1);
        QCOMPARE(stored(), QStringList{u"hello"_s});
        QVERIFY(m_dynamo->count(transact) > times);
    }

    void whatIsNotDoneIsUnavailable_data()
    {
        QTest::addColumn<int>("fault");
        QTest::addColumn<int>("asked");
        QTest::newRow("busy") << int(Fault::Busy) << clientTries;
        QTest::newRow("failing") << int(Fault::Failing) << clientTries;
        QTest::newRow("others are faster each time") << int(Fault::Conflict) << 8;
        QTest::newRow("refused") << int(Fault::Refused) << 1;
    }
    void whatIsNotDoneIsUnavailable()
    {
        QFETCH(int, fault);
        QFETCH(int, asked);
        const int before = m_dynamo->count(transact);
        m_dynamo->fault(transact, Fault(fault), 1000);
        QVERIFY(std::holds_alternative<core::Unavailable>(said(stamp(mara, u"c1"_s))));
        QCOMPARE(m_dynamo->count(transact) - before, asked);
        m_dynamo->fault(transact, Fault(fault), 0);
        QVERIFY(stored().isEmpty());
        QVERIFY(isDone(said(stamp(mara, u"c1"_s))));
    }

    void cancelledTransactionsAreCounted()
    {
        aws::DynamoClient client(DynamoEmulator::environmentFor(m_dynamo->address()), m_clock);
        const QJsonObject held{{u"TableName"_s, u"ConfabState"_s},
                               {u"Item"_s, QJsonObject{{u"pk"_s, QJsonObject{{u"S"_s, u"one"_s}}}}},
                               {u"ConditionExpression"_s, u"attribute_not_exists(pk)"_s}};
        const auto call = [&](const QByteArray &operation, const QJsonObject &input) {
            return apart([&] { return client.call(operation, input); }).has_value();
        };
        QVERIFY(call("PutItem", held));
        QVERIFY(!call("PutItem", held));
        QCOMPARE(client.counters().cancelled, 0); // it keeps a limit
        m_dynamo->fault(transact, Fault::Conflict, 1);
        QVERIFY(!call(transact.toLatin1(), {}));
        QCOMPARE(client.counters().cancelled, 1);
    }

    void anAnswerThatNeverComesIsARepeatLater()
    {
        m_dynamo->fault(transact, Fault::Lost, 1000);
        QVERIFY(std::holds_alternative<core::Unavailable>(said(stamp(mara, u"c1"_s))));
        m_dynamo->fault(transact, Fault::Lost, 0);
        // It was done: whoever asks again hears so, and it is there once.
        const auto again = said(stamp(mara, u"c1"_s));
        const auto *repeat = std::get_if<core::Repeat>(&again);
        QVERIFY(repeat);
        QCOMPARE(repeat->ack.seq, 1);
        QCOMPARE(stored(), QStringList{u"hello"_s});
    }

    // Of a client that waits for minutes on its own.
    void aDeadlineEndsWhatIsNotAnswered()
    {
        const std::chrono::minutes patience(5);
        aws::DynamoClient client(DynamoEmulator::environmentFor(m_dynamo->address()), m_clock,
                                 {.time = patience, .tryTime = patience});
        const QString read = u"GetItem"_s;
        const auto get = [&] {
            return apart([&] { return client.call(read.toLatin1(), {{u"TableName"_s, u"ConfabState"_s}}); });
        };
        m_dynamo->fault(read, Fault::Silent, 1);
        const int before = m_dynamo->count(read);
        client.setDeadline(QDeadlineTimer(std::chrono::milliseconds(200)));
        const auto cut = get();
        QVERIFY(!cut);
        QCOMPARE(cut.error().error.kind, aws::ErrorKind::TimedOut);
        QVERIFY(cut.error().mayBeDone);
        QCOMPARE(m_dynamo->count(read) - before, 1);

        const auto tooLate = get();
        QVERIFY(!tooLate);
        QCOMPARE(tooLate.error().error.kind, aws::ErrorKind::TimedOut);
        QVERIFY(!tooLate.error().mayBeDone);
        QCOMPARE(m_dynamo->count(read) - before, 1);
    }

    void aMarkThatWasWrittenIsTold()
    {
        QVERIFY(isDone(said(once(mara))));
        m_dynamo->fault(u"PutItem"_s, Fault::Lost, 1);
        const auto outcome = apart([this] { return m_store->receipts().markRead(group(), u"ilja"_s, 1); });
        QVERIFY(isDone(outcome));
        QVERIFY(std::get<0>(outcome).changed);
        QCOMPARE(apart([this] { return m_store->receipts().mark(group(), u"ilja"_s); }), 1);
    }

    void whatIsLeftOverIsAskedForAgain()
    {
        for (int i = 0; i < 3; ++i)
            QVERIFY(isDone(said(once(mara))));
        m_dynamo->fault(u"BatchGetItem"_s, Fault::Leftovers, 5);
        const auto changes = apart([this] { return m_reads->changesSince(group(), mara, 0, 100, 100'000); });
        QVERIFY(changes);
        QCOMPARE(changes->messages.size(), 3);
        m_dynamo->fault(u"BatchGetItem"_s, Fault::Leftovers, 0);
        m_dynamo->fault(u"BatchWriteItem"_s, Fault::Leftovers, 2);
        QVERIFY(isDone(apart([this] { return m_store->attachments().forgetUnwanted({u"a"_s, u"b"_s, u"c"_s}); })));
        QCOMPARE(m_dynamo->count(u"BatchWriteItem"_s), 3);
    }

    void batchesThatAreNeverDoneEnd()
    {
        m_dynamo->fault(u"BatchWriteItem"_s, Fault::Leftovers, 1000);
        QStringList many;
        for (int i = 0; i < 25; ++i)
            many.append(QString::number(i));
        const auto outcome = apart([&] { return m_store->attachments().forgetUnwanted(many); });
        QVERIFY(std::holds_alternative<core::Unavailable>(outcome));
    }

    void readsThatFailSaySo()
    {
        m_dynamo->fault(u"GetItem"_s, Fault::Garbage, 1000);
        QVERIFY(!apart([this] { return m_store->accounts().credentials(mara); }));
        QVERIFY(!apart([this] { return m_store->sessions().find("token", at(0)); }));
        m_dynamo->fault(u"BatchGetItem"_s, Fault::Garbage, 1000);
        const auto page = apart([this] { return m_reads->history(newest(group(), mara)); });
        QVERIFY(!page);
        QCOMPARE(page.error(), core::ReadProblem::Unavailable);
        QVERIFY(std::holds_alternative<core::Unavailable>(said(once(mara))));
        for (const QString &operation : {u"GetItem"_s, u"BatchGetItem"_s})
            m_dynamo->fault(operation, Fault::Garbage, 0);
        QVERIFY(isDone(said(once(mara))));
    }

    // Whoever deletes a large room does not wait until all of it has gone.
    void whatIsLeftOfALargeRoomGoesLater()
    {
        // By a client with the usual patience: one answer holds all of it.
        aws::DynamoClient client(DynamoEmulator::environmentFor(m_dynamo->address()), m_clock);
        const auto store = apart([&client] { return std::move(aws::DynamoStore::open(client, {})).value(); });
        const QString room = u"room:A"_s;
        apart([&] {
            (void)signUp(*store, mara);
            (void)makeRoom(*store, room, mara, {});
            return 0;
        });
        const std::size_t before = m_dynamo->items();
        constexpr int messages = 550; // of two items each
        apart([&] {
            for (int i = 0; i < messages; ++i)
                (void)append(*store, room, mara, u"hello"_s);
            return 0;
        });
        QVERIFY(m_dynamo->items() >= before + 2 * messages);
        core::UpdateRoomOp op;
        op.stamp = once(mara);
        op.id = room;
        QVERIFY(isDone(apart([&] { return store->conversations().deleteRoom(op); })));
        QVERIFY(m_dynamo->items() > before);
        QVERIFY(m_dynamo->items() < before + messages);
        QVERIFY(isDone(apart([&] { return store->attachments().takeUnwanted(m_clock.now(), 10); })));
        QVERIFY(m_dynamo->items() <= before);
    }

    void countsThatFailSaySo()
    {
        const auto counts = aws::DynamoStore::openCounts(*m_client, {});
        m_dynamo->fault(u"UpdateItem"_s, Fault::Busy, 1000);
        const core::SharedCounts::Rate rate{.perSecond = 5, .atOnce = 20};
        QVERIFY(!apart([&] { return counts->take(mara, rate, at(0)); }));
        QCOMPARE(m_dynamo->count(u"UpdateItem"_s), clientTries);
        QVERIFY(!apart([&] { return counts->addTry(mara, at(0), at(-10)); }));
        m_dynamo->fault(u"BatchGetItem"_s, Fault::Busy, 1000);
        QVERIFY(!apart([&] { return counts->tries({mara, u"ilja"_s}, at(-10)); }));
    }

    void anImportThatIsCutGoesOn()
    {
        constexpr int rows = 100; // more than two transactions
        for (int i = 0; i < rows; ++i) {
            const QJsonObject row{
                {u"chatId"_s, QJsonObject{{u"S"_s, u"group"_s}}},
                {u"timestamp"_s, QJsonObject{{u"S"_s, at(i).toString(Qt::ISODateWithMs)}}},
                {u"message"_s, QJsonObject{{u"S"_s, u"text %1"_s.arg(i)}}},
            };
            QVERIFY(apart([&] {
                return m_client->call("PutItem", {{u"TableName"_s, u"ChatHistory"_s}, {u"Item"_s, row}});
            }));
        }
        const auto import = [this] { return apart([this] { return aws::importArticle(*m_client, {}); }); };
        // Done, and not known to be; then not done.
        m_dynamo->fault(transact, Fault::Lost, 1000);
        QVERIFY(!import());
        QCOMPARE(stored().size(), 40);
        m_dynamo->fault(transact, Fault::Busy, 1000);
        QVERIFY(!import());
        m_dynamo->fault(transact, Fault::Lost, 2);
        const auto imported = import();
        QVERIFY(imported);
        QCOMPARE(imported->messages, rows - 40);
        core::HistoryQuery all = newest(group(), mara);
        all.limit = 2 * rows;
        const auto page = apart([&] { return m_reads->history(all); });
        QCOMPARE(page->messages.size(), rows);
        for (int i = 0; i < rows; ++i)
            QCOMPARE(page->messages[i].text, u"text %1"_s.arg(i));
        QCOMPARE(import()->messages, 0);
    }

private:
    core::Outcome<core::Appended> said(const core::Stamp &by)
    {
        return apart([&] { return m_store->messages().append(say(group(), mara, u"hello"_s, by)); });
    }
    QStringList stored()
    {
        const auto page = apart([this] { return m_reads->history(newest(group(), mara)); });
        return page ? texts(page->messages) : QStringList{u"(a problem)"_s};
    }

    FakeClock m_clock;
    std::unique_ptr<TinyDynamo> m_dynamo;
    std::unique_ptr<aws::DynamoClient> m_client;
    std::unique_ptr<aws::DynamoStore> m_store;
    std::unique_ptr<core::Reads> m_reads;
};

} // namespace confab::tests

CONFAB_TEST(confab::tests::TestDynamoFaults)
#include "tst_dynamo_faults.moc"
