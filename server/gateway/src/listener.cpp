// SPDX-License-Identifier: GPL-3.0-or-later
#include "listener.h"

#include "log.h"

#include <QSslSocket>

namespace confab::gateway
{

Listener::Listener(std::optional<QSslConfiguration> tls, int backlog, QObject *parent)
    : QTcpServer(parent)
    , m_tls(std::move(tls))
{
    setListenBacklogSize(backlog);
}

void Listener::incomingConnection(qintptr descriptor)
{
    QTcpSocket *socket = m_tls ? new QSslSocket(this) : new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        qCWarning(lcNet) << "a connection could not be taken:" << socket->errorString();
        delete socket;
        return;
    }
    socket->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    Q_EMIT begun(socket);
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
