// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <QSqlDatabase>

namespace confab::client
{

struct OpenedCache {
    bool rebuilt = false;
    bool outboxKept = true;
    bool onDisk = true;              // false: in memory, as long as the program runs
    QList<OutboxItem> rescuedOutbox; // to be written again
    QHash<QString, QString> rescuedDrafts;
};

// Opens the cache file under that connection name, ready to use: checked, migrated, private. What cannot be used is set
// aside first. Falls back to a database in memory.
[[nodiscard]] OpenedCache openCache(const QString &file, const QString &connection);

// The next opening checks every page, whatever the size of the file.
void markSuspect(const QString &file);

} // namespace confab::client
