// SPDX-License-Identifier: GPL-3.0-or-later
#include "core_fakes.h"
#include "http_stub.h"
#include "sse_reader.h"
#include "test_program.h"

#include <confab/bots/bedrock_model.h>
#include <confab/bots/chat_completions.h>
#include <confab/protocol/text_cut.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <optional>

using namespace Qt::StringLiterals;
using namespace confab;
using namespace confab::bots;
using lex::FailureKind;
using tests::HttpStub;
using Role = ModelMessage::Role;

namespace
{

const QByteArray streamHead =
    "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nConnection: close\r\n\r\n";

QByteArray part(const QByteArray &content, const QByteArray &end = "null")
{
    return R"(data: {"choices":[{"index":0,"delta":{"content":")" + content + R"("},"finish_reason":)" + end +
           "}]}\n\n";
}

const QByteArray usage =
    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":3,\"total_tokens\":15}}\n\n";
const QByteArray done = "data: [DONE]\n\n";

// One question and what came of it. Shared with the calls, which may come when a test has given up.
struct Asked {
    explicit Asked(ModelRuntime &model, const QList<ModelMessage> &messages = {{Role::Person, u"Hello"_s}})
    {
        id = model.complete(messages, {.partial = [seen = seen](const QString &text) { seen->partials.append(text); },
                                       .done =
                                           [seen = seen](const ModelOutcome &given) {
                                               ++seen->times;
                                               seen->outcome = given;
                                           }});
    }

    [[nodiscard]] bool wait() const
    {
        return QTest::qWaitFor([this] { return seen->outcome.has_value(); }, 20'000);
    }
    [[nodiscard]] const ModelAnswer *answer() const
    {
        return seen->outcome ? std::get_if<ModelAnswer>(&*seen->outcome) : nullptr;
    }
    [[nodiscard]] const ModelFailure *failure() const
    {
        return seen->outcome ? std::get_if<ModelFailure>(&*seen->outcome) : nullptr;
    }

    struct Seen {
        QStringList partials;
        std::optional<ModelOutcome> outcome;
        int times = 0;
    };
    std::shared_ptr<Seen> seen = std::make_shared<Seen>();
    quint64 id = 0;
};

ChatCompletionsOptions optionsFor(const HttpStub &stub)
{
    ChatCompletionsOptions options;
    options.url = QUrl(stub.address() + u"/v1/"_s);
    options.model = u"llama3.2"_s;
    options.key = knownKey("canary-key\n");
    return options;
}

} // namespace

class TestWritingModels : public QObject
{
    Q_OBJECT

private slots:
    void eventsInAnyPieces();
    void anEventWithoutEnd();
    void textIsNotCutWithinACharacter();
    void theWindow_data();
    void theWindow();

    void anAnswerIsStreamed();
    void itComesPieceByPiece();
    void itMayEndWithoutAWord_data();
    void itMayEndWithoutAWord();
    void aServerThatDoesNotStream();
    void stopped();
    void tooLongIsCut();
    void failures_data();
    void failures();
    void silence();
    void longBeforeTheFirstWord();
    void noAddress();
    void aKeyThatComesLater();
    void aKeyTakesNoneOfTheModelsTime();
    void destroyedWhileAsking();

    void converse();
    void converseFails();
    void converseIsStopped();

    void everyKindHasASentence();
};

void TestWritingModels::eventsInAnyPieces()
{
    const QByteArray stream = "\xEF\xBB\xBF: a remark\r\n"
                              "event: x\r\ndata: one\r\ndata:two\r\n\r\n"
                              "id: 7\n\n"
                              "data\n\n"
                              "data:  K\xC3\xB6ln\r\r"
                              "data: last";
    const QList<QByteArray> expected{"one\ntwo", "", " K\xC3\xB6ln"};
    for (qsizetype size = 1; size <= stream.size(); ++size) {
        SseReader reader(100);
        QList<QByteArray> events;
        for (qsizetype at = 0; at < stream.size(); at += size)
            events += reader.take(stream.sliced(at, qMin(size, stream.size() - at))).value();
        QCOMPARE(events, expected);
        QCOMPARE(reader.rest(), "last"_ba);
    }
}

void TestWritingModels::anEventWithoutEnd()
{
    SseReader oneLine(100);
    QVERIFY(oneLine.take("data: " + QByteArray(94, 'x')));
    QVERIFY(!oneLine.take("x"));
    SseReader manyLines(100);
    bool taken = true;
    for (int i = 0; i < 12 && taken; ++i)
        taken = manyLines.take("data: 0123456789\n").has_value();
    QVERIFY(!taken);
}

void TestWritingModels::textIsNotCutWithinACharacter()
{
    const QString text = u"aö€\U0001F3E8"_s; // 1 + 2 + 3 + 4 bytes
    const QStringList expected{u""_s,    u"a"_s,   u"a"_s,   u"aö"_s,  u"aö"_s, u"aö"_s,
                               u"aö€"_s, u"aö€"_s, u"aö€"_s, u"aö€"_s, text,    text};
    for (qsizetype bytes = 0; bytes < expected.size(); ++bytes)
        QCOMPARE(protocol::cutToBytes(text, bytes), expected.at(bytes));
}

void TestWritingModels::theWindow_data()
{
    QTest::addColumn<QString>("said"); // p: a person, m: the model
    QTest::addColumn<int>("most");
    QTest::addColumn<int>("characters");
    QTest::addColumn<QString>("window");
    QTest::newRow("all") << u"p1 m2 p3"_s << 9 << 99 << u"p1 m2 p3"_s;
    QTest::newRow("the last") << u"p1 m2 p3 m4 p5"_s << 3 << 99 << u"p3 m4 p5"_s;
    QTest::newRow("begins with a person") << u"p1 m2 p3 m4 p5"_s << 4 << 99 << u"p3 m4 p5"_s;
    QTest::newRow("so many characters") << u"p1 m22 p333 m4 p5"_s << 9 << 5 << u"p333 m4 p5"_s;
    QTest::newRow("the last in any case") << u"p1 m2 p333333"_s << 9 << 3 << u"p333333"_s;
    QTest::newRow("taking turns") << u"p1 p2 m3 m4 p5 p6"_s << 9 << 99 << u"p1\n2 m3\n4 p5\n6"_s;
    QTest::newRow("without empty ones") << u"p1 m p3"_s << 9 << 99 << u"p1\n3"_s;
    QTest::newRow("nothing") << u"m1"_s << 9 << 99 << u""_s;
}

void TestWritingModels::theWindow()
{
    QFETCH(const QString, said);
    QFETCH(const int, most);
    QFETCH(const int, characters);
    QList<ModelMessage> messages;
    for (const QString &word : said.split(u' ', Qt::SkipEmptyParts))
        messages.append({word.startsWith(u'p') ? Role::Person : Role::Model, word.sliced(1)});
    QStringList window;
    for (const ModelMessage &message : historyWindow(messages, most, characters))
        window.append((message.role == Role::Person ? u"p"_s : u"m"_s) + message.text);
    QTEST(window.join(u' '), "window");
}

void TestWritingModels::anAnswerIsStreamed()
{
    HttpStub stub([](const HttpStub::Request &) {
        return streamHead + R"(data: {"choices":[{"delta":{"role":"assistant","content":null}}]})" + "\n\n" +
               ": still here\n\n" + part("Good ") + part("day, K\xC3\xB6ln!") + part("", "\"stop\"") + usage + done;
    });
    ChatCompletionsOptions options = optionsFor(stub);
    options.system = u"Be short."_s;
    options.mostTokens = 100;
    ChatCompletions model(options);
    Asked asked(model, {{Role::Person, u"Hello"_s}, {Role::Model, u"Yes?"_s}, {Role::Person, u"Say \"good day\""_s}});
    QVERIFY(asked.wait());
    QVERIFY(asked.answer());
    const ModelAnswer expected{.text = u"Good day, Köln!"_s, .tokensRead = 12, .tokensWritten = 3};
    QVERIFY(*asked.answer() == expected);

    const HttpStub::Request request = stub.requests().first();
    QCOMPARE(request.method + ' ' + request.target, "POST /v1/chat/completions"_ba);
    QCOMPARE(request.header("Authorization"), "Bearer canary-key"_ba);
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    QCOMPARE(body.value("model"_L1).toString(), u"llama3.2"_s);
    QCOMPARE(body.value("stream"_L1).toBool(), true);
    QCOMPARE(body.value("stream_options"_L1).toObject(), (QJsonObject{{u"include_usage"_s, true}}));
    QCOMPARE(body.value("max_tokens"_L1).toInt(), 100);
    const QByteArray said = R"([{"content":"Be short.","role":"system"},{"content":"Hello","role":"user"},)"
                            R"({"content":"Yes?","role":"assistant"},{"content":"Say \"good day\"","role":"user"}])";
    QCOMPARE(QJsonDocument(body.value("messages"_L1).toArray()).toJson(QJsonDocument::Compact), said);
    QCOMPARE(model.info(), (ModelInfo{.model = u"llama3.2"_s, .host = u"127.0.0.1"_s}));
}

void TestWritingModels::itComesPieceByPiece()
{
    HttpStub stub({});
    QPointer<QSslSocket> writer;
    stub.byHand = [&writer](const HttpStub::Request &, QSslSocket &socket) { writer = &socket; };
    ChatCompletions model(optionsFor(stub));
    Asked asked(model);
    QTRY_VERIFY(writer);
    writer->write(streamHead + part("One"));
    QTRY_COMPARE(asked.seen->partials, QStringList{u"One"_s});
    writer->write(part(" two"));
    QTRY_COMPARE(asked.seen->partials, (QStringList{u"One"_s, u"One two"_s}));
    QVERIFY(!asked.seen->outcome);
    writer->write(part("", "\"length\"") + done);
    QVERIFY(asked.wait());
    QVERIFY(asked.answer() && asked.answer()->cut);
    QCOMPARE(asked.answer()->text, u"One two"_s);
}

void TestWritingModels::itMayEndWithoutAWord_data()
{
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<bool>("whole");
    QTest::newRow("no [DONE]") << part("One", "\"stop\"") << true;
    QTest::newRow("no last line") << part("One", "\"stop\"").trimmed() << true;
    QTest::newRow("broken off") << part("One") << false;
    QTest::newRow("nothing") << QByteArray() << false;
}

void TestWritingModels::itMayEndWithoutAWord()
{
    QFETCH(const QByteArray, stream);
    QFETCH(const bool, whole);
    HttpStub stub([&stream](const HttpStub::Request &) { return streamHead + stream; });
    ChatCompletions model(optionsFor(stub));
    Asked asked(model);
    QVERIFY(asked.wait());
    QCOMPARE(asked.answer() != nullptr, whole);
    if (whole)
        QCOMPARE(asked.answer()->text, u"One"_s);
    else
        QCOMPARE(asked.failure()->kind, FailureKind::Unreachable);
}

void TestWritingModels::aServerThatDoesNotStream()
{
    HttpStub stub([](const HttpStub::Request &) {
        return HttpStub::answer(
            200,
            R"({"choices":[{"message":{"role":"assistant","content":"One"},"finish_reason":"stop"}],)"
            R"("usage":{"prompt_tokens":4,"completion_tokens":1}})",
            {"Content-Type: application/json"});
    });
    ChatCompletions model(optionsFor(stub));
    Asked asked(model);
    QVERIFY(asked.wait());
    QVERIFY(asked.answer());
    QVERIFY(*asked.answer() == (ModelAnswer{.text = u"One"_s, .tokensRead = 4, .tokensWritten = 1}));
}

// What has come stays, and the server is told by the connection that ends.
void TestWritingModels::stopped()
{
    HttpStub stub({});
    QPointer<QSslSocket> writer;
    bool ended = false;
    stub.byHand = [&](const HttpStub::Request &, QSslSocket &socket) {
        writer = &socket;
        connect(&socket, &QSslSocket::disconnected, this, [&ended] { ended = true; });
        socket.write(streamHead + part("One"));
    };
    ChatCompletions model(optionsFor(stub));
    Asked asked(model);
    QTRY_COMPARE(asked.seen->partials.size(), 1);
    model.stop(asked.id + 1); // nobody's
    QVERIFY(!asked.seen->outcome);
    model.stop(asked.id);
    QVERIFY(asked.answer());
    QVERIFY(*asked.answer() == (ModelAnswer{.text = u"One"_s, .stopped = true}));
    QTRY_VERIFY(ended);
    model.stop(asked.id);
    QCOMPARE(asked.seen->times, 1);
}

void TestWritingModels::tooLongIsCut()
{
    HttpStub stub({});
    bool ended = false;
    stub.byHand = [&](const HttpStub::Request &, QSslSocket &socket) {
        connect(&socket, &QSslSocket::disconnected, this, [&ended] { ended = true; });
        socket.write(streamHead + part("12345") + part("6789\xC3\xB6") + part("more"));
    };
    ChatCompletionsOptions options = optionsFor(stub);
    options.longestAnswer = 10;
    ChatCompletions model(options);
    Asked asked(model);
    QVERIFY(asked.wait());
    QVERIFY(asked.answer());
    QVERIFY(*asked.answer() == (ModelAnswer{.text = u"123456789"_s, .cut = true}));
    QTRY_VERIFY(ended);
}

void TestWritingModels::failures_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<FailureKind>("kind");
    QTest::addColumn<QString>("detail");
    const auto error = [](int status, const QByteArray &body) {
        return HttpStub::answer(status, body, {"Content-Type: application/json"});
    };
    QTest::newRow("a wrong key") << error(401, R"({"error":{"message":"Incorrect API key provided: canary***key"}})")
                                 << FailureKind::Denied << u"HTTP 401"_s;
    QTest::newRow("no such model") << error(404, R"({"error":{"message":"model 'x' not found","code":"y"}})")
                                   << FailureKind::NotFound << u"HTTP 404: model 'x' not found"_s;
    QTest::newRow("Ollama's way") << error(404, R"({"error":"model 'x' not found"})") << FailureKind::NotFound
                                  << u"HTTP 404: model 'x' not found"_s;
    QTest::newRow("too much") << error(429, R"({"error":{"message":"slow\ndown canary-key"}})")
                              << FailureKind::Throttled << u"HTTP 429"_s;
    QTest::newRow("too long") << error(400, R"({"error":{"message":"maximum context length"}})") << FailureKind::Refused
                              << u"HTTP 400: maximum context length"_s;
    QTest::newRow("its own fault") << HttpStub::answer(503, "<html>") << FailureKind::Failed << u"HTTP 503"_s;
    QTest::newRow("sent elsewhere") << HttpStub::answer(302, {}, {"Location: http://127.0.0.1:1/"})
                                    << FailureKind::Malformed << u"HTTP 302"_s;
    QTest::newRow("no JSON") << streamHead + "data: Hello\n\n"
                             << FailureKind::Malformed << u"A part of the answer is no JSON."_s;
    QTest::newRow("other JSON") << error(200, R"({"text":"Hello"})") << FailureKind::Malformed
                                << u"The answer is none of a chat-completions server."_s;
    QTest::newRow("an error on the way") << streamHead + part("One") +
                                                R"(data: {"error":{"message":"out of memory"}})" + "\n\n"
                                         << FailureKind::Failed << u"out of memory"_s;
    QTest::newRow("without end") << streamHead + "data: " + QByteArray(300 * 1024, 'x') << FailureKind::Malformed
                                 << u"A part of the answer is too large."_s;
}

void TestWritingModels::failures()
{
    QFETCH(const QByteArray, answer);
    HttpStub stub([&answer](const HttpStub::Request &) { return answer; });
    ChatCompletions model(optionsFor(stub));
    Asked asked(model);
    QVERIFY(asked.wait());
    QVERIFY(asked.failure());
    QTEST(asked.failure()->detail, "detail");
    QTEST(asked.failure()->kind, "kind");
    QCOMPARE(asked.seen->times, 1);
    QCOMPARE(stub.requests().size(), 1);
}

void TestWritingModels::silence()
{
    HttpStub stub({});
    stub.byHand = [](const HttpStub::Request &, QSslSocket &socket) { socket.write(streamHead + part("One")); };
    ChatCompletionsOptions options = optionsFor(stub);
    options.pause = std::chrono::milliseconds(200);
    ChatCompletions quiet(options);
    Asked asked(quiet);
    QVERIFY(asked.wait());
    QVERIFY(asked.failure());
    QCOMPARE(asked.failure()->kind, FailureKind::TimedOut);

    options.pause = std::chrono::milliseconds(20'000);
    options.whole = std::chrono::milliseconds(300);
    ChatCompletions slow(options);
    Asked another(slow);
    QVERIFY(another.wait());
    QVERIFY(another.answer());
    QVERIFY(*another.answer() == (ModelAnswer{.text = u"One"_s, .cut = true}));
}

// A model that is loaded first, reads long on a slow machine, or does not stream.
void TestWritingModels::longBeforeTheFirstWord()
{
    HttpStub stub({});
    QPointer<QSslSocket> writer;
    stub.byHand = [&writer](const HttpStub::Request &, QSslSocket &socket) { writer = &socket; };
    ChatCompletionsOptions options = optionsFor(stub);
    options.pause = std::chrono::milliseconds(200);
    ChatCompletions model(options);
    Asked asked(model);
    QTRY_VERIFY(writer);
    QVERIFY(!QTest::qWaitFor([&asked] { return asked.seen->outcome.has_value(); }, 600));
    writer->write(streamHead + part("One", "\"stop\"") + done);
    QVERIFY(asked.wait());
    QVERIFY(asked.answer());
    QCOMPARE(asked.answer()->text, u"One"_s);

    options.whole = std::chrono::milliseconds(300);
    ChatCompletions never(options);
    Asked another(never);
    QVERIFY(another.wait());
    QVERIFY(another.failure());
    QCOMPARE(another.failure()->kind, FailureKind::TimedOut);
}

void TestWritingModels::noAddress()
{
    ChatCompletionsOptions options;
    options.url = QUrl(u"file:///etc/passwd"_s);
    ChatCompletions nowhere(options);
    Asked asked(nowhere);
    QVERIFY(!asked.seen->outcome); // later
    QVERIFY(asked.wait());
    QCOMPARE(asked.failure()->kind, FailureKind::Unreachable);

    auto stub = std::make_unique<HttpStub>(HttpStub::Handler{});
    options.url = QUrl(stub->address());
    stub.reset();
    ChatCompletions gone(options);
    Asked another(gone);
    QVERIFY(another.wait());
    QCOMPARE(another.failure()->kind, FailureKind::Unreachable);
}

// From a keychain, which may ask a person first.
void TestWritingModels::aKeyThatComesLater()
{
    HttpStub stub([](const HttpStub::Request &) {
        return HttpStub::answer(200, R"({"choices":[{"message":{"content":"Hi"},"finish_reason":"stop"}]})",
                                {"Content-Type: application/json"});
    });
    struct Question {
        QPointer<QObject> asker;
        KeyAnswer done;
    };
    QList<Question> questions;
    ChatCompletionsOptions options = optionsFor(stub);
    options.key = [&questions](QObject *asker, KeyAnswer done) { questions.append({asker, std::move(done)}); };
    options.pause = std::chrono::milliseconds(20'000);
    ChatCompletions model(options);
    Asked first(model);
    Asked second(model);
    Asked third(model);
    QCOMPARE(questions.size(), 3); // one for each answer, and the model is not asked without
    questions.at(1).done(QByteArray("canary-two"));
    QVERIFY(second.wait());
    QVERIFY(second.answer() && !first.seen->outcome);
    QCOMPARE(stub.requests().size(), 1);
    QCOMPARE(stub.requests().constFirst().header("Authorization"), "Bearer canary-two"_ba);

    questions.at(0).done(Unexpected{u"It is locked."_s});
    QVERIFY(!first.seen->outcome); // later
    QVERIFY(first.wait());
    QCOMPARE(first.failure()->kind, FailureKind::Denied);
    QCOMPARE(first.failure()->detail, u"It is locked."_s);

    model.stop(third.id);
    QVERIFY(third.answer() && third.answer()->stopped);
    questions.at(2).done(QByteArray("canary-three")); // nobody wants it any more
    QTRY_VERIFY(!questions.at(2).asker);
    QCOMPARE(stub.requests().size(), 1);
    QCOMPARE(third.seen->times, 1);
}

// A person looks for a password.
void TestWritingModels::aKeyTakesNoneOfTheModelsTime()
{
    HttpStub stub([](const HttpStub::Request &) { return streamHead + part("Hi", "\"stop\"") + done; });
    KeyAnswer tell;
    ChatCompletionsOptions options = optionsFor(stub);
    options.key = [&tell](QObject *, KeyAnswer done) { tell = std::move(done); };
    options.pause = std::chrono::milliseconds(1'000);
    options.whole = std::chrono::milliseconds(2'000);
    ChatCompletions model(options);
    Asked asked(model);
    QVERIFY(!QTest::qWaitFor([&asked] { return asked.seen->outcome.has_value(); }, 2'500));
    tell(QByteArray("canary-key"));
    QVERIFY(asked.wait());
    QVERIFY(asked.answer());
    QCOMPARE(asked.answer()->text, u"Hi"_s);
}

void TestWritingModels::destroyedWhileAsking()
{
    HttpStub stub({});
    stub.byHand = [](const HttpStub::Request &, QSslSocket &socket) { socket.write(streamHead + part("One")); };
    auto model = std::make_unique<ChatCompletions>(optionsFor(stub));
    Asked one(*model);
    Asked two(*model);
    QTRY_COMPARE(two.seen->partials.size(), 1);
    QTRY_COMPARE(one.seen->partials.size(), 1);
    model->stop(one.id);
    model.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    QCOMPARE(one.seen->times, 1);
    QCOMPARE(two.seen->times, 0);
}

namespace
{

// What a model of Bedrock takes.
struct Bedrock {
    explicit Bedrock(const HttpStub &stub)
        : credentials(environment(stub), clock)
        , client(credentials, environment(stub), clock, options())
        , model(client, {.modelId = u"anthropic.claude-3-haiku-20240307-v1:0"_s,
                         .system = u"Be short."_s,
                         .mostTokens = 50,
                         .longestAnswer = 20})
    {
    }

    QProcessEnvironment environment(const HttpStub &stub) const
    {
        QProcessEnvironment environment;
        environment.insert(u"HOME"_s, home.path());
        environment.insert(u"AWS_EC2_METADATA_DISABLED"_s, u"true"_s);
        environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDCONFAB"_s);
        environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"canary"_s);
        environment.insert(u"AWS_REGION"_s, u"eu-west-1"_s);
        environment.insert(u"AWS_ENDPOINT_URL_BEDROCK_RUNTIME"_s, stub.address());
        return environment;
    }

    static aws::ClientOptions options()
    {
        aws::ClientOptions options;
        options.pause = std::chrono::milliseconds(1);
        return options;
    }

    QTemporaryDir home;
    tests::FakeClock clock;
    aws::CredentialsProvider credentials;
    aws::Client client;
    BedrockModel model;
};

} // namespace

void TestWritingModels::converse()
{
    QByteArray text = "One two";
    QByteArray reason = "end_turn";
    HttpStub stub([&](const HttpStub::Request &) {
        return HttpStub::answer(200, R"({"output":{"message":{"role":"assistant","content":[{"reasoningContent":{}},)"
                                     R"({"text":")" +
                                         text + R"("},{"text":"!"}]}},"stopReason":")" + reason +
                                         R"(","usage":{"inputTokens":7,"outputTokens":2,"totalTokens":9}})");
    });
    Bedrock bedrock(stub);
    Asked asked(bedrock.model, {{Role::Person, u"Hello"_s}, {Role::Model, u"Yes?"_s}, {Role::Person, u"Köln"_s}});
    QVERIFY(asked.wait());
    QVERIFY(asked.answer());
    QVERIFY(*asked.answer() == (ModelAnswer{.text = u"One two!"_s, .tokensRead = 7, .tokensWritten = 2}));
    const HttpStub::Request request = stub.requests().first();
    QCOMPARE(request.target, "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse"_ba);
    QVERIFY(request.header("Authorization").contains("/20260101/eu-west-1/bedrock/aws4_request"));
    QCOMPARE(QString::fromUtf8(request.body),
             QString::fromUtf8(R"({"inferenceConfig":{"maxTokens":50},"messages":[)"
                               R"({"content":[{"text":"Hello"}],"role":"user"},)"
                               R"({"content":[{"text":"Yes?"}],"role":"assistant"},)"
                               R"({"content":[{"text":"Köln"}],"role":"user"}],"system":[{"text":"Be short."}]})"));

    reason = "max_tokens";
    Asked cut(bedrock.model);
    QVERIFY(cut.wait());
    QVERIFY(cut.answer() && cut.answer()->cut);
    reason = "end_turn";
    text = QByteArray(30, 'x');
    Asked tooLong(bedrock.model);
    QVERIFY(tooLong.wait());
    QVERIFY(tooLong.answer() && tooLong.answer()->cut);
    QCOMPARE(tooLong.answer()->text, QString(20, u'x'));
}

void TestWritingModels::converseFails()
{
    QByteArray answer = HttpStub::answer(408, R"({"message":"no"})", {"x-amzn-ErrorType: ModelTimeoutException"});
    HttpStub stub([&answer](const HttpStub::Request &) { return answer; });
    Bedrock bedrock(stub);
    const auto kind = [&bedrock] {
        Asked asked(bedrock.model);
        return asked.wait() && asked.failure() ? std::optional(asked.failure()->kind) : std::nullopt;
    };
    QCOMPARE(kind(), FailureKind::TimedOut);
    answer = HttpStub::answer(424, R"({"message":"no"})", {"x-amzn-ErrorType: ModelErrorException"});
    QCOMPARE(kind(), FailureKind::Failed);
    answer = HttpStub::answer(429, R"({"message":"no"})", {"x-amzn-ErrorType: ModelNotReadyException"});
    QCOMPARE(kind(), FailureKind::Throttled);
    QCOMPARE(stub.requests().size(), 1 + 1 + 3);
    answer = HttpStub::answer(200, R"({"output":{}})");
    QCOMPARE(kind(), FailureKind::Malformed);
}

void TestWritingModels::converseIsStopped()
{
    HttpStub stub([](const HttpStub::Request &) { return HttpStub::answer(200, R"({"output":{"message":{}}})"); });
    Bedrock bedrock(stub);
    Asked stopped(bedrock.model);
    bedrock.model.stop(stopped.id);
    QVERIFY(stopped.answer() && stopped.answer()->stopped);
    Asked next(bedrock.model);
    QVERIFY(next.wait());
    QCOMPARE(stopped.seen->times, 1);
}

void TestWritingModels::everyKindHasASentence()
{
    for (int kind = 0; kind <= static_cast<int>(FailureKind::Failed); ++kind) {
        const QString sentence = sentenceForModel({.kind = static_cast<FailureKind>(kind), .detail = u"canary"_s});
        QVERIFY2(sentence.endsWith(u'.') && !sentence.contains("canary"_L1), qPrintable(sentence));
    }
}

CONFAB_TEST(TestWritingModels)
#include "tst_writing_models.moc"
