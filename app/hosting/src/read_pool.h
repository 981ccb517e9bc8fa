// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

#include <QMutex>
#include <QObject>
#include <QQueue>
#include <QWaitCondition>

#include <memory>
#include <vector>

class QThread;

namespace confab::app
{

// A few threads that read beside the core, each with its own connection to the store. Made, used and destroyed on the
// core thread; the destructor waits for reads that run and drops what waits.
class ReadPool final : public core::Workers
{
public:
    // Called on the worker's thread, which then owns the result; null where the store cannot be opened, and then that
    // worker reads nothing.
    using Open = std::function<std::unique_ptr<core::Reads>()>;

    // Waits until each worker has tried to open its reader: what is queued later finds one. Null where none could.
    [[nodiscard]] static std::unique_ptr<ReadPool> open(int workers, qsizetype queue, Open open);
    ~ReadPool() override;

    [[nodiscard]] bool read(std::function<Finish(core::Reads &)> work) override;

private:
    ReadPool(int workers, qsizetype queue, Open open);
    void run();

    using Work = std::function<Finish(core::Reads &)>;

    Open m_open;
    qsizetype m_bound;
    QObject m_home; // lives on the core thread: what comes back is run there, and dropped when this is gone
    QMutex m_mutex;
    QWaitCondition m_wake;
    QQueue<Work> m_queue;
    QWaitCondition m_tried;
    int m_opening;     // workers that have not tried yet
    int m_readers = 0; // workers that could open
    bool m_stopping = false;
    std::vector<std::unique_ptr<QThread>> m_threads;
};

} // namespace confab::app
