// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/lex.h>

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

// A bot as Amazon Lex V2 exports it, in the words of its export; the older and the newer schema give the same.
namespace confab::bots::lex
{

// One of the message and its variations is said.
struct MessageGroup {
    QList<Message> choices; // the message first, then its variations
    bool operator==(const MessageGroup &) const = default;
};

// Something that is said: one message of each group, in their order.
struct Speech {
    QList<MessageGroup> groups;
    bool operator==(const Speech &) const = default;
};

struct Prompt {
    Speech speech;
    int maxRetries = 2; // 0 … 5: asked so many times more, then the intent fails
    // By attempt (0: the first, 1 …: the retries), where the export says something of its own for it.
    QList<std::optional<Speech>> attempts;
    bool random = false; // messageSelectionStrategy: Random, else Ordered
    bool operator==(const Prompt &) const = default;
};

enum class NextStep {
    Default,
    ElicitIntent,
    ElicitSlot,
    ConfirmIntent,
    FulfillIntent,
    CloseIntent,
    StartIntent,
    EndConversation
};

// nextStep of a setting of the newer schema: what comes after something was said.
struct Step {
    NextStep kind = NextStep::Default;
    QString slot;                             // ElicitSlot
    QString intent;                           // StartIntent
    QMap<QString, QString> sessionAttributes; // set on the way
    bool operator==(const Step &) const = default;
};

struct Slot {
    QString name;
    QString type;          // "AMAZON.Date", or a slot type of this bot
    bool required = true;  // slotConstraint
    bool multiple = false; // multipleValuesSetting
    std::optional<Prompt> prompt;
    QStringList utterances;    // sample utterances of the slot: "on {date}"
    QStringList defaultValues; // constants, "[attribute]" of the session or "#context.slot"
    // slotCaptureSetting.
    std::optional<Speech> captured;
    Step afterCapture;
    std::optional<Speech> failed;
    Step afterFailure;
    bool operator==(const Slot &) const = default;
};

struct OutputContext {
    QString name;
    int secondsToLive = 300;
    int turnsToLive = 5;
    bool operator==(const OutputContext &) const = default;
};

struct IntentDefinition {
    QString name;
    QString description;
    QString parent; // parentIntentSignature: "AMAZON.FallbackIntent", "AMAZON.HelpIntent", …; empty: none
    QStringList utterances;
    QList<Slot> slotsInOrder;      // by priority; those without one after these, in the export's order
    std::optional<Speech> initial; // initialResponseSetting
    Step afterInitial;
    std::optional<Prompt> confirmation; // only where it is active
    std::optional<Speech> confirmed;    // confirmationResponse
    Step afterConfirmation;
    std::optional<Speech> declined;
    Step afterDeclination;
    std::optional<Speech> fulfilled; // postFulfillmentStatusSpecification.successResponse
    Step afterFulfilment;
    std::optional<Speech> closing; // only where it is active
    Step afterClosing;
    QStringList inputContexts; // all have to be active
    QList<OutputContext> outputContexts;
    bool operator==(const IntentDefinition &) const = default;
};

struct SlotTypeValue {
    QString value;
    QStringList synonyms;
    bool operator==(const SlotTypeValue &) const = default;
};

struct SlotType {
    QString name;
    QString parent; // "AMAZON.AlphaNumeric" and the like; empty: values of its own
    QList<SlotTypeValue> values;
    bool topResolution = false; // TOP_RESOLUTION / TopResolution: only these values and their synonyms
    QString regexFilter;
    bool operator==(const SlotType &) const = default;
};

struct BotLocale {
    QString id;                       // "en_US"
    double confidenceThreshold = 0.4; // nluConfidenceThreshold
    QList<IntentDefinition> intents;
    QList<SlotType> slotTypes;
    bool operator==(const BotLocale &) const = default;
};

struct BotDefinition {
    QString name;
    QString description;
    int idleSessionSeconds = 300; // idleSessionTTLInSeconds
    QList<BotLocale> locales;
    bool operator==(const BotDefinition &) const = default;
};

// Something of an export that does not run here.
struct Unsupported {
    QString file; // inside the export
    QString what; // English
    bool operator==(const Unsupported &) const = default;
};

struct Import {
    BotDefinition bot;
    QList<Unsupported> unsupported; // in the order of the export's files
};

// Reads a zip file or a folder, at any depth of folders, with or without a Manifest. The reason, in English, where it
// is no bot, is damaged, or passes the bounds: 64 MiB unpacked in all, 8 MiB a file, 5,000 files, JSON nested 32 deep
// and of 200,000 values a file, 16 MiB of what is kept, and what Lex takes itself (its quotas for a bot). That takes
// less than 64 MiB of memory. Blocks; any thread.
[[nodiscard]] std::variant<Import, QString> readExport(const QString &path);

} // namespace confab::bots::lex
