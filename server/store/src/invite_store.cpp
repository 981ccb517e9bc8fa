// SPDX-License-Identifier: GPL-3.0-or-later
#include "invite_store.h"

namespace confab::store
{

namespace
{

core::Invite readInvite(const Rows &rows)
{
    return {.id = rows.text(0),
            .codeHash = rows.bytes(1),
            .usesLeft = rows.integer(2),
            .expiresAt = rows.time(3),
            .room = rows.text(4),
            .createdBy = rows.text(5),
            .revoked = rows.flag(6)};
}

} // namespace

SqliteInviteStore::SqliteInviteStore(Context &context)
    : m_context(context)
    , m_exists(context.database, u"SELECT 1 FROM invite WHERE id = ? OR code = ?"_s)
    , m_insert(context.database, u"INSERT INTO invite (id, code, uses_left, expires_at, room, created_by, revoked) "
                                 "VALUES (?, ?, ?, ?, ?, ?, ?)"_s)
    , m_find(context.database, u"SELECT id, code, uses_left, expires_at, room, created_by, revoked FROM invite "
                               "WHERE code = ?"_s)
    , m_list(context.database, u"SELECT id, code, uses_left, expires_at, room, created_by, revoked FROM invite "
                               "ORDER BY id"_s)
    , m_revoke(context.database, u"UPDATE invite SET revoked = 1 WHERE id = ?"_s)
{
}

core::Outcome<core::Invite> SqliteInviteStore::create(const core::Invite &invite)
{
    return m_context.writer.change<core::Invite>([&]() -> core::Outcome<core::Invite> {
        if (invite.makesOwner)
            return core::GuardFailed{core::Guard::NotAllowed};
        if (m_exists.rows(invite.id, invite.codeHash).next())
            return core::GuardFailed{core::Guard::AlreadyThere};
        if (!invite.room.isEmpty()) {
            const auto room = m_context.conversations.find(invite.room);
            if (!room || room->conversation.kind != protocol::ConversationKind::Room)
                return core::GuardFailed{core::Guard::NotFound};
        }
        m_insert.run(invite.id, invite.codeHash, invite.usesLeft, invite.expiresAt, invite.room, invite.createdBy,
                     invite.revoked);
        return invite;
    });
}

Expected<std::optional<core::Invite>, core::Unavailable> SqliteInviteStore::find(const QByteArray &codeHash)
{
    return m_context.readAll<std::optional<core::Invite>>([&]() -> std::optional<core::Invite> {
        Rows rows = m_find.rows(codeHash);
        if (!rows.next())
            return std::nullopt;
        return readInvite(rows);
    });
}

Expected<QList<core::Invite>, core::Unavailable> SqliteInviteStore::list()
{
    return m_context.readAll<QList<core::Invite>>([&] {
        QList<core::Invite> invites;
        Rows rows = m_list.rows();
        while (rows.next())
            invites.append(readInvite(rows));
        return invites;
    });
}

core::Outcome<std::monostate> SqliteInviteStore::revoke(const QString &id)
{
    return m_context.writer.change<std::monostate>([&]() -> core::Outcome<std::monostate> {
        if (m_revoke.run(id) == 0)
            return core::GuardFailed{core::Guard::NotFound};
        return std::monostate();
    });
}

} // namespace confab::store
