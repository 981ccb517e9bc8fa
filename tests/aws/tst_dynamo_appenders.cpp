// SPDX-License-Identifier: GPL-3.0-or-later
// Many processes write into one room at once: on AWS each call has one of its own.
#include "dynamo_world.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <set>
#include <thread>

namespace confab::tests
{

namespace
{

constexpr int appenders = 16;
constexpr int messagesOfEach = 10;

const QString room = u"room:A"_s;
const QString mara = u"mara"_s;

std::unique_ptr<DynamoEmulator> emulator; // NOLINT: one for the program
QString logFile;

struct Cost {
    int requests = 0;
    int items = 0; // of transactions
    qint64 reads = 0;
    qint64 writes = 0;
};

// Of what was asked since a line of the log.
Cost costSince(qsizetype line, qsizetype &lines)
{
    QFile file(logFile);
    Cost cost;
    if (!file.open(QIODevice::ReadOnly))
        return cost;
    const QList<QByteArray> all = file.readAll().trimmed().split('\n');
    lines = all.size();
    for (const QByteArray &one : all.mid(line)) {
        const QJsonObject request = QJsonDocument::fromJson(one).object();
        ++cost.requests;
        cost.reads += request.value("reads"_L1).toInteger();
        cost.writes += request.value("writes"_L1).toInteger();
        if (request.value("operation"_L1) == "TransactWriteItems"_L1)
            cost.items += request.value("items"_L1).toInt();
    }
    return cost;
}

} // namespace

class TestDynamoAppenders : public QObject
{
    Q_OBJECT

private slots:
    void anAppendIsTwoRoundTrips()
    {
        const FakeClock clock;
        aws::DynamoClient client(emulator->environment(), clock);
        DynamoWorld world(client);
        signUp(world.store(), mara);
        makeRoom(world.store(), room, mara);
        append(world.store(), room, mara, u"the first"_s);
        qsizetype before = 0;
        (void)costSince(0, before);
        QVERIFY(isDone(world.store().messages().append(say(room, mara, u"hello"_s, stamp(mara, u"c1"_s)))));
        const Cost cost = costSince(before, before);
        qInfo("a message in a room: %d requests, a transaction of %d items, %lld read and %lld write units",
              cost.requests, cost.items, cost.reads, cost.writes);
        QCOMPARE(cost.requests, 2);
        QCOMPARE(cost.items, 6); // head, seq, rev, command, talk; and a look at the member
    }

    void nothingIsLostOrDoubled()
    {
        const FakeClock clock;
        aws::DynamoClient client(emulator->environment(), clock);
        DynamoWorld world(client);
        QStringList people{mara};
        for (int i = 1; i < appenders; ++i)
            people.append(u"p%1"_s.arg(i));
        for (const QString &name : std::as_const(people))
            signUp(world.store(), name);
        makeRoom(world.store(), room, mara, people.mid(1));

        std::atomic<qint64> retries = 0;
        std::atomic<qint64> cancelled = 0;
        std::atomic<int> unavailable = 0;
        std::atomic<int> wrong = 0;
        QElapsedTimer timer;
        timer.start();
        std::vector<std::thread> threads;
        for (const QString &key : std::as_const(people)) {
            threads.emplace_back([&, key] {
                const FakeClock ownClock;
                aws::DynamoClient own(emulator->environment(), ownClock);
                const auto store = std::move(aws::DynamoStore::open(own, world.names())).value();
                for (int i = 0; i < messagesOfEach; ++i) {
                    const QString id = key + u'-' + QString::number(i);
                    const core::AppendOp op = say(room, key, id, stamp(key, id));
                    // As a client does: the same again until it is answered.
                    for (int tries = 0; tries < 100; ++tries) {
                        const auto outcome = store->messages().append(op);
                        if (isDone(outcome) || std::holds_alternative<core::Repeat>(outcome))
                            break;
                        (std::holds_alternative<core::Unavailable>(outcome) ? unavailable : wrong) += 1;
                    }
                }
                retries += own.counters().retries;
                cancelled += own.counters().cancelled;
            });
        }
        for (std::thread &thread : threads)
            thread.join();
        const qint64 took = timer.elapsed();
        qInfo("%d messages by %d at once: %.1f s, %lld transactions cancelled, %lld calls made again, %d answers "
              "\"unavailable\"",
              appenders * messagesOfEach, appenders, double(took) / 1000, cancelled.load(), retries.load(),
              unavailable.load());
        QCOMPARE(wrong.load(), 0);
        QVERIFY(cancelled > 0); // or they were not at once

        std::set<QString> ids;
        qint64 seq = 0;
        core::HistoryQuery query = newest(room, mara);
        query.after = 0;
        query.limit = 100;
        query.bytes = 1 << 20;
        bool more = true;
        while (more) {
            const auto page = world.reads().history(query);
            QVERIFY(page);
            for (const protocol::Message &message : page->messages) {
                QCOMPARE(message.seq, ++seq);
                QCOMPARE(message.rev, seq + 1);
                QVERIFY(ids.insert(message.id).second);
            }
            query.after = seq;
            more = page->moreAfter;
        }
        QCOMPARE(seq, appenders * messagesOfEach);
        const auto changes = world.reads().changesSince(room, mara, 0, 500, 1 << 20);
        QVERIFY(changes);
        QCOMPARE(changes->messages.size(), appenders * messagesOfEach);
    }
};

} // namespace confab::tests

int main(int argc, char **argv)
{
    using namespace confab::tests;
    QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    logFile = folder.filePath(u"requests.jsonl"_s);
    emulator = DynamoEmulator::start(QStringLiteral(EMULATOR), logFile);
    if (!emulator)
        return skipped;
    TestDynamoAppenders test;
    const int failures = QTest::qExec(&test, argc, argv);
    emulator.reset();
    return failures;
}

#include "tst_dynamo_appenders.moc"
