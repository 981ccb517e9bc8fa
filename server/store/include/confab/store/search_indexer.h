// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDeadlineTimer>
#include <QMutex>
#include <QString>
#include <QWaitCondition>

#include <chrono>
#include <memory>

class QThread;

namespace confab::store
{

class SearchIndex;

// Keeps the search index of a folder up to what its store holds, on a thread and a connection of its own: no message
// waits for it, and whatever it has not come to when the program ends it finds again at the next start. One for a
// folder, beside a store that was opened to serve and outlives it; its readers search only after this was made.
class SearchIndexer
{
public:
    // Returns once the index can be searched, or cannot be had, which is logged; then there is nothing to search.
    explicit SearchIndexer(const QString &folder);
    // Waits for the small step that runs.
    ~SearchIndexer();
    Q_DISABLE_COPY_MOVE(SearchIndexer)

    // The store has committed something. From any thread; costs next to nothing.
    void wake();

private:
    using Clock = std::chrono::steady_clock;
    enum class Went { Idle, On, Failed, Damaged };

    void run();
    [[nodiscard]] Went step(SearchIndex &index);
    // With the mutex held; the end cuts it short.
    void waitFor(const QDeadlineTimer &pause);

    QString m_folder;
    QMutex m_mutex;
    QWaitCondition m_tried;
    QWaitCondition m_wake;
    bool m_open = false;
    bool m_stopping = false;
    bool m_idle = false;
    int m_commits = 0; // since the step before
    std::unique_ptr<QThread> m_thread;
};

} // namespace confab::store
