// SPDX-License-Identifier: GPL-3.0-or-later
#include "epoll_dispatcher.h"

#include "log.h"

#include <QCoreApplication>
#include <QThread>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>

namespace confab::gateway
{

namespace
{

// Events taken from the kernel at once; the rest comes with the next turn, which starts where this one ended.
constexpr int eventsATurn = 512;

quint32 interestOf(const std::array<QSocketNotifier *, 3> &notifiers)
{
    return (notifiers[QSocketNotifier::Read] ? EPOLLIN : 0U) | (notifiers[QSocketNotifier::Write] ? EPOLLOUT : 0U) |
           (notifiers[QSocketNotifier::Exception] ? EPOLLPRI : 0U);
}

quint64 packed(int descriptor, quint32 generation)
{
    return (static_cast<quint64>(generation) << 32) | static_cast<quint32>(descriptor);
}

} // namespace

EpollDispatcher::Descriptor::~Descriptor()
{
    if (m_number >= 0)
        ::close(m_number);
}

std::unique_ptr<EpollDispatcher> EpollDispatcher::make()
{
    Descriptor epoll(epoll_create1(EPOLL_CLOEXEC));
    Descriptor wake(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = packed(wake.number(), 0);
    if (epoll.number() < 0 || wake.number() < 0 || epoll_ctl(epoll.number(), EPOLL_CTL_ADD, wake.number(), &event) != 0)
        return nullptr;
    return std::unique_ptr<EpollDispatcher>(new EpollDispatcher(std::move(epoll), std::move(wake)));
}

EpollDispatcher::EpollDispatcher(Descriptor epoll, Descriptor wake)
    : m_epoll(std::move(epoll))
    , m_wake(std::move(wake))
{
}

EpollDispatcher::~EpollDispatcher() = default;

// --- a turn -----------------------------------------------------------------------------------------------------

bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted.store(false);
    m_postedHere = false;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    // What other threads post from here on writes to the eventfd, so that the wait below ends at once.
    const bool mayWait = flags.testFlag(QEventLoop::WaitForMoreEvents) && !m_interrupted.load() && !m_postedHere;
    if (mayWait)
        Q_EMIT aboutToBlock();
    if (m_interrupted.load())
        return false;

    const bool timers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    const int wait = msToWait(mayWait && !m_postedHere, timers);
    int happened = flags.testFlag(QEventLoop::ExcludeSocketNotifiers) ? waitForPosts(wait) : waitForAll(wait);
    if (timers)
        happened += m_timers.fire(TimerQueue::Clock::now());
    return happened > 0;
}

int EpollDispatcher::msToWait(bool mayWait, bool timers) const
{
    if (!mayWait)
        return 0;
    const auto due = timers ? m_timers.nextDue() : std::nullopt;
    if (!due)
        return -1;
    // Rounded up: a turn too early would find nothing to do, again and again.
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(*due - TimerQueue::Clock::now()).count();
    return static_cast<int>(std::clamp<qint64>(ms, 0, std::numeric_limits<int>::max()));
}

int EpollDispatcher::waitForPosts(int ms)
{
    pollfd wake{m_wake.number(), POLLIN, 0};
    if (::poll(&wake, 1, ms) <= 0)
        return 0;
    takeWake();
    return 1;
}

int EpollDispatcher::waitForAll(int ms)
{
    // On the stack: a handler may run an event loop of its own.
    std::array<epoll_event, eventsATurn> events;
    const int count = epoll_wait(m_epoll.number(), events.data(), eventsATurn, ms);
    if (count < 0 && errno != EINTR)
        qCCritical(lcNet, "epoll_wait failed: %s", std::strerror(errno));

    int happened = 0;
    for (int i = 0; i < count; ++i) {
        const quint64 data = events[static_cast<std::size_t>(i)].data.u64;
        const int descriptor = static_cast<int>(data & 0xffffffff);
        if (descriptor == m_wake.number()) {
            takeWake();
            ++happened;
        } else {
            happened +=
                activate(descriptor, static_cast<quint32>(data >> 32), events[static_cast<std::size_t>(i)].events);
        }
    }
    return happened;
}

// An earlier handler of the turn may have ended the watch, and another may have begun on the same number.
int EpollDispatcher::activate(int descriptor, quint32 generation, quint32 happened)
{
    constexpr quint32 always = EPOLLERR | EPOLLHUP;
    constexpr std::array<quint32, 3> kinds{EPOLLIN | always, EPOLLOUT | always, EPOLLPRI | always};
    int activated = 0;
    for (std::size_t type = 0; type < kinds.size(); ++type) {
        if (!(happened & kinds[type]))
            continue;
        const Slot &slot = m_slots[static_cast<std::size_t>(descriptor)];
        if (slot.generation != generation || !slot.notifiers[type])
            continue;
        QEvent event(QEvent::SockAct);
        QCoreApplication::sendEvent(slot.notifiers[type], &event);
        ++activated;
    }
    return activated;
}

// --- sockets ----------------------------------------------------------------------------------------------------

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<std::size_t>(notifier->socket());
    if (descriptor >= m_slots.size())
        m_slots.resize(descriptor + 1);
    Slot &slot = m_slots[descriptor];
    if (slot.notifiers[notifier->type()]) {
        qCWarning(lcNet, "two notifiers of a kind on one descriptor; the later one is not served");
        return;
    }
    const bool isNew = interestOf(slot.notifiers) == 0;
    if (isNew)
        ++slot.generation;
    slot.notifiers[notifier->type()] = notifier;
    tellKernel(static_cast<int>(descriptor), isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD);
}

void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    const auto descriptor = static_cast<std::size_t>(notifier->socket());
    if (descriptor >= m_slots.size() || m_slots[descriptor].notifiers[notifier->type()] != notifier)
        return;
    Slot &slot = m_slots[descriptor];
    slot.notifiers[notifier->type()] = nullptr;
    // At once, while the number still means this socket; a hang-up would be told even where nothing is asked for.
    tellKernel(static_cast<int>(descriptor), interestOf(slot.notifiers) == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD);
}

void EpollDispatcher::tellKernel(int descriptor, int operation)
{
    const Slot &slot = m_slots[static_cast<std::size_t>(descriptor)];
    epoll_event event{};
    event.events = interestOf(slot.notifiers);
    event.data.u64 = packed(descriptor, slot.generation);
    if (epoll_ctl(m_epoll.number(), operation, descriptor, &event) == 0)
        return;
    // A descriptor that was closed under its notifiers is not watched any more, and its number may have been given to
    // another socket, which is new to the kernel.
    if (operation == EPOLL_CTL_MOD && errno == ENOENT &&
        epoll_ctl(m_epoll.number(), EPOLL_CTL_ADD, descriptor, &event) == 0)
        return;
    if (operation != EPOLL_CTL_DEL)
        qCWarning(lcNet, "descriptor %d cannot be watched: %s", descriptor, std::strerror(errno));
}

// --- timers -----------------------------------------------------------------------------------------------------

void EpollDispatcher::registerTimer(int id, qint64 intervalMs, Qt::TimerType type, QObject *object)
{
    m_timers.add(id, std::chrono::milliseconds(intervalMs), type, object, TimerQueue::Clock::now());
}

bool EpollDispatcher::unregisterTimer(int id)
{
    return m_timers.remove(id);
}

bool EpollDispatcher::unregisterTimers(QObject *object)
{
    return m_timers.removeAll(object);
}

QList<QAbstractEventDispatcher::TimerInfo> EpollDispatcher::registeredTimers(QObject *object) const
{
    return m_timers.timersOf(object);
}

int EpollDispatcher::remainingTime(int id)
{
    const auto left = m_timers.remaining(id, TimerQueue::Clock::now());
    return left ? static_cast<int>(left->count()) : -1;
}

// --- from any thread --------------------------------------------------------------------------------------------

void EpollDispatcher::wakeUp()
{
    // Its own thread is awake: it only must not wait before it has looked again. Much is posted this way to be done at
    // the end of a turn, and the eventfd would cost it three system calls each time.
    if (QThread::currentThread() == thread()) {
        m_postedHere = true;
        return;
    }
    // One write is enough until the thread has seen it.
    if (!m_woken.exchange(true))
        eventfd_write(m_wake.number(), 1);
}

void EpollDispatcher::takeWake()
{
    eventfd_t count = 0;
    eventfd_read(m_wake.number(), &count);
    // Whoever posts in between writes nothing, but has posted before the events are sent, which is what comes next.
    m_woken.store(false);
}

void EpollDispatcher::interrupt()
{
    m_interrupted.store(true);
    wakeUp();
}

} // namespace confab::gateway
