// SPDX-License-Identifier: GPL-3.0-or-later
#include "english_dates.h"

#include "date_parts.h"
#include "english_calendar.h"
#include "english_numbers.h"
#include "relative_dates.h"

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

// Days of the calendar: "2026-12-01", "5 march", "the 5th", "march".
class CalendarDates final : private DateParts
{
public:
    CalendarDates(const Words &words, const QDateTime &now, bool dayFirst, QList<Reading> &readings)
        : DateParts(words, now, readings)
        , m_dayFirst(dayFirst)
    {
    }

    void read(qsizetype i)
    {
        numeric(i);
        withMonth(i);
        dayOfMonth(i);
        monthAlone(i);
    }

private:
    // "2026-12-01", "1/12/2026", "12/1".
    void numeric(qsizetype i)
    {
        if (!w.digits(i) || w.glued(i))
            return;
        if (w[i].folded.size() == 8 && !w.glued(i + 1)) {
            const int number = w.number(i);
            if (number >= 19000101 && number <= 21991231)
                add(i, i + 1, QDate(number / 10000, number / 100 % 100, number % 100), 0.4, true);
            return;
        }
        const QString &mark = w[i + 1].folded;
        if (mark.size() != 1 || !u"-/."_s.contains(mark) || !w.glued(i + 1) || !w.glued(i + 2) || !w.digits(i + 2))
            return;
        const bool three = w.gluedMark(i + 3, mark[0].unicode()) && w.glued(i + 4) && w.digits(i + 4);
        const qsizetype to = three ? i + 5 : i + 3;
        if (w.glued(to) && (w.letters(to) || w.digits(to + 1)) && !(three && w.is(to, "t"_L1)))
            return;
        const int first = w.number(i);
        const int second = w.number(i + 2);
        if (w[i].folded.size() == 4 && three) {
            add(i, to, QDate(first, second, w.number(i + 4)), 1.0);
            return;
        }
        if (w[i].folded.size() > 2 || w[i + 2].folded.size() > 2)
            return;
        // "31.12." where days come first.
        const bool dotted = m_dayFirst && w.gluedMark(i + 3, u'.') && !w.glued(i + 4);
        if (!three && mark != "/"_L1 && !(mark == "."_L1 && dotted))
            return;
        int year = 0;
        if (three) {
            year = w.number(i + 4);
            if (w[i + 4].folded.size() == 2) {
                // 20 years ahead at most: those before are birthdays.
                const int now = m_days.today().isValid() ? m_days.today().year() : 2000;
                year += now / 100 * 100;
                year -= year > now + 20 ? 100 : 0;
            } else if (w[i + 4].folded.size() != 4) {
                return;
            }
        }
        const auto date = [&](bool dayFirst) {
            return dateOf(year, dayFirst ? second : first, dayFirst ? first : second);
        };
        // Where only one order makes a date, it is that.
        const QDate usual = date(m_dayFirst);
        add(i, dotted ? i + 4 : to, usual.isValid() ? usual : date(!m_dayFirst), three ? 0.95 : 0.6);
    }

    // "[friday] 5 march [2027]", "[friday,] march the 5th", "the 5th to the 8th of march", "march 5 to 8".
    void withMonth(qsizetype i)
    {
        qsizetype begin = i;
        if (weekdayOf(w, begin) > 0) {
            ++begin;
            if (w.is(begin, ","_L1) || w.is(begin, "."_L1))
                ++begin;
            if (begin == i + 1 && w.is(begin, "on"_L1))
                ++begin;
        }
        if (monthOf(w, begin) > 0)
            monthThenDay(i, begin);
        else if (const auto day = readDay(begin))
            dayThenMonth(i, *day);
    }

    void monthThenDay(qsizetype from, qsizetype at)
    {
        const int month = monthOf(w, at);
        qsizetype dayAt = at + 1;
        if (w.is(dayAt, "."_L1))
            ++dayAt;
        if (w.gluedMark(dayAt, u'-'))
            ++dayAt;
        const auto day = readDay(dayAt);
        if (!day)
            return;
        qsizetype to = day->to;
        const int year = readYearBehind(to);
        const bool doubtful = isDoubtfulMonth(w, at) && !day->ordinal && year == 0 && !goesOnAfterTime(w, to);
        add(from, to, dateOf(year, month, day->day), doubtful ? 0.3 : 0.95);

        const qsizetype second = behindConnector(day->to);
        if (second == 0)
            return;
        const auto last = readDay(second);
        if (last && monthOf(w, last->to) == 0 && !w.is(last->to, "of"_L1) && goesOnAfterTime(w, last->to))
            add(second, last->to, dateOf(year, month, last->day), 0.8);
    }

    // "of march 2027" and "march 2027" behind a day.
    int readMonthBehind(qsizetype &i, int &year) const
    {
        qsizetype at = i;
        if (w.gluedMark(at, u'-'))
            ++at;
        if (w.is(at, "of"_L1))
            ++at;
        const int month = monthOf(w, at);
        if (month == 0)
            return 0;
        i = at + 1;
        if (w.is(i, "."_L1) && readYear(w, i + 1))
            ++i;
        if (w.gluedMark(i, u'-') && readYear(w, i + 1))
            ++i;
        year = readYearBehind(i);
        return month;
    }

    void dayThenMonth(qsizetype from, const Day &day)
    {
        qsizetype to = day.to;
        int year = 0;
        if (const int month = readMonthBehind(to, year)) {
            // "at 5 may i …"
            const bool doubtful = isDoubtfulMonth(w, day.to) && !day.ordinal && !goesOnAfterTime(w, to);
            add(from, to, dateOf(year, month, day.day), doubtful ? 0.3 : 0.95);
            return;
        }
        // The month is said once, behind the second day.
        const qsizetype second = behindConnector(day.to);
        if (second == 0)
            return;
        const auto last = readDay(second);
        if (!last)
            return;
        qsizetype end = last->to;
        if (const int month = readMonthBehind(end, year))
            add(from, day.to, dateOf(year, month, day.day), 0.8);
    }

    // Behind "to", "until", "and", "-", …; 0 where there is none.
    qsizetype behindConnector(qsizetype i) const
    {
        const bool connects =
            w.isOneOf(i, {"to"_L1, "till"_L1, "until"_L1, "through"_L1, "thru"_L1, "and"_L1, "or"_L1, "-"_L1}) ||
            w[i].folded == u"\u2013"_s;
        return connects ? i + 1 : 0;
    }

    // "the 5th [of next month]", "friday the 13th"; "5" where a date was asked for.
    void dayOfMonth(qsizetype i)
    {
        qsizetype begin = i;
        int weekday = weekdayOf(w, i);
        if (weekday > 0) {
            ++begin;
            if (w.is(begin, ","_L1))
                ++begin;
        }
        const bool article = w.is(begin, "the"_L1);
        const auto day = readDay(begin);
        if (!day || !m_days.today().isValid())
            return;
        if (weekday > 0) {
            if (day->ordinal && goesOnAfterTime(w, day->to))
                add(i, day->to, m_days.nextDay(day->day, weekday), 0.9);
            return;
        }
        if (w.glued(i) || w.gluedMark(day->to, u'/') || w.gluedMark(day->to, u'.') || w.gluedMark(day->to, u':')) {
            if (w.glued(day->to + 1))
                return;
        }
        if (w.is(day->to, "of"_L1)) {
            qsizetype at = day->to + 1;
            if (w.is(at, "the"_L1) && w.is(at + 1, "month"_L1)) {
                add(i, at + 2, m_days.nextDay(day->day, 0), 0.9);
            } else if (w.isOneOf(at, {"this"_L1, "next"_L1}) && w.is(at + 1, "month"_L1)) {
                const QDate first = m_days.firstOfMonth(w.is(at, "next"_L1) ? 1 : 0);
                add(i, at + 2, QDate(first.year(), first.month(), day->day), 0.95);
            }
            return;
        }
        // "3 to 4 days" counts something.
        const qsizetype other = behindConnector(day->to);
        const bool counts = other > 0 && readCount(w, other) && !readOrdinal(w, other);
        const bool plain = goesOnAfterTime(w, day->to) && !counts;
        const QDate date = m_days.nextDay(day->day, 0);
        if (day->ordinal && plain && (article || !day->inWords))
            add(i, day->to, date, day->inWords ? 0.5 : 0.7);
        else if (plain)
            add(i, day->to, date, 0.3, true);
    }

    // "march", "next march", "march 2027": a day of it as with "next month".
    void monthAlone(qsizetype i)
    {
        const QDate today = m_days.today();
        const std::optional<int> step = stepOf(i);
        const qsizetype at = step ? i + 1 : i;
        const int month = monthOf(w, at);
        if (month == 0)
            return;
        qsizetype to = at + 1;
        int year = readYearBehind(to);
        if (year == 0 && !today.isValid())
            return;
        if (year == 0)
            year = step == -1 ? today.year() - (month < today.month() ? 0 : 1)
                              : today.year() + (month < today.month() || (step == 1 && month == today.month()) ? 1 : 0);
        const QDate first(year, month, 1);
        const bool future = !today.isValid() || first > today;
        const bool led = step.has_value() || to > at + 1 ||
                         w.isOneOf(at - 1, {"in"_L1, "during"_L1, "since"_L1, "until"_L1, "till"_L1, "early"_L1,
                                            "late"_L1, "mid"_L1, "for"_L1, "by"_L1, "around"_L1});
        const bool doubtful = isDoubtfulMonth(w, at) && !led;
        if (!step && w.is(at - 1, "mid"_L1)) {
            add(at - 1, to, QDate(year, month, 15), 0.8);
            return;
        }
        add(i, to, future ? QDate(year, month, first.daysInMonth()) : first,
            doubtful ? 0.3
            : led    ? 0.7
                     : 0.4,
            doubtful);
    }

    const bool m_dayFirst;
};

} // namespace

QList<Reading> readDates(const Words &words, const QDateTime &now, bool dayFirst)
{
    QList<Reading> readings;
    CalendarDates calendar(words, now, dayFirst, readings);
    for (qsizetype i = 0; i < words.size(); ++i)
        calendar.read(i);
    if (now.isValid())
        readRelativeDates(words, now, readings);
    return readings;
}

} // namespace confab::bots::lex
