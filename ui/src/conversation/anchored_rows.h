// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

#include <functional>

namespace confab::ui
{

// Which rows are to be seen, and where: rows of unlike heights, of which only those near are ever measured. What is
// read stays where it is: everything hangs on one row and its distance from the top of the viewport, whatever comes or
// changes above it. At the end it follows the end. Px; no widget.
class AnchoredRows
{
public:
    struct Placed {
        int row;
        int top; // in the viewport
        int height;
    };

    // A row as it stands now.
    struct Size {
        int height;
        int lead; // from its top to its text: separators and head may come and go, the text is what is read
    };
    using Measure = std::function<Size(int row)>;

    void setViewport(int height) { m_viewport = height; }
    // Whether the last row is the newest there is; only then does the view follow the end.
    void setEndIsNewest(bool newest);
    // Rows that are not here, above the first and below the last: they count in total() and value() with what a row is
    // high on average.
    void setOutside(qint64 above, qint64 below);
    // Begins anew, at the end.
    void reset(int count);
    void inserted(int first, int count);
    void removed(int first, int count);
    // Another width or font: all heights are guesses again.
    void forgetHeights();

    // Positive: towards the newer rows.
    void scrollBy(int dy);
    // As the scroll bar says it: px from the top of all rows, most of them estimated. 0: done. Where that row is not
    // here nothing moves, and it says which it is: -1 is the one above the first, 1 the one below the last, and so on.
    [[nodiscard]] qint64 scrollTo(qint64 value);
    void showRow(int row, int top);
    void stickToEnd();

    // Places the rows; to be called after anything above, and when a height has changed.
    void arrange(const Measure &measure);

    [[nodiscard]] const QList<Placed> &placed() const { return m_placed; }
    [[nodiscard]] const Placed *find(int row) const;
    [[nodiscard]] int rowAt(int y) const; // -1: none
    [[nodiscard]] bool atEnd() const { return m_atEnd; }
    [[nodiscard]] int count() const { return static_cast<int>(m_heights.size()); }
    [[nodiscard]] qint64 total() const; // estimated
    [[nodiscard]] qint64 value() const; // estimated px above the viewport
    [[nodiscard]] qint64 heightAbove(int row) const;

private:
    [[nodiscard]] int heightOf(int row) const { return m_heights[row] < 0 ? m_guess : m_heights[row]; }
    void place(const Measure &measure);

    QList<int> m_heights; // -1: not measured
    QList<Placed> m_placed;
    qint64 m_above = 0;
    qint64 m_below = 0;
    int m_viewport = 0;
    int m_guess = 46; // DESIGN: the lowest group
    int m_anchor = 0;
    int m_top = 0;   // of the anchor
    int m_lead = -1; // of the anchor when it was placed; -1: it has not been
    bool m_stick = true;
    bool m_atEnd = true;
    bool m_endIsNewest = true;
};

} // namespace confab::ui
