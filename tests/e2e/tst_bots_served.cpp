// SPDX-License-Identifier: GPL-3.0-or-later
#include "http_stub.h"
#include "real_server.h"
#include "test_program.h"

#include <confab/bots/lex_bot.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>
#include <QPointer>

#include <memory>

using namespace Qt::StringLiterals;

namespace confab::app
{

using tests::HttpStub;

namespace
{

const QByteArray streamHead = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";

QByteArray part(const QByteArray &content, const QByteArray &end = "null")
{
    return "data: {\"choices\":[{\"delta\":{\"content\":\"" + content + "\"},\"finish_reason\":" + end + "}]}\n\n";
}

// What was logged, of all threads.
QMutex logMutex;
QStringList logged;
void keepLog(QtMsgType, const QMessageLogContext &, const QString &line)
{
    const QMutexLocker lock(&logMutex);
    logged.append(line);
}

// Of one bot's failures. Nothing of a secret is in any line.
QStringList failuresOf(const QString &bot)
{
    const QMutexLocker lock(&logMutex);
    QStringList lines;
    for (const QString &line : std::as_const(logged)) {
        if (line.contains("canary"_L1))
            lines.append(u"a secret: "_s + line);
        if (line.startsWith(u"the bot %1 did not answer: "_s.arg(bot)))
            lines.append(line);
    }
    return lines;
}

QString with(const QString &bot)
{
    return u"bot:%1:ada"_s.arg(bot);
}

} // namespace

// Bots as confabd.ini names them, in the whole server: a stand-in of each service on the one side, a whole client on
// the other.
class TestBotsServed : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void twoAtOnceAnswerEachForItself();
    void anAnswerComesBitByBitAndIsStopped();
    void whyThereIsNoAnswer();
    void soOftenADay();

private:
    [[nodiscard]] client::MessageRow last(const QString &bot) const
    {
        const QList<client::MessageRow> rows = m_ada->client.openConversation(with(bot))->rows();
        return rows.isEmpty() ? client::MessageRow() : rows.constLast();
    }
    // The answer is there, and whole.
    [[nodiscard]] bool answers(const QString &bot, const QString &text) const
    {
        const client::MessageRow row = last(bot);
        return row.bot && !row.coming && row.text == text;
    }

    std::unique_ptr<HttpStub> m_lex;
    std::unique_ptr<HttpStub> m_chat;
    std::unique_ptr<HttpStub> m_bedrock;
    QPointer<QSslSocket> m_writer; // of what the chat-completions server says
    std::unique_ptr<RealServer> m_server;
    std::unique_ptr<Person> m_ada;
};

void TestBotsServed::init()
{
    const auto silent = [](const HttpStub::Request &) { return QByteArray(); };
    m_lex = std::make_unique<HttpStub>(silent);
    m_chat = std::make_unique<HttpStub>(silent);
    m_bedrock = std::make_unique<HttpStub>([](const HttpStub::Request &) {
        return HttpStub::answer(200, R"({"output":{"message":{"content":[{"text":"Sagely."}]}}})");
    });
    m_server = std::make_unique<RealServer>();
    for (const char *name : {"AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_SESSION_TOKEN", "LEX_BOT_ID"})
        qunsetenv(name);
    for (const char *name : {"AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"})
        qputenv(name, m_server->folder.filePath(u"none"_s).toLocal8Bit());
    qputenv("AWS_EC2_METADATA_DISABLED", "true");
    qputenv("AWS_ACCESS_KEY_ID", "AKIDCONFAB");
    qputenv("AWS_SECRET_ACCESS_KEY", "canary/secret");
    qputenv("AWS_ENDPOINT_URL_LEX_RUNTIME_V2", m_lex->address().toLatin1());
    qputenv("AWS_ENDPOINT_URL_BEDROCK_RUNTIME", m_bedrock->address().toLatin1());
    qputenv("CONFAB_TEST_MUSE", "canary-muse");

    QFile ini(m_server->folder.filePath(u"confabd.ini"_s));
    QVERIFY(ini.open(QIODevice::WriteOnly));
    ini.write("[bot/hotel-desk]\nenabled=false\n"
              "[bot/clerk]\nkind=lex\nname=Clerk\nbot-id=ABCDEFGHIJ\nregion=eu-west-1\n"
              "[bot/nowhere]\nkind=lex\nbot-id=ABCDEFGHIJ\n"
              "[bot/muse]\nkind=chat\nname=Muse\nmodel=tiny-7b\nkey-env=CONFAB_TEST_MUSE\nprompt=Be brief.\nurl=" +
              m_chat->address().toLatin1() +
              "/v1\n"
              "[bot/sage]\nkind=bedrock\nname=Sage\nmodel=a.sage-v1:0\nregion=eu-west-1\nper-day=1\n");
    ini.close();
    m_server->start();
    m_ada = std::make_unique<Person>(m_server->url());
    m_ada->signUp(u"ada"_s);
    const QMutexLocker lock(&logMutex);
    logged.clear();
    qInstallMessageHandler(keepLog);
}

void TestBotsServed::cleanup()
{
    qInstallMessageHandler(nullptr);
    m_ada.reset();
    m_server.reset();
    for (auto *stub : {&m_lex, &m_chat, &m_bedrock})
        stub->reset();
}

void TestBotsServed::twoAtOnceAnswerEachForItself()
{
    const auto readBy = [this](const QString &bot) {
        const auto info = m_ada->client.botIn(with(bot));
        return info ? info->name + u": "_s + info->readBy : QString();
    };
    QCOMPARE(readBy(u"clerk"_s), u"Clerk: Amazon Lex"_s);
    QCOMPARE(readBy(u"muse"_s), u"Muse: tiny-7b (127.0.0.1)"_s);
    QCOMPARE(readBy(u"sage"_s), u"Sage: a.sage-v1:0 (Amazon Bedrock)"_s);

    QPointer<QSslSocket> lex;
    m_lex->byHand = [&lex](const HttpStub::Request &, QSslSocket &socket) { lex = &socket; };
    m_chat->byHand = [this](const HttpStub::Request &, QSslSocket &socket) { m_writer = &socket; };
    m_ada->client.sendText(with(u"clerk"_s), u"Book a hotel"_s);
    m_ada->client.sendText(with(u"muse"_s), u"Hello"_s);
    QTRY_VERIFY(lex && m_writer); // neither waits for the other
    m_writer->write(streamHead + part("Musing.", "\"stop\"") + "data: [DONE]\n\n");
    QTRY_VERIFY(answers(u"muse"_s, u"Musing."_s));
    lex->write(
        HttpStub::answer(200, R"({"sessionId":"s","messages":[{"contentType":"PlainText","content":"Which city?"}]})"));
    QTRY_VERIFY(answers(u"clerk"_s, u"Which city?"_s));
    QCOMPARE(last(u"clerk"_s).authorName, u"Clerk"_s);
    QCOMPARE(last(u"muse"_s).authorName, u"Muse"_s);
    m_ada->client.sendText(with(u"sage"_s), u"And you?"_s);
    QTRY_VERIFY(answers(u"sage"_s, u"Sagely."_s));

    const HttpStub::Request atLex = m_lex->requests().constFirst();
    const QString session = bots::lexSessionOf(m_server->runtime.identity().id, with(u"clerk"_s));
    QCOMPARE(atLex.target,
             "/bots/ABCDEFGHIJ/botAliases/TSTALIASID/botLocales/en_US/sessions/" + session.toLatin1() + "/text");
    QVERIFY(atLex.header("Authorization").contains("/eu-west-1/lex/aws4_request"));
    QCOMPARE(atLex.body, R"({"text":"Book a hotel"})"_ba);
    const HttpStub::Request atChat = m_chat->requests().constFirst();
    QCOMPARE(atChat.target, "/v1/chat/completions"_ba);
    QCOMPARE(atChat.header("Authorization"), "Bearer canary-muse"_ba);
    QCOMPARE(
        QJsonDocument(QJsonDocument::fromJson(atChat.body)["messages"_L1].toArray()).toJson(QJsonDocument::Compact),
        R"([{"content":"Be brief.","role":"system"},{"content":"Hello","role":"user"}])"_ba);
    const HttpStub::Request atBedrock = m_bedrock->requests().constFirst();
    QCOMPARE(atBedrock.target, "/model/a.sage-v1%3A0/converse"_ba);
    QVERIFY(atBedrock.header("Authorization").contains("/eu-west-1/bedrock/aws4_request"));
}

void TestBotsServed::anAnswerComesBitByBitAndIsStopped()
{
    m_chat->byHand = [this](const HttpStub::Request &, QSslSocket &socket) {
        m_writer = &socket;
        socket.write(streamHead + part("One"));
    };
    m_ada->client.sendText(with(u"muse"_s), u"Count"_s);
    QTRY_VERIFY(last(u"muse"_s).coming && last(u"muse"_s).text == "One"_L1);
    m_writer->write(part(", two", "\"stop\"") + "data: [DONE]\n\n");
    QTRY_VERIFY(answers(u"muse"_s, u"One, two"_s));
    QCOMPARE(m_ada->texts(with(u"muse"_s)), (QStringList{u"Count"_s, u"One, two"_s}));
    QTRY_VERIFY(!m_writer);

    m_ada->client.sendText(with(u"muse"_s), u"Again"_s);
    QTRY_VERIFY(last(u"muse"_s).coming);
    m_ada->client.stopAnswer(with(u"muse"_s));
    QTRY_VERIFY(answers(u"muse"_s, u"One …"_s));
    QTRY_VERIFY(!m_writer); // the model's server is told by the connection that ends
}

void TestBotsServed::whyThereIsNoAnswer()
{
    m_lex->byHand = [](const HttpStub::Request &, QSslSocket &socket) {
        socket.write(
            HttpStub::answer(403, R"({"message":"no canary/secret"})", {"x-amzn-ErrorType: AccessDeniedException"}));
    };
    m_chat->byHand = [](const HttpStub::Request &, QSslSocket &socket) {
        socket.write(HttpStub::answer(429, R"({"error":{"message":"Slow down"}})", {"Content-Type: application/json"}));
    };
    const auto says = [this](const QString &bot, const QString &sentence, const QString &line) {
        m_ada->client.sendText(with(bot), u"Hello"_s);
        QTRY_VERIFY(answers(bot, u"The bot could not answer: "_s + sentence));
        QCOMPARE(failuresOf(bot), QStringList{u"the bot %1 did not answer: %2"_s.arg(bot, line)});
    };
    says(u"clerk"_s,
         u"The bot does not let this server in. Whoever runs the server has to look at its AWS permissions."_s,
         u"denied: AccessDeniedException (HTTP 403)"_s);
    says(u"muse"_s, u"The model has too much to do right now. Try again in a minute."_s,
         u"throttled: HTTP 429: Slow down"_s);
    QCOMPARE(m_chat->requests().size(), 1);
    says(u"nowhere"_s, u"The bot is not set up yet: the server does not know its AWS region."_s,
         u"no region: No AWS region is set: set AWS_REGION, or region in the profile default."_s);
}

// The count is stored: a server that starts anew goes on with it.
void TestBotsServed::soOftenADay()
{
    m_ada->client.sendText(with(u"sage"_s), u"one"_s);
    QTRY_VERIFY(answers(u"sage"_s, u"Sagely."_s));
    m_server->stop();
    m_server->start();
    m_ada->client.tryNow();
    m_ada->client.sendText(with(u"sage"_s), u"two"_s);
    QTRY_VERIFY_WITH_TIMEOUT(
        answers(u"sage"_s, u"The bot could not answer: It has answered as often as it may today."_s), 30'000);
    QCOMPARE(m_bedrock->requests().size(), 1);
}

} // namespace confab::app

CONFAB_TEST(confab::app::TestBotsServed)
#include "tst_bots_served.moc"
