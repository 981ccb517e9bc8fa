// SPDX-License-Identifier: GPL-3.0-or-later
#include "snapshot.h"

#include "durable_files.h"
#include "inspection.h"
#include "private_folder.h"
#include "statement.h"

#include <confab/protocol/defence.h>

#include <QDir>
#include <QFile>
#include <QTemporaryFile>

namespace confab::store
{

namespace
{

QString fill(const QSqlDatabase &database, const QString &path)
{
    try {
        Statement(database, u"VACUUM INTO ?"_s).run(path);
    } catch (const SqlError &error) {
        return error.reason;
    }
    if (const auto damage = inspect(path, Depth::Rows); damage && inForce("backup-is-whole"))
        return damage->reason;
    return syncFile(path);
}

} // namespace

QString unfinishedBeside(const QString &path)
{
    QTemporaryFile file(path + u".unfinished-XXXXXX"_s);
    file.setAutoRemove(false);
    if (!file.open())
        return {};
    const QString name = file.fileName();
    file.close();
    return makePrivateFile(name).isEmpty() ? name : QString();
}

QString takeSnapshot(const QSqlDatabase &database, const QString &path,
                     const std::function<QString(const QString &)> &also)
{
    const QString unfinished = unfinishedBeside(path);
    if (unfinished.isNull())
        return u"no file can be made there"_s;
    QString problem = fill(database, unfinished);
    if (problem.isEmpty() && also)
        problem = also(unfinished);
    if (problem.isEmpty())
        problem = moveBeside(unfinished, path);
    if (!problem.isEmpty()) {
        for (const QString &rest : {QString(), u"-journal"_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(unfinished + rest);
    }
    return problem;
}

void removeUnfinished(const QString &folder)
{
    const auto remove = [](const QDir &in, const QStringList &patterns) {
        for (const QString &name : in.entryList(patterns, QDir::Files))
            QFile::remove(in.filePath(name));
    };
    remove(QDir(folder), {u"chat.db*.unfinished-*"_s, u"chat.db.from-backup-*"_s});
    // Backups themselves may be under way without the lock.
    remove(QDir(folder + u"/backups"_s), {u"before-schema-*.unfinished-*"_s});
}

QString dateForNames()
{
    return QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd'T'HHmmss.zzz'Z'"_s);
}

} // namespace confab::store
