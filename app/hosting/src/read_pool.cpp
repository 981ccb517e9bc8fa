// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_pool.h"

#include <QMutexLocker>
#include <QThread>

namespace confab::app
{

ReadPool::ReadPool(int workers, qsizetype queue, Open open)
    : m_open(std::move(open))
    , m_bound(queue)
    , m_alive(workers)
{
    for (int i = 0; i < workers; ++i) {
        m_threads.emplace_back(QThread::create([this] { run(); }));
        m_threads.back()->setObjectName(QStringLiteral("confab-read-%1").arg(i + 1));
        m_threads.back()->start();
    }
}

ReadPool::~ReadPool()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_stopping = true;
        m_queue.clear();
        m_wake.wakeAll();
    }
    for (const auto &thread : m_threads)
        thread->wait();
}

bool ReadPool::read(Work work)
{
    const QMutexLocker lock(&m_mutex);
    if (m_queue.size() >= m_bound || m_alive == 0)
        return false;
    m_queue.enqueue(std::move(work));
    m_wake.wakeOne();
    return true;
}

void ReadPool::run()
{
    const std::unique_ptr<core::Reads> reads = m_open();
    QMutexLocker lock(&m_mutex);
    if (!reads) {
        --m_alive;
        return;
    }
    for (;;) {
        while (m_queue.isEmpty() && !m_stopping)
            m_wake.wait(&m_mutex);
        if (m_stopping)
            return;
        const Work work = m_queue.dequeue();
        lock.unlock();
        Finish finish = work(*reads);
        QMetaObject::invokeMethod(&m_home, std::move(finish), Qt::QueuedConnection);
        lock.relock();
    }
}

} // namespace confab::app
