// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "calendar_days.h"
#include "words.h"

#include <QDateTime>
#include <QList>

#include <optional>

namespace confab::bots::lex
{

// What both readers of dates stand on: the text, the day it is, and what was read so far.
class DateParts
{
public:
    DateParts(const Words &words, const QDateTime &now, QList<Reading> &readings)
        : w(words)
        , m_now(now)
        , m_days(now.isValid() ? now.date() : QDate())
        , m_readings(readings)
    {
    }

protected:
    struct Day {
        qsizetype to = 0;
        int day = 0;
        bool ordinal = false;
        bool inWords = false;
    };

    // Nothing where the date is invalid.
    void add(qsizetype from, qsizetype to, QDate date, double certainty, bool asked = false);
    // "5", "5th", "the fifth".
    [[nodiscard]] std::optional<Day> readDay(qsizetype i) const;
    // ", 2027", "of next year": 0 where nothing is said, and `i` stays.
    [[nodiscard]] int readYearBehind(qsizetype &i) const;
    // Without a year (0): the next one.
    [[nodiscard]] QDate dateOf(int year, int month, int day) const;
    // -1, 0 or 1 for "last", "this", "next" and their like.
    [[nodiscard]] std::optional<int> stepOf(qsizetype i) const;

    const Words &w;
    const QDateTime m_now;
    const CalendarDays m_days;

private:
    QList<Reading> &m_readings;
};

} // namespace confab::bots::lex
