// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "timer_queue.h"

#include <QAbstractEventDispatcher>
#include <QSocketNotifier>

#include <array>
#include <atomic>
#include <memory>
#include <utility>
#include <vector>

namespace confab::gateway
{

// An event dispatcher on epoll(7), level-triggered: a turn costs what happened in it, where Qt's own on Linux look at
// every socket there is. Everything but wakeUp() and interrupt() belongs to the thread it serves.
class EpollDispatcher final : public QAbstractEventDispatcher
{
    Q_OBJECT

public:
    // Null where the kernel gives no more descriptors.
    [[nodiscard]] static std::unique_ptr<EpollDispatcher> make();
    ~EpollDispatcher() override;

    bool processEvents(QEventLoop::ProcessEventsFlags flags) override;

    void registerSocketNotifier(QSocketNotifier *notifier) override;
    void unregisterSocketNotifier(QSocketNotifier *notifier) override;

    void registerTimer(int id, qint64 intervalMs, Qt::TimerType type, QObject *object) override;
    bool unregisterTimer(int id) override;
    bool unregisterTimers(QObject *object) override;
    [[nodiscard]] QList<TimerInfo> registeredTimers(QObject *object) const override;
    [[nodiscard]] int remainingTime(int id) override;

    void wakeUp() override;
    void interrupt() override;

private:
    // Owns a descriptor.
    class Descriptor
    {
    public:
        explicit Descriptor(int number)
            : m_number(number)
        {
        }
        Descriptor(Descriptor &&other) noexcept
            : m_number(std::exchange(other.m_number, -1))
        {
        }
        Descriptor &operator=(Descriptor &&) = delete;
        ~Descriptor();
        [[nodiscard]] int number() const { return m_number; }

    private:
        int m_number;
    };

    // What is watched on one descriptor, by QSocketNotifier::Type.
    struct Slot {
        std::array<QSocketNotifier *, 3> notifiers{};
        // Counts the watches that there were on this number, so that an event is not taken for one of a later socket.
        quint32 generation = 0;
    };

    EpollDispatcher(Descriptor epoll, Descriptor wake);

    // -1: until something happens.
    [[nodiscard]] int msToWait(bool mayWait, bool timers) const;
    // Both tell how much happened.
    int waitForPosts(int ms);
    int waitForAll(int ms);
    int activate(int descriptor, quint32 generation, quint32 happened);
    void tellKernel(int descriptor, int operation);
    void takeWake();

    Descriptor m_epoll;
    Descriptor m_wake; // an eventfd
    std::atomic<bool> m_woken = false;
    std::atomic<bool> m_interrupted = false;
    bool m_postedHere = false; // by its own thread, since it last began to send what was posted
    std::vector<Slot> m_slots; // by descriptor
    TimerQueue m_timers;
};

} // namespace confab::gateway
