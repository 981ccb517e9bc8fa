// SPDX-License-Identifier: GPL-3.0-or-later
// What a message costs of DynamoDB, by the size of its room, and what stands in each other's way in one conversation:
// the tables of docs/aws.md, counted from the emulator's log. With `--check docs/aws.md` it tells which rows of the
// smaller rooms, and of what else is done, are not in there as they were counted (exit 1).
#include "dynamo_world.h"

#include <confab/aws/api_front.h>
#include <confab/core/digest.h>
#include <confab/protocol/codec.h>

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QTextStream>

#include <atomic>
#include <span>
#include <thread>

namespace confab::tests
{

namespace
{

constexpr std::array sizes{2, 10, 50, 200, 500, 1000};
constexpr qsizetype sizesChecked = 3; // of these: some seconds
constexpr std::array writers{1, 2, 4, 8, 16, 32};
constexpr int messagesOfAll = 96; // by however many writers

const QString speaker = u"p1"_s;
const QString own = u"c1="_s;
const QString token = u"a token"_s;

QString personAt(int number)
{
    return u"p%1"_s.arg(number);
}

QString roomOf(int size)
{
    return u"room:%1"_s.arg(size);
}

// What was asked of the emulator since one looked the last time.
class Log
{
public:
    explicit Log(const QString &file)
        : m_file(file)
    {
        if (!m_file.open(QIODevice::ReadOnly))
            qFatal("no log of the emulator");
    }
    struct Cost {
        QMap<QString, int> requests;
        double reads = 0;
        double writes = 0;
        [[nodiscard]] int all() const
        {
            int count = 0;
            for (const int each : requests)
                count += each;
            return count;
        }
        [[nodiscard]] QString kinds() const
        {
            QStringList kinds;
            for (auto it = requests.begin(); it != requests.end(); ++it)
                kinds.append(it.key() + u' ' + QString::number(it.value()));
            return kinds.join(u", "_s);
        }
    };
    Cost next()
    {
        Cost cost;
        while (!m_file.atEnd()) {
            const QJsonObject line = QJsonDocument::fromJson(m_file.readLine()).object();
            cost.requests[line.value("operation"_L1).toString()] += 1;
            cost.reads += line.value("reads"_L1).toDouble();
            cost.writes += line.value("writes"_L1).toDouble();
        }
        return cost;
    }

private:
    QFile m_file;
};

QTextStream &out()
{
    static QTextStream stream(stdout);
    return stream;
}

QString lineOf(const QStringList &cells)
{
    return u"| "_s + cells.join(" | "_L1) + u" |"_s;
}

void row(const QStringList &cells)
{
    out() << lineOf(cells) << '\n' << Qt::flush;
}

QString textOf(double number)
{
    return QString::number(number, 'f', number == qRound64(number) ? 0 : 1);
}

class Costs
{
public:
    struct Told {
        QString line;
        QString kinds; // of the requests
    };

    Costs(DynamoEmulator &emulator, const QString &log)
        : m_emulator(emulator)
        , m_client(emulator.environment(), m_clock)
        , m_world(m_client)
        , m_index(aws::DynamoStore::openConnectionIndex(m_client, m_world.names()))
        , m_counts(aws::DynamoStore::openCounts(m_client, m_world.names()))
        , m_front({m_world.store(), m_world.reads(), *m_index, m_hasher, m_clock, m_random, {}, {}, m_counts.get()},
                  settings())
        , m_log(log)
    {
    }

    void perMessage(std::span<const int> rooms)
    {
        core::Store &store = m_world.store();
        QStringList people;
        for (int i = 1; i <= rooms.back(); ++i) {
            people.append(personAt(i));
            signUp(store, people.constLast());
        }
        for (const int size : rooms)
            makeRoom(store, roomOf(size), speaker, people.mid(1, size - 1));
        (void)done(store.sessions().put({.tokenHash = core::digestOf(token),
                                         .key = speaker,
                                         .username = speaker,
                                         .guest = false,
                                         .createdAt = m_clock.now(),
                                         .expiresAt = m_clock.now().addDays(1)}));
        m_log.next();

        row({u"what"_s, u"requests"_s, u"units read"_s, u"units written"_s, u"posts"_s});
        row({u"---"_s, u"---"_s, u"---"_s, u"---"_s, u"---"_s});
        tell(u"a connection is made"_s, event(own, u"CONNECT"_s));
        tell(u"it is somebody, by a session"_s,
             said(protocol::Hello{.id = newId(), .client = {}, .locale = {}, .token = token}));
        for (const int size : rooms)
            tell(u"a message, %1 members, the author connected"_s.arg(size), message(size));
        for (const QString &key : people.mid(1))
            (void)done(store.connections().put(
                {.id = key + u'=', .username = key, .key = key, .plain = false, .since = m_clock.now()}));
        m_log.next();
        for (const int size : rooms)
            tell(u"a message, %1 members, all of them connected"_s.arg(size), message(size));
        tell(u"a message in `group`, %1 connected"_s.arg(people.size()), message(0));

        const QString room = roomOf(10);
        const auto seen = m_world.reads().history(newest(room, speaker));
        const protocol::Message last = seen ? seen->messages.constLast() : protocol::Message();
        m_log.next();
        tell(u"a reaction, 10 members"_s,
             said(protocol::React{
                 .id = newId(), .conversation = room, .seq = last.seq, .of = last.id, .emoji = u"👍"_s, .on = true}));
        tell(u"an edit, 10 members"_s, said(protocol::EditMessage{.id = newId(),
                                                                  .conversation = room,
                                                                  .seq = last.seq,
                                                                  .of = last.id,
                                                                  .base = last.rev + 1,
                                                                  .message = u"another text"_s}));
        (void)append(store, room, u"p2"_s, u"something to read"_s);
        m_log.next();
        tell(u"a mark of what was read, 10 members"_s,
             said(protocol::MarkRead{.id = newId(), .conversation = room, .seq = last.seq + 1}));
        tell(u"a ping"_s, said(protocol::Ping{.id = newId(), .revs = {}}));
        tell(u"the connection ends"_s, event(own, u"DISCONNECT"_s));
    }

    // Each writer as a function has it: a client and a store of its own.
    void perWriter()
    {
        row({u"writers at once"_s, u"transactions"_s, u"cancelled for each message"_s, u"answered \"unavailable\""_s,
             u"units written for each message"_s});
        row({u"---"_s, u"---"_s, u"---"_s, u"---"_s, u"---"_s});
        const QString room = roomOf(sizes.back());
        for (const int count : writers) {
            std::atomic<qint64> cancelled = 0;
            std::atomic<int> unavailable = 0;
            m_log.next();
            std::vector<std::thread> threads;
            for (int i = 0; i < count; ++i) {
                threads.emplace_back([&, key = personAt(i + 1)] {
                    const FakeClock clock;
                    aws::DynamoClient client(m_emulator.environment(), clock);
                    const auto store = std::move(aws::DynamoStore::open(client, m_world.names())).value();
                    for (int k = 0; k < messagesOfAll / count; ++k) {
                        const QString id = u"%1-%2-%3"_s.arg(count).arg(key).arg(k);
                        const core::AppendOp op = say(room, key, id, stamp(key, id));
                        while (!isDone(store->messages().append(op)))
                            ++unavailable;
                    }
                    cancelled += client.counters().cancelled;
                });
            }
            for (std::thread &thread : threads)
                thread.join();
            const Log::Cost cost = m_log.next();
            row({QString::number(count), QString::number(cost.requests.value(u"TransactWriteItems"_s)),
                 QString::number(double(cancelled) / messagesOfAll, 'f', 2), QString::number(unavailable.load()),
                 QString::number(cost.writes / messagesOfAll, 'f', 1)});
        }
    }

    [[nodiscard]] const QList<Told> &told() const { return m_told; }

private:
    static core::ServerSettings settings() { return {}; }
    [[nodiscard]] static QJsonObject event(const QString &connection, const QString &kind)
    {
        return {{u"headers"_s, QJsonObject{{u"Sec-WebSocket-Protocol"_s, u"confab.1"_s}}},
                {u"requestContext"_s, QJsonObject{{u"connectionId"_s, connection}, {u"eventType"_s, kind}}}};
    }
    [[nodiscard]] static QJsonObject said(const protocol::ClientCommand &command)
    {
        QJsonObject made = event(own, u"MESSAGE"_s);
        made.insert(u"body"_s, QString::fromUtf8(protocol::encode(command)));
        return made;
    }
    // A ULID.
    [[nodiscard]] QString newId() { return u"%1"_s.arg(++m_ids, 26, 10, QChar(u'0')); }
    // Of 80 characters; 0: to everybody.
    [[nodiscard]] QJsonObject message(int size)
    {
        return said(protocol::SendMessage{
            .id = newId(), .conversation = size == 0 ? u"group"_s : roomOf(size), .message = QString(80, u'a')});
    }
    void tell(const QString &what, const QJsonObject &event)
    {
        m_clock.advance(20'000); // long enough for the author to say as much as they may
        const aws::ApiFront::Result result = m_front.handle(event);
        const Log::Cost cost = m_log.next();
        qsizetype posts = 0;
        for (const aws::Parcel &parcel : result.parcels) {
            posts += parcel.frames.size();
            for (const QByteArray &frame : parcel.frames) {
                if (frame.contains("\"error\""))
                    qFatal("%ls: %s", qUtf16Printable(what), frame.constData());
            }
        }
        for (const QByteArray &late : result.late) {
            const auto piece = aws::parseLate(late);
            const auto *parcels = piece ? std::get_if<aws::LateParcels>(&*piece) : nullptr;
            for (const aws::Parcel &parcel : parcels ? parcels->parcels : QList<aws::Parcel>())
                posts += parcel.frames.size();
        }
        if (!result.problem.isEmpty())
            qFatal("%ls: %ls", qUtf16Printable(what), qUtf16Printable(result.problem));
        const QStringList cells{what, QString::number(cost.all()), textOf(cost.reads), textOf(cost.writes),
                                QString::number(posts)};
        row(cells);
        m_told.append({.line = lineOf(cells), .kinds = cost.kinds()});
    }

    DynamoEmulator &m_emulator;
    FakeClock m_clock;
    FakeHasher m_hasher;
    FakeRandom m_random;
    aws::DynamoClient m_client;
    DynamoWorld m_world;
    std::unique_ptr<aws::ConnectionIndex> m_index;
    std::unique_ptr<core::SharedCounts> m_counts;
    aws::ApiFront m_front;
    Log m_log;
    int m_ids = 0;
    QList<Told> m_told;
};

// How many rows the document has otherwise, but for those of everybody, whose number is not that of a whole run.
int otherwise(const QList<Costs::Told> &rows, const QString &document)
{
    QFile file(document);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %ls", qUtf16Printable(document));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    int count = 0;
    for (const Costs::Told &told : rows) {
        if (told.line.contains("`group`"_L1) || lines.contains(told.line))
            continue;
        ++count;
        out() << "not in " << document << ": " << told.line << " (" << told.kinds << ")\n";
    }
    return count;
}

} // namespace

} // namespace confab::tests

int main(int argc, char **argv)
{
    using namespace confab::tests;
    const QCoreApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString log = folder.filePath(u"requests.jsonl"_s);
    const auto emulator = DynamoEmulator::start(QStringLiteral(EMULATOR), log);
    if (!emulator)
        return skipped;
    Costs costs(*emulator, log);
    const QStringList words = QCoreApplication::arguments();
    if (words.size() == 3 && words.at(1) == "--check"_L1) {
        costs.perMessage(std::span(sizes).first(sizesChecked));
        return otherwise(costs.told(), words.at(2)) == 0 ? 0 : 1;
    }
    costs.perMessage(sizes);
    out() << "\nBy kind:\n";
    for (const Costs::Told &told : costs.told())
        out() << told.line << ' ' << told.kinds << '\n';
    out() << '\n';
    costs.perWriter();
    return 0;
}
