// SPDX-License-Identifier: GPL-3.0-or-later
#include "inspection.h"

#include "connection.h"
#include "migrations.h"
#include "statement.h"

#include <QFileInfo>

namespace confab::store
{

namespace
{

// What a checking PRAGMA found, in one line; empty: nothing.
QString found(const QSqlDatabase &database, const QString &pragma)
{
    const QString answer = firstText(database, u"PRAGMA "_s + pragma);
    return answer == "ok"_L1 ? QString() : answer.simplified();
}

QStringList tablesButMessages(const QSqlDatabase &database)
{
    Statement statement(database,
                        u"SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND "
                        "sql NOT LIKE 'CREATE VIRTUAL%' AND name <> 'message' ORDER BY name"_s);
    Rows rows = statement.rows();
    QStringList names;
    while (rows.next())
        names.append(rows.text(0));
    return names;
}

// A page that has forgotten how many rows it holds is in form all the same.
QString missingIn(const QSqlDatabase &database)
{
    // A server that was killed when it had just made its tables has none of them yet.
    if (schemaVersion(database) == 0 ||
        firstText(database, u"SELECT EXISTS (SELECT 1 FROM account) OR EXISTS (SELECT 1 FROM message)"_s) == "0"_L1)
        return {};
    if (firstText(database, u"SELECT count(*) FROM server"_s) != "1"_L1)
        return u"the server's own row is gone"_s;
    if (firstText(database, u"SELECT count(*) FROM conversation WHERE id = 'group'"_s) != "1"_L1)
        return u"the row of the common conversation is gone"_s;
    return {};
}

QString damageIn(const QSqlDatabase &database, Depth depth, qint64 bytes)
{
    if (const QString missing = missingIn(database); !missing.isEmpty())
        return missing;
    if (depth == Depth::Start && bytes > wholeAtStartBytes) {
        const QStringList names = tablesButMessages(database);
        for (const QString &name : names) {
            if (const QString damage = found(database, u"quick_check('%1')"_s.arg(name)); !damage.isEmpty())
                return damage;
        }
        return {};
    }
    if (const QString damage = found(database, u"quick_check(1)"_s); !damage.isEmpty() || depth != Depth::Rows)
        return damage;
    if (const QString damage = found(database, u"integrity_check(1)"_s); !damage.isEmpty())
        return damage;
    const QString orphan = firstText(database, u"PRAGMA foreign_key_check"_s);
    return orphan.isEmpty() ? QString() : u"a row of %1 belongs to nothing"_s.arg(orphan);
}

} // namespace

QString readAllNotePath(const QString &folder)
{
    return folder + u"/damage-was-met"_s;
}

std::optional<OpenError> inspect(const QString &path, Depth depth)
{
    const auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return connection.error();
    const QString folder = QFileInfo(path).path();
    try {
        const QString damage = damageIn((*connection)->database(), depth, QFileInfo(path).size());
        if (!damage.isEmpty())
            return OpenError{OpenError::Kind::Damaged, folder, damage};
    } catch (const SqlError &error) {
        return OpenError{kindOf(error), folder, error.reason};
    }
    return std::nullopt;
}

std::optional<OpenError> inspectMessages(const QString &path, const std::atomic<bool> &stop)
{
    constexpr qint64 rowsAtOnce = 5000;
    const auto connection = Connection::open(path, Connection::Mode::ReadOnly);
    if (!connection)
        return connection.error();
    try {
        const QSqlDatabase &database = (*connection)->database();
        // The length of a text is known only when all its pages have been read.
        Statement read(database,
                       u"SELECT count(*), max(number), sum(length(text) + length(mentions)) FROM "
                       "(SELECT number, text, mentions FROM message WHERE number > ? ORDER BY number LIMIT ?)"_s);
        qint64 last = -1;
        while (!stop) {
            Rows rows = read.rows(last, rowsAtOnce);
            if (!rows.next() || rows.integer(0) == 0)
                return std::nullopt;
            last = rows.integer(1);
        }
    } catch (const SqlError &error) {
        return OpenError{kindOf(error), QFileInfo(path).path(), error.reason};
    }
    return std::nullopt;
}

} // namespace confab::store
