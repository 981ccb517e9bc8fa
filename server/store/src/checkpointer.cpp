// SPDX-License-Identifier: GPL-3.0-or-later
#include "checkpointer.h"

#include "connection.h"
#include "logging.h"

#include <QFileInfo>
#include <QMutexLocker>
#include <QThread>

namespace confab::store
{

namespace
{

constexpr int moreTries = 4;

// Whether everything was carried over. Throws SqlError.
bool checkpoint(const QSqlDatabase &database, const QString &mode)
{
    Statement statement(database, u"PRAGMA wal_checkpoint(%1)"_s.arg(mode));
    Rows rows = statement.rows();
    // Busy or not, frames in the log, frames of them that are in the database.
    return rows.next() && !rows.flag(0) && rows.integer(1) == rows.integer(2);
}

} // namespace

Checkpointer::Checkpointer(const QString &folder, const Limits &limits)
    : m_database(databasePath(folder))
    , m_limits(limits)
    , m_thread(QThread::create([this] { run(); }))
{
    m_thread->setObjectName(u"confab-log"_s);
    m_thread->start();
}

Checkpointer::~Checkpointer()
{
    {
        const QMutexLocker lock(&m_mutex);
        m_stop = true;
        m_wake.wakeAll();
    }
    m_thread->wait();
}

void Checkpointer::committed()
{
    // Once in so many commits: the thread then waits for the pause by itself.
    if (++m_commits % m_limits.commitsWorthIt != 0)
        return;
    const QMutexLocker lock(&m_mutex);
    m_wake.wakeAll();
}

bool Checkpointer::waitForPause(bool again)
{
    QMutexLocker lock(&m_mutex);
    while (!m_stop && !again && m_commits - m_carried < m_limits.commitsWorthIt)
        m_wake.wait(&m_mutex);
    quint64 before = 0;
    do {
        before = m_commits;
        if (!m_stop)
            m_wake.wait(&m_mutex, static_cast<unsigned long>(m_limits.quietMs));
    } while (!m_stop && m_commits - before > m_limits.fewCommits);
    return !m_stop;
}

void Checkpointer::run()
{
    auto connection = Connection::open(m_database, Connection::Mode::ReadWrite);
    if (!connection) {
        qCWarning(lcStore).noquote() << "the log is carried over by commits alone:" << connection.error().reason;
        return;
    }
    const QSqlDatabase &database = (*connection)->database();
    bool again = false;
    bool told = false;
    while (waitForPause(again)) {
        const quint64 commits = m_commits;
        try {
            (void)firstText(database, u"PRAGMA busy_timeout = 20"_s); // who writes would wait as long for TRUNCATE
            const bool shorten = QFileInfo(m_database + u"-wal"_s).size() > m_limits.keepBytes;
            bool all = checkpoint(database, shorten ? u"TRUNCATE"_s : u"PASSIVE"_s);
            // What was committed meanwhile, little by now: a log begins again only where all of it was carried over.
            for (int i = 0; i < moreTries && !all && !shorten; ++i)
                all = checkpoint(database, u"PASSIVE"_s);
            again = !all && shorten;
            m_carried = commits;
            told = false;
        } catch (const SqlError &error) {
            if (!std::exchange(told, true))
                qCWarning(lcStore).noquote() << "the log could not be carried over:" << error.reason;
            again = true;
        }
    }
}

} // namespace confab::store
