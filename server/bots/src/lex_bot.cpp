// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/bots/lex_bot.h>

#include "log.h"

#include <confab/bots/lex_failure.h>
#include <confab/protocol/text_cut.h>

#include <QCryptographicHash>
#include <QJsonDocument>
#include <QXmlStreamReader>

#include <algorithm>

namespace confab::bots
{

using namespace Qt::StringLiterals;

namespace
{

namespace limits = protocol::limits;

// Of a text longer than Lex takes nothing is sent.
constexpr qsizetype longestQuestion = 1024;

protocol::Card cardOf(const lex::Card &card)
{
    protocol::Card shown;
    shown.title = protocol::cutToBytes(card.title, limits::cardTextBytes);
    shown.subtitle = protocol::cutToBytes(card.subtitle, limits::cardTextBytes);
    // Half an address is none.
    if (card.imageUrl.toUtf8().size() <= limits::cardTextBytes)
        shown.imageUrl = card.imageUrl;
    for (const lex::Button &button : card.buttons) {
        if (shown.buttons.size() < limits::cardButtons && !button.text.isEmpty())
            shown.buttons.append(
                {protocol::cutToBytes(button.text, limits::buttonBytes),
                 protocol::cutToBytes(button.value.isEmpty() ? button.text : button.value, limits::buttonBytes)});
    }
    return shown;
}

QString valueOf(const lex::SlotValue &slot)
{
    QStringList values;
    for (const lex::SlotValue &each : slot.values)
        values.append(valueOf(each));
    if (!values.isEmpty())
        return values.join(u", "_s);
    return slot.interpretedValue.isEmpty() ? slot.originalValue : slot.interpretedValue;
}

QString nameOf(lex::IntentState state)
{
    switch (state) {
    case lex::IntentState::InProgress:
        return u"InProgress"_s;
    case lex::IntentState::ReadyForFulfillment:
        return u"ReadyForFulfillment"_s;
    case lex::IntentState::Fulfilled:
        return u"Fulfilled"_s;
    case lex::IntentState::Failed:
        return u"Failed"_s;
    case lex::IntentState::FulfillmentInProgress:
        return u"FulfillmentInProgress"_s;
    case lex::IntentState::Waiting:
        return u"Waiting"_s;
    }
    return {};
}

} // namespace

QString textOfSsml(const QString &ssml)
{
    QXmlStreamReader reader(ssml);
    QString text;
    int heard = 0; // inside what is only heard
    while (!reader.atEnd()) {
        switch (reader.readNext()) {
        case QXmlStreamReader::StartElement:
            if (reader.name() == "audio"_L1 || reader.name() == "desc"_L1)
                ++heard;
            else if (reader.name() == "break"_L1 || reader.name() == "p"_L1 || reader.name() == "s"_L1)
                text += u' ';
            // What is said in place of what is written; people read.
            break;
        case QXmlStreamReader::EndElement:
            if (reader.name() == "audio"_L1 || reader.name() == "desc"_L1)
                --heard;
            break;
        case QXmlStreamReader::Characters:
            if (heard == 0)
                text += reader.text();
            break;
        default:
            break;
        }
    }
    // What is no XML was meant to be read as it is.
    return reader.hasError() ? ssml : text.simplified();
}

QString lexSessionOf(const QString &server, const QString &session)
{
    const QByteArray both = server.toUtf8() + '\n' + session.toUtf8();
    return u"confab-"_s + QString::fromLatin1(QCryptographicHash::hash(both, QCryptographicHash::Sha256).toHex());
}

core::BotAnswer answerOf(const lex::Response &response)
{
    core::BotAnswer answer;
    for (const lex::Message &message : response.messages) {
        core::BotMessage said;
        said.text = message.contentType == lex::ContentType::Ssml ? textOfSsml(message.content) : message.content;
        said.isCode = message.contentType == lex::ContentType::CustomPayload &&
                      !QJsonDocument::fromJson(message.content.toUtf8()).isNull();
        if (message.card && !message.card->title.isEmpty()) {
            said.card = cardOf(*message.card);
            said.text.clear(); // Lex repeats the title there
        }
        answer.messages.append(said);
    }
    if (const auto &intent = response.sessionState.intent) {
        protocol::Dialogue dialogue;
        dialogue.intent = protocol::cutToBytes(intent->name, limits::dialogueTextBytes);
        dialogue.state = nameOf(intent->state);
        for (auto it = intent->slotValues.cbegin(); it != intent->slotValues.cend(); ++it) {
            if (dialogue.known.size() < limits::dialogueSlots)
                dialogue.known.append(
                    {protocol::cutToBytes(it.key(), limits::dialogueTextBytes),
                     *it ? protocol::cutToBytes(valueOf(**it), limits::dialogueTextBytes) : QString()});
        }
        if (!dialogue.intent.isEmpty())
            answer.dialogue = dialogue;
    }
    return answer;
}

LexBot::LexBot(protocol::BotInfo info, std::unique_ptr<lex::Runtime> runtime, QString server)
    : m_info(std::move(info))
    , m_runtime(std::move(runtime))
    , m_server(std::move(server))
{
    m_info.startsOver = true;
}

LexBot::~LexBot() = default;

void LexBot::ask(const core::BotQuestion &question, std::function<void(const QString &)> /*progress*/,
                 std::function<void(const core::BotAnswer &)> done)
{
    const QString text = question.text.trimmed();
    if (text.size() > longestQuestion)
        return done({.messages = {}, .failure = u"It reads 1,024 characters at most."_s});
    m_runtime->recognizeText({.sessionId = lexSessionOf(m_server, question.session), .text = text},
                             [id = m_info.id, text, done = std::move(done)](const lex::Outcome &outcome) {
                                 if (const auto *response = std::get_if<lex::Response>(&outcome))
                                     return done(answerOf(*response));
                                 const auto &failure = std::get<lex::Failure>(outcome);
                                 logFailure(id, failure, {text});
                                 done({.messages = {}, .failure = lex::sentenceFor(failure)});
                             });
}

void LexBot::startOver(const QString &session, std::function<void(const QString &)> done)
{
    m_runtime->deleteSession(lexSessionOf(m_server, session),
                             [id = m_info.id, done = std::move(done)](const std::optional<lex::Failure> &failure) {
                                 if (failure)
                                     logFailure(id, *failure, {});
                                 done(failure ? lex::sentenceFor(*failure) : QString());
                             });
}

} // namespace confab::bots
