// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_store.h"

namespace confab::store
{

using Nothing = std::monostate;

SqliteSessionStore::SqliteSessionStore(Context &context)
    : m_context(context)
    , m_put(context.database, u"INSERT OR REPLACE INTO session (token, key, username, guest, created_at, expires_at) "
                              "VALUES (?, ?, ?, ?, ?, ?)"_s)
    , m_find(context.database,
             u"SELECT token, key, username, guest, created_at, expires_at FROM session WHERE token = ? "
             "AND expires_at > ? AND (guest = 1 OR EXISTS (SELECT 1 FROM account WHERE account.key = session.key "
             "AND account.disabled = 0))"_s)
    , m_extend(context.database, u"UPDATE session SET expires_at = ? WHERE token = ?"_s)
    , m_remove(context.database, u"DELETE FROM session WHERE token = ?"_s)
    , m_removeExpired(context.database, u"DELETE FROM session WHERE expires_at <= ? RETURNING guest, key"_s)
{
}

core::Outcome<Nothing> SqliteSessionStore::put(const core::Session &session)
{
    return m_context.writer.change<Nothing>([&]() -> core::Outcome<Nothing> {
        m_put.run(session.tokenHash, session.key, session.username, session.guest, session.createdAt,
                  session.expiresAt);
        return Nothing();
    });
}

Expected<std::optional<core::Session>, core::Unavailable> SqliteSessionStore::find(const QByteArray &tokenHash,
                                                                                   const QDateTime &now)
{
    return m_context.readAll<std::optional<core::Session>>([&]() -> std::optional<core::Session> {
        Rows rows = m_find.rows(tokenHash, now);
        if (!rows.next())
            return std::nullopt;
        return core::Session{.tokenHash = rows.bytes(0),
                             .key = rows.text(1),
                             .username = rows.text(2),
                             .guest = rows.flag(3),
                             .createdAt = rows.time(4),
                             .expiresAt = rows.time(5)};
    });
}

core::Outcome<Nothing> SqliteSessionStore::extend(const QByteArray &tokenHash, const QDateTime &expiresAt)
{
    return m_context.writer.change<Nothing>([&]() -> core::Outcome<Nothing> {
        m_extend.run(expiresAt, tokenHash);
        return Nothing();
    });
}

core::Outcome<Nothing> SqliteSessionStore::remove(const QByteArray &tokenHash)
{
    return m_context.writer.change<Nothing>([&]() -> core::Outcome<Nothing> {
        m_remove.run(tokenHash);
        return Nothing();
    });
}

core::Outcome<QStringList> SqliteSessionStore::removeExpired(const QDateTime &now)
{
    return m_context.writer.change<QStringList>([&]() -> core::Outcome<QStringList> {
        QStringList guests;
        Rows rows = m_removeExpired.rows(now);
        while (rows.next()) {
            if (rows.flag(0))
                guests.append(rows.text(1));
        }
        return guests;
    });
}

} // namespace confab::store
