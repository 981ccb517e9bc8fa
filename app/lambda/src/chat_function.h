// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "function_bots.h"
#include "function_settings.h"
#include "passwords.h"

#include <confab/aws/api_front.h>
#include <confab/aws/dynamo_store.h>
#include <confab/aws/management_api.h>
#include <confab/aws/runtime_api.h>
#include <confab/aws/s3_depot.h>
#include <confab/bots/helper_bot.h>
#include <confab/crypto/system_clock.h>
#include <confab/crypto/system_random.h>

namespace confab::app
{

// The chat, as the function that API Gateway calls and as the worker behind the queue: all that lives as long as the
// process.
class ChatFunction
{
public:
    explicit ChatFunction(const FunctionSettings &settings);

    // Opens the tables; the error is a sentence.
    [[nodiscard]] std::optional<QString> open();
    // What comes of a call.
    [[nodiscard]] QJsonObject serve(const aws::Invocation &invocation);

private:
    [[nodiscard]] QJsonObject serveApi(const QJsonObject &event);
    [[nodiscard]] QJsonObject serveQueue(const QJsonObject &event);
    [[nodiscard]] QJsonObject serveSchedule();
    // False: it has to come again.
    [[nodiscard]] bool work(const QByteArray &body);
    // What was not worked on, and will not be again.
    void giveUp(const QByteArray &body);
    // `before`: how often that was tried already, and refused as too much. False: what has not gone out is in no queue.
    bool tell(const QUrl &api, const QList<aws::Parcel> &parcels, int before = 0);
    // False: the queue did not take all of it.
    bool leave(const QList<QByteArray> &late, int delaySeconds = 0);
    [[nodiscard]] bool putOff(const QUrl &api, const QList<aws::Parcel> &parcels, int before);
    // A message of the queue is given out again soon, and not when its time there is over.
    void returnSoon(const QJsonValue &record);
    [[nodiscard]] Expected<aws::Answer, aws::Error> callQueue(const QByteArray &operation, QJsonObject input);
    void count(const QString &metric, qsizetype more);
    [[nodiscard]] std::chrono::milliseconds timeLeft() const;

    FunctionSettings m_settings;
    crypto::SystemClock m_clock;
    crypto::SystemRandom m_random;
    QProcessEnvironment m_environment = QProcessEnvironment::systemEnvironment();
    aws::CredentialsProvider m_credentials{m_environment, m_clock};
    aws::Client m_client{m_credentials, m_environment, m_clock};
    // A model may write as long as a worker may work.
    aws::Client m_models{m_credentials, m_environment, m_clock, {.time = std::chrono::seconds(55)}};
    // Each answers in milliseconds: what does not shall not hold up the others.
    aws::Client m_queue{m_credentials, m_environment, m_clock, {.time = std::chrono::seconds(5)}};
    aws::ManagementApi m_connections{m_credentials, m_environment, m_clock, {.time = std::chrono::seconds(10)}};
    aws::DynamoClient m_database{m_environment, m_clock};
    std::unique_ptr<aws::DynamoStore> m_store;
    std::unique_ptr<core::Reads> m_reads;
    std::unique_ptr<aws::ConnectionIndex> m_index;
    std::unique_ptr<core::SharedCounts> m_counts;
    std::unique_ptr<core::PasswordHasher> m_passwords;
    std::unique_ptr<aws::S3Depot> m_files;
    bots::HelperBot m_helper{m_clock};
    std::unique_ptr<aws::Notes> m_notes;
    std::unique_ptr<FunctionBots> m_bots;
    std::unique_ptr<aws::ApiFront> m_front;
    // Of the call that is served.
    QDateTime m_deadline;
    QJsonObject m_metrics;
};

} // namespace confab::app
