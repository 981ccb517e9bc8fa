// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDate>

namespace confab::bots::lex
{

// Days as seen from one: weeks begin on Monday. Each is an invalid date where today is one.
class CalendarDays
{
public:
    explicit CalendarDays(QDate today)
        : m_today(today)
    {
    }

    [[nodiscard]] QDate today() const { return m_today; }
    // The first such day that is not past; of 29 February: in the next leap year.
    [[nodiscard]] QDate next(int month, int day) const;
    // The next month that has this day; weekday 1 … 7: on that day of the week, in the next four years; 0: on any.
    [[nodiscard]] QDate nextDay(int day, int weekday) const;
    // The first one from today on.
    [[nodiscard]] QDate coming(int weekday) const;
    [[nodiscard]] QDate monday(int weeksAhead) const;
    // The Saturday of a week; of the current one: today, where it is Sunday.
    [[nodiscard]] QDate weekend(int weeksAhead) const;
    // The nth such day of a month, -1: the last; invalid where there are fewer.
    [[nodiscard]] static QDate nthWeekday(int year, int month, int nth, int weekday);
    // Easter Sunday of the western churches.
    [[nodiscard]] static QDate easter(int year);
    [[nodiscard]] QDate firstOfMonth(int monthsAhead) const;
    [[nodiscard]] QDate lastOfMonth(int monthsAhead) const;

private:
    QDate m_today;
};

} // namespace confab::bots::lex
