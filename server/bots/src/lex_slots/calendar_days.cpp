// SPDX-License-Identifier: GPL-3.0-or-later
#include "calendar_days.h"

namespace confab::bots::lex
{

QDate CalendarDays::next(int month, int day) const
{
    if (!m_today.isValid())
        return {};
    // From one 29 February to the next are eight years at most.
    for (int year = m_today.year(); year <= m_today.year() + 8; ++year) {
        const QDate date(year, month, day);
        if (date.isValid() && date >= m_today)
            return date;
    }
    return {};
}

QDate CalendarDays::nextDay(int day, int weekday) const
{
    if (!m_today.isValid())
        return {};
    QDate month = firstOfMonth(0);
    for (int i = 0; i < 48; ++i, month = month.addMonths(1)) {
        const QDate date(month.year(), month.month(), day);
        if (date.isValid() && date >= m_today && (weekday == 0 || date.dayOfWeek() == weekday))
            return date;
    }
    return {};
}

QDate CalendarDays::coming(int weekday) const
{
    return m_today.isValid() ? m_today.addDays((weekday - m_today.dayOfWeek() + 7) % 7) : QDate();
}

QDate CalendarDays::monday(int weeksAhead) const
{
    return m_today.isValid() ? m_today.addDays(1 - m_today.dayOfWeek() + 7 * weeksAhead) : QDate();
}

QDate CalendarDays::weekend(int weeksAhead) const
{
    const QDate saturday = monday(weeksAhead).addDays(5);
    return weeksAhead == 0 && saturday < m_today ? m_today : saturday;
}

QDate CalendarDays::nthWeekday(int year, int month, int nth, int weekday)
{
    if (nth < 0) {
        const QDate last(year, month, QDate(year, month, 1).daysInMonth());
        return last.addDays(-((last.dayOfWeek() - weekday + 7) % 7));
    }
    const QDate first(year, month, 1);
    const QDate date = first.addDays((weekday - first.dayOfWeek() + 7) % 7 + 7 * (nth - 1));
    return date.month() == month ? date : QDate();
}

QDate CalendarDays::easter(int year)
{
    // The first Sunday after the church's full moon of spring: the Gregorian computus.
    const int golden = year % 19;
    const int century = year / 100;
    const int epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
    const int moon = epact - (epact / 28) * (1 - (29 / (epact + 1)) * ((21 - golden) / 11));
    const int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
    return QDate(year, 3, 28).addDays(moon - weekday);
}

QDate CalendarDays::firstOfMonth(int monthsAhead) const
{
    return m_today.isValid() ? QDate(m_today.year(), m_today.month(), 1).addMonths(monthsAhead) : QDate();
}

QDate CalendarDays::lastOfMonth(int monthsAhead) const
{
    return m_today.isValid() ? firstOfMonth(monthsAhead + 1).addDays(-1) : QDate();
}

} // namespace confab::bots::lex
