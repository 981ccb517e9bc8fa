// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/store/search_indexer.h>

#include "logging.h"
#include "search_file.h"
#include "search_index.h"
#include "search_pace.h"

#include <QMutexLocker>
#include <QThread>

namespace confab::store
{

namespace
{

// Some 20 ms of work.
constexpr qsizetype messagesInAStep = 256;
constexpr std::chrono::milliseconds pauseAfterFailure{5000};
// After a silence: what is written in a row is put in at once, and how much is being written can be told.
constexpr std::chrono::milliseconds gathering{100};

std::unique_ptr<SearchIndex> open(const QString &folder)
{
    auto connection = Connection::open(databasePath(folder), Connection::Mode::ReadWrite);
    if (!connection) {
        qCWarning(lcStore) << "messages cannot be searched:" << connection.error().reason;
        return nullptr;
    }
    try {
        return std::make_unique<SearchIndex>(std::move(connection).value(), folder);
    } catch (const SqlError &error) {
        qCWarning(lcStore) << "messages cannot be searched:" << error.reason;
        return nullptr;
    }
}

} // namespace

SearchIndexer::SearchIndexer(const QString &folder)
    : m_folder(folder)
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(QStringLiteral("confab-index"));
    m_thread->start();
    QMutexLocker lock(&m_mutex);
    while (!m_open)
        m_tried.wait(&m_mutex);
}

SearchIndexer::~SearchIndexer()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_stopping = true;
        m_wake.wakeAll();
    }
    m_thread->wait();
}

void SearchIndexer::wake()
{
    const QMutexLocker lock(&m_mutex);
    ++m_commits;
    if (m_idle)
        m_wake.wakeOne();
}

void SearchIndexer::run()
{
    std::unique_ptr<SearchIndex> index = open(m_folder);
    QMutexLocker lock(&m_mutex);
    m_open = true;
    m_tried.wakeAll();
    Clock::time_point before = Clock::now();
    while (index && !m_stopping) {
        const int commits = std::exchange(m_commits, 0);
        lock.unlock();
        const Clock::time_point began = Clock::now();
        const Went went = step(*index);
        const Clock::time_point now = Clock::now();
        if (went == Went::Damaged) {
            index.reset();
            removeSearch(m_folder);
        }
        lock.relock();
        const auto micros = [](Clock::duration time) {
            return std::chrono::duration_cast<std::chrono::microseconds>(time);
        };
        // What is committed meanwhile only counts: a pause is not cut short but by the end.
        const QDeadlineTimer pause(went == Went::Failed
                                       ? std::chrono::microseconds(pauseAfterFailure)
                                       : pauseAfter(micros(now - began), commits, micros(began - before)));
        before = began;
        waitFor(pause);
        m_idle = went == Went::Idle;
        while (m_idle && m_commits == 0 && !m_stopping)
            m_wake.wait(&m_mutex);
        if (std::exchange(m_idle, false)) {
            before = Clock::now();
            waitFor(QDeadlineTimer(gathering));
        }
    }
}

void SearchIndexer::waitFor(const QDeadlineTimer &pause)
{
    while (!m_stopping && !pause.hasExpired())
        m_wake.wait(&m_mutex, pause);
}

SearchIndexer::Went SearchIndexer::step(SearchIndex &index)
{
    try {
        return index.step(messagesInAStep) ? Went::On : Went::Idle;
    } catch (const SqlError &error) {
        if (kindOf(error) == OpenError::Kind::Damaged) {
            qCWarning(lcStore) << "the search index is damaged and is made anew at the next start:" << error.reason;
            return Went::Damaged;
        }
        qCWarning(lcStore) << "the search index waits:" << error.reason;
        return Went::Failed;
    }
}

} // namespace confab::store
