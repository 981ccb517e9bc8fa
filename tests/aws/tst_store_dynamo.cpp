// SPDX-License-Identifier: GPL-3.0-or-later
// The store on DynamoDB keeps to the same contract as the one on SQLite.
#include "dynamo_world.h"
#include "store_contract/counts_contract.h"
#include "store_contract/store_contract.h"

#include <QCoreApplication>

using namespace confab;

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const auto emulator = tests::DynamoEmulator::start(QStringLiteral(EMULATOR));
    if (!emulator)
        return tests::skipped;
    const tests::FakeClock clock;
    aws::DynamoClient client(emulator->environment(), clock);
    int failures = tests::runStoreContract([&client] { return std::make_unique<tests::DynamoWorld>(client); },
                                           QCoreApplication::arguments());
    const tests::FreshTables tables(client);
    failures +=
        tests::runCountsContract(*aws::DynamoStore::openCounts(client, tables.names), QCoreApplication::arguments());
    const aws::DynamoClient::Counters counters = client.counters();
    qInfo("%lld calls, %lld of them again, %lld transactions cancelled", counters.calls, counters.retries,
          counters.cancelled);
    return failures;
}
