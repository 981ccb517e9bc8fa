// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/runtime_api.h>

#include "front_log.h"

#include <QEventLoop>
#include <QJsonArray>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QTimeZone>

namespace confab::aws
{

using namespace Qt::StringLiterals;

RuntimeApi::RuntimeApi(const QString &address)
    : m_base(u"http://%1/2018-06-01/runtime/"_s.arg(address))
{
}

Expected<RuntimeApi::Answer, QString> RuntimeApi::call(const QByteArray &method, const QString &path,
                                                       const QByteArray &body)
{
    QNetworkRequest request(QUrl(m_base + path));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, body);
    // A function has no other work while it is not called, and none until what it did is taken.
    if (!reply->isFinished()) {
        QEventLoop loop;
        QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
        loop.exec();
    }
    reply->deleteLater();
    const int status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0)
        return Unexpected{u"The Runtime API cannot be reached: %1"_s.arg(reply->errorString())};
    return Answer{.status = status, .body = reply->readAll(), .headers = reply->rawHeaderPairs()};
}

Expected<Invocation, QString> RuntimeApi::next()
{
    const auto answer = call("GET", u"invocation/next"_s, {});
    if (!answer)
        return Unexpected{answer.error()};
    if (answer->status != 200)
        return Unexpected{u"The Runtime API gives no work: %1."_s.arg(answer->status)};
    Invocation invocation;
    for (const auto &[name, value] : answer->headers) {
        if (name.compare("Lambda-Runtime-Aws-Request-Id", Qt::CaseInsensitive) == 0)
            invocation.id = value;
        else if (name.compare("Lambda-Runtime-Deadline-Ms", Qt::CaseInsensitive) == 0)
            invocation.deadline = QDateTime::fromMSecsSinceEpoch(value.toLongLong(), Qt::UTC);
    }
    if (invocation.id.isEmpty())
        return Unexpected{u"The Runtime API gave work without a request id."_s};
    invocation.event = QJsonDocument::fromJson(answer->body).object();
    return invocation;
}

bool RuntimeApi::respond(const QByteArray &id, const QByteArray &body)
{
    return tell(u"invocation/%1/response"_s.arg(QString::fromLatin1(id)), body);
}

bool RuntimeApi::fail(const QByteArray &id, const QString &type, const QString &message)
{
    return tellError(u"invocation/%1/error"_s.arg(QString::fromLatin1(id)), type, message);
}

bool RuntimeApi::failToStart(const QString &type, const QString &message)
{
    return tellError(u"init/error"_s, type, message);
}

bool RuntimeApi::tellError(const QString &path, const QString &type, const QString &message)
{
    const QJsonObject error{{u"errorMessage"_s, message}, {u"errorType"_s, type}, {u"stackTrace"_s, QJsonArray()}};
    return tell(path, QJsonDocument(error).toJson(QJsonDocument::Compact));
}

bool RuntimeApi::tell(const QString &path, const QByteArray &body)
{
    const auto answer = call("POST", path, body);
    if (answer && answer->status == 202)
        return true;
    if (answer)
        qCWarning(lcFront) << "the Runtime API did not take" << path << "-" << answer->status;
    else
        qCWarning(lcFront).noquote() << answer.error();
    return false;
}

} // namespace confab::aws
