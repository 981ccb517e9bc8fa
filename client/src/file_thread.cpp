// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_thread.h"

#include <QThread>

namespace confab::client
{

FileThread::FileThread() = default;

FileThread::~FileThread()
{
    end();
}

void FileThread::end()
{
    if (m_ended.exchange(true) || !m_thread)
        return;
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker] {
            worker->deleteLater();
            QThread::currentThread()->quit();
        },
        Qt::QueuedConnection);
    m_thread->wait();
    delete std::exchange(m_thread, nullptr);
}

void FileThread::post(std::function<void()> work)
{
    // Also of what still runs while the owner waits; it has nothing more to say.
    if (m_ended)
        return;
    if (!m_thread) {
        m_thread = new QThread;
        m_thread->setObjectName(QStringLiteral("confab-files"));
        m_worker = new QObject;
        m_worker->moveToThread(m_thread);
        m_thread->start();
    }
    QMetaObject::invokeMethod(m_worker, std::move(work), Qt::QueuedConnection);
}

void FileThread::answer(std::function<void()> call)
{
    QMetaObject::invokeMethod(&m_home, std::move(call), Qt::QueuedConnection);
}

} // namespace confab::client
