// SPDX-License-Identifier: GPL-3.0-or-later
#include "turn.h"

#include "speaker.h"

// Where an intent goes on from what was said, as the export has it.
namespace confab::bots::offline
{

using namespace Qt::StringLiterals;
using lex::DialogActionType;

namespace
{

// A bot whose steps go in circles ends its turn after as many.
constexpr int mostSteps = 60;

} // namespace

void Turn::start(const Candidate &candidate)
{
    start(candidate.intent, true);
}

void Turn::start(qsizetype index, bool withValues)
{
    m_session.running = Running{.intent = index, .values = {}};
    m_session.retries = 0;
    m_session.slot.clear();
    for (const lex::Slot &slot : intent().slotsInOrder)
        m_session.running->values.insert(slot.name, std::nullopt);
    if (withValues) {
        const QMap<QString, SlotFinding> found = m_brain.filler.fill(m_sentence, index, {}).values;
        for (auto it = found.cbegin(); it != found.cend(); ++it)
            m_session.running->values[it.key()] = it->value;
    }
    fillDefaults();
    say(intent().initial);
    goOn(intent().afterInitial, Stage::Values);
}

// The first default that has a value: a constant, "[attribute]" of the session or "#context.slot".
void Turn::fillDefaults()
{
    for (const lex::Slot &slot : intent().slotsInOrder) {
        std::optional<lex::SlotValue> &value = m_session.running->values[slot.name];
        for (const QString &given : slot.defaultValues) {
            if (value)
                break;
            QString text = given;
            if (given.startsWith(u'#')) {
                text.clear();
                for (const HeldContext &held : std::as_const(m_session.contexts)) {
                    if (held.context.name == given.section(u'.', 0, 0).sliced(1))
                        text = held.context.attributes.value(given.section(u'.', 1));
                }
            } else if (given.startsWith(u'[') && given.endsWith(u']')) {
                text = m_session.attributes.value(given.sliced(1, given.size() - 2));
            }
            if (!text.isEmpty())
                value = lex::SlotValue{
                    .originalValue = text, .interpretedValue = text, .resolvedValues = {text}, .values = {}};
        }
    }
}

void Turn::goOn(const lex::Step &step, Stage otherwise)
{
    for (auto it = step.sessionAttributes.cbegin(); it != step.sessionAttributes.cend(); ++it)
        m_session.attributes.insert(it.key(), it.value());
    switch (step.kind) {
    case lex::NextStep::Default:
        run(otherwise);
        return;
    case lex::NextStep::ElicitIntent:
        leave(DialogActionType::ElicitIntent);
        return;
    case lex::NextStep::ElicitSlot:
        run(Stage::Values, step.slot);
        return;
    case lex::NextStep::ConfirmIntent:
        run(Stage::Confirmation);
        return;
    case lex::NextStep::FulfillIntent:
        run(Stage::Fulfilment);
        return;
    case lex::NextStep::CloseIntent:
        run(Stage::Closing);
        return;
    case lex::NextStep::StartIntent:
        if (const qsizetype index = m_brain.intentNamed(step.intent); index >= 0 && m_steps < mostSteps) {
            ++m_steps;
            start(index, false);
            return;
        }
        run(Stage::End);
        return;
    case lex::NextStep::EndConversation:
        run(Stage::End);
        return;
    }
}

void Turn::run(Stage stage, const QString &slot)
{
    if (++m_steps > mostSteps)
        stage = Stage::End;
    Running &running = *m_session.running;
    switch (stage) {
    case Stage::Values:
        runValues(slot);
        return;
    case Stage::Confirmation:
        if (intent().confirmation && running.confirmation == lex::ConfirmationState::None) {
            m_session.retries = 0;
            m_response.messages += prompted(*intent().confirmation, 0, m_session);
            leave(DialogActionType::ConfirmIntent);
            return;
        }
        run(Stage::Fulfilment);
        return;
    case Stage::Fulfilment:
        // There is no Lambda function here that could do more: whoever asked is told, as Lex does without one.
        running.state = intent().fulfilled ? lex::IntentState::Fulfilled : lex::IntentState::ReadyForFulfillment;
        holdContexts();
        say(intent().fulfilled);
        goOn(intent().afterFulfilment, Stage::Closing);
        return;
    case Stage::Closing:
        say(intent().closing);
        goOn(intent().afterClosing, Stage::End);
        return;
    case Stage::End:
        leave(DialogActionType::Close);
        return;
    }
}

void Turn::runValues(const QString &name)
{
    const lex::Slot *next = name.isEmpty() ? nullptr : slotNamed(name);
    if (next && m_session.running->values.value(next->name)) {
        // It has its value already: on to what would come after it.
        goOn(next->afterCapture, Stage::Values);
        return;
    }
    if (!next) {
        for (const lex::Slot &slot : intent().slotsInOrder) {
            if (slot.required && slot.prompt && !m_session.running->values.value(slot.name)) {
                next = &slot;
                break;
            }
        }
    }
    if (next && next->prompt)
        elicit(*next);
    else
        run(Stage::Confirmation);
}

void Turn::elicit(const lex::Slot &slot)
{
    m_session.retries = 0;
    m_response.messages += prompted(*slot.prompt, 0, m_session);
    leave(DialogActionType::ElicitSlot, slot.name);
}

// What was asked is asked once more, until it was often enough.
void Turn::again()
{
    m_understood = false;
    const lex::Slot *slot = m_session.asked == DialogActionType::ElicitSlot ? slotNamed(m_session.slot) : nullptr;
    const lex::Prompt *prompt = slot ? &*slot->prompt : &*intent().confirmation;
    if (++m_session.retries > prompt->maxRetries) {
        failed();
        return;
    }
    m_response.messages += prompted(*prompt, m_session.retries, m_session);
    leave(m_session.asked, m_session.slot);
}

void Turn::failed()
{
    m_session.running->state = lex::IntentState::Failed;
    const lex::Slot *slot = m_session.asked == DialogActionType::ElicitSlot ? slotNamed(m_session.slot) : nullptr;
    if (slot && (slot->failed || slot->afterFailure.kind != lex::NextStep::Default)) {
        say(slot->failed);
        goOn(slot->afterFailure, Stage::End);
        return;
    }
    // Without a word of its own for that, Lex lets the fallback intent answer.
    m_gaveUp = m_session.running;
    if (m_brain.intentOf("AMAZON.FallbackIntent"_L1) >= 0)
        fallBack();
    else
        run(Stage::End);
}

void Turn::fallBack()
{
    m_understood = false;
    const qsizetype fallback = m_brain.intentOf("AMAZON.FallbackIntent"_L1);
    if (fallback >= 0)
        start(fallback, false);
    else
        leave(DialogActionType::ElicitIntent);
}

void Turn::holdContexts()
{
    for (const lex::OutputContext &output : intent().outputContexts) {
        m_session.contexts.removeIf([&output](const HeldContext &held) { return held.context.name == output.name; });
        HeldContext held{.context = {.name = output.name, .attributes = {}},
                         .ends = m_now.addSecs(output.secondsToLive)};
        held.context.turnsToLive = output.turnsToLive;
        for (auto it = m_session.running->values.cbegin(); it != m_session.running->values.cend(); ++it) {
            if (it.value())
                held.context.attributes.insert(it.key(), it.value()->interpretedValue);
        }
        m_session.contexts.append(held);
    }
}

void Turn::say(const std::optional<lex::Speech> &speech)
{
    if (speech)
        m_response.messages += spoken(*speech, m_session);
}

void Turn::leave(DialogActionType action, const QString &slot)
{
    m_session.asked = action == DialogActionType::ElicitSlot || action == DialogActionType::ConfirmIntent
                          ? action
                          : DialogActionType::None;
    m_session.slot = slot;
    m_response.sessionState.dialogAction = action;
    m_response.sessionState.slotToElicit = slot;
}

} // namespace confab::bots::offline
