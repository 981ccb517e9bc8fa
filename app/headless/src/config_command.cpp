// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "commands.h"
#include "settings.h"

#include <confab/hosting/bot_config.h>

#include <QMap>

namespace confab::app
{

int configList(const QStringList &words)
{
    CommandLine line(QStringLiteral("config list"),
                     QStringLiteral("Prints every setting with its value and where it comes from."));
    line.add(QStringLiteral("set"), QStringLiteral("As if it were given to serve."),
             QStringLiteral("section.key=value"));
    if (const auto code = line.read(words))
        return *code;
    const auto settings = Settings::collect(
        {line.dataFolder(), QProcessEnvironment::systemEnvironment(), line.values(QStringLiteral("set")), {}});
    if (!settings)
        return complain(exitUsage, settings.error());
    const auto bots = listBotSettings(line.dataFolder(), QProcessEnvironment::systemEnvironment(),
                                      line.values(QStringLiteral("set")));
    if (!bots)
        return complain(exitUsage, bots.error());
    QMap<QString, QString> lines; // by the setting's name
    for (const Settings::Entry &entry : settings->entries())
        lines.insert(entry.name, QStringLiteral("%1\t%2").arg(entry.value, entry.from));
    for (const BotSetting &setting : *bots)
        lines.insert(setting.name, QStringLiteral("%1\t%2").arg(setting.value, setting.from));
    for (auto entry = lines.cbegin(); entry != lines.cend(); ++entry)
        print(QStringLiteral("%1=%2").arg(entry.key(), *entry));
    return donePrinting();
}

} // namespace confab::app
