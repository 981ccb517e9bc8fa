// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/chat_completions.h>

#include "sse_reader.h"

#include <confab/protocol/text_cut.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

#include <optional>
#include <utility>

namespace confab::bots
{

using namespace Qt::StringLiterals;
using lex::FailureKind;

namespace
{

constexpr qsizetype largestEvent = 256 * 1024; // far more than a part of an answer has
constexpr qsizetype largestBody = 1024 * 1024; // of what is not streamed: an answer, or why there is none
constexpr qsizetype longestReason = 200;
constexpr int firstAnswerError = 200; // Qt counts what the network did to 199

FailureKind kindOf(int status)
{
    switch (status) {
    case 401:
    case 403:
        return FailureKind::Denied;
    case 404:
        return FailureKind::NotFound;
    case 408:
        return FailureKind::TimedOut;
    case 429:
        return FailureKind::Throttled;
    default:
        break;
    }
    if (status >= 500)
        return FailureKind::Failed;
    return status >= 400 ? FailureKind::Refused : FailureKind::Malformed;
}

// {"error":{"message":…}} or {"error":…}. What is said of keys may have parts of them in it.
QString reasonIn(const QJsonObject &body, const QByteArray &key)
{
    const QJsonValue error = body.value("error"_L1);
    const QString reason = error.isObject() ? error.toObject().value("message"_L1).toString() : error.toString();
    if (reason.contains("key"_L1, Qt::CaseInsensitive) || (!key.isEmpty() && reason.contains(QString::fromUtf8(key))))
        return {};
    return reason.simplified().left(longestReason);
}

ModelFailure failureOf(int status, const QJsonObject &body, const QByteArray &key)
{
    const QString reason = reasonIn(body, key);
    const QString detail = u"HTTP %1"_s.arg(status);
    return {.kind = kindOf(status), .detail = reason.isEmpty() ? detail : detail + u": "_s + reason};
}

ModelFailure broken(FailureKind kind, const QString &detail)
{
    return {.kind = kind, .detail = detail};
}

} // namespace

KeySource knownKey(const QByteArray &key)
{
    return [key](QObject *, const KeyAnswer &done) { done(key); };
}

// One answer. Deletes itself.
class ChatCompletions::Run final : public QObject
{
public:
    Run(ChatCompletions &owner, quint64 id, Calls calls)
        : QObject(&owner)
        , m_owner(owner)
        , m_id(id)
        , m_calls(std::move(calls))
        , m_events(largestEvent)
    {
        m_pause.setSingleShot(true);
        m_pause.setInterval(owner.m_options.pause);
        connect(&m_pause, &QTimer::timeout, this,
                [this] { fail(broken(FailureKind::TimedOut, u"Nothing came for too long."_s)); });
    }

    ~Run() override
    {
        if (m_reply)
            m_reply->deleteLater();
    }

    void failLater(const ModelFailure &failure)
    {
        QTimer::singleShot(0, this, [this, failure] { fail(failure); });
    }

    // Asks for the key, then the model.
    void start(const QByteArray &body)
    {
        m_owner.m_options.key(this, [this, body](const Expected<QByteArray, QString> &key) {
            if (m_finished)
                return;
            m_key = key ? key->trimmed() : QByteArray();
            if (!key)
                failLater(broken(FailureKind::Denied, key.error()));
            else if (m_key.contains('\n') || m_key.contains('\r'))
                failLater(broken(FailureKind::Denied, u"The key has a line break in it."_s));
            else
                send(body);
        });
    }

    void stop()
    {
        m_answer.stopped = true;
        finish(m_answer);
    }

private:
    void send(const QByteArray &body)
    {
        QNetworkRequest request = m_owner.request();
        if (!m_key.isEmpty())
            request.setRawHeader("Authorization", "Bearer " + m_key);
        // From here on, as whoever has the key may ask a person for a password first. A model may be loaded, or read
        // for minutes, before it writes a word.
        QTimer::singleShot(m_owner.m_options.whole, this, [this] { endLate(); });
        m_reply = m_owner.m_network.post(request, body);
        connect(m_reply, &QNetworkReply::readyRead, this, [this] { read(); });
        connect(m_reply, &QNetworkReply::finished, this, [this] { end(); });
    }

    void endLate()
    {
        if (m_answer.text.isEmpty()) {
            fail(broken(FailureKind::TimedOut, u"No answer in time."_s));
        } else {
            m_answer.cut = true;
            finish(m_answer);
        }
    }

    [[nodiscard]] int status() const { return m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(); }

    [[nodiscard]] bool isStreamed() const
    {
        const QByteArray type = m_reply->header(QNetworkRequest::ContentTypeHeader).toByteArray();
        return status() == 200 && !type.startsWith("application/json");
    }

    void read()
    {
        if (m_finished)
            return;
        m_pause.start();
        const QByteArray bytes = m_reply->readAll();
        if (!isStreamed()) {
            m_body += bytes;
            if (m_body.size() > largestBody)
                fail(broken(FailureKind::Malformed, u"The answer is too large."_s));
            return;
        }
        const auto events = m_events.take(bytes);
        if (!events) {
            fail(broken(FailureKind::Malformed, u"A part of the answer is too large."_s));
            return;
        }
        const QString before = m_answer.text;
        for (const QByteArray &event : *events) {
            takeEvent(event);
            if (m_finished)
                return;
        }
        if (m_answer.text != before && m_calls.partial)
            m_calls.partial(m_answer.text);
    }

    void takeEvent(const QByteArray &event)
    {
        if (event == "[DONE]") {
            finish(m_answer);
            return;
        }
        const QJsonDocument document = QJsonDocument::fromJson(event);
        if (!document.isObject()) {
            fail(broken(FailureKind::Malformed, u"A part of the answer is no JSON."_s));
            return;
        }
        takePart(document.object(), "delta"_L1);
    }

    // A chunk of the stream, or a whole answer: they differ in what they call the message. The last chunk has the usage
    // and no choices.
    void takePart(const QJsonObject &part, QLatin1StringView messageName)
    {
        if (const QJsonValue error = part.value("error"_L1); !error.isUndefined() && !error.isNull()) {
            const QString reason = reasonIn(part, m_key);
            fail(broken(FailureKind::Failed, reason.isEmpty() ? u"The model's server tells of an error."_s : reason));
            return;
        }
        const QJsonObject choice = part.value("choices"_L1).toArray().at(0).toObject();
        m_answer.text += choice.value(messageName).toObject().value("content"_L1).toString();
        const QString reason = choice.value("finish_reason"_L1).toString();
        if (!reason.isEmpty()) {
            m_ended = true;
            m_answer.cut = reason == "length"_L1;
        }
        const QJsonObject usage = part.value("usage"_L1).toObject();
        if (!usage.isEmpty()) {
            m_answer.tokensRead = usage.value("prompt_tokens"_L1).toInteger();
            m_answer.tokensWritten = usage.value("completion_tokens"_L1).toInteger();
        }
        const QString fitting = protocol::cutToBytes(m_answer.text, m_owner.m_options.longestAnswer);
        if (fitting.size() < m_answer.text.size()) {
            m_answer.text = fitting;
            m_answer.cut = true;
            finish(m_answer);
        }
    }

    void end()
    {
        read();
        if (m_finished)
            return;
        const QNetworkReply::NetworkError error = m_reply->error();
        if (error == QNetworkReply::SslHandshakeFailedError)
            fail(broken(FailureKind::Tls, m_reply->errorString()));
        else if (error != QNetworkReply::NoError && error < firstAnswerError)
            fail(broken(FailureKind::Unreachable, m_reply->errorString()));
        else if (status() != 200)
            fail(failureOf(status(), QJsonDocument::fromJson(m_body).object(), m_key));
        else if (isStreamed())
            endStream();
        else
            endWhole();
    }

    // Some end with [DONE], some with the connection.
    void endStream()
    {
        const QByteArray last = m_events.rest();
        if (!last.isEmpty())
            takeEvent(last);
        if (m_finished)
            return;
        if (m_ended)
            finish(m_answer);
        else
            fail(broken(FailureKind::Unreachable, u"The answer broke off."_s));
    }

    void endWhole()
    {
        const QJsonDocument document = QJsonDocument::fromJson(m_body);
        if (document.isObject())
            takePart(document.object(), "message"_L1);
        if (m_finished)
            return;
        if (m_ended)
            finish(m_answer);
        else
            fail(broken(FailureKind::Malformed, u"The answer is none of a chat-completions server."_s));
    }

    void fail(const ModelFailure &failure) { finish(failure); }

    void finish(const ModelOutcome &outcome)
    {
        if (std::exchange(m_finished, true))
            return;
        m_owner.m_runs.remove(m_id);
        m_pause.stop();
        // Whoever is still writing sees that nobody reads.
        if (m_reply)
            m_reply->abort();
        deleteLater();
        const auto done = std::move(m_calls.done);
        done(outcome);
    }

    ChatCompletions &m_owner;
    quint64 m_id;
    Calls m_calls;
    SseReader m_events;
    QPointer<QNetworkReply> m_reply; // the network's
    QTimer m_pause;
    QByteArray m_key;
    QByteArray m_body;
    ModelAnswer m_answer;
    bool m_ended = false; // a reason to end was given
    bool m_finished = false;
};

ChatCompletions::ChatCompletions(ChatCompletionsOptions options, QObject *parent)
    : QObject(parent)
    , m_options(std::move(options))
{
}

ChatCompletions::~ChatCompletions()
{
    // Before the network that they use.
    qDeleteAll(std::exchange(m_runs, {}));
}

ModelInfo ChatCompletions::info() const
{
    return {.model = m_options.model, .host = m_options.url.host()};
}

quint64 ChatCompletions::complete(const QList<ModelMessage> &messages, Calls calls)
{
    auto *run = new Run(*this, ++m_last, std::move(calls));
    m_runs.insert(m_last, run);
    const QUrl &url = m_options.url;
    if (!url.isValid() || url.host().isEmpty() || (url.scheme() != "http"_L1 && url.scheme() != "https"_L1))
        run->failLater(broken(FailureKind::Unreachable, u"The model's address is no web address."_s));
    else
        run->start(body(messages));
    return m_last;
}

QNetworkRequest ChatCompletions::request() const
{
    QUrl url = m_options.url;
    QString path = url.path();
    while (path.endsWith(u'/'))
        path.chop(1);
    if (!path.endsWith("/chat/completions"_L1))
        path += "/chat/completions"_L1;
    url.setPath(path);

    QNetworkRequest request(url);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setSslConfiguration(m_options.tls);
    request.setRawHeader("Content-Type", "application/json");
    request.setRawHeader("Accept", "text/event-stream, application/json");
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("User-Agent", "confab/" CONFAB_VERSION);
    return request;
}

QByteArray ChatCompletions::body(const QList<ModelMessage> &messages) const
{
    QJsonArray said;
    if (!m_options.system.isEmpty())
        said.append(QJsonObject{{u"role"_s, u"system"_s}, {u"content"_s, m_options.system}});
    for (const ModelMessage &message : messages) {
        const QString role = message.role == ModelMessage::Role::Person ? u"user"_s : u"assistant"_s;
        said.append(QJsonObject{{u"role"_s, role}, {u"content"_s, message.text}});
    }
    QJsonObject body{{u"model"_s, m_options.model},
                     {u"messages"_s, said},
                     {u"stream"_s, true},
                     {u"stream_options"_s, QJsonObject{{u"include_usage"_s, true}}}};
    if (m_options.mostTokens > 0)
        body.insert(u"max_tokens"_s, m_options.mostTokens);
    return QJsonDocument(body).toJson(QJsonDocument::Compact);
}

void ChatCompletions::stop(quint64 id)
{
    if (Run *run = m_runs.value(id))
        run->stop();
}

} // namespace confab::bots
