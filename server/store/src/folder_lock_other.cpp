// SPDX-License-Identifier: GPL-3.0-or-later
#include "folder_lock.h"

#include <QLockFile>

using namespace Qt::StringLiterals;

namespace confab::store
{

namespace
{

class QtFolderLock final : public FolderLock
{
public:
    explicit QtFolderLock(std::unique_ptr<QLockFile> file)
        : m_file(std::move(file))
    {
    }

private:
    std::unique_ptr<QLockFile> m_file;
};

} // namespace

std::unique_ptr<FolderLock> FolderLock::take(const QString &path, QString &reason)
{
    reason.clear();
    auto file = std::make_unique<QLockFile>(path);
    file->setStaleLockTime(0);
    if (!file->tryLock(0)) {
        if (file->error() != QLockFile::LockFailedError)
            reason = u"the lock file cannot be made"_s;
        return nullptr;
    }
    return std::make_unique<QtFolderLock>(std::move(file));
}

} // namespace confab::store
