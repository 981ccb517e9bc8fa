// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <vector>

namespace confab::bench
{

// What Google Benchmark leaves out: how long the slow ones took, as counters in milliseconds.
class Percentiles
{
public:
    template <class Work>
    void time(Work &&work)
    {
        const auto began = std::chrono::steady_clock::now();
        work();
        m_ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
    }

    void tell(benchmark::State &state)
    {
        std::sort(m_ms.begin(), m_ms.end());
        const auto at = [this](double part) {
            return m_ms.empty() ? 0.0 : m_ms.at(static_cast<std::size_t>(part * static_cast<double>(m_ms.size() - 1)));
        };
        state.counters["p50_ms"] = at(0.5);
        state.counters["p99_ms"] = at(0.99);
        state.counters["max_ms"] = at(1);
    }

private:
    std::vector<double> m_ms;
};

} // namespace confab::bench
