// SPDX-License-Identifier: GPL-3.0-or-later
#include "names.h"

#include "english_calendar.h"
#include "english_numbers.h"

#include <QSet>

#include <algorithm>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

// What people put in front of a name that they were asked for.
bool leadsIn(const QString &word)
{
    static const QSet<QString> words{
        u"my"_s,      u"name"_s,       u"name's"_s,   u"is"_s,    u"first"_s,   u"last"_s,      u"given"_s,
        u"family"_s,  u"surname"_s,    u"the"_s,      u"i"_s,     u"am"_s,      u"i'm"_s,       u"im"_s,
        u"it"_s,      u"it's"_s,       u"its"_s,      u"this"_s,  u"that"_s,    u"that's"_s,    u"call"_s,
        u"me"_s,      u"you"_s,        u"can"_s,      u"hi"_s,    u"hello"_s,   u"hey"_s,       u"ok"_s,
        u"okay"_s,    u"well"_s,       u"sure"_s,     u"yes"_s,   u"um"_s,      u"uh"_s,        u"oh"_s,
        u"so"_s,      u"just"_s,       u"for"_s,      u"under"_s, u"mr"_s,      u"mrs"_s,       u"ms"_s,
        u"miss"_s,    u"dr"_s,         u"prof"_s,     u"in"_s,    u"to"_s,      u"from"_s,      u"at"_s,
        u"near"_s,    u"on"_s,         u"live"_s,     u"we"_s,    u"we're"_s,   u"we'd"_s,      u"are"_s,
        u"city"_s,    u"of"_s,         u"country"_s,  u"state"_s, u"town"_s,    u"somewhere"_s, u"around"_s,
        u"let's"_s,   u"lets"_s,       u"say"_s,      u"go"_s,    u"going"_s,   u"want"_s,      u"would"_s,
        u"like"_s,    u"i'd"_s,        u"make"_s,     u"maybe"_s, u"how"_s,     u"what"_s,      u"about"_s,
        u"think"_s,   u"i'll"_s,       u"be"_s,       u"stay"_s,  u"staying"_s, u"visit"_s,     u"street"_s,
        u"address"_s, u"preferably"_s, u"probably"_s, u"fly"_s,   u"flying"_s,  u"travel"_s,    u"here"_s,
        u"there"_s};
    return words.contains(word);
}

// Small words inside of names.
bool joinsNames(const QString &word)
{
    static const QSet<QString> words{u"of"_s,  u"on"_s,    u"upon"_s, u"the"_s,   u"de"_s, u"la"_s,  u"le"_s, u"les"_s,
                                     u"del"_s, u"della"_s, u"di"_s,   u"da"_s,    u"do"_s, u"dos"_s, u"du"_s, u"van"_s,
                                     u"von"_s, u"der"_s,   u"den"_s,  u"el"_s,    u"al"_s, u"am"_s,  u"in"_s, u"sur"_s,
                                     u"st"_s,  u"saint"_s, u"and"_s,  u"y"_s,     u"e"_s,  u"und"_s, u"zu"_s, u"ter"_s,
                                     u"ten"_s, u"bin"_s,   u"ibn"_s,  u"under"_s, u"by"_s};
    return words.contains(word);
}

bool isParticle(const QString &word)
{
    static const QSet<QString> words{u"van"_s, u"von"_s, u"de"_s,  u"der"_s, u"den"_s, u"del"_s, u"della"_s, u"di"_s,
                                     u"da"_s,  u"do"_s,  u"dos"_s, u"du"_s,  u"la"_s,  u"le"_s,  u"el"_s,    u"al"_s,
                                     u"st"_s,  u"zu"_s,  u"ter"_s, u"ten"_s, u"bin"_s, u"ibn"_s, u"mac"_s,   u"mc"_s};
    return words.contains(word);
}

bool endsStreet(const QString &word)
{
    static const QSet<QString> words{
        u"street"_s, u"road"_s,    u"avenue"_s,     u"ave"_s,     u"lane"_s,   u"drive"_s,   u"boulevard"_s,
        u"blvd"_s,   u"way"_s,     u"court"_s,      u"place"_s,   u"square"_s, u"terrace"_s, u"crescent"_s,
        u"close"_s,  u"gardens"_s, u"grove"_s,      u"highway"_s, u"alley"_s,  u"parkway"_s, u"circus"_s,
        u"mews"_s,   u"quay"_s,    u"embankment"_s, u"rd"_s,      u"st"_s,     u"walk"_s,    u"row"_s};
    static const QStringList endings{u"straße"_s, u"strasse"_s, u"gasse"_s, u"platz"_s,
                                     u"allee"_s,  u"weg"_s,     u"straat"_s};
    if (words.contains(word))
        return true;
    return std::any_of(endings.cbegin(), endings.cend(), [&word](const QString &ending) {
        return word.endsWith(ending) && word.size() > ending.size() + 2;
    });
}

bool beginsStreet(const QString &word)
{
    static const QSet<QString> words{u"rue"_s, u"via"_s, u"calle"_s, u"avenida"_s, u"rua"_s, u"piazza"_s, u"plaza"_s};
    return words.contains(word);
}

bool beginsSentence(const Words &words, qsizetype i)
{
    return i == 0 || words.isOneOf(i - 1, {"."_L1, "!"_L1, "?"_L1});
}

double certaintyOf(NameKind kind)
{
    switch (kind) {
    case NameKind::City:
        return 0.85;
    case NameKind::State:
        return 0.8;
    case NameKind::Country:
        return 0.9;
    case NameKind::Street:
        return 0.8;
    case NameKind::First:
        return 0.6;
    case NameKind::Last:
        return 0.5;
    }
    return 0;
}

// "12 Baker Street", "5th Avenue", "rue de Rivoli", "Hauptstraße".
void readStreets(const Words &words, QList<Reading> &readings)
{
    const auto inName = [&words](qsizetype i) {
        return words.letters(i) && (!isNoName(words[i].folded)) &&
               (words[i].capital || !isOrdinaryWord(words[i].folded) || joinsNames(words[i].folded));
    };
    for (qsizetype i = 0; i < words.size(); ++i) {
        const QString &word = words[i].folded;
        if (words.letters(i) && endsStreet(word)) {
            const bool compound = word.size() > 7 && !isOrdinaryWord(word) && words[i].capital;
            qsizetype from = i;
            bool capital = false;
            // The "b" of "221b" and the "th" of "5th" begin no name.
            const auto endsNumber = [&words](qsizetype at) { return words.glued(at) && words.digits(at - 1); };
            while (i - from < 4 && inName(from - 1) && !endsNumber(from - 1) &&
                   !words.isOneOf(from - 1, {"the"_L1, "a"_L1})) {
                --from;
                capital |= words[from].capital;
                // In small letters two words are a name at most: "i live in baker street".
                if (!words[from].capital && i - from == 2)
                    break;
            }
            while (from < i && (joinsNames(words[from].folded) && !words[from].capital))
                ++from;
            if (from == i) {
                // "5th avenue", "main street"; "42nd".
                for (qsizetype back = i - 1; back >= i - 2 && back >= 0; --back) {
                    const auto ordinal = readOrdinal(words, back);
                    if (ordinal && ordinal->to == i)
                        from = back;
                }
                // "12 baker street": after the number of a house any word will do.
                const bool letter = words.glued(i - 2) && words.letters(i - 2) && words[i - 2].length == 1;
                if (from == i && words.letters(i - 1) && !isNoName(words[i - 1].folded) &&
                    words.digits(letter ? i - 3 : i - 2))
                    from = i - 1;
                if (from == i && words.isOneOf(i - 1, {"main"_L1, "high"_L1, "church"_L1, "park"_L1, "station"_L1}))
                    from = i - 1;
                if (from == i && !compound)
                    continue;
            }
            qsizetype to = i + 1;
            const bool shortened = words.isOneOf(i, {"st"_L1, "rd"_L1, "ave"_L1, "blvd"_L1});
            if (shortened && words.glued(i) && words.digits(i - 1))
                continue;
            const QString text = words.text(from, to);
            const bool vague = words.isOneOf(i, {"way"_L1, "place"_L1, "close"_L1, "row"_L1, "walk"_L1, "st"_L1,
                                                 "drive"_L1, "court"_L1}) &&
                               !words[i].capital;
            if (vague && !capital && !words.digits(from - 1))
                continue;
            readings.append({from, to, text, {text}, capital || compound ? 0.85 : 0.7, false});
        } else if (beginsStreet(word) && (words[i].capital || words[i + 1].capital)) {
            qsizetype to = i + 1;
            while (to - i < 5 && words.letters(to) && (words[to].capital || joinsNames(words[to].folded)))
                ++to;
            while (to > i + 1 && !words[to - 1].capital)
                --to;
            if (to > i + 1) {
                const QString text = words.text(i, to);
                readings.append({i, to, text, {text}, 0.8, false});
            }
        }
    }
}

// Whether words [from, to) could be a name that no list has.
bool looksLikeName(const Words &words, qsizetype from, qsizetype to, NameKind kind)
{
    const bool street = kind == NameKind::Street && to > from + 1 && endsStreet(words[to - 1].folded);
    int count = 0;
    int uncommon = 0;
    bool capitals = true;
    for (qsizetype i = from; i < to; ++i) {
        const Word &word = words[i];
        if (word.kind == Word::Mark) {
            const bool inside =
                words.glued(i) && (word.folded == "-"_L1 || word.folded == "'"_L1 || word.folded == "."_L1);
            if (!inside || i == from)
                return false;
            continue;
        }
        ++count;
        if (word.kind == Word::Digits) {
            const auto ordinal = readOrdinal(words, i);
            if (kind != NameKind::Street || !ordinal)
                return false;
            i = ordinal->to - 1;
            continue;
        }
        if (isNoName(word.folded) || word.length > 25)
            return false;
        if (!word.capital && !street && word.length > 5 && word.folded.endsWith(u"ing"_s))
            return false;
        const bool joins = joinsNames(word.folded);
        capitals = capitals && (word.capital || joins);
        if (isOrdinaryWord(word.folded)) {
            if (!joins && !word.capital && !street)
                return false;
        } else if (word.length > 1) {
            ++uncommon;
        }
    }
    // "221b baker street": behind the number of a house any words will do.
    const bool house = street && (words.digits(from - 1) || (words.glued(from - 1) && words.digits(from - 2)));
    return count > 0 && count <= 5 && (uncommon > 0 || house || (capitals && count > 1));
}

bool followsFirstName(const Words &words, qsizetype i)
{
    return words.letters(i - 1) && words[i - 1].capital && words[i].capital && !words.glued(i) &&
           monthOf(words, i - 1) == 0 && !NameList::of(NameKind::First).known(words, i - 1, i).isNull();
}

// "Anna Karenina": a capital behind a known first name.
void readUnknownLastNames(const Words &words, QList<Reading> &readings)
{
    for (qsizetype i = 1; i < words.size(); ++i) {
        if (words.letters(i) && followsFirstName(words, i) && !isOrdinaryWord(words[i].folded) &&
            NameList::of(NameKind::First).known(words, i, i + 1).isNull() &&
            NameList::of(NameKind::Last).known(words, i, i + 1).isNull()) {
            qsizetype to = i + 1;
            while (words.gluedMark(to, u'-') && words.glued(to + 1) && words.letters(to + 1))
                to += 2;
            const QString name = words.text(i, to);
            readings.append({i, to, name, {name}, 0.6, false});
        }
    }
}

Reading nameReading(const Words &words, qsizetype from, qsizetype to, const QString &value)
{
    return {from, to,  value.isNull() ? words.text(from, to) : value, {value.isNull() ? words.text(from, to) : value},
            0.5,  true};
}

// Of "Anna Maria Smith": the first name or the last.
std::optional<Reading> partOfPerson(const Words &words, qsizetype from, qsizetype to, NameKind kind)
{
    const auto whole = [&](qsizetype begin, qsizetype end) {
        return nameReading(words, begin, end, NameList::of(kind).known(words, begin, end));
    };
    // The end of the first of the names; a hyphen joins two.
    qsizetype first = from + 1;
    while (first < to && words.glued(first))
        ++first;
    if (first >= to)
        return whole(from, to);
    const bool particle = isParticle(words[from].folded);
    if (kind == NameKind::Last) {
        if (particle)
            return whole(from, to);
        // Of "Mary Ann Evans" and "J. R. Hartley" what is neither a first name nor an initial.
        while (first + 1 < to &&
               (words[first].length == 1 || words[first].kind == Word::Mark ||
                (!NameList::of(NameKind::First).known(words, first, first + 1).isNull() &&
                 NameList::of(NameKind::Last).known(words, first, first + 1).isNull() && !words.glued(first + 1))))
            ++first;
        return whole(first, to);
    }
    if (particle)
        return whole(from, to);
    const NameList &firstNames = NameList::of(NameKind::First);
    const bool second =
        !firstNames.known(words, first, to).isNull() && NameList::of(NameKind::Last).known(words, first, to).isNull();
    return whole(from, second ? to : first);
}

} // namespace

QList<Reading> readNames(const Words &words, NameKind kind)
{
    QList<Reading> readings;
    if (kind == NameKind::Street)
        readStreets(words, readings);
    const NameList &list = NameList::of(kind);
    for (qsizetype i = 0; i < words.size(); ++i) {
        if (words[i].kind == Word::Mark || !list.begins(words, i))
            continue;
        for (qsizetype to = std::min(words.size(), i + list.longest()); to > i; --to) {
            if (words.glued(to) && words.gluedMark(to, u'@'))
                continue;
            const QString name = list.known(words, i, to);
            if (name.isNull())
                continue;
            double certainty = certaintyOf(kind);
            bool asked = false;
            if (to == i + 1 && isOrdinaryWord(words[i].folded)) {
                asked = !words[i].capital;
                certainty = asked || beginsSentence(words, i) ? 0.3 : 0.5;
            } else if (!words[i].capital) {
                certainty -= 0.15;
            }
            if (kind == NameKind::First && monthOf(words, i) > 0)
                certainty = 0.3; // "3 June" is no person
            if (kind == NameKind::Last && followsFirstName(words, i)) {
                certainty = 0.75;
                asked = false;
            }
            readings.append({i, to, name, {name}, certainty, asked});
            break;
        }
    }
    if (kind == NameKind::Last)
        readUnknownLastNames(words, readings);
    return readings;
}

std::optional<Reading> readNameAnswer(const Words &words, NameKind kind)
{
    const NameList &list = NameList::of(kind);
    qsizetype from = 0;
    qsizetype to = words.size();
    const auto trimEnd = [&] {
        for (;;) {
            if (to > from && words[to - 1].kind == Word::Mark)
                --to;
            else if (to > from + 1 && words.isOneOf(to - 1, {"please"_L1, "thanks"_L1, "pls"_L1}))
                --to;
            else if (to > from + 2 && words.say(to - 2, {"thank"_L1, "you"_L1}))
                to -= 2;
            else
                return;
        }
    };
    trimEnd();
    const bool person = kind == NameKind::First || kind == NameKind::Last;
    for (;; ++from) {
        while (from < to && (words[from].kind == Word::Mark || (person && words.is(from, "."_L1))))
            ++from;
        if (from >= to)
            return {};
        const bool lenient = !isOrdinaryWord(words[from].folded);
        if (const QString name = list.known(words, from, to, lenient); !name.isNull())
            return nameReading(words, from, to, name);
        if (!leadsIn(words[from].folded))
            break;
    }
    if (kind == NameKind::Street) {
        // The number of a house is not the street's.
        if (words.digits(from) && !readOrdinal(words, from)) {
            ++from;
            if (words.glued(from) && words.letters(from) && words[from].length == 1)
                ++from;
            while (words.is(from, ","_L1))
                ++from;
        } else if (to > from + 1 && words.digits(to - 1) && !words.glued(to - 1)) {
            --to;
        }
        if (const QString name = list.known(words, from, to, true); !name.isNull())
            return nameReading(words, from, to, name);
    }
    if (kind == NameKind::City) {
        // "London UK", "Manchester in England".
        for (qsizetype i = from + 1; i < to; ++i) {
            const QString city = list.known(words, from, i);
            const qsizetype place = words.is(i, "in"_L1) ? i + 1 : i;
            if (!city.isNull() && (!NameList::of(NameKind::Country).known(words, place, to, true).isNull() ||
                                   !NameList::of(NameKind::State).known(words, place, to, true).isNull()))
                return nameReading(words, from, i, city);
        }
        if (!NameList::of(NameKind::Country).known(words, from, to).isNull())
            return {}; // which of its cities?
    }
    if (kind == NameKind::City || kind == NameKind::State || kind == NameKind::Street) {
        // "Paris, Texas", "12 Baker Street, London": what follows is where it lies.
        for (qsizetype i = from + 1; i < to; ++i) {
            if (words.is(i, ","_L1)) {
                to = i;
                break;
            }
        }
        const bool lenient = kind == NameKind::City && !isOrdinaryWord(words[from].folded);
        if (const QString name = list.known(words, from, to, lenient); !name.isNull())
            return nameReading(words, from, to, name);
    }
    if (!looksLikeName(words, from, to, kind)) {
        // A person's name may be of ordinary words: "Will Young", "jean luc".
        const bool known = person && !NameList::of(NameKind::First).known(words, from, from + 1).isNull() &&
                           (!NameList::of(NameKind::Last).known(words, from + 1, to).isNull() ||
                            looksLikeName(words, from + 1, to, kind));
        if (!known)
            return {};
    }
    if (person)
        return partOfPerson(words, from, to, kind);
    return nameReading(words, from, to, QString());
}

} // namespace confab::bots::lex
