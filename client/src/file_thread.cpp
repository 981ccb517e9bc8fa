// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_thread.h"

#include <QThread>

namespace confab::client
{

FileThread::FileThread() = default;

FileThread::~FileThread()
{
    if (!m_thread)
        return;
    post([worker = m_worker] {
        worker->deleteLater();
        QThread::currentThread()->quit();
    });
    m_thread->wait();
    delete m_thread;
}

void FileThread::post(std::function<void()> work)
{
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
