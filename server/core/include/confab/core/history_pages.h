// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>

#include <functional>

// Which messages a page of a history holds, so that all stores give the same ones. Stores say how messages are read.
namespace confab::core
{

// The messages that a page is taken from: a conversation's, or those that HistoryQuery::only leaves of them. What these
// throw goes through.
struct PageSource {
    using Side = std::function<QList<protocol::Message>(qint64 seq, qsizetype limit)>;
    // Those nearest to `seq`, itself among them: downwards, upwards. `limit` of them where there are so many; more do
    // no harm.
    Side below;
    Side above;
    // The viewer's own reactions; asked once for all that may come to stand on the page.
    std::function<void(QList<protocol::Message> &messages)> addMine;
};

// Grows from the place that the query names: downwards, upwards, or, for `around`, half of it to either side, where
// what one side has no use for is the other's. Where the bytes are fewer than the messages, both ends are cut alike.
[[nodiscard]] HistoryPage pageOf(const HistoryQuery &query, const protocol::Conversation &conversation,
                                 const PageSource &source);

} // namespace confab::core
