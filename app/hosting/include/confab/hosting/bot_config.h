// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>

#include <QList>
#include <QProcessEnvironment>
#include <QString>
#include <QStringList>

namespace confab::app
{

// A bot of the server, as [bot/ID] of DIR/confabd.ini says.
struct BotConfig {
    enum class Kind {
        Offline, // an export of Lex V2 that runs here
        Lex,     // Amazon Lex V2
        Chat,    // a model behind a chat-completions server
        Bedrock, // a model of Amazon Bedrock
    };

    QString id; // 1 … 32 of a-z, 0-9 and hyphens, a letter or digit first
    Kind kind = Kind::Offline;
    QString name;           // shown; empty: what the bot itself is called
    QString picture;        // shown beside it: an emoji; empty: none of its own
    bool isDefault = false; // of one bot at most: who talks with no bot by name talks with it

    qint64 perDay = 0; // questions that it answers a day (UTC); 0: any number

    // Offline: a folder or a zip file, absolute or of the program's own (":/…"). Relative ones are DIR's.
    QString path;
    // Offline: which of the export's locales; empty: the first. Lex: the locale; "en_US" where it is not given.
    QString locale;

    QString botId;   // Lex
    QString aliasId; // "TSTALIASID", which each bot has, where it is not given
    QString region;  // Lex, Bedrock; empty: as AWS's tools find it

    QString url;   // Chat: of the server, e.g. "http://127.0.0.1:11434/v1"
    QString model; // Chat, Bedrock
    // Chat: what has the key, one of them: an environment variable, or the system's keychain below that name. Both
    // empty: the server wants none.
    QString keyEnv;
    QString keyName;
    QString prompt; // Chat, Bedrock: what the model is told first

    bool operator==(const BotConfig &) const = default;
};

[[nodiscard]] bool isBotId(const QString &id);
// "offline", "lex", "chat", "bedrock": as `kind=` has them.
[[nodiscard]] QString nameOf(BotConfig::Kind kind);

// The bots of a server, the default one first, then by id. Without a word of the owner's: Hotel desk. With LEX_BOT_ID
// in the environment (LEX_BOT_ALIAS_ID and LEX_LOCALE_ID beside it) a bot "lex" is the default one
// before it. `sets` are the values of --set; those of bots are as "bot/ID.key=value". Reads the file; any thread.
// The error is a sentence that names the place.
[[nodiscard]] Expected<QList<BotConfig>, QString>
readBotConfigs(const QString &dataFolder, const QProcessEnvironment &environment, const QStringList &sets = {});

// Every setting of the server's bots as it stands, by bot and key: "bot/ID.key", its value, and where it comes from:
// "built-in", the file, "environment" or "--set". What readBotConfigs() would refuse is in it as it is.
struct BotSetting {
    QString name;
    QString value;
    QString from;
};
[[nodiscard]] Expected<QList<BotSetting>, QString>
listBotSettings(const QString &dataFolder, const QProcessEnvironment &environment, const QStringList &sets = {});

// Whether a setting, "bot/ID.key" or "bot/ID/key", is one of those that readBotConfigs() reads.
[[nodiscard]] bool isBotSetting(const QString &name);

// The keys that bots of that kind do not have, and others do.
[[nodiscard]] QStringList settingsOfOthers(BotConfig::Kind kind);

} // namespace confab::app
