// SPDX-License-Identifier: GPL-3.0-or-later
#include "counts_contract.h"

#include "store_world.h"

#include <QtTest>

namespace confab::tests
{

namespace
{

// Fails the test where there is an error, and gives nothing then.
template <class T>
T given(Expected<T, core::Unavailable> answer)
{
    if (answer)
        return std::move(answer).value();
    QTest::qFail(qPrintable(answer.error().reason), __FILE__, __LINE__);
    return {};
}

} // namespace

void CountsContract::aBucketEmptiesAndFills()
{
    const core::SharedCounts::Rate rate{.perSecond = 4, .atOnce = 3};
    const auto take = [&](const QString &name, qint64 ms) {
        return given(m_counts.take(name, rate, at(0).addMSecs(ms)));
    };
    for (int i = 0; i < 3; ++i)
        QCOMPARE(take(u"ann"_s, 0), 0);
    const qint64 wait = take(u"ann"_s, 0);
    QVERIFY(wait > 0 && wait <= 250);
    // What is refused costs nothing.
    QVERIFY(take(u"ann"_s, 100) > 0);
    QCOMPARE(take(u"bob"_s, 100), 0);
    QCOMPARE(take(u"ann"_s, 250), 0);
    QVERIFY(take(u"ann"_s, 300) > 0);
    QCOMPARE(take(u"ann"_s, 750), 0);
    QCOMPARE(take(u"ann"_s, 751), 0);
    QVERIFY(take(u"ann"_s, 752) > 0);
}

void CountsContract::aBucketHoldsNoMoreThanItHolds()
{
    const core::SharedCounts::Rate rate{.perSecond = 0.1, .atOnce = 2};
    for (const qint64 second : {0, 100'000}) {
        QCOMPARE(given(m_counts.take(u"a#b c"_s, rate, at(second))), 0);
        QCOMPARE(given(m_counts.take(u"a#b c"_s, rate, at(second))), 0);
        QVERIFY(given(m_counts.take(u"a#b c"_s, rate, at(second))) > 9'000);
    }
}

void CountsContract::triesAreCountedByName()
{
    QCOMPARE(given(m_counts.addTry(u"x"_s, at(10), at(0))), 1);
    QCOMPARE(given(m_counts.addTry(u"x"_s, at(12), at(2))), 2);
    QCOMPARE(given(m_counts.addTry(u"y"_s, at(13), at(3))), 1);
    const auto all = given(m_counts.tries({u"y"_s, u"z"_s, u"x"_s}, at(5)));
    QCOMPARE(all.size(), 3);
    QCOMPARE(all[0].count, 1);
    QCOMPARE(all[0].last, at(13));
    QCOMPARE(all[1].count, 0);
    QVERIFY(!all[1].last.isValid());
    QCOMPARE(all[2].count, 2);
    QCOMPARE(all[2].last, at(12));
    (void)given(m_counts.takeBackTry(u"x"_s));
    QCOMPARE(given(m_counts.tries({u"x"_s}, at(5)))[0].count, 1);
}

void CountsContract::triesAreForgotten()
{
    (void)given(m_counts.forgetTries(u"f"_s));
    (void)given(m_counts.takeBackTry(u"f"_s));
    QCOMPARE(given(m_counts.addTry(u"f"_s, at(10), at(0))), 1);
    QCOMPARE(given(m_counts.addTry(u"f"_s, at(11), at(1))), 2);
    (void)given(m_counts.forgetTries(u"f"_s));
    QCOMPARE(given(m_counts.addTry(u"f"_s, at(12), at(2))), 1);
    // What is long ago counts no more.
    QCOMPARE(given(m_counts.tries({u"f"_s}, at(12)))[0].count, 0);
    QCOMPARE(given(m_counts.addTry(u"f"_s, at(30), at(12))), 1);
    QCOMPARE(given(m_counts.addTry(u"f"_s, at(31), at(13))), 2);
}

int runCountsContract(core::SharedCounts &counts, const QStringList &arguments)
{
    CountsContract contract(counts);
    return QTest::qExec(&contract, arguments);
}

} // namespace confab::tests
