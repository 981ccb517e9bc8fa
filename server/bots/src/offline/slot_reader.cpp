// SPDX-License-Identifier: GPL-3.0-or-later
#include "slot_reader.h"

#include "lex_slots/english_calendar.h"
#include "lex_slots/english_numbers.h"
#include "lex_slots/words.h"

#include <QRegularExpression>
#include <QSet>

#include <algorithm>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

// An answer longer than this is no value that nobody has heard of, but talk. A title of a book may be so long.
constexpr qsizetype looseWords = 8;

bool isOneOf(const QString &type, std::initializer_list<QLatin1StringView> names)
{
    return std::any_of(names.begin(), names.end(),
                       [&type](QLatin1StringView name) { return type.compare(name, Qt::CaseInsensitive) == 0; });
}

// "i would like paris please": the words around a value that are none of it.
QString withoutTalk(const QString &text, const QList<Token> &tokens)
{
    static const QSet<QString> talk{
        u"i"_s,      u"we"_s,   u"would"_s, u"like"_s,     u"want"_s,  u"need"_s, u"please"_s, u"it"_s,   u"is"_s,
        u"make"_s,   u"take"_s, u"will"_s,  u"am"_s,       u"to"_s,    u"ok"_s,   u"okay"_s,   u"well"_s, u"hmm"_s,
        u"um"_s,     u"just"_s, u"that"_s,  u"thanks"_s,   u"thank"_s, u"you"_s,  u"let"_s,    u"us"_s,   u"say"_s,
        u"go"_s,     u"for"_s,  u"with"_s,  u"actually"_s, u"a"_s,     u"an"_s,   u"my"_s,     u"name"_s, u"have"_s,
        u"prefer"_s, u"be"_s,   u"in"_s,    u"at"_s,       u"on"_s};
    qsizetype first = 0;
    qsizetype last = tokens.size();
    while (first < last && talk.contains(tokens[first].word))
        ++first;
    while (last > first && talk.contains(tokens[last - 1].word))
        --last;
    if (first == last)
        return text.trimmed();
    const Token &end = tokens[last - 1];
    return text.sliced(tokens[first].at, end.at + end.length - tokens[first].at);
}

// "not a double, a suite"
bool isDenied(const QString &text, const lex::SlotMatch &match)
{
    const QStringView before = QStringView(text).first(match.at).trimmed();
    return before.endsWith("not"_L1, Qt::CaseInsensitive) || before.endsWith("not a"_L1, Qt::CaseInsensitive) ||
           before.endsWith("not on"_L1, Qt::CaseInsensitive);
}

// Digits, "two", "5th", "november", "thirds": what makes another value of a number or a date beside it.
bool isOfAmount(const lex::Words &words, qsizetype i)
{
    static const QSet<QString> shares{u"half"_s,    u"halves"_s, u"third"_s,  u"thirds"_s,  u"quarter"_s, u"quarters"_s,
                                      u"fourths"_s, u"fifths"_s, u"sixths"_s, u"eighths"_s, u"tenths"_s};
    return words.digits(i) || shares.contains(words[i].folded) ||
           (words.letters(i) && (lex::readNumber(words, i) || lex::readOrdinal(words, i) ||
                                 (lex::monthOf(words, i) > 0 && !lex::isDoubtfulMonth(words, i))));
}

// Behind a number "people" and the like: it counts something else.
bool countsOther(const lex::Words &words, qsizetype i)
{
    const qsizetype next = i + 1;
    return words.letters(next) && !words.glued(next) && !isOfAmount(words, next) &&
           lex::timeUnitOf(words, next) == lex::TimeUnit::None &&
           !words.isOneOf(next, {"to"_L1, "or"_L1, "of"_L1, "and"_L1, "point"_L1, "please"_L1, "percent"_L1});
}

} // namespace

SlotReader::SlotReader(const lex::BotLocale &locale, const Language &language)
    : m_language(language)
    , m_grammar(lex::slotGrammarFor(locale.id))
{
    QSet<QString> known; // each lemma is kept once
    for (const lex::SlotType &type : locale.slotTypes) {
        OwnType own{.type = type, .ways = {}, .single = {}};
        for (const lex::SlotTypeValue &value : type.values) {
            QStringList ways{value.value};
            ways += value.synonyms;
            for (const QString &way : std::as_const(ways)) {
                QStringList lemmas;
                for (const Token &token : language.read(way))
                    lemmas.append(*known.insert(token.lemma));
                if (lemmas.isEmpty())
                    continue;
                QList<Way> &same = own.ways[lemmas.front()];
                same.append({lemmas, value.value, way == value.value});
                if (lemmas.size() == 1)
                    own.single.append(lemmas.front());
            }
        }
        for (QList<Way> &ways : own.ways)
            std::stable_sort(ways.begin(), ways.end(),
                             [](const Way &a, const Way &b) { return a.lemmas.size() > b.lemmas.size(); });
        m_own.insert(type.name, own);
    }
}

QString SlotReader::builtIn(const QString &type) const
{
    const auto own = m_own.constFind(type);
    return own == m_own.cend() ? type : own->type.parent;
}

lex::SlotContext SlotReader::contextOf(const QString &type, const QDateTime &now) const
{
    const auto own = m_own.constFind(type);
    return {.now = now, .regexFilter = own == m_own.cend() ? QString() : own->type.regexFilter};
}

bool SlotReader::takesAnything(const QString &type) const
{
    const auto own = m_own.constFind(type);
    if (own != m_own.cend() && own->type.parent.isEmpty())
        return !own->type.topResolution;
    if (own != m_own.cend() && !own->type.regexFilter.isEmpty())
        return false;
    return isOneOf(builtIn(type),
                   {"AMAZON.FreeFormInput"_L1, "AMAZON.City"_L1, "AMAZON.FirstName"_L1, "AMAZON.LastName"_L1,
                    "AMAZON.StreetName"_L1, "AMAZON.State"_L1, "AMAZON.Country"_L1, "AMAZON.AlphaNumeric"_L1});
}

bool SlotReader::takesNumbers(const QString &type) const
{
    return isOneOf(builtIn(type), {"AMAZON.Number"_L1, "AMAZON.Percentage"_L1});
}

bool SlotReader::takesCodes(const QString &type) const
{
    return isOneOf(builtIn(type), {"AMAZON.AlphaNumeric"_L1});
}

bool SlotReader::takesNames(const QString &type) const
{
    return isOneOf(builtIn(type), {"AMAZON.City"_L1, "AMAZON.FirstName"_L1, "AMAZON.LastName"_L1,
                                   "AMAZON.StreetName"_L1, "AMAZON.State"_L1, "AMAZON.Country"_L1});
}

bool SlotReader::isFragment(const QString &type, const QString &text, qsizetype at, qsizetype length,
                            const QList<std::pair<qsizetype, qsizetype>> &others) const
{
    if (!isOneOf(builtIn(type), {"AMAZON.Number"_L1, "AMAZON.Percentage"_L1, "AMAZON.Date"_L1, "AMAZON.Time"_L1,
                                 "AMAZON.Duration"_L1, "AMAZON.PhoneNumber"_L1, "AMAZON.AlphaNumeric"_L1}))
        return false;
    const lex::Words words(text);
    qsizetype from = 0;
    while (from < words.size() && words[from].at + words[from].length <= at)
        ++from;
    qsizetype to = from;
    while (to < words.size() && words[to].at < at + length)
        ++to;
    const auto isOthers = [&](qsizetype i) {
        return std::any_of(others.begin(), others.end(), [&](const std::pair<qsizetype, qsizetype> &other) {
            return words[i].at >= other.first && words[i].at < other.first + other.second;
        });
    };
    // What joins two amounts; "and" only before a share: "one and three quarters".
    const auto joins = [&words](qsizetype i) {
        return words.isOneOf(i, {"to"_L1, "till"_L1, "until"_L1, "through"_L1, "or"_L1, "point"_L1, "of"_L1, "the"_L1,
                                 "-"_L1, "/"_L1}) ||
               words[i].folded == u"\u2013"_s || (words.is(i, "."_L1) && words.glued(i + 1));
    };
    qsizetype before = from - 1;
    while (before >= 0 && joins(before))
        --before;
    if (words.letters(before) && words.glued(before) && words.digits(before - 1)) // "31st"
        --before;
    if (before >= 0 && isOfAmount(words, before) && !isOthers(before))
        return true;
    qsizetype behind = to;
    while (behind < words.size() && joins(behind))
        ++behind;
    const bool share = behind == to && words.is(to, "and"_L1) && isOfAmount(words, to + 1) &&
                       (isOfAmount(words, to + 2) || words.is(to + 1, "half"_L1));
    return share || (behind < words.size() && isOfAmount(words, behind) && !isOthers(behind) &&
                     !(behind == to && countsOther(words, behind)));
}

QList<lex::SlotMatch> SlotReader::findOwn(const OwnType &type, const QString &text, const QList<Token> &tokens) const
{
    QList<lex::SlotMatch> found;
    for (qsizetype i = 0; i < tokens.size(); ++i) {
        const Way *best = nullptr;
        const auto ways = type.ways.constFind(tokens[i].lemma);
        if (ways != type.ways.cend()) {
            for (const Way &way : *ways) {
                bool same = i + way.lemmas.size() <= tokens.size();
                for (qsizetype k = 1; same && k < way.lemmas.size(); ++k)
                    same = tokens[i + k].lemma == way.lemmas[k];
                if (same && (!best || (best->lemmas.size() == way.lemmas.size() && way.own)))
                    best = &way;
            }
        } else if (!tokens[i].known && tokens[i].lemma.size() >= 4 && tokens.size() <= 40) {
            const int most = tokens[i].lemma.size() >= 8 ? 2 : 1;
            for (const QString &word : type.single) {
                if (word.front() == tokens[i].lemma.front() && slips(word, tokens[i].lemma, most) <= most) {
                    best = &type.ways.constFind(word)->back();
                    break;
                }
            }
        }
        if (!best)
            continue;
        const Token &last = tokens[i + best->lemmas.size() - 1];
        lex::SlotMatch match{.at = tokens[i].at, .length = last.at + last.length - tokens[i].at, .value = {}};
        match.value.originalValue = text.sliced(match.at, match.length);
        match.value.resolvedValues = {best->value};
        match.value.interpretedValue = type.type.topResolution ? best->value : match.value.originalValue;
        match.certainty = 0.9;
        found.append(match);
        i += best->lemmas.size() - 1;
    }
    return found;
}

QList<lex::SlotMatch> SlotReader::find(const QString &type, const QString &text, const QList<Token> &tokens,
                                       const QDateTime &now) const
{
    QList<lex::SlotMatch> found;
    if (const auto own = m_own.constFind(type); own != m_own.cend())
        found = findOwn(*own, text, tokens);
    if (const QString parent = builtIn(type); !parent.isEmpty())
        found += m_grammar->find(parent, text, contextOf(type, now));
    found.removeIf([&text](const lex::SlotMatch &match) { return isDenied(text, match); });
    return found;
}

SlotReader::Answer SlotReader::single(const QString &type, const QString &text, const QDateTime &now) const
{
    const QList<Token> tokens = m_language.read(text);
    if (const auto own = m_own.constFind(type); own != m_own.cend()) {
        QList<lex::SlotMatch> found = findOwn(*own, text, tokens);
        found.removeIf([&text](const lex::SlotMatch &match) { return isDenied(text, match); });
        if (!found.isEmpty()) {
            const auto longest =
                std::max_element(found.begin(), found.end(),
                                 [](const lex::SlotMatch &a, const lex::SlotMatch &b) { return a.length < b.length; });
            return {Fit::Sure, longest->value};
        }
    }
    const QString parent = builtIn(type);
    const lex::SlotContext context = contextOf(type, now);
    if (!parent.isEmpty()) {
        QList<lex::SlotMatch> found = m_grammar->find(parent, text, context);
        found.removeIf([&text](const lex::SlotMatch &match) { return isDenied(text, match); });
        const std::optional<lex::SlotValue> whole = m_grammar->answer(parent, text, context);
        if (whole) {
            const bool told = std::any_of(found.begin(), found.end(),
                                          [](const lex::SlotMatch &match) { return match.certainty >= 0.5; });
            return {takesAnything(type) && !told ? Fit::Loose : Fit::Sure, *whole};
        }
        // Nor is "that's right" a yes wherever it stands: "that's right, but too expensive".
        if (takesAnything(type) || isOneOf(parent, {"AMAZON.Confirmation"_L1}))
            return {};
        QList<lex::SlotMatch> sure = found;
        sure.removeIf([](const lex::SlotMatch &match) { return match.certainty <= 0.5; });
        // "friday or saturday" is no answer; another reading of the same words is none of another value.
        const bool several = std::any_of(sure.begin(), sure.end(), [&sure](const lex::SlotMatch &match) {
            return match.at >= sure.front().at + sure.front().length || match.at + match.length <= sure.front().at;
        });
        return sure.isEmpty() || several ? Answer{} : Answer{Fit::Sure, sure.front().value};
    }
    if (!takesAnything(type) || tokens.isEmpty() || tokens.size() > looseWords)
        return {};
    const QString value = withoutTalk(text, tokens);
    return {Fit::Loose, {.originalValue = value, .interpretedValue = value, .resolvedValues = {}, .values = {}}};
}

SlotReader::Answer SlotReader::whole(const lex::Slot &slot, const QString &text, const QDateTime &now) const
{
    const QString parent = builtIn(slot.type);
    if (slot.multiple || parent.isEmpty())
        return {};
    const std::optional<lex::SlotValue> value = m_grammar->answer(parent, text, contextOf(slot.type, now));
    if (!value)
        return {};
    const QList<lex::SlotMatch> found = m_grammar->find(parent, text, contextOf(slot.type, now));
    const bool told =
        std::any_of(found.begin(), found.end(), [](const lex::SlotMatch &match) { return match.certainty >= 0.5; });
    return {takesAnything(slot.type) && !told ? Fit::Loose : Fit::Sure, *value};
}

SlotReader::Answer SlotReader::answer(const lex::Slot &slot, const QString &text, const QDateTime &now) const
{
    if (!slot.multiple)
        return single(slot.type, text, now);
    static const QRegularExpression between(u"\\s*(?:,|;|&|\\band\\b)\\s*"_s,
                                            QRegularExpression::CaseInsensitiveOption);
    Answer all{Fit::Sure, {}};
    for (const QString &part : text.split(between, Qt::SkipEmptyParts)) {
        const Answer one = single(slot.type, part, now);
        if (one.fit == Fit::None)
            continue;
        if (one.fit == Fit::Loose)
            all.fit = Fit::Loose;
        all.value.values.append(one.value);
    }
    if (all.value.values.isEmpty())
        return {};
    return all;
}

} // namespace confab::bots::offline
