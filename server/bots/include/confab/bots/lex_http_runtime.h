// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/client.h>
#include <confab/bots/lex.h>

#include <memory>

namespace confab::bots::lex
{

// Where a bot is at Amazon.
struct BotAddress {
    QString botId;   // ten letters and digits
    QString aliasId; // "TSTALIASID" is the one for tests that every bot has
    QString localeId = QStringLiteral("en_US");
    QString region = {}; // empty: AWS_REGION, or the profile's
};

// A bot at Amazon: RecognizeText and DeleteSession of Lex V2. What does not fit a request of Lex is refused here.
class HttpRuntime final : public Runtime
{
public:
    // The client outlives this; others may use it as well. When this is destroyed, no answer comes any more.
    HttpRuntime(aws::Client &client, BotAddress address);

    void recognizeText(const Request &request, std::function<void(const Outcome &)> done) override;
    void deleteSession(const QString &sessionId, std::function<void(std::optional<Failure>)> done) override;

private:
    struct Here {
    };

    [[nodiscard]] aws::Request requestFor(const QString &sessionId) const;

    aws::Client &m_client;
    BotAddress m_address;
    std::shared_ptr<Here> m_here; // while anybody is left to be told
};

} // namespace confab::bots::lex
