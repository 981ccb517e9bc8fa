// SPDX-License-Identifier: GPL-3.0-or-later
#include "cache_opening.h"

#include "cache_reading.h"
#include "cache_schema.h"
#include "logging.h"
#include "private_files.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSqlError>
#include <QSqlQuery>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// Up to here every start reads the whole file (about 0.1 s); a larger one is checked when something went wrong in it.
constexpr qint64 alwaysCheckedBytes = 32 * 1024 * 1024;
constexpr int keptBroken = 3;

enum class State { Usable, Newer, Broken, Busy };

QString suspectMark(const QString &file)
{
    return file + u".suspect"_s;
}

void makePrivate(const QString &file)
{
    QFile empty(file);
    // Before SQLite does, so that it is never readable by others; -wal and -shm take over its mode.
    if (!empty.exists() && empty.open(QIODevice::WriteOnly | QIODevice::NewOnly))
        empty.close();
    QFile::setPermissions(file, ownerOnly);
}

bool isBusy(const QSqlError &error)
{
    return error.nativeErrorCode() == "5"_L1 || error.nativeErrorCode() == "6"_L1;
}

State check(QSqlDatabase &database, const QString &file)
{
    if (!database.open())
        return isBusy(database.lastError()) ? State::Busy : State::Broken;
    QSqlQuery query(database);
    for (const QString &pragma : {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = NORMAL"_s,
                                  u"PRAGMA foreign_keys = ON"_s, u"PRAGMA journal_size_limit = 8388608"_s}) {
        if (!query.exec(pragma))
            return isBusy(query.lastError()) ? State::Busy : State::Broken;
        query.finish();
    }
    if (QFileInfo(file).size() <= alwaysCheckedBytes || QFile::exists(suspectMark(file))) {
        if (!query.exec(u"PRAGMA quick_check(1)"_s) || !query.next() || query.value(0).toString() != "ok"_L1)
            return State::Broken;
        query.finish();
    }
    switch (migrate(database)) {
    case SchemaState::Ready:
        break;
    case SchemaState::Newer:
        return State::Newer;
    case SchemaState::Broken:
        return State::Broken;
    }
    // Whether the tables are what this program expects.
    for (const QString &table :
         {u"fact"_s, u"conversation"_s, u"message"_s, u"user"_s, u"draft"_s, u"outbox"_s, u"pref"_s}) {
        if (!query.exec(u"SELECT * FROM "_s + table + u" LIMIT 1"_s))
            return State::Broken;
        query.finish();
    }
    return State::Usable;
}

void setAside(const QString &file)
{
    const QString broken = file + u".broken-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss-zzz"_s);
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s}) {
        if (QFile::exists(file + suffix) && !QFile::rename(file + suffix, broken + suffix))
            QFile::remove(file + suffix);
    }
    const QFileInfo info(file);
    QDir folder = info.dir();
    const QStringList old = folder.entryList({info.fileName() + u".broken-*"_s}, QDir::Files, QDir::Name)
                                .filter(QRegularExpression(u"-\\d+$"_s));
    for (qsizetype i = 0; i + keptBroken < old.size(); ++i) {
        for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
            folder.remove(old[i] + suffix);
    }
    qCWarning(cacheLog, "the cache could not be used and was set aside as %ls", qUtf16Printable(broken));
}

void drop(const QString &connection)
{
    {
        QSqlDatabase database = QSqlDatabase::database(connection, false);
        database.close();
    }
    QSqlDatabase::removeDatabase(connection);
}

} // namespace

OpenedCache openCache(const QString &file, const QString &connection)
{
    OpenedCache result;
    for (int attempt = 0; attempt < 2; ++attempt) {
        makePrivate(file);
        State state = State::Broken;
        {
            QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection);
            database.setDatabaseName(file);
            database.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
            state = check(database, file);
            if (state == State::Usable) {
                QFile::remove(suspectMark(file));
                return result;
            }
            if (attempt == 0 && (state == State::Broken || state == State::Newer)) {
                auto outbox = readOutbox(database);
                result.outboxKept = outbox.has_value();
                if (outbox)
                    result.rescuedOutbox = std::move(*outbox);
                result.rescuedDrafts = readDrafts(database).value_or(QHash<QString, QString>());
            }
        }
        drop(connection);
        if (state == State::Busy)
            break;
        setAside(file);
        QFile::remove(suspectMark(file));
        result.rebuilt = true;
    }
    qCWarning(cacheLog, "%ls cannot be written: nothing is kept this time", qUtf16Printable(file));
    result.onDisk = false;
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, connection);
    database.setDatabaseName(u":memory:"_s);
    if (!database.open() || migrate(database) != SchemaState::Ready)
        qCCritical(cacheLog, "SQLite does not work at all: %ls", qUtf16Printable(database.lastError().text()));
    return result;
}

void markSuspect(const QString &file)
{
    QFile mark(suspectMark(file));
    if (!mark.open(QIODevice::WriteOnly))
        qCWarning(cacheLog, "cannot write %ls", qUtf16Printable(mark.fileName()));
}

} // namespace confab::client
