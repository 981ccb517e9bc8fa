// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/shared_counts.h>

#include <QObject>
#include <QStringList>

#include <functional>

namespace confab::tests
{

// What SharedCounts keeps to.
class CountsContract : public QObject
{
    Q_OBJECT

public:
    explicit CountsContract(core::SharedCounts &counts)
        : m_counts(counts)
    {
    }

private slots:
    void aBucketEmptiesAndFills();
    void aBucketHoldsNoMoreThanItHolds();
    void triesAreCountedByName();
    void triesAreForgotten();

private:
    core::SharedCounts &m_counts;
};

// Against counts that nobody else writes; the number of failures.
[[nodiscard]] int runCountsContract(core::SharedCounts &counts, const QStringList &arguments);

} // namespace confab::tests
