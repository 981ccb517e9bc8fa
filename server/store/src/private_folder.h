// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::store
{

// Makes the folder where it is missing and keeps it to its owner (0700). Empty: done; else why not.
[[nodiscard]] QString makePrivateFolder(const QString &folder);

// Makes an empty file where there is none, and keeps it to its owner (0600). SQLite gives its -wal and -shm the mode of
// the database, so that a file made this way keeps all three closed. Empty: done; else why not.
[[nodiscard]] QString makePrivateFile(const QString &path);

} // namespace confab::store
