// SPDX-License-Identifier: GPL-3.0-or-later
#include "core_fakes.h"
#include "http_stub.h"
#include "test_program.h"

#include <confab/bots/lex_bot.h>
#include <confab/bots/lex_failure.h>
#include <confab/bots/lex_http_runtime.h>
#include <confab/crypto/system_clock.h>
#include <confab/gateway/tls_identity.h>

#include <QDir>
#include <QFile>
#include <QPointer>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace confab;
using namespace confab::bots;
using lex::FailureKind;
using tests::HttpStub;

namespace
{

constexpr auto secret = "canary/secret";
constexpr auto token = "canary//token==";

// Every line that was logged while a test ran.
QStringList logged;
void keepLog(QtMsgType, const QMessageLogContext &, const QString &line)
{
    logged.append(line);
}

// A bot at an address, with what it takes.
struct Bot {
    Bot(const QProcessEnvironment &environment, const core::Clock &clock, const aws::ClientOptions &options)
        : credentials(environment, clock)
        , client(credentials, environment, clock, options)
        , runtime(client, address())
    {
    }

    [[nodiscard]] static lex::BotAddress address() { return {.botId = u"ABCDEFGHIJ"_s, .aliasId = u"TSTALIASID"_s}; }

    [[nodiscard]] std::optional<lex::Outcome> ask(const QString &text, const QString &session = u"ada:1"_s)
    {
        const auto outcome = std::make_shared<std::optional<lex::Outcome>>();
        runtime.recognizeText({.sessionId = session, .text = text},
                              [outcome](const lex::Outcome &given) { *outcome = given; });
        (void)QTest::qWaitFor([&] { return outcome->has_value(); }, 20'000);
        return *outcome;
    }

    // Whether it worked; nothing: no answer.
    [[nodiscard]] std::optional<bool> forget(const QString &session)
    {
        const auto done = std::make_shared<std::optional<bool>>();
        runtime.deleteSession(session, [done](const std::optional<lex::Failure> &failure) { *done = !failure; });
        (void)QTest::qWaitFor([&] { return done->has_value(); }, 20'000);
        return *done;
    }

    aws::CredentialsProvider credentials;
    aws::Client client;
    lex::HttpRuntime runtime;
};

QByteArray error(int status, const QByteArray &type, const QByteArray &message = "no",
                 const QList<QByteArray> &headers = {})
{
    return HttpStub::answer(status, "{\"message\":\"" + message + "\"}",
                            headers + QList<QByteArray>{"x-amzn-ErrorType: " + type + ":http://internal/"});
}

const QByteArray anAnswer =
    R"({"sessionId":"ada:1","messages":[{"contentType":"PlainText","content":"Hello"},{"contentType":"Dance","content":"?"}]})";

QString firstMessage(const std::optional<lex::Outcome> &outcome)
{
    const auto *response = outcome ? std::get_if<lex::Response>(&*outcome) : nullptr;
    return response && !response->messages.isEmpty() ? response->messages.first().content : QString();
}

const lex::Failure *failureIn(const std::optional<lex::Outcome> &outcome)
{
    return outcome ? std::get_if<lex::Failure>(&*outcome) : nullptr;
}

// A row of the table in docs/bots.md on what goes wrong.
struct Documented {
    QString kind;
    QString again;
    QString sentence;
};

QList<Documented> documented()
{
    QFile file(QStringLiteral(SOURCE_DIR "/docs/bots.md"));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<Documented> rows;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    qsizetype at = lines.indexOf(u"| kind | what is behind it | tried again | what the person reads |"_s) + 2;
    for (; at > 1 && at < lines.size() && lines.at(at).startsWith(u'|'); ++at) {
        const QStringList cells = lines.at(at).split(u'|');
        rows.append({cells.value(1).trimmed(), cells.value(3).trimmed(), cells.value(4).trimmed()});
    }
    return rows;
}

Documented documented(FailureKind kind)
{
    const QList<Documented> rows = documented();
    const auto row = std::find_if(rows.begin(), rows.end(),
                                  [&kind](const Documented &one) { return one.kind == lex::nameOf(kind); });
    return row == rows.end() ? Documented() : *row;
}

} // namespace

class TestLexHttp : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aBookingThatBotocoreVerifies();
    void failures_data();
    void failures();
    void noRegion();
    void noCredentials();
    void nothingListens();
    void tlsThatIsNotTrusted();
    void tlsOfOnesOwn();
    void throttledAndThenNot();
    void throttledUntilTheTimeIsOver();
    void aDeadlineEndsWhatIsNotAnswered();
    void newCredentialsAreTried();
    void whatLexWouldRefuseIsNotSent();
    void aSessionThatIsGoneIsForgotten();
    void destroyedWhileAsking();
    void goneBeforeItsClient();
    void everyKindHasItsSentence();

private:
    [[nodiscard]] QProcessEnvironment environment(const QString &endpoint) const;
    [[nodiscard]] static aws::ClientOptions hasty();

    std::unique_ptr<QTemporaryDir> m_home;
    tests::FakeClock m_clock;
};

void TestLexHttp::init()
{
    m_home = std::make_unique<QTemporaryDir>();
    QVERIFY(m_home->isValid());
    m_clock = {};
    logged.clear();
    qInstallMessageHandler(keepLog);
}

void TestLexHttp::cleanup()
{
    qInstallMessageHandler(nullptr);
    for (const QString &line : std::as_const(logged))
        QVERIFY2(!line.contains("canary"_L1), qPrintable(line));
}

QProcessEnvironment TestLexHttp::environment(const QString &endpoint) const
{
    QProcessEnvironment environment;
    environment.insert(u"HOME"_s, m_home->path());
    environment.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s);
    environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDCONFAB"_s);
    environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, QLatin1StringView(secret));
    environment.insert(u"AWS_SESSION_TOKEN"_s, QLatin1StringView(token));
    environment.insert(u"AWS_REGION"_s, u"eu-west-1"_s);
    environment.insert(u"AWS_ENDPOINT_URL_LEX_RUNTIME_V2"_s, endpoint);
    return environment;
}

// Of a client that waits for minutes on its own.
void TestLexHttp::aDeadlineEndsWhatIsNotAnswered()
{
    HttpStub stub([](const HttpStub::Request &) { return QByteArray(); });
    Bot bot(environment(stub.address()), m_clock, {.time = std::chrono::minutes(4)});
    bot.client.setDeadline(QDeadlineTimer(std::chrono::milliseconds(200)));
    for (const char *when : {"meanwhile", "too late"}) {
        const auto outcome = bot.ask(u"Hello"_s);
        QVERIFY2(failureIn(outcome), when);
        QCOMPARE(failureIn(outcome)->kind, FailureKind::TimedOut);
        QCOMPARE(stub.requests().size(), 1);
    }
}

aws::ClientOptions TestLexHttp::hasty()
{
    aws::ClientOptions options;
    options.pause = std::chrono::milliseconds(1);
    options.largestAnswer = 64 * 1024;
    return options;
}

// The stub computes each signature anew with botocore's signer, which has nothing in common with ours.
void TestLexHttp::aBookingThatBotocoreVerifies()
{
    QProcess probe;
    probe.start(u"python3"_s, {u"-c"_s, u"import botocore"_s});
    if (!probe.waitForFinished() || probe.exitCode() != 0)
        QSKIP("python3 on the PATH has no botocore (pip install botocore)");
    QProcess stub;
    stub.start(u"python3"_s, {QFINDTESTDATA("data/lex_stub.py"), u"eu-west-1"_s, u"AKIDCONFAB"_s,
                              QLatin1StringView(secret), QLatin1StringView(token)});
    QTRY_VERIFY_WITH_TIMEOUT(stub.canReadLine(), 20'000);
    QProcessEnvironment variables =
        environment(u"http://127.0.0.1:"_s + QString::fromLatin1(stub.readLine().trimmed()));
    const crypto::SystemClock clock;
    Bot bot(variables, clock, {});

    const auto first = bot.ask(u"Book a hotel"_s);
    QCOMPARE(firstMessage(first), u"What city?"_s);
    const lex::Response response = std::get<lex::Response>(*first);
    QCOMPARE(response.sessionId, u"ada:1"_s);
    QCOMPARE(response.sessionState.dialogAction, lex::DialogActionType::ElicitSlot);
    QCOMPARE(response.sessionState.slotToElicit, u"City"_s);
    QCOMPARE(response.sessionState.intent->slotValues.size(), 3);
    QVERIFY(!response.sessionState.intent->slotValues.value(u"City"_s));
    QCOMPARE(response.sessionState.sessionAttributes.value(u"asked"_s), u"0"_s);
    const lex::ActiveContext context{
        .name = u"Booking"_s, .attributes = {{u"a"_s, u"b"_s}}, .secondsToLive = 90, .turnsToLive = 5};
    QCOMPARE(response.sessionState.activeContexts, {context});
    QCOMPARE(response.interpretations.size(), 2);
    QCOMPARE(response.interpretations.first().confidence, 0.87);
    QCOMPARE(response.interpretations.last().intent.name, u"FallbackIntent"_s);

    // Another session is another dialogue.
    QCOMPARE(firstMessage(bot.ask(u"Book a hotel"_s, u"grace:1"_s)), u"What city?"_s);
    QCOMPARE(firstMessage(bot.ask(u"Köln \U0001F3E8"_s)), u"How many nights?"_s);

    const lex::Response room = std::get<lex::Response>(bot.ask(u"2"_s).value());
    QCOMPARE(room.messages.size(), 2);
    const lex::Card card{.title = u"What type of room?"_s,
                         .subtitle = u"We have two"_s,
                         .imageUrl = u"https://example.org/room.png"_s,
                         .buttons = {{u"Queen"_s, u"queen"_s}, {u"King"_s, u"king"_s}}};
    QVERIFY(room.messages.last().card == card);
    const lex::SlotValue city{.originalValue = u"Köln \U0001F3E8"_s,
                              .interpretedValue = u"Köln \U0001F3E8"_s,
                              .resolvedValues = {u"Köln \U0001F3E8"_s},
                              .values = {}};
    QVERIFY(room.sessionState.intent->slotValues.value(u"City"_s) == city);

    const lex::Response end = std::get<lex::Response>(bot.ask(u"queen"_s).value());
    QCOMPARE(end.messages.size(), 3);
    QCOMPARE(end.messages.at(1).contentType, lex::ContentType::Ssml);
    QCOMPARE(end.messages.at(2).content, u"{\"nights\":2}"_s);
    QCOMPARE(end.sessionState.dialogAction, lex::DialogActionType::Close);
    QCOMPARE(end.sessionState.intent->state, lex::IntentState::Fulfilled);
    QCOMPARE(end.sessionState.intent->confirmationState, lex::ConfirmationState::Confirmed);

    // Start over.
    QCOMPARE(bot.forget(u"grace:1"_s), true);
    QCOMPARE(firstMessage(bot.ask(u"Book a hotel"_s, u"grace:1"_s)), u"What city?"_s);

    // The stub tells what a signature should have been made over, token and all; nothing of it is told on.
    variables.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"another"_s);
    Bot stranger(variables, clock, {});
    const auto refused = stranger.ask(u"Book a hotel"_s);
    QVERIFY(failureIn(refused));
    QCOMPARE(failureIn(refused)->kind, FailureKind::Denied);
    QCOMPARE(failureIn(refused)->detail, u"InvalidSignatureException (HTTP 403)"_s);

    m_clock.set(clock.now().addSecs(-3600));
    Bot late(environment(variables.value(u"AWS_ENDPOINT_URL_LEX_RUNTIME_V2"_s)), m_clock, {});
    const auto skewed = late.ask(u"Book a hotel"_s);
    QVERIFY(failureIn(skewed));
    QCOMPARE(failureIn(skewed)->kind, FailureKind::ClockSkew);

    stub.closeWriteChannel();
    QTRY_COMPARE(stub.state(), QProcess::NotRunning);
}

void TestLexHttp::failures_data()
{
    QTest::addColumn<QByteArray>("answer"); // empty: none ever
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<int>("requests"); // 0: not counted
    const QList<QByteArray> wrongTime{"Date: Fri, 02 Jan 2026 00:00:00 GMT"};
    const QList<QByteArray> rightTime{"Date: Thu, 01 Jan 2026 00:01:00 GMT"};
    const auto row = [](const char *name, const QByteArray &answer, FailureKind kind, int requests = 1) {
        QTest::newRow(name) << answer << kind << requests;
    };
    row("throttled for good", error(429, "ThrottlingException"), FailureKind::Throttled, 3);
    row("throttled with 400", HttpStub::answer(400, R"({"__type":"com.amazon#ThrottlingException"})"),
        FailureKind::Throttled, 3);
    row("denied", error(403, "AccessDeniedException", "User: ada may not lex:RecognizeText"), FailureKind::Denied);
    row("a key that is none", error(403, "UnrecognizedClientException"), FailureKind::Denied);
    row("a wrong signature", error(403, "InvalidSignatureException", "x canary//token== x", rightTime),
        FailureKind::Denied);
    row("told the token", error(403, "AccessDeniedException", "x canary//token== x"), FailureKind::Denied);
    row("expired", error(403, "ExpiredTokenException"), FailureKind::Expired, 3);
    row("clock skew", error(403, "RequestTimeTooSkewed"), FailureKind::ClockSkew);
    row("clock skew by its date", error(403, "InvalidSignatureException", "no", wrongTime), FailureKind::ClockSkew);
    row("not found", error(404, "ResourceNotFoundException"), FailureKind::NotFound);
    row("not built", error(400, "ValidationException"), FailureKind::Refused);
    row("two at once", error(409, "ConflictException"), FailureKind::Refused);
    row("its Lambda failed", error(424, "DependencyFailedException"), FailureKind::Failed);
    row("its own fault", error(500, "InternalServerException"), FailureKind::Failed, 3);
    row("a bad gateway", HttpStub::answer(502, "<html>"), FailureKind::Failed, 3);
    row("no answer in time", {}, FailureKind::TimedOut);
    row("no JSON", HttpStub::answer(200, "Hello"), FailureKind::Malformed);
    row("other JSON", HttpStub::answer(200, R"({"messages":"Hello"})"), FailureKind::Malformed);
    row("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", FailureKind::Unreachable, 0); // Qt tries by itself, too
    row("too large", HttpStub::answer(200, anAnswer + QByteArray(64 * 1024, ' ')), FailureKind::Malformed);
    row("too large, and does not say so",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + anAnswer + QByteArray(64 * 1024, ' '), FailureKind::Malformed);
    row("sent elsewhere", HttpStub::answer(307, {}, {"Location: http://127.0.0.1:1/"}), FailureKind::Malformed);
    row("cut off", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{", FailureKind::Unreachable, 3);
}

void TestLexHttp::failures()
{
    QFETCH(const QByteArray, answer);
    QFETCH(const FailureKind, kind);
    QFETCH(const int, requests);
    HttpStub stub([&answer](const HttpStub::Request &) { return answer; });
    aws::ClientOptions options = hasty();
    if (answer.isEmpty())
        options.time = std::chrono::milliseconds(300);
    Bot bot(environment(stub.address()), m_clock, options);
    const auto outcome = bot.ask(u"Hello"_s);
    QVERIFY(failureIn(outcome));
    const lex::Failure failure = *failureIn(outcome);
    QVERIFY2(failure.kind == kind, qPrintable(failure.detail));
    if (requests > 0) {
        QCOMPARE(stub.requests().size(), requests);
        const QString again = documented(kind).again;
        const bool tells = again == "5xx"_L1 ? answer.startsWith("HTTP/1.1 5") : again.startsWith("yes"_L1);
        QVERIFY2(tells == (requests > 1), qPrintable(u"docs/bots.md tells of trying again: "_s + again));
    }
    QVERIFY(!failure.detail.isEmpty());
    // It is told in a line of the log, by whoever asks for the chat.
    LexBot desk({.id = u"far"_s, .name = {}, .about = {}},
                std::make_unique<lex::HttpRuntime>(bot.client, Bot::address()));
    QString sentence;
    desk.ask({.text = u"Hello"_s, .session = u"s"_s, .locale = {}}, {},
             [&sentence](const core::BotAnswer &told) { sentence = told.failure; });
    QTRY_COMPARE_WITH_TIMEOUT(sentence, lex::sentenceFor(failure), 20'000);
    QCOMPARE(logged.filter(u"the bot"_s),
             QStringList{u"the bot far did not answer: %1: %2"_s.arg(lex::nameOf(kind), failure.detail)});
    QVERIFY2(!failure.detail.contains("canary"_L1) && !failure.detail.contains(u'\n'), qPrintable(failure.detail));
}

void TestLexHttp::noRegion()
{
    QProcessEnvironment variables = environment(u"http://127.0.0.1:1"_s);
    variables.remove(u"AWS_REGION"_s);
    Bot bot(variables, m_clock, hasty());
    const auto outcome = bot.ask(u"Hello"_s);
    QVERIFY(failureIn(outcome));
    QCOMPARE(failureIn(outcome)->kind, FailureKind::NoRegion);
    QVERIFY(failureIn(outcome)->detail.contains("AWS_REGION"_L1));
}

void TestLexHttp::noCredentials()
{
    QProcessEnvironment variables = environment(u"http://127.0.0.1:1"_s);
    for (const QString &name : {u"AWS_ACCESS_KEY_ID"_s, u"AWS_SECRET_ACCESS_KEY"_s, u"AWS_SESSION_TOKEN"_s})
        variables.remove(name);
    Bot bot(variables, m_clock, hasty());
    const auto outcome = bot.ask(u"Hello"_s);
    QVERIFY(failureIn(outcome));
    QCOMPARE(failureIn(outcome)->kind, FailureKind::NoCredentials);
}

void TestLexHttp::nothingListens()
{
    auto stub = std::make_unique<HttpStub>([](const HttpStub::Request &) { return QByteArray(); });
    const QString address = stub->address();
    stub.reset();
    Bot bot(environment(address), m_clock, hasty());
    const auto outcome = bot.ask(u"Hello"_s);
    QVERIFY(failureIn(outcome));
    QCOMPARE(failureIn(outcome)->kind, FailureKind::Unreachable);
}

void TestLexHttp::tlsThatIsNotTrusted()
{
    const auto identity = gateway::TlsIdentity::loadOrMake(m_home->filePath(u"tls"_s));
    QVERIFY(identity);
    HttpStub stub([](const HttpStub::Request &) { return HttpStub::answer(200, anAnswer); },
                  identity->serverConfiguration());
    Bot bot(environment(stub.address()), m_clock, hasty());
    const auto outcome = bot.ask(u"Hello"_s);
    QVERIFY(failureIn(outcome));
    QCOMPARE(failureIn(outcome)->kind, FailureKind::Tls);
    QVERIFY(stub.requests().isEmpty());
}

void TestLexHttp::tlsOfOnesOwn()
{
    const auto identity = gateway::TlsIdentity::loadOrMake(m_home->filePath(u"tls"_s));
    QVERIFY(identity);
    HttpStub stub([](const HttpStub::Request &) { return HttpStub::answer(200, anAnswer); },
                  identity->serverConfiguration());
    aws::ClientOptions options = hasty();
    options.tls.setCaCertificates({identity->serverConfiguration().localCertificate()});
    Bot bot(environment(stub.address()), m_clock, options);
    QCOMPARE(firstMessage(bot.ask(u"Hello"_s)), u"Hello"_s);
}

void TestLexHttp::throttledAndThenNot()
{
    int asked = 0;
    HttpStub stub([&asked](const HttpStub::Request &) {
        return ++asked < 3 ? error(asked == 1 ? 429 : 503, "ThrottlingException") : HttpStub::answer(200, anAnswer);
    });
    Bot bot(environment(stub.address() + u"/lex/"_s), m_clock, hasty());
    const auto outcome = bot.ask(u"Hello"_s);
    QCOMPARE(firstMessage(outcome), u"Hello"_s);
    QCOMPARE(std::get<lex::Response>(*outcome).messages.size(), 1); // what is not known is passed over
    QCOMPARE(stub.requests().size(), 3);
    const HttpStub::Request request = stub.requests().first();
    QCOMPARE(request.target, "/lex/bots/ABCDEFGHIJ/botAliases/TSTALIASID/botLocales/en_US/sessions/ada%3A1/text"_ba);
    QCOMPARE(request.body, R"({"text":"Hello"})"_ba);
}

// Then that is the reason, and not that the time is over.
void TestLexHttp::throttledUntilTheTimeIsOver()
{
    HttpStub stub([](const HttpStub::Request &) { return error(429, "ThrottlingException"); });
    aws::ClientOptions options = hasty();
    options.pause = std::chrono::hours(500); // a random part of it is waited
    options.time = std::chrono::milliseconds(300);
    Bot bot(environment(stub.address()), m_clock, options);
    const auto outcome = bot.ask(u"Hello"_s);
    QVERIFY(failureIn(outcome));
    QCOMPARE(failureIn(outcome)->kind, FailureKind::Throttled);
    QCOMPARE(stub.requests().size(), 1);
}

void TestLexHttp::newCredentialsAreTried()
{
    const QString path = m_home->filePath(u"keys"_s);
    const auto write = [&path](const QByteArray &id) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("[default]\naws_access_key_id=" + id + "\naws_secret_access_key=s\naws_session_token=t\n");
    };
    write("OLD");
    HttpStub stub([&write](const HttpStub::Request &request) {
        if (request.header("Authorization").contains("Credential=NEW/"))
            return HttpStub::answer(200, anAnswer);
        write("NEW");
        return error(403, "ExpiredTokenException");
    });
    QProcessEnvironment variables = environment(stub.address());
    variables.remove(u"AWS_ACCESS_KEY_ID"_s);
    variables.remove(u"AWS_SECRET_ACCESS_KEY"_s);
    variables.insert(u"AWS_SHARED_CREDENTIALS_FILE"_s, path);
    Bot bot(variables, m_clock, hasty());
    QCOMPARE(firstMessage(bot.ask(u"Hello"_s)), u"Hello"_s);
    QCOMPARE(stub.requests().size(), 2);
}

void TestLexHttp::whatLexWouldRefuseIsNotSent()
{
    HttpStub stub([](const HttpStub::Request &) { return HttpStub::answer(200, anAnswer); });
    Bot bot(environment(stub.address()), m_clock, hasty());
    QCOMPARE(firstMessage(bot.ask(QString(1024, u'x'))), u"Hello"_s);
    const QList<std::pair<QString, QString>> wrong{{QString(), u"ada"_s},
                                                   {QString(1025, u'x'), u"ada"_s},
                                                   {u"Hello"_s, u"a"_s},
                                                   {u"Hello"_s, u"../../text"_s},
                                                   {u"Hello"_s, u"ada\n"_s}};
    for (const auto &[text, session] : wrong) {
        const auto outcome = bot.ask(text, session);
        QVERIFY(failureIn(outcome));
        QCOMPARE(failureIn(outcome)->kind, FailureKind::Refused);
    }
    QCOMPARE(stub.requests().size(), 1);
}

void TestLexHttp::aSessionThatIsGoneIsForgotten()
{
    QByteArray answer = error(404, "ResourceNotFoundException");
    HttpStub stub([&answer](const HttpStub::Request &) { return answer; });
    Bot bot(environment(stub.address()), m_clock, hasty());
    QCOMPARE(bot.forget(u"ada:1"_s), true);
    QCOMPARE(stub.requests().first().method, "DELETE"_ba);
    answer = error(403, "AccessDeniedException");
    QCOMPARE(bot.forget(u"ada:1"_s), false);
}

// Nobody is told any more, and nothing is left that could be (a sanitizer would see it).
void TestLexHttp::destroyedWhileAsking()
{
    HttpStub stub([](const HttpStub::Request &) { return QByteArray(); });
    auto bot = std::make_unique<Bot>(environment(stub.address()), m_clock, hasty());
    bool told = false;
    bot->runtime.recognizeText({.sessionId = u"ada"_s, .text = u"Hello"_s},
                               [&told](const lex::Outcome &) { told = true; });
    QTRY_COMPARE(stub.requests().size(), 1);
    bot.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QVERIFY(!told);
}

// Bots share a client: it goes on, and whoever asked the one that has gone is gone, too.
void TestLexHttp::goneBeforeItsClient()
{
    HttpStub stub({});
    QList<QPointer<QSslSocket>> writers;
    stub.byHand = [&writers](const HttpStub::Request &, QSslSocket &socket) { writers.append(&socket); };
    Bot stays(environment(stub.address()), m_clock, hasty());
    auto goes = std::make_unique<lex::HttpRuntime>(stays.client, Bot::address());
    int told = 0;
    goes->recognizeText({.sessionId = u"ada:1"_s, .text = u"Hello"_s}, [&told](const lex::Outcome &) { ++told; });
    goes->deleteSession(u"ada:1"_s, [&told](const std::optional<lex::Failure> &) { ++told; });
    QTRY_COMPARE(writers.size(), 2);
    goes.reset();
    for (const auto &writer : std::as_const(writers)) {
        QVERIFY(writer);
        writer->write(HttpStub::answer(200, anAnswer));
        writer->disconnectFromHost();
    }
    // A later question's answer comes behind theirs.
    stub.byHand = [](const HttpStub::Request &, QSslSocket &socket) {
        socket.write(HttpStub::answer(200, anAnswer));
        socket.disconnectFromHost();
    };
    QCOMPARE(firstMessage(stays.ask(u"Hello"_s)), u"Hello"_s);
    QVERIFY(!QTest::qWaitFor([&told] { return told > 0; }, 100));
}

// docs/bots.md has a row for each, word by word. Whether it is tried again, failures() compares.
void TestLexHttp::everyKindHasItsSentence()
{
    QStringList sentences;
    QSet<QString> kinds;
    for (int i = 0; i <= static_cast<int>(FailureKind::Failed); ++i) {
        const auto kind = static_cast<FailureKind>(i);
        const QString sentence = lex::sentenceFor({.kind = kind, .detail = u"canary"_s});
        QCOMPARE(documented(kind).sentence, sentence);
        QVERIFY(!sentence.contains("canary"_L1));
        QVERIFY(!sentences.contains(sentence));
        sentences.append(sentence);
        kinds.insert(lex::nameOf(kind));
    }
    QCOMPARE(documented().size(), sentences.size());
    for (const Documented &row : documented()) {
        QVERIFY2(kinds.contains(row.kind), qPrintable(row.kind));
        QVERIFY2(
            (QStringList{u"yes"_s, u"no"_s, u"yes, with credentials looked for anew"_s, u"5xx"_s}).contains(row.again),
            qPrintable(row.again));
    }
    // Nothing is sent that could be sent again.
    for (const FailureKind kind : {FailureKind::NoRegion, FailureKind::NoCredentials, FailureKind::Tls})
        QCOMPARE(documented(kind).again, u"no"_s);
}

CONFAB_TEST(TestLexHttp)
#include "tst_lex_http.moc"
