// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/gateway/courier.h>

#include <utility>

namespace confab::gateway
{

void GatewayCourier::bind(const QString &connection, const QString &key)
{
    add(Bind{connection, key});
}

void GatewayCourier::deliver(const core::Audience &audience, const core::Outgoing &what)
{
    add(Deliver{audience, what});
}

void GatewayCourier::close(const QString &connection, int code, const QString &reason)
{
    add(Close{connection, code, reason});
}

void GatewayCourier::takeFile(const QString &connection, const QString &attachment)
{
    add(TakeFile{connection, attachment});
}

void GatewayCourier::sendFile(const QString &connection, const OutgoingFile &file)
{
    add(SendFile{connection, file});
}

void GatewayCourier::fileGot(const QString &connection, const QString &attachment, qint64 offset)
{
    add(FileGot{connection, attachment, offset});
}

void GatewayCourier::add(Errand errand)
{
    if (m_gathered.isEmpty())
        QMetaObject::invokeMethod(this, &GatewayCourier::flush, Qt::QueuedConnection);
    m_gathered.append(std::move(errand));
}

void GatewayCourier::flush()
{
    if (!m_gathered.isEmpty())
        Q_EMIT errands(std::exchange(m_gathered, {}));
}

} // namespace confab::gateway
