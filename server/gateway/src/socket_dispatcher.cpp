// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/gateway/socket_dispatcher.h>

#include <QAbstractEventDispatcher>

#ifdef Q_OS_LINUX
#include "epoll_dispatcher.h"
#endif

namespace confab::gateway
{

std::unique_ptr<QAbstractEventDispatcher> makeSocketDispatcher()
{
#ifdef Q_OS_LINUX
    return EpollDispatcher::make();
#else
    return nullptr;
#endif
}

} // namespace confab::gateway
