// SPDX-License-Identifier: GPL-3.0-or-later
#include "search_index_hands.h"
#include "store_contract/store_contract.h"

#include <confab/store/sqlite_store.h>

#include <QCoreApplication>
#include <QTemporaryDir>

namespace
{

using namespace confab;

class SqliteWorld final : public tests::StoreWorld
{
public:
    SqliteWorld()
        : m_store(std::move(store::SqliteStore::open(m_folder.path(), store::SqliteStore::Purpose::Serve)).value())
        , m_reads(std::move(store::SqliteStore::openReads(m_folder.path())).value())
    {
    }
    [[nodiscard]] core::Store &store() override { return *m_store; }
    [[nodiscard]] core::Reads &reads() override { return *m_reads; }
    void bringIndexUpToDate() override
    {
        if (!m_index)
            m_index = tests::openSearchIndex(m_folder.path());
        tests::bringUpToDate(*m_index);
    }

private:
    QTemporaryDir m_folder;
    std::unique_ptr<store::SqliteStore> m_store;
    std::unique_ptr<core::Reads> m_reads;
    std::unique_ptr<store::SearchIndex> m_index;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    return tests::runStoreContract([] { return std::make_unique<SqliteWorld>(); }, application.arguments());
}
