// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

#include <QObject>
#include <QTimer>

#include <chrono>
#include <deque>
#include <memory>

class QThread;

namespace confab::bots
{

// How much is asked of a bot.
struct BotLimits {
    qsizetype atOnce = 4;                       // questions that it works on
    qsizetype waiting = 64;                     // and that wait for it
    std::chrono::milliseconds deadline{30'000}; // for an answer, from when it was asked
    qint64 perDay = 0;                          // as core::Bot::perDay()
};

// A bot on another thread, for one that must not wait: asked in order where a dialogue is one, never more than it is
// given to do, and it always answers in time, if only that it could not. Lives on the core thread.
class QueuedBot final : public QObject, public core::Bot
{
    Q_OBJECT

public:
    // `make` is called on `thread`, which runs until after this has gone; `info` and `remembers` are that bot's.
    QueuedBot(protocol::BotInfo info, qsizetype remembers, std::function<std::unique_ptr<core::Bot>()> make,
              QThread &thread, BotLimits limits, const core::Clock &clock);
    ~QueuedBot() override;

    [[nodiscard]] protocol::BotInfo info() const override { return m_info; }
    [[nodiscard]] qsizetype remembers() const override { return m_remembers; }
    [[nodiscard]] qint64 perDay() const override { return m_limits.perDay; }
    void ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
             std::function<void(const core::BotAnswer &)> done) override;
    void stop(const QString &session) override;
    void startOver(const QString &session, std::function<void(const QString &failure)> done) override;

private:
    class There; // on the other thread
    class Back;  // from there to here
    struct Job {
        quint64 number = 0;
        core::BotQuestion question;
        std::function<void(const QString &)> progress;
        std::function<void(const core::BotAnswer &)> done;
        qint64 until = 0; // core::Clock::monotonicMs
        bool running = false;
    };

    void begin();
    void post(const Job &job);
    [[nodiscard]] std::deque<Job>::iterator find(quint64 number);
    void progressed(quint64 number, const QString &text);
    void finish(quint64 number, const core::BotAnswer &answer);
    void endLate();
    void waitForNext();
    void stopThere(const QString &session);

    protocol::BotInfo m_info;
    qsizetype m_remembers;
    BotLimits m_limits;
    const core::Clock &m_clock;
    There *m_there;
    std::shared_ptr<Back> m_back;
    std::deque<Job> m_jobs; // in the order in which they were asked
    QTimer m_atWork;        // while there are any
    QTimer m_due;           // when the first of them is late
    quint64 m_numbers = 0;
};

} // namespace confab::bots
