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
    // `server`: the id of the one that asks, where others may ask the same bot.
    LexBot(protocol::BotInfo info, std::unique_ptr<lex::Runtime> runtime, QString server = {});
    ~LexBot() override;

    [[nodiscard]] protocol::BotInfo info() const override { return m_info; }
    void ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
             std::function<void(const core::BotAnswer &)> done) override;
    void startOver(const QString &session, std::function<void(const QString &failure)> done) override;

private:
    protocol::BotInfo m_info;
    std::unique_ptr<lex::Runtime> m_runtime;
    QString m_server;
};

// What the chat shows of an answer.
[[nodiscard]] core::BotAnswer answerOf(const lex::Response &response);

// What is read of SSML: its text; breaks and paragraphs are white space, what is only heard (audio, marks) is nothing.
[[nodiscard]] QString textOfSsml(const QString &ssml);

// Lex takes 2 … 100 of [0-9a-zA-Z._:-]; names of people are none of its business. People of one name on two servers
// have dialogues of their own.
[[nodiscard]] QString lexSessionOf(const QString &server, const QString &session);

} // namespace confab::bots
