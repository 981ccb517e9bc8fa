// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "bounded_socket.h"

#include <QSslConfiguration>
#include <QTcpServer>

#include <optional>

namespace confab::gateway
{

// Takes TCP connections with a backlog of one's own choice, and brings each through TLS where there is TLS. What comes
// out is ready for the WebSocket handshake.
class Listener final : public QTcpServer
{
    Q_OBJECT

public:
    Listener(std::optional<QSslConfiguration> tls, std::shared_ptr<UnsentBudget> budget, int backlog, QObject *parent);
    // Whether connections are taken, or wait in the queue of the kernel; at once, also from inside begun().
    void setTaking(bool taking);

Q_SIGNALS:
    // A new socket, a child of the listener. It can be counted, watched and refused before anything is read from it.
    void begun(QTcpSocket *socket);
    // TLS is up, or there is none.
    void ready(QTcpSocket *socket);

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    std::optional<QSslConfiguration> m_tls;
    std::shared_ptr<UnsentBudget> m_budget;
    bool m_taking = true;
};

} // namespace confab::gateway
