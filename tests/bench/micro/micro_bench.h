// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace confab::bench
{

// Each registers its benchmarks with Google Benchmark. `folder` holds the sample room of so many messages.
void addReadBenchmarks(const QString &folder, int messages);
void addSearchBenchmarks(const QString &folder, int messages);
void addWriteBenchmarks();
void addCodecBenchmarks();
void addSlotBenchmarks();

} // namespace confab::bench
