// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QThread>

#include <memory>

namespace confab::app
{

// A thread with an event loop and an object that lives there. QThread::wait() does not wait for the end of the thread
// of the operating system, only for the end of run(): what OpenSSL keeps for a thread would be left behind where the
// process ends in between, so it is let go here.
class ServerThread final : public QThread
{
public:
    explicit ServerThread(const QString &name);

    // Once the event loop has ended, `resident` is destroyed on this thread, with what it has marked for deletion.
    void start(std::unique_ptr<QObject> resident);

protected:
    void run() override;

private:
    using QThread::start;

    std::unique_ptr<QObject> m_resident;
};

} // namespace confab::app
