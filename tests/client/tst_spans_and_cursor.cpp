// SPDX-License-Identifier: GPL-3.0-or-later
#include "backoff.h"
#include "cursor.h"
#include "row_difference.h"
#include "spans.h"
#include "test_program.h"

#include <QTest>

using namespace confab::client;
using namespace Qt::StringLiterals;

// The small rules that everything else stands on: what is held, how far it is known, how long to wait, what changed.
class TestSpansAndCursor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void spansJoin_data();
    void spansJoin();
    void spansSurviveBeingWritten();
    void spansRefuseNonsense();
    void spansLoseTheirPrefix();
    void cursorMovesOneByOne();
    void cursorNotesWhatCameEarly();
    void cursorFollowsASync();
    void cursorKeepsNoMoreThanItsBound();
    void backoffStaysInItsWindow();
    void backoffSpreadsEvenly();
    void differences_data();
    void differences();
};

void TestSpansAndCursor::spansJoin_data()
{
    QTest::addColumn<QString>("adds");
    QTest::addColumn<QString>("result");
    QTest::newRow("one") << u"5"_s << u"5"_s;
    QTest::newRow("neighbours above") << u"5 6"_s << u"5-6"_s;
    QTest::newRow("neighbours below") << u"6 5"_s << u"5-6"_s;
    QTest::newRow("a hole stays") << u"1-3 5-9"_s << u"1-3 5-9"_s;
    QTest::newRow("a hole is filled") << u"1-3 5-9 4"_s << u"1-9"_s;
    QTest::newRow("over several") << u"1-2 4-5 8-9 3-8"_s << u"1-9"_s;
    QTest::newRow("inside") << u"1-9 4-5"_s << u"1-9"_s;
    QTest::newRow("before all") << u"20-30 1-2"_s << u"1-2 20-30"_s;
    QTest::newRow("between") << u"1-2 20-30 10"_s << u"1-2 10 20-30"_s;
    QTest::newRow("overlap at both ends") << u"1-5 10-15 4-11"_s << u"1-15"_s;
}

void TestSpansAndCursor::spansJoin()
{
    QFETCH(QString, adds);
    QFETCH(QString, result);
    Spans spans;
    QSet<qint64> expected;
    for (const QString &each : adds.split(u' ')) {
        const Spans::Span span = Spans::fromString(each).spans().first();
        spans.add(span.from, span.to);
        for (qint64 seq = span.from; seq <= span.to; ++seq)
            expected.insert(seq);
    }
    QCOMPARE(spans.toString(), result);
    QCOMPARE(spans.count(), expected.size());
    for (qint64 seq = 0; seq <= 40; ++seq)
        QCOMPARE(spans.contains(seq), expected.contains(seq));
}

void TestSpansAndCursor::spansSurviveBeingWritten()
{
    Spans spans;
    spans.add(1, 40);
    spans.add(45);
    spans.add(90, qint64{1} << 52);
    QCOMPARE(Spans::fromString(spans.toString()), spans);
    QCOMPARE(Spans::fromString({}), Spans());
    QCOMPARE(spans.top(), qint64{1} << 52);
}

void TestSpansAndCursor::spansRefuseNonsense()
{
    for (const QString &text : {u"x"_s, u"1-"_s, u"-5"_s, u"5-3"_s, u"0"_s, u"1-2-3"_s, u"1-3 y"_s})
        QVERIFY2(Spans::fromString(text).isEmpty(), qPrintable(text));
    Spans spans;
    spans.add(0);
    spans.add(5, 4);
    QVERIFY(spans.isEmpty());
}

void TestSpansAndCursor::spansLoseTheirPrefix()
{
    Spans spans = Spans::fromString(u"1-3 5-9 12"_s);
    spans.dropBelow(7);
    QCOMPARE(spans.toString(), u"7-9 12"_s);
    spans.dropBelow(10);
    QCOMPARE(spans.toString(), u"12"_s);
    spans.dropBelow(100);
    QVERIFY(spans.isEmpty());
    QCOMPARE(spans.top(), 0);
}

void TestSpansAndCursor::cursorMovesOneByOne()
{
    Cursor cursor(3);
    QCOMPARE(cursor.pushed(4), Cursor::Step::Next);
    QCOMPARE(cursor.pushed(4), Cursor::Step::Old);
    QCOMPARE(cursor.pushed(2), Cursor::Step::Old);
    QCOMPARE(cursor.at(), 4);
    QVERIFY(!cursor.hasGap());
}

void TestSpansAndCursor::cursorNotesWhatCameEarly()
{
    Cursor cursor(3);
    QCOMPARE(cursor.pushed(6), Cursor::Step::Gap);
    QCOMPARE(cursor.pushed(7), Cursor::Step::Gap);
    QCOMPARE(cursor.at(), 3);
    QVERIFY(cursor.hasGap());
    QCOMPARE(cursor.pushed(4), Cursor::Step::Next);
    QCOMPARE(cursor.at(), 4);
    // The missing one closes the hole and the cursor runs over all that was noted.
    QCOMPARE(cursor.pushed(5), Cursor::Step::Next);
    QCOMPARE(cursor.at(), 7);
    QVERIFY(!cursor.hasGap());
}

void TestSpansAndCursor::cursorFollowsASync()
{
    Cursor cursor(3);
    (void)cursor.pushed(6);
    (void)cursor.pushed(9);
    cursor.synced(5);
    QCOMPARE(cursor.at(), 6); // 5, then the noted 6 joins; 9 does not
    QVERIFY(cursor.hasGap());
    cursor.synced(4);
    QCOMPARE(cursor.at(), 6); // never backwards
    cursor.reset(2);
    QCOMPARE(cursor.at(), 2); // unless the server begins anew
    QVERIFY(!cursor.hasGap());
}

void TestSpansAndCursor::cursorKeepsNoMoreThanItsBound()
{
    Cursor cursor;
    for (qint64 rev = 2; rev < 10000; ++rev)
        (void)cursor.pushed(rev);
    (void)cursor.pushed(1);
    // What was not noted is left to the sync.
    QCOMPARE(cursor.at(), 1001);
    cursor.synced(9999);
    QCOMPARE(cursor.at(), 9999);
}

void TestSpansAndCursor::backoffStaysInItsWindow()
{
    for (double draw : {0.0, 0.5, 0.999999}) {
        Backoff backoff([draw] { return draw; });
        int window = 1000;
        for (int n = 0; n < 12; ++n) {
            const int wait = backoff.next();
            QVERIFY(wait >= 100);
            QVERIFY(wait <= window);
            QCOMPARE(wait, std::max(100, static_cast<int>(draw * (window + 1))));
            window = std::min(window * 2, 60000);
        }
        backoff.reset();
        QVERIFY(backoff.next() <= 1000);
    }
}

void TestSpansAndCursor::backoffSpreadsEvenly()
{
    double draw = 0;
    Backoff backoff([&draw] { return draw; });
    for (int n = 0; n < 20; ++n)
        (void)backoff.next();
    QList<int> buckets(6);
    for (int n = 0; n < 6000; ++n) {
        draw = n / 6000.0;
        ++buckets[std::min(5, backoff.next() / 10000)];
    }
    for (int count : std::as_const(buckets))
        QVERIFY2(count >= 990 && count <= 1010, qPrintable(QString::number(count)));
}

void TestSpansAndCursor::differences_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<int>("removals");
    QTest::addColumn<int>("insertions");
    QTest::newRow("nothing") << u"abc"_s << u"abc"_s << 0 << 0;
    QTest::newRow("at the end") << u"abc"_s << u"abcde"_s << 0 << 1;
    QTest::newRow("at the beginning") << u"abc"_s << u"xyabc"_s << 0 << 1;
    QTest::newRow("in the middle") << u"abc"_s << u"axbyc"_s << 0 << 2;
    QTest::newRow("the first fill") << u""_s << u"abc"_s << 0 << 1;
    QTest::newRow("all gone") << u"abc"_s << u""_s << 1 << 0;
    QTest::newRow("one replaced") << u"abc"_s << u"axc"_s << 1 << 1;
    QTest::newRow("two runs gone") << u"abcdef"_s << u"bce"_s << 3 << 0;
    QTest::newRow("one moved") << u"abcd"_s << u"bcda"_s << 1 << 1;
    QTest::newRow("turned round") << u"abcd"_s << u"dcba"_s << 1 << 1;
    QTest::newRow("all others") << u"abc"_s << u"xyz"_s << 1 << 1;
    QTest::newRow("twice the same") << u"aab"_s << u"aba"_s << 1 << 1;
}

void TestSpansAndCursor::differences()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QFETCH(int, removals);
    QFETCH(int, insertions);
    QStringList rows = before.split(QString(), Qt::SkipEmptyParts);
    const QStringList wanted = after.split(QString(), Qt::SkipEmptyParts);
    const RowDifference difference = rowDifference(rows, wanted);
    for (qsizetype i = difference.removed.size() - 1; i >= 0; --i)
        rows.remove(difference.removed[i].first, difference.removed[i].count());
    for (const RowRange &range : difference.inserted) {
        for (qsizetype place = range.first; place <= range.last; ++place)
            rows.insert(place, wanted[place]);
    }
    QCOMPARE(rows, wanted);
    QCOMPARE(difference.removed.size(), removals);
    QCOMPARE(difference.inserted.size(), insertions);
}

CONFAB_TEST(TestSpansAndCursor)
#include "tst_spans_and_cursor.moc"
