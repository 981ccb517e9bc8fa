// SPDX-License-Identifier: GPL-3.0-or-later
#include "function_settings.h"

#include <QRegularExpression>

#include <array>

namespace confab::app
{

using namespace Qt::StringLiterals;
using protocol::Access;
using Role = FunctionSettings::Role;

namespace
{

constexpr std::array roles{std::pair{"api"_L1, Role::Api}, std::pair{"worker"_L1, Role::Worker},
                           std::pair{"passwords"_L1, Role::Passwords}};
constexpr std::array accesses{std::pair{"open"_L1, Access::Open}, std::pair{"invite"_L1, Access::Invite},
                              std::pair{"closed"_L1, Access::Closed}};

constexpr std::array switches{std::pair{"on"_L1, true}, std::pair{"off"_L1, false}};

// False: it is none of these.
template <class Choices, class Value>
bool choose(const Choices &choices, const QString &word, Value &value)
{
    for (const auto &[name, choice] : choices) {
        if (word == name) {
            value = choice;
            return true;
        }
    }
    return false;
}

// It becomes part of a host name and of paths.
bool isBucketName(const QString &name)
{
    static const QRegularExpression form(u"\\A[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\\z"_s);
    return form.match(name).hasMatch() && !name.contains(".."_L1);
}

} // namespace

Expected<FunctionSettings, QString> readSettings(const QProcessEnvironment &environment)
{
    FunctionSettings settings;
    const QString role = environment.value(u"CONFAB_ROLE"_s, u"api"_s);
    if (!choose(roles, role, settings.role))
        return Unexpected{u"CONFAB_ROLE is %1: it has to be api, worker or passwords."_s.arg(role)};
    const QString access = environment.value(u"CONFAB_ACCESS"_s, u"invite"_s);
    if (!choose(accesses, access, settings.server.access))
        return Unexpected{u"CONFAB_ACCESS is %1: it has to be open, invite or closed."_s.arg(access)};
    for (const auto &[name, table] : {std::pair{u"WEBSOCKET_TABLE"_s, &settings.tables.connections},
                                      std::pair{u"CHAT_HISTORY_TABLE"_s, &settings.tables.history},
                                      std::pair{u"CONFAB_TABLE_STATE"_s, &settings.tables.state}}) {
        *table = environment.value(name, *table);
        if (table->isEmpty())
            return Unexpected{u"%1 is empty: it names a table of DynamoDB."_s.arg(name)};
    }
    settings.server.name = environment.value(u"CONFAB_NAME"_s);
    settings.queueUrl = environment.value(u"CONFAB_QUEUE_URL"_s);
    settings.bucket = environment.value(u"CONFAB_BUCKET"_s);
    if (!settings.bucket.isEmpty() && !isBucketName(settings.bucket))
        return Unexpected{u"CONFAB_BUCKET is %1: that names no bucket of S3."_s.arg(settings.bucket)};
    settings.passwordFunction = environment.value(u"CONFAB_PASSWORD_FUNCTION"_s);
    settings.lexBotId = environment.value(u"LEX_BOT_ID"_s);
    settings.lexAliasId = environment.value(u"LEX_BOT_ALIAS_ID"_s, settings.lexAliasId);
    settings.lexLocaleId = environment.value(u"LEX_LOCALE_ID"_s, settings.lexLocaleId);
    settings.lexName = environment.value(u"CONFAB_LEX_NAME"_s, settings.lexName);
    settings.bedrockModelId = environment.value(u"CONFAB_BEDROCK_MODEL"_s);
    settings.bedrockName = environment.value(u"CONFAB_BEDROCK_NAME"_s);
    settings.bedrockPrompt = environment.value(u"CONFAB_BEDROCK_PROMPT"_s);
    const QString perDay = environment.value(u"CONFAB_BOT_PER_DAY"_s, u"0"_s);
    bool isNumber = false;
    settings.botPerDay = perDay.toLongLong(&isNumber);
    if (!isNumber || settings.botPerDay < 0)
        return Unexpected{u"CONFAB_BOT_PER_DAY is %1: it has to be a number of questions, or 0."_s.arg(perDay)};
    settings.botsFolder = environment.value(u"CONFAB_BOTS"_s, settings.botsFolder);
    const QString desk = environment.value(u"CONFAB_HOTEL_DESK"_s, u"on"_s);
    if (!choose(switches, desk, settings.hotelDesk))
        return Unexpected{u"CONFAB_HOTEL_DESK is %1: it has to be on or off."_s.arg(desk)};
    settings.caFile = environment.value(u"CONFAB_CA_FILE"_s);
    return settings;
}

} // namespace confab::app
