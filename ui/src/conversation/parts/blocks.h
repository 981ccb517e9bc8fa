// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "conversation/parts/row_part.h"

namespace confab::ui
{

// What is copied of a message, with a word in place of each spoiler that is still covered.
[[nodiscard]] QString plainCovered(const MessageText &text, quint32 revealed);

// Bit of a spoiler in RowContext::revealed.
[[nodiscard]] constexpr quint32 spoilerBit(qint64 number)
{
    return quint32{1} << (number < 31 ? number : 31);
}

// The frame of a table, around its cells.
struct TableFrame {
    QRect rect;
    QRect head;
    QList<QRect> lines; // between columns and rows
};

// Places a text's blocks under each other, in the layout of the flow.
class BlockPlacer
{
public:
    explicit BlockPlacer(RowFlow &flow)
        : m_flow(flow)
        , m_text(flow.out.text)
    {
    }

    void place();

    QList<TableFrame> tables;
    QList<QRect> copyButtons; // of code boxes

private:
    struct Place {
        int x;
        int room;
    };

    [[nodiscard]] RowLayout::Block begun(const MessageText::Block &block);
    [[nodiscard]] std::shared_ptr<QTextLayout> makeText(const MessageText::Block &block) const;
    void placeBlock(const MessageText::Block &block);
    void placeLetters(const MessageText::Block &block, Place at, RowLayout::Block &made);
    void placeCopyButton(const MessageText::Block &block, const QRect &box);
    qsizetype placeTable(qsizetype first);
    void coverSpoilers(const MessageText::Block &block, RowLayout::Block &made);

    RowFlow &m_flow;
    const MessageText &m_text;
    qsizetype m_start = 0; // of the next block in the message
    qint64 m_spoilers = 0;
};

} // namespace confab::ui
