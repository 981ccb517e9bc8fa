// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "words.h"

#include <optional>

namespace confab::bots::lex
{

// AMAZON.Confirmation: "Yes", "No", "Maybe", "Don't know" where one of their phrases stands; the longest of each place.
[[nodiscard]] QList<Reading> readReplies(const Words &words);

// Whether the words ask something: "is that correct", "okay?"; but "why not?" is an answer.
[[nodiscard]] bool isQuestion(const Words &words);

// A text that is one such reply and small talk; several that mean the same are one. A question is none.
[[nodiscard]] std::optional<Reading> readReplyAnswer(const Words &words);

// Words that may stand around an answer and change nothing: "make it … please".
[[nodiscard]] bool isSmallTalk(const QString &folded);

} // namespace confab::bots::lex
