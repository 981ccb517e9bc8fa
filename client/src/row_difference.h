// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QStringList>

namespace confab::client
{

struct RowRange {
    qsizetype first = 0;
    qsizetype last = 0; // included
    [[nodiscard]] qsizetype count() const { return last - first + 1; }
    bool operator==(const RowRange &) const = default;
};

// How to make one list of rows into another with the fewest rows touched.
struct RowDifference {
    QList<RowRange> removed;  // places in the old list, ascending; to be removed from below
    QList<RowRange> inserted; // places in the new list, ascending; to be inserted from above
};

// Rows are matched by key; a key that stands twice in a list is matched once. What moved is removed and inserted.
[[nodiscard]] RowDifference rowDifference(const QStringList &before, const QStringList &after);

} // namespace confab::client
