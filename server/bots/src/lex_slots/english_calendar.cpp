// SPDX-License-Identifier: GPL-3.0-or-later
#include "english_calendar.h"

#include <QHash>
#include <QSet>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

int monthOf(const Words &words, qsizetype i)
{
    static const QHash<QString, int> months{
        {u"january"_s, 1},   {u"february"_s, 2},  {u"march"_s, 3},     {u"april"_s, 4},     {u"may"_s, 5},
        {u"june"_s, 6},      {u"july"_s, 7},      {u"august"_s, 8},    {u"september"_s, 9}, {u"october"_s, 10},
        {u"november"_s, 11}, {u"december"_s, 12}, {u"jan"_s, 1},       {u"feb"_s, 2},       {u"mar"_s, 3},
        {u"apr"_s, 4},       {u"jun"_s, 6},       {u"jul"_s, 7},       {u"aug"_s, 8},       {u"sep"_s, 9},
        {u"sept"_s, 9},      {u"oct"_s, 10},      {u"nov"_s, 11},      {u"dec"_s, 12},      {u"febuary"_s, 2},
        {u"feburary"_s, 2},  {u"agust"_s, 8},     {u"decembre"_s, 12}, {u"novembre"_s, 11}};
    return months.value(words[i].folded, 0);
}

bool isDoubtfulMonth(const Words &words, qsizetype i)
{
    return words.isOneOf(i, {"may"_L1, "march"_L1, "mar"_L1, "jan"_L1, "dec"_L1});
}

int weekdayOf(const Words &words, qsizetype i)
{
    static const QHash<QString, int> days{
        {u"monday"_s, 1},     {u"tuesday"_s, 2},  {u"wednesday"_s, 3}, {u"thursday"_s, 4}, {u"friday"_s, 5},
        {u"saturday"_s, 6},   {u"sunday"_s, 7},   {u"mon"_s, 1},       {u"tue"_s, 2},      {u"tues"_s, 2},
        {u"wed"_s, 3},        {u"weds"_s, 3},     {u"thu"_s, 4},       {u"thur"_s, 4},     {u"thurs"_s, 4},
        {u"fri"_s, 5},        {u"sat"_s, 6},      {u"sun"_s, 7},       {u"wensday"_s, 3},  {u"wednsday"_s, 3},
        {u"wednessday"_s, 3}, {u"thrusday"_s, 4}, {u"tuseday"_s, 2},   {u"saterday"_s, 6}, {u"firday"_s, 5}};
    QString word = words[i].folded;
    if (word.endsWith(u"'s"_s)) // "friday's fine"
        word.chop(2);
    return days.value(word, 0);
}

bool isDoubtfulWeekday(const Words &words, qsizetype i)
{
    return words.isOneOf(i, {"mon"_L1, "wed"_L1, "sat"_L1, "sun"_L1, "tue"_L1, "thu"_L1, "fri"_L1});
}

TimeUnit timeUnitOf(const Words &words, qsizetype i)
{
    static const QHash<QString, TimeUnit> units{{u"second"_s, TimeUnit::Second},
                                                {u"seconds"_s, TimeUnit::Second},
                                                {u"sec"_s, TimeUnit::Second},
                                                {u"secs"_s, TimeUnit::Second},
                                                {u"minute"_s, TimeUnit::Minute},
                                                {u"minutes"_s, TimeUnit::Minute},
                                                {u"min"_s, TimeUnit::Minute},
                                                {u"mins"_s, TimeUnit::Minute},
                                                {u"hour"_s, TimeUnit::Hour},
                                                {u"hours"_s, TimeUnit::Hour},
                                                {u"hr"_s, TimeUnit::Hour},
                                                {u"hrs"_s, TimeUnit::Hour},
                                                {u"day"_s, TimeUnit::Day},
                                                {u"days"_s, TimeUnit::Day},
                                                {u"night"_s, TimeUnit::Day},
                                                {u"nights"_s, TimeUnit::Day},
                                                {u"week"_s, TimeUnit::Week},
                                                {u"weeks"_s, TimeUnit::Week},
                                                {u"wk"_s, TimeUnit::Week},
                                                {u"wks"_s, TimeUnit::Week},
                                                {u"fortnight"_s, TimeUnit::Fortnight},
                                                {u"fortnights"_s, TimeUnit::Fortnight},
                                                {u"month"_s, TimeUnit::Month},
                                                {u"months"_s, TimeUnit::Month},
                                                {u"year"_s, TimeUnit::Year},
                                                {u"years"_s, TimeUnit::Year},
                                                {u"yr"_s, TimeUnit::Year},
                                                {u"yrs"_s, TimeUnit::Year}};
    static const QHash<QString, TimeUnit> letters{{u"s"_s, TimeUnit::Second}, {u"m"_s, TimeUnit::Minute},
                                                  {u"h"_s, TimeUnit::Hour},   {u"d"_s, TimeUnit::Day},
                                                  {u"w"_s, TimeUnit::Week},   {u"y"_s, TimeUnit::Year}};
    QString word = words[i].folded;
    if (word.endsWith(u"'s"_s)) // "in a week's time"
        word.chop(2);
    if (word.size() == 1)
        return words.digits(i - 1) && (words.glued(i) || word == "h"_L1) ? letters.value(word, TimeUnit::None)
                                                                         : TimeUnit::None;
    return units.value(word, TimeUnit::None);
}

bool goesOnAfterTime(const Words &words, qsizetype i)
{
    static const QSet<QString> next{u"a"_s,
                                    u"after"_s,
                                    u"and"_s,
                                    u"are"_s,
                                    u"around"_s,
                                    u"as"_s,
                                    u"at"_s,
                                    u"because"_s,
                                    u"before"_s,
                                    u"but"_s,
                                    u"by"_s,
                                    u"can"_s,
                                    u"could"_s,
                                    u"do"_s,
                                    u"does"_s,
                                    u"evening"_s,
                                    u"for"_s,
                                    u"from"_s,
                                    u"have"_s,
                                    u"i"_s,
                                    u"i'd"_s,
                                    u"i'll"_s,
                                    u"i'm"_s,
                                    u"if"_s,
                                    u"in"_s,
                                    u"instead"_s,
                                    u"into"_s,
                                    u"is"_s,
                                    u"it"_s,
                                    u"latest"_s,
                                    u"maybe"_s,
                                    u"morning"_s,
                                    u"my"_s,
                                    u"next"_s,
                                    u"night"_s,
                                    u"not"_s,
                                    u"on"_s,
                                    u"or"_s,
                                    u"please"_s,
                                    u"sharp"_s,
                                    u"should"_s,
                                    u"since"_s,
                                    u"so"_s,
                                    u"thank"_s,
                                    u"thanks"_s,
                                    u"that"_s,
                                    u"then"_s,
                                    u"this"_s,
                                    u"through"_s,
                                    u"thru"_s,
                                    u"till"_s,
                                    u"to"_s,
                                    u"today"_s,
                                    u"tomorrow"_s,
                                    u"tonight"_s,
                                    u"too"_s,
                                    u"under"_s,
                                    u"until"_s,
                                    u"was"_s,
                                    u"we"_s,
                                    u"when"_s,
                                    u"will"_s,
                                    u"with"_s,
                                    u"works"_s,
                                    u"would"_s,
                                    u"you"_s,
                                    u"afternoon"_s,
                                    u"already"_s,
                                    u"ok"_s,
                                    u"okay"_s,
                                    u"approximately"_s,
                                    u"onwards"_s,
                                    u"pls"_s,
                                    u"earliest"_s,
                                    u"exactly"_s};
    if (words.digits(i))
        return false;
    if (!words.letters(i))
        return !words.gluedMark(i, u'%') && !words.gluedMark(i, u'-') && !words.gluedMark(i, u'/');
    return next.contains(words[i].folded) || weekdayOf(words, i) > 0 || monthOf(words, i) > 0;
}

} // namespace confab::bots::lex
