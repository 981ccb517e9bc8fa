// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

namespace confab::bots
{

// Of a question that was stopped before there was a word of an answer.
[[nodiscard]] inline core::BotAnswer stoppedAnswer()
{
    return {.messages = {{.text = QStringLiteral("(stopped)")}}};
}

} // namespace confab::bots
