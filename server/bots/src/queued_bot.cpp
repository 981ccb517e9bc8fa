// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/queued_bot.h>

#include <QThread>

#include <algorithm>

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

QueuedBot::QueuedBot(protocol::BotInfo info, qsizetype remembers, std::function<std::unique_ptr<core::Bot>()> make,
                     QThread &thread, BotLimits limits, const core::Clock &clock)
    : m_info(std::move(info))
    , m_remembers(remembers)
    , m_limits(limits)
    , m_clock(clock)
    , m_there(new There)
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
    // What it makes lives there and ends there; afterwards nothing comes back.
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
    const auto progress = [this, number = job.number](const QString &text) {
        QMetaObject::invokeMethod(
            this, [this, number, text] { progressed(number, text); }, Qt::QueuedConnection);
    };
    const auto done = [this, number = job.number](const core::BotAnswer &answer) {
        QMetaObject::invokeMethod(
            this, [this, number, answer] { finish(number, answer); }, Qt::QueuedConnection);
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
            stop(job->question.session);
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
    const auto told = [this, done = std::move(done)](const QString &failure) {
        QMetaObject::invokeMethod(
            this, [done, failure] { done(failure); }, Qt::QueuedConnection);
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
