// SPDX-License-Identifier: GPL-3.0-or-later
#include "confabd_process.h"
#include "test_program.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <QWebSocket>

using namespace confab::test;
using namespace Qt::StringLiterals;

namespace
{

// A client as Postman or wscat: sends what was typed, shows what comes.
class PlainClient
{
public:
    explicit PlainClient(const QUrl &url)
    {
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) { m_texts += text; });
        QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket, [this] { m_closed = true; });
        m_socket.open(url);
    }
    [[nodiscard]] bool isOpen() const { return m_socket.state() == QAbstractSocket::ConnectedState; }
    void send(const QString &frame) { m_socket.sendTextMessage(frame); }
    void close() { m_socket.close(); }
    [[nodiscard]] bool isClosed() const { return m_closed; }
    [[nodiscard]] int closeCode() const { return m_socket.closeCode(); }
    [[nodiscard]] QStringList texts() const { return m_texts; }
    void forget() { m_texts.clear(); }

private:
    QWebSocket m_socket;
    QStringList m_texts;
    bool m_closed = false;
};

} // namespace

class TestPlainDialect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void registerIsToldToAll();
    void registerTrims();
    void registerNeedsAName();
    void aTakenNameIsRefused();
    void aBroadcastGoesToAll();
    void anyActionAndTypeIsABroadcast();
    void anEmptyBroadcastDoesNothing();
    void directMessages();
    void directMessagesThatFail();
    void theBotBooksAHotel();
    void anotherBotAnswersAll();
    void theBotNeedsAMessage();
    void whatIsNoObjectIsSaid();
    void aTextIsAtMost8KiB();
    void whoLeavesIsTold();
    void whatWasSaidIsKept();
    void tooManyMessages();
    void elsewhereAnAccountIsNeeded();

private:
    void serve(const QStringList &options);
    void begin();

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<ConfabdProcess> m_server;
    std::unique_ptr<PlainClient> m_anna;
    std::unique_ptr<PlainClient> m_bob;
};

void TestPlainDialect::serve(const QStringList &options)
{
    m_server = std::make_unique<ConfabdProcess>();
    QVERIFY2(m_server->start(m_folder->filePath(u"data"_s), QStringList{u"--plaintext"_s} + options),
             m_server->errors());
}

void TestPlainDialect::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    serve({u"--access"_s, u"open"_s, u"--no-rate-limits"_s});
    begin();
}

// Two who have connected.
void TestPlainDialect::begin()
{
    m_anna = std::make_unique<PlainClient>(m_server->url());
    QTRY_VERIFY(m_anna->isOpen());
    m_bob = std::make_unique<PlainClient>(m_server->url());
    QTRY_VERIFY(m_bob->isOpen());
    // The core knows of a connection when it has answered it.
    for (PlainClient *one : {m_anna.get(), m_bob.get()}) {
        one->send(uR"({"type":"directMessage","to":"","message":""})"_s);
        QTRY_COMPARE(one->texts().size(), 1);
        one->forget();
    }
}

void TestPlainDialect::cleanup()
{
    m_anna.reset();
    m_bob.reset();
    m_server.reset();
    m_folder.reset();
}

void TestPlainDialect::registerIsToldToAll()
{
    m_anna->send(uR"({"action":"sendMessage","type":"register","username":"anna"})"_s);
    QTRY_COMPARE(m_anna->texts(), QStringList(u"anna has joined the chat."_s));
    QTRY_COMPARE(m_bob->texts(), QStringList(u"anna has joined the chat."_s));
}

void TestPlainDialect::registerTrims()
{
    m_anna->send(uR"({"type":"register","username":"  anna \t"})"_s);
    QTRY_COMPARE(m_bob->texts(), QStringList(u"anna has joined the chat."_s));
}

void TestPlainDialect::registerNeedsAName()
{
    const QString refused = u"Registration failed: Username cannot be empty."_s;
    m_anna->send(uR"({"type":"register","username":"   "})"_s);
    QTRY_COMPARE(m_anna->texts(), QStringList(refused));
    m_anna->send(uR"({"type":"register"})"_s);
    QTRY_COMPARE(m_anna->texts(), QStringList({refused, refused}));
    QCOMPARE(m_bob->texts(), QStringList());
}

void TestPlainDialect::aTakenNameIsRefused()
{
    m_anna->send(uR"({"type":"register","username":"Anna"})"_s);
    QTRY_COMPARE(m_bob->texts(), QStringList(u"Anna has joined the chat."_s));
    m_bob->forget();
    m_bob->send(uR"({"type":"register","username":"aNNa"})"_s);
    QTRY_COMPARE(m_bob->texts(), QStringList(u"Registration failed: Username aNNa is taken."_s));
    const Finished made = runConfabd(
        {u"user"_s, u"create"_s, u"Carol"_s, u"--data"_s, m_folder->filePath(u"data"_s), u"--password-stdin"_s},
        "correct horse battery\n");
    QCOMPARE(made.code, 0);
    m_bob->forget();
    m_bob->send(uR"({"type":"register","username":"carol"})"_s);
    QTRY_COMPARE(m_bob->texts(), QStringList(u"Registration failed: Username carol is taken."_s));
}

void TestPlainDialect::aBroadcastGoesToAll()
{
    m_anna->send(
        uR"({"action":"sendMessage","type":"sendMessage","message":" Hello, \"world\" – ünïcode 🙂 "})"_s);
    const QStringList expected(u" Hello, \"world\" – ünïcode 🙂 "_s);
    QTRY_COMPARE(m_bob->texts(), expected);
    QTRY_COMPARE(m_anna->texts(), expected);
}

void TestPlainDialect::anyActionAndTypeIsABroadcast()
{
    m_anna->send(uR"({"action":"whatever","type":"dance","message":"one"})"_s);
    m_anna->send(uR"({"message":"two","unknown":{"field":[1,2,3]}})"_s);
    QTRY_COMPARE(m_bob->texts(), QStringList({u"one"_s, u"two"_s}));
}

void TestPlainDialect::anEmptyBroadcastDoesNothing()
{
    m_anna->send(uR"({"type":"sendMessage","message":""})"_s);
    m_anna->send(uR"({"type":"sendMessage"})"_s);
    m_anna->send(u"{}"_s);
    m_anna->send(uR"({"message":"after"})"_s);
    QTRY_COMPARE(m_anna->texts(), QStringList(u"after"_s));
    QTRY_COMPARE(m_bob->texts(), QStringList(u"after"_s));
}

void TestPlainDialect::directMessages()
{
    m_bob->send(uR"({"type":"register","username":"bob"})"_s);
    QTRY_COMPARE(m_bob->texts().size(), 1);
    QTRY_COMPARE(m_anna->texts().size(), 1);
    PlainClient other(m_server->url());
    QTRY_VERIFY(other.isOpen());
    m_anna->forget();
    m_bob->forget();
    m_anna->send(uR"({"type":"directMessage","to":" Bob ","message":"  psst "})"_s);
    QTRY_COMPARE(m_bob->texts(), QStringList(u"psst"_s));
    QTRY_COMPARE(m_anna->texts(), QStringList(u"Message sent to Bob: psst"_s));
    QCOMPARE(other.texts(), QStringList());
}

void TestPlainDialect::directMessagesThatFail()
{
    const QString invalid = u"DM failed: Invalid payload."_s;
    m_anna->send(uR"({"type":"directMessage","to":"  ","message":"hi"})"_s);
    m_anna->send(uR"({"type":"directMessage","to":"bob","message":" "})"_s);
    m_anna->send(uR"({"type":"directMessage"})"_s);
    m_anna->send(uR"({"type":"directMessage","to":"nobody","message":"hi"})"_s);
    QTRY_COMPARE(m_anna->texts(), QStringList({invalid, invalid, invalid,
                                               u"DM failed: User nobody does not exist or is not registered."_s}));
    QCOMPARE(m_bob->texts(), QStringList());
}

// The article's own example, on a server that was just set up, without AWS.
void TestPlainDialect::theBotBooksAHotel()
{
    struct Turn {
        QString said;
        QString answer; // a part of it
    };
    for (const Turn &turn :
         {Turn{u"Book hotel"_s, u"city"_s}, Turn{u"Paris"_s, u"arrive"_s}, Turn{u"next friday"_s, u"nights"_s},
          Turn{u"3"_s, u"Suite"_s}, Turn{u"suite"_s, u"Yes"_s}, Turn{u"yes"_s, u"Done"_s}}) {
        for (PlainClient *one : {m_anna.get(), m_bob.get()})
            one->forget();
        m_anna->send(u"{\"action\":\"sendMessage\",\"type\":\"bot\",\"message\":\"%1\"}"_s.arg(turn.said));
        for (PlainClient *one : {m_anna.get(), m_bob.get()}) {
            QTRY_COMPARE(one->texts().size(), 1);
            const QString text = one->texts().constFirst();
            QVERIFY2(text.startsWith("Bot: "_L1) && text.contains(turn.answer), qPrintable(text));
        }
    }
    QVERIFY(m_bob->texts().constFirst().contains("Paris"_L1));
}

void TestPlainDialect::anotherBotAnswersAll()
{
    m_anna.reset();
    m_bob.reset();
    QCOMPARE(m_server->terminate(), 0);
    serve({u"--access"_s, u"open"_s, u"--no-rate-limits"_s, u"--set"_s, u"bot.default=helper"_s});
    begin();
    m_anna->send(uR"({"type":"bot","message":" echo good morning "})"_s);
    QTRY_COMPARE(m_anna->texts(), QStringList(u"Bot: good morning"_s));
    QTRY_COMPARE(m_bob->texts(), QStringList(u"Bot: good morning"_s));
}

void TestPlainDialect::theBotNeedsAMessage()
{
    m_anna->send(uR"({"type":"bot","message":"  "})"_s);
    m_anna->send(uR"({"type":"bot"})"_s);
    const QString refused = u"Bot request failed: Message cannot be empty."_s;
    QTRY_COMPARE(m_anna->texts(), QStringList({refused, refused}));
    QCOMPARE(m_bob->texts(), QStringList());
}

void TestPlainDialect::whatIsNoObjectIsSaid()
{
    const QStringList wrong{u"hello"_s,
                            u"[1]"_s,
                            u"\"text\""_s,
                            uR"({"message":)"_s,
                            uR"({"message":7})"_s,
                            uR"({"type":["register"],"username":"anna"})"_s,
                            uR"({"type":"register","username":{}})"_s};
    for (const QString &frame : wrong) {
        m_anna->forget();
        m_anna->send(frame);
        QTRY_COMPARE(m_anna->texts(), QStringList(u"Error: the message is not a JSON object."_s));
    }
    m_anna->send(uR"({"message":"still here"})"_s);
    QTRY_COMPARE(m_bob->texts(), QStringList(u"still here"_s));
}

void TestPlainDialect::aTextIsAtMost8KiB()
{
    const QString most(8 * 1024, u'x');
    m_anna->send(uR"({"message":"%1"})"_s.arg(most));
    QTRY_COMPARE(m_bob->texts(), QStringList(most));
    m_anna->forget();
    m_anna->send(uR"({"message":"%1x"})"_s.arg(most));
    QTRY_COMPARE(m_anna->texts(), QStringList(u"Error: the message is too long."_s));
    QCOMPARE(m_bob->texts().size(), 1);
}

void TestPlainDialect::whoLeavesIsTold()
{
    m_anna->send(uR"({"type":"register","username":"anna"})"_s);
    QTRY_COMPARE(m_bob->texts().size(), 1);
    m_bob->forget();
    PlainClient third(m_server->url());
    QTRY_VERIFY(third.isOpen());
    third.send(uR"({"message":"here"})"_s);
    QTRY_COMPARE(m_bob->texts(), QStringList(u"here"_s));
    m_bob->forget();
    m_anna->close();
    QTRY_COMPARE(m_bob->texts(), QStringList(u"anna has left the chat."_s));
    third.close();
    QTRY_COMPARE(m_bob->texts(), QStringList({u"anna has left the chat."_s, u"Anonymous has left the chat."_s}));
}

void TestPlainDialect::whatWasSaidIsKept()
{
    m_anna->send(uR"({"type":"register","username":"anna"})"_s);
    m_anna->send(uR"({"message":"for later"})"_s);
    m_anna->send(uR"({"type":"bot","message":"Book hotel"})"_s);
    QTRY_COMPARE(m_bob->texts().size(), 3);
    QVERIFY(m_bob->texts().constLast().startsWith("Bot: "_L1));
    const QString said = m_bob->texts().constLast().mid(5);
    QCOMPARE(m_server->terminate(), 0);
    const Finished dumped = runConfabd({u"dump"_s, u"--data"_s, m_folder->filePath(u"data"_s)});
    QCOMPARE(dumped.code, 0);
    QStringList group;
    QStringList bot;
    const QStringList lines = dumped.lines();
    for (const QString &line : lines) {
        const QJsonObject object = QJsonDocument::fromJson(line.toUtf8()).object();
        if (!object.contains(u"text"_s))
            continue;
        if (object.value(u"conversation"_s).toString() == u"group"_s)
            group += object.value(u"text"_s).toString();
        else if (object.value(u"conversation"_s).toString() == u"bot"_s)
            bot += object.value(u"text"_s).toString();
    }
    QCOMPARE(group, QStringList(u"for later"_s));
    QVERIFY2(bot.contains(said), qPrintable(dumped.output));
}

void TestPlainDialect::tooManyMessages()
{
    m_anna.reset();
    m_bob.reset();
    QCOMPARE(m_server->terminate(), 0);
    serve({u"--access"_s, u"open"_s, u"--set"_s, u"limits.burst=3"_s, u"--set"_s, u"limits.messages-per-second=1"_s});
    PlainClient hasty(m_server->url());
    QTRY_VERIFY(hasty.isOpen());
    for (int i = 1; i <= 4; ++i)
        hasty.send(u"{\"message\":\"%1\"}"_s.arg(i));
    QTRY_COMPARE(hasty.texts(), QStringList({u"1"_s, u"2"_s, u"3"_s, u"Error: too many messages, wait 1 s."_s}));
}

void TestPlainDialect::elsewhereAnAccountIsNeeded()
{
    m_anna.reset();
    m_bob.reset();
    QCOMPARE(m_server->terminate(), 0);
    serve({u"--access"_s, u"invite"_s});
    PlainClient stranger(m_server->url());
    QTRY_VERIFY(stranger.isOpen());
    stranger.send(uR"({"type":"register","username":"anna"})"_s);
    QTRY_VERIFY(stranger.isClosed());
    QCOMPARE(stranger.texts(), QStringList(u"This server needs an account: use Confab to sign in."_s));
    QCOMPARE(stranger.closeCode(), 1008);
}

CONFAB_TEST(TestPlainDialect)
#include "tst_plain_dialect.moc"
