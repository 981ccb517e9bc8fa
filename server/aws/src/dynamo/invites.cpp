// SPDX-License-Identifier: GPL-3.0-or-later
#include "stores.h"

namespace confab::aws
{

using core::Guard;
using core::GuardFailed;
using core::Outcome;

Outcome<core::Invite> DynamoInvites::create(const core::Invite &invite)
{
    return change<core::Invite>(m_database, [&](Transaction &transaction) -> Outcome<core::Invite> {
        const Layout &keys = transaction.keys;
        transaction.load({keys.invite(invite.id), keys.inviteCode(invite.codeHash)});
        if (transaction.get(keys.invite(invite.id)) || transaction.get(keys.inviteCode(invite.codeHash)))
            return GuardFailed{Guard::AlreadyThere};
        // A room that goes later leaves its invites as they are: so it does where it goes meanwhile.
        if (!invite.room.isEmpty()) {
            const auto room = peekHead(transaction, invite.room);
            if (!room || room->conversation.kind != protocol::ConversationKind::Room)
                return GuardFailed{Guard::NotFound};
        }
        transaction.put(keys.invite(invite.id), toItem(invite));
        transaction.put(keys.inviteCode(invite.codeHash), Item().setText("id"_L1, invite.id));
        return invite;
    });
}

Expected<std::optional<core::Invite>, core::Unavailable> DynamoInvites::find(const QByteArray &codeHash)
{
    return readAll<std::optional<core::Invite>>([&]() -> std::optional<core::Invite> {
        const auto code = m_database.get(m_database.keys.inviteCode(codeHash));
        if (!code)
            return std::nullopt;
        const QString id = code->text("id"_L1);
        const auto item = m_database.get(m_database.keys.invite(id));
        return item ? std::optional(inviteOf(*item, id)) : std::nullopt;
    });
}

Expected<QList<core::Invite>, core::Unavailable> DynamoInvites::list()
{
    return readAll<QList<core::Invite>>([&] {
        const Layout &keys = m_database.keys;
        QList<core::Invite> invites;
        m_database.each(rangeOf(keys.state, keys.invite({}).partition, {}), [&](const Item &item) {
            invites.append(inviteOf(item, Database::keyOf(keys.state, item).sort));
            return true;
        });
        return invites;
    });
}

Outcome<Nothing> DynamoInvites::revoke(const QString &id)
{
    return change<Nothing>(m_database, [&](Transaction &transaction) -> Outcome<Nothing> {
        const Item *item = transaction.get(transaction.keys.invite(id));
        if (!item)
            return GuardFailed{Guard::NotFound};
        core::Invite invite = inviteOf(*item, id);
        invite.revoked = true;
        transaction.put(transaction.keys.invite(id), toItem(invite));
        return Nothing();
    });
}

} // namespace confab::aws
