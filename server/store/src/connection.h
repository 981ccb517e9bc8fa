// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

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
    enum class Mode { ReadOnly, ReadWrite };
    // `check`: read the whole file for damage first. A schema that is older is left as it is.
    [[nodiscard]] static Expected<std::unique_ptr<Connection>, OpenError> open(const QString &folder, Mode mode,
                                                                               bool check);
    ~Connection();
    Q_DISABLE_COPY_MOVE(Connection)

    [[nodiscard]] const QSqlDatabase &database() const { return m_database; }

private:
    Connection();
    void setUp(Mode mode, bool check);

    QString m_name;
    QSqlDatabase m_database;
};

[[nodiscard]] QString databasePath(const QString &folder);

} // namespace confab::store
