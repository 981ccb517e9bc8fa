// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "matcher.h"
#include "slot_filler.h"
#include "slot_reader.h"

#include <confab/bots/lex_export.h>

namespace confab::bots::offline
{

// A bot's locale, and what was learned of it once. Stays where it is made: its parts know each other's places.
class Brain
{
public:
    explicit Brain(lex::BotLocale locale);
    Brain(const Brain &) = delete;
    Brain &operator=(const Brain &) = delete;

    const lex::BotLocale locale;
    const SlotReader reader;
    const Matcher matcher;
    const SlotFiller filler;

    // By a built-in intent that it derives from; -1: the bot has none.
    [[nodiscard]] qsizetype intentOf(QLatin1StringView parent) const;
    [[nodiscard]] qsizetype intentNamed(const QString &name) const;
};

} // namespace confab::bots::offline
