// SPDX-License-Identifier: GPL-3.0-or-later
#include "read_pool.h"

#include <QMutexLocker>
#include <QThread>

namespace confab::app
{

std::unique_ptr<ReadPool> ReadPool::open(int workers, qsizetype queue, Open open)
{
    std::unique_ptr<ReadPool> pool(new ReadPool(workers, queue, std::move(open)));
    QMutexLocker lock(&pool->m_mutex);
    while (pool->m_opening > 0)
        pool->m_tried.wait(&pool->m_mutex);
    const bool reads = pool->m_readers > 0;
    lock.unlock();
    return reads ? std::move(pool) : nullptr;
}

ReadPool::ReadPool(int workers, qsizetype queue, Open open)
    : m_open(std::move(open))
    , m_bound(queue)
    , m_opening(workers)
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
    if (m_queue.size() >= m_bound)
        return false;
    m_queue.enqueue(std::move(work));
    m_wake.wakeOne();
    return true;
}

void ReadPool::run()
{
    const std::unique_ptr<core::Reads> reads = m_open();
    QMutexLocker lock(&m_mutex);
    if (reads)
        ++m_readers;
    if (--m_opening == 0)
        m_tried.wakeAll();
    if (!reads)
        return;
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
