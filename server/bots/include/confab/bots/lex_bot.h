// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>
#include <confab/core/ports.h>

#include <memory>

namespace confab::bots
{

// A bot that speaks as Lex does, whichever runtime answers. One thread, its runtime's.
class LexBot final : public core::Bot
{
public:
    LexBot(protocol::BotInfo info, std::unique_ptr<lex::Runtime> runtime);
    ~LexBot() override;

    [[nodiscard]] protocol::BotInfo info() const override { return m_info; }
    void ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
             std::function<void(const core::BotAnswer &)> done) override;
    void startOver(const QString &session, std::function<void(const QString &failure)> done) override;

private:
    protocol::BotInfo m_info;
    std::unique_ptr<lex::Runtime> m_runtime;
};

// What the chat shows of an answer.
[[nodiscard]] core::BotAnswer answerOf(const lex::Response &response);

// What is read of SSML: its text; breaks and paragraphs are white space, what is only heard (audio, marks) is nothing.
[[nodiscard]] QString textOfSsml(const QString &ssml);

// Lex takes 2 … 100 of [0-9a-zA-Z._:-]; names of people are none of its business.
[[nodiscard]] QString lexSessionOf(const QString &session);

} // namespace confab::bots
