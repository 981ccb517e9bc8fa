// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/parts/blocks.h"

#include "conversation/parts/code_tokens.h"

#include <confab/ui/theme/painting.h>

#include <QFontMetricsF>
#include <QTextLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int narrowest = 80;
constexpr int paragraphGap = 6;
constexpr int codePaddingX = 12;
constexpr int codePaddingY = 7;
constexpr int copySize = 24;
constexpr int quoteBar = 3;
constexpr int quoteIndent = 11;
constexpr int itemIndent = 20;
constexpr int rulerHeight = 13;
constexpr int cellPaddingX = 10;
constexpr int cellPaddingY = 5;
constexpr int unbroken = 100000; // px: no line is as long

using Kind = MessageText::Block::Kind;

TextStyle styleOf(Kind kind, bool onlyEmoji)
{
    if (onlyEmoji)
        return TextStyle::Emoji;
    if (kind == Kind::CodeBox)
        return TextStyle::Code;
    return kind == Kind::Heading ? TextStyle::Title : TextStyle::Body;
}

QTextCharFormat formatOf(const MessageText::Span &span, const QFont &base, const Theme &theme)
{
    QTextCharFormat format;
    QFont font = base;
    if (span.styles.testFlag(MessageText::Code))
        font = theme.font(TextStyle::Code);
    if (span.styles.testFlag(MessageText::Padding)) {
        font = theme.font(TextStyle::Code);
        font.setPixelSize(theme.scaled(8));
    }
    if (span.styles.testFlag(MessageText::Bold))
        font.setWeight(QFont::DemiBold);
    if (span.styles.testFlag(MessageText::Italic))
        font.setItalic(true);
    if (span.styles.testFlag(MessageText::Strike))
        font.setStrikeOut(true);
    format.setFont(font);
    if (!span.link.isEmpty())
        format.setForeground(theme.color(u"link"_s));
    if (span.styles.testFlag(MessageText::Mention))
        format.setForeground(theme.color(u"mentionText"_s));
    if (span.styles.testFlag(MessageText::OtherMention))
        format.setForeground(theme.color(u"link"_s));
    return format;
}

QString tokenOf(CodeToken::Kind kind)
{
    switch (kind) {
    case CodeToken::Kind::Keyword:
        return u"link"_s;
    case CodeToken::Kind::String:
        return u"ok"_s;
    case CodeToken::Kind::Comment:
        return u"textMuted"_s;
    case CodeToken::Kind::Number:
        return u"warning"_s;
    }
    return u"text"_s;
}

// Lines placed by hand: their distance does not depend on the fonts that answer for the letters. `aside` is the part of
// the free room that lies left of a line. Gives the height.
int placeLines(QTextLayout &text, int width, int lineHeight, const QFont &font, qreal aside, int *widest)
{
    text.beginLayout();
    int y = 0;
    *widest = 0;
    while (true) {
        QTextLine line = text.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const qreal natural = line.naturalTextWidth();
        const qreal baseline = baselineIn(QRectF(0, y, 1, lineHeight), font);
        line.setPosition(QPointF((width - natural) * aside, baseline - line.ascent()));
        *widest = std::max(*widest, static_cast<int>(std::ceil(std::min<qreal>(natural, width))));
        y += lineHeight;
    }
    text.endLayout();
    return y;
}

int gapBetween(const MessageText::Block &above, const MessageText::Block &below)
{
    const auto boxed = [](const MessageText::Block &block) {
        return block.kind == Kind::CodeBox || block.kind == Kind::Cell;
    };
    if (boxed(above) || boxed(below))
        return row::partGap;
    if (above.kind == Kind::Item && below.kind == Kind::Item)
        return 0;
    return above.quoteLevel > 0 && above.quoteLevel == below.quoteLevel ? 0 : paragraphGap;
}

// Columns as wide as they would be, where there is room; else the widest give it.
QList<int> fitted(QList<int> widths, int room)
{
    int left = room;
    auto open = static_cast<int>(widths.size());
    QList<int> sorted = widths;
    std::sort(sorted.begin(), sorted.end());
    int most = room;
    for (const int width : std::as_const(sorted)) {
        if (width * open > left) {
            most = std::max(1, left / open);
            break;
        }
        left -= width;
        --open;
    }
    for (int &width : widths)
        width = std::min(width, most);
    return widths;
}

} // namespace

QString plainCovered(const MessageText &text, quint32 revealed)
{
    QString plain;
    qsizetype told = 0;
    qsizetype start = 0;
    qint64 number = 0;
    for (const MessageText::Block &block : text.blocks) {
        for (const MessageText::Range &spoiler : block.spoilers) {
            if (revealed & spoilerBit(number++))
                continue;
            plain += text.plain(told, start + spoiler.start) + RowWords::tr("(spoiler)");
            told = start + spoiler.start + spoiler.length;
        }
        start += block.text.size() + 1;
    }
    return plain + text.plain(told, text.length());
}

void BlockPlacer::place()
{
    const qsizetype count = m_text.blocks.size();
    for (qsizetype i = 0; i < count; ++i) {
        const MessageText::Block &block = m_text.blocks.at(i);
        if (i > 0)
            m_flow.y += gapBetween(m_text.blocks.at(i - 1), block);
        else if (block.kind == Kind::CodeBox || block.kind == Kind::Cell)
            m_flow.y += row::partGap;
        if (block.kind == Kind::Cell)
            i = placeTable(i);
        else
            placeBlock(block);
    }
}

RowLayout::Block BlockPlacer::begun(const MessageText::Block &block)
{
    RowLayout::Block made;
    made.kind = block.kind;
    made.start = m_start;
    m_start += block.text.size() + 1;
    return made;
}

std::shared_ptr<QTextLayout> BlockPlacer::makeText(const MessageText::Block &block) const
{
    const Theme &theme = m_flow.theme;
    QFont font = theme.font(styleOf(block.kind, m_text.onlyEmoji));
    if (block.kind == Kind::Cell && block.row == 0)
        font.setWeight(QFont::DemiBold);
    const bool code = block.kind == Kind::CodeBox;
    auto text = std::make_shared<QTextLayout>(block.text, font);
    text->setCacheEnabled(true);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(!code && block.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute);
    option.setTabStopDistance(4 * QFontMetricsF(font).horizontalAdvance(u' '));
    text->setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const MessageText::Span &span : block.spans)
        formats.append({static_cast<int>(span.start), static_cast<int>(span.length), formatOf(span, font, theme)});
    if (code) {
        for (const CodeToken &token : codeTokens(block.text, block.language)) {
            QTextCharFormat format;
            format.setForeground(theme.color(tokenOf(token.kind)));
            formats.append({static_cast<int>(token.start), static_cast<int>(token.length), format});
        }
    }
    text->setFormats(formats);
    return text;
}

void BlockPlacer::placeBlock(const MessageText::Block &block)
{
    RowLayout::Block made = begun(block);
    int x = row::textAt;
    for (int level = 0; level < block.quoteLevel; ++level) {
        made.quoteBars.append(QRect(x, 0, quoteBar, 0));
        x += quoteIndent;
    }
    x += block.itemLevel * itemIndent;
    const bool code = block.kind == Kind::CodeBox;
    const int top = m_flow.y;
    if (code) {
        x += codePaddingX + 1;
        m_flow.y += codePaddingY + 1;
    }
    const int room = std::max(narrowest, m_flow.columnEnd() - x - (code ? codePaddingX + 1 : 0));
    if (block.kind == Kind::Ruler) {
        made.rect = QRect(x, m_flow.y + rulerHeight / 2, room, 1);
        m_flow.y += rulerHeight;
    } else {
        placeLetters(block, {x, room}, made);
    }
    if (code) {
        m_flow.y += codePaddingY + 1;
        made.box = QRect(x - codePaddingX - 1, top, made.rect.width() + 2 * codePaddingX + 2, m_flow.y - top);
        placeCopyButton(block, made.box);
    }
    for (QRect &bar : made.quoteBars) {
        bar.setTop(top);
        bar.setHeight(m_flow.y - top);
    }
    // Blocks of one quote: a bar without a break.
    QList<RowLayout::Block> &blocks = m_flow.out.blocks;
    if (!blocks.isEmpty()) {
        RowLayout::Block &above = blocks.last();
        for (qsizetype i = 0; i < std::min(above.quoteBars.size(), made.quoteBars.size()); ++i)
            above.quoteBars[i].setBottom(top - 1);
    }
    blocks.append(made);
}

void BlockPlacer::placeLetters(const MessageText::Block &block, Place at, RowLayout::Block &made)
{
    const TextStyle style = styleOf(block.kind, m_text.onlyEmoji);
    const QFont font = m_flow.theme.font(style);
    const int line = m_flow.theme.lineHeightFor(style, block.text);
    const bool code = block.kind == Kind::CodeBox;
    const qreal aside = m_flow.metrics.direction == Qt::RightToLeft && !code ? 1 : 0;
    made.text = makeText(block);
    int widest = 0;
    int height = placeLines(*made.text, at.room, line, font, aside, &widest);
    // A box is as wide as its longest line.
    if (code && widest < at.room)
        height = placeLines(*made.text, widest + 1, line, font, 0, &widest);
    made.rect = QRect(at.x, m_flow.y, code ? std::min(widest + 1, at.room) : at.room, height);
    if (!block.marker.isEmpty()) {
        made.marker = block.marker;
        made.markerRect = QRect(at.x - itemIndent, m_flow.y, itemIndent, line);
    }
    m_flow.lastLine = QRect(at.x, m_flow.y + height - line, 0, line);
    const QTextLine last = made.text->lineAt(made.text->lineCount() - 1);
    m_flow.lastLine.setWidth(code ? made.rect.width() + codePaddingX + 1
                                  : static_cast<int>(std::ceil(last.naturalTextWidth())));
    m_flow.y += height;
    coverSpoilers(block, made);
}

// Beside the box, where it hides no code; where there is no room, in its corner.
void BlockPlacer::placeCopyButton(const MessageText::Block &block, const QRect &box)
{
    const bool beside = box.right() + 1 + row::partGap + copySize <= m_flow.width - row::edge;
    const QRect rect(beside ? box.right() + 1 + row::partGap : box.right() - copySize - 5, box.top() + 6, copySize,
                     copySize);
    QString code = block.text;
    code.replace(QChar::LineSeparator, u'\n');
    copyButtons.append(rect);
    m_flow.out.actions.append(
        {RowLayout::Action::Kind::CopyCode, RowWords::tr("Copy code"), rect, rect, RowWords::tr("Copy code"), code});
}

// Gives the index of the table's last cell.
qsizetype BlockPlacer::placeTable(qsizetype first)
{
    qsizetype last = first;
    int columns = 1;
    while (last + 1 < m_text.blocks.size() && m_text.blocks.at(last + 1).kind == Kind::Cell &&
           m_text.blocks.at(last + 1).table == m_text.blocks.at(first).table)
        ++last;
    for (qsizetype i = first; i <= last; ++i)
        columns = std::max(columns, m_text.blocks.at(i).column + 1);

    const QFont font = m_flow.theme.font(TextStyle::Body);
    QList<RowLayout::Block> cells;
    QList<int> widths(columns, 0);
    for (qsizetype i = first; i <= last; ++i) {
        const MessageText::Block &block = m_text.blocks.at(i);
        RowLayout::Block cell = begun(block);
        cell.text = makeText(block);
        int wide = 0;
        placeLines(*cell.text, unbroken, 1, font, 0, &wide);
        widths[block.column] = std::max(widths.at(block.column), wide + 1);
        cells.append(cell);
    }
    widths = fitted(widths, m_flow.column - columns * (2 * cellPaddingX + 1) - 1);

    TableFrame frame;
    const int top = m_flow.y;
    int y = top + 1;
    for (qsizetype i = 0; i < cells.size();) {
        const qsizetype begin = i;
        int x = row::textAt + 1;
        int highest = 0;
        for (; i < cells.size() && m_text.blocks.at(first + i).row == m_text.blocks.at(first + begin).row; ++i) {
            const MessageText::Block &block = m_text.blocks.at(first + i);
            const int width = widths.at(block.column);
            const bool toTheRight = block.alignment.testFlag(Qt::AlignRight) ||
                                    (!block.alignment && m_flow.metrics.direction == Qt::RightToLeft);
            const qreal aside = block.alignment.testFlag(Qt::AlignHCenter) ? 0.5 : toTheRight ? 1 : 0;
            int wide = 0;
            const int height = placeLines(*cells[i].text, width,
                                          m_flow.theme.lineHeightFor(TextStyle::Body, block.text), font, aside, &wide);
            cells[i].rect = QRect(x + cellPaddingX, y + cellPaddingY, width, height);
            coverSpoilers(block, cells[i]);
            x += width + 2 * cellPaddingX + 1;
            highest = std::max(highest, height);
        }
        y += highest + 2 * cellPaddingY;
        frame.rect = QRect(row::textAt, top, std::max(frame.rect.width(), x - row::textAt), y + 1 - top);
        if (begin == 0)
            frame.head = QRect(row::textAt, top, 0, y - top);
        if (i < cells.size())
            frame.lines.append(QRect(row::textAt, y, 0, 1));
        ++y;
    }
    frame.head.setWidth(frame.rect.width());
    for (QRect &line : frame.lines)
        line.setWidth(frame.rect.width());
    int x = row::textAt + 1;
    for (int column = 0; column + 1 < columns; ++column) {
        x += widths.at(column) + 2 * cellPaddingX;
        frame.lines.append(QRect(x, top, 1, frame.rect.height()));
        ++x;
    }
    tables.append(frame);
    m_flow.out.blocks.append(cells);
    m_flow.y = frame.rect.bottom() + 1;
    m_flow.lastLine = {};
    return last;
}

void BlockPlacer::coverSpoilers(const MessageText::Block &block, RowLayout::Block &made)
{
    for (const MessageText::Range &spoiler : block.spoilers) {
        const qint64 number = m_spoilers++;
        if (m_flow.context.revealed & spoilerBit(number))
            continue;
        QString label = RowWords::tr("Show the spoiler");
        for (int i = 0; i < made.text->lineCount(); ++i) {
            const QTextLine line = made.text->lineAt(i);
            const int from = std::max(static_cast<int>(spoiler.start), line.textStart());
            const int to =
                std::min(static_cast<int>(spoiler.start + spoiler.length), line.textStart() + line.textLength());
            if (from >= to)
                continue;
            const qreal a = line.cursorToX(from);
            const qreal b = line.cursorToX(to);
            const int lineHeight = made.rect.height() / std::max(1, made.text->lineCount());
            const QRect cover(made.rect.x() + static_cast<int>(std::floor(std::min(a, b))),
                              made.rect.y() + i * lineHeight, static_cast<int>(std::ceil(std::abs(b - a))), lineHeight);
            made.covers.append(cover);
            m_flow.out.actions.append({RowLayout::Action::Kind::Reveal,
                                       std::exchange(label, QString()),
                                       cover,
                                       cover.adjusted(0, -2, 0, 2),
                                       RowWords::tr("Show the spoiler"),
                                       {},
                                       number});
        }
    }
}

} // namespace confab::ui
