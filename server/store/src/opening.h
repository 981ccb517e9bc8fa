// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connection.h"
#include "folder_lock.h"
#include "migrations.h"

#include <confab/store/maintenance.h>

#include <memory>
#include <optional>

namespace confab::store
{

// The lock of a folder that no server uses, with nothing left half done in it.
[[nodiscard]] Expected<std::unique_ptr<FolderLock>, OpenError> lockFolder(const QString &folder);

// What stands between a data folder and a connection to its database that may be written to. The folder is there.
class Opening
{
public:
    // `scripts`: what the schema is made by.
    explicit Opening(QString folder, const QStringList &scripts = migrationScripts());

    // For the one server: takes the folder's lock, finishes what a kill left half done, reads the database for damage
    // and mends it.
    [[nodiscard]] std::optional<OpenError> prepare();
    // Makes the file where it is missing and brings its schema up to date.
    [[nodiscard]] Expected<std::unique_ptr<Connection>, OpenError> connect();

    [[nodiscard]] std::unique_ptr<FolderLock> takeLock() { return std::move(m_lock); }
    [[nodiscard]] const std::optional<Mended> &mended() const { return m_mended; }

private:
    [[nodiscard]] std::optional<OpenError> lock();
    [[nodiscard]] std::optional<OpenError> mendWhatIsDamaged();
    [[nodiscard]] std::optional<OpenError> upgrade(const QSqlDatabase &database);
    [[nodiscard]] OpenError other(const QString &reason) const;

    QString m_folder;
    QStringList m_scripts;
    std::unique_ptr<FolderLock> m_lock;
    std::optional<Mended> m_mended;
};

} // namespace confab::store
