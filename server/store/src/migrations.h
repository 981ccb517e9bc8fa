// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>

namespace confab::store
{

// The highest number among the migration files.
[[nodiscard]] int newestSchema();
// Throws SqlError, as everything here.
[[nodiscard]] int schemaVersion(const QSqlDatabase &database);
// Brings the schema up to date, one transaction for each file: killed in between, what was begun is undone.
void migrate(const QSqlDatabase &database);

} // namespace confab::store
