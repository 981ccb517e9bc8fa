// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>

#include <QList>
#include <QString>

#include <functional>
#include <variant>

// Models that write: what they are asked and what they answer, whoever runs them.
namespace confab::bots
{

struct ModelMessage {
    enum class Role { Person, Model };
    Role role = Role::Person;
    QString text;
    bool operator==(const ModelMessage &) const = default;
};

// The last so many messages, of at most so many characters together, as models want to have them: beginning with a
// person, taking turns (what one side says in a row is one message, a line each), without empty ones. The last message
// is always among them.
[[nodiscard]] QList<ModelMessage> historyWindow(const QList<ModelMessage> &messages, qsizetype most,
                                                qsizetype characters);

struct ModelAnswer {
    QString text;          // Markdown
    bool stopped = false;  // by stop(): what had come until then
    bool cut = false;      // there would have been more
    qint64 tokensRead = 0; // both 0 where they were not told
    qint64 tokensWritten = 0;
    bool operator==(const ModelAnswer &) const = default;
};

// Who reads what is asked: people are told.
struct ModelInfo {
    QString model;
    QString host;
    bool operator==(const ModelInfo &) const = default;
};

using ModelFailure = lex::Failure;
using ModelOutcome = std::variant<ModelAnswer, ModelFailure>;

// A model to be asked. On one thread with an event loop, on which all is called back.
class ModelRuntime
{
public:
    virtual ~ModelRuntime() = default;
    [[nodiscard]] virtual ModelInfo info() const = 0;

    struct Calls {
        std::function<void(const QString &textSoFar)> partial; // may never come
        std::function<void(const ModelOutcome &)> done;        // once and later, unless this is destroyed before
    };
    // `messages`: as historyWindow() gives them. The id is for stop().
    virtual quint64 complete(const QList<ModelMessage> &messages, Calls calls) = 0;
    // The answer ends with what has come: `done` is called before this returns. An unknown id: nothing.
    virtual void stop(quint64 id) = 0;
};

// What the person reads who asked the model: English, one or two sentences.
[[nodiscard]] QString sentenceForModel(const ModelFailure &failure);

} // namespace confab::bots
