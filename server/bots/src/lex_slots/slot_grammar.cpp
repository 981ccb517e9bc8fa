// SPDX-License-Identifier: GPL-3.0-or-later
#include "slot_grammar.h"

#include "english_grammar.h"

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

std::unique_ptr<SlotGrammar> slotGrammarFor(const QString &localeId)
{
    const QString language = localeId.section(u'_', 0, 0);
    const QString country = localeId.section(u'_', 1, 1);
    const bool english = language == "en"_L1;
    const bool monthFirst = english && (country.isEmpty() || country == "US"_L1 || country == "CA"_L1);
    return std::make_unique<EnglishGrammar>(EnglishGrammar::Habits{.dayFirst = !monthFirst, .clock24 = !english});
}

} // namespace confab::bots::lex
