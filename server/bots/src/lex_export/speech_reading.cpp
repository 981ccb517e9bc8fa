// SPDX-License-Identifier: GPL-3.0-or-later
#include "speech_reading.h"

#include "plain_words.h"

#include <array>
#include <utility>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::initializer_list<QLatin1StringView> active{"isActive"_L1, "active"_L1};
constexpr std::initializer_list<QLatin1StringView> groups{"messageGroupsList"_L1, "messageGroupList"_L1,
                                                          "messageGroups"_L1};

// The step that is no step of ours: where the hook leads is where it goes on.
struct ReadStep {
    Step step;
    bool asksHook = false;
};

Card readCard(ObjectReading &in)
{
    constexpr int mostButtons = 5;
    Card card{in.text({"title"_L1}), in.text({"subtitle"_L1}), in.text({"imageUrl"_L1}), {}};
    in.each({"buttons"_L1}, [&](ObjectReading &button) {
        const Button one{button.text({"text"_L1}), button.text({"value"_L1})};
        if (card.buttons.size() < mostButtons)
            card.buttons.append(one);
        else
            in.note(u"A card has more than five buttons: those after the fifth are left out."_s);
    });
    return card;
}

// Nothing, where no kind of message is given.
std::optional<Message> readMessage(ObjectReading &in)
{
    static constexpr std::array plain{
        std::pair{"plainTextMessage"_L1, ContentType::PlainText},
        std::pair{"customPayload"_L1, ContentType::CustomPayload},
        std::pair{"ssmlMessage"_L1, ContentType::Ssml},
    };
    std::optional<Message> message;
    const auto take = [&](Message one) {
        if (message)
            in.note(u"A message has several kinds of content: only the first is said."_s);
        else
            message = std::move(one);
    };
    for (const auto &[name, type] : plain) {
        if (const auto text = in.object({name}))
            take({type, text->text({"value"_L1}), {}});
    }
    if (const auto card = in.object({"imageResponseCard"_L1}))
        take({ContentType::ImageResponseCard, {}, readCard(*card)});
    // A message is larger than its text, by what a card would take.
    constexpr qsizetype overhead = 96;
    return in.report().mayKeep(overhead) ? message : std::nullopt;
}

Speech readGroups(ObjectReading &in)
{
    Speech speech;
    in.each(groups, [&speech](ObjectReading &entry) {
        MessageGroup group;
        if (const auto message = entry.object({"message"_L1})) {
            if (auto one = readMessage(*message))
                group.choices.append(std::move(*one));
        }
        entry.each({"variations"_L1}, [&group](ObjectReading &variation) {
            if (auto one = readMessage(variation))
                group.choices.append(std::move(*one));
        });
        if (!group.choices.isEmpty())
            speech.groups.append(std::move(group));
    });
    return speech;
}

std::optional<Speech> readSpeech(ObjectReading &in, Names names)
{
    const auto response = in.object(names);
    if (!response)
        return {};
    response->skip({"allowInterrupt"_L1});
    Speech speech = readGroups(*response);
    if (speech.groups.isEmpty())
        return {};
    return speech;
}

NextStep kindOf(const QString &type, ObjectReading &in)
{
    static constexpr std::array kinds{
        std::pair{"ElicitIntent"_L1, NextStep::ElicitIntent},
        std::pair{"ElicitSlot"_L1, NextStep::ElicitSlot},
        std::pair{"ConfirmIntent"_L1, NextStep::ConfirmIntent},
        std::pair{"FulfillIntent"_L1, NextStep::FulfillIntent},
        std::pair{"CloseIntent"_L1, NextStep::CloseIntent},
        std::pair{"StartIntent"_L1, NextStep::StartIntent},
        std::pair{"InvokeDialogCodeHook"_L1, NextStep::Default},
        std::pair{"EvaluateConditional"_L1, NextStep::Default},
        std::pair{"EndConversation"_L1, NextStep::EndConversation},
    };
    for (const auto &[name, kind] : kinds) {
        if (type == name)
            return kind;
    }
    if (!type.isEmpty())
        in.note(u"The next step %1 is not known here: the usual one is taken."_s.arg(quoted(type)));
    return NextStep::Default;
}

ReadStep readStep(ObjectReading &in, Names names)
{
    ReadStep read;
    const auto next = in.object(names);
    if (!next)
        return read;
    read.step.sessionAttributes = next->texts({"sessionAttributes"_L1});
    if (const auto action = next->object({"dialogAction"_L1})) {
        const QString type = action->text({"type"_L1});
        read.step.kind = kindOf(type, *action);
        read.asksHook = type == "InvokeDialogCodeHook"_L1;
        const QString slot = action->text({"slotToElicit"_L1});
        if (read.step.kind == NextStep::ElicitSlot)
            read.step.slot = slot;
        if (action->flag({"suppressNextMessage"_L1}, false))
            in.note(u"A message that a next step wants unsaid (suppressNextMessage) is said here."_s);
    }
    if (const auto intent = next->object({"intent"_L1})) {
        const QString name = intent->text({"name"_L1});
        if (read.step.kind == NextStep::StartIntent || read.step.kind == NextStep::FulfillIntent)
            read.step.intent = name;
        if (!intent->raw({"slots"_L1}).isEmpty())
            in.note(u"Values that a next step gives to slots are not given here."_s);
    }
    const bool nowhere = (read.step.kind == NextStep::ElicitSlot && read.step.slot.isEmpty()) ||
                         (read.step.kind == NextStep::StartIntent && read.step.intent.isEmpty());
    if (nowhere) {
        in.note(read.step.kind == NextStep::ElicitSlot
                    ? u"A next step asks for a slot (ElicitSlot) and names none: the usual one is taken."_s
                    : u"A next step starts an intent (StartIntent) and names none: the usual one is taken."_s);
        read.step.kind = NextStep::Default;
    }
    return read;
}

// `then` goes on where `turn` stands.
void append(Turn &turn, Turn then)
{
    if (then.speech) {
        if (!turn.speech)
            turn.speech = Speech{};
        turn.speech->groups += then.speech->groups;
    }
    then.after.sessionAttributes.insert(turn.after.sessionAttributes);
    if (then.after.kind == NextStep::Default) {
        turn.after.sessionAttributes = then.after.sessionAttributes;
        return;
    }
    turn.after = std::move(then.after);
}

// `asksHook`: whether the step that is taken in the end leads to a hook.
void applyConditional(ObjectReading &in, Names names, Turn &turn, bool &asksHook)
{
    const auto conditional = in.object(names);
    if (!conditional)
        return;
    const bool isActive = conditional->flag(active, true);
    const bool branches = conditional->has({"conditionalBranches"_L1});
    const auto otherwise = conditional->object({"defaultBranch"_L1});
    if (!isActive) {
        if (otherwise)
            otherwise->skip({"response"_L1, "nextStep"_L1});
        return;
    }
    if (branches)
        in.note(u"Conditions are not looked at here: what the default branch says is done."_s);
    if (!otherwise)
        return;
    ReadStep then = readStep(*otherwise, {"nextStep"_L1});
    if (then.asksHook || then.step.kind != NextStep::Default)
        asksHook = then.asksHook;
    append(turn, {readSpeech(*otherwise, {"response"_L1}), std::move(then.step)});
}

Turn readTurnAndHook(ObjectReading &in, const TurnNames &names, bool hooked)
{
    Turn turn{readSpeech(in, {names.speech}), {}};
    ReadStep read = readStep(in, {names.step});
    turn.after = std::move(read.step);
    applyConditional(in, {names.conditional}, turn, read.asksHook);
    const auto hook = hooked ? in.object({"codeHook"_L1}) : nullptr;
    if (!hook) {
        if (read.asksHook)
            in.note(u"The Lambda function of a dialogue code hook does not run here: it goes on without it."_s);
        return turn;
    }
    hook->skip({"invocationLabel"_L1});
    const bool isActive = hook->flag(active, true);
    const bool isCalled = hook->flag({"enableCodeHookInvocation"_L1}, true);
    const auto then = hook->object({"postCodeHookSpecification"_L1});
    if (then)
        then->skip({"failureResponse"_L1, "failureNextStep"_L1, "failureConditional"_L1, "timeoutResponse"_L1,
                    "timeoutNextStep"_L1, "timeoutConditional"_L1});
    if (!isActive) {
        if (then)
            then->skip({"successResponse"_L1, "successNextStep"_L1, "successConditional"_L1});
        return turn;
    }
    if (isCalled)
        in.note(u"The Lambda function of a dialogue code hook does not run here: it counts as succeeded."_s);
    if (then) {
        Turn success = readTurn(*then, {"successResponse"_L1, "successNextStep"_L1, "successConditional"_L1});
        // Where the step leads elsewhere, the hook is never reached.
        if (read.asksHook || turn.after.kind == NextStep::Default)
            append(turn, std::move(success));
    }
    return turn;
}

// The times and keys of speech, as Lex writes them where nobody chose any.
bool isUsual(const QJsonObject &attempt)
{
    static const QJsonObject spoken{
        {u"startTimeoutMs"_s, 4000},
        {u"audioSpecification"_s, QJsonObject{{u"maxLengthMs"_s, 15000}, {u"endTimeoutMs"_s, 640}}},
        {u"dtmfSpecification"_s, QJsonObject{{u"maxLength"_s, 513},
                                             {u"endTimeoutMs"_s, 5000},
                                             {u"deletionCharacter"_s, u"*"_s},
                                             {u"endCharacter"_s, u"#"_s}}},
    };
    static const QJsonObject written{{u"startTimeoutMs"_s, 30000}};
    const QJsonValue speech = attempt.value("audioAndDTMFInputSpecification"_L1);
    const QJsonValue text = attempt.value("textInputSpecification"_L1);
    return (!speech.isObject() || speech.toObject() == spoken) && (!text.isObject() || text.toObject() == written);
}

void readAttempts(ObjectReading &in, Prompt &prompt)
{
    static constexpr std::array names{"Initial"_L1, "Retry1"_L1, "Retry2"_L1, "Retry3"_L1, "Retry4"_L1, "Retry5"_L1};
    const auto attempts = in.object({"promptAttemptsSpecification"_L1});
    if (!attempts)
        return;
    QList<std::optional<Speech>> all;
    for (const QLatin1StringView name : names) {
        if (!isUsual(attempts->raw({name})))
            in.note(u"Times and keys of speech and telephone keypads have no effect here."_s);
        std::optional<Speech> own;
        if (const auto attempt = attempts->object({name})) {
            attempt->skip({"allowInterrupt"_L1, "allowedInputTypes"_L1, "audioAndDTMFInputSpecification"_L1,
                           "textInputSpecification"_L1});
            Speech speech = readGroups(*attempt);
            if (!speech.groups.isEmpty())
                own = std::move(speech);
        }
        all.append(std::move(own));
    }
    while (!all.isEmpty() && !all.constLast())
        all.removeLast();
    prompt.attempts = std::move(all);
}

} // namespace

Turn readTurn(ObjectReading &in, const TurnNames &names)
{
    return readTurnAndHook(in, names, false);
}

Turn readHookedTurn(ObjectReading &in, const TurnNames &names)
{
    return readTurnAndHook(in, names, true);
}

std::optional<Prompt> readPrompt(ObjectReading &in, Names names)
{
    const auto specification = in.object(names);
    if (!specification)
        return {};
    specification->skip({"allowInterrupt"_L1});
    Prompt prompt;
    prompt.speech = readGroups(*specification);
    prompt.maxRetries = specification->whole({"maxRetries"_L1}, prompt.maxRetries, 0, 5);
    // Lex's own where it says nothing.
    const QString strategy = specification->text({"messageSelectionStrategy"_L1});
    prompt.random = strategy.compare("Random"_L1, Qt::CaseInsensitive) == 0;
    readAttempts(*specification, prompt);
    if (prompt.speech.groups.isEmpty() && prompt.attempts.isEmpty())
        return {};
    return prompt;
}

QStringList readUtterances(ObjectReading &in, Names names)
{
    QStringList all;
    in.each(names, [&all](ObjectReading &one) {
        const QString text = one.text({"utterance"_L1}).trimmed();
        if (!text.isEmpty())
            all.append(text);
    });
    return all;
}

void noteActive(ObjectReading &in, Names names, const QString &what)
{
    const QJsonObject setting = in.raw(names);
    const QJsonValue on = setting.value("active"_L1);
    const QJsonValue alsoOn = setting.value("isActive"_L1);
    if (!setting.isEmpty() && on.toBool(true) && alsoOn.toBool(true))
        in.note(what);
}

void noteElicitationHook(ObjectReading &in)
{
    const auto hook = in.object({"elicitationCodeHook"_L1});
    if (!hook)
        return;
    hook->skip({"invocationLabel"_L1});
    if (hook->flag({"enableCodeHookInvocation"_L1}, false))
        in.note(
            u"A Lambda function that is called while something is asked (elicitationCodeHook) does not run here."_s);
}

} // namespace confab::bots::lex
