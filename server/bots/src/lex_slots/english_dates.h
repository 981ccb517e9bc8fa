// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "words.h"

#include <QDateTime>

namespace confab::bots::lex
{

// AMAZON.Date. A day without a year is the next one that is not past; "next week" and the like are single days as Lex's
// documentation says them: a week that comes is the last day of the one we are in, one that is or was its own first
// day; a month or year that comes its last day, one that is or was its first.
// dayFirst: "1/12/2026" is in December.
[[nodiscard]] QList<Reading> readDates(const Words &words, const QDateTime &now, bool dayFirst);

} // namespace confab::bots::lex
