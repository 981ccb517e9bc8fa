// SPDX-License-Identifier: GPL-3.0-or-later
// The store that the tests of the core stand on keeps to the same contract as the programs' own.
#include "memory_counts.h"
#include "memory_store.h"
#include "store_contract/counts_contract.h"
#include "store_contract/store_contract.h"

#include <QCoreApplication>

using namespace confab;
using namespace confab::tests;

namespace
{

class MemoryWorld final : public StoreWorld
{
public:
    [[nodiscard]] core::Store &store() override { return m_store; }
    [[nodiscard]] core::Reads &reads() override { return m_store.reads(); }
    void bringIndexUpToDate() override {}

private:
    MemoryStore m_store;
};

} // namespace

int main(int argc, char *argv[])
{
    const QCoreApplication application(argc, argv);
    MemoryCounts counts;
    return runStoreContract([] { return std::make_unique<MemoryWorld>(); }, QCoreApplication::arguments()) +
           runCountsContract(counts, QCoreApplication::arguments());
}
