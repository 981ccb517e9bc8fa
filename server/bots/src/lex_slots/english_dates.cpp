// SPDX-License-Identifier: GPL-3.0-or-later
#include "english_dates.h"

#include "calendar_days.h"
#include "english_calendar.h"
#include "english_durations.h"
#include "english_numbers.h"

#include <QHash>

#include <optional>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

struct Found {
    qsizetype to = 0;
    QDate date;
    double certainty = 0;
    bool asked = false;
};

class DateReader
{
public:
    DateReader(const Words &words, const QDateTime &now, bool dayFirst)
        : w(words)
        , m_now(now)
        , m_days(now.isValid() ? now.date() : QDate())
        , m_dayFirst(dayFirst)
    {
    }

    QList<Reading> all()
    {
        for (qsizetype i = 0; i < w.size(); ++i) {
            numeric(i);
            withMonth(i);
            dayOfMonth(i);
            weekday(i);
            relative(i);
            period(i);
            edgeOfPeriod(i);
            monthAlone(i);
            holiday(i);
        }
        return m_readings;
    }

private:
    struct Day {
        qsizetype to = 0;
        int day = 0;
        bool ordinal = false;
        bool inWords = false;
    };

    void add(qsizetype from, qsizetype to, QDate date, double certainty, bool asked = false)
    {
        if (!date.isValid())
            return;
        const QString iso = date.toString(Qt::ISODate);
        if (iso.size() == 10)
            m_readings.append({from, to, iso, {iso}, certainty, asked});
    }

    // "5", "5th", "the fifth".
    std::optional<Day> readDay(qsizetype i) const
    {
        if (w.is(i, "the"_L1))
            ++i;
        if (const auto ordinal = readOrdinal(w, i))
            return ordinal->value <= 31 ? std::optional(Day{ordinal->to, ordinal->value, true, ordinal->inWords})
                                        : std::nullopt;
        const auto count = readCount(w, i);
        if (!count || count->value < 1 || count->value > 31 || (w.glued(count->to) && w.letters(count->to)))
            return {};
        if (w.digits(i) && (w[i].folded.size() > 2 || count->to != i + 1))
            return {};
        return Day{count->to, count->value, false, count->inWords};
    }

    // ", 2027", "of next year": 0 where nothing is said.
    int readYearBehind(qsizetype &i) const
    {
        qsizetype next = i;
        if (w.is(next, ","_L1) || w.is(next, "of"_L1) || w.is(next, "in"_L1))
            ++next;
        if (const auto year = readYear(w, next)) {
            i = year->to;
            return year->value;
        }
        if (m_days.today().isValid() && w.is(next + 1, "year"_L1)) {
            const int step = w.is(next, "next"_L1) ? 1 : w.is(next, "last"_L1) ? -1 : 0;
            if (step != 0 || w.is(next, "this"_L1)) {
                i = next + 2;
                return m_days.today().year() + step;
            }
        }
        return 0;
    }

    QDate dateOf(int year, int month, int day) const
    {
        return year > 0 ? QDate(year, month, day) : m_days.next(month, day);
    }

    // "2026-12-01", "1/12/2026", "12/1".
    void numeric(qsizetype i)
    {
        if (!w.digits(i) || w.glued(i))
            return;
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
        if (!three && mark != "/"_L1)
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
        add(i, to, usual.isValid() ? usual : date(!m_dayFirst), three ? 0.95 : 0.6);
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
        const bool plain = goesOnAfterTime(w, day->to);
        const QDate date = m_days.nextDay(day->day, 0);
        if (day->ordinal && plain && (article || !day->inWords))
            add(i, day->to, date, day->inWords ? 0.5 : 0.7);
        else if (plain)
            add(i, day->to, date, 0.3, true);
    }

    // "friday", "next friday", "friday next week", "friday week".
    void weekday(qsizetype i)
    {
        const QDate today = m_days.today();
        if (!today.isValid())
            return;
        qsizetype at = i;
        int weeks = 0; // of "next week on friday"
        bool week = false;
        const bool the = w.is(at, "the"_L1);
        if (the)
            ++at;
        const qsizetype said = at;
        if (w.isOneOf(at, {"this"_L1, "next"_L1, "last"_L1, "coming"_L1, "upcoming"_L1, "following"_L1})) {
            ++at;
            if (w.is(at, "coming"_L1))
                ++at;
            if (w.is(at, "week"_L1)) {
                week = true;
                weeks = w.is(said, "next"_L1) ? 1 : w.is(said, "last"_L1) ? -1 : 0;
                ++at;
                if (w.isOneOf(at, {"on"_L1, "'s"_L1}))
                    ++at;
            }
        } else if (the) {
            return;
        }
        const int day = weekdayOf(w, at);
        if (day == 0)
            return;
        const bool bare = at == i;
        if (bare && isDoubtfulWeekday(w, at) && !w[at].capital &&
            !w.isOneOf(at - 1, {"on"_L1, "by"_L1, "until"_L1, "till"_L1, "to"_L1, "from"_L1})) {
            add(i, at + 1, m_days.coming(day), 0.3, true);
            return;
        }
        ++at;
        const QDate monday = m_days.monday(0);
        if (week) {
            add(i, at, monday.addDays(7 * weeks + day - 1), 0.95);
            return;
        }
        if (bare) {
            qsizetype behind = w.isOneOf(at, {"of"_L1, "in"_L1}) ? at + 1 : at;
            if (w.is(behind + 1, "week"_L1) && w.isOneOf(behind, {"next"_L1, "this"_L1, "last"_L1})) {
                const int step = w.is(behind, "next"_L1) ? 7 : w.is(behind, "last"_L1) ? -7 : 0;
                add(i, behind + 2, monday.addDays(step + day - 1), 0.95);
                return;
            }
            if (w.is(at, "week"_L1) && goesOnAfterTime(w, at + 1)) { // a week after the one that comes
                add(i, at + 1, m_days.coming(day).addDays(7), 0.9);
                return;
            }
            add(i, at, m_days.coming(day), 0.9);
        } else if (w.is(said, "next"_L1)) {
            add(i, at, monday.addDays(7 + day - 1), 0.9);
        } else if (w.is(said, "last"_L1)) {
            add(i, at, m_days.coming(day).addDays(-7), 0.9);
        } else {
            add(i, at, m_days.coming(day), 0.9);
        }
    }

    // "tomorrow", "in three days", "two weeks from friday", "a week ago".
    void relative(qsizetype i)
    {
        if (const Found anchor = named(i); anchor.to > 0)
            add(i, anchor.to, anchor.date, anchor.certainty, anchor.asked);
        if (!m_now.isValid())
            return;
        const bool in = w.is(i, "in"_L1);
        const auto duration = readDuration(w, in ? i + 1 : i);
        if (!duration || duration->years > 1000 || duration->months > 12000 || duration->weeks > 52000 ||
            duration->days > 365000)
            return;
        qsizetype to = duration->to;
        if (in) {
            const bool own = w.is(to, "'"_L1); // "in two weeks' time"
            if (own)
                ++to;
            if (w.is(to, "time"_L1) || w.say(to, {"from"_L1, "now"_L1}))
                to += w.is(to, "time"_L1) ? 1 : 2;
            add(i, to, duration->from(m_now).date(), duration->hasTime() ? 0.4 : 0.95);
            return;
        }
        if (w.is(to, "ago"_L1)) {
            add(i, to + 1, duration->from(m_now, -1).date(), 0.9);
            return;
        }
        if (!duration->hasDate())
            return;
        if (w.isOneOf(to, {"from"_L1, "after"_L1, "on"_L1})) {
            if (w.is(to, "on"_L1) && duration->weeks == 0)
                return;
            if (w.say(to, {"from"_L1, "now"_L1})) {
                add(i, to + 2, duration->from(m_now).date(), 0.95);
                return;
            }
            const Found anchor = namedOrWeekday(to + 1);
            if (anchor.to > 0)
                add(i, anchor.to, duration->from(anchor.date), 0.95);
        } else if (duration->weeks > 0 && w.isOneOf(to, {"today"_L1, "tomorrow"_L1})) {
            add(i, to + 1, duration->from(named(to).date), 0.9);
        }
    }

    Found named(qsizetype i) const
    {
        const QDate today = m_days.today();
        if (!today.isValid())
            return {};
        static const QHash<QString, int> names{{u"today"_s, 0},    {u"tonight"_s, 0},   {u"tomorrow"_s, 1},
                                               {u"tommorow"_s, 1}, {u"tommorrow"_s, 1}, {u"tomorow"_s, 1},
                                               {u"tomorro"_s, 1},  {u"tmrw"_s, 1},      {u"tmr"_s, 1},
                                               {u"2morrow"_s, 1},  {u"yesterday"_s, -1}};
        if (const auto name = names.constFind(w[i].folded); name != names.cend())
            return {i + 1, today.addDays(*name), w.is(i, "tonight"_L1) ? 0.7 : 0.95, false};
        if (w.is(i, "now"_L1))
            return {i + 1, today, 0.3, true};
        const qsizetype at = w.is(i, "the"_L1) ? i + 1 : i;
        if (w.say(at, {"day"_L1, "after"_L1, "tomorrow"_L1}))
            return {at + 3, today.addDays(2), 1.0, false};
        if (w.say(at, {"day"_L1, "before"_L1, "yesterday"_L1}))
            return {at + 3, today.addDays(-2), 1.0, false};
        return {};
    }

    Found namedOrWeekday(qsizetype i) const
    {
        if (const Found found = named(i); found.to > 0 && !w.is(i, "now"_L1))
            return found;
        const bool next = w.is(i, "next"_L1);
        const qsizetype at = next || w.is(i, "this"_L1) ? i + 1 : i;
        const int day = weekdayOf(w, at);
        if (day == 0)
            return {};
        return {at + 1, next ? m_days.monday(1).addDays(day - 1) : m_days.coming(day), 0.9, false};
    }

    // -1, 0 or 1 for "last", "this", "next" and their like; 2: none of them.
    int stepOf(qsizetype i) const
    {
        if (w.isOneOf(i, {"next"_L1, "coming"_L1, "following"_L1}))
            return 1;
        if (w.isOneOf(i, {"last"_L1, "past"_L1, "previous"_L1}))
            return -1;
        return w.isOneOf(i, {"this"_L1, "current"_L1}) ? 0 : 2;
    }

    // "next week", "this month", "the weekend".
    void period(qsizetype i)
    {
        const QDate today = m_days.today();
        if (!today.isValid())
            return;
        const bool the = w.is(i, "the"_L1);
        const qsizetype at = the ? i + 1 : i;
        if (the && w.is(at, "weekend"_L1)) {
            add(i, at + 1, m_days.weekend(0), 0.6);
            return;
        }
        const int step = stepOf(at);
        if (step == 2)
            return;
        const qsizetype to = at + 2;
        if (w.is(at + 1, "week"_L1)) {
            if (weekdayOf(w, to) == 0 && !(w.is(to, "on"_L1) && weekdayOf(w, to + 1) > 0))
                add(i, to, step > 0 ? m_days.monday(1).addDays(-1) : m_days.monday(step), 0.7);
        } else if (w.is(at + 1, "month"_L1)) {
            add(i, to, step > 0 ? m_days.lastOfMonth(1) : m_days.firstOfMonth(step), 0.7);
        } else if (w.is(at + 1, "year"_L1)) {
            add(i, to, step > 0 ? QDate(today.year() + 1, 12, 31) : QDate(today.year() + step, 1, 1), 0.6);
        } else if (w.is(at + 1, "weekend"_L1)) {
            add(i, to, m_days.weekend(step), 0.8);
        }
    }

    // "the end of next month", "the last day of march", "the beginning of the year".
    void edgeOfPeriod(qsizetype i)
    {
        const QDate today = m_days.today();
        if (!today.isValid())
            return;
        qsizetype at = w.is(i, "the"_L1) ? i + 1 : i;
        const bool end = w.is(at, "end"_L1) || w.say(at, {"last"_L1, "day"_L1});
        const bool start = w.isOneOf(at, {"beginning"_L1, "start"_L1}) || w.say(at, {"first"_L1, "day"_L1});
        if (!end && !start)
            return;
        at += w.isOneOf(at, {"last"_L1, "first"_L1}) ? 2 : 1;
        if (!w.is(at, "of"_L1))
            return;
        ++at;
        if (const int month = monthOf(w, at)) {
            qsizetype to = at + 1;
            const int year = readYearBehind(to);
            QDate first = year > 0 ? QDate(year, month, 1) : QDate(today.year(), month, 1);
            QDate date = end ? QDate(first.year(), month, first.daysInMonth()) : first;
            if (year == 0 && date < today) {
                first = first.addYears(1);
                date = end ? QDate(first.year(), month, first.daysInMonth()) : first;
            }
            add(i, to, date, 0.9);
            return;
        }
        const int said = w.is(at, "the"_L1) ? 0 : stepOf(at);
        if (said == 2)
            return;
        if (w.is(at + 1, "week"_L1)) {
            add(i, at + 2, m_days.monday(said).addDays(end ? 6 : 0), 0.9);
        } else if (w.is(at + 1, "month"_L1)) {
            add(i, at + 2, end ? m_days.lastOfMonth(said) : m_days.firstOfMonth(said), 0.9);
        } else if (w.is(at + 1, "year"_L1)) {
            const int year = today.year() + said;
            add(i, at + 2, end ? QDate(year, 12, 31) : QDate(year, 1, 1), 0.9);
        }
    }

    // "march", "next march", "march 2027": a day of it as with "next month".
    void monthAlone(qsizetype i)
    {
        const QDate today = m_days.today();
        const int step = stepOf(i);
        const qsizetype at = step == 2 ? i : i + 1;
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
        const bool led = step != 2 || to > at + 1 ||
                         w.isOneOf(at - 1, {"in"_L1, "during"_L1, "since"_L1, "until"_L1, "till"_L1, "early"_L1,
                                            "late"_L1, "mid"_L1, "for"_L1, "by"_L1, "around"_L1});
        const bool doubtful = isDoubtfulMonth(w, at) && !led;
        add(i, to, future ? QDate(year, month, first.daysInMonth()) : first,
            doubtful ? 0.3
            : led    ? 0.7
                     : 0.4,
            doubtful);
    }

    // Those whose day is the same each year.
    void holiday(qsizetype i)
    {
        const auto fixed = [&](qsizetype to, int month, int day) {
            const int year = readYearBehind(to);
            add(i, to, dateOf(year, month, day), 0.8);
        };
        if (w.isOneOf(i, {"christmas"_L1, "xmas"_L1})) {
            if (w.is(i + 1, "eve"_L1))
                fixed(i + 2, 12, 24);
            else
                fixed(w.is(i + 1, "day"_L1) ? i + 2 : i + 1, 12, 25);
        } else if (w.say(i, {"boxing"_L1, "day"_L1})) {
            fixed(i + 2, 12, 26);
        } else if (w.is(i, "new"_L1) && w.isOneOf(i + 1, {"year's"_L1, "years"_L1})) {
            if (w.is(i + 2, "eve"_L1))
                fixed(i + 3, 12, 31);
            else
                fixed(w.is(i + 2, "day"_L1) ? i + 3 : i + 2, 1, 1);
        } else if (w.isOneOf(i, {"valentine's"_L1, "valentines"_L1}) && w.is(i + 1, "day"_L1)) {
            fixed(i + 2, 2, 14);
        } else if (w.is(i, "halloween"_L1)) {
            fixed(i + 1, 10, 31);
        }
    }

    const Words &w;
    const QDateTime m_now;
    const CalendarDays m_days;
    const bool m_dayFirst;
    QList<Reading> m_readings;
};

} // namespace

QList<Reading> readDates(const Words &words, const QDateTime &now, bool dayFirst)
{
    return DateReader(words, now, dayFirst).all();
}

} // namespace confab::bots::lex
