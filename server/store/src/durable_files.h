// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::store
{

// What SQLite does for its own files, for those that are made beside it. Empty: done; else why not.

// What is in the file is on the disk.
[[nodiscard]] QString syncFile(const QString &path);
// So are the names in the folder.
[[nodiscard]] QString syncFolder(const QString &folder);
// Within one folder; a file that has the new name already stays as it is, and the move fails. Names are synced.
[[nodiscard]] QString moveBeside(const QString &from, const QString &to);

} // namespace confab::store
