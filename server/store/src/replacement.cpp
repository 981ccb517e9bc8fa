// SPDX-License-Identifier: GPL-3.0-or-later
#include "replacement.h"

#include "connection.h"
#include "durable_files.h"
#include "statement.h"

#include <QDir>
#include <QFileInfo>

namespace confab::store
{

namespace
{

// The names of what is still to be put in place; one at most, unless somebody made more by hand.
QStringList pending(const QString &folder)
{
    return QDir(folder).entryList({u"chat.db.next-*"_s}, QDir::Files, QDir::Name);
}

// A database that was set aside keeps its log, without which it lacks what was written last.
QString setAside(const QString &folder, const QString &tag)
{
    const QString from = databasePath(folder);
    const QString to = setAsidePath(folder, tag);
    for (const QString &end : {QString(), u"-wal"_s, u"-shm"_s}) {
        if (!QFileInfo::exists(from + end))
            continue;
        if (const QString problem = moveBeside(from + end, to + end); !problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace

QString setAsidePath(const QString &folder, const QString &tag)
{
    return databasePath(folder) + u'.' + tag;
}

QString replaceDatabase(const QString &folder, const QString &made, const QString &tag)
{
    if (const QString problem = moveBeside(made, databasePath(folder) + u".next-"_s + tag); !problem.isEmpty())
        return problem;
    return finishReplacement(folder);
}

bool isReplacementPending(const QString &folder)
{
    return !pending(folder).isEmpty();
}

QString finishReplacement(const QString &folder)
{
    const QStringList names = pending(folder);
    for (const QString &name : names) {
        const QString tag = name.mid(u"chat.db.next-"_s.size());
        if (const QString problem = setAside(folder, tag); !problem.isEmpty())
            return problem;
        if (const QString problem = moveBeside(QDir(folder).filePath(name), databasePath(folder)); !problem.isEmpty())
            return problem;
    }
    return {};
}

} // namespace confab::store
