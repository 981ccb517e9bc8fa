// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "language.h"
#include "lex_slots/slot_grammar.h"

#include <QDateTime>
#include <QHash>
#include <QList>
#include <QString>

#include <utility>
#include <vector>

namespace confab::bots::offline
{

// What a person said, read once a turn.
struct Sentence {
    QString text;
    QList<Token> tokens;
    QDateTime now;
    QHash<QString, QList<lex::SlotMatch>> found; // by slot type, for the types of this bot
    // By token: the words of the bot that are alike, in their order, and how much: 0 … 1.
    std::vector<std::vector<std::pair<int, float>>> alike;
};

} // namespace confab::bots::offline
