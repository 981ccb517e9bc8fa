// SPDX-License-Identifier: GPL-3.0-or-later
#include "service_error.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QSet>

namespace confab::aws
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 skewAllowed = 5 * 60; // seconds; what services allow
constexpr qsizetype longestMessage = 200;

// "com.amazon.coral#ThrottlingException", "ThrottlingException:http://internal.amazon.com/…".
QString codeOf(const HttpAnswer &answer, const QJsonObject &body)
{
    QString code = QString::fromLatin1(answer.header("x-amzn-ErrorType"));
    for (const QString &name : {u"__type"_s, u"code"_s, u"Code"_s}) {
        if (code.isEmpty())
            code = body.value(name).toString();
    }
    code = code.section(u':', 0, 0).section(u'#', -1).trimmed();
    const bool plain = std::all_of(code.begin(), code.end(), [](QChar c) {
        return c.unicode() < 128 && (c.isLetterOrNumber() || c == u'.' || c == u'_');
    });
    return plain ? code.left(100) : QString();
}

bool isAbout(const QString &code, std::initializer_list<QLatin1StringView> codes)
{
    return std::any_of(codes.begin(), codes.end(), [&code](QLatin1StringView known) {
        return code == known || code == QString(known) + u"Exception"_s;
    });
}

bool clockIsOff(const HttpAnswer &answer, const QDateTime &now)
{
    QDateTime theirs =
        QLocale::c().toDateTime(QString::fromLatin1(answer.header("Date")), u"ddd, dd MMM yyyy HH:mm:ss 'GMT'"_s);
    theirs.setTimeSpec(Qt::UTC);
    return theirs.isValid() && qAbs(theirs.secsTo(now)) > skewAllowed;
}

ErrorKind kindOf(const HttpAnswer &answer, const QString &code, const QDateTime &now)
{
    const int status = answer.status;
    if (status == 429 ||
        isAbout(code, {"Throttling"_L1, "ThrottledException"_L1, "TooManyRequests"_L1, "RequestLimitExceeded"_L1,
                       "ProvisionedThroughputExceeded"_L1, "RequestThrottled"_L1, "SlowDown"_L1}))
        return ErrorKind::Throttled;
    if (isAbout(code, {"RequestTimeTooSkewed"_L1, "RequestExpired"_L1, "RequestInTheFuture"_L1}))
        return ErrorKind::ClockSkew;
    if (isAbout(code, {"ExpiredToken"_L1}))
        return ErrorKind::Expired;
    const bool aboutSignature =
        isAbout(code, {"InvalidSignature"_L1, "SignatureDoesNotMatch"_L1, "IncompleteSignature"_L1, "AuthFailure"_L1});
    if (aboutSignature || status == 401 || status == 403 ||
        isAbout(code, {"AccessDenied"_L1, "UnrecognizedClient"_L1, "InvalidClientTokenId"_L1,
                       "MissingAuthenticationToken"_L1, "NotAuthorized"_L1, "OptInRequired"_L1}))
        // A signature has a time in it: where the clocks differ, that is why.
        return clockIsOff(answer, now) ? ErrorKind::ClockSkew : ErrorKind::Denied;
    if (status == 404 || isAbout(code, {"ResourceNotFound"_L1}))
        return ErrorKind::NotFound;
    if (status == 408)
        return ErrorKind::TimedOut;
    if (status >= 500 || status == 424) // 424: something that the service asks failed
        return ErrorKind::Failed;
    return status >= 400 ? ErrorKind::Refused : ErrorKind::Malformed;
}

// Of a signature that is wrong the service tells what it should have been made over, with the session token in it.
QString messageOf(const QJsonObject &body, const QString &code, const Credentials &credentials)
{
    QString message = body.value("message"_L1).toString();
    if (message.isEmpty())
        message = body.value("Message"_L1).toString();
    for (const QByteArray &secret : {credentials.secretAccessKey, credentials.sessionToken}) {
        if (!secret.isEmpty() && message.contains(QString::fromUtf8(secret)))
            return {};
    }
    if (code.contains("Signature"_L1))
        return {};
    return message.section(u'\n', 0, 0).simplified().left(longestMessage);
}

} // namespace

Error serviceError(const HttpAnswer &answer, const Credentials &credentials, const QDateTime &now)
{
    const QJsonObject body = QJsonDocument::fromJson(answer.body).object();
    const QString code = codeOf(answer, body);
    QString detail = u"HTTP %1"_s.arg(answer.status);
    if (!code.isEmpty())
        detail = code + u" ("_s + detail + u')';
    const QString message = messageOf(body, code, credentials);
    if (!message.isEmpty())
        detail += u": "_s + message;
    return {.kind = kindOf(answer, code, now),
            .detail = detail,
            .status = answer.status,
            .code = code,
            .body = answer.body};
}

} // namespace confab::aws
