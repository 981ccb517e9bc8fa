// SPDX-License-Identifier: GPL-3.0-or-later
#include "kept_files.h"

#include "durable_files.h"
#include "private_folder.h"
#include "snapshot.h"
#include "statement.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSet>

#include <filesystem>
#include <system_error>

namespace confab::store
{

namespace
{

// Empty: done; else why not.
QString copyOf(const QString &from, const QString &to)
{
    const QString unfinished = unfinishedBeside(to);
    if (unfinished.isNull())
        return u"no file can be made there"_s;
    const QString why = [&]() -> QString {
        QFile source(from);
        QFile target(unfinished);
        if (!source.open(QIODevice::ReadOnly))
            return source.errorString();
        if (!target.open(QIODevice::WriteOnly))
            return target.errorString();
        constexpr qint64 atOnce = 1024 * 1024;
        for (QByteArray part = source.read(atOnce); !part.isEmpty(); part = source.read(atOnce)) {
            if (target.write(part) != part.size())
                return target.errorString();
        }
        if (source.error() != QFile::NoError)
            return source.errorString();
        if (!target.flush())
            return target.errorString();
        const QString unsynced = syncFile(unfinished);
        return unsynced.isEmpty() ? moveBeside(unfinished, to) : unsynced;
    }();
    if (!why.isEmpty())
        QFile::remove(unfinished);
    return why;
}

QString bring(const QString &from, const QString &to)
{
    std::error_code refused;
    std::filesystem::create_hard_link(from.toStdU16String(), to.toStdU16String(), refused);
    return refused ? copyOf(from, to) : QString();
}

bool isAs(const KeptFile &file, const QString &path)
{
    QFile bytes(path);
    QCryptographicHash hash(QCryptographicHash::Sha256);
    return bytes.open(QIODevice::ReadOnly) && bytes.size() == file.size && hash.addData(&bytes) &&
           QString::fromLatin1(hash.result().toHex()) == file.sha256;
}

} // namespace

QString filesOf(const QString &folder)
{
    return folder + u"/files"_s;
}

QString filesBeside(const QString &backup)
{
    return backup + u".files"_s;
}

QString keptPath(const QString &files, const QString &sha256)
{
    return files + u'/' + sha256.left(2) + u'/' + sha256;
}

Expected<QList<KeptFile>, QString> keptFiles(const QSqlDatabase &database)
{
    try {
        if (firstText(database, u"SELECT name FROM sqlite_master WHERE name = 'attachment'"_s).isEmpty())
            return QList<KeptFile>();
        QList<KeptFile> kept;
        Statement statement(database,
                            u"SELECT DISTINCT sha256, size FROM attachment WHERE whole = 1 ORDER BY sha256"_s);
        Rows rows = statement.rows();
        while (rows.next())
            kept.append({rows.text(0), rows.integer(1)});
        return kept;
    } catch (const SqlError &error) {
        return Unexpected{error.reason};
    }
}

Expected<QStringList, QString> bringFiles(const QList<KeptFile> &kept, const QString &from, const QString &to)
{
    QStringList missing;
    QSet<QString> folders;
    for (const KeptFile &file : kept) {
        const QString source = keptPath(from, file.sha256);
        const QString target = keptPath(to, file.sha256);
        // The same name is the same bytes, unless it is damaged.
        if (QFileInfo(target).isFile() && QFileInfo(target).size() == file.size)
            continue;
        if (!QFileInfo(source).isFile() || QFileInfo(source).size() != file.size) {
            missing.append(file.sha256);
            continue;
        }
        if (QFileInfo::exists(target) && !QFile::rename(target, target + u".damaged-"_s + dateForNames()))
            return Unexpected{u"%1 is damaged and cannot be set aside"_s.arg(target)};
        const QString folder = QFileInfo(target).path();
        for (const QString &needed : {to, folder}) {
            if (const QString why = makePrivateFolder(needed); !why.isEmpty())
                return Unexpected{why};
        }
        if (const QString why = bring(source, target); !why.isEmpty())
            return Unexpected{why};
        folders += {folder, to, QFileInfo(to).path()};
    }
    for (const QString &folder : std::as_const(folders)) {
        if (const QString why = syncFolder(folder); !why.isEmpty())
            return Unexpected{why};
    }
    return missing;
}

QList<KeptFile> damagedFiles(const QList<KeptFile> &kept, const QString &files)
{
    QList<KeptFile> damaged;
    for (const KeptFile &file : kept) {
        if (!isAs(file, keptPath(files, file.sha256)))
            damaged.append(file);
    }
    return damaged;
}

} // namespace confab::store
