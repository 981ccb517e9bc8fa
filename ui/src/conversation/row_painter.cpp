// SPDX-License-Identifier: GPL-3.0-or-later
#include "conversation/row_painter.h"

#include <confab/ui/theme/avatar_painter.h>
#include <confab/ui/theme/icons.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QCoreApplication>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int mentionBarWidth = 3;
constexpr int ringWidth = 2;
constexpr int barRoom = 10; // the scroll bar lies over the row
constexpr int pillHeight = 24;
constexpr int pillTop = 8;
constexpr int pillPadding = 12;
constexpr qreal boxRadius = 8;
constexpr qreal inlineRadius = 4;
constexpr qreal mentionOver = 2; // half a space

void paintSeparators(QPainter &painter, const RowLayout &layout, const RowMetrics &metrics)
{
    const Theme &theme = *metrics.theme;
    const int middle = layout.day.center().y();
    if (!layout.day.isNull()) {
        const QFont font = theme.font(TextStyle::Label);
        const int word = widthOf(layout.dayText, font);
        const int start = layout.day.x() + (layout.day.width() - word) / 2;
        fillLine(painter, QRect(layout.day.x(), middle, start - 12 - layout.day.x(), 1), color(u"separator"_s));
        const int after = start + word + 12;
        fillLine(painter, QRect(after, middle, layout.day.x() + layout.day.width() - after, 1), color(u"separator"_s));
        drawLine(painter, layout.day, layout.dayText, font, color(u"textMuted"_s), metrics.direction, Qt::AlignHCenter);
    }
    if (!layout.newLine.isNull()) {
        const QFont font = theme.font(TextStyle::Section);
        const QString word = QCoreApplication::translate("ConversationView", "New", "line above new messages");
        const int wide = widthOf(word, font);
        QRect line(layout.newLine.x(), layout.newLine.center().y(), layout.newLine.width() - wide - 8, 1);
        if (metrics.direction == Qt::RightToLeft)
            line.moveLeft(layout.newLine.x() + wide + 8);
        fillLine(painter, line, color(u"newLine"_s));
        drawLine(painter, layout.newLine, word, font, color(u"newLine"_s), metrics.direction, Qt::AlignTrailing);
    }
}

// Boxes behind inline code and mentions, one for each line that they run through.
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
        const qsizetype start = span.start - before;
        const qsizetype end = std::min(span.start + span.length + (other ? 0 : 1), text.text.size());
        for (int number = 0; number < block.text->lineCount(); ++number) {
            const QTextLine line = block.text->lineAt(number);
            const int from = std::max<int>(static_cast<int>(start), line.textStart());
            const int to = std::min<int>(static_cast<int>(end), line.textStart() + line.textLength());
            if (from >= to)
                continue;
            const qreal a = line.cursorToX(from);
            const qreal b = line.cursorToX(to);
            const qreal baseline = block.rect.y() + line.y() + line.ascent();
            QRectF box(block.rect.x() + std::min(a, b), baseline - 14, std::abs(b - a), 19);
            if (other)
                box.adjust(-mentionOver, 0, mentionOver, 0);
            if (code || other)
                fillRound(painter, box, inlineRadius, color(code ? u"codeBackground"_s : u"accentSoft"_s));
            if (!other)
                strokeRound(painter, box, inlineRadius, color(code ? u"separator"_s : u"mentionBar"_s));
        }
    }
}

void paintBlocks(QPainter &painter, const RowLayout &layout, const client::MessageRow &row, const RowLook &look,
                 const RowMetrics &metrics)
{
    const Theme &theme = *metrics.theme;
    const QColor ink = color(row.deleted ? u"textMuted"_s : u"text"_s);
    for (qsizetype i = 0; i < layout.blocks.size(); ++i) {
        const RowLayout::Block &block = layout.blocks.at(i);
        for (const QRect &bar : block.quoteBars)
            fillLine(painter, bar, color(u"quoteBar"_s));
        if (!block.text) {
            fillLine(painter, block.rect, color(u"separator"_s));
            continue;
        }
        if (!block.box.isNull()) {
            fillRound(painter, block.box, boxRadius, color(u"codeBackground"_s));
            strokeRound(painter, block.box, boxRadius, color(u"separator"_s));
        }
        paintSpans(painter, block, layout.text.blocks.at(i));
        if (!block.marker.isEmpty())
            drawLine(painter, block.markerRect, block.marker, theme.font(TextStyle::Body), color(u"textMuted"_s),
                     metrics.direction, Qt::AlignHCenter);
        QList<QTextLayout::FormatRange> selections;
        const qsizetype from = std::max(look.selectionStart - block.start, qsizetype{0});
        const qsizetype to = std::min(look.selectionEnd - block.start, block.text->text().size());
        if (from < to) {
            QTextCharFormat format;
            format.setBackground(color(u"accent"_s));
            format.setForeground(color(u"accentText"_s));
            selections.append({static_cast<int>(from), static_cast<int>(to - from), format});
        }
        const bool quoted = !block.quoteBars.isEmpty();
        painter.setPen(quoted ? color(u"textMuted"_s) : ink);
        block.text->draw(&painter, block.rect.topLeft(), selections);
    }
}

void paintTick(QPainter &painter, const RowLayout &layout, const client::MessageRow &row)
{
    if (layout.tick.isNull())
        return;
    using State = client::MessageRow::State;
    if (row.state == State::Read)
        drawIcon(painter, layout.tick, u"double-check"_s, u"ownTickRead"_s);
    else if (row.state == State::Sent)
        drawIcon(painter, layout.tick, u"check"_s, u"ownTick"_s);
    else
        drawIcon(painter, layout.tick, u"clock"_s, u"ownTick"_s);
}

void paintHead(QPainter &painter, const RowLayout &layout, const client::MessageRow &row, bool timeShown,
               const RowMetrics &metrics)
{
    const Theme &theme = *metrics.theme;
    if (layout.avatar.isNull()) {
        if (timeShown)
            drawLine(painter, layout.time, layout.timeText, theme.font(TextStyle::Tiny), color(u"textMuted"_s),
                     metrics.direction, Qt::AlignTrailing);
        return;
    }
    if (row.bot)
        drawBot(painter, layout.avatar, row.author);
    else
        drawPerson(painter, layout.avatar, row.authorName.isEmpty() ? row.author : row.authorName, row.author);
    drawLine(painter, layout.name, layout.nameText, theme.font(TextStyle::BodyStrong), color(u"text"_s),
             metrics.direction);
    if (!layout.tag.isNull()) {
        strokeRound(painter, layout.tag, inlineRadius, color(u"separator"_s));
        drawLine(painter, layout.tag, layout.tagText, theme.font(TextStyle::Tiny), color(u"textMuted"_s),
                 metrics.direction, Qt::AlignHCenter);
    }
    drawLine(painter, layout.time, layout.timeText, theme.font(TextStyle::Small), color(u"textMuted"_s),
             metrics.direction);
}

} // namespace

void paintRow(QPainter &painter, const RowLayout &layout, const client::MessageRow &row, const RowLook &look,
              const RowMetrics &metrics)
{
    const Theme &theme = *metrics.theme;
    painter.setRenderHint(QPainter::Antialiasing);
    paintSeparators(painter, layout, metrics);
    if (row.kind == client::MessageRow::Kind::Gap) {
        drawLine(painter, layout.note, layout.noteText, theme.font(TextStyle::Small), color(u"textMuted"_s),
                 metrics.direction, Qt::AlignHCenter);
        return;
    }
    const bool mention = row.mentionsMe && !row.deleted;
    if (mention) {
        fillLine(painter, layout.tint, color(u"mention"_s));
        QRect bar = layout.tint;
        bar.setWidth(mentionBarWidth);
        if (metrics.direction == Qt::RightToLeft)
            bar.moveRight(layout.tint.right());
        fillLine(painter, bar, color(u"mentionBar"_s));
    } else if (look.hovered || look.picked) {
        fillLine(painter, layout.tint, color(u"rowHover"_s));
    }
    paintHead(painter, layout, row, look.hovered || look.picked, metrics);
    paintBlocks(painter, layout, row, look, metrics);
    const QFont small = theme.font(TextStyle::Small);
    if (!layout.edited.isNull())
        drawLine(painter, layout.edited, QCoreApplication::translate("ConversationView", "edited"), small,
                 color(u"textMuted"_s), metrics.direction);
    paintTick(painter, layout, row);
    if (!layout.failure.isNull()) {
        drawIcon(painter, layout.failureIcon, u"warning"_s, u"danger"_s);
        drawLine(painter, layout.failure, layout.failureText, small, color(u"danger"_s), metrics.direction);
        for (const RowLayout::Action &action : layout.actions)
            drawLine(painter, action.textRect, action.label, theme.font(TextStyle::Label),
                     color(action.kind == RowLayout::Action::Kind::Discard ? u"danger"_s : u"link"_s),
                     metrics.direction);
    }
    if (!layout.note.isNull())
        drawLine(painter, layout.note, layout.noteText, small, color(u"textMuted"_s), metrics.direction);
    if (look.ring) {
        const bool rtl = metrics.direction == Qt::RightToLeft;
        strokeRound(painter, layout.tint.adjusted(rtl ? barRoom : ringWidth, 0, rtl ? -ringWidth : -barRoom, 0), 6,
                    color(u"focusRing"_s), ringWidth);
    }
}

QRect dayPillRect(const QString &text, int width, const Theme &theme)
{
    const int wide = widthOf(text, theme.font(TextStyle::Label)) + 2 * pillPadding;
    return {(width - wide) / 2, pillTop, wide, pillHeight};
}

void paintDayPill(QPainter &painter, const QRect &rect, const QString &text)
{
    painter.setRenderHint(QPainter::Antialiasing);
    fillRound(painter, rect, pillHeight / 2.0, color(u"surfaceRaised"_s));
    strokeRound(painter, rect, pillHeight / 2.0, color(u"separator"_s));
    drawLine(painter, rect, text, Theme::current().font(TextStyle::Label), color(u"textMuted"_s), Qt::LeftToRight,
             Qt::AlignHCenter);
}

} // namespace confab::ui
