// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/store/maintenance.h>

#include "connection.h"
#include "inspection.h"
#include "kept_files.h"
#include "mending.h"
#include "opening.h"
#include "private_folder.h"
#include "replacement.h"
#include "snapshot.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace confab::store
{

namespace
{

MaintenanceError ofFile(const QString &sentence)
{
    return {MaintenanceError::Kind::File, sentence};
}

MaintenanceError ofData(const OpenError &error)
{
    return {MaintenanceError::Kind::Data, error.sentence()};
}

OpenError other(const QString &folder, const QString &reason)
{
    return {OpenError::Kind::Other, folder, reason};
}

// What is wrong with a file that is to be restored from.
std::optional<MaintenanceError> unfit(const QString &file)
{
    if (!QFileInfo(file).isFile())
        return ofFile(u"There is no file %1."_s.arg(file));
    const auto found = inspect(file, Depth::Rows);
    if (!found) {
        if (QFileInfo(file).size() > 0)
            return std::nullopt;
        return MaintenanceError{MaintenanceError::Kind::Data, u"%1 is empty and cannot be restored from."_s.arg(file)};
    }
    switch (found->kind) {
    case OpenError::Kind::Newer:
        return MaintenanceError{MaintenanceError::Kind::Data,
                                u"%1 was written by a newer version of this program (%2)."_s.arg(file, found->reason)};
    case OpenError::Kind::Unreadable:
        return MaintenanceError{MaintenanceError::Kind::Data, u"%1 is a database of another program."_s.arg(file)};
    case OpenError::Kind::Damaged:
        return MaintenanceError{MaintenanceError::Kind::Data,
                                u"%1 is no backup of this program, or a damaged one: %2."_s.arg(file, found->reason)};
    case OpenError::Kind::InUse:
    case OpenError::Kind::Other:
        break;
    }
    return MaintenanceError{MaintenanceError::Kind::Data, u"%1 cannot be read: %2."_s.arg(file, found->reason)};
}

// Whether a restore may make a folder of a server out of it: it may be somebody's home that was typed.
bool mayBecomeOurs(const QString &folder)
{
    const QDir dir(folder);
    if (!dir.exists() || dir.isEmpty())
        return true;
    for (const QString &name : {u"chat.db"_s, u"serve.lock"_s, u"tls"_s, u"confabd.ini"_s, u"backups"_s, u"files"_s}) {
        if (dir.exists(name))
            return true;
    }
    return isReplacementPending(folder);
}

// The file's database beside the folder's own, whole and with a new epoch. Empty: done; else why not.
QString bringIn(const QString &file, const QString &made)
{
    const auto source = Connection::open(file, Connection::Mode::ReadOnly);
    if (!source)
        return source.error().reason;
    if (const QString problem = takeSnapshot((*source)->database(), made); !problem.isEmpty())
        return problem;
    return beginEpoch(made);
}

// The files that the database refers to, from one folder of files into another. Empty: done; else why not.
QString bringFilesOf(const QString &database, const QString &from, const QString &to, QStringList &missing)
{
    const auto connection = Connection::open(database, Connection::Mode::ReadOnly);
    if (!connection)
        return connection.error().reason;
    const auto kept = keptFiles((*connection)->database());
    if (!kept)
        return kept.error();
    const auto brought = bringFiles(*kept, from, to);
    if (!brought)
        return brought.error();
    missing = *brought;
    return {};
}

} // namespace

QString Mended::sentence() const
{
    const QString kept = u"The database was damaged (%1) and was set aside as %2"_s.arg(reason, setAside);
    if (from == From::Backup)
        return kept + u"; the backup %1 took its place, and what was written after it is missing."_s.arg(backup);
    return kept + u"; what could be read of it was kept, and messages may be missing."_s;
}

Expected<QStringList, MaintenanceError> backUp(const QString &folder, const QString &file)
{
    const QFileInfo target(file);
    if (target.exists() || target.isSymLink())
        return Unexpected{ofFile(u"%1 is there already; a backup replaces nothing."_s.arg(file))};
    if (!QFileInfo(target.path()).isDir())
        return Unexpected{ofFile(u"There is no folder %1."_s.arg(target.path()))};
    const auto connection = Connection::open(databasePath(folder), Connection::Mode::ReadOnly);
    if (!connection)
        return Unexpected{ofData(connection.error())};
    // The files of the moment of the copy: what is sent from then on is not in it.
    QStringList missing;
    const auto withFiles = [&](const QString &unfinished) {
        return bringFilesOf(unfinished, filesOf(folder), filesBeside(file), missing);
    };
    if (const QString problem = takeSnapshot((*connection)->database(), file, withFiles); !problem.isEmpty())
        return Unexpected{
            MaintenanceError{MaintenanceError::Kind::Data,
                             u"The data in %1 could not be backed up to %2: %3."_s.arg(folder, file, problem)}};
    return missing;
}

Expected<Restored, MaintenanceError> restore(const QString &folder, const QString &file)
{
    if (!mayBecomeOurs(folder))
        return Unexpected{MaintenanceError{MaintenanceError::Kind::Data,
                                           u"%1 is no folder of a server, nor an empty one."_s.arg(folder)}};
    if (auto problem = unfit(file))
        return Unexpected{std::move(*problem)};
    if (const QString reason = makePrivateFolder(folder); !reason.isEmpty())
        return Unexpected{ofData(other(folder, reason))};
    const auto lock = lockFolder(folder);
    if (!lock)
        return Unexpected{ofData(lock.error())};

    const QString tag = u"replaced-"_s + dateForNames();
    const QString made = databasePath(folder) + u".from-backup-"_s + dateForNames();
    const bool replaces = QFileInfo::exists(databasePath(folder));
    Restored restored;
    QString problem = bringIn(file, made);
    if (problem.isEmpty())
        problem = bringFilesOf(made, filesBeside(file), filesOf(folder), restored.missing);
    if (problem.isEmpty())
        problem = replaceDatabase(folder, made, tag);
    if (!problem.isEmpty()) {
        QFile::remove(made);
        return Unexpected{MaintenanceError{MaintenanceError::Kind::Data,
                                           u"%1 could not be restored into %2: %3."_s.arg(file, folder, problem)}};
    }
    if (replaces)
        restored.setAside = setAsidePath(folder, tag);
    return restored;
}

std::optional<OpenError> check(const QString &folder)
{
    return inspect(databasePath(folder), Depth::Rows);
}

Expected<QStringList, OpenError> checkFiles(const QString &folder)
{
    const auto connection = Connection::open(databasePath(folder), Connection::Mode::ReadOnly);
    if (!connection)
        return Unexpected{connection.error()};
    const auto kept = keptFiles((*connection)->database());
    if (!kept)
        return Unexpected{other(folder, kept.error())};
    const QList<KeptFile> damaged = damagedFiles(*kept, filesOf(folder));
    if (damaged.isEmpty())
        return QStringList();
    // What a server has removed meanwhile is no damage.
    const auto wanted = keptFiles((*connection)->database());
    if (!wanted)
        return Unexpected{other(folder, wanted.error())};
    QStringList lines;
    for (const KeptFile &file : damaged) {
        const QString path = keptPath(filesOf(folder), file.sha256);
        if (wanted->contains(file))
            lines.append((QFileInfo(path).isFile() ? u"%1 is damaged."_s : u"%1 is missing."_s).arg(path));
    }
    return lines;
}

std::optional<OpenError> checkMessages(const QString &folder, const std::atomic<bool> &stop)
{
    const QString path = databasePath(folder);
    if (QFileInfo(path).size() <= wholeAtStartBytes)
        return std::nullopt;
    auto found = inspectMessages(path, stop);
    if (found && found->kind == OpenError::Kind::Damaged)
        if (const QString problem = makePrivateFile(readAllNotePath(folder)); !problem.isEmpty())
            found->reason += u"; this could not be noted for the next start: "_s + problem;
    return found;
}

Expected<std::optional<Mended>, OpenError> repair(const QString &folder)
{
    const auto lock = lockFolder(folder);
    if (!lock)
        return Unexpected{lock.error()};
    const auto found = check(folder);
    if (!found)
        return std::optional<Mended>();
    if (found->kind != OpenError::Kind::Damaged)
        return Unexpected{*found};
    const auto mended = mend(folder, *found);
    if (!mended)
        return Unexpected{mended.error()};
    return std::optional(*mended);
}

} // namespace confab::store
