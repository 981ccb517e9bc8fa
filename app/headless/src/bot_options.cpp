// SPDX-License-Identifier: GPL-3.0-or-later
#include "bot_options.h"

#include <QProcessEnvironment>

namespace confab::app
{

using namespace Qt::StringLiterals;

void addSet(CommandLine &line)
{
    line.add(u"set"_s, u"As if it were given to serve."_s, u"bot/ID.key=value"_s);
}

Expected<QList<BotConfig>, QString> botsOf(const CommandLine &line)
{
    return readBotConfigs(line.dataFolder(), QProcessEnvironment::systemEnvironment(), line.values(u"set"_s));
}

Expected<BotConfig, QString> chosenBot(const CommandLine &line, const QString &id, std::optional<BotConfig::Kind> kind)
{
    const auto bots = botsOf(line);
    if (!bots)
        return Unexpected{bots.error()};
    for (const BotConfig &bot : *bots) {
        if ((id.isEmpty() || bot.id == id) && (!kind || bot.kind == *kind))
            return bot;
    }
    if (!id.isEmpty())
        return Unexpected{u"There is no bot \"%1\"%2: see confabd bot list."_s.arg(
            id, kind ? u" of the kind "_s + nameOf(*kind) : QString())};
    return Unexpected{kind ? u"There is no bot of the kind %1."_s.arg(nameOf(*kind)) : u"There is no bot."_s};
}

} // namespace confab::app
