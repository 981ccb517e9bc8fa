// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/anchored_rows.h"

#include <algorithm>

namespace confab::ui
{

void AnchoredRows::setEndIsNewest(bool newest)
{
    if (!newest)
        m_stick = false;
    else if (m_atEnd)
        m_stick = true;
    m_endIsNewest = newest;
}

void AnchoredRows::setOutside(qint64 above, qint64 below)
{
    m_above = above;
    m_below = below;
}

void AnchoredRows::reset(int count)
{
    m_heights.fill(-1, count);
    m_placed.clear();
    m_anchor = std::max(0, count - 1);
    m_top = 0;
    m_lead = -1;
    m_stick = m_endIsNewest;
    m_atEnd = true;
}

void AnchoredRows::inserted(int first, int count)
{
    const bool wasEmpty = m_heights.isEmpty();
    m_heights.insert(first, count, -1);
    if (wasEmpty) {
        reset(count);
        return;
    }
    if (first <= m_anchor)
        m_anchor += count;
    m_placed.clear();
}

void AnchoredRows::removed(int first, int count)
{
    // The next row takes the place of an anchor that goes; where there is none, the one before, on top of it.
    if (m_anchor >= first + count) {
        m_anchor -= count;
    } else if (m_anchor >= first) {
        m_lead = -1;
        for (int row = first; row < m_anchor; ++row)
            m_top -= heightOf(row);
        m_anchor = first;
        if (first + count >= m_heights.size() && first > 0) {
            --m_anchor;
            m_top -= heightOf(m_anchor);
        }
    }
    m_heights.remove(first, count);
    m_placed.clear();
}

void AnchoredRows::forgetHeights()
{
    m_heights.fill(-1);
    m_placed.clear();
}

void AnchoredRows::scrollBy(int dy)
{
    if (dy < 0)
        m_stick = false;
    m_top -= dy;
}

qint64 AnchoredRows::scrollTo(qint64 value)
{
    if (m_heights.isEmpty())
        return 0;
    qint64 top = m_above * m_guess;
    if (value < top)
        return (value - top) / m_guess - 1;
    for (int row = 0; row < count(); ++row) {
        const int height = heightOf(row);
        const bool last = row + 1 == count() && m_below == 0;
        if (top + height > value || last) {
            m_stick = false;
            m_anchor = row;
            m_lead = -1;
            m_top = static_cast<int>(std::clamp<qint64>(top - value, -height, m_viewport));
            return 0;
        }
        top += height;
    }
    return std::min((value - top) / m_guess + 1, m_below);
}

void AnchoredRows::showRow(int row, int top)
{
    m_stick = false;
    m_anchor = row;
    m_top = top;
    m_lead = -1;
}

void AnchoredRows::stickToEnd()
{
    m_anchor = std::max(0, count() - 1);
    m_top = 0;
    m_lead = -1;
    m_stick = m_endIsNewest;
    m_atEnd = true;
}

void AnchoredRows::place(const Measure &measure)
{
    const auto measured = [&](int row) { return m_heights[row] = measure(row).height; };
    m_placed.clear();
    int top = m_top;
    int row = m_anchor;
    while (row > 0 && top > 0)
        top -= measured(--row);
    for (; row < count() && (top < m_viewport || m_placed.isEmpty()); ++row) {
        const int height = measured(row);
        m_placed.append({row, top, height});
        top += height;
    }
    // The anchor may lie far above after a long scroll.
    while (m_placed.size() > 1 && m_placed.first().top + m_placed.first().height <= 0)
        m_placed.removeFirst();
}

void AnchoredRows::arrange(const Measure &measure)
{
    m_placed.clear();
    if (m_heights.isEmpty())
        return;
    m_anchor = std::clamp(m_anchor, 0, count() - 1);
    if (m_stick) {
        m_anchor = count() - 1;
        m_top = m_viewport - (m_heights[m_anchor] = measure(m_anchor).height);
    }
    if (!m_stick && m_lead >= 0)
        m_top += m_lead - measure(m_anchor).lead;
    place(measure);
    // No hole above the first row, and none below the last; where all fit, they stand at the bottom.
    if (m_placed.first().row == 0 && m_placed.first().top > 0) {
        m_top -= m_placed.first().top;
        place(measure);
    }
    const auto bottom = [this] { return m_placed.last().top + m_placed.last().height; };
    const bool lastSeen = m_placed.last().row == count() - 1;
    if (lastSeen && bottom() < m_viewport) {
        m_top += m_viewport - bottom();
        place(measure);
    }
    m_atEnd = m_placed.last().row == count() - 1 && bottom() <= m_viewport;
    m_stick = m_atEnd && m_endIsNewest;
    // Hang on the first row whose top is seen, so that a change of one that is half above moves nothing.
    const auto seen = std::find_if(m_placed.cbegin(), m_placed.cend(), [](const Placed &at) { return at.top >= 0; });
    const Placed &anchor = seen != m_placed.cend() && seen->top < m_viewport ? *seen : m_placed.first();
    m_anchor = anchor.row;
    m_top = anchor.top;
    m_lead = measure(m_anchor).lead;

    int known = 0;
    qint64 sum = 0;
    for (const int height : std::as_const(m_heights)) {
        sum += std::max(0, height);
        known += height < 0 ? 0 : 1;
    }
    m_guess = std::max(20, static_cast<int>(sum / std::max(1, known)));
}

const AnchoredRows::Placed *AnchoredRows::find(int row) const
{
    const auto found =
        std::find_if(m_placed.cbegin(), m_placed.cend(), [row](const Placed &at) { return at.row == row; });
    return found == m_placed.cend() ? nullptr : &*found;
}

int AnchoredRows::rowAt(int y) const
{
    for (const Placed &at : m_placed) {
        if (y >= at.top && y < at.top + at.height)
            return at.row;
    }
    return -1;
}

qint64 AnchoredRows::heightAbove(int row) const
{
    qint64 sum = 0;
    for (int i = 0; i < row; ++i)
        sum += heightOf(i);
    return sum;
}

qint64 AnchoredRows::total() const
{
    return heightAbove(count()) + (m_above + m_below) * m_guess;
}

qint64 AnchoredRows::value() const
{
    return m_placed.isEmpty() ? 0 : m_above * m_guess + heightAbove(m_placed.first().row) - m_placed.first().top;
}

} // namespace confab::ui
