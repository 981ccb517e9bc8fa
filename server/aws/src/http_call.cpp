// SPDX-License-Identifier: GPL-3.0-or-later
#include "http_call.h"

#include <QNetworkReply>
#include <QSslSocket>
#include <QTimer>

#include <memory>
#include <optional>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

struct Call {
    QByteArray body;
    std::optional<Error> ended; // why it was ended from here
};

// Qt counts what the network did to 199, and what the server answered from 200 on.
constexpr int firstAnswerError = 200;

Expected<HttpAnswer, Error> outcomeOf(QNetworkReply &reply, const Call &call)
{
    if (call.ended)
        return Unexpected{*call.ended};
    const QNetworkReply::NetworkError error = reply.error();
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool noTls = reply.url().scheme() == "https"_L1 && !QSslSocket::supportsSsl();
    if (error == QNetworkReply::SslHandshakeFailedError || noTls)
        return Unexpected{Error{.kind = ErrorKind::Tls, .detail = reply.errorString()}};
    if (error != QNetworkReply::NoError && error < firstAnswerError)
        return Unexpected{Error{.kind = ErrorKind::Unreachable, .detail = reply.errorString()}};
    if (status == 0)
        return Unexpected{Error{.kind = ErrorKind::Malformed, .detail = u"What answered does not speak HTTP."_s}};
    HttpAnswer answer{.status = status, .headers = {}, .body = call.body};
    for (const auto &pair : reply.rawHeaderPairs())
        answer.headers.append(pair);
    return answer;
}

} // namespace

QByteArray HttpAnswer::header(const QByteArray &name) const
{
    for (const auto &[known, value] : headers) {
        if (known.compare(name, Qt::CaseInsensitive) == 0)
            return value;
    }
    return {};
}

Error noAnswer()
{
    return {.kind = ErrorKind::TimedOut, .detail = u"No answer in time."_s};
}

void sendHttp(QNetworkAccessManager &network, QNetworkRequest request, const QByteArray &method, const QByteArray &body,
              const HttpBounds &bounds, QObject *context, std::function<void(const Expected<HttpAnswer, Error> &)> done)
{
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // So that the bound is that of what is kept here as well.
    request.setRawHeader("Accept-Encoding", "identity");
    request.setRawHeader("User-Agent", "confab/" CONFAB_VERSION);

    QNetworkReply *reply = network.sendCustomRequest(request, method, body);
    const auto call = std::make_shared<Call>();
    const auto end = [reply, call](const Error &error) {
        if (!call->ended)
            call->ended = error;
        reply->abort();
    };
    const auto take = [reply, call, end, most = bounds.bytes] {
        if (call->ended)
            return;
        call->body += reply->readAll();
        const qint64 announced = reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        if (announced > most || call->body.size() > most) {
            call->body.clear();
            end({.kind = ErrorKind::Malformed, .detail = u"The answer is larger than %1 bytes."_s.arg(most)});
        }
    };
    QObject::connect(reply, &QNetworkReply::metaDataChanged, context, take);
    QObject::connect(reply, &QNetworkReply::readyRead, context, take);
    QTimer::singleShot(bounds.time, reply, [end] { end(noAnswer()); });
    // With its context it ends, too.
    QObject::connect(context, &QObject::destroyed, reply, [reply] { reply->deleteLater(); });
    QObject::connect(reply, &QNetworkReply::finished, context, [reply, call, take, done = std::move(done)] {
        reply->deleteLater();
        take();
        done(outcomeOf(*reply, *call));
    });
}

} // namespace confab::aws
