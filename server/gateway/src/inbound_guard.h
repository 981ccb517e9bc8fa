// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "frame_watch.h"

#include <QObject>

class QTcpSocket;

namespace confab::gateway
{

// Stands between a socket and the WebSocket on it: looks at what has come before the WebSocket reads it, and throws it
// away where it is more than the connection may send. Owned by the socket.
class InboundGuard final : public QObject
{
    Q_OBJECT

public:
    // Before anybody else listens to the socket's readyRead.
    InboundGuard(QTcpSocket *socket, const core::ServerLimits &limits, bool ratesLimited);

    // The WebSocket handshake is through, and the WebSocket listens to the socket: frames follow.
    void opened();
    // A message began longer ago than it may take.
    [[nodiscard]] bool isStalled() const;

Q_SIGNALS:
    // Once, from inside the socket's readyRead. Nothing more is read from it.
    void exceeded(const QString &why);

private:
    void look();
    void exceed(const QString &why);

    QTcpSocket *m_socket;
    const core::ServerLimits &m_limits;
    FrameWatch m_frames;
    qint64 m_seen = 0; // of what waits in the socket's buffer: the start of a frame that the WebSocket has left there
    bool m_open = false;
    bool m_exceeded = false;
};

} // namespace confab::gateway
