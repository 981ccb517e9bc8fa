// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_rows.h"
#include "test_program.h"

#include "conversation/parts/code_tokens.h"

#include <confab/client/words.h>
#include <confab/ui/conversation/row_layout.h>
#include <confab/ui/theme/theme.h>

#include <QTest>
#include <QTextLayout>

using namespace confab;
using namespace confab::ui;
using namespace confab::tests;
using namespace Qt::StringLiterals;
using Kind = RowLayout::Action::Kind;
using RowState = client::MessageRow::State;

namespace
{

QList<QRect> rectsOf(const RowLayout &layout)
{
    QList<QRect> rects{layout.tint, layout.avatar,      layout.name,    layout.tag,    layout.time,
                       layout.body, layout.tick,        layout.edited,  layout.note,   layout.failureIcon,
                       layout.day,  layout.failureIcon, layout.failure, layout.newLine};
    for (const RowLayout::Block &block : layout.blocks)
        rects << block.rect << block.box;
    for (const RowLayout::Action &action : layout.actions) {
        if (action.kind != RowLayout::Action::Kind::Reveal) // goes with its letters
            rects << action.hit;
    }
    rects.removeIf([](const QRect &rect) { return rect.isNull(); });
    return rects;
}

const RowLayout::Action *actionOf(const RowLayout &layout, Kind kind, int number = 0)
{
    for (const RowLayout::Action &action : layout.actions) {
        if (action.kind == kind && number-- == 0)
            return &action;
    }
    return nullptr;
}

// With everything that a row can have.
client::MessageRow fullRow()
{
    client::MessageRow row = sampleRow(40, u"> quoted\n\nword `code` ||spoiler||\n\n```cpp\nint a;\n```"_s);
    row.quote = client::QuotedMessage{12, u"ada"_s, u"Ada Lindqvist"_s, u"Shall we **ship** 1.4?\nOn Friday?"_s, false};
    row.reactions = {{u"👍"_s, 3, true, {u"Ada"_s, u"Ben"_s}}, {u"🎉"_s, 1, false, {u"Ada"_s}}};
    row.replies = client::ThreadSummary{3, 47, true, {u"ada"_s, u"ben"_s}};
    row.pinned = true;
    row.edited = true;
    row.own = true;
    return row;
}

} // namespace

class TestRowLayout : public QObject
{
    Q_OBJECT

private:
    RowLayout lay(const client::MessageRow &row, const RowContext &context = {}, int width = 900)
    {
        return layoutRow(row, context, width, m_metrics);
    }

    std::unique_ptr<Theme> m_theme;
    RowMetrics m_metrics;

private slots:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
        m_metrics = {m_theme.get(), Qt::LeftToRight, QDate(2026, 3, 2), {u"mira"_s}, {}, {}};
        m_metrics.abilities.react = true;
        m_metrics.abilities.thread = true;
    }

    void groups()
    {
        const QDateTime noon(QDate(2026, 3, 2), QTime(12, 0), Qt::UTC);
        QList<client::MessageRow> rows{
            sampleRow(1, u"a"_s, u"ben"_s, noon),
            sampleRow(2, u"b"_s, u"ben"_s, noon.addSecs(299)),        // under five minutes
            sampleRow(3, u"c"_s, u"ben"_s, noon.addSecs(299 + 300)),  // five
            sampleRow(4, u"d"_s, u"ada"_s, noon.addSecs(299 + 301)),  // somebody else
            sampleRow(5, u"e"_s, u"ada"_s, noon.addSecs(86400)),      // another day
            sampleRow(6, u"f"_s, u"ada"_s, noon.addSecs(86400 + 10)), // under the *New* line
            sampleRow(7, u"g"_s, u"ada"_s, noon.addSecs(86400 + 20)),
        };
        QList<bool> grouped;
        QList<bool> days;
        QList<bool> news;
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const RowContext context = contextOf(rows, i, 6, false);
            grouped.append(context.grouped);
            days.append(context.day.isValid());
            news.append(context.newLine);
        }
        QCOMPARE(grouped, (QList<bool>{false, true, false, false, false, false, true}));
        QCOMPARE(days, (QList<bool>{true, false, false, false, true, false, false}));
        QCOMPARE(news, (QList<bool>{false, false, false, false, false, true, false}));
        QVERIFY(!contextOf(rows, 5, 0, false).newLine);
    }

    void aGapEndsAGroup()
    {
        client::MessageRow gap;
        gap.kind = client::MessageRow::Kind::Gap;
        gap.seq = 8;
        const QList<client::MessageRow> rows{sampleRow(5, u"a"_s), gap, sampleRow(9, u"b"_s)};
        QVERIFY(!contextOf(rows, 2, 0, false).grouped);
        QVERIFY(contextOf(rows, 2, 0, false).day.isValid());
        const RowLayout layout = lay(gap, contextOf(rows, 1, 0, false));
        QVERIFY(!layout.noteText.isEmpty());
        QVERIFY(layout.blocks.isEmpty());
    }

    void waitingIsExplainedOnce()
    {
        QList<client::MessageRow> rows{sampleRow(1, u"a"_s), sampleRow(0, u"b"_s), sampleRow(0, u"c"_s)};
        rows[1].state = rows[2].state = RowState::Waiting;
        QCOMPARE(contextOf(rows, 1, 0, true).waiting, 0);
        QCOMPARE(contextOf(rows, 2, 0, true).waiting, 2);
        QCOMPARE(contextOf(rows, 2, 0, false).waiting, 0);
        QVERIFY(lay(rows.at(2), contextOf(rows, 2, 0, true)).noteText.contains(u'2'));
    }

    // The outbox stops at one that failed: those behind it do not go out by themselves, with a connection or without.
    void whatWaitsBehindAFailureIsExplained()
    {
        QList<client::MessageRow> rows{sampleRow(1, u"a"_s), sampleRow(0, u"b"_s), sampleRow(0, u"c"_s),
                                       sampleRow(0, u"d"_s)};
        rows[1].state = RowState::Failed;
        rows[2].state = rows[3].state = RowState::Waiting;
        for (const bool offline : {false, true}) {
            QVERIFY(!contextOf(rows, 1, 0, offline).blocked);
            QCOMPARE(contextOf(rows, 2, 0, offline).waiting, 0);
            QCOMPARE(contextOf(rows, 3, 0, offline).waiting, 2);
            const QString note = lay(rows.at(3), contextOf(rows, 3, 0, offline)).noteText;
            QVERIFY2(note.contains("for the one above"_L1) && note.contains(u'2'), qUtf8Printable(note));
        }
    }

    void measures()
    {
        RowLayout layout = lay(sampleRow(1, u"one line"_s));
        QCOMPARE(layout.height, 51); // 5 between groups, 46 at least
        QCOMPARE(layout.tint, QRect(0, 5, 900, 46));
        QCOMPARE(layout.avatar, QRect(20, 8, 36, 36));
        QCOMPARE(layout.name.topLeft(), QPoint(68, 8));
        QCOMPARE(layout.blocks.first().rect.topLeft(), QPoint(68, 28));
        QCOMPARE(layout.blocks.first().rect.width(), 680);

        layout = lay(sampleRow(1, u"one line"_s),
                     {.grouped = true, .day = {}, .newLine = false, .waiting = 0, .blocked = false, .revealed = 0});
        QCOMPARE(layout.height, 25);
        QVERIFY(layout.avatar.isNull());
        QCOMPARE(layout.time.right(), 55); // in the picture's column

        const int bare = lay(sampleRow(1, u"x"_s)).height;
        QCOMPARE(lay(sampleRow(1, u"x"_s), {.grouped = false,
                                            .day = QDate(2026, 3, 2),
                                            .newLine = false,
                                            .waiting = 0,
                                            .blocked = false,
                                            .revealed = 0})
                     .height,
                 bare + 28);
        QCOMPARE(lay(sampleRow(1, u"x"_s),
                     {.grouped = false, .day = {}, .newLine = true, .waiting = 0, .blocked = false, .revealed = 0})
                     .height,
                 bare + 22);
    }

    // Whatever font answers, a line is as high as the table says.
    void linesAreFixed()
    {
        QCOMPARE(lay(sampleRow(1, u"a\nb\nc"_s)).blocks.first().rect.height(), 60);
        QCOMPARE(lay(sampleRow(1, u"雪\n了解です"_s)).blocks.first().rect.height(), 40);
        QCOMPARE(lay(sampleRow(1, u"نعم"_s)).blocks.first().rect.height(), 22);
        QCOMPARE(lay(sampleRow(1, u"```\na\nb\n```"_s)).blocks.first().rect.height(), 36);
        QCOMPARE(lay(sampleRow(1, u"👍"_s)).blocks.first().rect.height(), 40);
        m_theme->setTextSize(18);
        QCOMPARE(lay(sampleRow(1, u"a\nb"_s)).blocks.first().rect.height(), 2 * 26);
    }

    void codeBoxHugsItsText()
    {
        const RowLayout layout = lay(sampleRow(1, u"```\nshort\n```"_s));
        const RowLayout::Block &block = layout.blocks.first();
        QVERIFY(block.box.contains(block.rect));
        QVERIFY(block.box.width() < 100);
        QCOMPARE(block.box.height(), 18 + 2 * 8);
        const RowLayout wide = lay(sampleRow(1, u"```\n%1\n```"_s.arg(u"word "_s.repeated(100))));
        QVERIFY(wide.blocks.first().box.right() < 68 + 680);
        QVERIFY(wide.blocks.first().text->lineCount() > 3);
    }

    void tickStandsBehindTheLastLetter()
    {
        client::MessageRow row = sampleRow(1, u"Much quieter."_s);
        QVERIFY(lay(row).tick.isNull()); // not one's own
        row.own = true;
        RowLayout layout = lay(row);
        const QTextLine line = layout.blocks.first().text->lineAt(0);
        const int end = 68 + qCeil(line.naturalTextWidth());
        QCOMPARE(layout.tick, QRect(end + 8, 30, 16, 16));
        const int height = layout.height;

        row.edited = true;
        layout = lay(row);
        QVERIFY(layout.edited.left() == end + 8 && layout.tick.left() == layout.edited.right() + 1 + 8);
        QCOMPARE(layout.height, height);

        // It opens a line where it does not fit.
        row.edited = false;
        for (int letters = 20; letters < 200; ++letters) {
            row.text = QString(u"n"_s).repeated(letters);
            layout = lay(row);
            QVERIFY(layout.tick.right() <= 68 + 680);
            QVERIFY(layout.tick.bottom() < layout.height);
        }
        row.state = RowState::Failed;
        row.failure = u"Not sent."_s;
        QVERIFY(lay(row).tick.isNull());
    }

    void failedOffersThreeActions()
    {
        client::MessageRow row = sampleRow(0, u"Yes, reading it now."_s);
        row.own = true;
        row.state = RowState::Failed;
        row.failure = u"Not sent: the server did not answer for 30 s."_s;
        for (const int width : {900, 480, 320}) {
            const RowLayout layout = lay(row, {}, width);
            QCOMPARE(layout.actions.size(), 3);
            for (const RowLayout::Action &action : layout.actions) {
                QVERIFY(action.hit.width() >= 24 && action.hit.height() >= 24);
                QVERIFY(QRect(0, 0, width, layout.height).contains(action.textRect));
                QCOMPARE(actionAt(layout, action.hit.center()), &action);
            }
            QVERIFY(!layout.actions.at(0).hit.intersects(layout.actions.at(1).hit));
            QVERIFY(actionAt(layout, QPoint(10, 10)) == nullptr);
        }
    }

    void deletedSaysWho()
    {
        client::MessageRow row = sampleRow(1, {});
        row.deleted = true;
        QCOMPARE(lay(row).text.plain(), u"Message deleted by ben"_s);
        row.own = true;
        QCOMPARE(lay(row).text.plain(), u"You deleted this message"_s);
        QVERIFY(lay(row).tick.isNull());
    }

    void tags()
    {
        client::MessageRow row = sampleRow(1, u"x"_s);
        QVERIFY(lay(row).tag.isNull());
        row.guest = true;
        QCOMPARE(lay(row).tagText, u"Guest"_s);
        QVERIFY(lay(row).time.left() > lay(row).tag.right());
        row.bot = true;
        QCOMPARE(lay(row).tagText, u"Bot"_s);
        row.authorName = QString(u"name "_s).repeated(60);
        QVERIFY(lay(row, {}, 480).time.right() < 460);
    }

    void hitsTextAndLinks()
    {
        const RowLayout layout = lay(sampleRow(1, u"see https://a.example/b now\n\nand [this](https://c.example)"_s));
        const QRect first = layout.blocks.at(0).rect;
        const QTextLine line = layout.blocks.at(0).text->lineAt(0);
        const int x = first.x() + static_cast<int>(line.cursorToX(8));
        QCOMPARE(linkAt(layout, QPoint(x, first.center().y())), u"https://a.example/b"_s);
        QVERIFY(linkAt(layout, QPoint(first.x() + 2, first.center().y())).isEmpty());
        QVERIFY(linkAt(layout, QPoint(first.right() - 2, first.center().y())).isEmpty());
        QCOMPARE(characterAt(layout, QPoint(first.x() + static_cast<int>(line.cursorToX(4)), first.center().y())), 4);
        const QRect second = layout.blocks.at(1).rect;
        QCOMPARE(linkAt(layout, QPoint(second.x() + static_cast<int>(layout.blocks.at(1).text->lineAt(0).cursorToX(6)),
                                       second.center().y())),
                 u"https://c.example"_s);
        QCOMPARE(characterAt(layout, QPoint(0, second.center().y())), layout.blocks.at(1).start);
        QCOMPARE(wordAt(layout, 1), (std::pair<qsizetype, qsizetype>{0, 3}));
    }

    void mirrored()
    {
        client::MessageRow row = fullRow();
        row.text = u"> quoted\n\nنعم `confab://` نعم\n\n- item\n\n```\ncode\n```"_s;
        row.alsoRoom = true;
        row.thread = 3;
        row.guest = true;
        row.state = RowState::Failed;
        row.failure = u"Not sent."_s;
        const RowContext context{
            .grouped = false, .day = QDate(2026, 3, 2), .newLine = true, .waiting = 0, .blocked = false, .revealed = 0};
        const RowLayout leftToRight = lay(row, context);
        m_metrics.direction = Qt::RightToLeft;
        const RowLayout rightToLeft = lay(row, context);
        QCOMPARE(rightToLeft.height, leftToRight.height);
        const QList<QRect> left = rectsOf(leftToRight);
        const QList<QRect> right = rectsOf(rightToLeft);
        QCOMPARE(right.size(), left.size());
        for (qsizetype i = 0; i < left.size(); ++i) {
            QRect turned = left.at(i);
            turned.moveLeft(900 - turned.x() - turned.width());
            QCOMPARE(right.at(i), turned);
        }
        // Letters stand at the leading edge of the window.
        const QTextLine line = rightToLeft.blocks.at(1).text->lineAt(0);
        QCOMPARE(qRound(line.position().x() + line.naturalTextWidth()), rightToLeft.blocks.at(1).rect.width());
        QCOMPARE(qRound(leftToRight.blocks.at(1).text->lineAt(0).naturalTextRect().left()), 0);
    }

    void aReplyCitesInOneLine()
    {
        client::MessageRow row = fullRow();
        row.text = u"Yes."_s;
        const int bare = lay(sampleRow(1, u"Yes."_s)).blocks.first().rect.top();
        RowLayout layout = lay(row);
        QCOMPARE(layout.blocks.first().rect.top(), bare + 24);
        const RowLayout::Action *quoted = actionOf(layout, Kind::Quoted);
        QVERIFY(quoted);
        QCOMPARE(quoted->number, 12);
        QVERIFY(quoted->hit.height() >= 24 && quoted->hit.left() == 68);
        QVERIFY2(wordsOf(layout).contains(u"answers Ada Lindqvist: Shall we ship 1.4? On Friday?"_s),
                 qUtf8Printable(wordsOf(layout)));
        // However long, it stays in its column.
        row.quote->text = u"word "_s.repeated(500);
        row.quote->authorName = u"Somebody With A Name "_s.repeated(10);
        layout = lay(row, {}, 480);
        QVERIFY(actionOf(layout, Kind::Quoted)->textRect.right() < 460);
        // It begins a group of its own.
        QVERIFY(!contextOf({sampleRow(1, u"a"_s), row}, 1, 0, false).grouped);
        row.quote = client::QuotedMessage{12, {}, {}, {}, false};
        QVERIFY(wordsOf(lay(row)).contains("An earlier message"_L1));
        row.quote->text = u"a ||secret|| b"_s;
        row.quote->author = u"ada"_s;
        QVERIFY(!wordsOf(lay(row)).contains("secret"_L1));
    }

    void reactionsAreKeysThatWrap()
    {
        client::MessageRow row = fullRow();
        row.replies.reset();
        row.text = u"x"_s;
        row.quote.reset();
        row.own = row.edited = row.pinned = false;
        RowLayout layout = lay(row);
        const RowLayout::Action *first = actionOf(layout, Kind::React, 0);
        const RowLayout::Action *second = actionOf(layout, Kind::React, 1);
        const RowLayout::Action *more = actionOf(layout, Kind::ReactAnew);
        QVERIFY(first && second && more);
        QVERIFY(first->on && !second->on);
        QCOMPARE(first->value, u"👍"_s);
        QVERIFY(first->tip.contains("Ada"_L1) && first->tip.contains("Ben"_L1) && first->tip.contains(u'1'));
        QCOMPARE(first->hit.topLeft(), QPoint(68, 48 + 4));
        QCOMPARE(first->hit.height(), 24);
        QCOMPARE(second->hit.left(), first->hit.right() + 1 + 4);
        QCOMPARE(more->hit.left(), second->hit.right() + 1 + 4);
        QCOMPARE(layout.height, 5 + 3 + 20 + 20 + 4 + 24 + 3);

        row.reactions.clear();
        for (int i = 0; i < 20; ++i)
            row.reactions.append({QString(QChar(u'a' + i)), 10, false, {}});
        layout = lay(row, {}, 400);
        for (const RowLayout::Action &action : layout.actions) {
            QVERIFY(action.hit.right() < 380 && action.hit.bottom() < layout.height);
            for (const RowLayout::Action &other : layout.actions)
                QVERIFY(&action == &other || !action.hit.intersects(other.hit));
        }
        // Who may not react reads them, and nothing else.
        m_metrics.abilities.react = false;
        layout = lay(row);
        QVERIFY(!actionOf(layout, Kind::React)->enabled);
        QVERIFY(!actionOf(layout, Kind::ReactAnew));
    }

    void theThreadStandsBehindTheReactions()
    {
        const client::MessageRow row = fullRow();
        RowLayout layout = lay(row);
        const RowLayout::Action *thread = actionOf(layout, Kind::Thread);
        const RowLayout::Action *more = actionOf(layout, Kind::ReactAnew);
        QVERIFY(thread && more);
        QCOMPARE(thread->number, 40);
        QCOMPARE(thread->textRect.left(), more->hit.right() + 1 + 12);
        QCOMPARE(thread->textRect.top(), more->hit.top());
        QVERIFY(wordsOf(layout).contains("new ones"_L1));
        layout = lay(row, {}, 280);
        QVERIFY(actionOf(layout, Kind::Thread)->textRect.top() > actionOf(layout, Kind::ReactAnew)->hit.bottom());
        m_metrics.abilities.thread = false;
        QVERIFY(!actionOf(lay(row), Kind::Thread));
    }

    void changesThatAreOnTheirWay()
    {
        using Change = client::MessageRow::Change;
        client::MessageRow row = sampleRow(1, u"x"_s);
        row.own = true;
        row.change = Change::Edit;
        RowLayout layout = lay(row);
        QVERIFY(!layout.edited.isNull() && layout.tick.isNull());
        QVERIFY(wordsOf(layout).contains("saving"_L1));
        row.change = Change::Deletion;
        layout = lay(row);
        QVERIFY(actionOf(layout, Kind::Undo) && !actionOf(layout, Kind::ShowBoth));
        row.change = Change::Conflict;
        layout = lay(row);
        QVERIFY(!actionOf(layout, Kind::Undo) && actionOf(layout, Kind::ShowBoth));
        QVERIFY(actionOf(layout, Kind::ShowBoth)->hit.height() >= 24);
    }

    void spoilersAreCovered()
    {
        const client::MessageRow row = sampleRow(1, u"||one|| and ||two||"_s);
        RowLayout layout = lay(row);
        QCOMPARE(layout.blocks.first().covers.size(), 2);
        QVERIFY(!wordsOf(layout).contains("one"_L1) && !wordsOf(layout).contains("two"_L1));
        QCOMPARE(actionOf(layout, Kind::Reveal, 1)->number, 1);
        QCOMPARE(actionAt(layout, layout.blocks.first().covers.at(1).center())->number, 1);
        RowContext context;
        context.revealed = 2;
        layout = lay(row, context);
        QCOMPARE(layout.blocks.first().covers.size(), 1);
        QVERIFY(!wordsOf(layout).contains("one"_L1) && wordsOf(layout).contains("two"_L1));
        // Right to left a cover stays over its letters.
        m_metrics.direction = Qt::RightToLeft;
        layout = lay(row);
        const RowLayout::Block &block = layout.blocks.first();
        const QTextLine line = block.text->lineAt(0);
        QCOMPARE(block.covers.first().left(), block.rect.left() + qFloor(line.cursorToX(0)));
        QCOMPARE(actionOf(layout, Kind::Reveal)->hit.left(), block.covers.first().left());
        // One that runs through several lines is told once.
        m_metrics.direction = Qt::LeftToRight;
        layout = lay(sampleRow(1, u"||%1||"_s.arg(u"word "_s.repeated(100).trimmed())), {}, 400);
        QVERIFY(layout.blocks.first().covers.size() > 2);
        QCOMPARE(std::count_if(layout.actions.begin(), layout.actions.end(),
                               [](const RowLayout::Action &action) { return !action.label.isEmpty(); }),
                 1);
    }

    void tablesFitTheirColumn()
    {
        const QString wide = u"word "_s.repeated(60).trimmed();
        for (const int width : {900, 480, 300}) {
            const RowLayout layout =
                lay(sampleRow(1, u"| a | b |\n|---|--:|\n| %1 | 2 |\n| c | %1 |\n\nafter"_s.arg(wide)), {}, width);
            QCOMPARE(layout.blocks.size(), 7);
            for (int i = 0; i < 6; ++i) {
                const QRect rect = layout.blocks.at(i).rect;
                QVERIFY(rect.left() > 68 && rect.right() < width - 20);
                for (int j = 0; j < i; ++j)
                    QVERIFY(!rect.intersects(layout.blocks.at(j).rect));
                // Each is hit where it stands.
                const qsizetype character = characterAt(layout, rect.center());
                QVERIFY(character >= layout.blocks.at(i).start &&
                        character <= layout.blocks.at(i).start + layout.blocks.at(i).text->text().size());
            }
            QVERIFY(layout.blocks.at(6).rect.top() > layout.blocks.at(5).rect.bottom());
        }
        // As wide as its words, where there is room; numbers stand at the right.
        const RowLayout layout = lay(sampleRow(1, u"| a | count |\n|---|--:|\n| b | 2 |"_s));
        QVERIFY(layout.blocks.at(1).rect.right() < 200);
        const QTextLine two = layout.blocks.at(3).text->lineAt(0);
        QCOMPARE(qRound(two.position().x() + two.naturalTextWidth()), layout.blocks.at(3).rect.width());
    }

    void aCardHasButtonsThatSay()
    {
        client::MessageRow row = sampleRow(1, u"Of course."_s);
        row.bot = true;
        row.card = protocol::Card{.title = u"Which room?"_s,
                                  .subtitle = u"All have a view. "_s.repeated(20),
                                  .imageUrl = u"https://example.org/a.png"_s,
                                  .buttons = {{u"A suite"_s, u"suite"_s}, {u"Any"_s, u"any"_s}}};
        const RowLayout layout = lay(row);
        QList<RowLayout::Action> buttons;
        for (const RowLayout::Action &action : layout.actions) {
            if (action.kind == Kind::Say)
                buttons.append(action);
        }
        QCOMPARE(buttons.size(), 2);
        QCOMPARE(buttons.at(0).label, u"A suite"_s);
        QCOMPARE(buttons.at(0).value, u"suite"_s);
        QVERIFY(!buttons.at(0).hit.intersects(buttons.at(1).hit));
        QVERIFY(buttons.at(0).hit.height() >= 24);
        QVERIFY(buttons.at(1).hit.bottom() < layout.height);
        QVERIFY(buttons.at(0).hit.top() > layout.blocks.first().rect.bottom());
        const RowLayout::Action *picture = actionOf(layout, Kind::OpenAddress);
        QVERIFY(picture);
        QCOMPARE(picture->value, u"https://example.org/a.png"_s);
        QVERIFY(wordsOf(layout).contains("Which room?"_L1));

        // What the message says already is not said twice; an address of another kind is not offered.
        row.text = row.card->title;
        row.card->imageUrl = u"file:///etc/passwd"_s;
        const RowLayout other = lay(row);
        QCOMPARE(wordsOf(other).count("Which room?"_L1), 1);
        QVERIFY(!actionOf(other, Kind::OpenAddress));
        row.deleted = true;
        QVERIFY(!actionOf(lay(row), Kind::Say));
    }

    void anAnswerThatIsComingCanBeStopped()
    {
        client::MessageRow row = sampleRow(0, u"So far"_s);
        row.bot = true;
        QVERIFY(!actionOf(lay(row), Kind::StopAnswer));
        row.coming = true;
        QVERIFY(actionOf(lay(row), Kind::StopAnswer));
        QVERIFY(wordsOf(lay(row)).contains("still answering"_L1));
    }

    void codeIsCopied()
    {
        const RowLayout layout = lay(sampleRow(1, u"```sh\nfor a in b\ndo\n```"_s));
        const RowLayout::Action *copy = actionOf(layout, Kind::CopyCode);
        QVERIFY(copy);
        QCOMPARE(copy->value, u"for a in b\ndo"_s);
        QVERIFY(!copy->hit.intersects(layout.blocks.first().box));
    }

    void tokensOfCode_data()
    {
        QTest::addColumn<QString>("language");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("expected");
        QTest::newRow("cpp") << u"cpp"_s << u"if (x == 0x1F) return \"a\\\"b\"; // why"_s
                             << u"k:if n:0x1F k:return s:\"a\\\"b\" c:// why"_s;
        QTest::newRow("a comment over lines") << u"C"_s << u"/* a\u2028b */ int x"_s << u"c:/* a\u2028b */ k:int"_s;
        QTest::newRow("python") << u"python"_s << u"def f(): # x\u2028    '''a\u2028b'''"_s
                                << u"k:def c:# x s:'''a\u2028b'''"_s;
        QTest::newRow("json") << u"json"_s << u"{\"a\": [1.5, true]}"_s << u"s:\"a\" n:1.5 k:true"_s;
        QTest::newRow("shell") << u"bash"_s << u"if [ $# -gt 2 ]; then echo 'a' # b"_s
                               << u"k:if n:2 k:then k:echo s:'a' c:# b"_s;
        QTest::newRow("sql") << u"SQL"_s << u"Select a FROM b -- c"_s << u"k:Select k:FROM c:-- c"_s;
        QTest::newRow("html") << u"html"_s << u"<a href=\"x\">if 1</a><!-- b -->"_s
                              << u"k:a s:\"x\" k:a c:<!-- b -->"_s;
        QTest::newRow("half a string") << u"cpp"_s << u"a = \"b\u2028int"_s << u"k:int"_s;
        QTest::newRow("unknown") << u"klingon"_s << u"if 1"_s << QString();
        QTest::newRow("none") << QString() << u"if 1"_s << QString();
    }

    void tokensOfCode()
    {
        QFETCH(QString, language);
        QFETCH(QString, code);
        QFETCH(QString, expected);
        QStringList found;
        for (const CodeToken &token : codeTokens(code, language))
            found.append(QString(u"kscn"_s.at(static_cast<int>(token.kind))) + u':' +
                         code.mid(token.start, token.length));
        QCOMPARE(found.join(u' '), expected);
    }

    void everythingHasWords()
    {
        const QString words = wordsOf(lay(fullRow()));
        for (const QString &part : {u"You"_s, u"answers Ada"_s, u"quoted"_s, u"(spoiler)"_s, u"int a;"_s, u"Pinned"_s,
                                    u"edited"_s, u"👍 3"_s, u"3 replies"_s})
            QVERIFY2(words.contains(part), qUtf8Printable(part + u" / "_s + words));
        for (const RowLayout::Action &action : lay(fullRow()).actions)
            QVERIFY(action.kind == Kind::Reveal || (action.hit.width() >= 24 && action.hit.height() >= 24));
    }

    void words()
    {
        const QDate today(2026, 3, 10);
        QCOMPARE(dayWord(today, today), u"Today"_s);
        QCOMPARE(dayWord(today.addDays(-1), today), u"Yesterday"_s);
        QCOMPARE(dayWord(today.addDays(-2), today), QLocale().standaloneDayName(7));
        QVERIFY(dayWord(today.addDays(-20), today).contains(u"18"_s));
        QVERIFY(dayWord(today.addYears(-2), today).contains(u"2024"_s));
        client::MessageRow row = sampleRow(1, u"x"_s);
        QVERIFY(client::stateWord(row).isEmpty());
        row.own = true;
        QSet<QString> states;
        for (const RowState state : {RowState::Waiting, RowState::Sent, RowState::Read, RowState::Failed}) {
            row.state = state;
            states.insert(client::stateWord(row));
        }
        QCOMPARE(states.size(), 4);
    }
};

CONFAB_GUI_TEST(TestRowLayout)
#include "tst_row_layout.moc"
