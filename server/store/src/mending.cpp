// SPDX-License-Identifier: GPL-3.0-or-later
#include "mending.h"

#include "connection.h"
#include "durable_files.h"
#include "inspection.h"
#include "logging.h"
#include "rebuilding.h"
#include "replacement.h"
#include "snapshot.h"
#include "statement.h"

#include <confab/protocol/ulid.h>

#include <QDir>
#include <QFile>

namespace confab::store
{

namespace
{

// Backups that anything may have put there, the newest first. Those made before an upgrade are for going back by
// hand: the last of them may be a year old.
QStringList backupsIn(const QString &folder)
{
    const QDir backups(QDir(folder).filePath(u"backups"_s));
    QStringList paths;
    for (const QString &name : backups.entryList({u"*.db"_s}, QDir::Files, QDir::Time)) {
        if (!name.startsWith("before-schema-"_L1))
            paths.append(backups.filePath(name));
    }
    return paths;
}

// The newest backup that is whole, as a file to put in place; null where there is none.
QString copyOfBackup(const QString &folder, QString &backup)
{
    const QStringList paths = backupsIn(folder);
    for (const QString &path : paths) {
        const auto connection = Connection::open(path, Connection::Mode::ReadOnly);
        if (!connection) {
            qCWarning(lcStore).noquote() << "the backup" << path << "cannot be used:" << connection.error().reason;
            continue;
        }
        const QString made = databasePath(folder) + u".from-backup-"_s + dateForNames();
        const QString problem = takeSnapshot((*connection)->database(), made);
        if (problem.isEmpty()) {
            backup = path;
            return made;
        }
        qCWarning(lcStore).noquote() << "the backup" << path << "cannot be used:" << problem;
    }
    return {};
}

// As above, out of the damaged database itself.
QString copyOfWhatIsReadable(const QString &folder)
{
    const QString made = unfinishedBeside(databasePath(folder));
    if (made.isNull())
        return {};
    QString problem = rebuild(databasePath(folder), made);
    if (problem.isEmpty())
        if (const auto damage = inspect(made, Depth::Rows))
            problem = damage->reason;
    if (problem.isEmpty())
        return made;
    QFile::remove(made);
    return {};
}

} // namespace

QString beginEpoch(const QString &path)
{
    const auto connection = Connection::open(path, Connection::Mode::Build);
    if (!connection)
        return connection.error().reason;
    try {
        Statement((*connection)->database(), u"UPDATE server SET epoch = ?"_s).run(protocol::makeUlid());
    } catch (const SqlError &error) {
        return error.reason;
    }
    return syncFile(path);
}

Expected<Mended, OpenError> mend(const QString &folder, const OpenError &found)
{
    Mended mended;
    mended.reason = found.reason;
    // Where only indexes are wrong every row can be read, and a backup would lose what came after it.
    const bool rowsAreWhole = !inspect(databasePath(folder), Depth::Whole);
    QString made = rowsAreWhole ? QString() : copyOfBackup(folder, mended.backup);
    mended.from = made.isNull() ? Mended::From::Reading : Mended::From::Backup;
    if (made.isNull())
        made = copyOfWhatIsReadable(folder);
    if (made.isNull())
        return Unexpected{OpenError{found.kind, folder, found.reason}};

    const QString tag = u"damaged-"_s + dateForNames();
    QString problem = beginEpoch(made);
    if (problem.isEmpty())
        problem = replaceDatabase(folder, made, tag);
    if (!problem.isEmpty()) {
        QFile::remove(made);
        return Unexpected{OpenError{OpenError::Kind::Other, folder, problem}};
    }
    mended.setAside = setAsidePath(folder, tag);
    return mended;
}

} // namespace confab::store
