// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations.h"

#include "statement.h"

#include <confab/protocol/defence.h>

#include <QDir>
#include <QFile>
#include <QStringList>

// Outside any namespace, as Q_INIT_RESOURCE wants it. A static library's resources are dropped unless asked for.
static void initResources()
{
    Q_INIT_RESOURCE(migrations);
}

namespace confab::store
{

namespace
{

QStringList statementsOf(const QString &script)
{
    QStringList statements;
    QString current;
    const QStringList lines = script.split(u'\n');
    for (const QString &line : lines) {
        if (line.trimmed().isEmpty() || line.trimmed().startsWith("--"_L1))
            continue;
        current += line + u'\n';
        if (line.endsWith(u';')) {
            statements.append(current);
            current.clear();
        }
    }
    return statements;
}

QStringList readScripts()
{
    initResources();
    const QDir folder(u":/confab/store/migrations"_s);
    QStringList scripts;
    for (const QString &name : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
        Q_ASSERT(name.section(u'_', 0, 0).toInt() == scripts.size() + 1);
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            throw SqlError{file.errorString(), {}};
        scripts.append(QString::fromUtf8(file.readAll()));
    }
    return scripts;
}

} // namespace

const QStringList &migrationScripts()
{
    static const QStringList scripts = readScripts();
    return scripts;
}

int newestSchema()
{
    return static_cast<int>(migrationScripts().size());
}

int schemaVersion(const QSqlDatabase &database)
{
    Statement statement(database, u"PRAGMA user_version"_s);
    Rows rows = statement.rows();
    return rows.next() ? static_cast<int>(rows.integer(0)) : 0;
}

void migrate(const QSqlDatabase &database, const QStringList &scripts)
{
    if (schemaVersion(database) >= scripts.size())
        return;
    const auto run = [&database](const QString &sql) { Statement(database, sql).run(); };
    if (inForce("whole-migration"))
        run(u"BEGIN IMMEDIATE"_s);
    try {
        // Asked again: another process may have done it while this one waited.
        const int version = schemaVersion(database);
        for (qsizetype i = version; i < scripts.size(); ++i) {
            const QStringList statements = statementsOf(scripts.at(i));
            for (const QString &statement : statements)
                run(statement);
        }
        if (version < scripts.size())
            run(u"PRAGMA user_version = %1"_s.arg(scripts.size()));
        if (inForce("whole-migration"))
            run(u"COMMIT"_s);
    } catch (const SqlError &) {
        try {
            run(u"ROLLBACK"_s);
        } catch (const SqlError &) {
            // SQLite has undone it by itself already.
        }
        throw;
    }
}

} // namespace confab::store
