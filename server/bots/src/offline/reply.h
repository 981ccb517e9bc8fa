// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "brain.h"

#include <confab/bots/lex.h>

#include <QDateTime>
#include <QList>
#include <QString>

namespace confab::bots::offline
{

enum class Reply { None, Yes, No };

// What a person says to a bot that waits for a yes or a no: in words, or by a button of what was last shown. `intent`
// is the one to confirm: where that is to cancel something, "cancel" refuses nothing.
[[nodiscard]] Reply replyOf(const QString &said, const QList<lex::Message> &shown, const lex::IntentDefinition &intent,
                            const Brain &brain, const QDateTime &now);

} // namespace confab::bots::offline
