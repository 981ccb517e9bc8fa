// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <set>

namespace confab::client
{

// How far a conversation's changes are reflected in the cache: everything with rev ≤ at(). Revs that came ahead of
// their turn are noted, so that a sync that brings the missing ones moves the cursor over them too. A value.
class Cursor
{
public:
    enum class Step {
        Old,  // known already, or a repeat
        Next, // moved the cursor
        Gap,  // changes before this one are missing: sync
    };

    explicit Cursor(qint64 at = 0)
        : m_at(at)
    {
    }

    [[nodiscard]] qint64 at() const { return m_at; }
    [[nodiscard]] bool hasGap() const { return !m_noted.empty(); }

    // A change with this rev was applied.
    Step pushed(qint64 rev);
    // A sync said that everything up to here is reflected.
    void synced(qint64 upTo);
    // The server's numbers are taken as they are: what was noted no longer means anything.
    void reset(qint64 at);

private:
    void join();

    qint64 m_at = 0;
    std::set<qint64> m_noted;
};

} // namespace confab::client
