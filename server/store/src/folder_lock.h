// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <memory>

namespace confab::store
{

// Held by the one server of a folder for as long as it lives; the system lets go of it however the process ends.
class FolderLock
{
public:
    // `path`: of the lock file, made where it is missing. Null: somebody holds it, or `reason` says what else.
    [[nodiscard]] static std::unique_ptr<FolderLock> take(const QString &path, QString &reason);
    virtual ~FolderLock() = default;
};

} // namespace confab::store
