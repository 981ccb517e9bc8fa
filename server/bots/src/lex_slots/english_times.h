// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "words.h"

#include <QDateTime>

namespace confab::bots::lex
{

// AMAZON.Time. clock24: "5:30" is in the morning, not one of two times.
[[nodiscard]] QList<Reading> readTimes(const Words &words, const QDateTime &now, bool clock24);

} // namespace confab::bots::lex
