// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory_reads.h"
#include "read_pool.h"
#include "test_program.h"

#include <QTest>

#include <atomic>

using namespace confab;
using app::ReadPool;

namespace
{

// Of a store that holds nothing.
std::unique_ptr<core::Reads> emptyReads()
{
    return std::make_unique<tests::MemoryReads>([]() -> const tests::MemoryState & {
        static const tests::MemoryState nothing;
        return nothing;
    });
}

} // namespace

class TestReadPool : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noReaderOpens()
    {
        std::atomic<int> tried = 0;
        const auto pool = ReadPool::open(2, 4, [&tried]() -> std::unique_ptr<core::Reads> {
            ++tried;
            return nullptr;
        });
        QVERIFY(!pool);
        QCOMPARE(tried.load(), 2);
    }

    // What is queued is answered, also where some readers could not be opened.
    void oneReaderIsEnough()
    {
        std::atomic<int> tried = 0;
        const auto pool = ReadPool::open(
            3, 64, [&tried]() -> std::unique_ptr<core::Reads> { return ++tried == 2 ? emptyReads() : nullptr; });
        QVERIFY(pool);
        QCOMPARE(tried.load(), 3);
        int answered = 0;
        for (int i = 0; i < 20; ++i)
            QVERIFY(pool->read([&answered](core::Reads &) { return [&answered] { ++answered; }; }));
        QTRY_COMPARE(answered, 20);
    }
};

CONFAB_TEST(TestReadPool)
#include "tst_read_pool.moc"
