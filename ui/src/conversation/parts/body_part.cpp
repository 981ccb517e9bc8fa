// SPDX-License-Identifier: GPL-3.0-or-later
// The text: paragraphs, lists, quotes, code, tables.
#include "common/word_marks.h"
#include "conversation/parts/blocks.h"

#include <confab/client/words.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>

#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr qreal mentionOver = 2; // half a space
constexpr int copyIcon = 16;
constexpr int coverInset = 2;

// Boxes around characters of a block, one for each line that they run through; `fill` and `stroke` may be none.
void paintBoxes(QPainter &painter, const RowLayout::Block &block, qsizetype start, qsizetype end, qreal over,
                const QColor &fill, const QColor &stroke)
{
    for (int number = 0; number < block.text->lineCount(); ++number) {
        const QTextLine line = block.text->lineAt(number);
        const int from = std::max<int>(static_cast<int>(start), line.textStart());
        const int to = std::min<int>(static_cast<int>(end), line.textStart() + line.textLength());
        if (from >= to)
            continue;
        const qreal a = line.cursorToX(from);
        const qreal b = line.cursorToX(to);
        const qreal baseline = block.rect.y() + line.y() + line.ascent();
        const QRectF box(block.rect.x() + std::min(a, b) - over, baseline - 14, std::abs(b - a) + 2 * over, 19);
        if (fill.isValid())
            fillRound(painter, box, row::inlineRadius, fill);
        if (stroke.isValid())
            strokeRound(painter, box, row::inlineRadius, stroke);
    }
}

// Behind inline code and mentions.
void paintSpans(QPainter &painter, const RowLayout::Block &block, const MessageText::Block &text)
{
    for (qsizetype i = 0; i < text.spans.size(); ++i) {
        const MessageText::Span &span = text.spans.at(i);
        const bool code = span.styles.testFlag(MessageText::Code);
        const bool other = span.styles.testFlag(MessageText::OtherMention);
        if (!code && !other && !span.styles.testFlag(MessageText::Mention))
            continue;
        // With the padding on both sides.
        const qsizetype before = i > 0 && text.spans.at(i - 1).styles.testFlag(MessageText::Padding) ? 1 : 0;
        const qsizetype end = std::min(span.start + span.length + (other ? 0 : 1), text.text.size());
        const QColor fill = code ? color(u"codeBackground"_s) : other ? color(u"accentSoft"_s) : QColor();
        const QColor stroke = other ? QColor() : color(code ? u"separator"_s : u"mentionBar"_s);
        paintBoxes(painter, block, span.start - before, end, other ? mentionOver : 0, fill, stroke);
    }
}

void paintFound(QPainter &painter, const RowLayout::Block &block, const QStringList &words)
{
    for (const WordMark &mark : wordMarks(block.text->text(), words))
        paintBoxes(painter, block, mark.start, mark.start + mark.length, 1, color(u"accentSoft"_s), color(u"accent"_s));
}

class BodyPart : public RowPart
{
public:
    explicit BodyPart(RowFlow &flow)
    {
        RowLayout &out = flow.out;
        const int top = flow.y;
        BlockPlacer placer(flow);
        if (flow.row.deleted) {
            MessageText::Block block;
            block.text = flow.row.own ? RowWords::tr("You deleted this message")
                                      : RowWords::tr("Message deleted by %1").arg(client::senderOf(flow.row));
            block.spans.append({0, block.text.size(), MessageText::Italic, {}});
            out.text.blocks.append(block);
        } else {
            out.text = parseMessage(flow.row.text, flow.metrics.myNames, flow.row.mentions, flow.metrics.rooms);
        }
        placer.place();
        out.body = QRect(row::textAt, top, flow.column, flow.y - top);
        m_words = plainCovered(out.text, flow.context.revealed);
        m_tables = placer.tables;
        m_copyButtons = placer.copyButtons;
        m_quiet = flow.row.deleted || flow.row.change == client::MessageRow::Change::Deletion;
    }

    void mirror(const Mirror &turn, RowLayout &layout) override
    {
        turn(layout.body);
        QList<QRect> covers;
        for (RowLayout::Block &block : layout.blocks) {
            const int before = block.rect.x();
            turn(block.rect);
            turn(block.box);
            turn(block.markerRect);
            for (QRect &bar : block.quoteBars)
                turn(bar);
            // Letters go with their block and are not turned in it.
            for (QRect &cover : block.covers)
                cover.translate(block.rect.x() - before, 0);
            covers += block.covers;
        }
        qsizetype next = 0;
        for (RowLayout::Action &action : layout.actions) {
            if (action.kind == RowLayout::Action::Kind::Reveal && next < covers.size()) {
                action.textRect.moveLeft(covers.at(next).x());
                action.hit.moveLeft(covers.at(next++).x());
            }
        }
        for (TableFrame &table : m_tables) {
            turn(table.rect);
            turn(table.head);
            for (QRect &line : table.lines)
                turn(line);
        }
        for (QRect &button : m_copyButtons)
            turn(button);
    }

    void paint(QPainter &painter, const RowScene &scene) const override
    {
        for (const TableFrame &table : m_tables) {
            fillRound(painter, table.rect, row::inlineRadius, color(u"surface"_s));
            fillLine(painter, table.head.adjusted(1, 1, -1, 0), color(u"codeBackground"_s));
            for (const QRect &line : table.lines)
                fillLine(painter, line, color(u"separator"_s));
            strokeRound(painter, table.rect, row::inlineRadius, color(u"separator"_s));
        }
        for (qsizetype i = 0; i < scene.layout.blocks.size(); ++i)
            paintBlock(painter, scene, scene.layout.blocks.at(i), scene.layout.text.blocks.at(i));
        if (!scene.look.hovered && !scene.look.picked)
            return;
        for (const QRect &button : m_copyButtons) {
            fillRound(painter, button, 6, color(u"surfaceRaised"_s));
            strokeRound(painter, button, 6, color(u"separator"_s));
            drawIcon(painter,
                     QRect(button.x() + (button.width() - copyIcon) / 2, button.y() + (button.height() - copyIcon) / 2,
                           copyIcon, copyIcon),
                     u"copy"_s, u"textMuted"_s);
        }
    }

    QString words() const override { return m_words; }

private:
    void paintBlock(QPainter &painter, const RowScene &scene, const RowLayout::Block &block,
                    const MessageText::Block &text) const
    {
        for (const QRect &bar : block.quoteBars)
            fillLine(painter, bar, color(u"quoteBar"_s));
        if (!block.text) {
            fillLine(painter, block.rect, color(u"separator"_s));
            return;
        }
        if (!block.box.isNull()) {
            fillRound(painter, block.box, row::boxRadius, color(u"codeBackground"_s));
            strokeRound(painter, block.box, row::boxRadius, color(u"separator"_s));
        }
        paintSpans(painter, block, text);
        paintFound(painter, block, scene.look.found);
        if (!block.marker.isEmpty())
            drawLine(painter, block.markerRect, block.marker, scene.theme.font(TextStyle::Body), color(u"textMuted"_s),
                     scene.metrics.direction, Qt::AlignHCenter);
        QList<QTextLayout::FormatRange> selections;
        const qsizetype from = std::max(scene.look.selectionStart - block.start, qsizetype{0});
        const qsizetype to = std::min(scene.look.selectionEnd - block.start, block.text->text().size());
        if (from < to) {
            QTextCharFormat format;
            format.setBackground(color(u"accent"_s));
            format.setForeground(color(u"accentText"_s));
            selections.append({static_cast<int>(from), static_cast<int>(to - from), format});
        }
        const bool quiet = m_quiet || !block.quoteBars.isEmpty();
        painter.setPen(color(quiet ? u"textMuted"_s : u"text"_s));
        block.text->draw(&painter, block.rect.topLeft(), selections);
        for (const QRect &cover : block.covers)
            fillRound(painter, cover.adjusted(0, coverInset, 0, -coverInset), row::inlineRadius, color(u"control"_s));
    }

    QList<TableFrame> m_tables;
    QList<QRect> m_copyButtons;
    QString m_words;
    bool m_quiet = false;
};

} // namespace

std::shared_ptr<RowPart> makeBody(RowFlow &flow)
{
    return flow.row.kind == client::MessageRow::Kind::Message ? std::make_shared<BodyPart>(flow) : nullptr;
}

} // namespace confab::ui
