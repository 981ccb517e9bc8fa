// SPDX-License-Identifier: GPL-3.0-or-later
#include "waiting.h"

#include <QCoreApplication>
#include <QTimer>

#include <algorithm>
#include <memory>

namespace confab::app
{

void waitFor(const std::function<bool()> &isDone, std::chrono::milliseconds time)
{
    bool over = time.count() <= 0;
    QTimer timer;
    timer.setSingleShot(true);
    QObject::connect(&timer, &QTimer::timeout, &timer, [&over] { over = true; });
    timer.start(std::max(time, std::chrono::milliseconds(0)));
    while (!isDone() && !over)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

Expected<aws::Answer, aws::Error> call(aws::Client &client, const aws::Request &request)
{
    // A client answers once and in bounded time.
    std::optional<Expected<aws::Answer, aws::Error>> outcome;
    client.send(request, [&outcome](const Expected<aws::Answer, aws::Error> &answer) { outcome = answer; });
    while (!outcome)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return *outcome;
}

} // namespace confab::app
