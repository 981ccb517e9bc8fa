// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

#include <QByteArray>
#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QString>
#include <QVariant>

#include <memory>
#include <type_traits>

namespace confab::store
{

using namespace Qt::StringLiterals;

// Thrown by statements and caught where an operation ends (Writer, Reads): it never leaves this module. An operation is
// many statements, each of which can fail in the same way with the same consequence.
struct SqlError {
    QString reason;
    QString nativeCode; // SQLite's result code
};

// How values are bound. QtSql binds null strings as NULL and unsigned numbers as text, so neither gets through.
[[nodiscard]] QVariant toSql(const QString &text);
[[nodiscard]] QVariant toSql(const QByteArray &bytes);
[[nodiscard]] QVariant toSql(const QDateTime &time);
[[nodiscard]] inline QVariant toSql(qint64 number)
{
    return QVariant::fromValue<qlonglong>(number);
}
[[nodiscard]] inline QVariant toSql(bool flag)
{
    return QVariant::fromValue<qlonglong>(flag ? 1 : 0);
}
template <class E>
requires std::is_enum_v<E>
[[nodiscard]] QVariant toSql(E value)
{
    return toSql(QString(protocol::nameOf(value)));
}

// The rows of a SELECT while they are read. Ends the statement when it goes: an open one would keep the WAL growing.
class Rows
{
public:
    explicit Rows(QSqlQuery &query)
        : m_query(query)
    {
    }
    ~Rows() { m_query.finish(); }
    Q_DISABLE_COPY_MOVE(Rows)

    [[nodiscard]] bool next();
    [[nodiscard]] qint64 integer(int column) const { return m_query.value(column).toLongLong(); }
    [[nodiscard]] bool flag(int column) const { return integer(column) != 0; }
    [[nodiscard]] QVariant value(int column) const { return m_query.value(column); }
    [[nodiscard]] QString text(int column) const { return m_query.value(column).toString(); }
    [[nodiscard]] QByteArray bytes(int column) const { return m_query.value(column).toByteArray(); }
    [[nodiscard]] QDateTime time(int column) const;
    template <class E>
    [[nodiscard]] E word(int column, E otherwise) const
    {
        return protocol::valueOf<E>(text(column)).value_or(otherwise);
    }

private:
    QSqlQuery &m_query;
};

// A statement, prepared at its first use and kept: QtSql has no cache of its own.
class Statement
{
public:
    Statement(const QSqlDatabase &database, QString sql);

    // Values stand for the question marks, one for one: QtSql cannot use one value twice.
    // Number of rows changed. Throws SqlError.
    template <class... Values>
    qint64 run(const Values &...values)
    {
        return runWith({toSql(values)...});
    }
    // Throws SqlError. One set of rows at a time.
    template <class... Values>
    [[nodiscard]] Rows rows(const Values &...values)
    {
        execute({toSql(values)...});
        return Rows(*m_query);
    }

    // The same, with values as they came out of another database.
    qint64 runWith(const QVariantList &values)
    {
        execute(values);
        const qint64 changed = m_query->numRowsAffected();
        m_query->finish();
        return changed;
    }

private:
    void execute(const QVariantList &values);

    QSqlDatabase m_database;
    QString m_sql;
    std::unique_ptr<QSqlQuery> m_query;
};

// The first column of the first row; null where there is none. Throws SqlError.
[[nodiscard]] QString firstText(const QSqlDatabase &database, const QString &sql);

} // namespace confab::store
