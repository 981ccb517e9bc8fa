// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/protocol/expected.h>
#include <confab/store/open_error.h>

#include <QSqlDatabase>

#include <memory>

namespace confab::store
{

// One SQLite connection, for the thread that made it. Statements over it must be gone before it goes.
class Connection
{
public:
    enum class Mode {
        ReadOnly,
        ReadWrite, // what is committed is on the disk, write-ahead logging
        Build,     // a file that nobody uses yet: whoever makes it syncs it once, at the end
    };
    // `path`: of a database file. Its schema must be ours, and is left as it is where it is older.
    [[nodiscard]] static Expected<std::unique_ptr<Connection>, OpenError> open(const QString &path, Mode mode);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    [[nodiscard]] const QSqlDatabase &database() const { return m_database; }

private:
    Connection();
    void setUp(Mode mode);

    QString m_name;
    QSqlDatabase m_database;
};

[[nodiscard]] QString databasePath(const QString &folder);

// What an error of SQLite says of the file.
[[nodiscard]] OpenError::Kind kindOf(const SqlError &error);

} // namespace confab::store
