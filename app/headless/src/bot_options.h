// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "command_line.h"

#include <confab/hosting/bot_config.h>

#include <optional>

// What the commands about bots have in common.
namespace confab::app
{

// --set.
void addSet(CommandLine &line);

// The bots of the server; the error is a sentence.
[[nodiscard]] Expected<QList<BotConfig>, QString> botsOf(const CommandLine &line);

// The one of that id; without an id the first of that kind (the default one is the first of all). `kind` may be left
// out. The error is a sentence.
[[nodiscard]] Expected<BotConfig, QString> chosenBot(const CommandLine &line, const QString &id,
                                                     std::optional<BotConfig::Kind> kind = {});

} // namespace confab::app
