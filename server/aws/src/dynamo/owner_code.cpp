// SPDX-License-Identifier: GPL-3.0-or-later
#include "stores.h"

#include <confab/aws/dynamo_upkeep.h>
#include <confab/core/digest.h>
#include <confab/protocol/ulid.h>

namespace confab::aws
{

namespace
{

constexpr qsizetype codeBytes = 16;
constexpr qint64 codeHours = 24;

// Throws Failure.
template <class T>
T done(core::Outcome<T> outcome)
{
    if (T *value = std::get_if<T>(&outcome))
        return std::move(*value);
    const auto *unavailable = std::get_if<core::Unavailable>(&outcome);
    throw Failure{unavailable ? unavailable->reason : u"an answer that makes no sense"_s};
}

} // namespace

Expected<std::optional<QString>, core::Unavailable> makeOwnerCode(DynamoClient &client, const DynamoTables &tables,
                                                                  core::Random &random, const core::Clock &clock)
{
    return readAll<std::optional<QString>>([&]() -> std::optional<QString> {
        Database database(client, tables);
        (void)done(DynamoServer(database).ensure());
        const auto sums = database.get(database.keys.accountSums());
        if (sums && accountSumsOf(&*sums).owners > 0)
            return std::nullopt;
        DynamoInvites invites(database);
        const auto known = invites.list();
        if (!known)
            throw Failure{known.error().reason};
        for (const core::Invite &invite : *known) {
            if (invite.makesOwner && !invite.revoked)
                done(invites.revoke(invite.id));
        }
        const QString code = QString::fromLatin1(
            random.bytes(codeBytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
        const QDateTime now = clock.now();
        core::Invite invite;
        invite.id = protocol::makeUlid(now);
        invite.codeHash = core::digestOf(code);
        invite.expiresAt = now.addSecs(codeHours * 60 * 60);
        invite.makesOwner = true;
        (void)done(invites.create(invite));
        return code;
    });
}

} // namespace confab::aws
