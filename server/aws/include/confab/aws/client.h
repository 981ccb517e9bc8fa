// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/credentials_provider.h>
#include <confab/aws/shared_config.h>

#include <QDeadlineTimer>
#include <QSslConfiguration>

#include <chrono>

namespace confab::aws
{

struct Request {
    Service service;
    QByteArray method;
    QByteArray path;                                   // percent-encoded; begins with '/'
    QByteArray query = {};                             // percent-encoded, without '?'
    QList<QPair<QByteArray, QByteArray>> headers = {}; // Content-Type, X-Amz-Target and the like
    QByteArray body = {};
    QByteArray region = {}; // empty: as regionOf() finds it
    QUrl endpoint = {};     // of a service that has no address of its own; one that is configured goes first
};

struct Answer {
    int status = 0; // 200 … 299
    QList<QPair<QByteArray, QByteArray>> headers;
    QByteArray body;
};

struct ClientOptions {
    int tries = 3; // as AWS's own tools do
    // For all of them together, credentials and pauses among it.
    std::chrono::milliseconds time{30'000};
    // Before the second try; twice as long before each further one. A random part of it is waited ("full jitter").
    std::chrono::milliseconds pause{500};
    qint64 largestAnswer = 6 * 1024 * 1024; // bytes
    // Whom to trust. A TLS error is never passed over.
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
};

// Calls AWS: finds the address, signs, tries again where that may help (429, 5xx, no connection, credentials that have
// run out and can be had anew). Redirects are not followed. On one thread with an event loop.
class Client final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const Expected<Answer, Error> &)>;

    // The references outlive this. Nothing is read of any environment but this one.
    Client(CredentialsProvider &credentials, QProcessEnvironment environment, const core::Clock &clock,
           ClientOptions options = {}, QObject *parent = nullptr);
    ~Client() override;

    // `done` once, at once or later, unless this is destroyed before.
    void send(const Request &request, Done done);
    // What is sent from now on takes no longer than until then, whatever ClientOptions::time says.
    void setDeadline(QDeadlineTimer deadline) { m_deadline = deadline; }

private:
    struct Target {
        QUrl endpoint;
        QByteArray region;
    };
    class Call;
    [[nodiscard]] Expected<Target, Error> targetOf(const Request &request);

    CredentialsProvider &m_credentials;
    QProcessEnvironment m_environment;
    const core::Clock &m_clock;
    ClientOptions m_options;
    QDeadlineTimer m_deadline{QDeadlineTimer::Forever};
    std::optional<SharedConfig> m_config; // read when it is first needed
    QNetworkAccessManager m_network;
};

} // namespace confab::aws
