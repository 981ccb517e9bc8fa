// SPDX-License-Identifier: GPL-3.0-or-later
#include "micro_bench.h"
#include "sample_room.h"
#include "search_index.h"

#include <confab/store/sqlite_store.h>

#include <QTemporaryDir>

#include <benchmark/benchmark.h>

namespace confab::bench
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int texts = 4096;

const QStringList &sampleTexts()
{
    static const QStringList made = [] {
        const SampleTexts sample;
        QStringList all;
        for (int i = 0; i < texts; ++i)
            all.append(sample.text(i));
        return all;
    }();
    return made;
}

core::AppendOp append(int number)
{
    core::AppendOp op;
    op.stamp = {.account = QLatin1StringView(samplePerson),
                .id = u"%1"_s.arg(number, 26, 10, QChar(u'0')),
                .hash = QByteArray(32, 'h'),
                .now = QDateTime::fromMSecsSinceEpoch(1'767'225'600'000 + number).toUTC(),
                .forGood = true};
    op.message.conversation = u"group"_s;
    op.message.id = op.stamp.id;
    op.message.author = QLatin1StringView(samplePerson);
    op.message.authorVer = 1;
    op.message.text = sampleTexts().at(number % texts);
    return op;
}

// With number, dedupe row and read mark, each batch on the disk before the next begins.
void appendInBatches(benchmark::State &state)
{
    const QTemporaryDir folder;
    const auto opened = store::SqliteStore::open(folder.path(), store::SqliteStore::Purpose::Serve);
    if (!opened)
        return state.SkipWithError(qPrintable(opened.error().reason));
    int number = 0;
    for ([[maybe_unused]] const auto &iteration : state) {
        const auto batch = (*opened)->begin();
        for (qint64 i = 0; i < state.range(0); ++i) {
            if ((*opened)->messages().append(append(number++)).index() != 0)
                return state.SkipWithError("not stored");
        }
        if (!batch->commit())
            return state.SkipWithError("not committed");
    }
    state.SetItemsProcessed(number);
}

void indexMessages(benchmark::State &state)
{
    constexpr int messages = 20'000;
    for ([[maybe_unused]] const auto &iteration : state) {
        state.PauseTiming();
        const QTemporaryDir folder;
        const auto opened = store::SqliteStore::open(folder.path(), store::SqliteStore::Purpose::Serve);
        {
            const auto batch = (*opened)->begin();
            for (int i = 0; i < messages; ++i) {
                if ((*opened)->messages().append(append(i)).index() != 0)
                    return state.SkipWithError("not stored");
            }
            if (!batch->commit())
                return state.SkipWithError("not committed");
        }
        auto connection =
            store::Connection::open(store::databasePath(folder.path()), store::Connection::Mode::ReadWrite);
        auto index = std::make_unique<store::SearchIndex>(std::move(connection).value(), folder.path());
        state.ResumeTiming();
        while (index->step(256)) {
        }
        state.PauseTiming();
        index.reset();
        state.ResumeTiming();
    }
    state.SetItemsProcessed(state.iterations() * messages);
}

} // namespace

void addWriteBenchmarks()
{
    benchmark::RegisterBenchmark("append/in batches of", appendInBatches)->Arg(1)->Arg(16)->Arg(256)->UseRealTime();
    benchmark::RegisterBenchmark("index/20000 messages", indexMessages)->Iterations(2)->UseRealTime();
}

} // namespace confab::bench
