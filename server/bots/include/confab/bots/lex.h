// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QMap>
#include <QString>
#include <QStringList>

#include <functional>
#include <optional>
#include <variant>

// What Amazon Lex V2 answers to RecognizeText, as far as this program looks at it. Names are those of Lex's API
// reference. Two runtimes speak it: Amazon's, and the one that runs exports of bots here.
namespace confab::bots::lex
{

struct Button {
    QString text;
    QString value; // what is said when it is pressed
    bool operator==(const Button &) const = default;
};

// imageResponseCard: at most five buttons.
struct Card {
    QString title;
    QString subtitle;
    QString imageUrl;
    QList<Button> buttons;
    bool operator==(const Card &) const = default;
};

enum class ContentType { PlainText, CustomPayload, Ssml, ImageResponseCard };

struct Message {
    ContentType contentType = ContentType::PlainText;
    QString content; // of a card: mostly empty
    std::optional<Card> card;
    bool operator==(const Message &) const = default;
};

// A slot that has a value. A slot of several values (shape List) has `values`, and the rest empty.
struct SlotValue {
    QString originalValue;
    QString interpretedValue;
    QStringList resolvedValues;
    QList<SlotValue> values;
    // Not a default: Qt asks whether a list's elements can be compared while this type is not yet complete.
    bool operator==(const SlotValue &other) const;
};

inline bool SlotValue::operator==(const SlotValue &other) const
{
    return originalValue == other.originalValue && interpretedValue == other.interpretedValue &&
           resolvedValues == other.resolvedValues && values == other.values;
}

enum class IntentState { InProgress, ReadyForFulfillment, Fulfilled, Failed, FulfillmentInProgress, Waiting };
enum class ConfirmationState { None, Confirmed, Denied };

struct Intent {
    QString name;
    IntentState state = IntentState::InProgress;
    ConfirmationState confirmationState = ConfirmationState::None;
    QMap<QString, std::optional<SlotValue>> slotValues; // `slots` on the wire; every slot of the intent
    bool operator==(const Intent &) const = default;
};

enum class DialogActionType { None, Close, ConfirmIntent, Delegate, ElicitIntent, ElicitSlot };

struct ActiveContext {
    QString name;
    QMap<QString, QString> attributes;
    int secondsToLive = 0;
    int turnsToLive = 0;
    bool operator==(const ActiveContext &) const = default;
};

struct SessionState {
    DialogActionType dialogAction = DialogActionType::None;
    QString slotToElicit; // with ElicitSlot
    std::optional<Intent> intent;
    QList<ActiveContext> activeContexts;
    QMap<QString, QString> sessionAttributes;
    bool operator==(const SessionState &) const = default;
};

struct Interpretation {
    Intent intent;
    double confidence = 0; // nluConfidence: 0 … 1; of the fallback intent: 0
    bool operator==(const Interpretation &) const = default;
};

struct Response {
    QString sessionId;
    QList<Message> messages;
    SessionState sessionState;
    QList<Interpretation> interpretations; // the best first
    bool operator==(const Response &) const = default;
};

// Why there was no answer. Each kind is told to people in words of its own; `detail` is for the log and holds no
// secret.
enum class FailureKind {
    Throttled,   // too many requests, also after some tries
    Denied,      // these credentials may not
    Expired,     // the credentials have run out
    ClockSkew,   // this machine's clock is wrong
    NotFound,    // no such bot, alias or locale
    TimedOut,    // no answer in time
    Malformed,   // an answer that is none
    Tls,         // the connection could not be secured
    Unreachable, // no connection
    NoRegion,
    NoCredentials,
    Refused, // the request itself is wrong: the bot is not built, a text is too long, …
    Failed,  // the service's own fault
};

struct Failure {
    FailureKind kind = FailureKind::Failed;
    QString detail;
    bool operator==(const Failure &) const = default;
};

struct Request {
    QString sessionId; // 2 … 100 of [0-9a-zA-Z._:-]
    QString text;      // 1 … 1024 characters
};

using Outcome = std::variant<Response, Failure>;

// A bot that is spoken to as Lex is. Lives on one thread, on which `done` is called: exactly once, at once or later.
class Runtime
{
public:
    virtual ~Runtime() = default;
    virtual void recognizeText(const Request &request, std::function<void(const Outcome &)> done) = 0;
    // The dialogue of that session is forgotten; no failure: it is (or there was none).
    virtual void deleteSession(const QString &sessionId, std::function<void(std::optional<Failure>)> done) = 0;
};

} // namespace confab::bots::lex
