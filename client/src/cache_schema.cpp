// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache_schema.h"

#include "logging.h"

#include <QFile>
#include <QSqlError>
#include <QSqlQuery>
#include <QStringList>

// Resources of a static library are found only after this, and it may not stand in a namespace.
static void initResources()
{
    Q_INIT_RESOURCE(cache);
}

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

const QStringList &migrations()
{
    static const QStringList files{u":/confab/client/cache/001_initial.sql"_s,
                                   u":/confab/client/cache/002_finding.sql"_s, u":/confab/client/cache/003_prefs.sql"_s,
                                   u":/confab/client/cache/004_changes.sql"_s,
                                   u":/confab/client/cache/005_files.sql"_s};
    return files;
}

// SQLite takes one statement at a time. The files hold neither triggers nor a semicolon inside a text.
QStringList statements(const QString &sql)
{
    QStringList lines;
    for (const QString &line : sql.split(u'\n')) {
        if (!line.startsWith("--"_L1))
            lines.append(line);
    }
    QStringList result;
    for (const QString &statement : lines.join(u'\n').split(u';')) {
        if (!statement.trimmed().isEmpty())
            result.append(statement.trimmed());
    }
    return result;
}

bool apply(QSqlDatabase &database, const QString &file, int version)
{
    QFile sql(file);
    if (!sql.open(QIODevice::ReadOnly))
        return false;
    QStringList steps{u"BEGIN IMMEDIATE"_s};
    steps += statements(QString::fromUtf8(sql.readAll()));
    steps << u"PRAGMA user_version = %1"_s.arg(version) << u"COMMIT"_s;
    QSqlQuery query(database);
    for (const QString &step : steps) {
        if (!query.exec(step)) {
            qCWarning(cacheLog, "migration %d: %ls", version, qUtf16Printable(query.lastError().text()));
            query.exec(u"ROLLBACK"_s);
            return false;
        }
    }
    return true;
}

} // namespace

int latestSchema()
{
    return static_cast<int>(migrations().size());
}

SchemaState migrate(QSqlDatabase &database)
{
    initResources();
    QSqlQuery query(database);
    if (!query.exec(u"PRAGMA user_version"_s) || !query.next())
        return SchemaState::Broken;
    const int version = query.value(0).toInt();
    query.finish();
    if (version > latestSchema())
        return SchemaState::Newer;
    for (int next = version + 1; next <= latestSchema(); ++next) {
        if (!apply(database, migrations()[next - 1], next))
            return SchemaState::Broken;
    }
    return SchemaState::Ready;
}

} // namespace confab::client
