// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/lex_http_runtime.h>

#include "aws_failure.h"
#include "lex_wire.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <utility>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype longestText = 1024; // Lex V2 API reference, RecognizeText

bool isSessionId(const QString &id)
{
    static const QRegularExpression form(u"\\A[0-9a-zA-Z._:-]{2,100}\\z"_s);
    return form.match(id).hasMatch();
}

QByteArray segment(const QString &text)
{
    return '/' + text.toUtf8().toPercentEncoding();
}

} // namespace

HttpRuntime::HttpRuntime(aws::Client &client, BotAddress address)
    : m_client(client)
    , m_address(std::move(address))
    , m_here(std::make_shared<Here>())
{
}

aws::Request HttpRuntime::requestFor(const QString &sessionId) const
{
    return {.service = {.signingName = "lex", .host = u"runtime-v2-lex"_s, .id = u"LEX_RUNTIME_V2"_s},
            .method = {},
            .path = "/bots" + segment(m_address.botId) + "/botAliases" + segment(m_address.aliasId) + "/botLocales" +
                    segment(m_address.localeId) + "/sessions" + segment(sessionId),
            .region = m_address.region.toLatin1()};
}

void HttpRuntime::recognizeText(const Request &request, std::function<void(const Outcome &)> done)
{
    if (!isSessionId(request.sessionId) || request.text.isEmpty() || request.text.size() > longestText) {
        done(Failure{.kind = FailureKind::Refused, .detail = u"No text, a text that is too long, or no session."_s});
        return;
    }
    aws::Request http = requestFor(request.sessionId);
    http.method = "POST";
    http.path += "/text";
    http.headers = {{"Content-Type", "application/json"}};
    http.body = QJsonDocument(QJsonObject{{u"text"_s, request.text}}).toJson(QJsonDocument::Compact);
    m_client.send(
        http, [done = std::move(done), here = std::weak_ptr(m_here)](const Expected<aws::Answer, aws::Error> &answer) {
            if (here.expired())
                return;
            if (!answer) {
                done(failureOf(answer.error()));
                return;
            }
            if (auto response = parseResponse(answer->body))
                done(std::move(*response));
            else
                done(Failure{.kind = FailureKind::Malformed, .detail = u"The answer is none of Lex."_s});
        });
}

void HttpRuntime::deleteSession(const QString &sessionId, std::function<void(std::optional<Failure>)> done)
{
    if (!isSessionId(sessionId)) {
        done(Failure{.kind = FailureKind::Refused, .detail = u"This is no session."_s});
        return;
    }
    aws::Request http = requestFor(sessionId);
    http.method = "DELETE";
    m_client.send(
        http, [done = std::move(done), here = std::weak_ptr(m_here)](const Expected<aws::Answer, aws::Error> &answer) {
            if (here.expired())
                return;
            if (answer || answer.error().kind == aws::ErrorKind::NotFound)
                done(std::nullopt);
            else
                done(failureOf(answer.error()));
        });
}

} // namespace confab::bots::lex
