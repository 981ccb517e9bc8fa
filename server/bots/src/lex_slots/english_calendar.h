// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "words.h"

namespace confab::bots::lex
{

// 1 … 12, 0: no month. Names and their usual short forms.
[[nodiscard]] int monthOf(const Words &words, qsizetype i);
// "may", "march", "sat", …: words that are mostly something else.
[[nodiscard]] bool isDoubtfulMonth(const Words &words, qsizetype i);

// 1 (Monday) … 7, 0: no day of the week.
[[nodiscard]] int weekdayOf(const Words &words, qsizetype i);
[[nodiscard]] bool isDoubtfulWeekday(const Words &words, qsizetype i);

enum class TimeUnit { None, Second, Minute, Hour, Day, Week, Fortnight, Month, Year };
// "min", "nights", "hrs"; one letter only where it is glued to a number.
[[nodiscard]] TimeUnit timeUnitOf(const Words &words, qsizetype i);

// Whether a sentence may go on with this word behind a date or a time: "the 5th at", not "the 5th floor". The end of
// the text and marks do.
[[nodiscard]] bool goesOnAfterTime(const Words &words, qsizetype i);

} // namespace confab::bots::lex
