// SPDX-License-Identifier: GPL-3.0-or-later
// What the grammars of Lex's built-in slot types read. "Now" is Wednesday, 25 November 2026, 14:30, east of Greenwich.
#include "lex_slots/slot_grammar.h"
#include "test_program.h"

#include <QElapsedTimer>
#include <QTest>
#include <QTimeZone>

using namespace confab::bots::lex;
using namespace Qt::StringLiterals;

namespace
{

SlotContext wednesday()
{
    return {QDateTime(QDate(2026, 11, 25), QTime(14, 30), QTimeZone(3600)), {}};
}

// "10:00|22:00" where there is no single value.
QString textOf(const SlotValue &value)
{
    return value.interpretedValue.isNull() ? value.resolvedValues.join(u'|') : value.interpretedValue;
}

QString answerOf(const QByteArray &type, const QString &text, const SlotContext &context = wednesday(),
                 const QString &locale = u"en_US"_s)
{
    const auto value = slotGrammarFor(locale)->answer(u"AMAZON."_s + QLatin1StringView(type), text, context);
    return value ? textOf(*value) : u"-"_s;
}

// "words=value", the surest first.
QString foundIn(const QByteArray &type, const QString &text, const SlotContext &context = wednesday(),
                const QString &locale = u"en_US"_s)
{
    QStringList result;
    for (const SlotMatch &match : slotGrammarFor(locale)->find(u"AMAZON."_s + QLatin1StringView(type), text, context)) {
        if (match.value.originalValue != text.sliced(match.at, match.length))
            return u"the words of a match are not at its place"_s;
        if (match.certainty <= 0 || match.certainty > 1)
            return u"a certainty is out of its range"_s;
        result.append(match.value.originalValue + u'=' + textOf(match.value));
    }
    return result.isEmpty() ? u"-"_s : result.join(u"; "_s);
}

} // namespace

class TestLexSlots : public QObject
{
    Q_OBJECT

private slots:
    void answers_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *type, const char *text, const char *value) {
            QTest::addRow("%s: %s", type, text)
                << QByteArray(type) << QString::fromUtf8(text) << QString::fromUtf8(value);
        };

        row("Number", "5", "5");
        row("Number", "it's 5", "5");
        row("Number", "make it three nights", "3");
        row("Number", "twenty one", "21");
        row("Number", "Twenty-One please", "21");
        row("Number", "a dozen", "12");
        row("Number", "two dozen eggs", "24");
        row("Number", "half a dozen", "6");
        row("Number", "a couple of nights", "2");
        row("Number", "1,200", "1200");
        row("Number", "1,234,567", "1234567");
        row("Number", "3.5", "3.5");
        row("Number", "007", "7");
        row("Number", "one hundred twenty three point four five", "123.45");
        row("Number", "one hundred twenty three dot four five", "123.45");
        row("Number", "point four two", "0.42");
        row("Number", "point forty two", "0.42");
        row("Number", "232.998", "232.998");
        row("Number", "-15", "-15");
        row("Number", "minus 15", "-15");
        row("Number", "minus fifteen point two four five", "-15.245");
        row("Number", "a hundred and five", "105");
        row("Number", "two thousand and twenty", "2020");
        row("Number", "one million two hundred thousand and three", "1200003");
        row("Number", "3 million", "3000000");
        row("Number", "1.5 million", "1500000");
        row("Number", "20k", "20000");
        row("Number", "two and a half", "2.5");
        row("Number", "zero", "0");
        row("Number", "just the two of us", "2");
        row("Number", "for 4 people please", "4");
        row("Number", "uh, we are three", "3");
        row("Number", "\u0663", "3"); // an Arabic-Indic digit
        row("Number", "5 or 6", "-");
        row("Number", "2 adults and 1 child", "-");
        row("Number", "the first one", "-");
        row("Number", "no one", "-");
        row("Number", "the second floor", "-");
        row("Number", "5th", "-");
        row("Number", "5 pm", "-");
        row("Number", "12/5", "-");
        row("Number", "1.2.3", "-");
        row("Number", "A4", "-");
        row("Number", "not 5", "-");
        row("Number", "$1,200.75", "1200.75");
        row("Number", "#5", "5");
        row("Number", "no. 3", "3");
        row("Number", "no 3", "-");
        row("Number", "just the one", "1");
        row("Number", "3 or so", "3");
        row("Number", "from friday for 3 nights", "3");
        row("Number", "on 5 march", "-");
        row("Number", "5 am", "-");
        row("Number", "seven eleven", "-");
        row("Number", "three or four", "-");
        row("Number", "six, no seven", "-");
        row("Number", "a hundred and twenty-three thousand four hundred and fifty-six", "123456");
        row("Number", "99999999999999999999", "99999999999999999999");
        row("Number", "50%", "-");
        row("Number", "", "-");
        row("Number", "no", "-");

        row("Percentage", "50 percent", "50%");
        row("Percentage", "0.4 percent", "0.4%");
        row("Percentage", "23.5%", "23.5%");
        row("Percentage", "twenty five per cent please", "25%");
        row("Percentage", "half a percent", "0.5%");
        row("Percentage", "50", "50"); // as Lex does
        row("Percentage", "about fifty", "50");
        row("Percentage", "percent", "-");

        row("Duration", "ten minutes", "PT10M");
        row("Duration", "five hours", "PT5H");
        row("Duration", "three days", "P3D");
        row("Duration", "forty five seconds", "PT45S");
        row("Duration", "eight weeks", "P8W");
        row("Duration", "seven years", "P7Y");
        row("Duration", "five hours ten minutes", "PT5H10M");
        row("Duration", "two years three hours ten minutes", "P2YT3H10M");
        row("Duration", "half an hour", "PT30M");
        row("Duration", "half a day", "PT12H");
        row("Duration", "an hour and a half", "PT1H30M");
        row("Duration", "two and a half hours", "PT2H30M");
        row("Duration", "1.5 hours", "PT1H30M");
        row("Duration", "1.1 hours", "PT1H6M");
        row("Duration", "a quarter of an hour", "PT15M");
        row("Duration", "three quarters of an hour", "PT45M");
        row("Duration", "90 min", "PT90M");
        row("Duration", "1h30m", "PT1H30M");
        row("Duration", "1h30", "PT1H30M");
        row("Duration", "for three nights please", "P3D");
        row("Duration", "a fortnight", "P2W");
        row("Duration", "a couple of weeks", "P2W");
        row("Duration", "two weeks and three days", "P2W3D");
        row("Duration", "a year and a half", "P1Y6M");
        row("Duration", "a month and a half", "P1.5M");
        row("Duration", "3-day", "P3D");
        row("Duration", "PT30M", "PT30M");
        row("Duration", "P1Y2M10DT2H30M", "P1Y2M10DT2H30M");
        row("Duration", "3 years old", "-");
        row("Duration", "5", "-");
        row("Duration", "the second floor", "-");
        row("Duration", "PARTY", "-");
        row("Duration", "two or three days", "-");
        row("Duration", "2 h", "PT2H");
        row("Duration", "2 hrs 15", "PT2H15M");
        row("Duration", "two-and-a-half hours", "PT2H30M");
        row("Duration", "half-hour", "PT30M");
        row("Duration", "½ hour", "PT30M");
        row("Duration", "-5 minutes", "-");
        row("Duration", "2 minutes ago", "-");
        row("Duration", "P", "-");
        row("Duration", "Paris", "-");

        row("EmailAddress", "ann@example.com", "ann@example.com");
        row("EmailAddress", "it's Ann.Lee+news@Mail.Example.CO.UK.", "Ann.Lee+news@mail.example.co.uk");
        row("EmailAddress", "my email is a_b-c@x-y.org, thanks", "a_b-c@x-y.org");
        row("EmailAddress", "ann at example dot com", "ann@example.com");
        row("EmailAddress", "ann dot lee at example dot co dot uk please", "ann.lee@example.co.uk");
        row("EmailAddress", "ann underscore 7 at example.org", "ann_7@example.org");
        row("EmailAddress", "ann@example", "-");
        row("EmailAddress", "ann@@example.com", "-");
        row("EmailAddress", ".ann@example.com", "-");
        row("EmailAddress", "ann..lee@example.com", "-");
        row("EmailAddress", "ann@-example.com", "-");
        row("EmailAddress", "a@b.com and c@d.com", "-");
        row("EmailAddress", "meet me at noon", "-");

        row("PhoneNumber", "+61 7 4445 1061", "+61744451061");
        row("PhoneNumber", "+1 (509) 555-1212", "+15095551212");
        row("PhoneNumber", "1 (509) 555-1212", "15095551212");
        row("PhoneNumber", "(03) 5115 4444", "0351154444");
        row("PhoneNumber", "555-1212", "5551212");
        row("PhoneNumber", "my number is 0171/1234567", "01711234567");
        row("PhoneNumber", "five five five one two one two", "5551212");
        row("PhoneNumber", "oh seven double nine one two three triple 4", "0799123444");
        row("PhoneNumber", "call me on 030.1234567 please", "0301234567");
        row("PhoneNumber", "12345", "-");
        row("PhoneNumber", "1234567890123456", "-");
        row("PhoneNumber", "2026-12-01", "-");
        row("PhoneNumber", "no phone", "-");
        row("PhoneNumber", "+44 (0)20 7946 0018", "+442079460018");
        row("PhoneNumber", "five five five, one two one two", "5551212");
        row("PhoneNumber", "my card is 1234 5678 9012 3456", "-");

        row("UKPostalCode", "SW1A 1AA", "SW1A 1AA");
        row("UKPostalCode", "sw1a1aa", "SW1A 1AA");
        row("UKPostalCode", "it's m1 1ae please", "M1 1AE");
        row("UKPostalCode", "W1A 0AX", "W1A 0AX");
        row("UKPostalCode", "CR26XH", "CR2 6XH");
        row("UKPostalCode", "DN55 1PT", "DN55 1PT");
        row("UKPostalCode", "B33 8TH", "B33 8TH");
        row("UKPostalCode", "s w 1 a 1 a a", "SW1A 1AA");
        row("UKPostalCode", "SW1A", "-");
        row("UKPostalCode", "12345", "-");
        row("UKPostalCode", "A1B 2C3", "-");

        row("AlphaNumeric", "APQ123", "APQ123");
        row("AlphaNumeric", "my booking code is APQ-123.", "APQ-123");
        row("AlphaNumeric", "a p q 1 2 3", "apq123");
        row("AlphaNumeric", "42", "42");
        row("AlphaNumeric", "no way", "-");
        row("AlphaNumeric", "HX 209", "HX209");
        row("AlphaNumeric", "the code is a b c one two three", "abc123");
        row("AlphaNumeric", "ref: 80815", "80815");
        row("AlphaNumeric", "it is 42", "42");
        row("AlphaNumeric", "42 or 43", "-");
        row("AlphaNumeric", "none", "-");

        row("Confirmation", "yes", "Yes");
        row("Confirmation", "Yep, that's right!", "Yes");
        row("Confirmation", "sounds good, go ahead", "Yes");
        row("Confirmation", "no problem", "Yes");
        row("Confirmation", "why not", "Yes");
        row("Confirmation", "I don't mind", "Yes");
        row("Confirmation", "not bad", "Yes");
        row("Confirmation", "no doubt", "Yes");
        row("Confirmation", "no objections", "Yes");
        row("Confirmation", "is that correct", "-");
        row("StreetName", "100 3rd Street", "3rd Street");
        row("Confirmation", "no", "No");
        row("Confirmation", "no thank you", "No");
        row("Confirmation", "absolutely not", "No");
        row("Confirmation", "I don\u2019t think so", "No");
        row("Confirmation", "thats not right", "No");
        row("Confirmation", "maybe", "Maybe");
        row("Confirmation", "it depends", "Maybe");
        row("Confirmation", "I don't know", "Don't know");
        row("Confirmation", "not sure", "Don't know");
        row("Confirmation", "no idea", "Don't know");
        row("Confirmation", "yes no", "-");
        row("Confirmation", "uh-huh", "Yes");
        row("Confirmation", "👍", "Yes");
        row("Confirmation", "that works", "Yes");
        row("Confirmation", "don't book it", "No");
        row("Confirmation", "never mind", "No");
        row("Confirmation", "i'm not so sure", "Don't know");
        row("Confirmation", "are you sure?", "-");
        row("Confirmation", "yes but change the date", "-");
        row("Confirmation", "right now", "-");
        row("Confirmation", "book a room", "-");
        row("Confirmation", "change the date", "-");

        row("FreeFormInput", "  All was well, thank you. ", "All was well, thank you.");
        row("FreeFormInput", " ", "-");
        row("Nonsense", "5", "-");
    }

    void answers()
    {
        QFETCH(QByteArray, type);
        QFETCH(QString, text);
        QFETCH(QString, value);
        QCOMPARE(answerOf(type, text), value);
    }

    void dates_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *text, const char *value) {
            QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(value);
        };
        row("today", "2026-11-25");
        row("tomorrow please", "2026-11-26");
        row("tommorow", "2026-11-26");
        row("the day after tomorrow", "2026-11-27");
        row("yesterday", "2026-11-24");
        row("tonight", "2026-11-25");
        row("now", "2026-11-25");
        row("wednesday", "2026-11-25"); // on or after the current date
        row("on friday please", "2026-11-27");
        row("this friday", "2026-11-27");
        row("next friday", "2026-12-04");
        row("next monday", "2026-11-30");
        row("last friday", "2026-11-20");
        row("friday next week", "2026-12-04");
        row("next week on tuesday", "2026-12-01");
        row("friday week", "2026-12-04");
        row("a week from friday", "2026-12-04");
        row("two weeks from tomorrow", "2026-12-10");
        row("sat", "2026-11-28");
        row("the 5th", "2026-12-05");
        row("the 25th", "2026-11-25");
        row("the 31st", "2026-12-31");
        row("the fifth", "2026-12-05");
        row("on the twenty-first", "2026-12-21");
        row("the 30th of this month", "2026-11-30");
        row("the 1st of next month", "2026-12-01");
        row("friday the 13th", "2027-08-13");
        row("5", "2026-12-05");
        row("5 march", "2027-03-05");
        row("the 5th of March", "2027-03-05");
        row("March 5", "2027-03-05");
        row("november twenty-fifth", "2026-11-25");
        row("november 24", "2027-11-24");
        row("dec. 24th", "2026-12-24");
        row("march 5th 2027", "2027-03-05");
        row("march 5th, 2028", "2028-03-05");
        row("5 March twenty twenty eight", "2028-03-05");
        row("5-Mar-2027", "2027-03-05");
        row("friday, 5 march", "2027-03-05");
        row("march 5 next year", "2027-03-05");
        row("february 29", "2028-02-29");
        row("feb 29 2027", "-");
        row("31 april", "-");
        row("in three days", "2026-11-28");
        row("in 2 weeks", "2026-12-09");
        row("in two weeks' time", "2026-12-09");
        row("in a month", "2026-12-25");
        row("3 days from now", "2026-11-28");
        row("two weeks ago", "2026-11-11");
        row("in 12 hours", "2026-11-26");
        row("2026-12-01", "2026-12-01");
        row("2026/12/01", "2026-12-01");
        row("2019-02-28", "2019-02-28");
        row("2026-02-30", "-");
        row("2026-13-01", "-");
        row("12/1/2026", "2026-12-01");
        row("12/1", "2026-12-01");
        row("25/12", "2026-12-25"); // there is no month 25
        row("1/2/27", "2027-01-02");
        row("1/2/85", "1985-01-02");
        row("13/13/2026", "-");
        // The docs of AMAZON.Date: these four.
        row("next week", "2026-11-29");
        row("last week", "2026-11-16");
        row("next month", "2026-12-31");
        row("this month", "2026-11-01");
        row("next year", "2027-12-31");
        row("this weekend", "2026-11-28");
        row("next weekend", "2026-12-05");
        row("march", "2027-03-31");
        row("in may", "2027-05-31");
        row("november", "2026-11-01");
        row("december 2026", "2026-12-31");
        row("the end of the month", "2026-11-30");
        row("end of february 2028", "2028-02-29");
        row("the last weekend in october", "2027-10-30");
        row("the first monday of next month", "2026-12-07");
        row("second tuesday in march 2028", "2028-03-14");
        row("the fifth monday of february 2027", "-");
        row("christmas eve", "2026-12-24");
        row("thanksgiving", "2026-11-26");
        row("easter", "2027-03-28");
        row("good friday 2038", "2038-04-23"); // the latest that Easter can be
        row("easter sunday 2024", "2024-03-31");
        row("new year's day", "2027-01-01");
        row("let's say friday at 5 pm", "2026-11-27");
        row("friday for three nights", "2026-11-27");
        row("no, saturday", "2026-11-28");
        row("friday or saturday", "-");
        row("the night of december 5", "2026-12-05");
        row("in a week's time", "2026-12-02");
        row("tomorrow week", "2026-12-03");
        row("three days after christmas", "2026-12-28");
        row("the day after christmas", "2026-12-26");
        row("two days before easter 2027", "2027-03-26");
        row("I may come on friday", "2026-11-27");
        row("uhm friday i guess", "2026-11-27");
        row("20261201", "2026-12-01");
        row("between monday and friday", "-");
        row("friday's fine", "2026-11-27");
        row("sorry, i meant the 12th", "2026-12-12");
        row("make it the 6th instead", "2026-12-06");
        row("friday or so", "2026-11-27");
        row("mid december", "2026-12-15");
        row("in 3 to 4 days", "-");
        row("5-6", "-");
        row("whenever", "-");
        row("not friday", "-");
        row("the second floor", "-");
        row("may i ask something", "-");
        row("for 5 people", "-");
        row("soon", "-");
        row("no", "-");
        row("5 pm", "-");
        row("3.5", "-");
        row("32", "-");
    }

    void dates()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QCOMPARE(answerOf("Date", text), value);
    }

    // What the day it is makes of the words.
    void datesFromOtherDays_data()
    {
        QTest::addColumn<QDate>("today");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        const auto row = [](QDate today, const char *text, const char *value) {
            QTest::addRow("%s: %s", qPrintable(today.toString(Qt::ISODate)), text)
                << today << QString::fromUtf8(text) << QString::fromUtf8(value);
        };
        row(QDate(2026, 12, 31), "tomorrow", "2027-01-01");
        row(QDate(2026, 12, 31), "yesterday", "2026-12-30");
        row(QDate(2026, 12, 31), "the 30th", "2027-01-30");
        row(QDate(2026, 12, 31), "next month", "2027-01-31");
        row(QDate(2026, 12, 31), "in 2 weeks", "2027-01-14");
        row(QDate(2027, 1, 1), "december 31", "2027-12-31");
        row(QDate(2027, 1, 1), "last week", "2026-12-21");
        row(QDate(2027, 1, 31), "in a month", "2027-02-28");
        row(QDate(2028, 1, 31), "in a month", "2028-02-29");
        row(QDate(2027, 1, 31), "the 30th", "2027-03-30"); // February has none
        row(QDate(2028, 2, 28), "tomorrow", "2028-02-29");
        row(QDate(2028, 2, 29), "february 29", "2028-02-29");
        row(QDate(2028, 2, 29), "in a year", "2029-02-28");
        row(QDate(2028, 3, 1), "29 february", "2032-02-29");
        row(QDate(2096, 3, 1), "29 february", "2104-02-29");   // 2100 is no leap year
        row(QDate(2026, 11, 29), "next monday", "2026-11-30"); // a Sunday ends its week
        row(QDate(2026, 11, 29), "this weekend", "2026-11-29");
        row(QDate(2026, 11, 30), "next friday", "2026-12-11");
        row(QDate(2026, 11, 30), "last monday", "2026-11-23");
        row(QDate(2026, 2, 10), "friday the 13th", "2026-02-13");
        row(QDate(2026, 3, 31), "end of this month", "2026-03-31");
    }

    void datesFromOtherDays()
    {
        QFETCH(QDate, today);
        QFETCH(QString, text);
        QFETCH(QString, value);
        QCOMPARE(answerOf("Date", text, {QDateTime(today, QTime(12, 0), QTimeZone(0)), {}}), value);
    }

    void datesByLocale()
    {
        const SlotContext now = wednesday();
        QCOMPARE(answerOf("Date", u"1/12/2026"_s, now, u"en_US"_s), u"2026-01-12"_s);
        QCOMPARE(answerOf("Date", u"1/12/2026"_s, now, u"en_GB"_s), u"2026-12-01"_s);
        QCOMPARE(answerOf("Date", u"12/25/2026"_s, now, u"en_GB"_s), u"2026-12-25"_s);
        QCOMPARE(answerOf("Date", u"1.12.2026"_s, now, u"de_DE"_s), u"2026-12-01"_s);
        QCOMPARE(answerOf("Date", u"31.12."_s, now, u"de_DE"_s), u"2026-12-31"_s);
        QCOMPARE(answerOf("Date", u"31.12."_s, now, u"en_US"_s), u"-"_s);
        QCOMPARE(answerOf("Date", u"2026-12-01"_s, now, u"ja_JP"_s), u"2026-12-01"_s);
        QCOMPARE(answerOf("Time", u"5:30"_s, now, u"de_DE"_s), u"05:30"_s);
        QCOMPARE(answerOf("Time", u"5:30"_s, now, u"en_GB"_s), u"05:30|17:30"_s);
    }

    // "Today" is the day where the person is, at one and the same moment.
    void todayIsWhereThePersonIs()
    {
        const QDateTime moment(QDate(2026, 12, 31), QTime(23, 30), QTimeZone(0));
        const auto at = [&moment](int hours) { return SlotContext{moment.toTimeZone(QTimeZone(hours * 3600)), {}}; };
        QCOMPARE(answerOf("Date", u"today"_s, at(0)), u"2026-12-31"_s);
        QCOMPARE(answerOf("Date", u"today"_s, at(1)), u"2027-01-01"_s);
        QCOMPARE(answerOf("Date", u"tomorrow"_s, at(14)), u"2027-01-02"_s);
        QCOMPARE(answerOf("Date", u"today"_s, at(-12)), u"2026-12-31"_s);
        QCOMPARE(answerOf("Date", u"in two hours"_s, at(-1)), u"2027-01-01"_s);
        QCOMPARE(answerOf("Time", u"now"_s, at(1)), u"00:30"_s);
        QCOMPARE(answerOf("Time", u"in 45 minutes"_s, at(0)), u"00:15"_s);
    }

    void clocksThatChange()
    {
        const QTimeZone berlin("Europe/Berlin");
        if (!berlin.isValid())
            QSKIP("There is no time zone database here.");
        // At two in the morning of 28 March 2027 it is three.
        const SlotContext before{QDateTime(QDate(2027, 3, 28), QTime(1, 50), berlin), {}};
        QCOMPARE(answerOf("Time", u"in 20 minutes"_s, before), u"03:10"_s);
        QCOMPARE(answerOf("Date", u"in 22 hours"_s, before), u"2027-03-29"_s);
        QCOMPARE(answerOf("Date", u"tomorrow"_s, before), u"2027-03-29"_s);
    }

    void withoutANow()
    {
        QCOMPARE(answerOf("Date", u"2026-12-01"_s, {}), u"2026-12-01"_s);
        QCOMPARE(answerOf("Date", u"5 march 2027"_s, {}), u"2027-03-05"_s);
        for (const auto &text : {u"today"_s, u"friday"_s, u"5 march"_s, u"the 5th"_s, u"in two days"_s, u"next week"_s,
                                 u"the end of the month"_s, u"march"_s, u"5"_s, u"12/1"_s})
            QCOMPARE(answerOf("Date", text, {}), u"-"_s);
        QCOMPARE(answerOf("Time", u"in 5 minutes"_s, {}), u"-"_s);
    }

    void times_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *text, const char *value) {
            QTest::addRow("%s", text) << QString::fromUtf8(text) << QString::fromUtf8(value);
        };
        row("14:30", "14:30");
        row("14:30:15", "14:30");
        row("2 pm", "14:00");
        row("2pm please", "14:00");
        row("2 p.m.", "14:00");
        row("10 AM", "10:00");
        row("10:00 AM", "10:00");
        row("12 am", "00:00");
        row("12 pm", "12:00");
        row("12:30 am", "00:30");
        row("2.30 pm", "14:30");
        row("two thirty pm", "14:30");
        row("10 o'clock", "10:00|22:00");
        row("at 5", "05:00|17:00");
        row("5", "05:00|17:00");
        row("five", "05:00|17:00");
        row("5:30", "05:30|17:30");
        row("12:30", "00:30|12:30");
        row("08:30", "08:30");
        row("0:15", "00:15");
        row("17", "17:00");
        row("24:00", "00:00");
        row("half past two", "02:30|14:30");
        row("half two", "02:30|14:30");
        row("half past two in the afternoon", "14:30");
        row("quarter to nine", "08:45|20:45");
        row("a quarter past nine", "09:15|21:15");
        row("ten to one", "00:50|12:50");
        row("ten minutes past five pm", "17:10");
        row("ten to midnight", "23:50");
        row("twenty past noon", "12:20");
        row("noon", "12:00");
        row("12 noon", "12:00");
        row("midnight", "00:00");
        row("eight in the evening", "20:00");
        row("5 in the morning", "05:00");
        row("3 in the afternoon", "15:00");
        row("11 at night", "23:00");
        row("1 at night", "01:00");
        row("12 at night", "00:00");
        row("nine oh five am", "09:05");
        row("seven forty five", "07:45|19:45");
        row("1430", "14:30");
        row("0900 hours", "09:00");
        row("14h30", "14:30");
        row("tomorrow at 5 pm", "17:00");
        row("tomorrow evening at 8", "20:00");
        row("at 8 tonight", "20:00");
        row("at 9 tomorrow morning", "09:00");
        row("around six thirty please", "06:30|18:30");
        row("morning", "MO");
        row("in the afternoon", "AF");
        row("evening please", "EV");
        row("at night", "NI");
        row("am", "AM");
        row("now", "14:30");
        row("in 20 minutes", "14:50");
        row("in half an hour", "15:00");
        row("in ten hours", "00:30");
        row("25:00", "-");
        row("14:60", "-");
        row("24:01", "-");
        row("14 am", "-");
        row("early morning", "MO");
        row("10ish", "10:00|22:00");
        row("4-ish", "04:00|16:00");
        row("shortly after noon", "12:00");
        row("late in the afternoon", "AF");
        row("18:00 hrs", "18:00");
        row("this evening at seven", "19:00");
        row("9 o'clock on monday morning", "09:00");
        row("room 5", "-");
        row("9 to 5", "-");
        row("between 2 and 3", "-");
        row("10am-12pm", "-");
        row("20 minutes", "-");
        row("5 or 6", "-");
        row("from 5 to 7", "-");
        row("for 5 people", "-");
        row("two nights", "-");
        row("5%", "-");
        row("good morning", "-");
        row("i am", "-");
    }

    void times()
    {
        QFETCH(QString, text);
        QFETCH(QString, value);
        QCOMPARE(answerOf("Time", text), value);
    }

    void names_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *type, const char *text, const char *value) {
            QTest::addRow("%s: %s", type, text)
                << QByteArray(type) << QString::fromUtf8(text) << QString::fromUtf8(value);
        };
        row("City", "london", "London");
        row("City", "In new york please", "New York");
        row("City", "I want to go to San Jose", "San José");
        row("City", "KÖLN", "Cologne");
        row("City", "sao paulo", "São Paulo");
        row("City", "Paris, Texas", "Paris");
        row("City", "the hague", "The Hague");
        row("City", "st. petersburg", "Saint Petersburg");
        row("City", "Nice", "Nice");
        row("City", "Little Wallop", "Little Wallop"); // in no list
        row("City", "upper slaughterford", "upper slaughterford");
        row("City", "Ashby-de-la-Zouch", "Ashby-de-la-Zouch");
        row("City", "no", "-");
        row("City", "what do you mean", "-");
        row("City", "i do not know yet", "-");
        row("City", "cancel", "-");
        row("City", "42", "-");
        row("City", "tomorrow", "-");
        row("City", "san francisco ca", "San Francisco");
        row("City", "Manchester in England", "Manchester");
        row("City", "your hotel in Leeds", "Leeds");
        row("City", "London tomorrow", "London");
        row("City", "Munich for two nights", "Munich");
        row("City", "somewhere in Spain", "-");
        row("City", "anywhere", "-");
        row("City", "paris or rome", "-");
        row("City", "not paris", "-");
        row("City", "are you a bot", "-");
        row("City", "Help Me", "-"); // capitals make no name of these
        row("Country", "france", "France");
        row("Country", "the united states", "United States");
        row("Country", "uk", "United Kingdom");
        row("Country", "I'm from Turkey", "Turkey");
        row("Country", "Ruritania", "Ruritania");
        row("Country", "please help us", "-");
        row("State", "texas", "Texas");
        row("State", "CA", "California");
        row("State", "ca", "California");
        row("State", "washington state", "Washington");
        row("State", "north rhine westphalia", "North Rhine-Westphalia");
        row("State", "in", "-");
        row("State", "ok", "-");
        row("StreetName", "12 Baker Street", "Baker Street");
        row("StreetName", "221b baker street", "baker street");
        row("StreetName", "5th Avenue", "5th Avenue");
        row("StreetName", "Unter den Linden", "Unter den Linden");
        row("StreetName", "I live at Hauptstraße 5", "Hauptstraße");
        row("StreetName", "rue de Rivoli", "rue de Rivoli");
        row("StreetName", "Broadway", "Broadway");
        row("StreetName", "no street", "-");
        row("StreetName", "10 downing st", "downing st");
        row("StreetName", "Abbey Road, London", "Abbey Road");
        row("StreetName", "down the road", "-");
        row("StreetName", "on my street", "-");
        row("FirstName", "anna", "Anna");
        row("FirstName", "My name is Zbyszko", "Zbyszko");
        row("FirstName", "it's Mary-Ann.", "Mary-Ann");
        row("FirstName", "Anna Smith", "Anna");
        row("FirstName", "I'm Will", "Will");
        row("FirstName", "Will Young", "Will");
        row("FirstName", "may", "May");
        row("FirstName", "hope", "Hope");
        row("FirstName", "no", "-");
        row("FirstName", "yes", "-");
        row("FirstName", "nobody", "-");
        row("FirstName", "hello there", "-");
        row("FirstName", "i want a room", "-");
        row("FirstName", "5", "-");
        row("FirstName", "ann@example.com", "-");
        row("FirstName", "jean luc", "Jean");
        row("FirstName", "hi there, this is Petra Novakova", "Petra");
        row("FirstName", "Dr. Kowalski", "Kowalski");
        row("FirstName", "guess", "-");
        row("FirstName", "who are you", "-");
        row("FirstName", "double room", "-");
        row("FirstName", "friday", "-");
        row("LastName", "Smith", "Smith");
        row("LastName", "Anna Smith", "Smith");
        row("LastName", "my last name is o'neill", "O'Neill");
        row("LastName", "van der Berg", "van der Berg");
        row("LastName", "Jan van der Berg", "van der Berg");
        row("LastName", "Mr. Long", "Long");
        row("LastName", "Weizenegger-Houtmans", "Weizenegger-Houtmans");
        row("LastName", "that is private", "-");
        row("LastName", "Mary Ann Evans", "Evans");
        row("LastName", "J. R. Hartley", "Hartley");
    }

    void names()
    {
        QFETCH(QByteArray, type);
        QFETCH(QString, text);
        QFETCH(QString, value);
        QCOMPARE(answerOf(type, text), value);
    }

    void finds_data()
    {
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("found");
        const auto row = [](const char *type, const char *text, const char *found) {
            QTest::addRow("%s: %s", type, text)
                << QByteArray(type) << QString::fromUtf8(text) << QString::fromUtf8(found);
        };
        row("Number", "a table for twenty one or 22", "22=22; twenty one=21");
        row("Number", "one of the rooms, this one", "-");
        row("Number", "room 5 at 7 pm", "5=5; 7=7"); // the second is surely a time, and so comes last
        row("Number", "on 12/5 at 14:30, A4, 555-1212", "-");
        row("Number", "the twenty-first", "twenty=20"); // what is left of an ordinal
        row("Percentage", "50% of one hundred", "50%=50%");
        row("Date", "from the 5th to the 8th of march for two", "the 8th of march=2027-03-08; the 5th=2027-03-05");
        row("Date", "march 5 to 8", "march 5=2027-03-05; 8=2027-03-08");
        row("Date", "book a room on friday for three nights", "friday=2026-11-27");
        row("Date", "may I have a room on the second floor", "-");
        row("Date", "may i come on may 5", "may 5=2027-05-05");
        row("Date", "we march on", "-");
        row("Date", "i sat in the sun", "-");
        row("Date", "it is the first time", "-");
        row("Date", "i need it now", "-");
        row("Date", "call 555-1212 or 5 people", "-");
        row("Date", "two nights from friday 13th", "friday 13th=2027-08-13");
        row("Date", "for 3 days from friday", "friday=2026-11-27");
        row("Date", "Clara and the Sun", "-");
        row("Date", "2 weeks from next friday", "2 weeks from next friday=2026-12-18");
        row("Time", "a table at 7 for 5 people", "7=07:00|19:00");
        row("Time", "dinner at half past seven tonight", "half past seven=19:30; tonight=NI");
        row("Time", "from 9am to 5:30pm", "5:30pm=17:30; 9am=09:00");
        row("Time", "i am here for two nights", "-");
        row("Time", "good morning, a room for 2", "-");
        row("Time", "the price is 14.30", "-");
        row("Duration", "two nights and 3 hours", "two nights and 3 hours=P2DT3H");
        row("Duration", "a 3 year old child for 2 days", "2 days=P2D");
        row("Duration", "second floor, first minute", "-");
        row("EmailAddress", "write to <Bob@X.org> or look at amazon dot com",
            "Bob@X.org=Bob@x.org; look at amazon dot com=look@amazon.com");
        row("PhoneNumber", "call +49 30 123456-7 after 2026-12-01 14:30", "+49 30 123456-7=+49301234567");
        row("UKPostalCode", "to SW1A 2AA, London", "SW1A 2AA=SW1A 2AA");
        row("AlphaNumeric", "order AB12-7 of 3", "AB12-7=AB12-7; 3=3");
        row("City", "a hotel in Paris or new york city near bath", "Paris=Paris; new york city=New York");
        row("City", "a nice room, reading is fun", "-");
        row("City", "a room in Winklethorpe", "-"); // an answer, but not found
        row("Country", "from the Czech Republic to south korea", "Czech Republic=Czechia; south korea=South Korea");
        row("Country", "tell us more", "-");
        row("State", "ok or me, in Ohio", "Ohio=Ohio");
        row("StreetName", "i live at 12 baker street in london", "baker street=baker street");
        row("StreetName", "is this the street", "-");
        row("FirstName", "a room for Anna and will", "Anna=Anna");
        row("LastName", "Anna Schmidt is young", "Schmidt=Schmidt");
        row("LastName", "for Anna Karenina-Levin on 3 June Monday", "Karenina-Levin=Karenina-Levin");
        row("StreetName", "Reserve The Road for me at Hill Street", "Hill Street=Hill Street");
        row("Confirmation", "yes, book it, I'm not sure", "I'm not sure=Don't know; book it=Yes; yes=Yes");
        row("FreeFormInput", "anything", "-");
    }

    void finds()
    {
        QFETCH(QByteArray, type);
        QFETCH(QString, text);
        QFETCH(QString, found);
        QCOMPARE(foundIn(type, text), found);
    }

    void filters_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("value");
        const auto row = [](const char *filter, const char *text, const char *value) {
            QTest::addRow("%s: %s", filter, text)
                << QString::fromUtf8(filter) << QString::fromUtf8(text) << QString::fromUtf8(value);
        };
        row("[A-Z]{3}[0-9]{1,3}", "APQ123", "APQ123");
        row("[A-Z]{3}[0-9]{1,3}", "it's apq 12 please", "APQ12");
        row("[A-Z]{3}[0-9]{1,3}", "APQ1234", "-");
        row("[A-DP-T]{3} [1-5]{1,3}", "ABD 123", "ABD 123");
        row("CP[0-9]{9}US", "cp 123 456 789 us", "CP123456789US");
        row("[\\u0041-\\u0043]{2}", "AC", "AC");
        row("[\\u0041-\\u0043]{2}", "AD", "-");
        row("[0-9]{9}", "my number is 123456789", "123456789");
        row("[a-z]{31}", "abcdefghijklmnopqrstuvwxyzabcde", "-"); // 30 at most, as in Lex
        row("(", "APQ123", "-");
        row("A)|(?:.", "B", "-"); // closes no bracket but its own
        row("(*LIMIT_MATCH=999999999)A", "A", "-");
    }

    void filters()
    {
        QFETCH(QString, filter);
        QFETCH(QString, text);
        QFETCH(QString, value);
        SlotContext context = wednesday();
        context.regexFilter = filter;
        QCOMPARE(answerOf("AlphaNumeric", text, context), value);
    }

    // Bounded whatever it is: neither the text nor the filter makes it take long.
    void hostileTexts()
    {
        SlotContext context = wednesday();
        context.regexFilter = u"(a|a|aa|b?a){1,40}[cd]"_s; // as many ways to fail as there are to part the letters
        QString text;
        for (const auto &piece :
             {u"5 "_s, u"a "_s, u"1,"_s, u"one hundred and "_s, u"a@"_s, u"ann dot "_s, u"march 5 "_s, u"-"_s,
              u"two "_s, u"\U0001f600"_s, u"St. "_s, u"12:"_s, u"next "_s, u"the "_s, u"aaaaaaaaaaaaaa "_s}) {
            text = piece.repeated(1024 / piece.size());
            for (const char *type :
                 {"Number", "Percentage", "Date", "Time", "Duration", "EmailAddress", "PhoneNumber", "AlphaNumeric",
                  "UKPostalCode", "City", "StreetName", "LastName", "Confirmation"}) {
                QElapsedTimer timer;
                timer.start();
                QVERIFY(!foundIn(type, text, context).isEmpty());
                QVERIFY(!answerOf(type, text, context).isEmpty());
                // 7 ms at most where nothing else runs; the sanitizers and a busy machine get their share.
                QVERIFY2(timer.elapsed() < 2000, qPrintable(QLatin1StringView(type) + u": "_s + piece));
            }
        }
        QCOMPARE(answerOf("AlphaNumeric", QString(30, u'a'), context), u"-"_s);
        QCOMPARE(answerOf("AlphaNumeric", u"aaac"_s, context), u"aaac"_s);
        context.regexFilter = u"((((a{0,9}){0,9}){0,9}){0,9}){0,9}[cd]"_s; // too large to be compiled
        QCOMPARE(answerOf("AlphaNumeric", u"aaac"_s, context), u"-"_s);
        context.regexFilter = QString(301, u'a');
        QCOMPARE(answerOf("AlphaNumeric", QString(301, u'a'), context), u"-"_s);

        QCOMPARE(answerOf("Number", QString(1023, u' ') + u'5'), u"5"_s);
        QCOMPARE(answerOf("Number", QString(1024, u' ') + u'5'), u"-"_s);
        QCOMPARE(foundIn("Number", QString(1024, u' ') + u'5'), u"-"_s);
        QCOMPARE(answerOf("FreeFormInput", QString(1025, u'a')), u"-"_s);
        // Half of a pair of surrogates is a mark like others.
        QCOMPARE(answerOf("Number", QString(QChar(u'\xd800')) + u" 5"_s), u"5"_s);
    }

    void knowsTheTypes()
    {
        const auto grammar = slotGrammarFor(u"en_US"_s);
        QVERIFY(grammar->knows(u"AMAZON.Date"_s));
        QVERIFY(grammar->knows(u"AMAZON.DATE"_s)); // as Lex V1 wrote it
        QVERIFY(grammar->knows(u"AMAZON.UKPostalCode"_s));
        QVERIFY(!grammar->knows(u"AMAZON.Currency"_s));
        QVERIFY(!grammar->knows(u"Date"_s));
        QVERIFY(!grammar->knows(QString()));
    }

    // As Lex answers: the person's words, the value, what it could be.
    void valueInFull()
    {
        const auto clock =
            slotGrammarFor(u"en_US"_s)->answer(u"AMAZON.Time"_s, u"at 10 o'clock, please"_s, wednesday());
        QVERIFY(clock.has_value());
        QCOMPARE(clock->originalValue, u"10 o'clock"_s);
        QVERIFY(clock->interpretedValue.isNull());
        QCOMPARE(clock->resolvedValues, QStringList({u"10:00"_s, u"22:00"_s}));
        const auto city = slotGrammarFor(u"en_US"_s)->answer(u"AMAZON.City"_s, u"in münchen"_s, wednesday());
        QVERIFY(city.has_value());
        QCOMPARE(city->originalValue, u"münchen"_s);
        QCOMPARE(city->interpretedValue, u"Munich"_s);
        QCOMPARE(city->resolvedValues, QStringList(u"Munich"_s));
    }
};

CONFAB_TEST(TestLexSlots)
#include "tst_lex_slots.moc"
