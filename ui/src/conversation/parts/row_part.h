// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation/row_painter.h"

#include <confab/ui/theme/theme.h>

#include <QCoreApplication>

namespace confab::ui
{

// DESIGN: Message row. Px.
namespace row
{
constexpr int edge = 20;
constexpr int textAt = 68;
constexpr int avatarSize = 36;
constexpr int avatarColumnEnd = 56;
constexpr int gap = 8;
constexpr int partGap = 4;
constexpr int iconSize = 16;
constexpr int smallestHit = 24;
constexpr qreal boxRadius = 8;
constexpr qreal inlineRadius = 4;
} // namespace row

// What the row's parts say is one context for translators, as it is one thing to look at.
struct RowWords {
    Q_DECLARE_TR_FUNCTIONS(ConversationView)
};

// What parts share while a row is laid out, from above. Coordinates count from the leading edge.
struct RowFlow {
    const client::MessageRow &row;
    const RowContext &context;
    const RowMetrics &metrics;
    const Theme &theme;
    int width;  // of the conversation
    int column; // of the text
    RowLayout &out;
    int y = 0;        // where the next part begins
    QRect lastLine{}; // of the text, for what stands behind it; null: it ends with something else
    QRect pills{};    // the last line of reactions, for what stands behind them; null: there are none

    [[nodiscard]] int columnEnd() const { return row::textAt + column; }
};

// Turns rectangles where the window runs right to left.
class Mirror
{
public:
    explicit Mirror(int width)
        : m_width(width)
    {
    }
    void operator()(QRect &rect) const
    {
        if (!rect.isNull())
            rect.moveLeft(m_width - rect.x() - rect.width());
    }

private:
    int m_width;
};

// What a part paints with.
struct RowScene {
    const RowLayout &layout;
    const client::MessageRow &row;
    const RowLook &look;
    const RowMetrics &metrics;
    const Theme &theme;
};

// One kind of thing in a row (its text, its reactions, …): laid out when it is made, never changed after mirror(). It
// gets values, never a session. What it offers to press it adds to RowLayout::actions, where it is hit, named and
// mirrored for all parts alike. A new kind is a file with its make function, and a line in row_parts.cpp.
class RowPart
{
public:
    RowPart() = default;
    virtual ~RowPart() = default;
    RowPart(const RowPart &) = delete;
    RowPart &operator=(const RowPart &) = delete;

    // Its own rectangles, and those of the layout that it fills.
    virtual void mirror(const Mirror &turn, RowLayout &layout) = 0;
    // The painter's origin is the row's.
    virtual void paint(QPainter &painter, const RowScene &scene) const = 0;
    // Besides the tips of its actions.
    [[nodiscard]] virtual QString tipAt(const RowLayout &, QPoint) const { return {}; }
    // What it says to screen readers; empty: nothing.
    [[nodiscard]] virtual QString words() const { return {}; }
};

// Lays out this kind of part at flow.y and moves that on; null where the row has nothing of the kind.
using MakePart = std::shared_ptr<RowPart> (*)(RowFlow &flow);

// From above.
[[nodiscard]] const QList<MakePart> &rowParts();

std::shared_ptr<RowPart> makeSeparators(RowFlow &flow);
std::shared_ptr<RowPart> makeGap(RowFlow &flow);
std::shared_ptr<RowPart> makeHead(RowFlow &flow);
std::shared_ptr<RowPart> makeThreadOrigin(RowFlow &flow);
std::shared_ptr<RowPart> makeQuote(RowFlow &flow);
std::shared_ptr<RowPart> makeBody(RowFlow &flow);
std::shared_ptr<RowPart> makeFilesAlone(RowFlow &flow); // of a message without a text
std::shared_ptr<RowPart> makeMarks(RowFlow &flow);
std::shared_ptr<RowPart> makeFiles(RowFlow &flow); // below a text
std::shared_ptr<RowPart> makeCard(RowFlow &flow);
std::shared_ptr<RowPart> makeComing(RowFlow &flow);
std::shared_ptr<RowPart> makeReactions(RowFlow &flow);
std::shared_ptr<RowPart> makeThread(RowFlow &flow);
std::shared_ptr<RowPart> makeChange(RowFlow &flow);
std::shared_ptr<RowPart> makeFailure(RowFlow &flow);
std::shared_ptr<RowPart> makeWaiting(RowFlow &flow);

} // namespace confab::ui
