// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <confab/client/search.h>

#include "search_filter.h"

#include <QTest>
#include <QTimeZone>

using namespace confab;
using namespace confab::client;
using namespace Qt::StringLiterals;

// What somebody types into the search field, and which messages that means.
class TestSearchQuery : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void reads_data();
    void reads();
    void readsDates_data();
    void readsDates();
    void accepts_data();
    void accepts();
    void daysAreThisComputers();
};

void TestSearchQuery::reads_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QStringList>("terms");
    QTest::addColumn<QString>("from");
    QTest::addColumn<QString>("in");
    QTest::addColumn<bool>("file");
    QTest::addColumn<bool>("link");

    QTest::newRow("nothing") << u"  "_s << QStringList{} << u""_s << u""_s << false << false;
    QTest::newRow("words") << u" red  Fox red "_s << QStringList{u"red"_s, u"Fox"_s} << u""_s << u""_s << false
                           << false;
    QTest::newRow("a phrase") << u"\"red  fox\" dog"_s << QStringList{u"red fox"_s, u"dog"_s} << u""_s << u""_s << false
                              << false;
    QTest::newRow("German quotes") << u"\u201ered fox\u201c"_s << QStringList{u"red fox"_s} << u""_s << u""_s << false
                                   << false;
    QTest::newRow("a phrase not closed yet")
        << u"\"red fo"_s << QStringList{u"red fo"_s} << u""_s << u""_s << false << false;
    QTest::newRow("a mark within a word")
        << u"5\" 6\""_s << QStringList{u"5\""_s, u"6\""_s} << u""_s << u""_s << false << false;
    QTest::newRow("everything") << u"fox from:@ada in:#garden has:file has:link"_s << QStringList{u"fox"_s} << u"ada"_s
                                << u"#garden"_s << true << true;
    QTest::newRow("any case") << u"FROM:Ada Has:Link"_s << QStringList{} << u"Ada"_s << u""_s << false << true;
    QTest::newRow("names of several words") << u"from:\"Ada Lovelace\" in:\"#Red Room\" x"_s << QStringList{u"x"_s}
                                            << u"Ada Lovelace"_s << u"#Red Room"_s << false << false;
    QTest::newRow("still being typed") << u"fox from: in: before: has:"_s << QStringList{u"fox"_s} << u""_s << u""_s
                                       << false << false;
    QTest::newRow("what is none of ours")
        << u"https://a.example at:noon has:teeth before:never"_s
        << QStringList{u"https://a.example"_s, u"at:noon"_s, u"has:teeth"_s, u"before:never"_s} << u""_s << u""_s
        << false << false;
    QTest::newRow("Chinese") << u"\u72d0\u72f8 \"\u6211\u4eec \u53bb\""_s
                             << QStringList{u"\u72d0\u72f8"_s, u"\u6211\u4eec \u53bb"_s} << u""_s << u""_s << false
                             << false;
}

void TestSearchQuery::reads()
{
    QFETCH(QString, typed);
    const SearchQuery query = SearchQuery::parse(typed);
    QTEST(query.terms, "terms");
    QTEST(query.words(), "terms");
    QTEST(query.from, "from");
    QTEST(query.in, "in");
    QTEST(query.hasFile, "file");
    QTEST(query.hasLink, "link");
    QVERIFY(!query.before.isValid() && !query.after.isValid());
    QCOMPARE(query.isEmpty(), typed.trimmed().isEmpty());
}

void TestSearchQuery::readsDates_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<QLocale>("locale");
    QTest::addColumn<QDate>("date");

    const QLocale english(QLocale::English, QLocale::UnitedStates);
    const QLocale german(QLocale::German, QLocale::Germany);
    const QLocale chinese(QLocale::Chinese, QLocale::China);
    // "Today" is Wednesday, 2026-02-11.
    QTest::newRow("a day") << u"2025-12-31"_s << english << QDate(2025, 12, 31);
    QTest::newRow("a month by numbers") << u"2025-12"_s << english << QDate(2025, 12, 1);
    QTest::newRow("a year") << u"2024"_s << english << QDate(2024, 1, 1);
    QTest::newRow("today") << u"Today"_s << english << QDate(2026, 2, 11);
    QTest::newRow("yesterday") << u"yesterday"_s << german << QDate(2026, 2, 10);
    QTest::newRow("this month") << u"february"_s << english << QDate(2026, 2, 1);
    QTest::newRow("a month of last year") << u"may"_s << english << QDate(2025, 5, 1);
    QTest::newRow("of the locale") << u"m\u00e4rz"_s << german << QDate(2025, 3, 1);
    QTest::newRow("of C in another locale") << u"Dec"_s << german << QDate(2025, 12, 1);
    QTest::newRow("in Chinese") << u"\u4e09\u6708"_s << chinese << QDate(2025, 3, 1);
    QTest::newRow("a weekday") << u"monday"_s << english << QDate(2026, 2, 9);
    QTest::newRow("the same weekday") << u"wed"_s << english << QDate(2026, 2, 4);
    QTest::newRow("of the locale, short") << u"So"_s << german << QDate(2026, 2, 8);
    QTest::newRow("the locale's own form") << u"31.12.2025"_s << german << QDate(2025, 12, 31);
    QTest::newRow("with two digits of a year") << u"31.12.25"_s << german << QDate(2025, 12, 31);
    QTest::newRow("American") << u"12/31/25"_s << english << QDate(2025, 12, 31);
    QTest::newRow("no day") << u"2025-02-30"_s << english << QDate();
}

void TestSearchQuery::readsDates()
{
    QFETCH(QString, word);
    QFETCH(QLocale, locale);
    QFETCH(QDate, date);
    const SearchQuery query = SearchQuery::parse(u"after:"_s + word, QDate(2026, 2, 11), locale);
    QCOMPARE(query.after, date);
    QCOMPARE(query.terms.isEmpty(), date.isValid());
    QCOMPARE(SearchQuery::parse(u"before:"_s + word, QDate(2026, 2, 11), locale).before, date);
}

void TestSearchQuery::accepts_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("accepted");

    QTest::newRow("within a word") << u"ox"_s << u"The Foxes"_s << true;
    QTest::newRow("another case") << u"FOX"_s << u"fox"_s << true;
    QTest::newRow("every word") << u"fox hen"_s << u"a fox"_s << false;
    QTest::newRow("in any order") << u"fox hen"_s << u"hens fear foxes"_s << true;
    QTest::newRow("Chinese") << u"\u72d0"_s << u"\u4e00\u53ea\u72d0\u72f8\u3002"_s << true;
    QTest::newRow("another width") << u"\uff26\uff4f\uff58"_s << u"fox"_s << true;
    QTest::newRow("another way to write it") << u"caf\u00e9"_s << u"the cafe\u0301"_s << true;
    QTest::newRow("a phrase") << u"\"red fox\""_s << u"a red\nfox"_s << true;
    QTest::newRow("no such phrase") << u"\"red fox\""_s << u"a red, red hen and a fox"_s << false;
    QTest::newRow("a link") << u"has:link"_s << u"see HTTPS://a.example"_s << true;
    QTest::newRow("no link") << u"has:link"_s << u"see a.example"_s << false;
    QTest::newRow("deleted") << u"has:link"_s << u""_s << false;
}

void TestSearchQuery::accepts()
{
    QFETCH(QString, typed);
    QFETCH(QString, text);
    protocol::Message message;
    message.at = QDateTime::currentDateTimeUtc();
    message.text = text;
    QTEST(SearchFilter(SearchQuery::parse(typed)).accepts(message), "accepted");
}

void TestSearchQuery::daysAreThisComputers()
{
    const QDate day(2026, 5, 1);
    SearchQuery query;
    query.before = day;
    protocol::Message message;
    message.text = u"x"_s;
    message.at = day.startOfDay().toUTC();
    QVERIFY(!SearchFilter(query).accepts(message));
    message.at = message.at.addMSecs(-1);
    QVERIFY(SearchFilter(query).accepts(message));
    query = {};
    query.after = day;
    QVERIFY(!SearchFilter(query).accepts(message));
    message.at = message.at.addMSecs(1);
    QVERIFY(SearchFilter(query).accepts(message));
}

CONFAB_TEST(TestSearchQuery)
#include "tst_search_query.moc"
