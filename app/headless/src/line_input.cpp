// SPDX-License-Identifier: GPL-3.0-or-later
#include "line_input.h"

#include <QFile>

#include <cstdio>

namespace confab::app
{

QString lineFromInput()
{
    QFile input;
    if (!input.open(stdin, QIODevice::ReadOnly))
        return {};
    QByteArray line = input.readLine();
    while (line.endsWith('\n') || line.endsWith('\r'))
        line.chop(1);
    return QString::fromUtf8(line);
}

} // namespace confab::app
