// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFlags>
#include <QList>
#include <QString>

namespace confab::ui
{

// A message's Markdown, taken apart into what is drawn: a plain value without markup, pictures or anything to load.
struct MessageText {
    enum Style {
        Plain = 0,
        Bold = 1,
        Italic = 2,
        Strike = 4,
        Code = 8,     // inline
        Mention = 16, // of the one who reads
        OtherMention = 64,
        Padding = 32, // room and direction marks around inline code; no part of what is copied
    };
    Q_DECLARE_FLAGS(Styles, Style)

    struct Span {
        qsizetype start = 0; // in Block::text
        qsizetype length = 0;
        Styles styles;
        // http, https, mailto, to a message (confab://HOST/m/…) or a room (confab-room:ID); empty: none
        QString link;
        bool operator==(const Span &) const = default;
    };

    struct Range {
        qsizetype start = 0; // in Block::text
        qsizetype length = 0;
        bool operator==(const Range &) const = default;
    };

    struct Block {
        enum class Kind { Paragraph, Heading, Item, CodeBox, Ruler, Cell };
        Kind kind = Kind::Paragraph;
        QString text; // line breaks inside are U+2028
        QList<Span> spans;
        QList<Range> spoilers; // covered until the person asks for them; ascending
        QString marker;        // of an Item: "•", "3."
        QString language;      // of a CodeBox, as it was written behind the fence; may be empty
        int quoteLevel = 0;    // 0 … 5
        int itemLevel = 0;     // 1 … 5 in lists
        // Of a Cell. Each table of the message has its number; its cells follow each other row by row, the first row is
        // the head.
        int table = 0;
        int row = 0;
        int column = 0;
        Qt::Alignment alignment;
        bool operator==(const Block &) const = default;
    };

    QList<Block> blocks;
    // One to three emoji and nothing else: drawn large.
    bool onlyEmoji = false;

    // What is copied of the characters from `start` to `end`; positions count through all blocks, one more between two.
    // Cells of a row with a tab between them.
    [[nodiscard]] QString plain(qsizetype start, qsizetype end) const;
    [[nodiscard]] QString plain() const { return plain(0, length()); }
    [[nodiscard]] qsizetype length() const;

    bool operator==(const MessageText &) const = default;
};
Q_DECLARE_OPERATORS_FOR_FLAGS(MessageText::Styles)

// A room that the one who reads could go to.
struct NamedRoom {
    QString name; // without "#"
    QString conversation;
    bool operator==(const NamedRoom &) const = default;
};
// Where a "#name" of one leads; roomOfLink() takes it apart again, empty: it is no such link.
[[nodiscard]] QString roomLink(const QString &conversation);
[[nodiscard]] QString roomOfLink(const QString &link);

// Markdown (GitHub's dialect, no HTML) as everybody writes it in a chat: a single line break stays one, bare addresses
// are links, ||this|| is a spoiler. HTML is shown as it was typed, a picture by its description. Names without "@":
// they are marked as mentions, `myNames` of the one who reads, `otherNames` of others. "#name" of one of `rooms` is a
// link to it. Needs a QGuiApplication. UI thread.
[[nodiscard]] MessageText parseMessage(const QString &markdown, const QStringList &myNames = {},
                                       const QStringList &otherNames = {}, const QList<NamedRoom> &rooms = {});

// Where a link may lead to that somebody wrote, as it is asked for: http, https, mailto, or a message of a chat. Empty:
// it is not followed.
[[nodiscard]] QString safeLink(const QString &href);

} // namespace confab::ui
