// SPDX-License-Identifier: GPL-3.0-or-later
#include "lex_wire.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <utility>

namespace confab::bots::lex
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int deepestList = 3; // a list of lists is more than Lex has

template <class E, std::size_t N>
E named(const QJsonValue &value, const std::array<std::pair<QLatin1StringView, E>, N> &names, E otherwise)
{
    const QString text = value.toString();
    for (const auto &[name, meaning] : names) {
        if (text == name)
            return meaning;
    }
    return otherwise;
}

QMap<QString, QString> textsOf(const QJsonValue &value)
{
    QMap<QString, QString> texts;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        texts.insert(it.key(), it.value().toString());
    return texts;
}

Card cardOf(const QJsonObject &object)
{
    Card card{.title = object.value("title"_L1).toString(),
              .subtitle = object.value("subtitle"_L1).toString(),
              .imageUrl = object.value("imageUrl"_L1).toString(),
              .buttons = {}};
    for (const QJsonValue &value : object.value("buttons"_L1).toArray()) {
        const QJsonObject button = value.toObject();
        card.buttons.append({button.value("text"_L1).toString(), button.value("value"_L1).toString()});
    }
    return card;
}

std::optional<Message> messageOf(const QJsonObject &object)
{
    static constexpr std::array<std::pair<QLatin1StringView, ContentType>, 4> types{
        {{"PlainText"_L1, ContentType::PlainText},
         {"CustomPayload"_L1, ContentType::CustomPayload},
         {"SSML"_L1, ContentType::Ssml},
         {"ImageResponseCard"_L1, ContentType::ImageResponseCard}}};
    const QString type = object.value("contentType"_L1).toString();
    for (const auto &[name, meaning] : types) {
        if (type != name)
            continue;
        Message message{.contentType = meaning, .content = object.value("content"_L1).toString(), .card = {}};
        if (object.value("imageResponseCard"_L1).isObject())
            message.card = cardOf(object.value("imageResponseCard"_L1).toObject());
        if (message.content.isEmpty() && !message.card)
            return std::nullopt;
        return message;
    }
    return std::nullopt;
}

std::optional<SlotValue> slotOf(const QJsonValue &json, int depth)
{
    const QJsonObject object = json.toObject();
    const QJsonObject value = object.value("value"_L1).toObject();
    SlotValue slot{.originalValue = value.value("originalValue"_L1).toString(),
                   .interpretedValue = value.value("interpretedValue"_L1).toString(),
                   .resolvedValues = {},
                   .values = {}};
    for (const QJsonValue &resolved : value.value("resolvedValues"_L1).toArray())
        slot.resolvedValues.append(resolved.toString());
    if (depth < deepestList) {
        for (const QJsonValue &part : object.value("values"_L1).toArray()) {
            if (const auto one = slotOf(part, depth + 1))
                slot.values.append(*one);
        }
    }
    return slot == SlotValue{} ? std::nullopt : std::optional(slot);
}

Intent intentOf(const QJsonObject &object)
{
    static constexpr std::array<std::pair<QLatin1StringView, IntentState>, 6> states{
        {{"InProgress"_L1, IntentState::InProgress},
         {"ReadyForFulfillment"_L1, IntentState::ReadyForFulfillment},
         {"Fulfilled"_L1, IntentState::Fulfilled},
         {"Failed"_L1, IntentState::Failed},
         {"FulfillmentInProgress"_L1, IntentState::FulfillmentInProgress},
         {"Waiting"_L1, IntentState::Waiting}}};
    static constexpr std::array<std::pair<QLatin1StringView, ConfirmationState>, 3> confirmations{
        {{"None"_L1, ConfirmationState::None},
         {"Confirmed"_L1, ConfirmationState::Confirmed},
         {"Denied"_L1, ConfirmationState::Denied}}};
    Intent intent;
    intent.name = object.value("name"_L1).toString();
    intent.state = named(object.value("state"_L1), states, IntentState::InProgress);
    intent.confirmationState = named(object.value("confirmationState"_L1), confirmations, ConfirmationState::None);
    const QJsonObject values = object.value("slots"_L1).toObject();
    for (auto it = values.begin(); it != values.end(); ++it)
        intent.slotValues.insert(it.key(), slotOf(it.value(), 0));
    return intent;
}

SessionState stateOf(const QJsonObject &object)
{
    static constexpr std::array<std::pair<QLatin1StringView, DialogActionType>, 6> actions{
        {{"None"_L1, DialogActionType::None},
         {"Close"_L1, DialogActionType::Close},
         {"ConfirmIntent"_L1, DialogActionType::ConfirmIntent},
         {"Delegate"_L1, DialogActionType::Delegate},
         {"ElicitIntent"_L1, DialogActionType::ElicitIntent},
         {"ElicitSlot"_L1, DialogActionType::ElicitSlot}}};
    SessionState state;
    const QJsonObject action = object.value("dialogAction"_L1).toObject();
    state.dialogAction = named(action.value("type"_L1), actions, DialogActionType::None);
    state.slotToElicit = action.value("slotToElicit"_L1).toString();
    if (object.value("intent"_L1).isObject())
        state.intent = intentOf(object.value("intent"_L1).toObject());
    for (const QJsonValue &value : object.value("activeContexts"_L1).toArray()) {
        const QJsonObject context = value.toObject();
        const QJsonObject life = context.value("timeToLive"_L1).toObject();
        state.activeContexts.append({.name = context.value("name"_L1).toString(),
                                     .attributes = textsOf(context.value("contextAttributes"_L1)),
                                     .secondsToLive = life.value("timeToLiveInSeconds"_L1).toInt(),
                                     .turnsToLive = life.value("turnsToLive"_L1).toInt()});
    }
    state.sessionAttributes = textsOf(object.value("sessionAttributes"_L1));
    return state;
}

} // namespace

std::optional<Response> parseResponse(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson(json);
    const QJsonObject object = document.object();
    const QJsonValue messages = object.value("messages"_L1);
    // Each answer of Lex has at least its session.
    if (!document.isObject() || !(messages.isArray() || messages.isUndefined() || messages.isNull()) ||
        !(object.contains("sessionId"_L1) || object.contains("sessionState"_L1)))
        return std::nullopt;
    Response response;
    response.sessionId = object.value("sessionId"_L1).toString();
    for (const QJsonValue &value : messages.toArray()) {
        if (const auto message = messageOf(value.toObject()))
            response.messages.append(*message);
    }
    response.sessionState = stateOf(object.value("sessionState"_L1).toObject());
    for (const QJsonValue &value : object.value("interpretations"_L1).toArray()) {
        const QJsonObject interpretation = value.toObject();
        // A number where Lambdas are told of it, an object in what clients get.
        const QJsonValue confidence = interpretation.value("nluConfidence"_L1);
        response.interpretations.append({.intent = intentOf(interpretation.value("intent"_L1).toObject()),
                                         .confidence = confidence.isObject()
                                                           ? confidence.toObject().value("score"_L1).toDouble()
                                                           : confidence.toDouble()});
    }
    return response;
}

} // namespace confab::bots::lex
