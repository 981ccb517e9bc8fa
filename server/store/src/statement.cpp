// SPDX-License-Identifier: GPL-3.0-or-later
#include "statement.h"

#include <QSqlError>
#include <QTimeZone>

namespace confab::store
{

namespace
{

[[noreturn]] void fail(const QSqlError &error)
{
    throw SqlError{error.text(), error.nativeErrorCode()};
}

} // namespace

QVariant toSql(const QString &text)
{
    return text.isNull() ? QVariant(QString::fromLatin1("")) : QVariant(text);
}

QVariant toSql(const QByteArray &bytes)
{
    return bytes.isNull() ? QVariant(QByteArray("")) : QVariant(bytes);
}

QVariant toSql(const QDateTime &time)
{
    return toSql(time.isValid() ? time.toMSecsSinceEpoch() : qint64{0});
}

bool Rows::next()
{
    if (m_query.next())
        return true;
    if (m_query.lastError().isValid())
        fail(m_query.lastError());
    return false;
}

QDateTime Rows::time(int column) const
{
    // Never by way of local time, which asks the system for its time zone each time.
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
    return QDateTime::fromMSecsSinceEpoch(integer(column), QTimeZone::UTC);
#else
    return QDateTime::fromMSecsSinceEpoch(integer(column), Qt::UTC);
#endif
}

Statement::Statement(const QSqlDatabase &database, QString sql)
    : m_database(database)
    , m_sql(std::move(sql))
{
}

void Statement::execute(const QVariantList &values)
{
    if (!m_query) {
        auto query = std::make_unique<QSqlQuery>(m_database);
        query->setForwardOnly(true);
        if (!query->prepare(m_sql))
            fail(query->lastError());
        m_query = std::move(query);
    }
    for (int i = 0; i < values.size(); ++i)
        m_query->bindValue(i, values.at(i));
    if (!m_query->exec()) {
        const QSqlError error = m_query->lastError();
        m_query->finish();
        fail(error);
    }
}

QString firstText(const QSqlDatabase &database, const QString &sql)
{
    Statement statement(database, sql);
    Rows rows = statement.rows();
    return rows.next() ? rows.text(0) : QString();
}

} // namespace confab::store
