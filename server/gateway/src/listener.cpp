// SPDX-License-Identifier: GPL-3.0-or-later
#include "listener.h"

#include "log.h"

#include <QSslSocket>

#include <utility>

namespace confab::gateway
{

Listener::Listener(std::optional<QSslConfiguration> tls, std::shared_ptr<UnsentBudget> budget, int backlog,
                   QObject *parent)
    : QTcpServer(parent)
    , m_tls(std::move(tls))
    , m_budget(std::move(budget))
{
    setListenBacklogSize(backlog);
}

void Listener::setTaking(bool taking)
{
    if (std::exchange(m_taking, taking) == taking || !isListening())
        return;
    // QTcpServer accepts in a loop, which pauseAccepting() alone does not end. Nothing is pending there: see below.
    setMaxPendingConnections(taking ? 1 : 0);
    if (taking)
        resumeAccepting();
    else
        pauseAccepting();
}

void Listener::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = nullptr;
    if (m_tls)
        socket = new BoundedSocket<QSslSocket>(m_budget, this);
    else
        socket = new BoundedSocket<QTcpSocket>(m_budget, this);
    if (!socket->setSocketDescriptor(descriptor)) {
        qCWarning(lcNet) << "a connection could not be taken:" << socket->errorString();
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    Q_EMIT begun(socket);
    // Whoever heard of it may have ended it, or speak to it for the last time.
    if (socket->state() != QAbstractSocket::ConnectedState)
        return;
    if (!m_tls) {
        Q_EMIT ready(socket);
        return;
    }
    auto *secure = static_cast<QSslSocket *>(socket);
    secure->setSslConfiguration(*m_tls);
    connect(secure, &QSslSocket::encrypted, this, [this, secure] { Q_EMIT ready(secure); });
    secure->startServerEncryption();
}

} // namespace confab::gateway
