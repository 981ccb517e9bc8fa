// SPDX-License-Identifier: GPL-3.0-or-later
#include "cursor.h"

#include <algorithm>

namespace confab::client
{

namespace
{
// A server that pushes nothing but revs with gaps between must not fill the memory; the sync brings the rest anyway.
constexpr std::size_t mostNoted = 1000;
} // namespace

Cursor::Step Cursor::pushed(qint64 rev)
{
    if (rev <= m_at)
        return Step::Old;
    if (rev == m_at + 1) {
        m_at = rev;
        join();
        return Step::Next;
    }
    if (m_noted.size() < mostNoted)
        m_noted.insert(rev);
    return Step::Gap;
}

void Cursor::synced(qint64 upTo)
{
    m_at = std::max(m_at, upTo);
    join();
}

void Cursor::reset(qint64 at)
{
    m_at = at;
    m_noted.clear();
}

void Cursor::join()
{
    while (!m_noted.empty() && *m_noted.begin() <= m_at + 1) {
        m_at = std::max(m_at, *m_noted.begin());
        m_noted.erase(m_noted.begin());
    }
}

} // namespace confab::client
