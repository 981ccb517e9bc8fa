// SPDX-License-Identifier: GPL-3.0-or-later
#include "turn.h"

#include "speaker.h"

#include <algorithm>
#include <utility>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;
using lex::DialogActionType;

namespace
{

// A bot whose steps go in circles ends its turn after as many.
constexpr int mostSteps = 60;
// How sure another intent has to be to end the one under way: where the answer fits nothing, may be anything, or fits.
constexpr double overNothing = 0.5;
constexpr double overAnything = 0.6;
constexpr double overValue = 0.8;

} // namespace

Turn::Turn(const Brain &brain, Session &session, const QDateTime &now)
    : m_brain(brain)
    , m_session(session)
    , m_now(now)
{
}

const lex::IntentDefinition &Turn::intent() const
{
    return m_brain.locale.intents[m_session.running->intent];
}

const lex::Slot *Turn::slotNamed(const QString &name) const
{
    for (const lex::Slot &slot : intent().slotsInOrder) {
        if (slot.name == name)
            return &slot;
    }
    return nullptr;
}

bool Turn::allowed(const lex::IntentDefinition &definition) const
{
    return std::all_of(definition.inputContexts.begin(), definition.inputContexts.end(), [this](const QString &name) {
        return std::any_of(m_session.contexts.begin(), m_session.contexts.end(),
                           [&name](const HeldContext &held) { return held.context.name == name; });
    });
}

lex::Response Turn::answer(const QString &text)
{
    dropContexts();
    m_sentence = m_brain.matcher.read(text, m_now);
    m_candidates = m_brain.matcher.match(m_sentence);
    m_candidates.removeIf(
        [this](const Candidate &candidate) { return !allowed(m_brain.locale.intents[candidate.intent]); });

    const qsizetype repeat = m_brain.intentOf("AMAZON.RepeatIntent"_L1);
    if (repeat >= 0 && !m_session.last.isEmpty() && other(overValue) && other(overValue)->intent == repeat) {
        m_response.messages = m_session.last;
        m_response.sessionState.dialogAction =
            m_session.asked == DialogActionType::None ? DialogActionType::ElicitIntent : m_session.asked;
        m_response.sessionState.slotToElicit = m_session.slot;
    } else if (m_session.running && m_session.asked == DialogActionType::ElicitSlot) {
        toSlot();
    } else if (m_session.running && m_session.asked == DialogActionType::ConfirmIntent) {
        toConfirmation();
    } else {
        toNothing();
    }

    if (m_session.running)
        m_response.sessionState.intent = told(*m_session.running);
    for (const HeldContext &held : std::as_const(m_session.contexts)) {
        lex::ActiveContext context = held.context;
        context.secondsToLive = static_cast<int>(std::max<qint64>(0, m_now.secsTo(held.ends)));
        m_response.sessionState.activeContexts.append(context);
    }
    m_response.sessionState.sessionAttributes = m_session.attributes;
    tellInterpretations();
    m_session.last = m_response.messages;
    return std::move(m_response);
}

// The best intent besides the one under way and those that cannot be said.
const Candidate *Turn::other(double least) const
{
    for (const Candidate &candidate : m_candidates) {
        const bool same = m_session.running && candidate.intent == m_session.running->intent;
        if (candidate.score < std::max(least, m_brain.locale.confidenceThreshold))
            return nullptr;
        // Where the one under way is the better reading, no other is meant.
        if (same && m_session.asked != DialogActionType::None)
            return nullptr;
        return &candidate;
    }
    return nullptr;
}

// How many words that say something are no part of the values.
qsizetype Turn::wordsBeside(const QMap<QString, SlotFinding> &found) const
{
    return std::count_if(m_sentence.tokens.begin(), m_sentence.tokens.end(), [&found](const Token &token) {
        return token.kind == Token::Kind::Content &&
               std::none_of(found.begin(), found.end(), [&](const SlotFinding &one) {
                   return token.at >= one.at && token.at < one.at + one.length;
               });
    });
}

void Turn::toSlot()
{
    const lex::Slot *slot = slotNamed(m_session.slot);
    if (!slot) {
        toNothing();
        return;
    }
    const QMap<QString, SlotFinding> found = m_brain.filler.fill(m_sentence, m_session.running->intent, slot->name);
    SlotReader::Answer answer;
    if (const auto value = found.constFind(slot->name); value != found.cend())
        answer = {SlotReader::Fit::Sure, value->value};
    else if (std::none_of(found.begin(), found.end(), [](const SlotFinding &one) { return one.evidence >= 0.6; }))
        answer = m_brain.reader.answer(*slot, m_sentence.text, m_now);
    const bool says = std::any_of(m_sentence.tokens.begin(), m_sentence.tokens.end(), [](const Token &token) {
        return token.kind == Token::Kind::Content || token.name || token.number;
    });
    if (answer.fit == SlotReader::Fit::Loose && !says && !slot->type.endsWith("FreeFormInput"_L1))
        answer = {};

    const Candidate *switched = nullptr;
    if (answer.fit == SlotReader::Fit::Sure || !found.isEmpty())
        switched = wordsBeside(found) >= 2 ? other(overValue) : nullptr;
    else
        switched = other(answer.fit == SlotReader::Fit::Loose ? overAnything : overNothing);
    if (switched) {
        start(*switched);
        return;
    }
    const QString asked = slot->name;
    const bool corrected = correct(found, asked);
    if (answer.fit == SlotReader::Fit::None) {
        if (corrected)
            run(Stage::Values, asked);
        else
            again();
        return;
    }
    m_session.running->values[asked] = answer.value;
    m_session.retries = 0;
    say(slot->captured);
    goOn(slot->afterCapture, Stage::Values);
}

bool Turn::correct(const QMap<QString, SlotFinding> &found, const QString &asked)
{
    bool any = false;
    for (auto it = found.cbegin(); it != found.cend(); ++it) {
        std::optional<lex::SlotValue> &value = m_session.running->values[it.key()];
        if (it.key() == asked || value == it->value)
            continue;
        value = it->value;
        any = true;
    }
    if (any) {
        m_session.retries = 0;
        m_session.running->confirmation = lex::ConfirmationState::None;
    }
    return any;
}

Turn::Reply Turn::reply() const
{
    static const QSet<QString> yes{u"yes"_s,        u"y"_s,          u"yeah"_s,    u"yep"_s,       u"yup"_s,
                                   u"sure"_s,       u"ok"_s,         u"okay"_s,    u"right"_s,     u"correct"_s,
                                   u"confirm"_s,    u"confirmed"_s,  u"exactly"_s, u"certainly"_s, u"fine"_s,
                                   u"absolutely"_s, u"definitely"_s, u"perfect"_s, u"great"_s,     u"agreed"_s,
                                   u"good"_s,       u"aye"_s};
    static const QSet<QString> no{u"no"_s,    u"n"_s,     u"nope"_s, u"nah"_s,    u"not"_s, u"never"_s,
                                  u"wrong"_s, u"don't"_s, u"stop"_s, u"cancel"_s, u"nay"_s, u"incorrect"_s};
    static const QStringList yesSaid{u"go ahead"_s,    u"do it"_s,      u"of course"_s,
                                     u"book it"_s,     u"please do"_s,  u"that is right"_s,
                                     u"sounds good"_s, u"looks good"_s, u"go on"_s};
    static const QStringList noSaid{u"do not"_s, u"forget it"_s, u"never mind"_s, u"leave it"_s, u"rather not"_s};
    const auto read = [&](const QString &said) {
        QStringList words;
        for (const Token &token : languageFor(m_brain.locale.id).read(said))
            words += token.word.split(u'_');
        const QString all = u' ' + words.join(u' ') + u' ';
        const auto says = [&all](const QStringList &phrases) {
            return std::any_of(phrases.begin(), phrases.end(),
                               [&all](const QString &phrase) { return all.contains(u' ' + phrase + u' '); });
        };
        if (says(noSaid) || (!words.isEmpty() && no.contains(words.front())))
            return Reply::No;
        if (says(yesSaid) || (!words.isEmpty() && yes.contains(words.front())))
            return Reply::Yes;
        // "that is correct", "it is wrong"
        if (words.size() <= 4 && !words.isEmpty() && no.contains(words.back()))
            return Reply::No;
        if (words.size() <= 4 && !words.isEmpty() && yes.contains(words.back()))
            return Reply::Yes;
        lex::Slot confirmation;
        confirmation.type = u"AMAZON.Confirmation"_s;
        const QString value = m_brain.reader.answer(confirmation, said, m_now).value.interpretedValue;
        return value == "Yes"_L1 ? Reply::Yes : value == "No"_L1 ? Reply::No : Reply::None;
    };
    // A button says its value; one whose value is neither is read by its text, or by its place.
    for (const lex::Message &message : std::as_const(m_session.last)) {
        if (!message.card)
            continue;
        const QList<lex::Button> &buttons = message.card->buttons;
        for (qsizetype i = 0; i < buttons.size(); ++i) {
            if (buttons[i].value.compare(m_sentence.text.trimmed(), Qt::CaseInsensitive) != 0)
                continue;
            if (const Reply byValue = read(buttons[i].value); byValue != Reply::None)
                return byValue;
            if (const Reply byText = read(buttons[i].text); byText != Reply::None)
                return byText;
            return buttons.size() != 2 ? Reply::None : i == 0 ? Reply::Yes : Reply::No;
        }
    }
    return read(m_sentence.text);
}

void Turn::toConfirmation()
{
    const Reply said = reply();
    const QMap<QString, SlotFinding> found = m_brain.filler.fill(m_sentence, m_session.running->intent, {});
    const qsizetype beside = wordsBeside(found);
    // "change the date to friday" is for the intent under way, though another changes bookings.
    const bool told =
        std::any_of(found.begin(), found.end(), [](const SlotFinding &one) { return one.evidence >= 0.6; });
    if (said != Reply::Yes && !told && beside >= (found.isEmpty() ? 1 : 2)) {
        if (const Candidate *switched = other(found.isEmpty() ? overAnything : overValue)) {
            start(*switched);
            return;
        }
    }
    if (correct(found, {})) {
        run(Stage::Values);
        return;
    }
    if (said == Reply::Yes) {
        m_session.running->confirmation = lex::ConfirmationState::Confirmed;
        say(intent().confirmed);
        goOn(intent().afterConfirmation, Stage::Fulfilment);
        return;
    }
    // "no, the date is wrong"
    const QString named = m_brain.filler.named(m_sentence, m_session.running->intent);
    if (!named.isEmpty() && slotNamed(named)->prompt && m_sentence.tokens.size() > 1) {
        m_session.running->values[named] = std::nullopt;
        run(Stage::Values, named);
        return;
    }
    if (said == Reply::No) {
        m_session.running->confirmation = lex::ConfirmationState::Denied;
        m_session.running->state = lex::IntentState::Failed;
        say(intent().declined);
        goOn(intent().afterDeclination, Stage::End);
        return;
    }
    again();
}

void Turn::toNothing()
{
    m_session.running.reset();
    if (const Candidate *best = other(0))
        start(*best);
    else
        fallBack();
}

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
        const QMap<QString, SlotFinding> found = m_brain.filler.fill(m_sentence, index, {});
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

void Turn::dropContexts()
{
    for (HeldContext &held : m_session.contexts)
        --held.context.turnsToLive;
    m_session.contexts.removeIf(
        [this](const HeldContext &held) { return held.context.turnsToLive < 0 || held.ends <= m_now; });
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

lex::Intent Turn::told(const Running &running) const
{
    return {.name = m_brain.locale.intents[running.intent].name,
            .state = running.state,
            .confirmationState = running.confirmation,
            .slotValues = running.values};
}

// The intent that answers, then the others that the sentence may have meant: at most four. The fallback intent stands
// where the bot's threshold is.
void Turn::tellInterpretations()
{
    const qsizetype fallback = m_brain.intentOf("AMAZON.FallbackIntent"_L1);
    QList<lex::Interpretation> &all = m_response.interpretations;
    const qsizetype current = m_session.running ? m_session.running->intent : -1;
    if (current >= 0) {
        double confidence = 0;
        for (const Candidate &candidate : std::as_const(m_candidates)) {
            if (candidate.intent == current)
                confidence = candidate.score;
        }
        // The answer to a prompt was understood, though it is like none of the intent's utterances.
        if (current != fallback && m_understood)
            confidence = std::max(confidence, 0.9);
        all.append({told(*m_session.running), current == fallback ? 0 : confidence});
    }
    if (m_gaveUp)
        all.append({told(*m_gaveUp), 0});
    bool fallbackTold = fallback < 0 || current == fallback;
    for (const Candidate &candidate : std::as_const(m_candidates)) {
        const bool failed = m_gaveUp && m_gaveUp->intent == candidate.intent;
        if (candidate.intent == current || failed || candidate.score < 0.1 || all.size() >= 4)
            continue;
        const lex::IntentDefinition &definition = m_brain.locale.intents[candidate.intent];
        if (!fallbackTold && candidate.score < m_brain.locale.confidenceThreshold) {
            all.append({told({.intent = fallback, .values = {}}), 0});
            fallbackTold = true;
        }
        Running running{.intent = candidate.intent, .values = {}};
        for (const lex::Slot &slot : definition.slotsInOrder)
            running.values.insert(slot.name, std::nullopt);
        all.append({told(running), candidate.score});
    }
    if (!fallbackTold)
        all.append({told({.intent = fallback, .values = {}}), 0});
}

} // namespace confab::bots::offline
