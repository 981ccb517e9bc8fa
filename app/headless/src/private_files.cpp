// SPDX-License-Identifier: GPL-3.0-or-later
#include "private_files.h"

#include <QtGlobal>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace confab::app
{

void makeFilesPrivate()
{
#ifdef Q_OS_UNIX
    ::umask(0077);
#endif
}

} // namespace confab::app
