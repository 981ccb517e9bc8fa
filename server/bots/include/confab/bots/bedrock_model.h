// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/client.h>
#include <confab/bots/model.h>
#include <confab/protocol/limits.h>

#include <QHash>

#include <memory>

namespace confab::bots
{

struct BedrockOptions {
    QString modelId;     // of a model, an inference profile, or an ARN
    QString region = {}; // empty: as AWS's tools find it
    QString system = {};
    int mostTokens = 0;
    qsizetype longestAnswer = protocol::limits::textBytes; // bytes of UTF-8
};

// A model of Amazon Bedrock, asked by Converse. The answer comes in one piece; how long it may take is the client's
// `time`.
class BedrockModel final : public ModelRuntime
{
public:
    // The client outlives this.
    BedrockModel(aws::Client &client, BedrockOptions options);

    [[nodiscard]] ModelInfo info() const override;
    quint64 complete(const QList<ModelMessage> &messages, Calls calls) override;
    void stop(quint64 id) override;

private:
    aws::Client &m_client;
    BedrockOptions m_options;
    // Whom an answer is for; shared, as the client may answer when this is gone.
    std::shared_ptr<QHash<quint64, Calls>> m_waiting;
    quint64 m_last = 0;
};

} // namespace confab::bots
