// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/dynamo_tables.h>
#include <confab/core/settings.h>

#include <QProcessEnvironment>

namespace confab::app
{

// What the deployment says by the environment of the function.
struct FunctionSettings {
    enum class Role {
        Api,       // what API Gateway calls
        Worker,    // what SQS calls
        Passwords, // what the first calls with passwords
    };
    Role role = Role::Api;
    aws::DynamoTables tables;
    core::ServerSettings server;
    QString queueUrl;         // empty: what takes time is done by the call itself
    QString bucket;           // of S3, for files; empty: none are taken
    QString passwordFunction; // a function's name or ARN; empty: passwords are looked at here
    QString lexBotId;         // empty: there is no bot at Lex
    QString lexAliasId = QStringLiteral("TSTALIASID");
    QString lexLocaleId = QStringLiteral("en_US");
    QString lexName = QStringLiteral("Lex");          // what people read in the list of contacts
    QString bedrockModelId;                           // empty: no model writes
    QString bedrockName;                              // what people read in the list of contacts; empty: the model's id
    QString bedrockPrompt;                            // what it is told first
    qint64 botPerDay = 0;                             // questions to each of these a day (UTC); 0: any number
    QString botsFolder = QStringLiteral("/opt/bots"); // of exports of Lex; a layer of the function's is there
    bool hotelDesk = true;
    QString caFile; // whom to trust, PEM; empty: whom the system trusts
};

// The error is a sentence that names the variable.
[[nodiscard]] Expected<FunctionSettings, QString> readSettings(const QProcessEnvironment &environment);

} // namespace confab::app
