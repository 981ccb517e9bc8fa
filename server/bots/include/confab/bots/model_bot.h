// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/model.h>
#include <confab/core/ports.h>

#include <QHash>

#include <memory>

namespace confab::bots
{

// A model that writes, as a bot of the chat: it is told what was said before in that conversation and nothing else.
// One thread, its runtime's.
class ModelBot final : public core::Bot
{
public:
    // Messages that it is told, the question among them, and characters of them together.
    static constexpr qsizetype mostMessages = 40;
    static constexpr qsizetype mostCharacters = 24'000;

    ModelBot(protocol::BotInfo info, std::unique_ptr<ModelRuntime> runtime);
    ~ModelBot() override;

    [[nodiscard]] protocol::BotInfo info() const override { return m_info; }
    [[nodiscard]] qsizetype remembers() const override { return mostMessages; }
    void ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
             std::function<void(const core::BotAnswer &)> done) override;
    void stop(const QString &session) override;

private:
    protocol::BotInfo m_info;
    std::unique_ptr<ModelRuntime> m_runtime;
    QHash<QString, quint64> m_running; // by session: one at a time of each is asked
};

} // namespace confab::bots
