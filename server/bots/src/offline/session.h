// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>
#include <confab/bots/lex_export.h>

#include <QByteArray>
#include <QDateTime>
#include <QHash>
#include <QList>
#include <QMap>
#include <QString>

#include <optional>

namespace confab::bots::offline
{

// An intent under way.
struct Running {
    qsizetype intent = 0; // in BotLocale::intents
    QMap<QString, std::optional<lex::SlotValue>> values;
    lex::IntentState state = lex::IntentState::InProgress;
    lex::ConfirmationState confirmation = lex::ConfirmationState::None;
};

struct HeldContext {
    lex::ActiveContext context; // turnsToLive: how many turns are left
    QDateTime ends;
};

// What is kept of a dialogue between two turns.
struct Session {
    QDateTime used;
    std::optional<Running> running;
    // What the last answer asked for: ElicitSlot and ConfirmIntent wait for something, all else is as None.
    lex::DialogActionType asked = lex::DialogActionType::None;
    QString slot; // with ElicitSlot
    int retries = 0;
    QList<HeldContext> contexts;
    QMap<QString, QString> attributes;
    QHash<QByteArray, int> said; // how often each speech of the bot was, by a hash of it: its variations take turns
    QList<lex::Message> last;
};

} // namespace confab::bots::offline
