// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "name_lists.h"

#include <optional>

namespace confab::bots::lex
{

// AMAZON.City, State, Country, StreetName, FirstName, LastName: the known names in a text; of streets also whatever
// ends or begins with a word for a street.
[[nodiscard]] QList<Reading> readNames(const Words &words, NameKind kind);

// A text that answers the question for such a name: one that is known, or words that look like one.
[[nodiscard]] std::optional<Reading> readNameAnswer(const Words &words, NameKind kind);

} // namespace confab::bots::lex
