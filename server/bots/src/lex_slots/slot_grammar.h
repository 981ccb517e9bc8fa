// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>

#include <QDateTime>
#include <QList>
#include <QString>

#include <memory>
#include <optional>

// The built-in slot types of Lex V2 ("AMAZON.Date", …), read out of what a person wrote.
namespace confab::bots::lex
{

// All that a value depends on beside the text: a grammar reads neither a clock nor the machine's locale.
struct SlotContext {
    QDateTime now; // with the person's time zone: "today" is its date. Invalid: nothing that depends on it is known
    // Of AMAZON.AlphaNumeric: the whole value has to match. Empty: none. At most 300 characters, as in Lex.
    QString regexFilter;
};

// Positions count UTF-16 units of the text that was given. 0 < certainty ≤ 1: 1 is what can hardly be anything else
// (an email address), 0.5 and below what only its place in a sentence can make a value of that type ("May", "Paris").
struct SlotMatch {
    qsizetype at = 0;
    qsizetype length = 0;
    SlotValue value;
    double certainty = 0;
    bool operator==(const SlotMatch &) const = default;
};

// A language's way to say the values. Without state; any thread. Texts of more than 1,024 characters hold nothing.
// A value is as Lex gives it: originalValue the words that say it, interpretedValue "2026-11-30", "14:30", "P3D", … An
// ambiguous time ("at five") has a null interpretedValue and two resolvedValues, "05:00" and "17:00".
class SlotGrammar
{
public:
    virtual ~SlotGrammar() = default;

    // Whether the type is one of those built in: "AMAZON.Date", in any case ("AMAZON.DATE" is Lex V1's).
    [[nodiscard]] virtual bool knows(const QString &type) const = 0;
    // The text as a whole, as an answer to the slot's prompt; small talk around the value is allowed: "on friday
    // please", "it's 5", "make it three nights". None: it is no such value, or holds several.
    [[nodiscard]] virtual std::optional<SlotValue> answer(const QString &type, const QString &text,
                                                          const SlotContext &context) const = 0;
    // Every place in the text where a value of that type may stand: the surest first, then the longest, then the first.
    // They may overlap. An unknown proper name is no match here, though it is an answer; a last name behind a known
    // first one is.
    [[nodiscard]] virtual QList<SlotMatch> find(const QString &type, const QString &text,
                                                const SlotContext &context) const = 0;
};

// "en_US", "en_GB", … A language without a grammar of its own gets that of English, its dates read day first.
[[nodiscard]] std::unique_ptr<SlotGrammar> slotGrammarFor(const QString &localeId);

} // namespace confab::bots::lex
