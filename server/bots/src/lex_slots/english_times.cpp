// SPDX-License-Identifier: GPL-3.0-or-later
#include "english_times.h"

#include "english_calendar.h"
#include "english_durations.h"
#include "english_numbers.h"

#include <algorithm>
#include <optional>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

enum class Half { Open, Am, Pm, Morning, Afternoon, Evening, Night };

struct Hour {
    qsizetype to = 0;
    int hour = 0;
    bool certain = false; // "08", "14": one of 24
};

class TimeReader
{
public:
    TimeReader(const Words &words, const QDateTime &now, bool clock24)
        : w(words)
        , m_now(now)
        , m_clock24(clock24)
    {
    }

    QList<Reading> all()
    {
        for (qsizetype i = 0; i < w.size(); ++i) {
            withMinutes(i);
            wholeHour(i);
            pastOrTo(i);
            military(i);
            named(i);
            partOfDay(i);
            fromNow(i);
        }
        return m_readings;
    }

private:
    static QString text(int hour, int minute)
    {
        return QString::number(hour).rightJustified(2, u'0') + u':' + QString::number(minute).rightJustified(2, u'0');
    }

    // "am", "a.m.", "in the morning": Open where none of them stands there.
    Half halfAt(qsizetype &i) const
    {
        for (const auto &[letter, half] : {std::pair(u'a', Half::Am), std::pair(u'p', Half::Pm)}) {
            const QString whole = QString(QChar(letter)) + u'm';
            if (w[i].folded == whole) {
                ++i;
                return half;
            }
            if (w[i].folded == QChar(letter) && w.is(i + 1, "."_L1) && w.is(i + 2, "m"_L1)) {
                i += w.gluedMark(i + 3, u'.') ? 4 : 3;
                return half;
            }
            if (w[i].folded == QChar(letter) && w.is(i + 1, "m"_L1)) {
                i += 2;
                return half;
            }
        }
        const bool inThe = w.say(i, {"in"_L1, "the"_L1});
        if (inThe || w.is(i, "this"_L1)) {
            const Half half = partAt(i + (inThe ? 2 : 1));
            if (half != Half::Open)
                i += inThe ? 3 : 2;
            return half;
        }
        if (w.say(i, {"at"_L1, "night"_L1})) {
            i += 2;
            return Half::Night;
        }
        return Half::Open;
    }

    Half partAt(qsizetype i) const
    {
        if (w.is(i, "morning"_L1))
            return Half::Morning;
        if (w.is(i, "afternoon"_L1))
            return Half::Afternoon;
        if (w.is(i, "evening"_L1))
            return Half::Evening;
        return w.isOneOf(i, {"night"_L1, "tonight"_L1}) ? Half::Night : Half::Open;
    }

    // Which part of the day other words of the sentence put it in: "tomorrow evening at 8", "at 9 on friday morning".
    Half halfAround(qsizetype from, qsizetype to) const
    {
        if (w.isOneOf(from - 1, {"at"_L1, "around"_L1, "about"_L1, "by"_L1})) {
            if (const Half before = partAt(from - 2); before != Half::Open)
                return before;
        }
        if (w.is(to, "tonight"_L1))
            return Half::Night;
        qsizetype at = w.is(to, "on"_L1) ? to + 1 : to;
        if (w.isOneOf(at, {"tomorrow"_L1, "today"_L1}) || weekdayOf(w, at) > 0)
            return partAt(at + 1);
        return Half::Open;
    }

    static std::optional<int> inDay(int hour, Half half)
    {
        const int twelve = hour % 12;
        if (half != Half::Open && hour > 12)
            return half == Half::Am || half == Half::Morning ? std::nullopt : std::optional(hour);
        switch (half) {
        case Half::Open:
            return {};
        case Half::Am:
        case Half::Morning:
            return twelve;
        case Half::Pm:
        case Half::Afternoon:
            return twelve + 12;
        case Half::Evening:
            return hour == 12 ? 0 : twelve + 12;
        case Half::Night:
            return hour == 12 || hour < 5 ? twelve : twelve + 12;
        }
        return {};
    }

    void add(qsizetype from, qsizetype to, int hour, int minute, bool certain, double certainty, bool asked = false)
    {
        if (hour > 24 || minute > 59 || (hour == 24 && minute > 0))
            return;
        hour %= 24;
        qsizetype behind = to;
        Half half = halfAt(behind);
        if (half != Half::Open) {
            to = behind;
            asked = false;
            certainty = std::max(certainty, 0.95);
        } else {
            half = halfAround(from, to);
            if (half != Half::Open) {
                asked = false;
                certainty = std::max(certainty, 0.8);
            }
        }
        if (half != Half::Open) {
            if (const auto one = inDay(hour, half)) {
                const QString value = text(*one, minute);
                m_readings.append({from, to, value, {value}, certainty, asked});
            }
            return;
        }
        if (certain || hour == 0 || hour > 12) {
            const QString value = text(hour, minute);
            m_readings.append({from, to, value, {value}, certainty, asked});
            return;
        }
        const int twelve = hour % 12;
        m_readings.append({from, to, QString(), {text(twelve, minute), text(twelve + 12, minute)}, certainty, asked});
    }

    // 0 … 24 in digits, one … twelve in words.
    std::optional<Hour> readHour(qsizetype i) const
    {
        if (w.digits(i)) {
            const int hour = w.number(i);
            const bool partOfMore = w.glued(i) && w[i - 1].kind == Word::Mark && w.glued(i - 1) && !w.is(i - 1, "("_L1);
            if (hour < 0 || hour > 24 || w[i].folded.size() > 2 || (w.letters(i - 1) && w.glued(i)) || partOfMore)
                return {};
            return Hour{i + 1, hour, w[i].folded.size() == 2 && (hour < 10 || hour > 12)};
        }
        const auto count = readCount(w, i);
        if (!count || count->to != i + 1 || count->value < 1 || count->value > 12)
            return {};
        return Hour{count->to, count->value, false};
    }

    // "14:30", "2.30 pm", "14h30", "two thirty", "nine oh five".
    void withMinutes(qsizetype i)
    {
        const auto hour = readHour(i);
        if (!hour)
            return;
        const qsizetype at = hour->to;
        if (w.digits(i)) {
            const bool colon = w.gluedMark(at, u':');
            const bool dot = w.gluedMark(at, u'.');
            const bool letter = w.is(at, "h"_L1) && w.glued(at);
            if ((colon || dot || letter) && w.glued(at + 1) && w.digits(at + 1) && w[at + 1].folded.size() == 2) {
                qsizetype to = at + 2;
                const int minute = w.number(at + 1);
                if (colon && w.gluedMark(to, u':') && w.glued(to + 1) && w.digits(to + 1))
                    to += 2; // seconds, which Lex does not tell
                if (w.glued(to) && (w.gluedMark(to, u'%') || w.digits(to + 1)))
                    return;
                qsizetype behind = to;
                const bool said = halfAt(behind) != Half::Open;
                add(i, to, hour->hour, minute, hour->certain || letter || m_clock24, dot ? 0.5 : 1.0, dot && !said);
                return;
            }
            if (letter && w.glued(at) && !w.glued(at + 1) && hour->certain) {
                add(i, at + 1, hour->hour, 0, true, 0.8);
                return;
            }
        }
        // Minutes of two words or digits behind: "nine oh five", "7 30".
        qsizetype to = at;
        int minute = -1;
        if (w.isOneOf(at, {"oh"_L1, "o"_L1, "zero"_L1})) {
            const auto units = readCount(w, at + 1);
            if (units && units->value > 0 && units->value < 10 && units->inWords) {
                minute = units->value;
                to = units->to;
            }
        } else if (const auto count = readCount(w, at); count && !w.glued(at)) {
            const bool alike = count->inWords == !w.digits(i);
            const bool twoDigits = count->inWords || w[at].folded.size() == 2;
            if (alike && twoDigits && count->value >= 10 && count->value < 60) {
                minute = count->value;
                to = count->to;
            }
        }
        if (minute < 0 || timeUnitOf(w, to) != TimeUnit::None)
            return;
        const bool words = !w.digits(i);
        add(i, to, hour->hour, minute, hour->certain, words ? 0.6 : 0.4, !words);
    }

    // "2 pm", "five o'clock", "at 5"; "5" where a time was asked for.
    void wholeHour(qsizetype i)
    {
        const auto hour = readHour(i);
        if (!hour)
            return;
        qsizetype to = hour->to;
        const bool hyphen = w.gluedMark(to, u'-');
        if (w.glued(to) && w.is(hyphen ? to + 1 : to, "ish"_L1)) {
            add(i, hyphen ? to + 2 : to + 1, hour->hour, 0, hour->certain, 0.6);
            return;
        }
        const bool clock = w.isOneOf(to, {"o'clock"_L1, "oclock"_L1}) || w.say(to, {"o"_L1, "clock"_L1});
        if (clock) {
            to += w.is(to, "o"_L1) ? 2 : 1;
            add(i, to, hour->hour, 0, hour->certain, 0.95);
            return;
        }
        qsizetype behind = to;
        if (halfAt(behind) != Half::Open) {
            add(i, to, hour->hour, 0, hour->certain, 0.9);
            return;
        }
        if (w.glued(to) && !w.gluedMark(to, u',') && !w.gluedMark(to, u'.') && !w.gluedMark(to, u'?') &&
            !w.gluedMark(to, u'!'))
            return;
        if (w.glued(to) && w.glued(to + 1) && w.digits(to + 1))
            return;
        if (!goesOnAfterTime(w, to) || monthOf(w, to) > 0)
            return;
        const bool led = w.isOneOf(i - 1, {"at"_L1, "by"_L1, "around"_L1, "about"_L1, "after"_L1, "before"_L1,
                                           "until"_L1, "till"_L1, "from"_L1, "since"_L1, "@"_L1});
        const double certainty = w.is(i - 1, "at"_L1) ? 0.6 : led ? 0.5 : 0.3;
        add(i, to, hour->hour, 0, hour->certain, certainty, !led);
    }

    // "half past two", "a quarter to nine", "ten minutes past five", "ten to midnight".
    void pastOrTo(qsizetype i)
    {
        if (w.isOneOf(i - 1, {"from"_L1, "between"_L1}))
            return; // "from five to seven"
        qsizetype at = i;
        int minutes = 0;
        const bool half = w.is(at, "half"_L1);
        if (half) {
            minutes = 30;
            ++at;
        } else {
            if (w.is(at, "a"_L1) && w.is(at + 1, "quarter"_L1))
                ++at;
            if (w.is(at, "quarter"_L1)) {
                minutes = 15;
                ++at;
            } else {
                const auto count = readCount(w, at);
                if (!count || count->value < 1 || count->value > 59)
                    return;
                minutes = count->value;
                at = count->to;
                if (timeUnitOf(w, at) == TimeUnit::Minute)
                    ++at;
                else if (minutes % 5 != 0)
                    return; // "3 to 5" is a span
            }
        }
        const bool past = w.isOneOf(at, {"past"_L1, "after"_L1});
        const bool to = w.isOneOf(at, {"to"_L1, "till"_L1, "before"_L1, "of"_L1}) && !half;
        double certainty = 0.95;
        if (past || to) {
            // "five after six" is a time, "five of six" is none more often than not.
            if (w.is(at, "of"_L1) && minutes != 15)
                return;
            if (w.isOneOf(at, {"to"_L1, "till"_L1}) && minutes != 15 && w.digits(i) && w.digits(at + 1))
                certainty = 0.4;
            ++at;
        } else if (half) {
            certainty = 0.5; // "half two"
        } else {
            return;
        }
        int hour = 0;
        bool certain = false;
        if (w.isOneOf(at, {"noon"_L1, "midday"_L1, "midnight"_L1})) {
            hour = w.is(at, "midnight"_L1) ? 24 : 12;
            certain = true;
            ++at;
        } else {
            const auto read = readHour(at);
            if (!read || (!past && !to && !goesOnAfterTime(w, read->to)) || timeUnitOf(w, read->to) != TimeUnit::None)
                return;
            hour = read->hour;
            certain = read->certain;
            at = read->to;
            if (w.isOneOf(at, {"o'clock"_L1, "oclock"_L1}))
                ++at;
        }
        if (to) {
            hour = (hour + 23) % 24;
            hour = hour == 0 && !certain ? 12 : hour; // "ten to one": of both halves of the day
            minutes = 60 - minutes;
        } else {
            hour %= 24;
        }
        add(i, at, hour, minutes, certain, certainty);
    }

    // "1430", "0900 hours".
    void military(qsizetype i)
    {
        if (!w.digits(i) || w.glued(i) || (w[i].folded.size() != 4 && w[i].folded.size() != 3))
            return;
        if (w.glued(i + 1) && !w.letters(i + 1) && w.glued(i + 2))
            return;
        const int number = w.number(i);
        const bool hours = w.isOneOf(i + 1, {"hours"_L1, "hrs"_L1, "h"_L1});
        qsizetype behind = i + 1;
        const bool half = halfAt(behind) != Half::Open;
        if (!hours && !half && !goesOnAfterTime(w, i + 1))
            return;
        const bool certain = w[i].folded.size() == 4 && (number < 1000 || hours);
        const bool led = w.isOneOf(i - 1, {"at"_L1, "by"_L1});
        add(i, hours ? i + 2 : i + 1, number / 100, number % 100, certain, hours ? 0.9 : 0.4, !hours && !led && !half);
    }

    void named(qsizetype i)
    {
        const auto one = [&](qsizetype to, int hour, double certainty) {
            const QString value = text(hour, 0);
            m_readings.append({i, to, value, {value}, certainty, false});
        };
        const qsizetype at = w.is(i, "12"_L1) || w.is(i, "twelve"_L1) ? i + 1 : i;
        if (w.isOneOf(at, {"noon"_L1, "midday"_L1}))
            one(at + 1, 12, 0.95);
        else if (w.is(at, "midnight"_L1))
            one(at + 1, 0, 0.95);
    }

    // MO, AF, EV, NI, and AM and PM where nothing else is said.
    void partOfDay(qsizetype i)
    {
        const auto range = [&](const QString &value, double certainty, bool asked) {
            m_readings.append({i, i + 1, value, {value}, certainty, asked});
        };
        if (w.isOneOf(i, {"am"_L1, "pm"_L1}) && !w.is(i - 1, "i"_L1)) {
            range(w[i].folded.toUpper(), 0.3, true);
            return;
        }
        const Half part = partAt(i);
        const bool greeting = w.isOneOf(i - 1, {"good"_L1, "'"_L1});
        if (part == Half::Open || greeting)
            return;
        const bool led = w.isOneOf(i - 1, {"the"_L1, "this"_L1, "tomorrow"_L1, "early"_L1, "late"_L1, "at"_L1,
                                           "every"_L1, "by"_L1, "next"_L1}) ||
                         weekdayOf(w, i - 1) > 0;
        const bool tonight = w.is(i, "tonight"_L1);
        switch (part) {
        case Half::Morning:
            range(u"MO"_s, 0.7, false);
            break;
        case Half::Afternoon:
            range(u"AF"_s, 0.7, false);
            break;
        case Half::Evening:
            range(u"EV"_s, 0.7, false);
            break;
        default: // "two nights", "per night": no time
            range(u"NI"_s, tonight ? 0.4 : led ? 0.5 : 0.3, !tonight && !led);
        }
    }

    // "now", "in 20 minutes", "two hours from now".
    void fromNow(qsizetype i)
    {
        if (!m_now.isValid())
            return;
        const auto at = [&](qsizetype to, const QDateTime &when, double certainty, bool asked) {
            const QString value = text(when.time().hour(), when.time().minute());
            m_readings.append({i, to, value, {value}, certainty, asked});
        };
        if (w.say(i, {"right"_L1, "now"_L1})) {
            at(i + 2, m_now, 0.7, false);
        } else if (w.is(i, "now"_L1) && !w.is(i - 1, "from"_L1)) {
            at(i + 1, m_now, 0.3, true);
        }
        const bool in = w.is(i, "in"_L1);
        const auto duration = readDuration(w, in ? i + 1 : i);
        if (!duration || duration->hasDate() || !duration->hasTime() || duration->hours > 24 * 366)
            return;
        const qsizetype to = duration->to;
        if (in)
            at(to, duration->from(m_now), 0.9, false);
        else if (w.say(to, {"from"_L1, "now"_L1}))
            at(to + 2, duration->from(m_now), 0.9, false);
    }

    const Words &w;
    const QDateTime m_now;
    const bool m_clock24;
    QList<Reading> m_readings;
};

} // namespace

QList<Reading> readTimes(const Words &words, const QDateTime &now, bool clock24)
{
    return TimeReader(words, now, clock24).all();
}

} // namespace confab::bots::lex
