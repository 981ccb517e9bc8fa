// SPDX-License-Identifier: GPL-3.0-or-later
// Micro-benchmarks of store, codec and the grammars of bots. `--folder DIR` holds the sample room, made once and used
// again; without it only what needs none is run. `--messages N`, a million where nothing is said. Everything else is
// Google Benchmark's:
// `--benchmark_filter=search`, `--benchmark_format=json`.
#include "micro_bench.h"
#include "sample_room.h"

#include <QCoreApplication>

#include <benchmark/benchmark.h>

#include <cstdio>

int main(int argc, char **argv)
{
    using namespace confab::bench;
    benchmark::Initialize(&argc, argv);
    const QCoreApplication application(argc, argv);

    QString folder;
    int messages = 1'000'000;
    bool understood = true;
    const QStringList arguments = QCoreApplication::arguments();
    for (qsizetype i = 1; i < arguments.size(); i += 2) {
        const QString value = arguments.value(i + 1);
        if (arguments.at(i) == QLatin1String("--folder") && !value.isEmpty())
            folder = value;
        else if (arguments.at(i) == QLatin1String("--messages"))
            messages = value.toInt(&understood);
        else
            understood = false;
    }
    if (!understood || messages < 1000) {
        std::fputs("usage: confab-micro [--folder DIR] [--messages N (1000 at least)] [--benchmark_...]\n", stderr);
        return 2;
    }

    addCodecBenchmarks();
    addSlotBenchmarks();
    addWriteBenchmarks();
    if (!folder.isEmpty()) {
        if (!makeSampleRoom(folder, messages))
            return 1;
        addReadBenchmarks(folder, messages);
        addSearchBenchmarks(folder, messages);
    }
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}
