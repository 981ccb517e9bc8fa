// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/ui/conversation/message_text.h>

#include <confab/protocol/defence.h>

#include <QRegularExpression>
#include <QTextBoundaryFinder>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextList>
#include <QTextTable>
#include <QUrl>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace confab::ui
{

namespace
{

// Stands for a single line break on its way through the Markdown reader, which would make a space of it. From the
// private use area, and taken out of what people write.
constexpr QChar breakMark(0xE000);
// Stands for "||" on that way, which would begin a table's cell.
constexpr QChar spoilerMark(0xE001);
const auto spoilerSigns = u"||"_s;
// In cells that are empty, as the reader leaves those out and moves the next ones to their place.
constexpr QChar emptyMark(0xE002);
constexpr QChar lineBreak(QChar::LineSeparator);
constexpr int deepest = 5;
const auto roomScheme = u"confab-room:"_s;
constexpr int largeEmoji = 3;

// The reader of Markdown only; it is never laid out, and where it asked for a file or an address it gets nothing.
class MarkdownReader : public QTextDocument
{
protected:
    QVariant loadResource(int, const QUrl &) override { return {}; }
};

// A line whose meaning would be another with something behind it: fences, rulers, underlined headings.
bool isStructure(const QString &line)
{
    static const QRegularExpression structure(uR"(^[\s>]*(```|~~~|#{1,6}\s|([-*_=]\s*){2,}$))"_s);
    return structure.match(line).hasMatch();
}

using Alignments = QList<Qt::Alignment>;

// Of each column, by the row of dashes and bars below a table's head. Qt 6.4 does not tell.
Alignments alignmentsOf(const QString &dashes)
{
    Alignments all;
    for (const QString &each : dashes.split(u'|', Qt::SkipEmptyParts)) {
        const QString column = each.trimmed();
        if (column.isEmpty() || column.startsWith(u'>'))
            continue;
        const bool left = column.startsWith(u':');
        const bool right = column.endsWith(u':');
        all.append(left && right ? Qt::AlignHCenter : right ? Qt::AlignRight : left ? Qt::AlignLeft : Qt::Alignment());
    }
    return all;
}

struct Prepared {
    QString markdown;
    QList<Alignments> tables; // one for each
};

bool isDashes(const QString &line)
{
    static const QRegularExpression dashes(uR"(^[\s>]*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*$)"_s);
    return line.contains(u'|') && dashes.match(line).hasMatch();
}

// Which lines are a table's: that above a row of dashes and bars, and all below it up to an empty one.
QList<bool> linesOfTables(const QStringList &lines)
{
    QList<bool> table(lines.size(), false);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const bool goes = table.at(i - 1) && !lines.at(i).trimmed().isEmpty();
        if (goes || (lines.at(i - 1).contains(u'|') && isDashes(lines.at(i))))
            table[i - 1] = table[i] = true;
    }
    return table;
}

// Keeps single line breaks, "#word" from becoming a heading, and the numbers that people typed before their points: Qt
// 6.4 counts each list from 1.
Prepared prepared(QString source)
{
    for (const QChar mark : {breakMark, spoilerMark, emptyMark})
        source.remove(mark);
    source.replace(u"\r\n"_s, u"\n"_s);
    static const QRegularExpression fence(uR"(^[\s>]*(```|~~~))"_s);
    static const QRegularExpression hash(uR"(^(\s{0,3})(#{1,6})(?=[^#\s]))"_s);
    static const QRegularExpression number(uR"(^([\s>]*\d{1,9})([.)])(?=\s))"_s);
    QStringList lines = source.split(u'\n');
    static const QRegularExpression emptyCell(uR"(\|\s*(?=\|))"_s);
    const QList<bool> table = linesOfTables(lines);
    Prepared result;
    bool inCode = false;
    for (qsizetype i = 0; i < lines.size(); ++i) {
        QString &line = lines[i];
        if (fence.match(line).hasMatch()) {
            inCode = !inCode;
            continue;
        }
        if (inCode || line.trimmed().isEmpty())
            continue;
        const bool indentedCode = line.startsWith("    "_L1) && (i == 0 || lines.at(i - 1).trimmed().isEmpty());
        if (indentedCode)
            continue;
        if (table.at(i)) {
            if (isDashes(line) && i > 0 && table.at(i - 1) && (i == 1 || !table.at(i - 2)))
                result.tables.append(alignmentsOf(line));
            else
                line.replace(emptyCell, u"| "_s + emptyMark);
            continue;
        }
        line.replace(spoilerSigns, spoilerMark);
        line.replace(hash, uR"(\1\\2)"_s);
        line.replace(number, uR"(\1\\2)"_s);
        const bool followed = i + 1 < lines.size() && !lines.at(i + 1).trimmed().isEmpty();
        if (followed && !isStructure(line) && !isStructure(lines.at(i + 1)) && !table.at(i + 1))
            line += u" "_s + breakMark;
    }
    result.markdown = lines.join(u'\n');
    return result;
}

bool isOnlyEmoji(const QString &text)
{
    int count = 0;
    QTextBoundaryFinder finder(QTextBoundaryFinder::Grapheme, text);
    for (qsizetype from = 0, to = finder.toNextBoundary(); to > from; from = to, to = finder.toNextBoundary()) {
        const QString sign = text.mid(from, to - from);
        if (sign == " "_L1)
            continue;
        const char32_t first = sign.toUcs4().constFirst();
        if (first < 0x2600 || (first > 0x27BF && first < 0x1F000) || ++count > largeEmoji)
            return false;
    }
    return count > 0;
}

class Builder
{
public:
    Builder(const QStringList &myNames, const QStringList &otherNames, const QList<NamedRoom> &rooms)
        : m_mine(myNames)
        , m_others(otherNames)
        , m_rooms(rooms)
    {
    }

    void add(const QTextBlock &block)
    {
        const QTextBlockFormat format = block.blockFormat();
        const bool code = format.hasProperty(QTextFormat::BlockCodeFence) ||
                          format.hasProperty(QTextFormat::BlockCodeLanguage) || format.nonBreakableLines();
        MessageText::Block made;
        made.quoteLevel = std::min(format.intProperty(QTextFormat::BlockQuoteLevel), deepest);
        if (format.hasProperty(QTextFormat::BlockTrailingHorizontalRulerWidth)) {
            made.kind = MessageText::Block::Kind::Ruler;
            m_text.blocks.append(made);
            return;
        }
        if (code) {
            made.language = format.stringProperty(QTextFormat::BlockCodeLanguage).trimmed();
            addCode(block.text(), made);
            return;
        }
        m_inCode = false;
        if (format.headingLevel() > 0)
            made.kind = MessageText::Block::Kind::Heading;
        if (const QTextList *list = block.textList()) {
            made.kind = MessageText::Block::Kind::Item;
            made.itemLevel = std::clamp(list->format().indent(), 1, deepest);
            made.marker = markerOf(format);
        }
        for (auto it = block.begin(); !it.atEnd(); ++it)
            addFragment(made, it.fragment());
        tidy(made);
        takeSpoilers(made);
        if (!made.text.isEmpty())
            m_text.blocks.append(made);
    }

    // `alignments` may have fewer columns.
    void add(const QTextTable &table, const Alignments &alignments)
    {
        m_inCode = false;
        for (int row = 0; row < table.rows(); ++row) {
            for (int column = 0; column < table.columns(); ++column) {
                const QTextBlock cell = table.cellAt(row, column).firstCursorPosition().block();
                MessageText::Block made;
                made.kind = MessageText::Block::Kind::Cell;
                made.table = m_tables;
                made.row = row;
                made.column = column;
                made.alignment = alignments.value(column);
                for (auto it = cell.begin(); !it.atEnd(); ++it)
                    addFragment(made, it.fragment());
                tidy(made);
                m_text.blocks.append(made);
            }
        }
        ++m_tables;
    }

    MessageText take()
    {
        m_text.onlyEmoji = m_text.blocks.size() == 1 && isOnlyEmoji(m_text.blocks.first().text);
        return std::move(m_text);
    }

private:
    static QString markerOf(const QTextBlockFormat &format)
    {
        if (format.marker() == QTextBlockFormat::MarkerType::Checked)
            return u"☑"_s;
        return format.marker() == QTextBlockFormat::MarkerType::Unchecked ? u"☐"_s : u"•"_s;
    }

    void addCode(const QString &line, MessageText::Block made)
    {
        if (m_inCode && m_text.blocks.last().quoteLevel == made.quoteLevel) {
            m_text.blocks.last().text += QString(lineBreak) + line;
            return;
        }
        made.kind = MessageText::Block::Kind::CodeBox;
        made.text = line;
        m_text.blocks.append(made);
        m_inCode = true;
    }

    static void append(MessageText::Block &block, const QString &text, MessageText::Styles styles, const QString &link)
    {
        if (text.isEmpty())
            return;
        if (styles || !link.isEmpty()) {
            if (!block.spans.isEmpty()) {
                MessageText::Span &last = block.spans.last();
                if (last.start + last.length == block.text.size() && last.styles == styles && last.link == link) {
                    last.length += text.size();
                    block.text += text;
                    return;
                }
            }
            block.spans.append({block.text.size(), text.size(), styles, link});
        }
        block.text += text;
    }

    void addFragment(MessageText::Block &block, const QTextFragment &fragment)
    {
        const QTextCharFormat format = fragment.charFormat();
        MessageText::Styles styles;
        // The reader underlines what stands between two underscores; everybody else makes it bold.
        const bool strong = format.fontWeight() >= QFont::DemiBold || (format.fontUnderline() && !format.isAnchor());
        if (strong && block.kind != MessageText::Block::Kind::Heading)
            styles |= MessageText::Bold;
        if (format.fontItalic())
            styles |= MessageText::Italic;
        if (format.fontStrikeOut())
            styles |= MessageText::Strike;
        const QString link =
            format.isAnchor() ? safeLink(format.anchorHref().replace(spoilerMark, spoilerSigns)) : QString();
        if (format.isImageFormat()) {
            const QTextImageFormat image = format.toImageFormat();
            const QString source = image.name();
            const QString words = image.stringProperty(QTextFormat::ImageAltText);
            append(block, words.isEmpty() ? source : words, styles, safeLink(source));
            return;
        }
        QString text = fragment.text();
        text.remove(QChar::ObjectReplacementCharacter);
        text.remove(emptyMark);
        if (format.fontFixedPitch()) {
            text.replace(spoilerMark, spoilerSigns);
            // An isolated left-to-right run with a little room on both sides.
            append(block, QString(QChar(0x2066)) + QChar(QChar::Nbsp), MessageText::Padding, {});
            append(block, text, styles | MessageText::Code, link);
            append(block, QString(QChar(QChar::Nbsp)) + QChar(0x2069), MessageText::Padding, {});
            return;
        }
        if (!link.isEmpty())
            append(block, text, styles, link);
        else
            addNames(block, text, styles);
    }

    // With what it names: rooms between the people.
    void addNames(MessageText::Block &block, const QString &text, MessageText::Styles styles)
    {
        // Most texts name nobody, and an expression costs more to compile than they to lay out.
        if (!text.contains(u'@'))
            return addRooms(block, text, styles);
        if (!m_names)
            m_names = expressionOf(m_mine + m_others);
        qsizetype from = 0;
        for (auto it = m_names->globalMatch(text); it.hasNext();) {
            const QRegularExpressionMatch match = it.next();
            addRooms(block, text.mid(from, match.capturedStart() - from), styles);
            if (m_mine.contains(match.captured(1), Qt::CaseInsensitive)) {
                append(block, QString(QChar(QChar::Nbsp)), MessageText::Padding, {});
                append(block, match.captured(), styles | MessageText::Mention, {});
                append(block, QString(QChar(QChar::Nbsp)), MessageText::Padding, {});
            } else {
                // Without room: the server says who is meant, and a message must not change its width for that.
                append(block, match.captured(), styles | MessageText::OtherMention, {});
            }
            from = match.capturedEnd();
        }
        addRooms(block, text.mid(from), styles);
    }

    static QRegularExpression expressionOf(QStringList names)
    {
        names.removeAll(QString());
        // The longest first: "@ann.lee" is not "@ann".
        std::sort(names.begin(), names.end(), [](const QString &a, const QString &b) { return a.size() > b.size(); });
        for (QString &name : names)
            name = QRegularExpression::escape(name);
        // Without names: what is found nowhere.
        const QString any = names.isEmpty() ? u"(?!)"_s : names.join(u'|');
        return QRegularExpression(uR"((?<![\w.@-])@(%1)(?![\w-]))"_s.arg(any),
                                  QRegularExpression::CaseInsensitiveOption |
                                      QRegularExpression::UseUnicodePropertiesOption);
    }

    void addRooms(MessageText::Block &block, const QString &text, MessageText::Styles styles) const
    {
        qsizetype from = 0;
        for (qsizetype at = text.indexOf(u'#'); at >= 0; at = text.indexOf(u'#', at + 1)) {
            const NamedRoom *room = at > 0 && isOfName(text.at(at - 1)) ? nullptr : roomAt(text, at + 1);
            if (!room)
                continue;
            append(block, text.mid(from, at - from), styles, {});
            from = at + 1 + room->name.size();
            append(block, text.mid(at, from - at), styles, roomLink(room->conversation));
            at = from - 1;
        }
        append(block, text.mid(from), styles, {});
    }

    static bool isOfName(QChar character)
    {
        return character.isLetterOrNumber() || character == u'-' || character == u'_' || character == u'#' ||
               character == u'&' || character == u'/';
    }

    // The one with the longest name that stands there and ends there; null: none.
    [[nodiscard]] const NamedRoom *roomAt(const QString &text, qsizetype at) const
    {
        const NamedRoom *found = nullptr;
        for (const NamedRoom &room : m_rooms) {
            const qsizetype end = at + room.name.size();
            const bool ends = end == text.size() || (end < text.size() && !isOfName(text.at(end)));
            if (ends && (!found || room.name.size() > found->name.size()) &&
                QStringView(text).sliced(at, room.name.size()).compare(room.name, Qt::CaseInsensitive) == 0)
                found = &room;
        }
        return found;
    }

    static void cut(MessageText::Block &block, qsizetype at, qsizetype length)
    {
        block.text.remove(at, length);
        for (MessageText::Span &span : block.spans) {
            const qsizetype end = span.start + span.length;
            const qsizetype inside = std::max<qsizetype>(0, std::min(end, at + length) - std::max(span.start, at));
            span.length -= inside;
            if (span.start > at)
                span.start -= std::min(length, span.start - at);
        }
    }

    // What stands between two marks is a spoiler; a mark without another is what was typed.
    static void takeSpoilers(MessageText::Block &block)
    {
        for (qsizetype from = 0; (from = block.text.indexOf(spoilerMark, from)) >= 0;) {
            const qsizetype to = block.text.indexOf(spoilerMark, from + 1);
            if (to > from + 1) {
                cut(block, to, 1);
                cut(block, from, 1);
                block.spoilers.append({from, to - from - 1});
                from = to - 1;
                continue;
            }
            block.text.replace(from, 1, spoilerSigns);
            for (MessageText::Span &span : block.spans) {
                if (span.start > from)
                    ++span.start;
                else if (span.start + span.length > from)
                    ++span.length;
            }
            from += spoilerSigns.size();
        }
        block.spans.removeIf([](const MessageText::Span &span) { return span.length == 0; });
    }

    // " mark " becomes a line break; spaces at the ends go.
    static void tidy(MessageText::Block &block)
    {
        for (qsizetype at = 0; (at = block.text.indexOf(breakMark, at)) >= 0;) {
            if (at + 1 < block.text.size() && block.text.at(at + 1) == u' ')
                cut(block, at + 1, 1);
            if (at > 0 && block.text.at(at - 1) == u' ')
                cut(block, --at, 1);
            if (at + 1 == block.text.size())
                cut(block, at, 1);
            else
                block.text[at++] = lineBreak;
        }
        while (!block.text.isEmpty() && (block.text.back() == u' ' || block.text.back() == lineBreak))
            cut(block, block.text.size() - 1, 1);
        block.spans.removeIf([](const MessageText::Span &span) { return span.length == 0; });
    }

    MessageText m_text;
    QStringList m_mine;
    QStringList m_others;
    QList<NamedRoom> m_rooms;
    std::optional<QRegularExpression> m_names; // whom a text may name, made for the first "@"
    int m_tables = 0;
    bool m_inCode = false;
};

// Most of what people say has no marks at all; the reader of Markdown makes a document for each message. Nothing for a
// text in which it might find one.
std::optional<MessageText> plainParagraphs(const QString &text)
{
    if (text.isEmpty() || text.contains("://"_L1) || text.contains("www."_L1, Qt::CaseInsensitive))
        return std::nullopt;
    MessageText made;
    MessageText::Block block;
    bool lineBegins = true;
    QChar before = u'\n';
    for (const QChar character : text) {
        const bool space = character.isSpace() && character != u'\n';
        switch (character.unicode()) {
        case '*':
        case '_':
        case '~':
        case '`':
        case '#':
        case '>':
        case '|':
        case '[':
        case '\\':
        case '<':
        case '&':
        case '@':
        case 0:
        case breakMark.unicode():
        case spoilerMark.unicode():
        case emptyMark.unicode():
        case QChar::ObjectReplacementCharacter:
            return std::nullopt;
        default:
            break;
        }
        if (lineBegins && (space || character == u'-' || character == u'+' || character == u'=' || character.isDigit()))
            return std::nullopt;
        if (space && (character != u' ' || before == u' '))
            return std::nullopt;
        if (character == u'\n') {
            if (before == u' ')
                return std::nullopt;
            // The second one in a row ends the paragraph.
            if (lineBegins && !block.text.isEmpty()) {
                made.blocks.append(std::exchange(block, {}));
            } else if (lineBegins) {
                return std::nullopt;
            }
        } else {
            if (lineBegins && !block.text.isEmpty())
                block.text += lineBreak;
            block.text += character;
        }
        lineBegins = character == u'\n';
        before = character;
    }
    if (lineBegins || before == u' ')
        return std::nullopt;
    made.blocks.append(block);
    made.onlyEmoji = made.blocks.size() == 1 && isOnlyEmoji(block.text);
    return made;
}

} // namespace

QString safeLink(const QString &href)
{
    const QUrl url(href, QUrl::StrictMode);
    if (!inForce("link-schemes"))
        return href;
    const QString scheme = url.scheme();
    const bool web = (scheme == "http"_L1 || scheme == "https"_L1) && !url.host().isEmpty();
    // To a message of a chat; only what leads to one is followed.
    if (scheme == "confab"_L1 && url.path().startsWith("/m/"_L1))
        return url.toString(QUrl::FullyEncoded);
    return web || (scheme == "mailto"_L1 && !url.path().isEmpty()) ? url.toString(QUrl::FullyEncoded) : QString();
}

QString roomLink(const QString &conversation)
{
    return roomScheme + QString::fromLatin1(QUrl::toPercentEncoding(conversation));
}

QString roomOfLink(const QString &link)
{
    return link.startsWith(roomScheme) ? QUrl::fromPercentEncoding(link.sliced(roomScheme.size()).toLatin1())
                                       : QString();
}

MessageText parseMessage(const QString &markdown, const QStringList &myNames, const QStringList &otherNames,
                         const QList<NamedRoom> &rooms)
{
    if (auto plain = plainParagraphs(markdown))
        return *plain;
    MarkdownReader reader;
    reader.setUndoRedoEnabled(false);
    // As one edit: otherwise each piece of text costs as much as all before it, and 8 KiB of "*a" take two seconds.
    QTextCursor edit(&reader);
    edit.beginEditBlock();
    const Prepared source = prepared(markdown);
    QTextDocument::MarkdownFeatures features = QTextDocument::MarkdownDialectGitHub;
    features.setFlag(QTextDocument::MarkdownNoHTML, inForce("message-html"));
    reader.setMarkdown(source.markdown, features);
    edit.endEditBlock();
    Builder builder(myNames, otherNames, rooms);
    const QTextTable *table = nullptr;
    qsizetype tables = 0;
    for (QTextBlock block = reader.begin(); block.isValid(); block = block.next()) {
        const QTextTable *here = QTextCursor(block).currentTable();
        if (here && here != table)
            builder.add(*here, source.tables.value(tables++));
        table = here;
        if (!here)
            builder.add(block);
    }
    MessageText text = builder.take();
    // Nothing but marks, such as ">>>": shown as it was typed.
    if (text.blocks.isEmpty() && !markdown.trimmed().isEmpty()) {
        MessageText::Block block;
        block.text = markdown.trimmed().replace(u'\n', lineBreak);
        text.blocks.append(block);
    }
    return text;
}

qsizetype MessageText::length() const
{
    qsizetype length = std::max<qsizetype>(0, blocks.size() - 1);
    for (const Block &block : blocks)
        length += block.text.size();
    return length;
}

QString MessageText::plain(qsizetype start, qsizetype end) const
{
    QString text;
    qsizetype at = 0;
    for (const Block &block : blocks) {
        const qsizetype from = std::clamp<qsizetype>(start - at, 0, block.text.size());
        const qsizetype to = std::clamp<qsizetype>(end - at, 0, block.text.size());
        if (at > start && at <= end && !text.isEmpty())
            text += block.kind == Block::Kind::Cell && block.column > 0 ? u'\t' : u'\n';
        if (from == 0 && to > 0 && !block.marker.isEmpty())
            text += block.marker + u" "_s;
        for (qsizetype i = from; i < to; ++i) {
            const bool padding = std::any_of(block.spans.begin(), block.spans.end(), [i](const Span &span) {
                return span.styles.testFlag(Padding) && i >= span.start && i < span.start + span.length;
            });
            if (!padding)
                text += block.text.at(i) == lineBreak ? QChar(u'\n') : block.text.at(i);
        }
        at += block.text.size() + 1;
    }
    return text;
}

} // namespace confab::ui
