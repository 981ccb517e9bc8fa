// SPDX-License-Identifier: GPL-3.0-or-later
#include "credential_sources.h"

#include "http_call.h"

#include <QFile>
#include <QHostAddress>
#include <QJsonDocument>
#include <QJsonObject>
#include <QPointer>
#include <QProcess>
#include <QTimer>

#include <memory>
#include <utility>

namespace confab::aws
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr qint64 largestAnswer = 64 * 1024;
constexpr auto processTime = 60s;
// What answers is on this machine or beside it: who is not there is not waited for (as long as AWS's own tools do).
constexpr auto containerTime = 2s;
constexpr auto instanceTime = 1s;

// An object as processes, containers and instances all give it; they differ in what they call the token.
CredentialsOrError fromJson(const QByteArray &json, const QString &tokenName, const QString &whose)
{
    const QJsonObject object = QJsonDocument::fromJson(json).object();
    Credentials credentials{.accessKeyId = object.value("AccessKeyId"_L1).toString().toUtf8(),
                            .secretAccessKey = object.value("SecretAccessKey"_L1).toString().toUtf8(),
                            .sessionToken = object.value(tokenName).toString().toUtf8()};
    if (credentials.accessKeyId.isEmpty() || credentials.secretAccessKey.isEmpty())
        return Unexpected{noCredentials(u"The answer of %1 has no keys."_s.arg(whose))};
    const QString expires = object.value("Expiration"_L1).toString();
    credentials.expires = QDateTime::fromString(expires, Qt::ISODate).toUTC();
    if (!expires.isEmpty() && !credentials.expires.isValid())
        return Unexpected{noCredentials(u"The answer of %1 does not say until when its keys hold."_s.arg(whose))};
    return credentials;
}

std::optional<CredentialsOrError> keysOf(const QString &id, const QString &secret, const QString &token,
                                         const QString &where)
{
    if (id.isEmpty() && secret.isEmpty())
        return std::nullopt;
    if (id.isEmpty() || secret.isEmpty())
        return Unexpected{noCredentials(u"%1: one of the two keys is there, the other is not."_s.arg(where))};
    return Credentials{.accessKeyId = id.toUtf8(), .secretAccessKey = secret.toUtf8(), .sessionToken = token.toUtf8()};
}

// Words, and what stands in quotes; a backslash is itself, as in Windows' paths.
QStringList wordsOf(const QString &command)
{
    QStringList words;
    QString word;
    bool inWord = false;
    QChar quote;
    for (const QChar c : command) {
        if (!quote.isNull()) {
            if (c == quote)
                quote = {};
            else
                word += c;
        } else if (c == u'"' || c == u'\'') {
            quote = c;
            inWord = true;
        } else if (c.isSpace()) {
            if (inWord)
                words.append(word);
            word.clear();
            inWord = false;
        } else {
            word += c;
            inWord = true;
        }
    }
    if (inWord)
        words.append(word);
    return words;
}

CredentialsOrError processOutcome(QProcess &process, bool tooLate)
{
    if (tooLate)
        return Unexpected{noCredentials(u"The profile's credential_process took longer than a minute."_s)};
    if (process.error() == QProcess::FailedToStart)
        return Unexpected{noCredentials(u"The profile's credential_process cannot be started."_s)};
    if (process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        return Unexpected{
            noCredentials(u"The profile's credential_process ended with exit code %1."_s.arg(process.exitCode()))};
    const QByteArray output = process.read(largestAnswer);
    if (QJsonDocument::fromJson(output).object().value("Version"_L1).toInt() != 1)
        return Unexpected{noCredentials(u"The profile's credential_process did not print version 1 of its answer."_s)};
    return fromJson(output, u"SessionToken"_s, u"the profile's credential_process"_s);
}

// The token goes along in the clear: only to where AWS's own containers answer, or with TLS.
bool mayBeAsked(const QUrl &url)
{
    if (url.scheme() == "https"_L1)
        return !url.host().isEmpty();
    const QString host = url.host();
    return url.scheme() == "http"_L1 &&
           (host == "localhost"_L1 || QHostAddress(host).isLoopback() || host == "169.254.170.2"_L1 ||
            host == "169.254.170.23"_L1 || host == "fd00:ec2::23"_L1);
}

QByteArray containerToken(const QProcessEnvironment &environment, bool *readable)
{
    *readable = true;
    const QString path = environment.value(u"AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"_s);
    if (path.isEmpty())
        return environment.value(u"AWS_CONTAINER_AUTHORIZATION_TOKEN"_s).toUtf8();
    // Read each time: it is renewed.
    QFile file(path);
    *readable = file.open(QIODevice::ReadOnly);
    return *readable ? file.read(largestAnswer).trimmed() : QByteArray();
}

// What an instance is asked, one after the other: a token for the session, the name of its role, the role's keys.
class InstanceCall final : public QObject
{
public:
    InstanceCall(QUrl base, QNetworkAccessManager &network, QObject *context, CredentialsDone done)
        : QObject(context)
        , m_base(std::move(base))
        , m_network(network)
        , m_done(std::move(done))
    {
        QNetworkRequest request(at(u"/latest/api/token"_s));
        request.setRawHeader("x-aws-ec2-metadata-token-ttl-seconds", "21600");
        send(request, "PUT", [this](const QByteArray &token) {
            m_token = token;
            askRole();
        });
    }

private:
    static constexpr auto rolePath = "/latest/meta-data/iam/security-credentials/"_L1;

    [[nodiscard]] QUrl at(const QString &path) const
    {
        QUrl url = m_base;
        QString before = url.path();
        while (before.endsWith(u'/'))
            before.chop(1);
        url.setPath(before + path);
        return url;
    }

    void askRole()
    {
        QNetworkRequest request(at(rolePath));
        request.setRawHeader("x-aws-ec2-metadata-token", m_token);
        send(request, "GET", [this](const QByteArray &names) {
            const QString role = QString::fromUtf8(names.split('\n').first()).trimmed();
            if (role.isEmpty())
                finish(Unexpected{noCredentials(u"This instance has no role."_s)});
            else
                askKeys(role);
        });
    }

    void askKeys(const QString &role)
    {
        QNetworkRequest request(at(rolePath + role));
        request.setRawHeader("x-aws-ec2-metadata-token", m_token);
        send(request, "GET",
             [this](const QByteArray &json) { finish(fromJson(json, u"Token"_s, u"the instance's metadata"_s)); });
    }

    void send(const QNetworkRequest &request, const QByteArray &method, std::function<void(const QByteArray &)> next)
    {
        const HttpBounds bounds{.time = instanceTime, .bytes = largestAnswer};
        sendHttp(m_network, request, method, {}, bounds, this,
                 [this, next = std::move(next)](const Expected<HttpAnswer, Error> &answer) {
                     if (!answer)
                         finish(Unexpected{noCredentials(u"No AWS credentials were found: set AWS_ACCESS_KEY_ID and "
                                                         u"AWS_SECRET_ACCESS_KEY, or make a profile."_s)});
                     else if (answer->status != 200)
                         finish(Unexpected{
                             noCredentials(u"The instance's metadata were refused (HTTP %1)."_s.arg(answer->status))});
                     else
                         next(answer->body.trimmed());
                 });
    }

    void finish(const CredentialsOrError &outcome)
    {
        deleteLater();
        m_done(outcome);
    }

    QUrl m_base;
    QNetworkAccessManager &m_network;
    CredentialsDone m_done;
    QByteArray m_token;
};

} // namespace

Error noCredentials(const QString &detail)
{
    return {.kind = ErrorKind::NoCredentials, .detail = detail};
}

std::optional<CredentialsOrError> fromEnvironment(const QProcessEnvironment &environment)
{
    return keysOf(environment.value(u"AWS_ACCESS_KEY_ID"_s), environment.value(u"AWS_SECRET_ACCESS_KEY"_s),
                  environment.value(u"AWS_SESSION_TOKEN"_s), u"AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"_s);
}

std::optional<CredentialsOrError> fromProfile(const SharedConfig &config)
{
    const QString where = u"Profile "_s + config.profile();
    if (config.isMissing())
        return Unexpected{noCredentials(where + u" (AWS_PROFILE) is in neither of AWS's files."_s)};
    const QString id = u"aws_access_key_id"_s, secret = u"aws_secret_access_key"_s, token = u"aws_session_token"_s;
    if (auto keys = keysOf(config.inCredentials(id), config.inCredentials(secret), config.inCredentials(token), where))
        return keys;
    if (!config.setting(u"credential_process"_s).isEmpty())
        return std::nullopt;
    if (auto keys = keysOf(config.inConfig(id), config.inConfig(secret), config.inConfig(token), where))
        return keys;
    for (const QString &name : {u"role_arn"_s, u"sso_session"_s, u"sso_start_url"_s, u"login_session"_s}) {
        if (!config.setting(name).isEmpty())
            return Unexpected{
                noCredentials(where + u" takes its keys by %1, which is not known here: give it a "
                                      u"credential_process (aws configure export-credentials)."_s.arg(name))};
    }
    return std::nullopt;
}

bool startProcess(const QString &command, const QProcessEnvironment &environment, QObject *context,
                  const CredentialsDone &done)
{
    QStringList words = wordsOf(command);
    if (words.isEmpty())
        return false;
    auto *process = new QProcess(context);
    process->setProgram(words.takeFirst());
    process->setArguments(words);
    process->setProcessEnvironment(environment);
    process->setStandardInputFile(QProcess::nullDevice());
    process->setStandardErrorFile(QProcess::nullDevice());
    const auto tooLate = std::make_shared<bool>(false);
    const auto told = std::make_shared<bool>(false);
    // A process that is destroyed ends first, and tells so: whoever asked may be gone by then.
    const auto finish = [process, tooLate, told, done, alive = QPointer<QObject>(context)] {
        if (!alive || std::exchange(*told, true))
            return;
        process->deleteLater();
        done(processOutcome(*process, *tooLate));
    };
    QTimer::singleShot(processTime, process, [process, tooLate] {
        *tooLate = true;
        process->kill();
    });
    QObject::connect(process, &QProcess::readyRead, process, [process] {
        if (process->bytesAvailable() > largestAnswer)
            process->kill();
    });
    QObject::connect(process, &QProcess::finished, process, finish);
    // Later in any case: whoever asks has then returned.
    QObject::connect(
        process, &QProcess::errorOccurred, process,
        [finish](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish();
        },
        Qt::QueuedConnection);
    process->start(QIODevice::ReadOnly);
    return true;
}

QString containerAddress(const QProcessEnvironment &environment)
{
    const QString relative = environment.value(u"AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"_s);
    return relative.isEmpty() ? environment.value(u"AWS_CONTAINER_CREDENTIALS_FULL_URI"_s)
                              : u"http://169.254.170.2"_s + relative;
}

QString instanceAddress(const QProcessEnvironment &environment)
{
    const QString mode = environment.value(u"AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"_s);
    const QString usual =
        mode.compare("ipv6"_L1, Qt::CaseInsensitive) == 0 ? u"http://[fd00:ec2::254]"_s : u"http://169.254.169.254"_s;
    return environment.value(u"AWS_EC2_METADATA_SERVICE_ENDPOINT"_s, usual);
}

bool askContainer(const QProcessEnvironment &environment, QNetworkAccessManager &network, QObject *context,
                  const CredentialsDone &done)
{
    const QString address = containerAddress(environment);
    if (address.isEmpty())
        return false;
    const QUrl url(address, QUrl::StrictMode);
    bool readable = true;
    const QByteArray token = containerToken(environment, &readable);
    if (!url.isValid() || !mayBeAsked(url)) {
        done(Unexpected{
            noCredentials(u"AWS_CONTAINER_CREDENTIALS_FULL_URI is neither https nor an address of this machine."_s)});
    } else if (!readable || token.contains('\n') || token.contains('\r')) {
        done(Unexpected{noCredentials(u"The container's authorization token cannot be read or used."_s)});
    } else {
        QNetworkRequest request(url);
        request.setRawHeader("Accept", "application/json");
        if (!token.isEmpty())
            request.setRawHeader("Authorization", token);
        const HttpBounds bounds{.time = containerTime, .bytes = largestAnswer};
        sendHttp(network, request, "GET", {}, bounds, context, [done](const Expected<HttpAnswer, Error> &answer) {
            const QString whose = u"the container's credentials"_s;
            if (!answer)
                done(Unexpected{noCredentials(u"Nobody answers who should know %1."_s.arg(whose))});
            else if (answer->status != 200)
                done(Unexpected{noCredentials(u"Asked for %1, HTTP %2 came."_s.arg(whose).arg(answer->status))});
            else
                done(fromJson(answer->body, u"Token"_s, whose));
        });
    }
    return true;
}

bool askInstance(const QProcessEnvironment &environment, QNetworkAccessManager &network, QObject *context,
                 const CredentialsDone &done)
{
    if (environment.value(u"AWS_EC2_METADATA_DISABLED"_s).compare("true"_L1, Qt::CaseInsensitive) == 0)
        return false;
    const QUrl base(instanceAddress(environment), QUrl::StrictMode);
    if (!base.isValid() || base.host().isEmpty())
        return false;
    new InstanceCall(base, network, context, done);
    return true;
}

} // namespace confab::aws
