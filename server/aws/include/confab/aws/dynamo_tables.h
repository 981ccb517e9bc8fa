// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/dynamo_client.h>

#include <QString>

#include <optional>

namespace confab::aws
{

// What the tables are called. Their keys are fixed: connectionId; chatId and timestamp; pk and sk.
struct DynamoTables {
    QString connections = QStringLiteral("ChatConnections");
    QString history = QStringLiteral("ChatHistory");
    QString state = QStringLiteral("ConfabState");
};

// Makes the three, on demand, with the index byShard and their times to live, and waits until they can be
// used (for a minute at the most). For tests, and for who deploys without the template. An error: nothing or some of
// them are there. Blocks.
[[nodiscard]] std::optional<DynamoError> createTables(DynamoClient &client, const DynamoTables &tables);
// With all that is in them.
[[nodiscard]] std::optional<DynamoError> deleteTables(DynamoClient &client, const DynamoTables &tables);

} // namespace confab::aws
