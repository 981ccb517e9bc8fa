// SPDX-License-Identifier: GPL-3.0-or-later
#include "session_text.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace confab::bots::offline
{

using namespace Qt::StringLiterals;

namespace
{

// Goes up whenever what is written means something else.
constexpr int version = 1;

QJsonObject toJson(const QMap<QString, QString> &texts)
{
    QJsonObject object;
    for (auto it = texts.cbegin(); it != texts.cend(); ++it)
        object[it.key()] = it.value();
    return object;
}

QMap<QString, QString> textsOf(const QJsonValue &value)
{
    QMap<QString, QString> texts;
    const QJsonObject object = value.toObject();
    for (auto it = object.constBegin(); it != object.constEnd(); ++it)
        texts.insert(it.key(), it->toString());
    return texts;
}

QJsonObject toJson(const lex::SlotValue &value)
{
    QJsonArray several;
    for (const lex::SlotValue &each : value.values)
        several.append(toJson(each));
    return {{u"original"_s, value.originalValue},
            {u"interpreted"_s, value.interpretedValue},
            {u"resolved"_s, QJsonArray::fromStringList(value.resolvedValues)},
            {u"values"_s, several}};
}

lex::SlotValue slotValueOf(const QJsonObject &object)
{
    lex::SlotValue value;
    value.originalValue = object["original"_L1].toString();
    value.interpretedValue = object["interpreted"_L1].toString();
    for (const QJsonValue &each : object["resolved"_L1].toArray())
        value.resolvedValues.append(each.toString());
    for (const QJsonValue &each : object["values"_L1].toArray())
        value.values.append(slotValueOf(each.toObject()));
    return value;
}

QJsonObject toJson(const Running &running, const Brain &brain)
{
    QJsonObject values;
    for (auto it = running.values.cbegin(); it != running.values.cend(); ++it)
        values[it.key()] = *it ? QJsonValue(toJson(**it)) : QJsonValue();
    return {{u"intent"_s, brain.locale.intents[running.intent].name},
            {u"values"_s, values},
            {u"state"_s, static_cast<int>(running.state)},
            {u"confirmation"_s, static_cast<int>(running.confirmation)}};
}

std::optional<Running> runningOf(const QJsonObject &object, const Brain &brain)
{
    Running running;
    running.intent = brain.intentNamed(object["intent"_L1].toString());
    if (running.intent < 0)
        return std::nullopt;
    const QJsonObject values = object["values"_L1].toObject();
    for (auto it = values.constBegin(); it != values.constEnd(); ++it)
        running.values.insert(it.key(), it->isObject() ? std::optional(slotValueOf(it->toObject())) : std::nullopt);
    running.state = static_cast<lex::IntentState>(object["state"_L1].toInt());
    running.confirmation = static_cast<lex::ConfirmationState>(object["confirmation"_L1].toInt());
    return running;
}

QJsonObject toJson(const HeldContext &held)
{
    return {{u"name"_s, held.context.name},
            {u"attributes"_s, toJson(held.context.attributes)},
            {u"turns"_s, held.context.turnsToLive},
            {u"seconds"_s, held.context.secondsToLive},
            {u"ends"_s, held.ends.toMSecsSinceEpoch()}};
}

HeldContext contextOf(const QJsonObject &object)
{
    HeldContext held;
    held.context.name = object["name"_L1].toString();
    held.context.attributes = textsOf(object["attributes"_L1]);
    held.context.turnsToLive = object["turns"_L1].toInt();
    held.context.secondsToLive = object["seconds"_L1].toInt();
    held.ends = QDateTime::fromMSecsSinceEpoch(object["ends"_L1].toInteger(), Qt::UTC);
    return held;
}

QJsonObject toJson(const lex::Message &message)
{
    QJsonObject object{{u"type"_s, static_cast<int>(message.contentType)}, {u"content"_s, message.content}};
    if (message.card) {
        QJsonArray buttons;
        for (const lex::Button &button : message.card->buttons)
            buttons.append(QJsonObject{{u"text"_s, button.text}, {u"value"_s, button.value}});
        object["card"_L1] = QJsonObject{{u"title"_s, message.card->title},
                                        {u"subtitle"_s, message.card->subtitle},
                                        {u"image"_s, message.card->imageUrl},
                                        {u"buttons"_s, buttons}};
    }
    return object;
}

lex::Message messageOf(const QJsonObject &object)
{
    lex::Message message{.contentType = static_cast<lex::ContentType>(object["type"_L1].toInt()),
                         .content = object["content"_L1].toString(),
                         .card = {}};
    if (object["card"_L1].isObject()) {
        const QJsonObject from = object["card"_L1].toObject();
        lex::Card card{from["title"_L1].toString(), from["subtitle"_L1].toString(), from["image"_L1].toString(), {}};
        for (const QJsonValue &button : from["buttons"_L1].toArray())
            card.buttons.append({button["text"_L1].toString(), button["value"_L1].toString()});
        message.card = card;
    }
    return message;
}

// What a dialogue hangs on: its intents and their slots.
QString shapeOf(const Brain &brain)
{
    QCryptographicHash hash(QCryptographicHash::Sha1);
    for (const lex::IntentDefinition &intent : brain.locale.intents) {
        hash.addData(intent.name.toUtf8() + '\n');
        for (const lex::Slot &slot : intent.slotsInOrder)
            hash.addData(slot.name.toUtf8() + ' ' + slot.type.toUtf8() + '\n');
    }
    return QString::fromLatin1(hash.result().toHex());
}

} // namespace

QByteArray toText(const Session &session, const Brain &brain)
{
    QJsonObject object{{u"version"_s, version},
                       {u"bot"_s, shapeOf(brain)},
                       {u"used"_s, session.used.toMSecsSinceEpoch()},
                       {u"asked"_s, static_cast<int>(session.asked)},
                       {u"slot"_s, session.slot},
                       {u"retries"_s, session.retries},
                       {u"attributes"_s, toJson(session.attributes)}};
    if (session.running)
        object["running"_L1] = toJson(*session.running, brain);
    QJsonArray contexts;
    for (const HeldContext &held : session.contexts)
        contexts.append(toJson(held));
    object["contexts"_L1] = contexts;
    QJsonObject said;
    for (auto it = session.said.cbegin(); it != session.said.cend(); ++it)
        said[QString::fromLatin1(it.key().toHex())] = it.value();
    object["said"_L1] = said;
    QJsonArray last;
    for (const lex::Message &message : session.last)
        last.append(toJson(message));
    object["last"_L1] = last;
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

Session sessionOf(const QByteArray &text, const Brain &brain)
{
    const QJsonObject object = QJsonDocument::fromJson(text).object();
    Session session;
    if (object["version"_L1].toInt() != version || object["bot"_L1].toString() != shapeOf(brain))
        return session;
    if (object["running"_L1].isObject())
        session.running = runningOf(object["running"_L1].toObject(), brain);
    session.used = QDateTime::fromMSecsSinceEpoch(object["used"_L1].toInteger(), Qt::UTC);
    session.asked = static_cast<lex::DialogActionType>(object["asked"_L1].toInt());
    session.slot = object["slot"_L1].toString();
    session.retries = object["retries"_L1].toInt();
    session.attributes = textsOf(object["attributes"_L1]);
    for (const QJsonValue &each : object["contexts"_L1].toArray())
        session.contexts.append(contextOf(each.toObject()));
    const QJsonObject said = object["said"_L1].toObject();
    for (auto it = said.constBegin(); it != said.constEnd(); ++it)
        session.said.insert(QByteArray::fromHex(it.key().toLatin1()), it->toInt());
    for (const QJsonValue &each : object["last"_L1].toArray())
        session.last.append(messageOf(each.toObject()));
    return session;
}

} // namespace confab::bots::offline
