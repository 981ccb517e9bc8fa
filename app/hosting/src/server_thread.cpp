// SPDX-License-Identifier: GPL-3.0-or-later
#include "server_thread.h"

#include <confab/gateway/socket_dispatcher.h>

#include <QAbstractEventDispatcher>
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
    // The thread owns it and ends with it, so that each start needs one. Where there is none Qt makes its own.
    if (auto dispatcher = gateway::makeSocketDispatcher())
        setEventDispatcher(dispatcher.release());
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
