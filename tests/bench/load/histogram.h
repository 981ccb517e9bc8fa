// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace confab::bench
{

// Durations in nanoseconds, all of them kept: a run has some millions at most.
class Durations
{
public:
    void add(int64_t nanoseconds) { m_all.push_back(nanoseconds); }
    [[nodiscard]] size_t count() const { return m_all.size(); }
    // In microseconds; 0 where there is none. `part` of 0…1.
    [[nodiscard]] double at(double part)
    {
        if (m_all.empty())
            return 0;
        const auto place = static_cast<size_t>(part * static_cast<double>(m_all.size() - 1));
        std::nth_element(m_all.begin(), m_all.begin() + static_cast<ptrdiff_t>(place), m_all.end());
        return static_cast<double>(m_all[place]) / 1000;
    }

private:
    std::vector<int64_t> m_all;
};

} // namespace confab::bench
