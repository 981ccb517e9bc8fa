// SPDX-License-Identifier: GPL-3.0-or-later
#include "english_grammar.h"

#include "codes.h"
#include "english_calendar.h"
#include "english_dates.h"
#include "english_durations.h"
#include "english_numbers.h"
#include "english_replies.h"
#include "english_times.h"
#include "names.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

// RecognizeText takes no longer text.
constexpr qsizetype mostCharacters = 1024;

enum class Type {
    None,
    AlphaNumeric,
    City,
    Confirmation,
    Country,
    Date,
    Duration,
    EmailAddress,
    FirstName,
    FreeFormInput,
    LastName,
    Number,
    Percentage,
    PhoneNumber,
    State,
    StreetName,
    Time,
    UKPostalCode,
};

Type typeOf(const QString &name)
{
    static const QHash<QString, Type> types{{u"alphanumeric"_s, Type::AlphaNumeric},
                                            {u"city"_s, Type::City},
                                            {u"confirmation"_s, Type::Confirmation},
                                            {u"country"_s, Type::Country},
                                            {u"date"_s, Type::Date},
                                            {u"duration"_s, Type::Duration},
                                            {u"emailaddress"_s, Type::EmailAddress},
                                            {u"firstname"_s, Type::FirstName},
                                            {u"freeforminput"_s, Type::FreeFormInput},
                                            {u"lastname"_s, Type::LastName},
                                            {u"number"_s, Type::Number},
                                            {u"percentage"_s, Type::Percentage},
                                            {u"phonenumber"_s, Type::PhoneNumber},
                                            {u"state"_s, Type::State},
                                            {u"streetname"_s, Type::StreetName},
                                            {u"time"_s, Type::Time},
                                            {u"ukpostalcode"_s, Type::UKPostalCode}};
    constexpr auto prefix = "AMAZON."_L1;
    return name.startsWith(prefix) ? types.value(name.sliced(prefix.size()).toLower(), Type::None) : Type::None;
}

std::optional<NameKind> nameKindOf(Type type)
{
    switch (type) {
    case Type::City:
        return NameKind::City;
    case Type::State:
        return NameKind::State;
    case Type::Country:
        return NameKind::Country;
    case Type::StreetName:
        return NameKind::Street;
    case Type::FirstName:
        return NameKind::First;
    case Type::LastName:
        return NameKind::Last;
    default:
        return {};
    }
}

QList<Reading> readingsOf(Type type, const Words &words, const SlotContext &context,
                          const EnglishGrammar::Habits &habits)
{
    switch (type) {
    case Type::AlphaNumeric:
        return readCodes(words, context.regexFilter);
    case Type::Confirmation:
        return readReplies(words);
    case Type::Date:
        return readDates(words, context.now, habits.dayFirst);
    case Type::Duration:
        return readDurations(words);
    case Type::EmailAddress:
        return readEmails(words);
    case Type::Number:
        return readNumbers(words);
    case Type::Percentage:
        return readPercentages(words);
    case Type::PhoneNumber:
        return readPhones(words);
    case Type::Time:
        return readTimes(words, context.now, habits.clock24);
    case Type::UKPostalCode:
        return readPostcodes(words);
    default:
        if (const auto kind = nameKindOf(type))
            return readNames(words, *kind);
        return {}; // free form input is a whole answer, never a part of a text
    }
}

SlotValue valueOf(const Words &words, const Reading &reading)
{
    return {words.text(reading.from, reading.to), reading.value, reading.resolved, {}};
}

// Of those that say the same words, and of one within another, the longer and surer one stays.
QList<Reading> settled(QList<Reading> readings)
{
    std::stable_sort(readings.begin(), readings.end(), [](const Reading &a, const Reading &b) {
        const qsizetype lengthA = a.to - a.from;
        const qsizetype lengthB = b.to - b.from;
        return lengthA != lengthB ? lengthA > lengthB : a.certainty > b.certainty;
    });
    QList<Reading> kept;
    for (const Reading &reading : std::as_const(readings)) {
        const bool covered = std::any_of(kept.cbegin(), kept.cend(), [&reading](const Reading &other) {
            const bool same = other.from == reading.from && other.to == reading.to;
            return same ||
                   (other.from <= reading.from && other.to >= reading.to && other.certainty >= reading.certainty);
        });
        if (!covered)
            kept.append(reading);
    }
    return kept;
}

// Behind a number that was asked for: "three nights", "2 of us"; what makes it another thing is none.
bool isCounted(const Words &words, qsizetype i)
{
    static const QSet<QString> others{u"am"_s,      u"pm"_s,      u"percent"_s, u"per"_s,   u"o'clock"_s, u"oclock"_s,
                                      u"or"_s,      u"and"_s,     u"not"_s,     u"no"_s,    u"minus"_s,   u"point"_s,
                                      u"street"_s,  u"road"_s,    u"avenue"_s,  u"times"_s, u"past"_s,    u"to"_s,
                                      u"million"_s, u"but"_s,     u"until"_s,   u"till"_s,  u"cancel"_s,  u"half"_s,
                                      u"except"_s,  u"than"_s,    u"less"_s,    u"more"_s,  u"thirds"_s,  u"quarters"_s,
                                      u"halves"_s,  u"fourths"_s, u"fifths"_s};
    return words.letters(i) && !words.glued(i) && !readNumber(words, i) && !others.contains(words[i].folded) &&
           monthOf(words, i) == 0 && weekdayOf(words, i) == 0;
}

class Answer
{
public:
    Answer(Type type, const Words &words, const SlotContext &context, const EnglishGrammar::Habits &habits)
        : m_type(type)
        , w(words)
        , m_said(words.size(), false)
    {
        // "friday at 5 pm" answers "which day?" and "what time?".
        const auto others = [&](Type other) {
            for (const Reading &reading : readingsOf(other, words, context, habits)) {
                if (!reading.asked && reading.certainty >= 0.6)
                    m_others.append(reading);
            }
        };
        const bool place = type == Type::City || type == Type::State || type == Type::Country;
        if (type == Type::Date || type == Type::Duration || place)
            others(Type::Time);
        if (type == Type::Time || type == Type::Duration || type == Type::Number || place)
            others(Type::Date);
        if (type == Type::Date || place)
            others(Type::Duration);
    }

    // Whether all that stands around the reading is small talk.
    [[nodiscard]] bool isWhole(const Reading &reading) const
    {
        if (m_type == Type::Number && reading.certainty < 0.4)
            return false; // a part of a date, a time or a share
        QList<bool> said = m_said;
        std::fill(said.begin() + reading.from, said.begin() + reading.to, true);
        for (const Reading &other : m_others) {
            // "5 1/2" is no number and a day of January.
            const bool share = m_type == Type::Number && other.from == reading.to && w.digits(other.from);
            if (!share && (other.to <= reading.from || other.from >= reading.to))
                std::fill(said.begin() + other.from, said.begin() + other.to, true);
        }
        int counted = 0;
        for (qsizetype i = 0; i < w.size(); ++i) {
            if (said[i] || (w[i].kind == Word::Mark && !u"%/+=<>@&*"_s.contains(w[i].folded)))
                continue;
            if ((isSmallTalk(w[i].folded) && !isHiddenNumber(i)) || w.say(i, {"or"_L1, "so"_L1}))
                continue;
            // "no, friday": what was said before does not hold.
            if (i == 0 && w.isOneOf(0, {"no"_L1, "nope"_L1, "wait"_L1}) && w[1].kind == Word::Mark && w.size() > 1)
                continue;
            if (m_type == Type::Number && i >= reading.to && ++counted <= 2 && isCounted(w, i))
                continue;
            if ((m_type == Type::Time || m_type == Type::Date) &&
                w.isOneOf(i, {"morning"_L1, "afternoon"_L1, "evening"_L1, "night"_L1, "early"_L1, "late"_L1}))
                continue; // of a time it has told which half of the day
            if (isIntroduced(i, reading))
                continue;
            return false;
        }
        return true;
    }

private:
    // "a" before a unit is a number, and so more than small talk: "5 or a day".
    [[nodiscard]] bool isHiddenNumber(qsizetype i) const
    {
        return w.isOneOf(i, {"a"_L1, "an"_L1}) && timeUnitOf(w, i + 1) != TimeUnit::None;
    }

    // "my email is", "the code is", "arrival on"; behind it "sharp", "hours".
    [[nodiscard]] bool isIntroduced(qsizetype i, const Reading &reading) const
    {
        static const QSet<QString> ofCodes{
            u"email"_s,       u"mail"_s,         u"e"_s,        u"address"_s, u"phone"_s,     u"mobile"_s,
            u"cell"_s,        u"telephone"_s,    u"number"_s,   u"code"_s,    u"reference"_s, u"ref"_s,
            u"booking"_s,     u"confirmation"_s, u"postcode"_s, u"postal"_s,  u"zip"_s,       u"order"_s,
            u"reservation"_s, u"call"_s,         u"reach"_s,    u"ring"_s,    u"post"_s,      u"ticket"_s,
            u"id"_s,          u"mobile's"_s,     u"number's"_s, u"email's"_s, u"card"_s,      u"no"_s};
        static const QSet<QString> ofTimes{u"date"_s,     u"time"_s,    u"day"_s,      u"arrival"_s, u"departure"_s,
                                           u"until"_s,    u"till"_s,    u"before"_s,   u"after"_s,   u"next"_s,
                                           u"come"_s,     u"coming"_s,  u"may"_s,      u"might"_s,   u"latest"_s,
                                           u"sometime"_s, u"shortly"_s, u"earliest"_s, u"any"_s};
        static const QSet<QString> ofPlaces{u"your"_s,  u"hotel"_s, u"city"_s,      u"country"_s,
                                            u"state"_s, u"live"_s,  u"somewhere"_s, u"trip"_s,
                                            u"room"_s,  u"fly"_s,   u"travel"_s,    u"visit"_s};
        static const QSet<QString> ofNumbers{u"number"_s, u"party"_s, u"table"_s,  u"room"_s,
                                             u"rooms"_s,  u"no"_s,    u"approx"_s, u"family"_s};
        const QString &word = w[i].folded;
        const bool before = i < reading.from;
        switch (m_type) {
        case Type::Date:
        case Type::Time:
        case Type::Duration:
            return before ? ofTimes.contains(word)
                          : w.isOneOf(i, {"sharp"_L1, "latest"_L1, "earliest"_L1, "hours"_L1, "hrs"_L1, "uhr"_L1});
        case Type::Number:
        case Type::Percentage:
            // "no" alone denies; "no. 5" does not.
            return before && ofNumbers.contains(word) && (word != "no"_L1 || w.gluedMark(i + 1, u'.'));
        case Type::City:
        case Type::State:
        case Type::Country:
            return ofPlaces.contains(word);
        default:
            return before && ofCodes.contains(word) && (word != "no"_L1 || w.gluedMark(i + 1, u'.'));
        }
    }

    const Type m_type;
    const Words &w;
    QList<bool> m_said;
    QList<Reading> m_others;
};

} // namespace

bool EnglishGrammar::knows(const QString &type) const
{
    return typeOf(type) != Type::None;
}

std::optional<SlotValue> EnglishGrammar::answer(const QString &type, const QString &text,
                                                const SlotContext &context) const
{
    const Type kind = typeOf(type);
    if (kind == Type::None || text.size() > mostCharacters)
        return {};
    if (kind == Type::FreeFormInput) {
        const QString whole = text.trimmed();
        return whole.isEmpty() ? std::nullopt : std::optional(SlotValue{whole, whole, {whole}, {}});
    }
    const Words words(text);
    if (const auto name = nameKindOf(kind)) {
        const auto reading = readNameAnswer(words, *name);
        if (reading)
            return valueOf(words, *reading);
    } else if (kind == Type::Confirmation) {
        const auto reading = readReplyAnswer(words);
        return reading ? std::optional(valueOf(words, *reading)) : std::nullopt;
    }
    const QList<Reading> readings = settled(readingsOf(kind, words, context, m_habits));
    if (readings.isEmpty())
        return {};
    const Answer whole(kind, words, context, m_habits);
    for (const Reading &reading : readings) {
        if (whole.isWhole(reading))
            return valueOf(words, reading);
    }
    return {};
}

QList<SlotMatch> EnglishGrammar::find(const QString &type, const QString &text, const SlotContext &context) const
{
    const Type kind = typeOf(type);
    if (kind == Type::None || text.size() > mostCharacters)
        return {};
    const Words words(text);
    QList<Reading> readings = readingsOf(kind, words, context, m_habits);
    readings.removeIf([](const Reading &reading) { return reading.asked; });
    QList<SlotMatch> matches;
    for (const Reading &reading : settled(readings)) {
        const qsizetype at = words[reading.from].at;
        const Word &last = words[reading.to - 1];
        matches.append({at, last.at + last.length - at, valueOf(words, reading), reading.certainty});
    }
    std::stable_sort(matches.begin(), matches.end(), [](const SlotMatch &a, const SlotMatch &b) {
        if (a.certainty != b.certainty)
            return a.certainty > b.certainty;
        return a.length != b.length ? a.length > b.length : a.at < b.at;
    });
    return matches;
}

} // namespace confab::bots::lex
