// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QMap>
#include <QString>

#include <quazip/quazip.h>
#include <quazip/quazipfile.h>
#include <quazip/quazipnewinfo.h>

// The files of an export of a bot, for tests: by their paths inside it.
namespace confab::tests
{

using ExportFiles = QMap<QString, QByteArray>;

inline ExportFiles filesIn(const QString &folder)
{
    ExportFiles files;
    QDirIterator it(folder, QDir::Files, QDirIterator::Subdirectories);
    while (it.hasNext()) {
        QFile file(it.next());
        if (file.open(QIODevice::ReadOnly))
            files.insert(QDir(folder).relativeFilePath(it.filePath()), file.readAll());
    }
    return files;
}

inline ExportFiles moved(const ExportFiles &files, const QString &prefix)
{
    ExportFiles all;
    for (auto file = files.begin(); file != files.end(); ++file)
        all.insert(prefix + file.key(), file.value());
    return all;
}

// False where something could not be written.
inline bool writeFolder(const ExportFiles &files, const QString &folder)
{
    for (auto one = files.begin(); one != files.end(); ++one) {
        const QString path = folder + u'/' + one.key();
        QFile file(path);
        if (!QDir().mkpath(QFileInfo(path).path()) || !file.open(QIODevice::WriteOnly) ||
            file.write(one.value()) != one.value().size())
            return false;
    }
    return true;
}

inline bool writeZip(const ExportFiles &files, const QString &path, quint32 externalAttributes = 0)
{
    QuaZip zip(path);
    if (!zip.open(QuaZip::mdCreate))
        return false;
    for (auto one = files.begin(); one != files.end(); ++one) {
        QuaZipFile file(&zip);
        QuaZipNewInfo info(one.key());
        info.externalAttr = externalAttributes;
        if (!file.open(QIODevice::WriteOnly, info, nullptr, 0, Z_DEFLATED, Z_BEST_SPEED) ||
            file.write(one.value()) != one.value().size())
            return false;
        file.close();
    }
    zip.close();
    return zip.getZipError() == ZIP_OK;
}

} // namespace confab::tests
