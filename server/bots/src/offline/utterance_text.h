// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex_export.h>

#include <QString>

namespace confab::bots::offline
{

// A sample utterance with its slots as words that nobody writes, so that it can be read like a sentence. What is no
// slot of the intent is left out.
[[nodiscard]] QString withSlotsAsWords(const QString &utterance, const lex::IntentDefinition &intent);
// Which of the intent's slots such a word stands for; -1: it is a word.
[[nodiscard]] int slotOfWord(const QString &word);

} // namespace confab::bots::offline
