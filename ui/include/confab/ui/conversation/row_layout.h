// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/message_row.h>
#include <confab/ui/conversation/message_text.h>
#include <confab/ui/theme/text_style.h>

#include <QDate>
#include <QRect>
#include <QStringList>

#include <memory>

class QTextLayout;

namespace confab::ui
{

class PictureCache;
class RowPart;
class Theme;

// What may be done with messages here: what the server can, what the person may. Everything else is not offered.
struct RowAbilities {
    bool react = false;
    bool reply = false;
    bool thread = false;
    bool pin = false;
    bool edit = false;     // one's own that have been sent
    bool remove = false;   // the same
    bool moderate = false; // others' may be removed as well
    bool forward = false;
    bool save = false; // into the notes to oneself
    bool details = false;
    bool copyLink = false;
    bool markUnread = false;
    // Why the server cannot do the rest, which then stands greyed in its place; empty: it is not offered.
    QString whyNot = {};

    bool operator==(const RowAbilities &) const = default;
};

// What a row's look depends on besides the row: what stands before it and below it.
struct RowContext {
    bool grouped = false; // belongs to the group of the row before: no head, no picture
    QDate day;            // valid: a separator with this day stands above
    bool newLine = false; // the *New* line stands above
    int waiting = 0;      // this many wait, and the note about it stands below
    bool blocked = false; // they wait for one above that failed
    quint32 revealed = 0; // a bit for each spoiler of the message that was asked for; the last one for all further ones

    bool operator==(const RowContext &) const = default;
};

// `newFromSeq` 0: no *New* line. `tellWaiting`: there is no connection, so waiting messages are explained; those behind
// one that failed are in any case.
[[nodiscard]] RowContext contextOf(const QList<client::MessageRow> &rows, qsizetype index, qint64 newFromSeq,
                                   bool tellWaiting);

// What all rows share.
struct RowMetrics {
    const Theme *theme = nullptr; // outlives the layouts
    Qt::LayoutDirection direction = Qt::LeftToRight;
    QDate today;            // of this computer
    QStringList myNames;    // marked where mentioned; without "@"
    QList<NamedRoom> rooms; // links where named
    RowAbilities abilities;
    PictureCache *pictures = nullptr; // null: their places stay empty
};

// Where everything of a row is, as a value: painted, measured and hit-tested from the same rectangles. Px, from the
// row's top leading corner, already mirrored where the metrics say right to left. What only one part of a row needs is
// kept by that part.
struct RowLayout {
    struct Block {
        MessageText::Block::Kind kind = MessageText::Block::Kind::Paragraph;
        std::shared_ptr<QTextLayout> text; // null: a ruler
        QRect rect;                        // of the text; a ruler's line
        QRect box;                         // around code
        QList<QRect> quoteBars;
        QList<QRect> covers; // over spoilers, one for each line that they run through
        QString marker;
        QRect markerRect;
        qsizetype start = 0; // of its first character in the message
    };
    // Something that can be pressed.
    struct Action {
        enum class Kind {
            Retry,
            Edit,
            Discard,
            Quoted, // `number`: seq of the message that this one answers
            React,  // `value`: the emoji; `on`: it is the person's own, and is taken back
            ReactAnew,
            Thread, // `number`: seq of its first message
            Undo,
            ShowBoth,
            Reveal,   // `number`: of the spoiler
            CopyCode, // `value`: the code
            // `value`: id of the file
            ViewPicture,
            FetchFile,
            RetryFetch,
            StopFile,
            OpenFile,
            SaveFile,
            // Of all files of the message.
            PauseFiles,
            ResumeFiles,
            CancelFiles,
            Say,         // `value`: what is said
            OpenAddress, // `value`: a URL
            StopAnswer,
        };
        Kind kind = Kind::Retry;
        QString label;  // for the screen, menus and screen readers; empty: another action of this row says it
        QRect textRect; // where it is drawn
        QRect hit;      // at least 24×24; null: it is for menus and screen readers only
        QString tip{};
        QString value{};
        qint64 number = 0;
        bool on = false;
        bool enabled = true; // false: only to be read
    };

    quint64 serial = 0; // of this layout: another one has another
    int height = 0;
    QRect tint; // what is filled under the pointer or when somebody is mentioned
    QRect day;
    QString dayText;
    QRect newLine;
    QRect avatar;
    QRect name;
    QString nameText; // cut where it does not fit
    QRect tag;        // "Bot", "Guest"
    QString tagText;
    QRect time; // behind the name, or in the picture's column of a grouped row, shown under the pointer only
    QString timeText;
    QRect body; // around all blocks
    QList<Block> blocks;
    MessageText text;
    QRect edited; // "edited" or "saving…"
    QRect tick;
    QRect failureIcon;
    QRect failure;
    QString failureText; // cut where it does not fit
    QList<Action> actions;
    QRect note; // about what waits, or "loading" of a gap
    QString noteText;
    QList<std::shared_ptr<const RowPart>> parts; // from above
};

// `width` is that of the whole conversation. Needs a QGuiApplication and no window.
[[nodiscard]] RowLayout layoutRow(const client::MessageRow &row, const RowContext &context, int width,
                                  const RowMetrics &metrics);

// Character of the message under (or nearest to) a point; -1 where the row has no text.
[[nodiscard]] qsizetype characterAt(const RowLayout &layout, QPoint point);
// The link under a point, else an empty string.
[[nodiscard]] QString linkAt(const RowLayout &layout, QPoint point);
// The action under a point, else null.
[[nodiscard]] const RowLayout::Action *actionAt(const RowLayout &layout, QPoint point);
// What a tooltip says at a point; empty: nothing.
[[nodiscard]] QString tipAt(const RowLayout &layout, QPoint point);
// The whole row in words, for screen readers. What is covered is not told.
[[nodiscard]] QString wordsOf(const RowLayout &layout);
// Start and end of the word around a character.
[[nodiscard]] std::pair<qsizetype, qsizetype> wordAt(const RowLayout &layout, qsizetype character);

// "Today", "Yesterday", "Tuesday", "Tuesday, 3 June", …
[[nodiscard]] QString dayWord(const QDate &day, const QDate &today);
// Hours and minutes as the person's language has them, on this computer's clock.
[[nodiscard]] QString clockTime(const QDateTime &at);

} // namespace confab::ui
