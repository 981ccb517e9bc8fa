// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "words.h"

#include <QDateTime>

namespace confab::bots::lex
{

// Dates that are told from the day it is: "tomorrow", "next friday", "in three days", "the end of the month", and
// those of the calendar's feasts. `now` is valid.
void readRelativeDates(const Words &words, const QDateTime &now, QList<Reading> &readings);

} // namespace confab::bots::lex
