// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <functional>

namespace confab::client
{

class FileThread;

// A file that is to be sent, as it was found.
struct FileRead {
    enum class Outcome {
        Good,
        Gone,    // not there any more, or not to be read
        Changed, // not what it was when it was chosen
    };
    Outcome outcome = Outcome::Gone;
    qint64 size = 0;
    qint64 modified = 0;
    QString sha256;   // of the whole, in hex
    QByteArray bytes; // of a part
};

// Milliseconds since 1970; 0: there is no such file. Touches the disk.
[[nodiscard]] qint64 modifiedAt(const QString &path);

// Reads all of it on that thread, a few MiB at a time, so that others have their turn in between.
void hashFile(FileThread &thread, const OutboxFile &file, std::function<void(FileRead)> done);
// Blocks.
[[nodiscard]] FileRead readPart(const OutboxFile &file, qint64 offset, qint64 most);

} // namespace confab::client
