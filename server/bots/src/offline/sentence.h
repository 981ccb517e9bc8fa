// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language.h"
#include "lex_slots/slot_grammar.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

#include <vector>

namespace confab::bots::offline
{

// What a person said, read once a turn.
struct Sentence {
    QString text;
    QList<Token> tokens;
    QDateTime now;
    QHash<QString, QList<lex::SlotMatch>> found; // by slot type, for the types of this bot
    std::vector<std::vector<float>> alike;       // token by word of the bot: 0 … 1
};

} // namespace confab::bots::offline
