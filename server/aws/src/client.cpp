// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/client.h>

#include "backoff.h"
#include "http_call.h"
#include "service_error.h"

#include <confab/aws/sigv4.h>

#include <QDeadlineTimer>
#include <QPointer>
#include <QTimer>

#include <utility>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

std::chrono::milliseconds leftOf(const QDeadlineTimer &deadline)
{
    return std::chrono::milliseconds(deadline.remainingTime());
}

} // namespace

// One request, from its address to its answer. Deletes itself.
class Client::Call final : public QObject
{
public:
    Call(Client &client, Target target, Request request, std::chrono::milliseconds time, Done done)
        : QObject(&client)
        , m_client(client)
        , m_target(std::move(target))
        , m_request(std::move(request))
        , m_done(std::move(done))
        , m_deadline(time)
    {
        QTimer::singleShot(time, this, [this] { finish(Unexpected{m_pausing ? m_last : noAnswer()}); });
    }

    void begin()
    {
        ++m_tries;
        m_pausing = false;
        m_client.m_credentials.get([call = QPointer<Call>(this)](const Expected<Credentials, Error> &credentials) {
            if (!call || call->m_finished)
                return;
            if (credentials)
                call->sendSigned(*credentials);
            else
                call->finish(Unexpected{credentials.error()});
        });
    }

private:
    [[nodiscard]] QUrl url() const
    {
        QByteArray base = m_target.endpoint.toEncoded();
        while (base.endsWith('/'))
            base.chop(1);
        const QByteArray query = m_request.query.isEmpty() ? QByteArray() : '?' + m_request.query;
        return QUrl::fromEncoded(base + m_request.path + query, QUrl::StrictMode);
    }

    void sendSigned(const Credentials &credentials)
    {
        const QUrl address = url();
        // What is signed is what Qt will send.
        HttpRequest http{.method = m_request.method,
                         .path = address.path(QUrl::FullyEncoded).toLatin1(),
                         .query = address.query(QUrl::FullyEncoded).toLatin1(),
                         .headers = m_request.headers,
                         .body = m_request.body};
        http.headers.prepend({"Host", address.authority(QUrl::FullyEncoded).toLatin1()});
        const QDateTime now = m_client.m_clock.now();
        const SigningScope scope =
            m_request.service.signingName == "s3"
                ? SigningScope::s3(m_target.region, now)
                : SigningScope{.region = m_target.region, .service = m_request.service.signingName, .time = now};

        QNetworkRequest request(address);
        request.setSslConfiguration(m_client.m_options.tls);
        for (const auto &[name, value] : sign(http, credentials, scope).request.headers)
            request.setRawHeader(name, value);
        const HttpBounds bounds{.time = leftOf(m_deadline), .bytes = m_client.m_options.largestAnswer};
        sendHttp(m_client.m_network, request, m_request.method, m_request.body, bounds, this,
                 [this, credentials](const Expected<HttpAnswer, Error> &answer) { take(answer, credentials); });
    }

    void take(const Expected<HttpAnswer, Error> &answer, const Credentials &credentials)
    {
        if (m_finished)
            return;
        if (answer && answer->status >= 200 && answer->status < 300) {
            finish(Answer{.status = answer->status, .headers = answer->headers, .body = answer->body});
            return;
        }
        const Error error = answer ? serviceError(*answer, credentials, m_client.m_clock.now()) : answer.error();
        if (error.kind == ErrorKind::Expired)
            m_client.m_credentials.forget(credentials);
        const bool mayHelp = error.kind == ErrorKind::Throttled || error.status >= 500 ||
                             error.kind == ErrorKind::Unreachable || error.kind == ErrorKind::Expired;
        if (!mayHelp || m_tries >= m_client.m_options.tries) {
            finish(Unexpected{error});
            return;
        }
        m_last = error;
        m_pausing = true;
        QTimer::singleShot(somePartOf(longestPause(m_client.m_options.pause, m_tries)), this, [this] { begin(); });
    }

    void finish(const Expected<Answer, Error> &outcome)
    {
        if (std::exchange(m_finished, true))
            return;
        deleteLater();
        m_done(outcome);
    }

    Client &m_client;
    Target m_target;
    Request m_request;
    Done m_done;
    QDeadlineTimer m_deadline;
    int m_tries = 0;
    bool m_pausing = false;
    bool m_finished = false;
    Error m_last;
};

Client::Client(CredentialsProvider &credentials, QProcessEnvironment environment, const core::Clock &clock,
               ClientOptions options, QObject *parent)
    : QObject(parent)
    , m_credentials(credentials)
    , m_environment(std::move(environment))
    , m_clock(clock)
    , m_options(std::move(options))
{
}

Client::~Client()
{
    // Before what they use.
    for (QObject *call : findChildren<QObject *>(Qt::FindDirectChildrenOnly)) {
        if (dynamic_cast<Call *>(call))
            delete call;
    }
}

Expected<Client::Target, Error> Client::targetOf(const Request &request)
{
    if (!m_config)
        m_config = SharedConfig::read(m_environment);
    const Expected<QByteArray, Error> region =
        request.region.isEmpty() ? regionOf(m_environment, *m_config) : Expected<QByteArray, Error>(request.region);
    if (!region) {
        m_config.reset(); // so that mending the file helps
        return Unexpected{region.error()};
    }
    const Expected<QUrl, Error> endpoint =
        endpointOf(m_environment, *m_config, request.service, *region, request.endpoint);
    if (!endpoint)
        return Unexpected{endpoint.error()};
    return Target{.endpoint = *endpoint, .region = *region};
}

void Client::send(const Request &request, Done done)
{
    const Expected<Target, Error> target = targetOf(request);
    if (!target) {
        done(Unexpected{target.error()});
        return;
    }
    const auto time = m_deadline.isForever() ? m_options.time : std::min(m_options.time, leftOf(m_deadline));
    if (time.count() == 0) {
        done(Unexpected{noAnswer()});
        return;
    }
    auto *call = new Call(*this, *target, request, time, std::move(done));
    call->begin();
}

} // namespace confab::aws
