// SPDX-License-Identifier: GPL-3.0-or-later
#include "inbound_guard.h"

#include <confab/protocol/defence.h>

#include <QDeadlineTimer>
#include <QTcpSocket>

#include <algorithm>

namespace confab::gateway
{

namespace
{

qint64 monotonicMs()
{
    return QDeadlineTimer::current().deadline();
}

QString sentence(FrameWatch::Excess excess)
{
    switch (excess) {
    case FrameWatch::Excess::FramesInAMessage:
        return QStringLiteral("too many frames in a message");
    case FrameWatch::Excess::ControlFrames:
        return QStringLiteral("too many pings");
    case FrameWatch::Excess::Bytes:
        return QStringLiteral("too much at once");
    case FrameWatch::Excess::None:
        break;
    }
    return {};
}

} // namespace

InboundGuard::InboundGuard(QTcpSocket *socket, const core::ServerLimits &limits, bool ratesLimited)
    : QObject(socket)
    , m_socket(socket)
    , m_limits(limits)
    , m_frames(limits, ratesLimited)
{
    // The longest frame has to fit; the rest stays in the kernel, whose window slows the sender down.
    m_socket->setReadBufferSize(2 * std::max(limits.frameBytes, limits.requestBytes));
    connect(m_socket, &QTcpSocket::readyRead, this, &InboundGuard::look);
}

void InboundGuard::opened()
{
    m_open = true;
    // Behind the WebSocket's own connection to the signal.
    connect(m_socket, &QTcpSocket::readyRead, this, [this] { m_seen = m_socket->bytesAvailable(); });
}

bool InboundGuard::isStalled() const
{
    const auto began = m_frames.messageBegan();
    return began && monotonicMs() - *began > m_limits.messageMs && inForce("message-deadline");
}

void InboundGuard::look()
{
    const qint64 here = m_socket->bytesAvailable();
    if (m_exceeded)
        return;
    if (!m_open) {
        if (here > m_limits.requestBytes && inForce("request-size"))
            exceed(QStringLiteral("too long a request"));
        return;
    }
    if (here <= m_seen)
        return;
    const QByteArray bytes = m_socket->peek(here);
    const auto excess = m_frames.feed(QByteArrayView(bytes).sliced(m_seen), monotonicMs());
    if (excess != FrameWatch::Excess::None)
        exceed(sentence(excess));
}

void InboundGuard::exceed(const QString &why)
{
    m_exceeded = true;
    m_socket->readAll();
    // The next byte fills the buffer, and then nothing wakes us for this socket any more.
    m_socket->setReadBufferSize(1);
    Q_EMIT exceeded(why);
}

} // namespace confab::gateway
