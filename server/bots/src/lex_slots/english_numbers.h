// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "words.h"

#include <optional>

namespace confab::bots::lex
{

struct EnglishNumber {
    qsizetype to = 0;
    QString digits; // "1200", "-15", "3.5"
    bool inWords = false;
};

// "21", "1,200", "3.5", "twenty one", "a hundred and five", "two and a half", "half a dozen", "minus 15", "3 million".
// None: also where the digits are part of something else ("12/5", "A4", "1.2.3"); what is glued behind ("5th", "2pm")
// is the caller's matter.
[[nodiscard]] std::optional<EnglishNumber> readNumber(const Words &words, qsizetype from);

struct EnglishCount {
    qsizetype to = 0;
    int value = 0;
    bool inWords = false;
};

// "5th", "first", "twenty-first": 1 … 99.
[[nodiscard]] std::optional<EnglishCount> readOrdinal(const Words &words, qsizetype from);
// A whole number without a sign, of at most four digits.
[[nodiscard]] std::optional<EnglishCount> readCount(const Words &words, qsizetype from);
// "2027", "twenty twenty seven", "two thousand and five", "'27": 1900 … 2199.
[[nodiscard]] std::optional<EnglishCount> readYear(const Words &words, qsizetype from);

// AMAZON.Number, AMAZON.Percentage.
[[nodiscard]] QList<Reading> readNumbers(const Words &words);
[[nodiscard]] QList<Reading> readPercentages(const Words &words);

} // namespace confab::bots::lex
