// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::store
{

// Puts another database file in place of a folder's own, which is set aside and never overwritten. A database is three
// files (itself, -wal, -shm) and a log beside the wrong database would be carried over into it, so a kill between two
// renames must not leave them mixed. The new file's name is the note of what was begun: `chat.db.next-TAG` is a
// whole database to be put in place, and what is there goes to `chat.db.TAG`. Whoever opens the folder next finishes
// it. The folder's lock must be held. Each gives an empty text when it is done, else why not.

// `made`: a whole and synced database file in the folder. `tag`: e.g. "damaged-20261127T234204.250Z"; no file has it
// yet.
[[nodiscard]] QString replaceDatabase(const QString &folder, const QString &made, const QString &tag);
// Where `replaceDatabase` sets the old one aside.
[[nodiscard]] QString setAsidePath(const QString &folder, const QString &tag);

// Whether a replacement was begun and not finished.
[[nodiscard]] bool isReplacementPending(const QString &folder);
[[nodiscard]] QString finishReplacement(const QString &folder);

} // namespace confab::store
