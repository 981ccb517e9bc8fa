// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>
#include <QStringList>

namespace confab::store
{

// The SQL of each migration file, the first takes an empty database to schema 1. Everything here throws SqlError.
[[nodiscard]] const QStringList &migrationScripts();
// How many there are.
[[nodiscard]] int newestSchema();
[[nodiscard]] int schemaVersion(const QSqlDatabase &database);
// Runs those of the scripts that the database has not seen, all in one transaction: killed in between, it is as it was.
void migrate(const QSqlDatabase &database, const QStringList &scripts);

} // namespace confab::store
