// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

namespace confab::bots::offline
{

// One message of each group. Prompts say their variations in order, one a try; other speeches one after the other
// each time they are said, so that the same dialogue always has the same answers.
[[nodiscard]] QList<lex::Message> spoken(const lex::Speech &speech, Session &session);
// `attempt`: 0 is the first time, 1 … the retries.
[[nodiscard]] QList<lex::Message> prompted(const lex::Prompt &prompt, int attempt, Session &session);

} // namespace confab::bots::offline
