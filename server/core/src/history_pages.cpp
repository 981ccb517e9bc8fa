// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/core/history_pages.h>

#include <confab/protocol/pages.h>

#include <algorithm>

namespace confab::core
{

using protocol::Message;

namespace
{

// Everything ≤ `split` lies below.
struct Around {
    qint64 split = 0;
    qsizetype mostBelow = 0;
    qsizetype mostAbove = 0;
};

// Clients name any number as a place.
Around placeOf(const HistoryQuery &query, qint64 newest)
{
    if (query.before)
        return {std::clamp(*query.before, qint64{1}, newest + 1) - 1, query.limit, 0};
    if (query.after)
        return {std::clamp(*query.after, qint64{0}, newest), 0, query.limit};
    if (query.around)
        return {std::clamp(*query.around, qint64{0}, newest), query.limit - query.limit / 2, query.limit / 2};
    return {newest, query.limit, 0};
}

} // namespace

HistoryPage pageOf(const HistoryQuery &query, const protocol::Conversation &conversation, const PageSource &source)
{
    auto [split, mostBelow, mostAbove] = placeOf(query, conversation.seq);
    QList<Message> older = mostBelow > 0 ? source.below(split, query.limit) : QList<Message>();
    QList<Message> newer = mostAbove > 0 ? source.above(split + 1, query.limit) : QList<Message>();
    if (query.around) {
        // Near an end of the history the other side gets what is not needed there.
        mostAbove = std::max(mostAbove, query.limit - qsizetype{older.size()});
        mostBelow = std::max(mostBelow, query.limit - qsizetype{newer.size()});
    }
    older.resize(std::min(qsizetype{older.size()}, mostBelow));
    newer.resize(std::min(qsizetype{newer.size()}, mostAbove));
    QList<Message> both = older + newer;
    source.addMine(both);

    // Outwards from the middle, each side in turn, so that the bytes run out at both ends alike.
    protocol::PageRoom room(query.limit, query.bytes);
    HistoryPage page;
    page.first = conversation.first;
    QList<Message> &messages = page.messages;
    qsizetype below = 0; // both.at(i) for i < older.size(), downwards
    qsizetype above = older.size();
    bool belowOpen = true;
    bool aboveOpen = true;
    while (belowOpen || aboveOpen) {
        belowOpen = belowOpen && below < older.size() && room.take(both.at(below));
        if (belowOpen)
            messages.prepend(both.at(below++));
        aboveOpen = aboveOpen && above < both.size() && room.take(both.at(above));
        if (aboveOpen)
            messages.append(both.at(above++));
    }

    const qint64 lowest = messages.isEmpty() ? split + 1 : messages.constFirst().seq;
    const qint64 highest = messages.isEmpty() ? split : messages.constLast().seq;
    if (query.only) {
        page.moreBefore = below < older.size() || !source.below(lowest - 1, 1).isEmpty();
        page.moreAfter = above < both.size() || !source.above(highest + 1, 1).isEmpty();
    } else {
        page.moreBefore = std::min(lowest, conversation.seq + 1) > conversation.first;
        page.moreAfter = highest < conversation.seq;
    }
    return page;
}

} // namespace confab::core
