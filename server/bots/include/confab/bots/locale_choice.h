// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex_export.h>

namespace confab::bots::lex
{

// Which of a bot's locales runs: the one that is wanted; where none is, en_US, or the first of a bot that has no such.
// Null: there is none. Of the bot that is given.
[[nodiscard]] const BotLocale *localeOf(const BotDefinition &bot, const QString &wanted = {});

} // namespace confab::bots::lex
