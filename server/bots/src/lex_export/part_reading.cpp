// SPDX-License-Identifier: GPL-3.0-or-later
#include "part_reading.h"

#include "lex_slots/code_filter.h"
#include "lex_slots/slot_grammar.h"
#include "plain_words.h"
#include "speech_reading.h"

#include <algorithm>
#include <array>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

void readAboutSpeech(ObjectReading &in)
{
    if (const auto voice = in.object({"voiceSettings"_L1})) {
        const QString id = voice->text({"voiceId"_L1});
        voice->skip({"engine"_L1});
        if (!id.isEmpty())
            in.note(u"The voice %1 is not heard: bots write here."_s.arg(quoted(id)));
    }
    bool others = false;
    for (const QLatin1StringView name : {"unifiedSpeechSettings"_L1, "speechRecognitionSettings"_L1,
                                         "speechDetectionSensitivity"_L1, "audioFillerSettings"_L1})
        others = in.has({name}) || others;
    if (others)
        in.note(u"Settings of speech have no effect here."_s);
}

} // namespace

bool isBuiltInSlotType(const QString &type)
{
    // Each language's grammar reads the same types.
    static const std::unique_ptr<SlotGrammar> grammar = slotGrammarFor(u"en_US"_s);
    return grammar->knows(type);
}

std::optional<QString> readManifest(ObjectReading &in)
{
    const auto data = in.object({"metaData"_L1, "metadata"_L1});
    if (!data)
        return {};
    const QString format = data->text({"fileFormat"_L1});
    const QString version = data->text({"schemaVersion"_L1});
    data->skip({"resourceType"_L1, "importType"_L1, "importFormat"_L1});
    if (!format.isEmpty() && format.compare("LexJson"_L1, Qt::CaseInsensitive) != 0)
        return u"It is an export in the format %1, and only LexJson is read."_s.arg(quoted(format));
    if (!version.isEmpty() && version.section(u'.', 0, 0) != "1"_L1)
        in.note(u"The schema version %1 is newer than the one known here: what is new in it has no effect."_s.arg(
            quoted(version)));
    return {};
}

void readBot(ObjectReading &in, BotDefinition &bot)
{
    bot.name = in.text({"name"_L1});
    bot.description = in.text({"description"_L1});
    bot.idleSessionSeconds = in.whole({"idleSessionTTLInSeconds"_L1}, bot.idleSessionSeconds, 60, 86400);
    in.skip({"identifier"_L1, "version"_L1, "botTags"_L1, "testBotAliasTags"_L1});
    if (const auto privacy = in.object({"dataPrivacy"_L1})) {
        if (privacy->flag({"childDirected"_L1}, false))
            in.note(u"That the bot is directed at children changes nothing here."_s);
    }
    const bool network = in.text({"botType"_L1}).compare("BotNetwork"_L1, Qt::CaseInsensitive) == 0;
    if (in.has({"botMembers"_L1}) || network)
        in.note(u"A network of bots does not run here: only this bot's own intents do."_s);
}

BotLocale readLocale(ObjectReading &in)
{
    BotLocale locale;
    locale.id = in.text({"identifier"_L1, "localeId"_L1});
    locale.confidenceThreshold = in.number({"nluConfidenceThreshold"_L1}, locale.confidenceThreshold, 0, 1);
    in.skip({"name"_L1, "version"_L1, "description"_L1});
    readAboutSpeech(in);
    if (!in.raw({"generativeAISettings"_L1}).isEmpty())
        in.note(u"Generative features (generativeAISettings) do not run here."_s);
    return locale;
}

namespace
{

// Those that the engine has words of its own for, and the fallback.
bool isBuiltInIntent(const QString &parent)
{
    static constexpr std::array known{"AMAZON.CancelIntent"_L1, "AMAZON.FallbackIntent"_L1, "AMAZON.HelpIntent"_L1,
                                      "AMAZON.PauseIntent"_L1,  "AMAZON.RepeatIntent"_L1,   "AMAZON.ResumeIntent"_L1,
                                      "AMAZON.StopIntent"_L1};
    return std::any_of(known.begin(), known.end(), [&parent](QLatin1StringView one) { return parent == one; });
}

// What a built-in intent stands for that Amazon has a service for.
void readParent(ObjectReading &in, IntentPart &part)
{
    QString &parent = part.intent.parent;
    parent = in.text({"parentIntentSignature"_L1});
    const auto leftOut = [&](const QString &why) {
        part.runs = false;
        in.note(why + u" The intent is left out."_s);
    };
    if (parent == "AMAZON.KendraSearchIntent"_L1 || in.has({"kendraConfiguration"_L1}))
        leftOut(u"Amazon Kendra is not searched here."_s);
    else if (parent == "AMAZON.QnAIntent"_L1 || in.has({"qnAIntentConfiguration"_L1}))
        leftOut(u"Questions are not answered by a model (AMAZON.QnAIntent) here."_s);
    else if (parent == "AMAZON.BedrockAgentIntent"_L1 || in.has({"bedrockAgentIntentConfiguration"_L1}))
        leftOut(u"Agents of Amazon Bedrock do not run here."_s);
    else if (parent == "AMAZON.QInConnectIntent"_L1 || in.has({"qInConnectIntentConfiguration"_L1}))
        leftOut(u"Amazon Q in Connect is not asked here."_s);
    else if (!parent.isEmpty() && !isBuiltInIntent(parent))
        in.note(u"The built-in intent %1 is not known here: only its sample utterances count."_s.arg(quoted(parent)));
    in.skip({"kendraConfiguration"_L1, "qnAIntentConfiguration"_L1, "bedrockAgentIntentConfiguration"_L1,
             "qInConnectIntentConfiguration"_L1});
}

void readConfirmation(ObjectReading &in, IntentDefinition &intent)
{
    const auto setting = in.object({"intentConfirmationSetting"_L1});
    if (!setting)
        return;
    auto prompt = readPrompt(*setting, {"promptSpecification"_L1, "confirmationPrompt"_L1});
    Turn confirmed =
        readHookedTurn(*setting, {"confirmationResponse"_L1, "confirmationNextStep"_L1, "confirmationConditional"_L1});
    Turn declined =
        readTurn(*setting, {"declinationResponse"_L1, "declinationNextStep"_L1, "declinationConditional"_L1});
    const Turn failed = readTurn(*setting, {"failureResponse"_L1, "failureNextStep"_L1, "failureConditional"_L1});
    noteElicitationHook(*setting);
    if (!setting->flag({"isActive"_L1, "active"_L1}, true))
        return;
    const NextStep step = failed.after.kind;
    const bool ends = step == NextStep::Default || step == NextStep::EndConversation || step == NextStep::CloseIntent;
    if (failed.speech || !ends)
        in.note(u"What follows a confirmation that nobody understood (failureResponse, failureNextStep) is not done "
                "here: the intent ends."_s);
    intent.confirmation = std::move(prompt);
    intent.confirmed = std::move(confirmed.speech);
    intent.afterConfirmation = std::move(confirmed.after);
    intent.declined = std::move(declined.speech);
    intent.afterDeclination = std::move(declined.after);
}

void readClosing(ObjectReading &in, IntentDefinition &intent)
{
    const auto setting = in.object({"intentClosingSetting"_L1});
    if (!setting)
        return;
    Turn turn = readTurn(*setting, {"closingResponse"_L1, "nextStep"_L1, "conditional"_L1});
    if (!setting->flag({"isActive"_L1, "active"_L1}, true))
        return;
    intent.closing = std::move(turn.speech);
    intent.afterClosing = std::move(turn.after);
}

void readFulfilment(ObjectReading &in, IntentDefinition &intent)
{
    if (const auto hook = in.object({"dialogCodeHook"_L1})) {
        if (hook->flag({"enabled"_L1}, false))
            in.note(u"The Lambda function that looks at each turn (dialogCodeHook) does not run here."_s);
    }
    const auto hook = in.object({"fulfillmentCodeHook"_L1});
    if (!hook)
        return;
    const bool called = hook->flag({"enabled"_L1}, false);
    const bool isActive = hook->flag({"isActive"_L1, "active"_L1}, true);
    if (called && isActive)
        in.note(u"The Lambda function that fulfils the intent (fulfillmentCodeHook) does not run here: the intent "
                "counts as fulfilled."_s);
    noteActive(*hook, {"fulfillmentUpdatesSpecification"_L1}, u"News of a fulfilment on its way are not told here."_s);
    const auto after = hook->object({"postFulfillmentStatusSpecification"_L1});
    if (!after)
        return;
    Turn success = readTurn(*after, {"successResponse"_L1, "successNextStep"_L1, "successConditional"_L1});
    const bool others = after->has({"failureResponse"_L1}) || after->has({"timeoutResponse"_L1});
    after->skip({"failureNextStep"_L1, "failureConditional"_L1, "timeoutNextStep"_L1, "timeoutConditional"_L1});
    if (others && called)
        in.note(u"What is said after a failed or slow fulfilment is never said here."_s);
    if (!isActive)
        return;
    intent.fulfilled = std::move(success.speech);
    intent.afterFulfilment = std::move(success.after);
}

void readContexts(ObjectReading &in, IntentDefinition &intent)
{
    in.each({"inputContexts"_L1}, [&intent](ObjectReading &one) {
        const QString name = one.text({"name"_L1, "contextName"_L1});
        if (!name.isEmpty())
            intent.inputContexts.append(name);
    });
    in.each({"outputContexts"_L1}, [&intent](ObjectReading &one) {
        OutputContext context;
        context.name = one.text({"name"_L1, "contextName"_L1});
        context.secondsToLive = one.whole({"timeToLiveInSeconds"_L1}, context.secondsToLive, 5, 86400);
        context.turnsToLive = one.whole({"turnsToLive"_L1}, context.turnsToLive, 1, 20);
        if (!context.name.isEmpty())
            intent.outputContexts.append(context);
    });
}

} // namespace

IntentPart readIntent(ObjectReading &in)
{
    IntentPart part;
    IntentDefinition &intent = part.intent;
    intent.name = in.text({"name"_L1, "intentName"_L1});
    intent.description = in.text({"description"_L1});
    in.skip({"identifier"_L1, "intentDisplayName"_L1});
    readParent(in, part);
    intent.utterances = readUtterances(in, {"sampleUtterances"_L1});
    if (const auto setting = in.object({"initialResponseSetting"_L1})) {
        Turn turn = readHookedTurn(*setting, {"initialResponse"_L1, "nextStep"_L1, "conditional"_L1});
        intent.initial = std::move(turn.speech);
        intent.afterInitial = std::move(turn.after);
    }
    readConfirmation(in, intent);
    readFulfilment(in, intent);
    readClosing(in, intent);
    readContexts(in, intent);
    in.each({"slotPriorities"_L1}, [&part](ObjectReading &one) {
        const QString slot = one.text({"slotName"_L1});
        one.skip({"slotId"_L1});
        part.priorities.insert(slot, one.whole({"priority"_L1}, 0, 0, 1000));
    });
    return part;
}

namespace
{

// `constraint` and `defaults` lie beside the setting in an older schema, and inside it in the newer one.
void readConstraint(ObjectReading &in, Slot &slot)
{
    const QString constraint = in.text({"slotConstraint"_L1});
    if (!constraint.isEmpty())
        slot.required = constraint.compare("Optional"_L1, Qt::CaseInsensitive) != 0;
    if (const auto defaults = in.object({"defaultValueSpecification"_L1, "defaultValueSpec"_L1})) {
        defaults->each({"defaultValueList"_L1}, [&slot](ObjectReading &one) {
            const QString value = one.text({"defaultValue"_L1});
            if (!value.isEmpty())
                slot.defaultValues.append(value);
        });
    }
}

void readElicitation(ObjectReading &in, Slot &slot)
{
    readConstraint(in, slot);
    slot.prompt = readPrompt(in, {"promptSpecification"_L1});
    slot.utterances = readUtterances(in, {"sampleUtterances"_L1, "sampleValueElicitingUtterances"_L1});
    noteActive(in, {"waitAndContinueSpecification"_L1},
               u"Nobody is asked to wait (waitAndContinueSpecification) here."_s);
    const auto capture = in.object({"slotCaptureSetting"_L1});
    if (!capture)
        return;
    Turn captured = readHookedTurn(*capture, {"captureResponse"_L1, "captureNextStep"_L1, "captureConditional"_L1});
    Turn failed = readTurn(*capture, {"failureResponse"_L1, "failureNextStep"_L1, "failureConditional"_L1});
    noteElicitationHook(*capture);
    slot.captured = std::move(captured.speech);
    slot.afterCapture = std::move(captured.after);
    slot.failed = std::move(failed.speech);
    slot.afterFailure = std::move(failed.after);
}

} // namespace

Slot readSlot(ObjectReading &in)
{
    Slot slot;
    slot.name = in.text({"name"_L1, "slotName"_L1});
    slot.type = in.text({"slotTypeName"_L1, "slotTypeId"_L1});
    in.skip({"identifier"_L1, "description"_L1});
    if (const auto multiple = in.object({"multipleValuesSetting"_L1})) // its second name is as Amazon wrote it
        slot.multiple = multiple->flag({"allowMultipleValues"_L1, "allowMutlipleValues"_L1}, false);
    if (const auto setting = in.object({"obfuscationSetting"_L1})) {
        const QString type = setting->text({"obfuscationSettingType"_L1});
        if (!type.isEmpty() && type.compare("None"_L1, Qt::CaseInsensitive) != 0)
            in.note(
                u"The value is not hidden (obfuscationSetting): it stands in the conversation as it was written."_s);
    }
    readConstraint(in, slot);
    if (const auto setting = in.object({"valueElicitationSetting"_L1, "slotValueElicitationSetting"_L1}))
        readElicitation(*setting, slot);
    const QJsonObject subSlots = in.raw({"subSlotSetting"_L1});
    if (!subSlots.isEmpty()) {
        slot.required = false;
        in.note(u"A slot made of slots (subSlotSetting) is not read here: it is never asked for."_s);
    }
    return slot;
}

namespace
{

// What an answer is resolved to. Concatenation is Lex's way with a type made of others, of which there is a line
// already.
void readStrategy(ObjectReading &in, SlotType &type, bool composite)
{
    QString strategy = in.text({"resolutionStrategy"_L1});
    strategy.remove(u'_');
    const auto is = [&strategy](QLatin1StringView name) { return strategy.compare(name, Qt::CaseInsensitive) == 0; };
    type.topResolution = is("TopResolution"_L1);
    if (!type.topResolution && !strategy.isEmpty() && !is("OriginalValue"_L1) && !(composite && is("Concatenation"_L1)))
        in.note(u"The resolution strategy %1 is not known here: the value is taken as it was written."_s.arg(
            quoted(strategy)));
}

void readSelection(ObjectReading &in, SlotType &type, bool composite)
{
    const auto setting = in.object({"valueSelectionSetting"_L1});
    if (!setting)
        return;
    readStrategy(*setting, type, composite);
    if (const auto filter = setting->object({"regexFilter"_L1})) {
        type.regexFilter = filter->text({"pattern"_L1});
        if (!CodeFilter(type.regexFilter).problem().isEmpty()) {
            in.note(
                u"The regular expression %1 cannot be used here: any value is taken."_s.arg(quoted(type.regexFilter)));
            type.regexFilter.clear();
        }
    }
    if (const auto advanced = setting->object({"advancedRecognitionSetting"_L1})) {
        if (!advanced->text({"audioRecognitionStrategy"_L1}).isEmpty())
            in.note(u"Settings of speech have no effect here."_s);
    }
}

} // namespace

SlotTypePart readSlotType(ObjectReading &in)
{
    SlotTypePart part;
    SlotType &type = part.type;
    type.name = in.text({"name"_L1, "slotTypeName"_L1});
    in.skip({"identifier"_L1, "description"_L1});
    type.parent = in.text({"parentSlotTypeSignature"_L1});
    in.each({"slotTypeValues"_L1}, [&type](ObjectReading &entry) {
        SlotTypeValue value;
        if (const auto sample = entry.object({"sampleValue"_L1}))
            value.value = sample->text({"value"_L1});
        entry.each({"synonyms"_L1}, [&value](ObjectReading &synonym) {
            const QString text = synonym.text({"value"_L1});
            if (!text.isEmpty())
                value.synonyms.append(text);
        });
        if (!value.value.isEmpty())
            type.values.append(std::move(value));
    });
    const bool composite = !in.raw({"compositeSlotTypeSetting"_L1}).isEmpty();
    readSelection(in, type, composite);
    const auto doesNotRun = [&](const QString &why) {
        part.runs = false;
        in.note(why);
    };
    if (composite)
        doesNotRun(u"A slot type made of others (compositeSlotTypeSetting) is not read here."_s);
    if (!in.raw({"externalSourceSetting"_L1}).isEmpty())
        doesNotRun(u"A slot type with a grammar of its own (externalSourceSetting) is not read here."_s);
    if (!type.parent.isEmpty() && !isBuiltInSlotType(type.parent))
        doesNotRun(u"The built-in slot type %1 is not known here."_s.arg(quoted(type.parent)));
    return part;
}

} // namespace confab::bots::lex
