// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "words.h"

namespace confab::bots::lex
{

// AMAZON.EmailAddress: "ann@example.com", "ann dot lee at example dot com".
[[nodiscard]] QList<Reading> readEmails(const Words &words);
// AMAZON.PhoneNumber: 7 … 15 digits (E.164), a leading plus kept, in digits or spoken one by one.
[[nodiscard]] QList<Reading> readPhones(const Words &words);
// AMAZON.UKPostalCode, in the six forms that Lex knows.
[[nodiscard]] QList<Reading> readPostcodes(const Words &words);
// AMAZON.AlphaNumeric: with a filter what it takes (30 characters at most), else what has a digit in it.
[[nodiscard]] QList<Reading> readCodes(const Words &words, const QString &regexFilter);

} // namespace confab::bots::lex
