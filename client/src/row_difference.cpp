// SPDX-License-Identifier: GPL-3.0-or-later
#include "row_difference.h"

#include <QHash>

#include <algorithm>
#include <vector>

namespace confab::client
{

namespace
{

void addTo(QList<RowRange> &ranges, qsizetype place)
{
    if (!ranges.isEmpty() && ranges.last().last + 1 == place)
        ranges.last().last = place;
    else
        ranges.append({place, place});
}

} // namespace

RowDifference rowDifference(const QStringList &before, const QStringList &after)
{
    // Most changes are at one end: what is equal at both ends needs no search.
    qsizetype head = 0;
    while (head < before.size() && head < after.size() && before[head] == after[head])
        ++head;
    qsizetype tail = 0;
    while (head + tail < before.size() && head + tail < after.size() &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    const qsizetype beforeEnd = before.size() - tail;
    const qsizetype afterEnd = after.size() - tail;

    QHash<QString, qsizetype> places;
    for (qsizetype i = head; i < beforeEnd; ++i)
        places.insert(before[i], i);

    // Rows that may stay where they are: the longest run of the new list whose old places ascend (patience sorting).
    struct Match {
        qsizetype oldPlace;
        qsizetype newPlace;
        qsizetype previous; // in `matches`
    };
    std::vector<Match> matches;
    std::vector<qsizetype> ends; // for each length, the match with the smallest old place that ends such a run
    for (qsizetype i = head; i < afterEnd; ++i) {
        const auto found = places.constFind(after[i]);
        if (found == places.constEnd())
            continue;
        const qsizetype old = *found;
        places.erase(found);
        const auto place = std::lower_bound(ends.begin(), ends.end(), old, [&](qsizetype match, qsizetype wanted) {
            return matches[static_cast<std::size_t>(match)].oldPlace < wanted;
        });
        matches.push_back({old, i, place == ends.begin() ? -1 : *std::prev(place)});
        const auto index = static_cast<qsizetype>(matches.size()) - 1;
        if (place == ends.end())
            ends.push_back(index);
        else
            *place = index;
    }
    std::vector<Match> kept;
    for (qsizetype at = ends.empty() ? -1 : ends.back(); at >= 0; at = matches[static_cast<std::size_t>(at)].previous)
        kept.push_back(matches[static_cast<std::size_t>(at)]);
    std::reverse(kept.begin(), kept.end());

    RowDifference difference;
    qsizetype oldPlace = head;
    qsizetype newPlace = head;
    const auto advance = [&](qsizetype toOld, qsizetype toNew) {
        for (; oldPlace < toOld; ++oldPlace)
            addTo(difference.removed, oldPlace);
        for (; newPlace < toNew; ++newPlace)
            addTo(difference.inserted, newPlace);
    };
    for (const Match &match : kept) {
        advance(match.oldPlace, match.newPlace);
        ++oldPlace;
        ++newPlace;
    }
    advance(beforeEnd, afterEnd);
    return difference;
}

} // namespace confab::client
