// SPDX-License-Identifier: GPL-3.0-or-later
#include "english_durations.h"

#include "english_calendar.h"
#include "english_numbers.h"

#include <cmath>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

// What is no whole number of its unit is given in the next smaller one where that is exact enough to say: 1.5 hours are
// PT1H30M, a year and a half P1Y6M; a month and a half stays P1.5M.
void passDown(double &larger, double &smaller, double factor)
{
    const double whole = std::floor(larger + 1e-9);
    const double rest = std::round((larger - whole) * factor * 1e6) / 1e6; // 1.1 hours: 6 minutes, not 6.0000000000005
    if (rest > 0) {
        larger = whole;
        smaller += rest;
    }
}

void add(EnglishDuration &duration, TimeUnit unit, double amount)
{
    switch (unit) {
    case TimeUnit::None:
        break;
    case TimeUnit::Second:
        duration.seconds += amount;
        break;
    case TimeUnit::Minute:
        duration.minutes += amount;
        break;
    case TimeUnit::Hour:
        duration.hours += amount;
        break;
    case TimeUnit::Day:
        duration.days += amount;
        break;
    case TimeUnit::Week:
        duration.weeks += amount;
        break;
    case TimeUnit::Fortnight:
        duration.weeks += 2 * amount;
        break;
    case TimeUnit::Month:
        duration.months += amount;
        break;
    case TimeUnit::Year:
        duration.years += amount;
        break;
    }
}

void settle(EnglishDuration &duration)
{
    passDown(duration.years, duration.months, 12);
    passDown(duration.weeks, duration.days, 7);
    passDown(duration.days, duration.hours, 24);
    passDown(duration.hours, duration.minutes, 60);
    passDown(duration.minutes, duration.seconds, 60);
}

struct Part {
    qsizetype to = 0;
    TimeUnit unit = TimeUnit::None;
    double amount = 0;
};

std::optional<Part> readPart(const Words &words, qsizetype i)
{
    const auto part = [&words](qsizetype unitAt, double amount) -> std::optional<Part> {
        const TimeUnit unit = timeUnitOf(words, unitAt);
        return unit == TimeUnit::None ? std::nullopt : std::optional(Part{unitAt + 1, unit, amount});
    };
    if (words.is(i, "half"_L1) && words.isOneOf(i + 1, {"a"_L1, "an"_L1}))
        return part(i + 2, 0.5);
    if (words.is(i, "half"_L1) && words.is(words.gluedMark(i + 1, u'-') ? i + 2 : i + 1, "hour"_L1))
        return part(words.gluedMark(i + 1, u'-') ? i + 2 : i + 1, 0.5);
    if (words.isOneOf(i, {"a"_L1, "one"_L1}) && words.is(i + 1, "quarter"_L1))
        ++i;
    if (words.is(i, "quarter"_L1) && words.is(i + 1, "of"_L1) && words.isOneOf(i + 2, {"a"_L1, "an"_L1}))
        return part(i + 3, 0.25);
    if (words.is(i, "three"_L1) && words.say(i + 1, {"quarters"_L1, "of"_L1, "an"_L1}))
        return part(i + 4, 0.75);
    if (words.isOneOf(i, {"a"_L1, "an"_L1})) {
        if (words.is(i + 1, "half"_L1))
            return part(words.gluedMark(i + 2, u'-') ? i + 3 : i + 2, 0.5);
        if (words.is(i + 1, "single"_L1))
            ++i;
        if (const auto single = part(i + 1, 1))
            return single;
    }
    const std::optional<EnglishNumber> number = readNumber(words, i);
    if (!number || number->digits.size() > 8 || number->digits.startsWith(u'-'))
        return {};
    qsizetype unitAt = number->to;
    if (words.gluedMark(unitAt, u'-') && words.glued(unitAt + 1))
        ++unitAt;
    else if (words.isOneOf(unitAt, {"full"_L1, "whole"_L1, "more"_L1}))
        ++unitAt;
    return part(unitAt, number->digits.toDouble());
}

// "PT30M", "P1Y2M3W4DT5H6M7S", in capitals.
std::optional<EnglishDuration> readIso(const Words &words, qsizetype from)
{
    if (words.glued(from) || !words[from].capital || !words[from].folded.startsWith(u'p'))
        return {};
    const qsizetype to = words.endOfRun(from);
    const QString text = words.text(from, to);
    EnglishDuration duration;
    duration.to = to;
    bool time = false;
    bool any = false;
    for (qsizetype i = 1; i < text.size();) {
        if (text[i] == u'T' && !time) {
            time = true;
            ++i;
            continue;
        }
        const qsizetype begin = i;
        while (i < text.size() && (text[i].isDigit() || text[i] == u'.'))
            ++i;
        bool ok = false;
        const double amount = text.sliced(begin, i - begin).toDouble(&ok);
        if (!ok || i == text.size() || i - begin > 8)
            return {};
        const char16_t letter = text[i++].unicode();
        TimeUnit unit = TimeUnit::None;
        if (time)
            unit = letter == u'H' ? TimeUnit::Hour : letter == u'M' ? TimeUnit::Minute : TimeUnit::Second;
        else
            unit = letter == u'Y'   ? TimeUnit::Year
                   : letter == u'M' ? TimeUnit::Month
                   : letter == u'W' ? TimeUnit::Week
                                    : TimeUnit::Day;
        if (!(time ? u"HMS"_s : u"YMWD"_s).contains(QChar(letter)))
            return {};
        add(duration, unit, amount);
        any = true;
    }
    return any ? std::optional(duration) : std::nullopt;
}

void append(QString &iso, double amount, char16_t letter)
{
    if (amount > 0)
        iso += QString::number(amount, 'g', 10) + QChar(letter);
}

} // namespace

QString EnglishDuration::toIso() const
{
    QString date;
    append(date, years, u'Y');
    append(date, months, u'M');
    append(date, weeks, u'W');
    append(date, days, u'D');
    QString time;
    append(time, hours, u'H');
    append(time, minutes, u'M');
    append(time, seconds, u'S');
    if (date.isEmpty() && time.isEmpty())
        return u"PT0S"_s;
    return u'P' + date + (time.isEmpty() ? QString() : u'T' + time);
}

QDate EnglishDuration::from(QDate start, int sign) const
{
    const double wholeMonths = std::floor(years * 12 + months);
    const double dayCount = std::floor(weeks * 7 + days);
    return start.addMonths(sign * static_cast<int>(wholeMonths)).addDays(sign * static_cast<qint64>(dayCount));
}

QDateTime EnglishDuration::from(const QDateTime &start, int sign) const
{
    QDateTime result = start;
    if (hasDate())
        result.setDate(from(start.date(), sign));
    if (hasTime())
        result = result.addSecs(sign * static_cast<qint64>(hours * 3600 + minutes * 60 + seconds));
    return result;
}

std::optional<EnglishDuration> readDuration(const Words &words, qsizetype from)
{
    if (const auto iso = readIso(words, from))
        return iso;
    EnglishDuration duration;
    TimeUnit last = TimeUnit::None;
    qsizetype i = from;
    for (;;) {
        qsizetype next = i;
        if (last != TimeUnit::None && (words.is(next, "and"_L1) || words.gluedMark(next, u',')))
            ++next;
        std::optional<Part> part = readPart(words, next);
        if (!part && last != TimeUnit::None && next == i && words.digits(i) && words.number(i) >= 0) {
            const TimeUnit unit = timeUnitOf(words, i + 1); // "1h30m": this number is glued to a unit
            if (unit != TimeUnit::None)
                part = Part{i + 2, unit, static_cast<double>(words.number(i))};
        }
        if (!part || (last != TimeUnit::None && part->unit >= last))
            break;
        add(duration, part->unit, part->amount);
        last = part->unit;
        i = part->to;
        if (words.say(i, {"and"_L1, "a"_L1, "half"_L1}) && timeUnitOf(words, i + 3) == TimeUnit::None &&
            !words.is(i + 3, "a"_L1)) {
            add(duration, last, 0.5);
            i += 3;
        } else if (last == TimeUnit::Hour && words.say(i, {"and"_L1, "a"_L1, "quarter"_L1})) {
            add(duration, last, 0.25);
            i += 3;
        } else if (last == TimeUnit::Hour && words.digits(i) && words[i].folded.size() == 2 && words.number(i) < 60 &&
                   !words.glued(i + 1) && timeUnitOf(words, i + 1) == TimeUnit::None) {
            add(duration, TimeUnit::Minute, words.number(i)); // "1h30", "2 hrs 15"
            ++i;
            break;
        }
    }
    if (last == TimeUnit::None)
        return {};
    duration.to = i;
    settle(duration);
    return duration;
}

QList<Reading> readDurations(const Words &words)
{
    QList<Reading> readings;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const std::optional<EnglishDuration> duration = readDuration(words, i);
        if (!duration)
            continue;
        // An age, a point of time, less than nothing.
        if ((words.is(i - 1, "-"_L1) && words.glued(i) && !words.glued(i - 1)) ||
            words.isOneOf(duration->to, {"old"_L1, "ago"_L1}) ||
            (words.gluedMark(duration->to, u'-') && words.is(duration->to + 1, "old"_L1)))
            continue;
        // "A second, please": asks for patience.
        const bool vague = words.isOneOf(i, {"a"_L1, "an"_L1}) && !duration->hasDate() && duration->hours == 0;
        const bool date = words.is(i - 1, "in"_L1) || words.isOneOf(duration->to, {"from"_L1, "after"_L1});
        const QString iso = duration->toIso();
        readings.append({i, duration->to, iso, {iso}, date ? 0.6 : vague ? 0.5 : 0.95, false});
    }
    return readings;
}

} // namespace confab::bots::lex
