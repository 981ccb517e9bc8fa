// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/dynamo_tables.h>
#include <confab/core/outcome.h>
#include <confab/core/ports.h>
#include <confab/protocol/expected.h>

// What whoever looks after a chat does to its tables by hand. Each blocks, asks by Query and never by Scan, and may be
// cut off and done again. An error says what DynamoDB did not do.
namespace confab::aws
{

// The article's own rows (ISO times as `timestamp`) of `group` and `bot`, made messages of these conversations in the
// order of their times. Each once: how far it has come is written together with them. They stay where they are.
struct Imported {
    qint64 messages = 0;
    qint64 leftOut = 0; // rows without a text, or without a time
    // Conversations in which people have talked already: what was said before them can have no number any more.
    QStringList refused;
};
[[nodiscard]] Expected<Imported, core::Unavailable> importArticle(DynamoClient &client, const DynamoTables &tables);

// Makes tables agree again that were restored each by itself, while nobody chats, and gives the server a new epoch, so
// that clients forget what the tables do not know. What was mended, a sentence each; none: all was in order.
[[nodiscard]] Expected<QStringList, core::Unavailable> repairTables(DynamoClient &client, const DynamoTables &tables);

// A code to sign up with as the server's owner, once and within a day; those that were made before are revoked. Nothing
// where there is an owner already. Of it only the hash is kept.
[[nodiscard]] Expected<std::optional<QString>, core::Unavailable>
makeOwnerCode(DynamoClient &client, const DynamoTables &tables, core::Random &random, const core::Clock &clock);

} // namespace confab::aws
