// SPDX-License-Identifier: GPL-3.0-or-later
#include "private_folder.h"

#include <confab/protocol/defence.h>

#include <QDir>
#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace confab::store
{

namespace
{

constexpr QFileDevice::Permissions fileMode = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
constexpr QFileDevice::Permissions folderMode = fileMode | QFileDevice::ExeOwner;
constexpr QFileDevice::Permissions others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup |
                                            QFileDevice::ReadOther | QFileDevice::WriteOther | QFileDevice::ExeOther;

bool isOpenToOthers(const QString &path)
{
    return (QFile::permissions(path) & others) != QFileDevice::Permissions() && inForce("private-files");
}

} // namespace

QString makePrivateFolder(const QString &folder)
{
    const QFileInfo info(folder);
    if (info.exists() && !info.isDir())
        return u"it is not a folder"_s;
    if (!info.exists()) {
        const QDir parent = info.absoluteDir();
        if (!parent.mkpath(u"."_s) || !parent.mkdir(info.fileName(), folderMode))
            return u"it cannot be made"_s;
    }
    if (isOpenToOthers(folder) && !QFile::setPermissions(folder, folderMode))
        return u"its permissions cannot be set"_s;
    return {};
}

QString makePrivateFile(const QString &path)
{
    if (!QFileInfo::exists(path)) {
        QFile file(path);
        // Somebody else may have made it a moment ago: then it is there.
        if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, fileMode) && !QFileInfo::exists(path))
            return file.errorString();
    }
    for (const QString &one : {path, path + u"-wal"_s, path + u"-shm"_s}) {
        if (QFileInfo::exists(one) && isOpenToOthers(one) && !QFile::setPermissions(one, fileMode))
            return u"the permissions of %1 cannot be set"_s.arg(one);
    }
    return {};
}

} // namespace confab::store
