// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/expected.h>

#include <QList>
#include <QSqlDatabase>
#include <QString>
#include <QStringList>

// The files that a database refers to, in a folder of files (`xx/SHA-256`). All of it may take long.
namespace confab::store
{

struct KeptFile {
    QString sha256;
    qint64 size = 0;
    bool operator==(const KeptFile &) const = default;
};

// The folder of files that belongs to a data folder, and to a backup.
[[nodiscard]] QString filesOf(const QString &folder);
[[nodiscard]] QString filesBeside(const QString &backup);
[[nodiscard]] QString keptPath(const QString &files, const QString &sha256);

// Those that are whole, each once, by hash. None in a database of before there were any. Unexpected: why it cannot say.
[[nodiscard]] Expected<QList<KeptFile>, QString> keptFiles(const QSqlDatabase &database);

// Puts those that are in one folder of files and not in the other there too, on the disk: as another name of the same
// file where that can be had, for what is kept here is never written again, else as a copy. Unexpected: what could not
// be done; else the hashes of those that are in neither.
[[nodiscard]] Expected<QStringList, QString> bringFiles(const QList<KeptFile> &kept, const QString &from,
                                                        const QString &to);

// Reads each of them: those that are missing or are not what they were.
[[nodiscard]] QList<KeptFile> damagedFiles(const QList<KeptFile> &kept, const QString &files);

} // namespace confab::store
