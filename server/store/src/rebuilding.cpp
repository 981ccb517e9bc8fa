// SPDX-License-Identifier: GPL-3.0-or-later
#include "rebuilding.h"

#include "connection.h"
#include "durable_files.h"
#include "migrations.h"
#include "statement.h"

#include <limits>
#include <numeric>

namespace confab::store
{

namespace
{

struct Table {
    QString name;
    QStringList columns;
    QStringList key;       // the columns of the primary key, in its order
    bool byNumber = false; // the key is SQLite's own row number
};

QString joined(const QStringList &names)
{
    return names.join(u", "_s);
}

// Ordinary tables; what an index keeps in tables of its own is made anew from the rows.
QList<Table> tablesOf(const QSqlDatabase &database)
{
    QList<Table> tables;
    {
        Statement list(database, u"SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND "
                                 "name NOT LIKE 'sqlite_%' ORDER BY name"_s);
        Rows rows = list.rows();
        while (rows.next())
            tables.append({rows.text(0), {}, {}, !rows.flag(1)});
    }
    for (Table &table : tables) {
        Statement info(database, u"SELECT name, pk FROM pragma_table_info(?) ORDER BY cid"_s);
        Rows rows = info.rows(table.name);
        QMap<qint64, QString> key;
        while (rows.next()) {
            table.columns.append(rows.text(0));
            if (rows.integer(1) > 0)
                key.insert(rows.integer(1), rows.text(0));
        }
        table.key = key.values();
    }
    return tables;
}

// Reads one table past its damaged pages.
class TableCopy
{
public:
    TableCopy(const QSqlDatabase &from, const QSqlDatabase &to, Table table)
        : m_from(from)
        , m_table(std::move(table))
        , m_insert(to, u"INSERT OR IGNORE INTO %1 (%2) VALUES (%3)"_s.arg(
                           m_table.name, joined(m_table.columns), joined(QStringList(m_table.columns.size(), u"?"_s))))
    {
    }

    // The number of rows that were kept.
    qint64 run()
    {
        if (m_table.byNumber) {
            between(std::numeric_limits<qint64>::min(), std::numeric_limits<qint64>::max());
        } else if (!read({}, joined(m_table.key))) {
            // From the other end to the damage.
            (void)read({}, m_table.key.join(u" DESC, "_s) + u" DESC"_s);
        }
        return m_kept;
    }

private:
    // Both ends of a range of row numbers, each up to the damage, then the halves between.
    void between(qint64 first, qint64 last)
    {
        if (first > last || ++m_attempts > mostAttempts)
            return;
        m_number = first;
        const QString range = u"rowid BETWEEN %1 AND %2"_s.arg(first).arg(last);
        if (read(range, u"rowid"_s))
            return;
        const qint64 low = m_number;
        m_number = last;
        if (read(range, u"rowid DESC"_s) || low >= m_number)
            return;
        const qint64 high = m_number;
        const qint64 middle = std::midpoint(low, high);
        if (middle <= low || middle >= high)
            return;
        between(low + 1, middle);
        between(middle + 1, high - 1);
    }

    // False where it broke off; m_number is then the last row number that was read.
    bool read(const QString &range, const QString &order)
    {
        QString sql = u"SELECT %1%2 FROM %3"_s.arg(m_table.byNumber ? u"rowid, "_s : u"0, "_s, joined(m_table.columns),
                                                   m_table.name);
        if (!range.isEmpty())
            sql += u" WHERE "_s + range;
        try {
            Statement select(m_from, sql + u" ORDER BY "_s + order);
            Rows rows = select.rows();
            while (rows.next()) {
                m_number = m_table.byNumber ? rows.integer(0) : m_number;
                keep(rows);
            }
        } catch (const SqlError &) {
            return false;
        }
        return true;
    }

    void keep(const Rows &rows)
    {
        QVariantList values;
        for (int i = 0; i < m_table.columns.size(); ++i)
            values.append(rows.value(i + 1));
        try {
            m_kept += m_insert.runWith(values);
        } catch (const SqlError &) {
            // A value of another type than its column's: the damage is in the row.
        }
    }

    // Of seeks in one table: a file full of damaged pages must not keep a server from starting for ever.
    static constexpr int mostAttempts = 10'000;

    QSqlDatabase m_from;
    Table m_table;
    Statement m_insert;
    qint64 m_number = 0;
    qint64 m_kept = 0;
    int m_attempts = 0;
};

// Where the row of a conversation is lost, its messages bring it back, without its name. What the kinds' ids begin
// with is the protocol's.
const QString bringBack = uR"(
    INSERT OR IGNORE INTO conversation (id, kind, name, name_key, topic, public, seq, rev, first, last_at, changed_at)
    SELECT conversation,
           CASE WHEN conversation LIKE 'room:%' THEN 'room' WHEN conversation LIKE 'dm:%' THEN 'dm'
                WHEN conversation LIKE 'bot:%' THEN 'bot' ELSE 'group' END,
           CASE WHEN conversation LIKE 'room:%' THEN conversation ELSE '' END,
           CASE WHEN conversation LIKE 'room:%' THEN conversation ELSE '' END,
           '', 0, 0, 0, 0, max(at), max(at)
    FROM message GROUP BY conversation)"_s;

const QString countAnew = uR"(
    UPDATE conversation SET
        seq = max(seq, coalesce((SELECT max(seq) FROM message WHERE conversation = conversation.id), 0)),
        rev = max(rev, coalesce((SELECT max(rev) FROM message WHERE conversation = conversation.id), 0)))"_s;

void makeAgree(const QSqlDatabase &database, const QList<Table> &tables)
{
    Statement(database, bringBack).run();
    Statement(database, countAnew).run();
    for (const Table &table : tables) {
        if (table.columns.contains("conversation"_L1) && table.name != "message"_L1)
            Statement(database,
                      u"DELETE FROM %1 WHERE conversation NOT IN (SELECT id FROM conversation)"_s.arg(table.name))
                .run();
        if (table.name == "pref"_L1)
            Statement(database, u"DELETE FROM pref WHERE account NOT IN (SELECT key FROM account)"_s).run();
    }
}

// Rows of what a chat is made of. A damaged schema reads as an empty database.
qint64 copyTables(const QSqlDatabase &from, const QSqlDatabase &to)
{
    qint64 kept = 0;
    const QList<Table> tables = tablesOf(to);
    Statement(to, u"BEGIN"_s).run();
    for (const Table &table : tables) {
        const qint64 rows = TableCopy(from, to, table).run();
        if (table.name == "account"_L1 || table.name == "conversation"_L1 || table.name == "message"_L1)
            kept += rows;
    }
    makeAgree(to, tables);
    Statement(to, u"COMMIT"_s).run();
    return kept;
}

} // namespace

QString rebuild(const QString &from, const QString &to)
{
    const auto damaged = Connection::open(from, Connection::Mode::ReadOnly);
    if (!damaged)
        return damaged.error().reason;
    const auto made = Connection::open(to, Connection::Mode::Build);
    if (!made)
        return made.error().reason;
    try {
        const int version = schemaVersion((*damaged)->database());
        if (version < 1)
            return u"there is nothing in it"_s;
        // A schema with a damaged line gives what its other lines describe.
        Statement((*damaged)->database(), u"PRAGMA writable_schema = ON"_s).run();
        migrate((*made)->database(), migrationScripts().mid(0, version));
        if (copyTables((*damaged)->database(), (*made)->database()) == 0)
            return u"nothing in it can be read"_s;
    } catch (const SqlError &error) {
        return error.reason;
    }
    return syncFile(to);
}

} // namespace confab::store
