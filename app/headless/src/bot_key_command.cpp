// SPDX-License-Identifier: GPL-3.0-or-later
#include "bot_options.h"
#include "commands.h"
#include "line_input.h"

#include <confab/hosting/keychain.h>

namespace confab::app
{

using namespace Qt::StringLiterals;

int botKey(const QStringList &words)
{
    CommandLine line(u"bot key"_s,
                     u"Puts the key of a model into the system's keychain, below the name that the bot has as "
                     "key-keychain=, or takes it out."_s,
                     {u"ID"_s});
    line.add(u"key-stdin"_s, u"The key is the first line of standard input."_s);
    line.add(u"forget"_s, u"The key is taken out of the keychain."_s);
    addSet(line);
    if (const auto code = line.read(words))
        return *code;
    if (line.has(u"key-stdin"_s) == line.has(u"forget"_s))
        return complain(exitUsage, u"confabd bot key needs --key-stdin or --forget."_s);
    const auto bot = chosenBot(line, line.arguments().constFirst());
    if (!bot)
        return complain(exitUsage, bot.error());
    if (bot->keyName.isEmpty())
        return complain(
            exitUsage,
            u"The bot \"%1\" has no key-keychain=, the name that its key has in the keychain."_s.arg(bot->id));
    QString problem;
    if (line.has(u"forget"_s)) {
        problem = forgetInKeychain(bot->keyName);
    } else {
        const QString key = lineFromInput().trimmed();
        if (key.isEmpty())
            return complain(exitUsage, u"No key came from standard input."_s);
        problem = keepInKeychain(bot->keyName, key.toUtf8());
    }
    return problem.isEmpty() ? exitDone : complain(exitRefused, problem);
}

} // namespace confab::app
