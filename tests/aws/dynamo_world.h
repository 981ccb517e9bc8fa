// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core_fakes.h"
#include "dynamo_emulator.h"
#include "store_contract/store_world.h"

#include <confab/aws/dynamo_store.h>

namespace confab::tests
{

// ctest takes a program that ends with it for skipped.
inline constexpr int skipped = 77;

// Tables that nobody else has, for as long as this lives.
class FreshTables final
{
public:
    explicit FreshTables(aws::DynamoClient &client)
        : m_client(client)
    {
        static int number = 0;
        const QString prefix = u"w%1-"_s.arg(++number);
        names = {.connections = prefix + u"ChatConnections"_s,
                 .history = prefix + u"ChatHistory"_s,
                 .state = prefix + u"ConfabState"_s};
        if (const auto error = aws::createTables(client, names))
            qFatal("no tables: %ls", qUtf16Printable(error->error.detail));
    }
    ~FreshTables()
    {
        if (const auto error = aws::deleteTables(m_client, names))
            qWarning("tables stay: %ls", qUtf16Printable(error->error.detail));
    }
    aws::DynamoTables names;

private:
    aws::DynamoClient &m_client;
};

class DynamoWorld final : public StoreWorld
{
public:
    explicit DynamoWorld(aws::DynamoClient &client)
        : m_tables(client)
        , m_store(std::move(aws::DynamoStore::open(client, m_tables.names)).value())
        , m_reads(aws::DynamoStore::openReads(client, m_tables.names))
    {
    }
    [[nodiscard]] core::Store &store() override { return *m_store; }
    [[nodiscard]] core::Reads &reads() override { return *m_reads; }
    void bringIndexUpToDate() override {}
    [[nodiscard]] bool undoesBatches() const override { return false; }
    [[nodiscard]] bool searches() const override { return false; }
    [[nodiscard]] const aws::DynamoTables &names() const { return m_tables.names; }

private:
    FreshTables m_tables;
    std::unique_ptr<aws::DynamoStore> m_store;
    std::unique_ptr<core::Reads> m_reads;
};

} // namespace confab::tests
