// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "commands.h"
#include "settings.h"

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
    for (const Settings::Entry &entry : settings->entries())
        print(QStringLiteral("%1=%2\t%3").arg(entry.name, entry.value, entry.from));
    return donePrinting();
}

} // namespace confab::app
