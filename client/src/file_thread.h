// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>

#include <atomic>
#include <functional>

QT_BEGIN_NAMESPACE
class QThread;
QT_END_NAMESPACE

namespace confab::client
{

// Where the files that are sent and fetched are read and written, so that no disk ever keeps the UI thread waiting.
// Everything is done in order; what was asked for before the end is done before the end, so each piece is a short one.
// The thread begins with the first of them.
class FileThread
{
public:
    FileThread();
    ~FileThread();
    FileThread(const FileThread &) = delete;
    FileThread &operator=(const FileThread &) = delete;

    // Does what waits, and nothing more after that: what is posted is dropped.
    void end();
    [[nodiscard]] bool begun() const { return m_thread != nullptr; }

    // From the owner's thread, or from what runs here: then behind what already waits.
    void post(std::function<void()> work);
    // From what runs here: to be done on the owner's thread, unless this object is gone by then.
    void answer(std::function<void()> call);

    template <class Result>
    void ask(std::function<Result()> work, std::function<void(Result)> done)
    {
        post([this, work = std::move(work), done = std::move(done)] {
            answer([done, result = work()]() mutable { done(std::move(result)); });
        });
    }

private:
    QObject m_home;
    std::atomic<bool> m_ended = false;
    QThread *m_thread = nullptr;
    QObject *m_worker = nullptr; // lives on m_thread; carries the calls
};

} // namespace confab::client
