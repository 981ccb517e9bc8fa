// SPDX-License-Identifier: GPL-3.0-or-later
#include "bot_options.h"
#include "commands.h"
#include "data_folder.h"

#include <confab/hosting/bot_import.h>
#include <confab/hosting/bot_runtime.h>
#include <confab/hosting/keychain.h>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

// On one line, with no tab of its own.
QString field(const QString &text)
{
    return text.simplified();
}

// What the bot is called, and what is wrong with it where something is.
std::pair<QString, QString> look(const BotConfig &bot)
{
    if (!bot.keyName.isEmpty()) {
        const auto key = readFromKeychainNow(bot.keyName);
        return {bot.name, key ? QString() : key.error()};
    }
    if (bot.kind != BotConfig::Kind::Offline)
        return {bot.name, lackOf(bot, QProcessEnvironment::systemEnvironment())};
    const auto read = readOfflineBot(bot);
    if (!read)
        return {bot.name, read.error()};
    return {bot.name.isEmpty() ? read->name : bot.name, {}};
}

} // namespace

int botImport(const QStringList &words)
{
    CommandLine line(u"bot import"_s,
                     u"Brings the export of a Lex V2 bot, a zip file or a folder. The server takes it in at its next "
                     "start."_s,
                     {u"PATH"_s});
    line.add(u"name"_s, u"The bot's id: a-z, 0-9 and hyphens. Made of its name where it is not given."_s, u"ID"_s);
    line.add(u"locale"_s, u"Which of its languages runs: en_US where it is not given, else its first."_s, u"L"_s);
    if (const auto code = line.read(words))
        return *code;
    // Looked at before the folder is: who mistyped a path has no server then.
    const auto read = bots::lex::readExport(line.arguments().constFirst());
    if (const QString *reason = std::get_if<QString>(&read))
        return complain(exitUsage, *reason);
    if (const auto store = openForCommand(line.dataFolder(), IfMissing::Make); !store)
        return store.error();
    const auto bot = importBot(line.dataFolder(), line.arguments().constFirst(), line.value(u"name"_s),
                               line.value(u"locale"_s), QProcessEnvironment::systemEnvironment());
    if (!bot)
        return complain(exitUsage, bot.error());
    for (const bots::lex::Unsupported &one : bot->unsupported)
        print(u"unsupported: %1: %2"_s.arg(one.file, one.what));
    print(u"imported %1: %2 intents, %3 slot types"_s.arg(bot->id).arg(bot->intents).arg(bot->slotTypes));
    return donePrinting();
}

int botList(const QStringList &words)
{
    CommandLine line(u"bot list"_s,
                     u"Prints the bots: id, kind, name, default or nothing, and what is wrong, with tabs between."_s);
    addSet(line);
    if (const auto code = line.read(words))
        return *code;
    const auto bots = botsOf(line);
    if (!bots)
        return complain(exitUsage, bots.error());
    for (const BotConfig &bot : *bots) {
        const auto [name, wrong] = look(bot);
        print(QStringList{bot.id, nameOf(bot.kind), field(name), bot.isDefault ? u"default"_s : QString(), field(wrong)}
                  .join(u'\t'));
    }
    return donePrinting();
}

} // namespace confab::app
