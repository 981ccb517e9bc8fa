// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection.h"

#include "migrations.h"

#include <confab/protocol/defence.h>

#include <QFileInfo>
#include <QSqlError>

#include <atomic>

namespace confab::store
{

namespace
{

// SQLite's result codes, https://sqlite.org/rescode.html.
constexpr int sqliteCorrupt = 11;
constexpr int sqliteNotADatabase = 26;

QString nextName()
{
    static std::atomic<quint64> number{0};
    return u"confab-store-%1"_s.arg(++number);
}

bool hasOurTables(const QSqlDatabase &database)
{
    return firstText(database, u"SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND "
                               "name IN ('server', 'account', 'conversation', 'message')"_s) == "4"_L1;
}

} // namespace

OpenError::Kind kindOf(const SqlError &error)
{
    const int code = error.nativeCode.toInt() & 0xff; // the low byte is the primary code
    return code == sqliteCorrupt || code == sqliteNotADatabase ? OpenError::Kind::Damaged : OpenError::Kind::Other;
}

QString databasePath(const QString &folder)
{
    return folder + u"/chat.db"_s;
}

Connection::Connection()
    : m_name(nextName())
    , m_database(QSqlDatabase::addDatabase(u"QSQLITE"_s, m_name))
{
}

Connection::~Connection()
{
    m_database.close();
    m_database = QSqlDatabase();
    QSqlDatabase::removeDatabase(m_name);
}

Expected<std::unique_ptr<Connection>, OpenError> Connection::open(const QString &path, Mode mode)
{
    using Kind = OpenError::Kind;
    const QString folder = QFileInfo(path).path();
    std::unique_ptr<Connection> connection(new Connection);
    QSqlDatabase &database = connection->m_database;
    database.setDatabaseName(path);
    // How long a statement waits for another process's write.
    QString options = u"QSQLITE_BUSY_TIMEOUT=5000"_s;
    if (mode == Mode::ReadOnly)
        options += u";QSQLITE_OPEN_READONLY"_s;
    database.setConnectOptions(options);
    if (!database.open())
        return Unexpected{OpenError{Kind::Other, folder, database.lastError().text()}};
    try {
        // Before anything is written: a file that is not ours stays as it is.
        const int version = schemaVersion(database);
        if (version > newestSchema() && inForce("newer-schema")) {
            return Unexpected{OpenError{Kind::Newer, folder,
                                        u"schema %1, this one knows up to %2"_s.arg(version).arg(newestSchema())}};
        }
        if (version <= 0 && firstText(database, u"SELECT count(*) FROM sqlite_schema"_s) != "0"_L1) {
            if (!hasOurTables(database))
                return Unexpected{OpenError{Kind::Unreadable, folder, u"it belongs to another program"_s}};
            return Unexpected{OpenError{Kind::Damaged, folder, u"the number of its schema is gone"_s}};
        }
        connection->setUp(mode);
    } catch (const SqlError &error) {
        return Unexpected{OpenError{kindOf(error), folder, error.reason}};
    }
    return connection;
}

void Connection::setUp(Mode mode)
{
    const auto run = [this](const QString &sql) { Statement(m_database, sql).run(); };
    run(u"PRAGMA cell_size_check = ON"_s);
    run(u"PRAGMA trusted_schema = OFF"_s);
    run(u"PRAGMA temp_store = MEMORY"_s);
    if (mode == Mode::ReadOnly)
        return;
    if (mode == Mode::Build) {
        (void)firstText(m_database, u"PRAGMA journal_mode = MEMORY"_s);
        run(u"PRAGMA synchronous = OFF"_s);
        return;
    }
    const QString journal = firstText(m_database, u"PRAGMA journal_mode = WAL"_s);
    if (journal != "wal"_L1)
        throw SqlError{u"write-ahead logging cannot be had there"_s, {}};
    // An ack is durable: NORMAL loses acknowledged commits at a power cut.
    run(inForce("synced-commits") ? u"PRAGMA synchronous = FULL"_s : u"PRAGMA synchronous = OFF"_s);
    run(u"PRAGMA foreign_keys = ON"_s);
    // What a log that was held up by a long read is cut to when it begins again.
    run(u"PRAGMA journal_size_limit = 67108864"_s);
}

} // namespace confab::store
