// SPDX-License-Identifier: GPL-3.0-or-later
#include "turn.h"

#include "reply.h"

#include <algorithm>
#include <utility>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;
using lex::DialogActionType;

namespace
{

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

void Turn::dropContexts()
{
    for (HeldContext &held : m_session.contexts)
        --held.context.turnsToLive;
    m_session.contexts.removeIf(
        [this](const HeldContext &held) { return held.context.turnsToLive < 0 || held.ends <= m_now; });
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

// The text as a whole is an answer before anything that is found in it is one.
SlotReader::Answer Turn::answerTo(const lex::Slot &slot, const SlotFilling &filling) const
{
    const QString &text = m_sentence.text;
    const SlotReader::Answer whole = m_brain.reader.whole(slot, text, m_now);
    const auto value = filling.values.constFind(slot.name);
    QList<std::pair<qsizetype, qsizetype>> others;
    bool evident = false; // a value of another slot, which the whole would take for its own
    for (auto it = filling.values.cbegin(); it != filling.values.cend(); ++it) {
        if (it.key() == slot.name)
            continue;
        others.append({it->at, it->length});
        evident = evident || it->evidence >= 0.6;
    }
    if (whole.fit != SlotReader::Fit::None && (value != filling.values.cend() || !evident)) {
        // Of names a part may be the better one: "Paris downtown", "Smith, obviously".
        const QString part = value == filling.values.cend() ? QString() : text.sliced(value->at, value->length);
        const qsizetype inside = whole.value.originalValue.indexOf(part);
        const bool freely = slot.type.endsWith("FreeFormInput"_L1) || slot.type.endsWith("StreetName"_L1);
        const bool place = m_brain.reader.takesNames(slot.type) && !slot.type.endsWith("Name"_L1);
        const auto goesOn = [&] {
            const QStringList rest =
                whole.value.originalValue.sliced(inside + part.size()).split(u' ', Qt::SkipEmptyParts);
            static const QStringList joining{u"upon"_s, u"on"_s, u"under"_s, u"sur"_s, u"de"_s, u"of"_s, u"am"_s};
            return rest.isEmpty() || joining.contains(rest.front().toLower()) ||
                   std::all_of(rest.begin(), rest.end(), [](const QString &word) { return word.front().isUpper(); });
        };
        const bool better = !m_brain.reader.takesAnything(slot.type) ||
                            (!freely && inside >= 0 && (!place || (inside == 0 && goesOn())));
        if (part.isEmpty() || better)
            return whole;
    }
    if (slot.type.compare("AMAZON.Confirmation"_L1, Qt::CaseInsensitive) == 0) {
        // "I did not confirm" has a yes in it.
        const Reply reply = replyOf(text, m_session.last, intent(), m_brain, m_now);
        const QString said = reply == Reply::Yes ? u"Yes"_s : u"No"_s;
        if (reply == Reply::None)
            return {};
        return {SlotReader::Fit::Sure,
                {.originalValue = text.trimmed(), .interpretedValue = said, .resolvedValues = {said}, .values = {}}};
    }
    if (value != filling.values.cend()) {
        if (!slot.multiple && m_brain.reader.isFragment(slot.type, text, value->at, value->length, others))
            return {};
        return {SlotReader::Fit::Sure, value->value};
    }
    if (filling.undecided || evident)
        return {};
    const SlotReader::Answer answer = m_brain.reader.answer(slot, text, m_now);
    const qsizetype begin = text.indexOf(answer.value.originalValue);
    if (answer.fit == SlotReader::Fit::Sure && !slot.multiple && begin >= 0 &&
        m_brain.reader.isFragment(slot.type, text, begin, answer.value.originalValue.size(), others))
        return {};
    return answer;
}

void Turn::toSlot()
{
    const lex::Slot *slot = slotNamed(m_session.slot);
    if (!slot) {
        toNothing();
        return;
    }
    const SlotFilling filling = m_brain.filler.fill(m_sentence, m_session.running->intent, slot->name);
    const QMap<QString, SlotFinding> &found = filling.values;
    SlotReader::Answer answer = answerTo(*slot, filling);
    const bool says = std::any_of(m_sentence.tokens.begin(), m_sentence.tokens.end(), [](const Token &token) {
        return token.kind == Token::Kind::Content || token.name || token.number;
    });
    // A name may be a word that else says nothing: "Will", "May".
    if (answer.fit == SlotReader::Fit::Loose && !says && !m_brain.reader.takesNames(slot->type) &&
        !slot->type.endsWith("FreeFormInput"_L1))
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

void Turn::toConfirmation()
{
    const Reply said = replyOf(m_sentence.text, m_session.last, intent(), m_brain, m_now);
    const QMap<QString, SlotFinding> found = m_brain.filler.fill(m_sentence, m_session.running->intent, {}).values;
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
