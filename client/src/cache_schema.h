// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QSqlDatabase>

namespace confab::client
{

enum class SchemaState {
    Ready,
    Newer, // written by a later version of this program
    Broken,
};

// Number of the last migration there is.
[[nodiscard]] int latestSchema();

// Brings the database to latestSchema(), one transaction for each numbered SQL file, `user_version` in it.
[[nodiscard]] SchemaState migrate(QSqlDatabase &database);

} // namespace confab::client
