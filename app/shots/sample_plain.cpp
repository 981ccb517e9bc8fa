// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_plain.h"

#include <confab/protocol/plain.h>

namespace confab::app
{

namespace plain = protocol::plain;

void PlainLoopback::open(const QUrl &, const QByteArray &)
{
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT opened({}); }, Qt::QueuedConnection);
}

void PlainLoopback::send(const QByteArray &frame)
{
    const plain::Command command = plain::parse(frame);
    if (const auto *named = std::get_if<plain::Register>(&command))
        tell(plain::joined(named->username));
    else if (mute)
        return;
    else if (const auto *said = std::get_if<plain::Say>(&command); said && !said->message.isEmpty())
        tell(said->message);
    else if (const auto *direct = std::get_if<plain::Direct>(&command))
        tell(plain::directSent(direct->to, direct->message));
}

void PlainLoopback::close()
{
    QMetaObject::invokeMethod(
        this, [this] { Q_EMIT closed(Failure::None, 0); }, Qt::QueuedConnection);
}

void PlainLoopback::end()
{
    Q_EMIT closed(Failure::Lost, 0);
}

void PlainLoopback::tell(const QString &text)
{
    QMetaObject::invokeMethod(
        this, [this, text] { Q_EMIT received(text.toUtf8()); }, Qt::QueuedConnection);
}

} // namespace confab::app
