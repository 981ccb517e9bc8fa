// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/queued_bot.h>

#include "stopped_answer.h"

#include <QMutex>
#include <QThread>

#include <algorithm>
#include <utility>

namespace confab::bots
{

using namespace Qt::StringLiterals;

namespace
{

// A typing mark lapses after six seconds.
constexpr std::chrono::milliseconds atWorkEvery{4'000};

core::BotAnswer failed(const QString &sentence)
{
    return {.messages = {}, .failure = sentence};
}

} // namespace

class QueuedBot::There final : public QObject
{
public:
    std::unique_ptr<core::Bot> bot;
};

// What the bot asks for an answer may outlive it, and call when nobody is here any more.
class QueuedBot::Back final
{
public:
    explicit Back(QueuedBot &bot)
        : m_bot(&bot)
    {
    }
    void cut()
    {
        const QMutexLocker lock(&m_mutex);
        m_bot = nullptr;
    }
    // From any thread.
    void post(std::function<void(QueuedBot &)> what)
    {
        const QMutexLocker lock(&m_mutex);
        if (m_bot)
            QMetaObject::invokeMethod(
                m_bot, [bot = m_bot, what = std::move(what)] { what(*bot); }, Qt::QueuedConnection);
    }

private:
    QMutex m_mutex;
    QueuedBot *m_bot;
};

QueuedBot::QueuedBot(protocol::BotInfo info, qsizetype remembers, std::function<std::unique_ptr<core::Bot>()> make,
                     QThread &thread, BotLimits limits, const core::Clock &clock)
    : m_info(std::move(info))
    , m_remembers(remembers)
    , m_limits(limits)
    , m_clock(clock)
    , m_there(new There)
    , m_back(std::make_shared<Back>(*this))
{
    m_there->moveToThread(&thread);
    QMetaObject::invokeMethod(
        m_there, [there = m_there, make = std::move(make)] { there->bot = make(); }, Qt::QueuedConnection);
    m_atWork.setInterval(std::min(atWorkEvery, m_limits.deadline));
    connect(&m_atWork, &QTimer::timeout, this, [this] {
        endLate();
        for (const Job &job : m_jobs) {
            if (job.progress)
                job.progress({});
        }
    });
    m_due.setSingleShot(true);
    m_due.setTimerType(Qt::PreciseTimer);
    connect(&m_due, &QTimer::timeout, this, &QueuedBot::endLate);
}

QueuedBot::~QueuedBot()
{
    m_back->cut();
    // What it makes lives there and ends there.
    QMetaObject::invokeMethod(
        m_there, [there = m_there] { there->bot.reset(); }, Qt::BlockingQueuedConnection);
    m_there->deleteLater();
}

void QueuedBot::ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
                    std::function<void(const core::BotAnswer &)> done)
{
    const auto waiting = std::count_if(m_jobs.begin(), m_jobs.end(), [](const Job &job) { return !job.running; });
    if (waiting >= m_limits.waiting)
        return done(failed(u"Too many are asking it just now."_s));
    m_jobs.push_back({++m_numbers, question, std::move(progress), std::move(done),
                      m_clock.monotonicMs() + m_limits.deadline.count(), false});
    begin();
    waitForNext();
}

void QueuedBot::begin()
{
    auto running = std::count_if(m_jobs.begin(), m_jobs.end(), [](const Job &job) { return job.running; });
    for (Job &job : m_jobs) {
        if (running >= m_limits.atOnce)
            return;
        const bool busy = std::any_of(m_jobs.begin(), m_jobs.end(), [&job](const Job &other) {
            return other.running && other.question.session == job.question.session;
        });
        if (job.running || busy)
            continue;
        job.running = true;
        ++running;
        post(job);
    }
}

void QueuedBot::post(const Job &job)
{
    const auto progress = [back = m_back, number = job.number](const QString &text) {
        back->post([number, text](QueuedBot &bot) { bot.progressed(number, text); });
    };
    const auto done = [back = m_back, number = job.number](const core::BotAnswer &answer) {
        back->post([number, answer](QueuedBot &bot) { bot.finish(number, answer); });
    };
    QMetaObject::invokeMethod(
        m_there,
        [there = m_there, question = job.question, progress, done] {
            if (there->bot)
                there->bot->ask(question, progress, done);
            else
                done(failed(u"It could not be started."_s));
        },
        Qt::QueuedConnection);
}

std::deque<QueuedBot::Job>::iterator QueuedBot::find(quint64 number)
{
    return std::find_if(m_jobs.begin(), m_jobs.end(), [number](const Job &job) { return job.number == number; });
}

void QueuedBot::progressed(quint64 number, const QString &text)
{
    const auto job = find(number);
    if (job != m_jobs.end() && job->progress)
        job->progress(text);
}

void QueuedBot::finish(quint64 number, const core::BotAnswer &answer)
{
    const auto job = find(number);
    if (job == m_jobs.end())
        return; // too late
    const auto done = std::move(job->done);
    m_jobs.erase(job);
    begin();
    waitForNext();
    done(answer);
}

void QueuedBot::endLate()
{
    const qint64 now = m_clock.monotonicMs();
    QList<quint64> late;
    for (const Job &job : m_jobs) {
        if (now >= job.until)
            late.append(job.number);
    }
    for (const quint64 number : late) {
        const auto job = find(number);
        if (job != m_jobs.end() && job->running)
            stopThere(job->question.session);
        finish(number, failed(u"It took too long."_s));
    }
    waitForNext();
}

void QueuedBot::waitForNext()
{
    if (m_jobs.empty()) {
        m_atWork.stop();
        m_due.stop();
        return;
    }
    if (!m_atWork.isActive())
        m_atWork.start();
    // All have the same time, so the first is late first.
    m_due.start(std::chrono::milliseconds(std::max<qint64>(m_jobs.front().until - m_clock.monotonicMs(), 1)));
}

void QueuedBot::stop(const QString &session)
{
    QList<quint64> waiting;
    for (const Job &job : m_jobs) {
        if (!job.running && job.question.session == session)
            waiting.append(job.number);
    }
    stopThere(session);
    for (const quint64 number : std::as_const(waiting))
        finish(number, stoppedAnswer());
}

void QueuedBot::stopThere(const QString &session)
{
    QMetaObject::invokeMethod(
        m_there,
        [there = m_there, session] {
            if (there->bot)
                there->bot->stop(session);
        },
        Qt::QueuedConnection);
}

void QueuedBot::startOver(const QString &session, std::function<void(const QString &)> done)
{
    const auto told = [back = m_back, done = std::move(done)](const QString &failure) {
        back->post([done, failure](QueuedBot &) { done(failure); });
    };
    QMetaObject::invokeMethod(
        m_there,
        [there = m_there, session, told] {
            if (there->bot)
                there->bot->startOver(session, told);
            else
                told({});
        },
        Qt::QueuedConnection);
}

} // namespace confab::bots
