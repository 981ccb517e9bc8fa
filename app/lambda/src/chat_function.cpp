// SPDX-License-Identifier: GPL-3.0-or-later
#include "chat_function.h"

#include "function_log.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>
#include <cstdio>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

// What is left of a call's time for its answer to be taken back.
constexpr std::chrono::milliseconds reserve{1000};
// And for people to be told that the tables, or whom else it asks, did not answer. A bot has as much less: what it says
// is stored.
constexpr std::chrono::milliseconds forWords{2000};
// And for the queue to take what has not gone out by then.
constexpr std::chrono::milliseconds forQueue{1000};
// What API Gateway refuses as too much is tried again so often, later each time; then `ping` has to mend it.
constexpr int mostPutOff = 3;
// How often the queue gives out a message, deploy/aws/template.yaml: maxReceiveCount.
constexpr int mostTries = 3;
// A question that is older is not asked: by then it puzzles more than it helps.
constexpr qint64 askedWithinMs = 60'000;
constexpr int askedAgainSeconds = 10;

bool isQuestion(const QByteArray &body)
{
    const auto late = aws::parseLate(body);
    return late && std::holds_alternative<aws::LateQuestion>(*late);
}

} // namespace

ChatFunction::ChatFunction(const FunctionSettings &settings)
    : m_settings(settings)
{
}

std::optional<QString> ChatFunction::open()
{
    auto opened = aws::DynamoStore::open(m_database, m_settings.tables);
    if (!opened)
        return u"The tables cannot be used: %1"_s.arg(opened.error().reason);
    m_store = std::move(*opened);
    m_reads = aws::DynamoStore::openReads(m_database, m_settings.tables);
    m_index = aws::DynamoStore::openConnectionIndex(m_database, m_settings.tables);
    m_counts = aws::DynamoStore::openCounts(m_database, m_settings.tables);
    if (m_settings.passwordFunction.isEmpty())
        m_passwords = std::make_unique<PasswordsHere>();
    else
        m_passwords = std::make_unique<PasswordsElsewhere>(m_client, m_settings.passwordFunction);

    m_notes = aws::DynamoStore::openNotes(m_database, m_settings.tables);
    // Only a worker asks Lex, and it is called by a server that has its id.
    const bool asksLex = m_settings.role == FunctionSettings::Role::Worker && !m_settings.lexBotId.isEmpty();
    const QString server = asksLex ? m_store->server().identity().id : QString();
    m_bots = std::make_unique<FunctionBots>(m_settings, server, m_clock, m_client, m_models, *m_notes);

    if (!m_settings.bucket.isEmpty())
        m_files = std::make_unique<aws::S3Depot>(m_settings.bucket, m_credentials, m_client, m_environment, m_clock);

    const aws::ApiFront::Ports ports{.store = *m_store,
                                     .reads = *m_reads,
                                     .index = *m_index,
                                     .passwords = *m_passwords,
                                     .clock = m_clock,
                                     .random = m_random,
                                     .bots = m_bots->asked() + QList<core::Bot *>{&m_helper},
                                     .laterBots = m_bots->later(),
                                     .counts = m_counts.get(),
                                     .files = m_files.get()};
    m_front = std::make_unique<aws::ApiFront>(ports, m_settings.server);
    return std::nullopt;
}

QJsonObject ChatFunction::serve(const aws::Invocation &invocation)
{
    m_deadline = invocation.deadline;
    const QDeadlineTimer askUntil(std::max(timeLeft() - forWords, std::chrono::milliseconds(0)));
    m_database.setDeadline(askUntil);
    m_client.setDeadline(askUntil);
    m_queue.setDeadline(QDeadlineTimer(timeLeft()));
    m_metrics = {{u"FramesPosted"_s, 0}, {u"FramesFailed"_s, 0}, {u"FramesPutOff"_s, 0}, {u"ConnectionsGone"_s, 0}};
    const qint64 began = m_clock.monotonicMs();
    const aws::DynamoClient::Counters before = m_database.counters();
    const QJsonObject &event = invocation.event;
    const QJsonObject answer = event["confab"_L1] == "tidy"_L1 ? serveSchedule()
                               : event.contains("Records"_L1)  ? serveQueue(event)
                                                               : serveApi(event);
    const aws::DynamoClient::Counters after = m_database.counters();
    m_metrics["CallMs"_L1] = m_clock.monotonicMs() - began;
    m_metrics["TableCalls"_L1] = after.calls - before.calls;
    m_metrics["TableRetries"_L1] = after.retries - before.retries;
    m_metrics["TransactionsCancelled"_L1] = after.cancelled - before.cancelled;
    std::printf("%s\n", metricLine(m_metrics, m_clock.now().toMSecsSinceEpoch()).constData());
    std::fflush(stdout);
    return answer;
}

QJsonObject ChatFunction::serveApi(const QJsonObject &event)
{
    const aws::ApiFront::Result result = m_front->handle(event);
    if (!result.problem.isEmpty())
        qCWarning(lcFunction).noquote() << "not all could be told:" << result.problem;
    leave(result.asked);
    tell(aws::apiOf(event), result.parcels);
    leave(result.late);
    return result.answer;
}

// Each message on its own: SQS delivers again what is named in the answer.
QJsonObject ChatFunction::serveQueue(const QJsonObject &event)
{
    QJsonArray failed;
    const QJsonArray records = event["Records"_L1].toArray();
    for (const QJsonValue &record : records) {
        const QByteArray body = record["body"_L1].toString().toUtf8();
        const QJsonValue attributes = record["attributes"_L1];
        const int tries = attributes["ApproximateReceiveCount"_L1].toString().toInt();
        const qint64 age = m_clock.now().toMSecsSinceEpoch() - attributes["SentTimestamp"_L1].toString().toLongLong();
        // Whoever worked on it before may have been ended in the midst of it.
        if (tries > 1 && age > askedWithinMs && isQuestion(body)) {
            giveUp(body);
            continue;
        }
        if (work(body))
            continue;
        failed.append(QJsonObject{{u"itemIdentifier"_s, record["messageId"_L1]}});
        if (tries >= mostTries)
            giveUp(body);
        else
            returnSoon(record);
    }
    return {{u"batchItemFailures"_s, failed}};
}

QJsonObject ChatFunction::serveSchedule()
{
    const aws::ApiFront::Result result = m_front->tidy({});
    if (!result.problem.isEmpty())
        qCWarning(lcFunction).noquote() << "not all could be tidied:" << result.problem;
    tell({}, result.parcels);
    leave(result.late);
    return result.answer;
}

bool ChatFunction::work(const QByteArray &body)
{
    const auto late = aws::parseLate(body);
    if (!late) {
        // Again it would be the same; what is wrong is seen in the log.
        qCCritical(lcFunction) << "a message of the queue is none of ours";
        return true;
    }
    if (const auto *parcels = std::get_if<aws::LateParcels>(&*late))
        return tell(parcels->api, parcels->parcels, parcels->putOff);
    const auto &question = std::get<aws::LateQuestion>(*late);
    const aws::ApiFront::Result result = m_front->answer(
        question, [this](const std::function<bool()> &isAnswered) { waitFor(isAnswered, timeLeft() - 2 * forWords); });
    if (!result.problem.isEmpty())
        qCWarning(lcFunction).noquote() << "a question to a bot:" << result.problem;
    tell(question.api, result.parcels);
    return result.answer["statusCode"_L1].toInt() == 200;
}

void ChatFunction::giveUp(const QByteArray &body)
{
    const auto late = aws::parseLate(body);
    const auto *question = late ? std::get_if<aws::LateQuestion>(&*late) : nullptr;
    if (!question)
        return;
    const aws::ApiFront::Result result = m_front->giveUp(*question);
    if (!result.problem.isEmpty())
        qCWarning(lcFunction).noquote() << "a question that was given up:" << result.problem;
    tell(question->api, result.parcels);
}

bool ChatFunction::tell(const QUrl &api, const QList<aws::Parcel> &parcels, int before)
{
    if (parcels.isEmpty())
        return true;
    const auto timeToPost = [this] { return std::max(timeLeft() - forQueue, std::chrono::milliseconds(0)); };
    const auto told = m_connections.deliver(api, parcels, timeToPost());
    if (told.failed > 0)
        qCWarning(lcFunction).noquote() << told.failed << "frames were not posted:" << told.problem;
    // Whom that shows to have gone, too, is found out by the next call.
    QList<aws::Parcel> farewells;
    for (const QString &gone : told.gone) {
        const aws::ApiFront::Result result = m_front->ended(gone, api);
        farewells += result.parcels;
        leave(result.late);
    }
    const auto said = m_connections.deliver(api, farewells, timeToPost());
    count(u"FramesPosted"_s, told.posted + said.posted);
    count(u"FramesFailed"_s, told.failed + said.failed);
    count(u"ConnectionsGone"_s, told.gone.size());
    return putOff(api, told.left + said.left, before);
}

bool ChatFunction::putOff(const QUrl &api, const QList<aws::Parcel> &parcels, int before)
{
    if (parcels.isEmpty())
        return true;
    qsizetype frames = 0;
    for (const aws::Parcel &parcel : parcels)
        frames += parcel.frames.size();
    const bool nobodyElse = m_settings.queueUrl.isEmpty() && timeLeft().count() == 0;
    if (before == mostPutOff || nobodyElse) {
        count(u"FramesFailed"_s, frames);
        qCWarning(lcFunction) << frames << "frames were not posted: API Gateway refuses them as too many";
        return true;
    }
    // Of all that was refused together each piece comes back at a time of its own.
    const int most = 2 << before;
    const bool taken = leave(encodeLate(api, parcels, before + 1), 1 + QRandomGenerator::global()->bounded(most));
    count(taken ? u"FramesPutOff"_s : u"FramesFailed"_s, frames);
    return taken;
}

void ChatFunction::count(const QString &metric, qsizetype more)
{
    m_metrics[metric] = m_metrics[metric].toInteger() + more;
}

bool ChatFunction::leave(const QList<QByteArray> &late, int delaySeconds)
{
    bool taken = true;
    for (const QByteArray &body : late) {
        if (m_settings.queueUrl.isEmpty()) {
            // Without a queue it is done here, as far as the time goes.
            if (!work(body)) {
                qCWarning(lcFunction) << "what was left for later could not be done";
                giveUp(body);
            }
            continue;
        }
        const auto sent =
            callQueue("SendMessage", {{u"MessageBody"_s, QString::fromUtf8(body)}, {u"DelaySeconds"_s, delaySeconds}});
        if (sent)
            continue;
        taken = false;
        qCWarning(lcFunction).noquote() << "the queue did not take a message:" << sent.error().detail;
        giveUp(body);
    }
    return taken;
}

void ChatFunction::returnSoon(const QJsonValue &record)
{
    const auto sent = callQueue("ChangeMessageVisibility", {{u"ReceiptHandle"_s, record["receiptHandle"_L1]},
                                                            {u"VisibilityTimeout"_s, askedAgainSeconds}});
    if (!sent)
        qCWarning(lcFunction).noquote() << "a message of the queue comes again late:" << sent.error().detail;
}

Expected<aws::Answer, aws::Error> ChatFunction::callQueue(const QByteArray &operation, QJsonObject input)
{
    input.insert(u"QueueUrl"_s, m_settings.queueUrl);
    return call(m_queue, {.service = {.signingName = "sqs", .host = u"sqs"_s, .id = u"SQS"_s},
                          .method = "POST",
                          .path = "/",
                          .headers = {{"Content-Type", "application/x-amz-json-1.0"},
                                      {"X-Amz-Target", "AmazonSQS." + operation}},
                          .body = QJsonDocument(input).toJson(QJsonDocument::Compact)});
}

std::chrono::milliseconds ChatFunction::timeLeft() const
{
    const qint64 left = m_clock.now().msecsTo(m_deadline) - reserve.count();
    return std::chrono::milliseconds(std::max<qint64>(left, 0));
}

} // namespace confab::app
