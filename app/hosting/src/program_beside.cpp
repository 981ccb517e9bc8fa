// SPDX-License-Identifier: GPL-3.0-or-later
#include "program_beside.h"

#include <QCoreApplication>
#include <QStandardPaths>

namespace confab::app
{

using namespace Qt::StringLiterals;

QString programBeside(const QString &name)
{
    const QString here = QCoreApplication::applicationDirPath();
    return QStandardPaths::findExecutable(name, {here, here + u"/../libexec/confab"_s});
}

} // namespace confab::app
