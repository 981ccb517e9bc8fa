// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/protocol/ulid.h>

#include <QSet>
#include <QTest>

using namespace confab::protocol;
using namespace Qt::StringLiterals;

class tst_Ulid : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void time_data();
    void time();
    void laterSortsBehind();
    void unique();
    void everyCharacterOfTheRandomPartVaries();
    void form_data();
    void form();
};

void tst_Ulid::time_data()
{
    QTest::addColumn<qint64>("ms");
    QTest::addColumn<QString>("prefix");

    QTest::newRow("the epoch") << qint64{0} << u"0000000000"_s;
    QTest::newRow("one") << qint64{1} << u"0000000001"_s;
    QTest::newRow("thirty-two") << qint64{32} << u"0000000010"_s;
    QTest::newRow("the specification's example") << qint64{1469918176385} << u"01ARYZ6S41"_s;
    QTest::newRow("the last") << (qint64{1} << 48) - 1 << u"7ZZZZZZZZZ"_s;
}

void tst_Ulid::time()
{
    QFETCH(qint64, ms);
    QFETCH(QString, prefix);
    const QString ulid = makeUlid(QDateTime::fromMSecsSinceEpoch(ms));
    QCOMPARE(ulid.left(10), prefix);
    QVERIFY(isUlid(ulid));
}

void tst_Ulid::laterSortsBehind()
{
    const QDateTime start = QDateTime::fromMSecsSinceEpoch(1706704496789);
    QString before = makeUlid(start);
    for (int ms = 1; ms < 5000; ms += 7) {
        const QString next = makeUlid(start.addMSecs(ms));
        QVERIFY(before < next);
        before = next;
    }
}

void tst_Ulid::unique()
{
    const QDateTime now = QDateTime::fromMSecsSinceEpoch(1706704496789);
    QSet<QString> made;
    constexpr int count = 20000;
    for (int i = 0; i < count; ++i) {
        const QString ulid = makeUlid(now);
        QVERIFY(isUlid(ulid));
        made.insert(ulid);
    }
    QCOMPARE(made.size(), count);
}

void tst_Ulid::everyCharacterOfTheRandomPartVaries()
{
    // All 32 characters at all 16 places: 80 random bits, not fewer.
    QList<QSet<QChar>> seen(16);
    for (int i = 0; i < 2000; ++i) {
        const QString ulid = makeUlid();
        for (qsizetype place = 0; place < seen.size(); ++place)
            seen[place].insert(ulid.at(10 + place));
    }
    for (const auto &characters : seen)
        QCOMPARE(characters.size(), 32);
}

void tst_Ulid::form_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("good");

    QTest::newRow("one") << u"01ARZ3NDEKTSV4RRFFQ69G5FAV"_s << true;
    QTest::newRow("the least") << QString(26, u'0') << true;
    QTest::newRow("the greatest") << u"7ZZZZZZZZZZZZZZZZZZZZZZZZZ"_s << true;
    QTest::newRow("past 48 bits of time") << u"8ZZZZZZZZZZZZZZZZZZZZZZZZZ"_s << false;
    QTest::newRow("nothing") << QString() << false;
    QTest::newRow("too short") << u"01ARZ3NDEKTSV4RRFFQ69G5FA"_s << false;
    QTest::newRow("too long") << u"01ARZ3NDEKTSV4RRFFQ69G5FAVV"_s << false;
    QTest::newRow("small letters: an id has one spelling") << u"01arz3ndektsv4rrffq69g5fav"_s << false;
    for (const QChar letter : u"ILOU"_s)
        QTest::newRow(qPrintable(u"not in the alphabet: "_s + letter)) << QString(25, u'0') + letter << false;
    QTest::newRow("a blank") << QString(25, u'0') + u' ' << false;
    QTest::newRow("beyond Latin-1") << QString(25, u'0') + u'Ā' << false;
    QTest::newRow("fullwidth") << QString(25, u'0') + u'Ａ' << false;
}

void tst_Ulid::form()
{
    QFETCH(QString, text);
    QTEST(isUlid(text), "good");
}

CONFAB_TEST(tst_Ulid)
#include "tst_ulid.moc"
