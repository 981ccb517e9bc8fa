// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/client.h>
#include <confab/bots/lex.h>

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
    // The client outlives this; where it is destroyed, no answer comes any more.
    HttpRuntime(aws::Client &client, BotAddress address);

    void recognizeText(const Request &request, std::function<void(const Outcome &)> done) override;
    void deleteSession(const QString &sessionId, std::function<void(std::optional<Failure>)> done) override;

private:
    [[nodiscard]] aws::Request requestFor(const QString &sessionId) const;

    aws::Client &m_client;
    BotAddress m_address;
};

} // namespace confab::bots::lex
