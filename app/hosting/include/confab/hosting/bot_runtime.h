// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex_export.h>
#include <confab/bots/model.h>
#include <confab/hosting/bot_config.h>

#include <memory>

namespace confab::app
{

// A bot that runs here, as its export says.
struct OfflineBot {
    QString name;
    QString description;
    int idleSessionSeconds = 0;
    bots::lex::BotLocale locale; // the one that the settings say, else the first
};
// Blocks. The error is a sentence: it cannot be read, or has no such locale.
[[nodiscard]] Expected<OfflineBot, QString> readOfflineBot(const BotConfig &config);

// What answers for a bot, on the thread that makes it and destroys it. What Amazon's need (credentials, a way out) is
// shared by all of that thread and lives as long as the last of them; their answers come in the event loop.
[[nodiscard]] std::unique_ptr<bots::lex::Runtime> makeRuntime(const OfflineBot &bot);
[[nodiscard]] std::unique_ptr<bots::lex::Runtime> makeLexRuntime(const BotConfig &config); // Kind::Lex
[[nodiscard]] std::unique_ptr<bots::ModelRuntime> makeModel(const BotConfig &config);      // Kind::Chat, Kind::Bedrock

// What a bot elsewhere needs and this environment has not, as a sentence; empty: nothing that shows without asking it.
[[nodiscard]] QString lackOf(const BotConfig &config, const QProcessEnvironment &environment);

} // namespace confab::app
