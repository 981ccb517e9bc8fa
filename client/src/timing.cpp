// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/client/timing.h>

#include <QElapsedTimer>
#include <QHash>
#include <QRandomGenerator>
#include <QTimer>

namespace confab::client
{

namespace
{

class EventLoopScheduler : public Scheduler
{
public:
    EventLoopScheduler() { m_elapsed.start(); }
    ~EventLoopScheduler() override { qDeleteAll(m_timers); }

    qint64 nowMs() const override { return m_elapsed.elapsed(); }
    QDateTime now() const override { return QDateTime::currentDateTimeUtc(); }

    int after(int ms, std::function<void()> call) override
    {
        const int number = ++m_last;
        auto *timer = new QTimer;
        timer->setSingleShot(true);
        m_timers.insert(number, timer);
        QObject::connect(timer, &QTimer::timeout, timer, [this, number, timer, call = std::move(call)] {
            m_timers.remove(number);
            timer->deleteLater();
            // A copy: the call may cancel, and this lambda lives in the timer.
            const auto run = call;
            run();
        });
        timer->start(ms);
        return number;
    }

    void cancel(int number) override { delete m_timers.take(number); }

private:
    QElapsedTimer m_elapsed;
    QHash<int, QTimer *> m_timers;
    int m_last = 0;
};

} // namespace

Timing systemTiming()
{
    return {std::make_shared<EventLoopScheduler>(), [] { return QRandomGenerator::global()->generateDouble(); }, {}};
}

} // namespace confab::client
