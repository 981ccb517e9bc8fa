// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/bedrock_model.h>

#include "aws_failure.h"

#include <confab/protocol/text_cut.h>

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <utility>

namespace confab::bots
{

using namespace Qt::StringLiterals;

namespace
{

QJsonArray asBlocks(const QString &text)
{
    return {QJsonObject{{u"text"_s, text}}};
}

ModelOutcome outcomeOf(const QByteArray &json, qsizetype longest)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    const QJsonValue message = object.value("output"_L1).toObject().value("message"_L1);
    if (!message.isObject())
        return ModelFailure{.kind = lex::FailureKind::Malformed, .detail = u"The answer is none of Bedrock."_s};
    ModelAnswer answer;
    // Of what else there may be (reasoning, tools) nothing was asked.
    for (const QJsonValue &block : message.toObject().value("content"_L1).toArray())
        answer.text += block.toObject().value("text"_L1).toString();
    const QString whole = std::exchange(answer.text, protocol::cutToBytes(answer.text, longest));
    answer.cut = object.value("stopReason"_L1).toString() == "max_tokens"_L1 || answer.text.size() < whole.size();
    const QJsonObject usage = object.value("usage"_L1).toObject();
    answer.tokensRead = usage.value("inputTokens"_L1).toInteger();
    answer.tokensWritten = usage.value("outputTokens"_L1).toInteger();
    return answer;
}

} // namespace

BedrockModel::BedrockModel(aws::Client &client, BedrockOptions options)
    : m_client(client)
    , m_options(std::move(options))
    , m_waiting(std::make_shared<QHash<quint64, Calls>>())
{
}

ModelInfo BedrockModel::info() const
{
    return {.model = m_options.modelId, .host = u"Amazon Bedrock"_s};
}

quint64 BedrockModel::complete(const QList<ModelMessage> &messages, Calls calls)
{
    QJsonArray said;
    for (const ModelMessage &message : messages) {
        const QString role = message.role == ModelMessage::Role::Person ? u"user"_s : u"assistant"_s;
        said.append(QJsonObject{{u"role"_s, role}, {u"content"_s, asBlocks(message.text)}});
    }
    QJsonObject body{{u"messages"_s, said}};
    if (!m_options.system.isEmpty())
        body.insert(u"system"_s, asBlocks(m_options.system));
    if (m_options.mostTokens > 0)
        body.insert(u"inferenceConfig"_s, QJsonObject{{u"maxTokens"_s, m_options.mostTokens}});
    const aws::Request request{
        .service = {.signingName = "bedrock", .host = u"bedrock-runtime"_s, .id = u"BEDROCK_RUNTIME"_s},
        .method = "POST",
        .path = "/model/" + m_options.modelId.toUtf8().toPercentEncoding() + "/converse",
        .headers = {{"Content-Type", "application/json"}},
        .body = QJsonDocument(body).toJson(QJsonDocument::Compact),
        .region = m_options.region.toLatin1()};

    const quint64 id = ++m_last;
    m_waiting->insert(id, std::move(calls));
    m_client.send(request, [id, client = &m_client, longest = m_options.longestAnswer,
                            waiting = std::weak_ptr(m_waiting)](const Expected<aws::Answer, aws::Error> &answer) {
        const ModelOutcome outcome =
            answer ? outcomeOf(answer->body, longest) : ModelOutcome(failureOf(answer.error()));
        // The client may know at once; whoever asked does not have the id yet.
        const auto tell = [id, waiting, outcome] {
            const auto all = waiting.lock();
            if (all && all->contains(id)) // neither gone nor stopped
                all->take(id).done(outcome);
        };
        QMetaObject::invokeMethod(client, tell, Qt::QueuedConnection);
    });
    return id;
}

void BedrockModel::stop(quint64 id)
{
    if (m_waiting->contains(id))
        m_waiting->take(id).done(ModelAnswer{.text = {}, .stopped = true});
}

} // namespace confab::bots
