// SPDX-License-Identifier: GPL-3.0-or-later
#include "folder_lock.h"

#include <confab/protocol/defence.h>

#include <QFile>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace confab::store
{

namespace
{

// flock rather than a file with a process id in it: ids are given again, in containers at once, and a server that was
// killed must be able to start again.
class UnixFolderLock final : public FolderLock
{
public:
    explicit UnixFolderLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }
    ~UnixFolderLock() override { ::close(m_descriptor); }
    Q_DISABLE_COPY_MOVE(UnixFolderLock)

private:
    int m_descriptor;
};

} // namespace

std::unique_ptr<FolderLock> FolderLock::take(const QString &path, QString &reason)
{
    reason.clear();
    const int descriptor = ::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        reason = QString::fromLocal8Bit(std::strerror(errno));
        return nullptr;
    }
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0 && inForce("folder-lock")) {
        if (errno != EWOULDBLOCK)
            reason = QString::fromLocal8Bit(std::strerror(errno));
        ::close(descriptor);
        return nullptr;
    }
    return std::make_unique<UnixFolderLock>(descriptor);
}

} // namespace confab::store
