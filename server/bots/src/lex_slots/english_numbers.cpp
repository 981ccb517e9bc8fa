// SPDX-License-Identifier: GPL-3.0-or-later
#include "english_numbers.h"

#include "english_calendar.h"

#include <QHash>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

const QHash<QString, int> &smallNumbers()
{
    static const QHash<QString, int> numbers{
        {u"zero"_s, 0},      {u"nought"_s, 0},     {u"naught"_s, 0},    {u"one"_s, 1},      {u"two"_s, 2},
        {u"three"_s, 3},     {u"four"_s, 4},       {u"five"_s, 5},      {u"six"_s, 6},      {u"seven"_s, 7},
        {u"eight"_s, 8},     {u"nine"_s, 9},       {u"ten"_s, 10},      {u"eleven"_s, 11},  {u"twelve"_s, 12},
        {u"thirteen"_s, 13}, {u"fourteen"_s, 14},  {u"fifteen"_s, 15},  {u"sixteen"_s, 16}, {u"seventeen"_s, 17},
        {u"eighteen"_s, 18}, {u"nineteen"_s, 19},  {u"twenty"_s, 20},   {u"thirty"_s, 30},  {u"forty"_s, 40},
        {u"fourty"_s, 40},   {u"fifty"_s, 50},     {u"sixty"_s, 60},    {u"seventy"_s, 70}, {u"eighty"_s, 80},
        {u"ninety"_s, 90},   {u"twentyone"_s, 21}, {u"thirtyone"_s, 31}};
    return numbers;
}

const QHash<QString, int> &ordinals()
{
    static const QHash<QString, int> numbers{
        {u"first"_s, 1},        {u"second"_s, 2},      {u"third"_s, 3},       {u"fourth"_s, 4},
        {u"fifth"_s, 5},        {u"sixth"_s, 6},       {u"seventh"_s, 7},     {u"eighth"_s, 8},
        {u"ninth"_s, 9},        {u"tenth"_s, 10},      {u"eleventh"_s, 11},   {u"twelfth"_s, 12},
        {u"thirteenth"_s, 13},  {u"fourteenth"_s, 14}, {u"fifteenth"_s, 15},  {u"sixteenth"_s, 16},
        {u"seventeenth"_s, 17}, {u"eighteenth"_s, 18}, {u"nineteenth"_s, 19}, {u"twentieth"_s, 20},
        {u"thirtieth"_s, 30},   {u"fortieth"_s, 40},   {u"fiftieth"_s, 50},   {u"sixtieth"_s, 60},
        {u"seventieth"_s, 70},  {u"eightieth"_s, 80},  {u"ninetieth"_s, 90}};
    return numbers;
}

int scaleOf(const Words &words, qsizetype i)
{
    if (words.is(i, "hundred"_L1))
        return 2;
    if (words.is(i, "thousand"_L1))
        return 3;
    if (words.is(i, "million"_L1))
        return 6;
    return words.is(i, "billion"_L1) ? 9 : 0;
}

qint64 powerOfTen(int exponent)
{
    qint64 power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

// "1.25" by 10^3 is "1250".
QString shifted(QString whole, QString fraction, int by)
{
    for (; by > 0; --by) {
        whole.append(fraction.isEmpty() ? u'0' : fraction.front());
        fraction = fraction.sliced(fraction.isEmpty() ? 0 : 1);
    }
    qsizetype zeros = 0;
    while (zeros + 1 < whole.size() && whole[zeros] == u'0')
        ++zeros;
    whole = whole.sliced(zeros);
    return fraction.isEmpty() ? whole : whole + u'.' + fraction;
}

// How many words "and a half" takes here: none, or three, or six with hyphens.
qsizetype halfFollows(const Words &words, qsizetype i)
{
    if (words.say(i, {"and"_L1, "a"_L1, "half"_L1}))
        return 3;
    return words.say(i, {"-"_L1, "and"_L1, "-"_L1, "a"_L1, "-"_L1, "half"_L1}) ? 6 : 0;
}

// "four two", "forty two", "05": the digits behind a point.
QString readFraction(const Words &words, qsizetype &i)
{
    QString fraction;
    for (;; ++i) {
        if (words.digits(i)) {
            fraction.append(words[i].folded);
        } else if (words.isOneOf(i, {"oh"_L1, "o"_L1})) {
            fraction.append(u'0');
        } else {
            const auto small = smallNumbers().constFind(words[i].folded);
            if (small == smallNumbers().cend())
                break;
            const int next = smallNumbers().value(words[i + 1].folded, 0);
            if (*small >= 20 && *small % 10 == 0 && next > 0 && next < 10) {
                fraction.append(QString::number(*small + next));
                ++i;
            } else {
                fraction.append(QString::number(*small));
            }
        }
        if (fraction.size() > 15)
            return {};
    }
    return fraction;
}

std::optional<EnglishNumber> readDigits(const Words &words, qsizetype i)
{
    if (words.glued(i)) {
        // Part of something longer: a date, a time, a code. A bracket or a sign of money before it is fine.
        if (words.letters(i - 1))
            return {};
        const QString &mark = words[i - 1].folded;
        if (words.glued(i - 1) && u".,:/-_@"_s.contains(mark) && (words.digits(i - 2) || words.letters(i - 2)))
            return {};
    }
    QString whole = words[i++].folded;
    if (whole.size() <= 3) {
        while (words.gluedMark(i, u',') && words.glued(i + 1) && words.digits(i + 1) &&
               words[i + 1].folded.size() == 3) {
            whole += words[i + 1].folded;
            i += 2;
        }
    }
    QString fraction;
    if (words.gluedMark(i, u'.') && words.glued(i + 1) && words.digits(i + 1)) {
        fraction = words[i + 1].folded;
        i += 2;
    }
    if (words.glued(i) && words[i].kind == Word::Mark && u".,:/-"_s.contains(words[i].folded) && words.glued(i + 1) &&
        words.digits(i + 1))
        return {};
    if (whole.size() + fraction.size() > 30)
        return {};
    int scale = 0;
    if (words.is(i, "k"_L1) && words.glued(i)) {
        scale = 3;
        ++i;
    } else if (const int named = scaleOf(words, i); named > 0 && !words.glued(i)) {
        scale = named;
        ++i;
    } else if (words.is(i, "dozen"_L1) && fraction.isEmpty() && whole.size() <= 6) {
        return EnglishNumber{i + 1, QString::number(whole.toInt() * 12), false};
    } else if (words.gluedMark(i, u'\u00bd') && fraction.isEmpty()) {
        fraction = u"5"_s;
        ++i;
    } else if (fraction.isEmpty() && halfFollows(words, i) > 0) {
        fraction = u"5"_s;
        i += halfFollows(words, i);
    }
    return EnglishNumber{i, shifted(whole, fraction, scale), false};
}

// Ten-to-the-n words and what stands before and between them.
std::optional<EnglishNumber> readNumberWords(const Words &words, qsizetype i)
{
    qint64 total = 0;   // what thousands and millions have closed
    qint64 current = 0; // below a thousand
    int lastScale = 12;
    enum { Start, Unit, Ten, Hundred, Scale } last = Start;
    qsizetype end = i; // behind the last word that counts
    for (;;) {
        qsizetype next = end;
        if (last != Start && words.gluedMark(next, u'-') && words.glued(next + 1))
            ++next;
        else if ((last == Hundred || last == Scale) && words.is(next, "and"_L1))
            ++next;
        const auto small = smallNumbers().constFind(words[next].folded);
        if (small != smallNumbers().cend()) {
            const bool fits = last == Start || last == Hundred || last == Scale ||
                              (last == Ten && current % 10 == 0 && *small > 0 && *small < 10);
            if (!fits)
                break;
            current += *small;
            last = *small >= 20 && *small % 10 == 0 ? Ten : Unit;
            end = next + 1;
            continue;
        }
        if (last == Start && words.isOneOf(next, {"a"_L1, "an"_L1}) && scaleOf(words, next + 1) > 0) {
            current = 1;
            last = Unit;
            end = next + 1;
            continue;
        }
        const int scale = scaleOf(words, next);
        if (scale == 0 || last == Start || next != end)
            break;
        if (scale == 2) {
            if (last == Hundred || last == Scale || current == 0 || current > 99)
                break;
            current *= 100;
            last = Hundred;
        } else {
            if (scale >= lastScale || current == 0)
                break;
            total += current * powerOfTen(scale);
            current = 0;
            lastScale = scale;
            last = Scale;
        }
        end = next + 1;
    }
    if (end == i)
        return {};
    QString whole = QString::number(total + current);
    if (words.isOneOf(end, {"point"_L1, "dot"_L1})) {
        qsizetype behind = end + 1;
        if (const QString fraction = readFraction(words, behind); !fraction.isEmpty())
            return EnglishNumber{behind, whole + u'.' + fraction, true};
    }
    if (const qsizetype half = halfFollows(words, end); half > 0)
        return EnglishNumber{end + half, whole + u".5"_s, true};
    if (words.is(end, "dozen"_L1))
        return EnglishNumber{end + 1, QString::number((total + current) * 12), true};
    return EnglishNumber{end, whole, true};
}

std::optional<EnglishNumber> readUnsigned(const Words &words, qsizetype from)
{
    if (words.digits(from))
        return readDigits(words, from);
    if (words.say(from, {"half"_L1, "a"_L1, "dozen"_L1}))
        return EnglishNumber{from + 3, u"6"_s, true};
    if (words.say(from, {"a"_L1, "dozen"_L1}))
        return EnglishNumber{from + 2, u"12"_s, true};
    if (words.say(from, {"a"_L1, "couple"_L1}) || words.say(from, {"a"_L1, "pair"_L1}))
        return EnglishNumber{from + (words.is(from + 2, "of"_L1) ? 3 : 2), u"2"_s, true};
    if (words[from].folded == u"\u00bd"_s)
        return EnglishNumber{from + 1, u"0.5"_s, false};
    const bool dot = words.is(from, "."_L1) && !words.glued(from) && words.glued(from + 1) && words.digits(from + 1);
    if (dot || words.isOneOf(from, {"point"_L1, "dot"_L1})) {
        qsizetype behind = from + 1;
        const QString fraction = readFraction(words, behind);
        return fraction.isEmpty() ? std::nullopt : std::optional(EnglishNumber{behind, u"0."_s + fraction, !dot});
    }
    return readNumberWords(words, from);
}

// "the first one", "no one", "one of them": not a number that was said.
bool isPronoun(const Words &words, qsizetype from, qsizetype to)
{
    if (to != from + 1 || !words.is(from, "one"_L1))
        return false;
    if (words.is(from - 1, "the"_L1) && words.isOneOf(from - 2, {"just"_L1, "only"_L1}))
        return false;
    return words.isOneOf(from - 1,
                         {"the"_L1, "this"_L1, "that"_L1, "which"_L1, "any"_L1, "another"_L1, "no"_L1, "every"_L1,
                          "each"_L1, "some"_L1, "last"_L1, "next"_L1, "other"_L1, "same"_L1, "good"_L1, "new"_L1}) ||
           readOrdinal(words, from - 1).has_value() || words.is(to, "of"_L1) || words.gluedMark(to, u'-');
}

bool percentFollows(const Words &words, qsizetype i)
{
    return words.isOneOf(i, {"%"_L1, "percent"_L1, "pct"_L1, "percentage"_L1}) || words.say(i, {"per"_L1, "cent"_L1});
}

// What stands around it says that the number is a part of a time, a date or a share.
bool belongsElsewhere(const Words &words, qsizetype from, qsizetype to)
{
    return percentFollows(words, to) || words.isOneOf(to, {"am"_L1, "pm"_L1, "o'clock"_L1, "oclock"_L1}) ||
           words.say(to, {"a"_L1, "."_L1, "m"_L1}) || words.say(to, {"p"_L1, "."_L1, "m"_L1}) ||
           words.isOneOf(from - 1, {"past"_L1, "half"_L1}) || monthOf(words, to) > 0 || monthOf(words, from - 1) > 0;
}

} // namespace

std::optional<EnglishNumber> readNumber(const Words &words, qsizetype from)
{
    const bool sign = words.is(from, "-"_L1) || words[from].folded == u"\u2212"_s;
    const bool minus =
        words.isOneOf(from, {"minus"_L1, "negative"_L1}) || (sign && !words.glued(from) && words.glued(from + 1));
    std::optional<EnglishNumber> number = readUnsigned(words, from + (minus ? 1 : 0));
    if (number && minus && number->digits != "0"_L1)
        number->digits.prepend(u'-');
    return number;
}

std::optional<EnglishCount> readOrdinal(const Words &words, qsizetype from)
{
    if (words.digits(from)) {
        const int value = words.number(from);
        const bool suffix = words.glued(from + 1) && words.isOneOf(from + 1, {"st"_L1, "nd"_L1, "rd"_L1, "th"_L1});
        if (!suffix || value < 1 || value > 99 || words.glued(from))
            return {};
        return EnglishCount{from + 2, value, false};
    }
    if (const int value = ordinals().value(words[from].folded); value > 0)
        return EnglishCount{from + 1, value, true};
    const int tens = smallNumbers().value(words[from].folded, 0);
    if (tens < 20 || tens % 10 != 0)
        return {};
    const qsizetype unit = words.gluedMark(from + 1, u'-') ? from + 2 : from + 1;
    const int units = ordinals().value(words[unit].folded);
    if (units < 1 || units > 9)
        return {};
    return EnglishCount{unit + 1, tens + units, true};
}

std::optional<EnglishCount> readCount(const Words &words, qsizetype from)
{
    const std::optional<EnglishNumber> number = readUnsigned(words, from);
    if (!number || number->digits.size() > 4 || number->digits.contains(u'.'))
        return {};
    return EnglishCount{number->to, number->digits.toInt(), number->inWords};
}

std::optional<EnglishCount> readYear(const Words &words, qsizetype from)
{
    const auto plausible = [](qsizetype to, int year, bool inWords) {
        return year >= 1900 && year <= 2199 ? std::optional(EnglishCount{to, year, inWords}) : std::nullopt;
    };
    if (words.isOneOf(from, {"'"_L1}) || words[from].folded == u"\u2019"_s)
        return words[from + 1].folded.size() == 2 ? plausible(from + 2, 2000 + words.number(from + 1), false)
                                                  : std::nullopt;
    if (words.digits(from)) {
        const bool alone = words[from].folded.size() == 4 && !words.gluedMark(from + 1, u':') &&
                           !words.gluedMark(from + 1, u'/') && !(words.glued(from + 1) && words.letters(from + 1));
        return alone ? plausible(from + 1, words.number(from), false) : std::nullopt;
    }
    const std::optional<EnglishCount> first = readCount(words, from);
    if (!first)
        return {};
    if (first->value >= 1900)
        return plausible(first->to, first->value, true);
    if (first->value < 19 || first->value > 21)
        return {};
    const std::optional<EnglishCount> second = readCount(words, first->to);
    if (!second || second->value < 10 || second->value > 99)
        return {};
    return plausible(second->to, first->value * 100 + second->value, true);
}

QList<Reading> readNumbers(const Words &words)
{
    QList<Reading> readings;
    for (qsizetype i = 0; i < words.size(); ++i) {
        const std::optional<EnglishNumber> number = readNumber(words, i);
        if (!number || isPronoun(words, i, number->to) || (words.glued(number->to) && words.letters(number->to)))
            continue;
        if (i > 0 && words.gluedMark(i - 1, u'-') && words.glued(i) && words.letters(i - 2))
            continue;
        const double certainty = belongsElsewhere(words, i, number->to) ? 0.3 : number->inWords ? 0.8 : 0.9;
        readings.append({i, number->to, number->digits, {number->digits}, certainty, false});
    }
    return readings;
}

QList<Reading> readPercentages(const Words &words)
{
    QList<Reading> readings;
    for (qsizetype i = 0; i < words.size(); ++i) {
        qsizetype to = i;
        QString digits;
        if (words.say(i, {"half"_L1, "a"_L1})) {
            digits = u"0.5"_s;
            to = i + 2;
        } else if (const std::optional<EnglishNumber> number = readNumber(words, i)) {
            digits = number->digits;
            to = number->to;
        }
        if (digits.isEmpty())
            continue;
        if (percentFollows(words, to)) {
            const QString value = digits + u'%';
            readings.append({i, to + (words.is(to, "per"_L1) ? 2 : 1), value, {value}, 1.0, false});
        } else if (!words.is(i, "half"_L1) && !isPronoun(words, i, to) && !(words.glued(to) && words.letters(to))) {
            readings.append({i, to, digits, {digits}, 0.3, true});
        }
    }
    return readings;
}

} // namespace confab::bots::lex
