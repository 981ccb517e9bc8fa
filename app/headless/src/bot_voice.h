// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>
#include <confab/hosting/bot_config.h>
#include <confab/protocol/expected.h>

#include <QStringList>

#include <memory>
#include <optional>

namespace confab::app
{

// A bot that a command talks with, and all that it takes. Where it is Amazon's, its answers come in the event loop.
class BotVoice
{
public:
    virtual ~BotVoice() = default;
    [[nodiscard]] virtual bots::lex::Runtime &runtime() = 0;
};

// The error is a sentence: the export cannot be read, the bot is of a kind that has no dialogues of Lex.
[[nodiscard]] Expected<std::unique_ptr<BotVoice>, QString> voiceOf(const BotConfig &bot);

// The bot of that id; without an id the first of that kind (the default one is the first of all). `kind` may be left
// out. The error is a sentence.
[[nodiscard]] Expected<BotConfig, QString> chosenBot(const QString &dataFolder, const QStringList &sets,
                                                     const QString &id, std::optional<BotConfig::Kind> kind);

} // namespace confab::app
