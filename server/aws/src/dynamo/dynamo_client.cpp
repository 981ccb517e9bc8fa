// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/dynamo_client.h>

#include "backoff.h"
#include "http_call.h"

#include <confab/aws/client.h>

#include <QJsonDocument>
#include <QMutex>
#include <QSemaphore>
#include <QThread>

#include <atomic>
#include <optional>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::chrono::milliseconds mostPause{1'000};
constexpr std::chrono::milliseconds margin{1'000}; // the client's own bound answers first

const Service &service()
{
    static const Service dynamo{.signingName = "dynamodb", .host = u"dynamodb"_s, .id = u"DYNAMODB"_s};
    return dynamo;
}

// A try after which nobody knows whether the service has done it.
bool isOpen(const Error &error)
{
    return error.kind == ErrorKind::TimedOut || error.kind == ErrorKind::Unreachable ||
           error.kind == ErrorKind::Malformed || error.status >= 500;
}

bool mayBeTriedAgain(const Error &error)
{
    return isOpen(error) || error.kind == ErrorKind::Throttled || error.kind == ErrorKind::Expired ||
           error.code == "TransactionInProgressException"_L1;
}

} // namespace

class DynamoClient::Private
{
public:
    using Said = Expected<Answer, Error>;

    // Shared by who waits and who answers: either may be gone first.
    struct Waiting {
        QSemaphore answered;
        std::optional<Said> outcome;
    };

    // On the client's thread.
    class Caller final : public QObject
    {
    public:
        Caller(const QProcessEnvironment &environment, const core::Clock &clock, const ClientOptions &options)
            : m_credentials(environment, clock)
            , m_client(m_credentials, environment, clock, options)
        {
        }
        void send(const Request &request, const std::shared_ptr<Waiting> &waiting)
        {
            m_client.send(request, [waiting](const Said &outcome) {
                waiting->outcome = outcome;
                waiting->answered.release();
            });
        }

    private:
        CredentialsProvider m_credentials;
        Client m_client;
    };

    Private(const QProcessEnvironment &environment, const core::Clock &clock, const DynamoOptions &chosen)
        : options(chosen)
    {
        thread.setObjectName(u"dynamo"_s);
        thread.start();
        // Made where it works; waited for, so that the clock and the environment are not needed any longer than this.
        QSemaphore made;
        auto *seat = new QObject;
        seat->moveToThread(&thread);
        const ClientOptions once{.tries = 1, .time = options.tryTime};
        QMetaObject::invokeMethod(seat, [&, seat] {
            caller = new Caller(environment, clock, once);
            delete seat;
            made.release();
        });
        made.acquire();
        QObject::connect(&thread, &QThread::finished, caller, &QObject::deleteLater);
    }
    ~Private()
    {
        thread.quit();
        thread.wait();
    }

    [[nodiscard]] Said tryOnce(const Request &request, const QDeadlineTimer &deadline)
    {
        ++calls;
        const auto waiting = std::make_shared<Waiting>();
        QMetaObject::invokeMethod(caller, [this, request, waiting] { caller->send(request, waiting); });
        const auto most =
            std::min<qint64>((options.tryTime + margin).count(), deadline.remainingTime() + margin.count());
        if (!waiting->answered.tryAcquire(1, static_cast<int>(most)))
            return Unexpected{noAnswer()};
        return *waiting->outcome;
    }

    [[nodiscard]] QDeadlineTimer deadlineOfAll() const
    {
        const QMutexLocker locked(&mutex);
        return end;
    }
    void setDeadlineOfAll(QDeadlineTimer deadline)
    {
        const QMutexLocker locked(&mutex);
        end = deadline;
    }

    DynamoOptions options;
    QThread thread;
    Caller *caller = nullptr;
    std::atomic<qint64> calls = 0;
    std::atomic<qint64> retries = 0;
    std::atomic<qint64> cancelled = 0;

private:
    mutable QMutex mutex;
    QDeadlineTimer end{QDeadlineTimer::Forever};
};

DynamoClient::DynamoClient(QProcessEnvironment environment, const core::Clock &clock, DynamoOptions options)
    : d(std::make_unique<Private>(environment, clock, options))
{
}

DynamoClient::~DynamoClient() = default;

Expected<QJsonObject, DynamoError> DynamoClient::call(const QByteArray &operation, const QJsonObject &input)
{
    const Request request{
        .service = service(),
        .method = "POST",
        .path = "/",
        .headers = {{"Content-Type", "application/x-amz-json-1.0"}, {"X-Amz-Target", "DynamoDB_20120810." + operation}},
        .body = QJsonDocument(input).toJson(QJsonDocument::Compact)};
    const QDeadlineTimer deadline = std::min(QDeadlineTimer(d->options.time), d->deadlineOfAll());
    DynamoError failed;
    failed.error = noAnswer();
    for (int tries = 0; !deadline.hasExpired(); ++tries) {
        const Private::Said outcome = d->tryOnce(request, deadline);
        if (outcome) {
            const QJsonDocument document = QJsonDocument::fromJson(outcome->body);
            if (document.isObject())
                return document.object();
            failed.error = {.kind = ErrorKind::Malformed, .detail = u"What answered does not speak DynamoDB."_s};
        } else {
            failed.error = outcome.error();
        }
        failed.mayBeDone = failed.mayBeDone || isOpen(failed.error);
        if (!mayBeTriedAgain(failed.error) || tries + 1 >= d->options.tries)
            break;
        ++d->retries;
        pause(tries);
    }
    failed.body = QJsonDocument::fromJson(failed.error.body).object();
    // Not a single write whose condition failed: so the limits are kept, and it says nothing of how many meet.
    if (failed.error.code == "TransactionCanceledException"_L1)
        ++d->cancelled;
    return Unexpected{failed};
}

void DynamoClient::setDeadline(QDeadlineTimer deadline)
{
    d->setDeadlineOfAll(deadline);
}

void DynamoClient::pause(int tries) const
{
    const auto most = std::min(mostPause, longestPause(d->options.pause, std::min(tries, 10) + 1));
    QThread::msleep(static_cast<unsigned long>(somePartOf(most).count()));
}

DynamoClient::Counters DynamoClient::counters() const
{
    return {.calls = d->calls, .retries = d->retries, .cancelled = d->cancelled};
}

} // namespace confab::aws
