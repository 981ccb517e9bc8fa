// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "object_reading.h"

#include <confab/bots/lex_export.h>

namespace confab::bots::lex
{

// Something that is said, and what comes then.
struct Turn {
    std::optional<Speech> speech;
    Step after;
};

struct TurnNames {
    QLatin1StringView speech;
    QLatin1StringView step;
    QLatin1StringView conditional;
};

// A setting of the object: what its response says and where its next step leads. Conditions are noted, and what their
// default branch says is done.
[[nodiscard]] Turn readTurn(ObjectReading &in, const TurnNames &names);
// The same, and a dialogue code hook of the object: it counts as succeeded.
[[nodiscard]] Turn readHookedTurn(ObjectReading &in, const TurnNames &names);

[[nodiscard]] std::optional<Prompt> readPrompt(ObjectReading &in, Names names);
[[nodiscard]] QStringList readUtterances(ObjectReading &in, Names names);

// Notes a setting that is not done here, where it is there and active.
void noteActive(ObjectReading &in, Names names, const QString &what);
// Notes a Lambda function that would be called when something is asked.
void noteElicitationHook(ObjectReading &in);

} // namespace confab::bots::lex
