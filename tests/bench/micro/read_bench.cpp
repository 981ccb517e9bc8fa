// SPDX-License-Identifier: GPL-3.0-or-later
#include "micro_bench.h"
#include "percentiles.h"
#include "sample_room.h"

#include <confab/store/sqlite_store.h>

#include <QHash>

namespace confab::bench
{

using namespace Qt::StringLiterals;

namespace
{

std::unique_ptr<core::Reads> openReads(benchmark::State &state, const QString &folder)
{
    auto reads = store::SqliteStore::openReads(folder);
    if (reads)
        return std::move(*reads);
    state.SkipWithError(qPrintable(reads.error().reason));
    return nullptr;
}

void historyPage(benchmark::State &state, const QString &folder, int messages)
{
    const auto reads = openReads(state, folder);
    if (!reads)
        return;
    std::mt19937 engine(1);
    Percentiles percentiles;
    for ([[maybe_unused]] const auto &iteration : state) {
        core::HistoryQuery query;
        query.conversation = QLatin1StringView(sampleRoom);
        query.viewer = QLatin1StringView(samplePerson);
        query.before = 51 + static_cast<qint64>(engine() % static_cast<unsigned>(messages - 50));
        percentiles.time([&] {
            const auto page = reads->history(query);
            if (!page || page->messages.size() != query.limit)
                state.SkipWithError("not a page of history");
        });
    }
    percentiles.tell(state);
}

void search(benchmark::State &state, const QString &folder, const QStringList &queries)
{
    const auto reads = openReads(state, folder);
    if (!reads)
        return;
    Percentiles percentiles;
    qsizetype next = 0;
    qint64 found = 0;
    qint64 unfinished = 0;
    for ([[maybe_unused]] const auto &iteration : state) {
        core::SearchQuery query;
        query.viewer = QLatin1StringView(samplePerson);
        query.query = queries.at(next++ % queries.size());
        percentiles.time([&] {
            const auto page = reads->search(query);
            if (!page)
                return state.SkipWithError("a search failed");
            found += page->messages.size();
            unfinished += page->more && page->messages.size() < query.limit ? 1 : 0;
        });
    }
    percentiles.tell(state);
    state.counters["hits"] = benchmark::Counter(static_cast<double>(found), benchmark::Counter::kAvgIterations);
    // Pages that a limit cut: of bytes, or of time.
    state.counters["cut"] = benchmark::Counter(static_cast<double>(unfinished), benchmark::Counter::kAvgIterations);
}

} // namespace

void addReadBenchmarks(const QString &folder, int messages)
{
    benchmark::RegisterBenchmark("history/page of 50", historyPage, folder, messages)->Iterations(5000);
}

void addSearchBenchmarks(const QString &folder, int messages)
{
    using Kind = SampleTexts::Kind;
    const SampleTexts texts;
    const std::pair<const char *, Kind> kinds[] = {{"search/frequent word", Kind::FrequentWord},
                                                   {"search/word", Kind::Word},
                                                   {"search/rare word", Kind::RareWord},
                                                   {"search/absent word", Kind::AbsentWord},
                                                   {"search/part of a word", Kind::PartOfAWord},
                                                   {"search/part of a rare word", Kind::PartOfARareWord},
                                                   {"search/two words", Kind::TwoWords},
                                                   {"search/two letters", Kind::TwoLetters},
                                                   {"search/one letter", Kind::OneLetter},
                                                   {"search/two ideographs", Kind::TwoIdeographs},
                                                   {"search/two rare ideographs", Kind::TwoRareIdeographs},
                                                   {"search/one ideograph", Kind::OneIdeograph}};
    for (const auto &[name, kind] : kinds)
        benchmark::RegisterBenchmark(name, search, folder, texts.queries(kind, messages))->Iterations(1000);
}

} // namespace confab::bench
