// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMutex>
#include <QString>
#include <QWaitCondition>

#include <atomic>
#include <memory>

class QThread;

namespace confab::store
{

// Carries the write-ahead log over into the database while nobody writes, or not too much, on a thread and a connection
// of its own, so that a burst of writing begins with an empty log and a steady pace meets no commit that waits. Within
// a burst the writer does it at each 16 MiB of log (`pagesAtOnce`), which bounds the log: a thread beside a writer that
// never pauses falls behind it. What was measured is in docs/decisions.
class Checkpointer
{
public:
    // For PRAGMA wal_autocheckpoint on the writer's connection, in pages of 4 KiB.
    static constexpr int pagesAtOnce = 4000;

    struct Limits {
        // A pause. Long enough that somebody who types does not end one with each message.
        int quietMs = 250;
        // As good as a pause: no more commits than this in that time. The thread keeps up with them.
        quint64 fewCommits = 100;
        // With fewer commits (of 5 pages and more each) since the last time the log is left alone: carrying over syncs
        // twice.
        quint64 commitsWorthIt = 100;
        // The log's file keeps its room, as writing over it syncs faster than letting it grow, but not more than this.
        // It is larger where a long read, such as a backup, kept it from beginning again.
        qint64 keepBytes = 64 * 1024 * 1024;
    };

    Checkpointer(const QString &folder, const Limits &limits);
    ~Checkpointer();
    Q_DISABLE_COPY_MOVE(Checkpointer)

    // To be called by the writer after each commit; costs next to nothing.
    void committed();

private:
    void run();
    // Waits until there is enough to do and next to nobody has written for a while; false when it is to end. `again`:
    // there is something left to do from the last time.
    [[nodiscard]] bool waitForPause(bool again);

    QString m_database; // path
    Limits m_limits;
    QMutex m_mutex;
    QWaitCondition m_wake;
    std::atomic<quint64> m_commits{0};
    quint64 m_carried = 0; // of the commits, by the thread
    bool m_stop = false;
    std::unique_ptr<QThread> m_thread;
};

} // namespace confab::store
