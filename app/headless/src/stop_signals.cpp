// SPDX-License-Identifier: GPL-3.0-or-later
#include "stop_signals.h"

#include <QSocketNotifier>

#ifdef Q_OS_UNIX
#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#endif

namespace confab::app
{

#ifdef Q_OS_UNIX

namespace
{

// A handler may do next to nothing, but write() it may: the event loop reads the other end.
int writeEnd = -1;

void onSignal(int)
{
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(writeEnd, &byte, 1);
}

} // namespace

StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
{
    int ends[2];
    if (::pipe(ends) != 0)
        return;
    for (const int end : ends) {
        ::fcntl(end, F_SETFD, FD_CLOEXEC);
        ::fcntl(end, F_SETFL, O_NONBLOCK);
    }
    writeEnd = ends[1];
    auto *notifier = new QSocketNotifier(ends[0], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this, readEnd = ends[0]] {
        char byte = 0;
        while (::read(readEnd, &byte, 1) == 1) {
        }
        Q_EMIT asked();
    });
    struct sigaction action = {};
    action.sa_handler = onSignal;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    sigaction(SIGTERM, &action, nullptr);
    sigaction(SIGINT, &action, nullptr);
}

#else

// Elsewhere the process is ended by the system's own means.
StopSignals::StopSignals(QObject *parent)
    : QObject(parent)
{
}

#endif

} // namespace confab::app
