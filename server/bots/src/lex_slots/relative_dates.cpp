// SPDX-License-Identifier: GPL-3.0-or-later
#include "relative_dates.h"

#include "date_parts.h"
#include "english_calendar.h"
#include "english_durations.h"
#include "english_numbers.h"

#include <QHash>

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

class RelativeDates final : private DateParts
{
public:
    using DateParts::DateParts;

    void read(qsizetype i)
    {
        weekday(i);
        relative(i);
        period(i);
        edgeOfPeriod(i);
        nthOfMonth(i);
        if (const Found day = feast(i); day.to > 0)
            add(i, day.to, day.date, day.certainty);
    }

private:
    // "friday", "next friday", "friday next week", "friday week".
    void weekday(qsizetype i)
    {
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
        const bool led = w.isOneOf(at - 1, {"on"_L1, "by"_L1, "until"_L1, "till"_L1, "to"_L1, "from"_L1, "for"_L1});
        if (bare && !led && isDoubtfulWeekday(w, at)) {
            // "I sat", "the sun"; with a capital it may be the day.
            if (w[at].capital && !w.is(at - 1, "the"_L1))
                add(i, at + 1, m_days.coming(day), 0.4);
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
        if (const Found anchor = named(i); anchor.to > 0) {
            add(i, anchor.to, anchor.date, anchor.certainty, anchor.asked);
            if (w.is(anchor.to, "week"_L1))
                add(i, anchor.to + 1, anchor.date.addDays(7), 0.9);
        }
        // "the day after christmas", "the week before easter".
        if (w.is(i, "the"_L1) && w.isOneOf(i + 1, {"day"_L1, "week"_L1}) &&
            w.isOneOf(i + 2, {"after"_L1, "before"_L1})) {
            const int days = (w.is(i + 1, "day"_L1) ? 1 : 7) * (w.is(i + 2, "after"_L1) ? 1 : -1);
            if (const Found anchor = anchorAt(i + 3); anchor.to > 0)
                add(i, anchor.to, anchor.date.addDays(days), 0.95);
        }
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
        if (w.is(to, "before"_L1)) {
            if (const Found anchor = anchorAt(to + 1); anchor.to > 0)
                add(i, anchor.to, duration->from(anchor.date, -1), 0.95);
        } else if (w.isOneOf(to, {"from"_L1, "after"_L1, "on"_L1})) {
            // "two nights from friday" begin there, as do those that are "for two days from friday".
            if (w.isOneOf(to - 1, {"night"_L1, "nights"_L1}) || w.is(i - 1, "for"_L1))
                return;
            if (w.is(to, "on"_L1) && duration->weeks == 0)
                return;
            if (w.say(to, {"from"_L1, "now"_L1})) {
                add(i, to + 2, duration->from(m_now).date(), 0.95);
                return;
            }
            const Found anchor = anchorAt(to + 1);
            if (anchor.to > 0)
                add(i, anchor.to, duration->from(anchor.date), 0.95);
        } else if (duration->weeks > 0 && w.isOneOf(to, {"today"_L1, "tomorrow"_L1})) {
            add(i, to + 1, duration->from(named(to).date), 0.9);
        }
    }

    Found named(qsizetype i) const
    {
        const QDate today = m_days.today();
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

    Found anchorAt(qsizetype i) const
    {
        if (const Found found = named(i); found.to > 0 && !w.is(i, "now"_L1))
            return found;
        if (const Found day = feast(i); day.to > 0)
            return day;
        const bool next = w.is(i, "next"_L1);
        const qsizetype at = next || w.is(i, "this"_L1) ? i + 1 : i;
        const int day = weekdayOf(w, at);
        if (day == 0)
            return {};
        return {at + 1, next ? m_days.monday(1).addDays(day - 1) : m_days.coming(day), 0.9, false};
    }

    // "next week", "this month", "the weekend".
    void period(qsizetype i)
    {
        const QDate today = m_days.today();
        const bool the = w.is(i, "the"_L1);
        const qsizetype at = the ? i + 1 : i;
        if (the && w.is(at, "weekend"_L1)) {
            add(i, at + 1, m_days.weekend(0), 0.6);
            return;
        }
        const std::optional<int> said = stepOf(at);
        if (!said)
            return;
        const int step = *said;
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
        const std::optional<int> step = w.is(at, "the"_L1) ? std::optional(0) : stepOf(at);
        if (!step)
            return;
        if (w.is(at + 1, "week"_L1)) {
            add(i, at + 2, m_days.monday(*step).addDays(end ? 6 : 0), 0.9);
        } else if (w.is(at + 1, "month"_L1)) {
            add(i, at + 2, end ? m_days.lastOfMonth(*step) : m_days.firstOfMonth(*step), 0.9);
        } else if (w.is(at + 1, "year"_L1)) {
            const int year = today.year() + *step;
            add(i, at + 2, end ? QDate(year, 12, 31) : QDate(year, 1, 1), 0.9);
        }
    }

    // "the last weekend in october", "the first monday of next month".
    void nthOfMonth(qsizetype i)
    {
        qsizetype at = w.is(i, "the"_L1) ? i + 1 : i;
        int nth = -1;
        if (w.is(at, "last"_L1)) {
            ++at;
        } else if (const auto ordinal = readOrdinal(w, at); ordinal && ordinal->value <= 5) {
            nth = ordinal->value;
            at = ordinal->to;
        } else {
            return;
        }
        const int day = w.is(at, "weekend"_L1) ? Qt::Saturday : weekdayOf(w, at);
        if (day == 0 || !w.isOneOf(at + 1, {"of"_L1, "in"_L1}))
            return;
        at += 2;
        if (const int month = monthOf(w, at)) {
            qsizetype to = at + 1;
            const int year = readYearBehind(to);
            const int thisYear = m_days.today().year();
            QDate date = CalendarDays::nthWeekday(year > 0 ? year : thisYear, month, nth, day);
            if (year == 0 && date < m_days.today())
                date = CalendarDays::nthWeekday(thisYear + 1, month, nth, day);
            add(i, to, date, 0.95);
            return;
        }
        const std::optional<int> step = w.is(at, "the"_L1) ? std::optional(0) : stepOf(at);
        if (!step || !w.is(at + 1, "month"_L1))
            return;
        const QDate month = m_days.firstOfMonth(*step);
        add(i, at + 2, CalendarDays::nthWeekday(month.year(), month.month(), nth, day), 0.95);
    }

    // The date of this year or, where that is past, of the next, unless a year is said.
    template <typename DateOfYear>
    Found yearly(qsizetype to, const DateOfYear &dateOfYear) const
    {
        const int said = readYearBehind(to);
        const int thisYear = m_days.today().year();
        QDate date = dateOfYear(said > 0 ? said : thisYear);
        if (said == 0 && date < m_days.today())
            date = dateOfYear(thisYear + 1);
        return {to, date, 0.8, false};
    }

    Found feast(qsizetype i) const
    {
        const auto fixed = [this](qsizetype to, int month, int day) {
            return yearly(to, [=](int year) { return QDate(year, month, day); });
        };
        const auto easter = [this](qsizetype to, int days) {
            return yearly(to, [=](int year) { return CalendarDays::easter(year).addDays(days); });
        };
        if (w.isOneOf(i, {"christmas"_L1, "xmas"_L1})) {
            if (w.is(i + 1, "eve"_L1))
                return fixed(i + 2, 12, 24);
            return fixed(w.is(i + 1, "day"_L1) ? i + 2 : i + 1, 12, 25);
        }
        if (w.say(i, {"boxing"_L1, "day"_L1}))
            return fixed(i + 2, 12, 26);
        if (w.is(i, "new"_L1) && w.isOneOf(i + 1, {"year's"_L1, "years"_L1})) {
            if (w.is(i + 2, "eve"_L1))
                return fixed(i + 3, 12, 31);
            return fixed(w.is(i + 2, "day"_L1) ? i + 3 : i + 2, 1, 1);
        }
        if (w.isOneOf(i, {"valentine's"_L1, "valentines"_L1}) && w.is(i + 1, "day"_L1))
            return fixed(i + 2, 2, 14);
        if (w.is(i, "halloween"_L1))
            return fixed(i + 1, 10, 31);
        if (w.is(i, "thanksgiving"_L1))
            return yearly(i + 1, [](int year) { return CalendarDays::nthWeekday(year, 11, 4, Qt::Thursday); });
        if (w.say(i, {"good"_L1, "friday"_L1}))
            return easter(i + 2, -2);
        if (w.is(i, "easter"_L1)) {
            if (w.is(i + 1, "monday"_L1))
                return easter(i + 2, 1);
            return easter(w.is(i + 1, "sunday"_L1) ? i + 2 : i + 1, 0);
        }
        return {};
    }
};

} // namespace

void readRelativeDates(const Words &words, const QDateTime &now, QList<Reading> &readings)
{
    RelativeDates dates(words, now, readings);
    for (qsizetype i = 0; i < words.size(); ++i)
        dates.read(i);
}

} // namespace confab::bots::lex
