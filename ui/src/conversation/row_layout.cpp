// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/conversation/row_layout.h>

#include "conversation/parts/row_part.h"

#include <confab/ui/theme/painting.h>

#include <QLocale>
#include <QTextLayout>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

constexpr int columnWidth = 680;
constexpr int narrowestColumn = 80;
constexpr int padding = 3;
constexpr int groupMinutes = 5;

// Of a message by this computer's clock. Kept for as long as the day lasts: what asks the system for its time zone
// looks at a file each time, and this is asked for every row that is painted.
QDate dayOf(const client::MessageRow &row)
{
    static qint64 begins = 0;
    static qint64 ends = 0;
    static QDate day;
    const qint64 at = row.at.toMSecsSinceEpoch();
    if (at < begins || at >= ends) {
        day = row.at.toLocalTime().date();
        begins = day.startOfDay().toMSecsSinceEpoch();
        ends = day.addDays(1).startOfDay().toMSecsSinceEpoch();
    }
    return day;
}

bool waits(const client::MessageRow &row)
{
    return row.state == client::MessageRow::State::Waiting || row.state == client::MessageRow::State::Sending;
}

// That under a point, else the one above it; of cells beside each other the nearer one.
const RowLayout::Block *blockAt(const RowLayout &layout, QPoint point)
{
    const RowLayout::Block *nearest = nullptr;
    for (const RowLayout::Block &block : layout.blocks) {
        if (!block.text)
            continue;
        const bool beside = nearest && nearest->kind == MessageText::Block::Kind::Cell && block.kind == nearest->kind &&
                            block.rect.top() == nearest->rect.top();
        const auto away = [&point](const QRect &rect) {
            return std::max({rect.left() - point.x(), point.x() - rect.right(), 0});
        };
        if (!nearest || (beside ? away(block.rect) < away(nearest->rect) : point.y() >= block.rect.top()))
            nearest = &block;
    }
    return nearest;
}

QTextLine lineAt(const RowLayout::Block &block, int y)
{
    const int count = block.text->lineCount();
    if (count == 0 || block.rect.height() == 0)
        return {};
    const int line = (y - block.rect.top()) * count / block.rect.height();
    return block.text->lineAt(std::clamp(line, 0, count - 1));
}

} // namespace

RowContext contextOf(const QList<client::MessageRow> &rows, qsizetype index, qint64 newFromSeq, bool tellWaiting)
{
    using Row = client::MessageRow;
    RowContext context;
    const Row &row = rows.at(index);
    const Row *above = index > 0 ? &rows.at(index - 1) : nullptr;
    if (row.kind == Row::Kind::Gap)
        return context;
    if (!above || above->kind == Row::Kind::Gap || dayOf(*above) != dayOf(row))
        context.day = dayOf(row);
    // Above the first that is new; the one with that seq need not be held.
    context.newLine = newFromSeq > 0 && row.seq >= newFromSeq && !(above && above->seq >= newFromSeq);
    context.grouped = above && !context.day.isValid() && !context.newLine && above->author == row.author &&
                      !row.quote && above->at.secsTo(row.at) < groupMinutes * 60;
    if (waits(row) && (index + 1 == rows.size() || !waits(rows.at(index + 1)))) {
        qsizetype first = index;
        while (first > 0 && waits(rows.at(first - 1)))
            --first;
        // The outbox sends nothing of a conversation past one that failed.
        context.blocked = first > 0 && rows.at(first - 1).state == Row::State::Failed;
        if (tellWaiting || context.blocked)
            context.waiting = static_cast<int>(index - first + 1);
    }
    return context;
}

RowLayout layoutRow(const client::MessageRow &row, const RowContext &context, int width, const RowMetrics &metrics)
{
    static quint64 made = 0;
    RowLayout out;
    out.serial = ++made;
    out.tint = QRect(0, 0, width, 0);
    RowFlow flow{row,     context,
                 metrics, *metrics.theme,
                 width,   std::clamp(width - row::textAt - row::edge, narrowestColumn, columnWidth),
                 out};
    QList<std::shared_ptr<RowPart>> parts;
    for (const MakePart make : rowParts()) {
        if (std::shared_ptr<RowPart> part = make(flow))
            parts.append(std::move(part));
    }
    if (row.kind == client::MessageRow::Kind::Message) {
        flow.y += padding;
        if (!context.grouped)
            flow.y = std::max(flow.y, out.tint.top() + row::avatarSize + 2 * padding);
        out.tint.setBottom(flow.y - 1);
    } else {
        out.tint = {};
    }
    out.height = flow.y;
    if (metrics.direction == Qt::RightToLeft) {
        const Mirror turn(width);
        for (RowLayout::Action &action : out.actions) {
            turn(action.textRect);
            turn(action.hit);
        }
        for (const auto &part : parts)
            part->mirror(turn, out);
    }
    out.parts = {parts.begin(), parts.end()};
    return out;
}

qsizetype characterAt(const RowLayout &layout, QPoint point)
{
    const RowLayout::Block *block = blockAt(layout, point);
    if (!block)
        return -1;
    const QTextLine line = lineAt(*block, point.y());
    if (!line.isValid())
        return block->start;
    return block->start + line.xToCursor(point.x() - block->rect.x());
}

QString linkAt(const RowLayout &layout, QPoint point)
{
    const RowLayout::Block *block = blockAt(layout, point);
    if (!block || point.y() > block->rect.bottom())
        return {};
    const QTextLine line = lineAt(*block, point.y());
    const int x = point.x() - block->rect.x();
    if (!line.isValid() || !line.naturalTextRect().adjusted(0, -50, 0, 50).contains(x, line.y()))
        return {};
    const qsizetype at = line.xToCursor(x, QTextLine::CursorOnCharacter);
    const qsizetype index = block - layout.blocks.constData();
    for (const MessageText::Span &span : layout.text.blocks.at(index).spans) {
        if (!span.link.isEmpty() && at >= span.start && at < span.start + span.length)
            return span.link;
    }
    return {};
}

const RowLayout::Action *actionAt(const RowLayout &layout, QPoint point)
{
    for (const RowLayout::Action &action : layout.actions) {
        if (action.hit.contains(point))
            return &action;
    }
    return nullptr;
}

QString tipAt(const RowLayout &layout, QPoint point)
{
    // What names a room says all there is to know.
    if (const QString link = linkAt(layout, point); !link.isEmpty())
        return roomOfLink(link).isEmpty() ? link : QString();
    if (const RowLayout::Action *action = actionAt(layout, point); action && !action->tip.isEmpty())
        return action->tip;
    for (const auto &part : layout.parts) {
        if (const QString tip = part->tipAt(layout, point); !tip.isEmpty())
            return tip;
    }
    return {};
}

QString wordsOf(const RowLayout &layout)
{
    QStringList words;
    for (const auto &part : layout.parts)
        words.append(part->words());
    words.removeAll(QString());
    return words.join(u", "_s);
}

std::pair<qsizetype, qsizetype> wordAt(const RowLayout &layout, qsizetype character)
{
    for (const RowLayout::Block &block : layout.blocks) {
        if (!block.text || character < block.start || character > block.start + block.text->text().size())
            continue;
        const int inside = static_cast<int>(character - block.start);
        const int next = block.text->nextCursorPosition(inside, QTextLayout::SkipWords);
        const int start = block.text->previousCursorPosition(next, QTextLayout::SkipWords);
        int end = next;
        while (end > start && block.text->text().at(end - 1).isSpace())
            --end;
        return {block.start + start, block.start + end};
    }
    return {character, character};
}

QString dayWord(const QDate &day, const QDate &today)
{
    const qint64 ago = day.daysTo(today);
    if (ago == 0)
        return RowWords::tr("Today");
    if (ago == 1)
        return RowWords::tr("Yesterday");
    const QLocale locale;
    if (ago > 1 && ago < 7)
        return locale.standaloneDayName(day.dayOfWeek());
    if (day.year() == today.year())
        return plainDigits(
            locale.toString(day, RowWords::tr("dddd, d MMMM", "a day of this year, see QLocale::toString")));
    return plainDigits(locale.toString(day, QLocale::LongFormat));
}

QString clockTime(const QDateTime &at)
{
    const QLocale locale;
    const QTime time = at.toLocalTime().time();
    const bool hours24 = Theme::current().hours24();
    // Where the language writes times as the person wants them, in its own form; the C locale's has seconds.
    if (locale.language() != QLocale::C && hours24 == Theme::localeHas24Hours())
        return plainDigits(locale.toString(time, QLocale::ShortFormat));
    return plainDigits(locale.toString(time, hours24 ? u"HH:mm"_s : u"h:mm AP"_s));
}

} // namespace confab::ui
