// SPDX-License-Identifier: GPL-3.0-or-later
#include "opening.h"

#include "inspection.h"
#include "logging.h"
#include "mending.h"
#include "private_folder.h"
#include "replacement.h"
#include "snapshot.h"

#include <confab/protocol/defence.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace confab::store
{

Expected<std::unique_ptr<FolderLock>, OpenError> lockFolder(const QString &folder)
{
    QString reason;
    auto lock = FolderLock::take(folder + u"/serve.lock"_s, reason);
    if (!lock)
        return Unexpected{
            OpenError{reason.isEmpty() ? OpenError::Kind::InUse : OpenError::Kind::Other, folder, reason}};
    if (const QString problem = finishReplacement(folder); !problem.isEmpty())
        return Unexpected{OpenError{OpenError::Kind::Other, folder, problem}};
    removeUnfinished(folder);
    return lock;
}

Opening::Opening(QString folder, const QStringList &scripts)
    : m_folder(std::move(folder))
    , m_scripts(scripts)
{
}

OpenError Opening::other(const QString &reason) const
{
    return {OpenError::Kind::Other, m_folder, reason};
}

std::optional<OpenError> Opening::lock()
{
    if (m_lock)
        return std::nullopt;
    auto taken = lockFolder(m_folder);
    if (!taken)
        return taken.error();
    m_lock = std::move(*taken);
    return std::nullopt;
}

std::optional<OpenError> Opening::prepare()
{
    if (auto problem = lock())
        return problem;
    return mendWhatIsDamaged();
}

std::optional<OpenError> Opening::mendWhatIsDamaged()
{
    if (!QFileInfo::exists(databasePath(m_folder)))
        return std::nullopt;
    const QString note = readAllNotePath(m_folder);
    const auto found = inspect(databasePath(m_folder), QFileInfo::exists(note) ? Depth::Whole : Depth::Start);
    // Whatever else is wrong is met again, and told, by the connection that writes.
    if (!found || found->kind != OpenError::Kind::Damaged || !inForce("check-at-start")) {
        QFile::remove(note);
        return std::nullopt;
    }
    const auto mended = mend(m_folder, *found);
    if (!mended)
        return mended.error();
    QFile::remove(note);
    m_mended = *mended;
    qCWarning(lcStore).noquote() << mended->sentence();
    return std::nullopt;
}

Expected<std::unique_ptr<Connection>, OpenError> Opening::connect()
{
    // A command that comes while a database is replaced must not make an empty one in its place.
    if (isReplacementPending(m_folder)) {
        if (auto problem = lock())
            return Unexpected{std::move(*problem)};
    }
    if (const QString reason = makePrivateFile(databasePath(m_folder)); !reason.isEmpty())
        return Unexpected{other(reason)};
    auto connection = Connection::open(databasePath(m_folder), Connection::Mode::ReadWrite);
    if (!connection)
        return Unexpected{connection.error()};
    if (auto problem = upgrade((*connection)->database()))
        return Unexpected{std::move(*problem)};
    return connection;
}

std::optional<OpenError> Opening::upgrade(const QSqlDatabase &database)
{
    try {
        const int version = schemaVersion(database);
        if (version > 0 && version < m_scripts.size()) {
            // Not under a server that knows the old schema.
            if (auto problem = lock())
                return problem;
            const QString backups = QDir(m_folder).filePath(u"backups"_s);
            QString problem = makePrivateFolder(backups);
            if (problem.isEmpty())
                problem = takeSnapshot(
                    database, u"%1/before-schema-%2-%3.db"_s.arg(backups).arg(m_scripts.size()).arg(dateForNames()));
            if (!problem.isEmpty())
                return other(u"it could not be backed up before it is upgraded: "_s + problem);
        }
        migrate(database, m_scripts);
    } catch (const SqlError &error) {
        return other(error.reason);
    }
    return std::nullopt;
}

} // namespace confab::store
