// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "object_reading.h"

#include <confab/bots/lex_export.h>

#include <QMap>

// One function for each kind of file of an export. What does not run here is noted in the reading's report.
namespace confab::bots::lex
{

struct IntentPart {
    IntentDefinition intent;       // without its slots
    QMap<QString, int> priorities; // slotPriorities
    bool runs = true;              // not: it is there for a service that is not here
};

struct SlotTypePart {
    SlotType type;
    bool runs = true;
};

// Whether "AMAZON.…" is a built-in slot type that is read here. In any case, as Lex V1 wrote "AMAZON.DATE".
[[nodiscard]] bool isBuiltInSlotType(const QString &type);

// The reason where the manifest is of something else than a bot of Lex V2.
[[nodiscard]] std::optional<QString> readManifest(ObjectReading &in);
// Into the bot: all but its locales.
void readBot(ObjectReading &in, BotDefinition &bot);
// All but its intents and slot types. The id is empty where the file does not say.
[[nodiscard]] BotLocale readLocale(ObjectReading &in);
[[nodiscard]] IntentPart readIntent(ObjectReading &in);
[[nodiscard]] Slot readSlot(ObjectReading &in);
[[nodiscard]] SlotTypePart readSlotType(ObjectReading &in);

} // namespace confab::bots::lex
