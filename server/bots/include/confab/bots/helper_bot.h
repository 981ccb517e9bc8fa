// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

namespace confab::bots
{

// The bot that is built in: answers `help`, `time` and `echo …`, at once and without a network.
class HelperBot final : public core::Bot
{
public:
    explicit HelperBot(const core::Clock &clock);

    [[nodiscard]] protocol::BotInfo info() const override;
    void ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
             std::function<void(const core::BotAnswer &)> done) override;

private:
    const core::Clock &m_clock;
};

} // namespace confab::bots
