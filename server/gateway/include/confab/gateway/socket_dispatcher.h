// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

class QAbstractEventDispatcher;

namespace confab::gateway
{

// The event dispatcher for a thread with many sockets, to be given to QThread::setEventDispatcher() before the thread
// starts: what a turn costs does not grow with the sockets that nothing happens on. Null where there is none for this
// system, or it cannot be had; Qt's own serves then, at a cost that grows with every connection.
[[nodiscard]] std::unique_ptr<QAbstractEventDispatcher> makeSocketDispatcher();

} // namespace confab::gateway
