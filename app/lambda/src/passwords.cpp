// SPDX-License-Identifier: GPL-3.0-or-later
#include "passwords.h"

#include "function_log.h"

#include <confab/crypto/password.h>

#include <QJsonDocument>
#include <QUrl>

namespace confab::app
{

using namespace Qt::StringLiterals;

bool PasswordsHere::hash(const QString &password, std::function<void(const QByteArray &)> done)
{
    done(crypto::hashPassword(password));
    return true;
}

bool PasswordsHere::verify(const QByteArray &stored, const QString &password, std::function<void(Verdict)> done)
{
    done(crypto::verifyPassword(stored, password));
    return true;
}

PasswordsElsewhere::PasswordsElsewhere(aws::Client &client, const QString &function)
    : m_client(client)
    , m_function(function)
{
}

std::optional<QJsonObject> PasswordsElsewhere::ask(const QJsonObject &question)
{
    const auto answer =
        call(m_client, {.service = {.signingName = "lambda", .host = u"lambda"_s, .id = u"LAMBDA"_s},
                        .method = "POST",
                        .path = "/2015-03-31/functions/" + QUrl::toPercentEncoding(m_function) + "/invocations",
                        .body = QJsonDocument(question).toJson(QJsonDocument::Compact)});
    if (!answer) {
        qCWarning(lcFunction).noquote() << "a password could not be looked at:" << answer.error().detail;
        return std::nullopt;
    }
    const QJsonObject object = QJsonDocument::fromJson(answer->body).object();
    // A function that failed answers with 200, too.
    if (object.contains("errorType"_L1)) {
        qCWarning(lcFunction).noquote() << "a password could not be looked at:" << object["errorType"_L1].toString();
        return std::nullopt;
    }
    return object;
}

bool PasswordsElsewhere::hash(const QString &password, std::function<void(const QByteArray &)> done)
{
    const auto answer = ask({{u"password"_s, password}});
    if (!answer)
        return false;
    done((*answer)["hash"_L1].toString().toLatin1());
    return true;
}

bool PasswordsElsewhere::verify(const QByteArray &stored, const QString &password, std::function<void(Verdict)> done)
{
    const auto answer = ask({{u"password"_s, password}, {u"stored"_s, QString::fromLatin1(stored)}});
    if (!answer)
        return false;
    done({.matches = (*answer)["matches"_L1].toBool(), .rehash = (*answer)["rehash"_L1].toBool()});
    return true;
}

std::optional<QJsonObject> answerPassword(const QJsonObject &question)
{
    if (!question["password"_L1].isString())
        return std::nullopt;
    const QString password = question["password"_L1].toString();
    if (!question.contains("stored"_L1))
        return QJsonObject{{u"hash"_s, QString::fromLatin1(crypto::hashPassword(password))}};
    const auto verdict = crypto::verifyPassword(question["stored"_L1].toString().toLatin1(), password);
    return QJsonObject{{u"matches"_s, verdict.matches}, {u"rehash"_s, verdict.rehash}};
}

} // namespace confab::app
