// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/locale_choice.h>

#include <algorithm>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

const BotLocale *localeOf(const BotDefinition &bot, const QString &wanted)
{
    const QString id = wanted.isEmpty() ? u"en_US"_s : wanted;
    const auto found =
        std::find_if(bot.locales.begin(), bot.locales.end(), [&id](const BotLocale &one) { return one.id == id; });
    if (found != bot.locales.end())
        return &*found;
    return wanted.isEmpty() && !bot.locales.isEmpty() ? &bot.locales.constFirst() : nullptr;
}

} // namespace confab::bots::lex
