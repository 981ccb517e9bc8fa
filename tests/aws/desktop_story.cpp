// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/dynamo_store.h>
#include <confab/client/cache_dump.h>
#include <confab/client/chat_client.h>
#include <confab/client/web_socket_transport.h>
#include <confab/crypto/system_clock.h>
#include <confab/protocol/names.h>

#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QTextStream>
#include <QTimer>

#include <algorithm>

using namespace confab;
using namespace Qt::StringLiterals;
using client::ConnectionStatus;
using client::MessageRow;

namespace
{

constexpr int patience = 30'000; // ms; the emulators are slow, and other tests run beside them

// API Gateway's ten minutes and two hours in 3 and 12 s, as deployed_story.py has the stand-in keep them.
constexpr client::GatewayTimes compressed{.pingMs = 1000, .renewMs = 4500, .renewAgainMs = 500};

// The lines of a dump that are about these conversations and their messages.
QStringList linesAbout(const QStringList &conversations, const QList<QJsonObject> &dump)
{
    QStringList lines;
    for (const QJsonObject &object : dump) {
        const QString table = object["table"_L1].toString();
        const QString of = object[table == "message"_L1 ? "conversation"_L1 : "id"_L1].toString();
        if ((table == "message"_L1 || table == "conversation"_L1) && conversations.contains(of))
            lines.append(QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    }
    lines.sort();
    return lines;
}

// A computer whose program can be ended and started.
class Computer
{
public:
    Computer(const QString &who, const QString &tag)
        : name(who + u'.' + tag)
    {
        begin();
    }

    void begin()
    {
        m_store = std::make_unique<client::ProfileStore>(m_folder.path());
        const QUrl url(qEnvironmentVariable("CONFAB_STORY_URL"));
        const client::Profile profile =
            m_store->profiles().isEmpty() ? m_store->create(url) : m_store->profiles().constFirst();
        m_cache = m_store->cacheFile(profile.id);
        client::Timing timing = client::systemTiming();
        timing.gateway = compressed;
        const auto transports = [this](client::Approach approach) {
            ++m_opened;
            return client::makeWebSocketTransport(approach);
        };
        m_client = std::make_unique<client::ChatClient>(profile, *m_store, transports, timing);
        m_client->start();
    }
    void end()
    {
        m_client.reset();
        m_store.reset();
    }
    void signUp()
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_client->status().phase, ConnectionStatus::Phase::NeedsSignIn, patience);
        m_client->signUp(name, u"correct horse battery"_s, {}, {});
        online();
    }
    void online() const
    {
        QTRY_COMPARE_WITH_TIMEOUT(m_client->status().phase, ConnectionStatus::Phase::Online, patience);
    }
    client::ChatClient *operator->() const { return m_client.get(); }
    [[nodiscard]] client::ChatClient *client() const { return m_client.get(); }
    [[nodiscard]] int opened() const { return m_opened; } // connections, so far

    [[nodiscard]] const QList<MessageRow> &rows(const QString &conversation) const
    {
        return m_client->openConversation(conversation)->rows();
    }
    [[nodiscard]] MessageRow row(const QString &conversation, const QString &text) const
    {
        for (const MessageRow &row : rows(conversation)) {
            if (row.text == text)
                return row;
        }
        return {};
    }
    [[nodiscard]] qint64 seqOf(const QString &conversation, const QString &text) const
    {
        return row(conversation, text).seq;
    }
    // Nothing of it is on its way any more.
    [[nodiscard]] bool settled(const QString &conversation) const
    {
        const auto &all = rows(conversation);
        return std::all_of(all.begin(), all.end(), [](const MessageRow &row) {
            return row.seq > 0 && row.change == MessageRow::Change::None &&
                   (row.state == MessageRow::State::Sent || row.state == MessageRow::State::Read);
        });
    }
    [[nodiscard]] QList<QJsonObject> dump() const
    {
        QList<QJsonObject> lines;
        const auto dumped = client::dumpCache(m_cache);
        for (const QByteArray &line : (dumped ? *dumped : QByteArray()).split('\n'))
            lines.append(QJsonDocument::fromJson(line).object());
        return lines;
    }

    const QString name;

private:
    QTemporaryDir m_folder;
    QString m_cache;
    int m_opened = 0;
    std::unique_ptr<client::ProfileStore> m_store;
    std::unique_ptr<client::ChatClient> m_client;
};

} // namespace

// Two people at desktops, without the windows, and a chat behind API Gateway: tst_story.py starts both. In the
// environment CONFAB_STORY_URL and what the function has there, by which the tables are read.
class DesktopStory : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void oneGoesAndComesBack();
    void connectionsAreReplacedWhileBothTalk();

private:
    // A room of both, which the one makes and the other finds.
    [[nodiscard]] static QString roomOf(const Computer &host, const Computer &guest);
    [[nodiscard]] static QList<QJsonObject> stored();

    QString m_tag; // names are new each time
};

void DesktopStory::initTestCase()
{
    QVERIFY2(qEnvironmentVariableIsSet("CONFAB_STORY_URL"), "tst_story.py runs this, with a chat in its environment");
    m_tag = u"d%1"_s.arg(QRandomGenerator::global()->generate(), 0, 36);
}

QString DesktopStory::roomOf(const Computer &host, const Computer &guest)
{
    QString made;
    protocol::CreateRoom wish;
    wish.name = u"Attic of "_s + host.name;
    wish.isPublic = true;
    host->createRoom(wish, [&made](const Expected<QString, client::Problem> &room) { made = room ? *room : u"-"_s; });
    [&] { QTRY_VERIFY_WITH_TIMEOUT(!made.isEmpty(), patience); }();
    QString found;
    guest->listRooms(wish.name, {}, [&found](const Expected<protocol::RoomList, client::Problem> &rooms) {
        found = rooms && rooms->rooms.size() == 1 ? rooms->rooms.constFirst().id : u"-"_s;
    });
    [&] { QTRY_COMPARE_WITH_TIMEOUT(found, made, patience); }();
    guest->joinRoom(made, [](const auto &) {});
    [&] { QTRY_VERIFY_WITH_TIMEOUT(guest->conversation(made), patience); }();
    return made;
}

QList<QJsonObject> DesktopStory::stored()
{
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const crypto::SystemClock clock;
    aws::DynamoClient database(environment, clock);
    const auto store = aws::DynamoStore::open(database, {});
    QList<QJsonObject> lines;
    if (store)
        (void)(*store)->dump([&lines](const QJsonObject &line) { lines.append(line); });
    return lines;
}

void DesktopStory::oneGoesAndComesBack()
{
    const QString group = u"group"_s;
    Computer ada(u"ada"_s, m_tag);
    Computer ben(u"ben"_s, m_tag);
    ada.signUp();
    ben.signUp();
    const QString room = roomOf(ada, ben);
    if (QTest::currentTestFailed())
        return;
    const QString direct = protocol::directConversation(ada.name, ben.name);
    const QStringList both{room, direct};

    ada->sendText(room, u"by ada"_s);
    ada->sendText(group, u"good morning"_s);
    ben->sendText(room, u"by ben"_s);
    ben->sendText(direct, u"just us"_s);
    QTRY_VERIFY_WITH_TIMEOUT(ben.seqOf(room, u"by ada"_s) > 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(ben.seqOf(group, u"good morning"_s) > 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(ada.seqOf(room, u"by ben"_s) > 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(ada.seqOf(direct, u"just us"_s) > 0, patience);
    ada->sendText(direct, u"and back"_s);
    const qint64 byAda = ada.seqOf(room, u"by ada"_s);
    const qint64 byBen = ada.seqOf(room, u"by ben"_s);
    ada->edit(room, byAda, u"by ada, mended"_s);
    ada->react(room, byBen, u"👍"_s, true);
    ben->sendText(room, u"beside"_s, {0, byAda, false});
    ben->sendText(room, u"for all"_s, {byBen, byAda, true});
    QTRY_VERIFY_WITH_TIMEOUT(ada.seqOf(room, u"for all"_s) > 0, patience);
    QTRY_VERIFY_WITH_TIMEOUT(ben.seqOf(direct, u"and back"_s) > 0, patience);
    QTRY_COMPARE_WITH_TIMEOUT(ben.row(room, u"by ben"_s).reactions.size(), 1, patience);
    QTRY_COMPARE_WITH_TIMEOUT(ben.seqOf(room, u"by ada, mended"_s), byAda, patience);

    ben->stop();
    const QStringList meanwhile{u"is he gone?"_s, u"he is"_s, u"then later"_s};
    for (const QString &text : meanwhile)
        ada->sendText(room, text);
    ada->edit(room, byAda, u"by ada, mended twice"_s);
    ben->sendText(room, u"written away"_s);
    ben->sendText(direct, u"away as well"_s);
    ben->edit(room, byBen, u"by ben, mended"_s);
    ben->react(room, byAda, u"🎉"_s, true);
    QTRY_VERIFY_WITH_TIMEOUT(ada.seqOf(room, meanwhile.constLast()) > 0 && ada.settled(room), patience);
    QCOMPARE(ada.seqOf(room, u"written away"_s), 0);
    ben.end();
    ben.begin();
    ben.online();
    for (const Computer *each : {&ada, &ben}) {
        QTRY_VERIFY_WITH_TIMEOUT(each->seqOf(room, u"written away"_s) > 0, patience);
        QTRY_VERIFY_WITH_TIMEOUT(each->seqOf(direct, u"away as well"_s) > 0, patience);
        QTRY_COMPARE_WITH_TIMEOUT(each->seqOf(room, u"by ben, mended"_s), byBen, patience);
        QTRY_COMPARE_WITH_TIMEOUT(each->row(room, u"by ada, mended twice"_s).reactions.size(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(each->settled(room) && each->settled(direct), patience);
        for (const QString &text : meanwhile)
            QVERIFY(each->seqOf(room, text) > 0);
        QCOMPARE(each->row(room, u"by ada, mended twice"_s).replies->count, 2);
    }

    ada.end();
    ben.end();
    const QList<QJsonObject> tables = stored();
    const QStringList kept = linesAbout(both, tables);
    QCOMPARE(kept.size(), 2 + 8 + 3); // two conversations, their messages
    for (const Computer *each : {&ada, &ben}) {
        const QStringList held = linesAbout(both, each->dump());
        for (const QString &line : kept)
            QVERIFY2(held.contains(line), qPrintable(each->name + u" has not: "_s + line));
        QCOMPARE(held, kept);
    }
    // Of `group` they hold what they have seen.
    const QStringList ofAll = linesAbout({group}, tables);
    for (const Computer *each : {&ada, &ben}) {
        for (const QString &line : linesAbout({group}, each->dump())) {
            if (line.contains("\"table\":\"message\""_L1))
                QVERIFY2(ofAll.contains(line), qPrintable(line));
        }
    }
    QTextStream(stdout) << "   two caches and the tables tell " << kept.size() << " lines alike; connections: ada "
                        << ada.opened() << ", ben " << ben.opened() << Qt::endl;
}

void DesktopStory::connectionsAreReplacedWhileBothTalk()
{
    Computer ada(u"ida"_s, m_tag);
    Computer ben(u"jan"_s, m_tag);
    ada.signUp();
    ben.signUp();
    const QString room = roomOf(ada, ben);
    if (QTest::currentTestFailed())
        return;
    (void)ada.rows(room);
    (void)ben.rows(room);
    const auto spiesOn = [](const Computer &who, auto signal) {
        return std::make_unique<QSignalSpy>(who.client(), signal);
    };
    const auto adaArrived = spiesOn(ada, &client::ChatClient::messageArrived);
    const auto benArrived = spiesOn(ben, &client::ChatClient::messageArrived);
    const auto adaStatus = spiesOn(ada, &client::ChatClient::statusChanged);
    const auto benStatus = spiesOn(ben, &client::ChatClient::statusChanged);

    int said = 0; // by each
    QTimer talk;
    connect(&talk, &QTimer::timeout, this, [&] {
        ++said;
        ada->sendText(room, u"ida %1"_s.arg(said));
        ben->sendText(room, u"jan %1"_s.arg(said));
    });
    const std::pair before{ada.opened(), ben.opened()};
    talk.start(600);
    QTRY_VERIFY_WITH_TIMEOUT(ada.opened() >= before.first + 2 && ben.opened() >= before.second + 2, patience);
    talk.stop();
    QStringList expected;
    for (int i = 1; i <= said; ++i)
        expected << u"ida %1"_s.arg(i) << u"jan %1"_s.arg(i);
    expected.sort();
    for (const Computer *each : {&ada, &ben}) {
        QTRY_COMPARE_WITH_TIMEOUT(each->rows(room).size(), expected.size(), patience);
        QTRY_VERIFY_WITH_TIMEOUT(each->settled(room), patience);
        QStringList texts;
        for (const MessageRow &row : each->rows(room))
            texts.append(row.text);
        texts.sort();
        QCOMPARE(texts, expected);
    }
    QCOMPARE(adaArrived->size(), said);
    QCOMPARE(benArrived->size(), said);
    // And then nobody says anything for longer than it bears.
    const std::pair talked{ada.opened(), ben.opened()};
    QTRY_VERIFY_WITH_TIMEOUT(ada.opened() > talked.first && ben.opened() > talked.second, patience);
    // Nobody saw any of it.
    QCOMPARE(adaStatus->size(), 0);
    QCOMPARE(benStatus->size(), 0);

    ada.end();
    ben.end();
    const QStringList kept = linesAbout({room}, stored());
    QCOMPARE(kept.size(), 1 + 2 * said);
    QCOMPARE(linesAbout({room}, ada.dump()), kept);
    QCOMPARE(linesAbout({room}, ben.dump()), kept);
    QTextStream(stdout) << "   " << 2 * said << " messages over connections that were replaced: ida "
                        << ada.opened() - before.first << " times, jan " << ben.opened() - before.second
                        << "; none lost, none twice" << Qt::endl;
}

QTEST_GUILESS_MAIN(DesktopStory)
#include "desktop_story.moc"
