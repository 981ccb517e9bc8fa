// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>

namespace confab::bots::lex
{

// "time-out": as the log and docs/bots.md call it.
[[nodiscard]] QString nameOf(FailureKind kind);

// What the person reads who asked the bot: English, one or two sentences. docs/bots.md says what is behind each.
[[nodiscard]] QString sentenceFor(const Failure &failure);

} // namespace confab::bots::lex
