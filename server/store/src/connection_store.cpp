// SPDX-License-Identifier: GPL-3.0-or-later
#include "connection_store.h"

namespace confab::store
{

SqliteConnectionStore::SqliteConnectionStore(Context &context)
    : m_context(context)
    , m_put(context.database,
            u"INSERT OR REPLACE INTO connection (id, username, key, plain, since) VALUES (?, ?, ?, ?, ?)"_s)
    , m_remove(context.database, u"DELETE FROM connection WHERE id = ?"_s)
    , m_clear(context.database, u"DELETE FROM connection"_s)
    , m_list(context.database, u"SELECT id, username, key, plain, since FROM connection ORDER BY id"_s)
{
}

core::Outcome<std::monostate> SqliteConnectionStore::put(const core::ConnectionRow &row)
{
    return m_context.writer.change<std::monostate>([&]() -> core::Outcome<std::monostate> {
        m_put.run(row.id, row.username, row.key, row.plain, row.since);
        return std::monostate();
    });
}

core::Outcome<std::monostate> SqliteConnectionStore::remove(const QString &id)
{
    return m_context.writer.change<std::monostate>([&]() -> core::Outcome<std::monostate> {
        m_remove.run(id);
        return std::monostate();
    });
}

core::Outcome<std::monostate> SqliteConnectionStore::clear()
{
    return m_context.writer.change<std::monostate>([&]() -> core::Outcome<std::monostate> {
        m_clear.run();
        return std::monostate();
    });
}

QList<core::ConnectionRow> SqliteConnectionStore::list()
{
    return m_context.read(QList<core::ConnectionRow>(), [&] {
        QList<core::ConnectionRow> connections;
        Rows rows = m_list.rows();
        while (rows.next()) {
            connections.append({.id = rows.text(0),
                                .username = rows.text(1),
                                .key = rows.text(2),
                                .plain = rows.flag(3),
                                .since = rows.time(4)});
        }
        return connections;
    });
}

} // namespace confab::store
