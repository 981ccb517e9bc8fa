// SPDX-License-Identifier: GPL-3.0-or-later
#include "sample_rows.h"

#include <confab/client/words.h>
#include <confab/ui/conversation/row_layout.h>
#include <confab/ui/theme/theme.h>

#include <QTest>
#include <QTextLayout>

using namespace confab;
using namespace confab::ui;
using namespace confab::tests;
using namespace Qt::StringLiterals;

using State = client::MessageRow::State;

namespace
{

QList<QRect> rectsOf(const RowLayout &layout)
{
    QList<QRect> rects{layout.tint, layout.avatar,      layout.name,    layout.tag,    layout.time,
                       layout.body, layout.tick,        layout.edited,  layout.note,   layout.failureIcon,
                       layout.day,  layout.failureIcon, layout.failure, layout.newLine};
    for (const RowLayout::Block &block : layout.blocks)
        rects << block.rect << block.box;
    for (const RowLayout::Action &action : layout.actions)
        rects << action.hit;
    rects.removeIf([](const QRect &rect) { return rect.isNull(); });
    return rects;
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
        m_metrics = {m_theme.get(), Qt::LeftToRight, QDate(2026, 3, 2), {u"mira"_s}};
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
        rows[1].state = rows[2].state = State::Waiting;
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
        rows[1].state = State::Failed;
        rows[2].state = rows[3].state = State::Waiting;
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
                     {.grouped = true, .day = {}, .newLine = false, .waiting = 0, .blocked = false});
        QCOMPARE(layout.height, 25);
        QVERIFY(layout.avatar.isNull());
        QCOMPARE(layout.time.right(), 55); // in the picture's column

        const int bare = lay(sampleRow(1, u"x"_s)).height;
        QCOMPARE(lay(sampleRow(1, u"x"_s),
                     {.grouped = false, .day = QDate(2026, 3, 2), .newLine = false, .waiting = 0, .blocked = false})
                     .height,
                 bare + 28);
        QCOMPARE(
            lay(sampleRow(1, u"x"_s), {.grouped = false, .day = {}, .newLine = true, .waiting = 0, .blocked = false})
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
        row.state = State::Failed;
        row.failure = u"Not sent."_s;
        QVERIFY(lay(row).tick.isNull());
    }

    void failedOffersThreeActions()
    {
        client::MessageRow row = sampleRow(0, u"Yes, reading it now."_s);
        row.own = true;
        row.state = State::Failed;
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
        client::MessageRow row = sampleRow(1, u"> quoted\n\nنعم `confab://` نعم\n\n- item\n\n```\ncode\n```"_s);
        row.own = true;
        row.edited = true;
        row.guest = true;
        row.state = State::Failed;
        row.failure = u"Not sent."_s;
        const RowContext context{
            .grouped = false, .day = QDate(2026, 3, 2), .newLine = true, .waiting = 0, .blocked = false};
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
        for (const State state : {State::Waiting, State::Sent, State::Read, State::Failed}) {
            row.state = state;
            states.insert(client::stateWord(row));
        }
        QCOMPARE(states.size(), 4);
    }
};

QTEST_MAIN(TestRowLayout)
#include "tst_row_layout.moc"
