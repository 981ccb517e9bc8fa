// SPDX-License-Identifier: GPL-3.0-or-later
#include "migrations.h"

#include "statement.h"

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

// In order; the first is number 1.
const QStringList &files()
{
    static const QStringList found = [] {
        initResources();
        const QDir folder(u":/confab/store/migrations"_s);
        QStringList paths;
        for (const QString &name : folder.entryList({u"*.sql"_s}, QDir::Files, QDir::Name)) {
            Q_ASSERT(name.section(u'_', 0, 0).toInt() == paths.size() + 1);
            paths.append(folder.filePath(name));
        }
        return paths;
    }();
    return found;
}

QStringList statementsOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        throw SqlError{file.errorString(), {}};
    QStringList statements;
    QString current;
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
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

} // namespace

int newestSchema()
{
    return static_cast<int>(files().size());
}

int schemaVersion(const QSqlDatabase &database)
{
    Statement statement(database, u"PRAGMA user_version"_s);
    Rows rows = statement.rows();
    return rows.next() ? static_cast<int>(rows.integer(0)) : 0;
}

void migrate(const QSqlDatabase &database)
{
    const auto run = [&database](const QString &sql) { Statement(database, sql).run(); };
    while (schemaVersion(database) < newestSchema()) {
        run(u"BEGIN IMMEDIATE"_s);
        try {
            // Asked again: another process may have done it while this one waited.
            const int version = schemaVersion(database);
            if (version < newestSchema()) {
                const QStringList statements = statementsOf(files().at(version));
                for (const QString &statement : statements)
                    run(statement);
                run(u"PRAGMA user_version = %1"_s.arg(version + 1));
            }
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
}

} // namespace confab::store
