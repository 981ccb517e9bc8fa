// SPDX-License-Identifier: GPL-3.0-or-later
#include "date_parts.h"

#include "english_numbers.h"

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

void DateParts::add(qsizetype from, qsizetype to, QDate date, double certainty, bool asked)
{
    if (!date.isValid())
        return;
    const QString iso = date.toString(Qt::ISODate);
    if (iso.size() == 10)
        m_readings.append({from, to, iso, {iso}, certainty, asked});
}

std::optional<DateParts::Day> DateParts::readDay(qsizetype i) const
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

int DateParts::readYearBehind(qsizetype &i) const
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

QDate DateParts::dateOf(int year, int month, int day) const
{
    return year > 0 ? QDate(year, month, day) : m_days.next(month, day);
}

std::optional<int> DateParts::stepOf(qsizetype i) const
{
    if (w.isOneOf(i, {"next"_L1, "coming"_L1, "following"_L1}))
        return 1;
    if (w.isOneOf(i, {"last"_L1, "past"_L1, "previous"_L1}))
        return -1;
    return w.isOneOf(i, {"this"_L1, "current"_L1}) ? std::optional(0) : std::nullopt;
}

} // namespace confab::bots::lex
