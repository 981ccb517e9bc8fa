// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "search_index.h"

// Hands for the search index of a folder, without the thread that turns it in the programs.
namespace confab::tests
{

[[nodiscard]] inline std::unique_ptr<store::SearchIndex> openSearchIndex(const QString &folder)
{
    auto connection = store::Connection::open(store::databasePath(folder), store::Connection::Mode::ReadWrite);
    if (!connection)
        qFatal("%s", qPrintable(connection.error().reason));
    return std::make_unique<store::SearchIndex>(std::move(connection).value(), folder);
}

// In steps of a size that makes several of them; how many there were.
inline int bringUpToDate(store::SearchIndex &index, qsizetype step = 40)
{
    int steps = 0;
    while (index.step(step))
        ++steps;
    return steps;
}

} // namespace confab::tests
