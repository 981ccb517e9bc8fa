// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"
#include "timer_queue.h"

#include <QtTest>

#include <functional>

using confab::gateway::TimerQueue;
using namespace std::chrono_literals;

namespace
{

// Writes down which timers fired, and may do something in the handler.
class Listener : public QObject
{
public:
    std::function<void(int)> handler;
    QList<int> fired;

protected:
    void timerEvent(QTimerEvent *event) override
    {
        fired.append(event->timerId());
        if (handler)
            handler(event->timerId());
    }
};

} // namespace

class TimerQueueTest : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_queue = TimerQueue();
        m_listener = std::make_unique<Listener>();
    }

    void firesInTheOrderOfTheirTimes()
    {
        add(1, 30ms);
        add(2, 10ms);
        add(3, 20ms);
        QCOMPARE(*m_queue.nextDue(), at(10ms));
        QCOMPARE(m_queue.fire(at(9ms)), 0);
        QCOMPARE(m_queue.fire(at(20ms)), 2);
        QCOMPARE(m_listener->fired, (QList{2, 3}));
        QCOMPARE(*m_queue.nextDue(), at(20ms)); // the second time of the first
    }

    void goesOnInItsRhythm()
    {
        add(1, 10ms);
        QCOMPARE(m_queue.fire(at(13ms)), 1);
        QCOMPARE(*m_queue.nextDue(), at(20ms));
    }

    void doesNotCatchUp()
    {
        add(1, 10ms);
        QCOMPARE(m_queue.fire(at(95ms)), 1);
        QCOMPARE(*m_queue.nextDue(), at(105ms));
    }

    void zeroIsOnceATurn()
    {
        add(1, 0ms);
        QCOMPARE(m_queue.fire(at(0ms)), 1);
        QCOMPARE(m_queue.fire(at(0ms)), 1);
        QCOMPARE(*m_queue.nextDue(), at(0ms));
    }

    void whatAHandlerRemovesDoesNotFire()
    {
        add(1, 10ms);
        add(2, 10ms);
        add(3, 10ms);
        m_listener->handler = [this](int id) {
            if (id == 1) {
                QVERIFY(m_queue.remove(2));
                QVERIFY(m_queue.remove(1)); // itself
            }
        };
        QCOMPARE(m_queue.fire(at(10ms)), 2);
        QCOMPARE(m_listener->fired, (QList{1, 3}));
        QVERIFY(!m_queue.remove(1));
    }

    void whatAHandlerAddsWaitsForTheNextTurn()
    {
        add(1, 10ms);
        add(2, 10ms);
        m_listener->handler = [this](int id) {
            if (id != 1 || m_listener->fired.size() > 1)
                return;
            add(3, 0ms, 10ms);
            // A number that is used again is not the timer that was due.
            m_queue.remove(2);
            add(2, 0ms, 10ms);
        };
        QCOMPARE(m_queue.fire(at(10ms)), 1);
        QCOMPARE(m_queue.fire(at(10ms)), 2);
        QCOMPARE(m_listener->fired, (QList{1, 2, 3}));
    }

    // A nested event loop must not call a handler that runs already, but everybody else.
    void aHandlerIsNotEntered()
    {
        add(1, 10ms);
        add(2, 15ms);
        m_listener->handler = [this](int id) {
            if (id != 1)
                return;
            QCOMPARE(*m_queue.nextDue(), at(15ms));
            QCOMPARE(m_queue.fire(at(50ms)), 1);
        };
        QCOMPARE(m_queue.fire(at(10ms)), 1);
        QCOMPARE(m_listener->fired, (QList{1, 2}));
        m_listener->handler = {};
        QCOMPARE(m_queue.fire(at(50ms)), 1);
        QCOMPARE(m_listener->fired, (QList{1, 2, 1}));
    }

    void aHandlerMayEndItsOwner()
    {
        auto *doomed = new Listener;
        m_queue.add(1, 10ms, Qt::PreciseTimer, doomed, at(0ms));
        m_queue.add(2, 10ms, Qt::PreciseTimer, doomed, at(0ms));
        doomed->handler = [this, doomed](int) {
            QVERIFY(m_queue.removeAll(doomed));
            delete doomed;
        };
        QCOMPARE(m_queue.fire(at(10ms)), 1);
        QVERIFY(!m_queue.nextDue());
    }

    void tellsOfATimer()
    {
        add(1, 30ms);
        m_queue.add(2, 40ms, Qt::CoarseTimer, this, at(0ms));
        QCOMPARE(m_queue.remaining(1, at(10ms)), 20ms);
        QCOMPARE(m_queue.remaining(1, at(31ms)), 0ms);
        QVERIFY(!m_queue.remaining(3, at(0ms)));
        const auto mine = m_queue.timersOf(this);
        QCOMPARE(mine.size(), 1);
        QCOMPARE(mine.front().timerId, 2);
        QCOMPARE(mine.front().interval, 40);
        QCOMPARE(mine.front().timerType, Qt::CoarseTimer);
        QVERIFY(m_queue.removeAll(this));
        QVERIFY(!m_queue.removeAll(this));
    }

private:
    static TimerQueue::Time at(std::chrono::milliseconds time) { return TimerQueue::Time(1h) + time; }
    void add(int id, std::chrono::milliseconds interval, std::chrono::milliseconds now = 0ms)
    {
        m_queue.add(id, interval, Qt::PreciseTimer, m_listener.get(), at(now));
    }

    TimerQueue m_queue;
    std::unique_ptr<Listener> m_listener;
};

CONFAB_TEST(TimerQueueTest)
#include "tst_timer_queue.moc"
