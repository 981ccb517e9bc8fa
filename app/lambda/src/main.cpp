// SPDX-License-Identifier: GPL-3.0-or-later
// confab-lambda: the chat as an AWS Lambda function behind a WebSocket API of API Gateway; with CONFAB_ROLE the worker
// behind its queue, or the function that looks at passwords. Exit 1 where it cannot go on; Lambda starts it anew. With
// an argument it is what whoever looks after the chat does to its tables, from anywhere (commands.h).
#include "chat_function.h"
#include "commands.h"
#include "function_log.h"
#include "function_settings.h"
#include "passwords.h"

#include <confab/aws/runtime_api.h>

#include <QCoreApplication>
#include <QJsonDocument>
#include <QSslCertificate>
#include <QSslConfiguration>

using namespace confab;
using namespace Qt::StringLiterals;

namespace
{

using Serve = std::function<std::optional<QJsonObject>(const aws::Invocation &)>;

// Until the Runtime API is gone.
int run(aws::RuntimeApi &runtime, const Serve &serve)
{
    while (true) {
        app::setLoggedRequest({});
        const auto invocation = runtime.next();
        if (!invocation) {
            qCCritical(app::lcFunction).noquote() << invocation.error();
            return 1;
        }
        app::setLoggedRequest(invocation->id);
        if (const auto answer = serve(*invocation))
            runtime.respond(invocation->id, QJsonDocument(*answer).toJson(QJsonDocument::Compact));
        else
            runtime.fail(invocation->id, u"Event"_s, u"This function cannot do anything with such an event."_s);
    }
}

int refuse(aws::RuntimeApi &runtime, const QString &type, const QString &why)
{
    qCCritical(app::lcFunction).noquote() << why;
    runtime.failToStart(type, why);
    return 1;
}

bool trust(const QString &caFile)
{
    const QList<QSslCertificate> authorities = QSslCertificate::fromPath(caFile);
    if (authorities.isEmpty())
        return false;
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration();
    tls.setCaCertificates(authorities);
    QSslConfiguration::setDefaultConfiguration(tls);
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc > 1) {
        const QCoreApplication application(argc, argv);
        return app::runCommand(QCoreApplication::arguments().sliced(1));
    }
    app::installJsonLog();
    const QCoreApplication application(argc, argv);
    const QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    const QString address = environment.value(u"AWS_LAMBDA_RUNTIME_API"_s);
    if (address.isEmpty()) {
        qCCritical(app::lcFunction) << "AWS_LAMBDA_RUNTIME_API is not set: this program is started by AWS Lambda.";
        return 1;
    }
    aws::RuntimeApi runtime(address);
    const auto settings = app::readSettings(environment);
    if (!settings)
        return refuse(runtime, u"Settings"_s, settings.error());
    // Before anything makes a configuration of its own of the default one.
    if (!settings->caFile.isEmpty() && !trust(settings->caFile))
        return refuse(runtime, u"Settings"_s, u"There are no certificates in %1."_s.arg(settings->caFile));

    if (settings->role == app::FunctionSettings::Role::Passwords)
        return run(runtime, [](const aws::Invocation &invocation) { return app::answerPassword(invocation.event); });
    app::ChatFunction function(*settings);
    if (const auto problem = function.open())
        return refuse(runtime, u"Store"_s, *problem);
    return run(runtime, [&function](const aws::Invocation &invocation) -> std::optional<QJsonObject> {
        return function.serve(invocation);
    });
}
