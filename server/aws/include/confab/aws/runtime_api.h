// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>

#include <QDateTime>
#include <QJsonObject>
#include <QNetworkAccessManager>

namespace confab::aws
{

// What a Lambda function is called with.
struct Invocation {
    QByteArray id;      // of the request; belongs into each line of the log
    QJsonObject event;  // empty where it was no JSON object
    QDateTime deadline; // until then an answer is waited for; UTC
};

// The Runtime API by which a custom runtime gets its work (version 2018-06-01). On one thread; each call runs an event
// loop of its own until it is answered. Errors are sentences for the log.
class RuntimeApi
{
public:
    // HOST:PORT, as AWS_LAMBDA_RUNTIME_API has it.
    explicit RuntimeApi(const QString &address);

    // Waits for the next call, however long it takes: between two calls Lambda may stop the process's clock.
    [[nodiscard]] Expected<Invocation, QString> next();
    // What came of it. False: Lambda did not take it, and the log says why; there is nothing to be done then.
    bool respond(const QByteArray &id, const QByteArray &body);
    // It came to nothing. `type` is a word for metrics, `message` a sentence; neither holds a secret.
    bool fail(const QByteArray &id, const QString &type, const QString &message);
    // The function cannot start at all.
    bool failToStart(const QString &type, const QString &message);

private:
    struct Answer {
        int status = 0;
        QByteArray body;
        QList<QPair<QByteArray, QByteArray>> headers;
    };
    [[nodiscard]] Expected<Answer, QString> call(const QByteArray &method, const QString &path, const QByteArray &body);
    bool tell(const QString &path, const QByteArray &body);
    bool tellError(const QString &path, const QString &type, const QString &message);

    QString m_base;
    QNetworkAccessManager m_network;
};

} // namespace confab::aws
