// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/ui/conversation/row_layout.h>

class QPainter;

namespace confab::ui
{

// How a row stands at this moment.
struct RowLook {
    bool hovered = false;
    bool picked = false;   // by the keyboard
    bool ring = false;     // and the focus is here
    qreal shown = 0;       // jumped to: 1, and down to 0 as that fades
    QStringList found;     // words to mark where they stand
    bool edgeOnly = false; // what lies in the margins is asked for: no letters stand there
    // Selected characters; start == end: none.
    qsizetype selectionStart = 0;
    qsizetype selectionEnd = 0;
};

// At the painter's origin.
void paintRow(QPainter &painter, const RowLayout &layout, const client::MessageRow &row, const RowLook &look,
              const RowMetrics &metrics);
// The day that sticks over the text.
void paintDayPill(QPainter &painter, const QRect &rect, const QString &text);
[[nodiscard]] QRect dayPillRect(const QString &text, int width, const Theme &theme);

} // namespace confab::ui
