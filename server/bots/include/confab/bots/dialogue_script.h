// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>

#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <variant>

// Dialogues that are kept as text:
//
//   # anything
//   > what a person says
//   < a line of the answer
//   < ~a regular expression that the line has to match as a whole
//
// An answer is compared as a whole, line by line; where nothing is expected, anything will do. A line "---" starts a
// new dialogue.
namespace confab::bots
{

struct ScriptTurn {
    int line = 0; // in the file, from 1
    QString said;
    QStringList expected;    // "~…": a regular expression
    bool startsAnew = false; // with a session of its own
    bool operator==(const ScriptTurn &) const = default;
};

// The turns, or the reason in English why it is no such text: a bad line, a bad expression, a text or file that is too
// long (1 MiB, 1,024 characters).
[[nodiscard]] std::variant<QList<ScriptTurn>, QString> readDialogue(const QString &text);

// An answer as lines: each message, a card as its title, its subtitle and a line "[text]" for each button.
[[nodiscard]] QStringList linesOf(const lex::Response &response);
// A failure as one line.
[[nodiscard]] QString lineOf(const lex::Failure &failure);

struct PlayedTurn {
    ScriptTurn turn;
    QStringList answered;
    bool failed = false;  // there was no answer: `answered` says why
    bool matches = false; // with what was expected
};

// Says everything to the bot, one after the other, each when the last was answered. `session` begins the ids of the
// sessions. The runtime outlives it; `done` is called once.
void play(lex::Runtime &runtime, const QString &session, const QList<ScriptTurn> &turns,
          std::function<void(const QList<PlayedTurn> &)> done);

// What differs, as lines of a diff; empty: all was as expected.
[[nodiscard]] QString differences(const QList<PlayedTurn> &played);
// The dialogue as a text that expects what was answered.
[[nodiscard]] QString recorded(const QList<PlayedTurn> &played);

} // namespace confab::bots
