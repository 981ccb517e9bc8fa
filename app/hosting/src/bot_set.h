// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>
#include <confab/hosting/bot_config.h>

#include <QThread>

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace confab::bots
{
class QueuedBot;
}

namespace confab::app
{

// The bots of one server, at work on a thread of their own. Made, asked and destroyed on the core thread.
class BotSet final
{
public:
    // What cannot be started is left out, and the log says why. `server`: its id. The clock outlives this.
    BotSet(const QList<BotConfig> &configs, const QString &server, const core::Clock &clock);
    ~BotSet();
    BotSet(const BotSet &) = delete;
    BotSet &operator=(const BotSet &) = delete;

    [[nodiscard]] QList<core::Bot *> bots() const; // the default one first

private:
    void addOffline(const BotConfig &config);
    void addLex(const BotConfig &config);
    void addModel(const BotConfig &config);
    void add(const BotConfig &config, const protocol::BotInfo &info, qsizetype remembers,
             std::chrono::milliseconds deadline, std::function<std::unique_ptr<core::Bot>()> make);

    QThread m_thread;
    QString m_server;
    const core::Clock &m_clock;
    std::unique_ptr<core::Bot> m_helper;
    std::vector<std::unique_ptr<bots::QueuedBot>> m_queued;
};

} // namespace confab::app
