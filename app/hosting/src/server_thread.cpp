// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_thread.h"

#include <QCoreApplication>
#include <QEvent>

#include <openssl/crypto.h>

namespace confab::app
{

ServerThread::ServerThread(const QString &name)
{
    setObjectName(name);
}

void ServerThread::start(std::unique_ptr<QObject> resident)
{
    m_resident = std::move(resident);
    m_resident->moveToThread(this);
    start();
}

void ServerThread::run()
{
    exec();
    m_resident.reset();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    OPENSSL_thread_stop();
}

} // namespace confab::app
