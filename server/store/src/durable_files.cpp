// SPDX-License-Identifier: GPL-3.0-or-later
#include "durable_files.h"

#include <QFile>
#include <QFileInfo>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#endif

using namespace Qt::StringLiterals;

namespace confab::store
{

#ifdef Q_OS_UNIX

namespace
{

QString sync(const QString &path, int flags)
{
    const int descriptor = ::open(QFile::encodeName(path).constData(), flags | O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return QString::fromLocal8Bit(std::strerror(errno));
    const int result = ::fsync(descriptor);
    const int code = errno;
    ::close(descriptor);
    return result == 0 ? QString() : QString::fromLocal8Bit(std::strerror(code));
}

} // namespace

QString syncFile(const QString &path)
{
    return sync(path, 0);
}

QString syncFolder(const QString &folder)
{
    return sync(folder, O_DIRECTORY);
}

#else

// Elsewhere closing a file hands it to a system that writes it out soon, and there is no way to sync a folder.
QString syncFile(const QString &)
{
    return {};
}

QString syncFolder(const QString &)
{
    return {};
}

#endif

QString moveBeside(const QString &from, const QString &to)
{
    if (QFileInfo::exists(to))
        return u"%1 is there already"_s.arg(to);
    QFile file(from);
    if (!file.rename(to))
        return file.errorString();
    return syncFolder(QFileInfo(to).path());
}

} // namespace confab::store
