// SPDX-License-Identifier: GPL-3.0-or-later
// confab-thumbnail < PICTURE: one line `WIDTH HEIGHT KIND` and the bytes of a small picture of it. Exit 1 and nothing
// where it is none that is decoded. The server starts it for each picture that somebody sends.
#include "locked_room.h"
#include "thumbnail.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

using namespace confab::app;

int main(int argc, char *argv[])
{
    // Where the decoders are.
    const QCoreApplication app(argc, argv);
    loadDecoders();
    QFile file;
    if (!file.open(stdin, QIODevice::ReadOnly) || file.isSequential())
        return 1;
#ifndef CONFAB_SANITIZED
    boundResources();
    lockDoors();
#endif
    const std::optional<Thumbnail> made = thumbnailOf(file);
    if (!made)
        return 1;
    const QByteArray line = QByteArray::number(made->size.width()) + ' ' + QByteArray::number(made->size.height()) +
                            ' ' + (made->bytes.isEmpty() ? QByteArray("none") : made->mime) + '\n';
    for (const QByteArray &part : {line, made->bytes}) {
        if (std::fwrite(part.constData(), 1, static_cast<std::size_t>(part.size()), stdout) !=
            static_cast<std::size_t>(part.size()))
            return 1;
    }
    return std::fflush(stdout) == 0 ? 0 : 1;
}
