// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>

namespace confab::bots::lex
{

// What the person reads who asked the bot: English, one or two sentences. docs/bots.md says what is behind each.
[[nodiscard]] QString sentenceFor(const Failure &failure);

} // namespace confab::bots::lex
