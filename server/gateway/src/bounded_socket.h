// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/defence.h>

#include <QSslSocket>
#include <QTcpSocket>

#include <memory>
#include <type_traits>

namespace confab::gateway
{

// What waits to be sent, and may: for one connection, and for all of them together. Shared by the sockets of a gateway,
// all on one thread.
struct UnsentBudget {
    qint64 most = 0;
    qint64 mostOfAll = 0;
    qint64 ofAll = 0;
};

// A QTcpSocket or QSslSocket that ends, by the event loop, where it would have to keep more than it may. QWebSocket
// answers pings whether the answers are read or not, and a QTcpSocket keeps whatever it is given.
template <class Base>
class BoundedSocket final : public Base
{
public:
    BoundedSocket(std::shared_ptr<UnsentBudget> budget, QObject *parent)
        : Base(parent)
        , m_budget(std::move(budget))
    {
        QObject::connect(this, &QIODevice::bytesWritten, this, [this] { count(); });
        if constexpr (std::is_same_v<Base, QSslSocket>)
            QObject::connect(this, &QSslSocket::encryptedBytesWritten, this, [this] { count(); });
    }
    ~BoundedSocket() override { m_budget->ofAll -= m_counted; }

protected:
    qint64 writeData(const char *data, qint64 size) override
    {
        count();
        if ((m_counted + size > m_budget->most && inForce("unsent-of-one")) ||
            (m_budget->ofAll + size > m_budget->mostOfAll && inForce("unsent-of-all"))) {
            // Not from inside a write of somebody who goes on with the socket.
            QMetaObject::invokeMethod(
                this, [this] { this->abort(); }, Qt::QueuedConnection);
            return -1;
        }
        const qint64 written = Base::writeData(data, size);
        count();
        return written;
    }

private:
    void count()
    {
        qint64 waiting = this->bytesToWrite();
        if constexpr (std::is_same_v<Base, QSslSocket>)
            waiting += this->encryptedBytesToWrite();
        m_budget->ofAll += waiting - m_counted;
        m_counted = waiting;
    }

    std::shared_ptr<UnsentBudget> m_budget;
    qint64 m_counted = 0;
};

} // namespace confab::gateway
