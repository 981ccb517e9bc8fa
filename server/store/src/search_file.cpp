// SPDX-License-Identifier: GPL-3.0-or-later
#include "search_file.h"

#include "logging.h"
#include "private_folder.h"

#include <QFile>

namespace confab::store
{

namespace
{

// Counts up with every change of the layout, of search forms or of grams.
constexpr qint64 version = 1;

QString epochOf(const QSqlDatabase &database)
{
    Statement statement(database, u"SELECT epoch FROM main.server"_s);
    Rows rows = statement.rows();
    return rows.next() ? rows.text(0) : QString();
}

void run(const QSqlDatabase &database, const QString &sql)
{
    Statement(database, sql).run();
}

void attachFile(const QSqlDatabase &database, const QString &folder)
{
    if (const QString reason = makePrivateFile(searchPath(folder)); !reason.isEmpty())
        throw SqlError{reason, {}};
    attachSearch(database, folder);
    run(database, u"PRAGMA search.journal_mode = WAL"_s);
    // What a power cut takes is put in again, as how far the index goes stands in the same file.
    run(database, u"PRAGMA search.synchronous = NORMAL"_s);
    // 16 MiB between checkpoints: their fsyncs are the only ones, and the chat's own share a disk with them.
    run(database, u"PRAGMA search.wal_autocheckpoint = 4000"_s);
    run(database, u"PRAGMA search.journal_size_limit = 67108864"_s);
    // What is forgotten is overwritten, not only unlinked.
    run(database, u"PRAGMA search.secure_delete = ON"_s);
}

bool isCurrent(const QSqlDatabase &database)
{
    Statement statement(database, u"SELECT version, epoch FROM search.state"_s);
    Rows rows = statement.rows();
    return rows.next() && rows.integer(0) == version && rows.text(1) == epochOf(database);
}

void create(const QSqlDatabase &database)
{
    run(database, u"BEGIN IMMEDIATE"_s);
    run(database, u"CREATE TABLE search.state (one INTEGER PRIMARY KEY CHECK (one = 1), version INTEGER NOT NULL, "
                  "epoch TEXT NOT NULL) STRICT"_s);
    run(database, u"CREATE TABLE search.progress (number INTEGER PRIMARY KEY, conversation TEXT NOT NULL UNIQUE, "
                  "rev INTEGER NOT NULL, first INTEGER NOT NULL) STRICT"_s);
    run(database, u"CREATE TABLE search.entry (message INTEGER PRIMARY KEY, conversation INTEGER NOT NULL, "
                  "seq INTEGER NOT NULL, rev INTEGER NOT NULL, form TEXT NOT NULL) STRICT"_s);
    run(database, u"CREATE INDEX search.entry_by_place ON entry (conversation, seq)"_s);
    // No positions, no sizes and no text of its own: which messages hold a gram is all that is asked of it.
    run(database, u"CREATE VIRTUAL TABLE search.gram USING fts5(grams, content='', columnsize=0, detail=none, "
                  "tokenize='ascii')"_s);
    Statement state(database, u"INSERT INTO search.state (one, version, epoch) VALUES (1, ?, ?)"_s);
    state.run(version, epochOf(database));
    run(database, u"COMMIT"_s);
}

// False: it cannot be used as it is, and is not attached.
bool attachCurrent(const QSqlDatabase &database, const QString &folder)
{
    try {
        attachFile(database, folder);
        if (isCurrent(database))
            return true;
    } catch (const SqlError &error) {
        qCDebug(lcStore, "the search index: %ls", qUtf16Printable(error.reason));
    }
    try {
        detachSearch(database);
    } catch (const SqlError &error) {
        qCDebug(lcStore, "the search index was not attached: %ls", qUtf16Printable(error.reason));
    }
    return false;
}

} // namespace

QString searchPath(const QString &folder)
{
    return folder + u"/search.db"_s;
}

void attachSearch(const QSqlDatabase &database, const QString &folder)
{
    Statement attach(database, u"ATTACH ? AS search"_s);
    attach.run(searchPath(folder));
}

void detachSearch(const QSqlDatabase &database)
{
    run(database, u"DETACH search"_s);
}

void attachSearchForWriting(const QSqlDatabase &database, const QString &folder)
{
    if (QFile::exists(searchPath(folder))) {
        if (attachCurrent(database, folder))
            return;
        qCInfo(lcStore) << "the search index is made anew: it is damaged, of another version or of other data";
        removeSearch(folder);
    }
    attachFile(database, folder);
    create(database);
}

void removeSearch(const QString &folder)
{
    for (const auto *ending : {"", "-wal", "-shm"})
        QFile::remove(searchPath(folder) + QLatin1StringView(ending));
}

QString conversationToken(qint64 number)
{
    // Grams are at most three characters long: a number behind a character of private use is hardly one of them, and
    // where it is, a candidate more is looked at.
    return QChar(u'\uF8FF') + QString::number(number);
}

} // namespace confab::store
