// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QString>

#include <functional>

namespace confab::store
{

// Writes one state of the whole database, with what still lies in its log, into a new file of mode 0600, whatever is
// written meanwhile. What was written has been read through for damage, indexes and all, and is on the disk before the
// file gets its name, so that a file of that name is a whole one. Nothing is replaced. Empty: done; else why not.
// `also` is called before it gets its name, with the one that it has till then, and may say why it shall not.
[[nodiscard]] QString takeSnapshot(const QSqlDatabase &database, const QString &path,
                                   const std::function<QString(const QString &unfinished)> &also = {});

// A name beside `path` for what is not finished, which nobody else uses; the file is made, empty, 0600. Null where it
// cannot be made.
[[nodiscard]] QString unfinishedBeside(const QString &path);

// Removes what a kill left unfinished in a data folder. Its lock must be held, so that nobody is at it.
void removeUnfinished(const QString &folder);

// Now, for names of files: 20261127T234204.250Z.
[[nodiscard]] QString dateForNames();

} // namespace confab::store
