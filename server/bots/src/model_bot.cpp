// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/model_bot.h>

#include "log.h"
#include "stopped_answer.h"

#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::bots
{

using namespace Qt::StringLiterals;

namespace
{

QList<ModelMessage> messagesFor(const core::BotQuestion &question)
{
    // Where several people talk it is told who says what.
    const auto isPerson = [](const core::BotTurn &turn) { return !turn.byBot; };
    const auto first = std::find_if(question.before.begin(), question.before.end(), isPerson);
    const bool several = std::any_of(question.before.begin(), question.before.end(), [&](const core::BotTurn &turn) {
        return isPerson(turn) && turn.author != first->author;
    });
    QList<ModelMessage> messages;
    for (const core::BotTurn &turn : question.before) {
        const bool named = several && !turn.byBot;
        messages.append({turn.byBot ? ModelMessage::Role::Model : ModelMessage::Role::Person,
                         named ? turn.author + u": "_s + turn.text : turn.text});
    }
    messages.append({ModelMessage::Role::Person, question.text});
    return historyWindow(messages, ModelBot::mostMessages, ModelBot::mostCharacters);
}

QStringList saidIn(const core::BotQuestion &question)
{
    QStringList texts{question.text};
    for (const core::BotTurn &turn : question.before)
        texts.append(turn.text);
    return texts;
}

core::BotAnswer answerOf(const ModelOutcome &outcome)
{
    if (const auto *failure = std::get_if<ModelFailure>(&outcome))
        return {.messages = {}, .failure = sentenceForModel(*failure)};
    const auto &answer = std::get<ModelAnswer>(outcome);
    if (answer.text.trimmed().isEmpty())
        return answer.stopped ? stoppedAnswer() : core::BotAnswer{};
    return {.messages = {{.text = answer.stopped || answer.cut ? answer.text + u" …"_s : answer.text}}};
}

} // namespace

ModelBot::ModelBot(protocol::BotInfo info, std::unique_ptr<ModelRuntime> runtime)
    : m_info(std::move(info))
    , m_runtime(std::move(runtime))
{
}

ModelBot::~ModelBot() = default;

void ModelBot::ask(const core::BotQuestion &question, std::function<void(const QString &)> progress,
                   std::function<void(const core::BotAnswer &)> done)
{
    ModelRuntime::Calls calls;
    calls.partial = [progress = std::move(progress)](const QString &text) {
        if (progress)
            progress(text);
    };
    calls.done = [this, question, done = std::move(done)](const ModelOutcome &outcome) {
        m_running.remove(question.session);
        if (const auto *failure = std::get_if<ModelFailure>(&outcome))
            logFailure(m_info.id, *failure, saidIn(question));
        done(answerOf(outcome));
    };
    m_running.insert(question.session, m_runtime->complete(messagesFor(question), std::move(calls)));
}

void ModelBot::stop(const QString &session)
{
    if (const auto running = m_running.constFind(session); running != m_running.cend())
        m_runtime->stop(*running);
}

} // namespace confab::bots
