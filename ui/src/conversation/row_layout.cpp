// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/conversation/row_layout.h>

#include <confab/client/words.h>
#include <confab/ui/theme/painting.h>
#include <confab/ui/theme/theme.h>

#include <QCoreApplication>
#include <QFontMetricsF>
#include <QLocale>
#include <QTextLayout>

#include <cmath>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// DESIGN: Message row. Px.
constexpr int edge = 20;
constexpr int textAt = 68;
constexpr int avatarSize = 36;
constexpr int avatarColumnEnd = 56;
constexpr int columnWidth = 680;
constexpr int narrowestColumn = 80;
constexpr int groupGap = 5;
constexpr int padding = 3;
constexpr int groupedPadding = 2;
constexpr int dayHeight = 28;
constexpr int newHeight = 22;
constexpr int gapHeight = 48;
constexpr int gap = 8;
constexpr int tickSize = 16;
constexpr int actionHeight = 24;
constexpr int actionGap = 12;
constexpr int smallestHit = 24;
constexpr int partGap = 4;
constexpr int paragraphGap = 6;
constexpr int codePaddingX = 12;
constexpr int codePaddingY = 7;
constexpr int quoteBar = 3;
constexpr int quoteIndent = 11;
constexpr int itemIndent = 20;
constexpr int rulerHeight = 13;
constexpr int tagPadding = 6;
constexpr int tagHeight = 18;
constexpr int groupMinutes = 5;

using Kind = MessageText::Block::Kind;

struct Words {
    Q_DECLARE_TR_FUNCTIONS(ConversationView)
};

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

// Lines placed by hand: their distance does not depend on the fonts that answer for the letters. Gives the height.
int placeLines(QTextLayout &text, int width, int lineHeight, const QFont &font, bool toTheRight, int *widest)
{
    text.beginLayout();
    int y = 0;
    *widest = 0;
    while (true) {
        QTextLine line = text.createLine();
        if (!line.isValid())
            break;
        line.setLineWidth(width);
        const qreal natural = std::min<qreal>(line.naturalTextWidth(), width);
        const qreal baseline = baselineIn(QRectF(0, y, 1, lineHeight), font);
        line.setPosition(QPointF(toTheRight ? width - line.naturalTextWidth() : 0, baseline - line.ascent()));
        *widest = std::max(*widest, static_cast<int>(std::ceil(natural)));
        y += lineHeight;
    }
    text.endLayout();
    return y;
}

// Puts the parts of one row under each other, in coordinates from the leading edge; mirrored at the end.
class Builder
{
public:
    Builder(const client::MessageRow &row, const RowContext &context, int width, const RowMetrics &metrics)
        : m_row(row)
        , m_context(context)
        , m_width(width)
        , m_column(std::clamp(width - textAt - edge, narrowestColumn, columnWidth))
        , m_metrics(metrics)
        , m_theme(*metrics.theme)
    {
    }

    RowLayout build()
    {
        separators();
        if (m_row.kind == client::MessageRow::Kind::Gap) {
            m_out.note = QRect(edge, m_y, m_width - 2 * edge, gapHeight);
            m_out.noteText = Words::tr("Loading messages…");
            m_y += gapHeight;
        } else {
            message();
        }
        m_out.height = m_y;
        if (m_metrics.direction == Qt::RightToLeft)
            mirror();
        return std::move(m_out);
    }

private:
    void separators()
    {
        if (m_context.day.isValid()) {
            m_out.day = QRect(edge, m_y, m_width - 2 * edge, dayHeight);
            m_out.dayText = dayWord(m_context.day, m_metrics.today);
            m_y += dayHeight;
        }
        if (m_context.newLine) {
            m_out.newLine = QRect(edge, m_y, m_width - 2 * edge, newHeight);
            m_y += newHeight;
        }
    }

    void message()
    {
        if (!m_context.grouped)
            m_y += groupGap;
        const int top = m_y;
        m_y += m_context.grouped ? groupedPadding : padding;
        m_out.timeText = clockTime(m_row.at);
        if (m_context.grouped) {
            const int line = m_theme.lineHeight(TextStyle::Body);
            m_out.time = QRect(2, m_y, avatarColumnEnd - 2, line);
        } else {
            m_out.avatar = QRect(edge, m_y, avatarSize, avatarSize);
            head();
        }
        if (m_row.deleted)
            deleted();
        else
            body();
        if (m_row.state == client::MessageRow::State::Failed)
            failed();
        if (m_context.waiting > 0) {
            const int line = m_theme.lineHeight(TextStyle::Small) + partGap;
            m_out.note = QRect(textAt, m_y, m_width - textAt - edge, line);
            m_out.noteText = m_context.blocked
                                 ? Words::tr("%n message(s) wait for the one above.", nullptr, m_context.waiting)
                                 : Words::tr("%n message(s) wait. They go out by themselves, in this order.", nullptr,
                                             m_context.waiting);
            m_y += line;
        }
        m_y += padding;
        if (!m_context.grouped)
            m_y = std::max(m_y, top + avatarSize + 2 * padding);
        m_out.tint = QRect(0, top, m_width, m_y - top);
    }

    void head()
    {
        const int line = m_theme.lineHeight(TextStyle::BodyStrong);
        const QFont nameFont = m_theme.font(TextStyle::BodyStrong);
        const QFont timeFont = m_theme.font(TextStyle::Small);
        const QFont tagFont = m_theme.font(TextStyle::Tiny);
        m_out.tagText = m_row.bot ? Words::tr("Bot") : m_row.guest ? Words::tr("Guest") : QString();
        const int timeWidth = widthOf(m_out.timeText, timeFont);
        const int tagWidth = m_out.tagText.isEmpty() ? 0 : widthOf(m_out.tagText, tagFont) + 2 * tagPadding;
        const int room = m_column - gap - timeWidth - (tagWidth > 0 ? gap + tagWidth : 0);
        m_out.nameText = elided(m_row.authorName.isEmpty() ? m_row.author : m_row.authorName, nameFont, room);
        const int nameWidth = widthOf(m_out.nameText, nameFont);
        int x = textAt;
        m_out.name = QRect(x, m_y, nameWidth, line);
        x += nameWidth + gap;
        if (tagWidth > 0) {
            m_out.tag = QRect(x, m_y + (line - tagHeight) / 2, tagWidth, tagHeight);
            x += tagWidth + gap;
        }
        m_out.time = QRect(x, m_y, timeWidth, line);
        m_y += line;
    }

    void deleted()
    {
        MessageText::Block block;
        block.text = m_row.own ? Words::tr("You deleted this message")
                               : Words::tr("Message deleted by %1").arg(client::senderOf(m_row));
        block.spans.append({0, block.text.size(), MessageText::Italic, {}});
        m_out.text.blocks.append(block);
        place(m_out.text.blocks.first());
        m_out.body = m_out.blocks.first().rect;
    }

    void body()
    {
        m_out.text = parseMessage(m_row.text, m_metrics.myNames, m_row.mentions);
        const int top = m_y;
        for (qsizetype i = 0; i < m_out.text.blocks.size(); ++i) {
            const MessageText::Block &block = m_out.text.blocks.at(i);
            if (i > 0)
                m_y += gapBetween(m_out.text.blocks.at(i - 1), block);
            else if (block.kind == Kind::CodeBox)
                m_y += partGap;
            place(block);
        }
        m_out.body = QRect(textAt, top, m_column, m_y - top);
        behindLastLine();
    }

    static int gapBetween(const MessageText::Block &above, const MessageText::Block &below)
    {
        if (above.kind == Kind::CodeBox || below.kind == Kind::CodeBox)
            return partGap;
        if (above.kind == Kind::Item && below.kind == Kind::Item)
            return 0;
        return above.quoteLevel > 0 && above.quoteLevel == below.quoteLevel ? 0 : paragraphGap;
    }

    void place(const MessageText::Block &block)
    {
        RowLayout::Block made;
        made.kind = block.kind;
        made.start = m_start;
        m_start += block.text.size() + 1;
        int x = textAt;
        for (int level = 0; level < block.quoteLevel; ++level) {
            made.quoteBars.append(QRect(x, 0, quoteBar, 0));
            x += quoteIndent;
        }
        x += block.itemLevel * itemIndent;
        const bool code = block.kind == Kind::CodeBox;
        const int top = m_y;
        if (code) {
            x += codePaddingX + 1;
            m_y += codePaddingY + 1;
        }
        const int room = std::max(narrowestColumn, textAt + m_column - x - (code ? codePaddingX + 1 : 0));
        if (block.kind == Kind::Ruler) {
            made.rect = QRect(x, m_y + rulerHeight / 2, room, 1);
            m_y += rulerHeight;
        } else {
            placeText(block, x, room, made);
        }
        if (code) {
            m_y += codePaddingY + 1;
            made.box = QRect(x - codePaddingX - 1, top, made.rect.width() + 2 * codePaddingX + 2, m_y - top);
        }
        for (QRect &bar : made.quoteBars) {
            bar.setTop(top);
            bar.setHeight(m_y - top);
        }
        // Blocks of one quote: a bar without a break.
        if (!m_out.blocks.isEmpty()) {
            RowLayout::Block &above = m_out.blocks.last();
            for (qsizetype i = 0; i < std::min(above.quoteBars.size(), made.quoteBars.size()); ++i)
                above.quoteBars[i].setBottom(top - 1);
        }
        m_out.blocks.append(made);
    }

    void placeText(const MessageText::Block &block, int x, int room, RowLayout::Block &made)
    {
        const TextStyle style = styleOf(block.kind, m_out.text.onlyEmoji);
        const QFont font = m_theme.font(style);
        const int line = m_theme.lineHeightFor(style, block.text);
        const bool right = m_metrics.direction == Qt::RightToLeft;
        const bool code = block.kind == Kind::CodeBox;
        made.text = std::make_shared<QTextLayout>(block.text, font);
        made.text->setCacheEnabled(true);
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        option.setTextDirection(!code && block.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
        option.setAlignment(Qt::AlignLeft | Qt::AlignAbsolute);
        option.setTabStopDistance(4 * QFontMetricsF(font).horizontalAdvance(u' '));
        made.text->setTextOption(option);
        QList<QTextLayout::FormatRange> formats;
        for (const MessageText::Span &span : block.spans)
            formats.append(
                {static_cast<int>(span.start), static_cast<int>(span.length), formatOf(span, font, m_theme)});
        made.text->setFormats(formats);

        int widest = 0;
        int height = placeLines(*made.text, room, line, font, right && !code, &widest);
        // A box is as wide as its longest line.
        if (code && widest < room)
            height = placeLines(*made.text, widest + 1, line, font, false, &widest);
        made.rect = QRect(x, m_y, code ? std::min(widest + 1, room) : room, height);
        if (!block.marker.isEmpty()) {
            made.marker = block.marker;
            made.markerRect = QRect(x - itemIndent, m_y, itemIndent, line);
        }
        m_lastLine = QRect(x, m_y + height - line, 0, line);
        const QTextLine last = made.text->lineAt(made.text->lineCount() - 1);
        m_lastLine.setWidth(code ? made.rect.width() + codePaddingX + 1
                                 : static_cast<int>(std::ceil(last.naturalTextWidth())));
        m_y += height;
    }

    // "edited" and the tick; where they do not fit they open a line.
    void behindLastLine()
    {
        const QFont small = m_theme.font(TextStyle::Small);
        const int editedWidth = m_row.edited ? widthOf(Words::tr("edited"), small) : 0;
        const bool ticked = !client::stateWord(m_row).isEmpty() && m_row.state != client::MessageRow::State::Failed;
        const int wants = (editedWidth > 0 ? gap + editedWidth : 0) + (ticked ? gap + tickSize : 0);
        if (wants == 0)
            return;
        const int bodyLine = m_theme.lineHeight(TextStyle::Body);
        if (m_lastLine.isNull() || m_lastLine.right() + 1 + wants > textAt + m_column) {
            m_lastLine = QRect(textAt, m_y, -gap, bodyLine);
            m_y += bodyLine;
        }
        int x = m_lastLine.x() + m_lastLine.width() + gap;
        if (editedWidth > 0) {
            m_out.edited = QRect(x, m_lastLine.y(), editedWidth, m_lastLine.height());
            x += editedWidth + gap;
        }
        if (ticked)
            m_out.tick = QRect(x, m_lastLine.y() + (m_lastLine.height() - tickSize) / 2, tickSize, tickSize);
    }

    void failed()
    {
        const QFont font = m_theme.font(TextStyle::Small);
        const QFont strong = m_theme.font(TextStyle::Label);
        struct Wanted {
            RowLayout::Action::Kind kind;
            QString label;
        };
        const Wanted wanted[] = {{RowLayout::Action::Kind::Retry, Words::tr("Retry")},
                                 {RowLayout::Action::Kind::Edit, Words::tr("Edit")},
                                 {RowLayout::Action::Kind::Discard, Words::tr("Delete")}};
        int actionsWidth = 0;
        for (const Wanted &action : wanted)
            actionsWidth += actionGap + widthOf(action.label, strong);
        const int line = std::max(actionHeight, m_theme.lineHeight(TextStyle::Small) + 8);
        const int end = m_width - edge;
        int x = textAt;
        m_out.failureIcon = QRect(x, m_y + (line - tickSize) / 2, tickSize, tickSize);
        x += tickSize + 6;
        const bool together = end - x - actionsWidth >= std::min(widthOf(m_row.failure, font), 160);
        m_out.failureText = elided(m_row.failure, font, end - x - (together ? actionsWidth : 0));
        m_out.failure = QRect(x, m_y, widthOf(m_out.failureText, font), line);
        x += m_out.failure.width() + actionGap;
        if (!together) {
            m_y += line;
            x = textAt;
        }
        for (const Wanted &action : wanted) {
            const QRect text(x, m_y, widthOf(action.label, strong), line);
            QRect hit = text.adjusted(-actionGap / 2, 0, actionGap / 2, 0);
            if (hit.width() < smallestHit)
                hit.setWidth(smallestHit);
            m_out.actions.append({action.kind, action.label, text, hit});
            x += text.width() + actionGap;
        }
        m_y += line;
    }

    void mirror()
    {
        const auto turn = [this](QRect &rect) {
            if (!rect.isNull())
                rect.moveLeft(m_width - rect.x() - rect.width());
        };
        for (QRect *rect :
             {&m_out.tint, &m_out.day, &m_out.newLine, &m_out.avatar, &m_out.name, &m_out.tag, &m_out.time, &m_out.body,
              &m_out.edited, &m_out.tick, &m_out.failureIcon, &m_out.failure, &m_out.note})
            turn(*rect);
        for (RowLayout::Block &block : m_out.blocks) {
            turn(block.rect);
            turn(block.box);
            turn(block.markerRect);
            for (QRect &bar : block.quoteBars)
                turn(bar);
        }
        for (RowLayout::Action &action : m_out.actions) {
            turn(action.textRect);
            turn(action.hit);
        }
    }

    const client::MessageRow &m_row;
    const RowContext &m_context;
    int m_width;
    int m_column;
    const RowMetrics &m_metrics;
    const Theme &m_theme;
    RowLayout m_out;
    QRect m_lastLine;
    qsizetype m_start = 0;
    int m_y = 0;
};

QDate dayOf(const client::MessageRow &row)
{
    return row.at.toLocalTime().date();
}

bool waits(const client::MessageRow &row)
{
    return row.state == client::MessageRow::State::Waiting || row.state == client::MessageRow::State::Sending;
}

const RowLayout::Block *blockAt(const RowLayout &layout, int y)
{
    const RowLayout::Block *nearest = nullptr;
    for (const RowLayout::Block &block : layout.blocks) {
        if (!block.text)
            continue;
        if (!nearest || y >= block.rect.top())
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
                      above->at.secsTo(row.at) < groupMinutes * 60;
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
    return Builder(row, context, width, metrics).build();
}

qsizetype characterAt(const RowLayout &layout, QPoint point)
{
    const RowLayout::Block *block = blockAt(layout, point.y());
    if (!block)
        return -1;
    const QTextLine line = lineAt(*block, point.y());
    if (!line.isValid())
        return block->start;
    return block->start + line.xToCursor(point.x() - block->rect.x());
}

QString linkAt(const RowLayout &layout, QPoint point)
{
    const RowLayout::Block *block = blockAt(layout, point.y());
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
        return Words::tr("Today");
    if (ago == 1)
        return Words::tr("Yesterday");
    const QLocale locale;
    if (ago > 1 && ago < 7)
        return locale.standaloneDayName(day.dayOfWeek());
    if (day.year() == today.year())
        return plainDigits(
            locale.toString(day, Words::tr("dddd, d MMMM", "a day of this year, see QLocale::toString")));
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
