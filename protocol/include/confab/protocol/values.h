// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/fields.h>

#include <array>

// The objects that frames carry. Seqs and revs are 0 … 2^53-1; 0 means "none yet". Times are UTC, by the server.
namespace confab::protocol
{

using namespace Qt::StringLiterals;

inline constexpr Bounds idBounds{.max = 64};
// Of `dm:A:B`, where A and B may each be a guest's name of 32 characters, four bytes the longest.
inline constexpr Bounds conversationBounds{.max = 320};

// Ordered from least to most: a greater role may do all that a smaller one may.
enum class Role { Guest, Member, Moderator, Owner };
template <>
struct EnumNames<Role> {
    static constexpr std::array<std::pair<Role, QLatin1StringView>, 4> table{{{Role::Guest, "guest"_L1},
                                                                              {Role::Member, "member"_L1},
                                                                              {Role::Moderator, "moderator"_L1},
                                                                              {Role::Owner, "owner"_L1}}};
};

enum class ConversationKind { Group, Room, Direct, Bot };
template <>
struct EnumNames<ConversationKind> {
    static constexpr std::array<std::pair<ConversationKind, QLatin1StringView>, 4> table{
        {{ConversationKind::Group, "group"_L1},
         {ConversationKind::Room, "room"_L1},
         {ConversationKind::Direct, "dm"_L1},
         {ConversationKind::Bot, "bot"_L1}}};
};

enum class PresenceState { Offline, Online, Away, Dnd };
template <>
struct EnumNames<PresenceState> {
    static constexpr std::array<std::pair<PresenceState, QLatin1StringView>, 4> table{
        {{PresenceState::Offline, "offline"_L1},
         {PresenceState::Online, "online"_L1},
         {PresenceState::Away, "away"_L1},
         {PresenceState::Dnd, "dnd"_L1}}};
};

enum class Access { Open, Invite, Closed };
template <>
struct EnumNames<Access> {
    static constexpr std::array<std::pair<Access, QLatin1StringView>, 3> table{
        {{Access::Open, "open"_L1}, {Access::Invite, "invite"_L1}, {Access::Closed, "closed"_L1}}};
};

struct Replies {
    qint64 count = 0;
    qint64 last = 0;
    static constexpr auto fields()
    {
        return std::tuple(required("count"_L1, &Replies::count), required("last"_L1, &Replies::last));
    }
    bool operator==(const Replies &) const = default;
};

struct Reaction {
    QString emoji;
    qint64 count = 0;
    QList<QString> by; // usernames of the first that chose it, at most 10
    static constexpr auto fields()
    {
        return std::tuple(required("emoji"_L1, &Reaction::emoji, {.max = limits::emojiBytes}),
                          required("count"_L1, &Reaction::count),
                          required("by"_L1, &Reaction::by, {.max = limits::reactionNames}));
    }
    bool operator==(const Reaction &) const = default;
};

// A file of a message. Its name and kind are what whoever sent it says: for screens only.
struct Attachment {
    QString id; // 128 random bits, in hex
    QString name;
    qint64 size = 0;
    QString mime;
    qint64 width = 0; // of a picture, in pixels; 0: not known, or none
    qint64 height = 0;
    QString thumbnail; // id of a small picture of it; empty: none
    static constexpr auto fields()
    {
        constexpr Bounds idOfOne{.max = limits::attachmentIdChars};
        return std::tuple(required("id"_L1, &Attachment::id, idOfOne),
                          required("name"_L1, &Attachment::name, {.max = limits::fileNameBytes}),
                          required("size"_L1, &Attachment::size),
                          required("mime"_L1, &Attachment::mime, {.max = limits::mimeBytes}),
                          optional("width"_L1, &Attachment::width), optional("height"_L1, &Attachment::height),
                          optional("thumbnail"_L1, &Attachment::thumbnail, idOfOne));
    }
    bool operator==(const Attachment &) const = default;
};

// A button of a card: what stands on it, and what is said when it is pressed.
struct CardButton {
    QString text;
    QString value;
    static constexpr auto fields()
    {
        return std::tuple(required("text"_L1, &CardButton::text, {.max = limits::buttonBytes}),
                          required("value"_L1, &CardButton::value, {.max = limits::buttonBytes}));
    }
    bool operator==(const CardButton &) const = default;
};

// What a bot shows beside its words.
struct Card {
    QString title;
    QString subtitle;
    QString imageUrl; // never loaded unasked
    QList<CardButton> buttons;
    static constexpr auto fields()
    {
        return std::tuple(required("title"_L1, &Card::title, {.max = limits::cardTextBytes}),
                          optional("subtitle"_L1, &Card::subtitle, {.max = limits::cardTextBytes, .multiline = true}),
                          optional("imageUrl"_L1, &Card::imageUrl, {.max = limits::cardTextBytes}),
                          optional("buttons"_L1, &Card::buttons, {.max = limits::cardButtons}));
    }
    bool operator==(const Card &) const = default;
};

// Something that a bot was told, or waits to be told.
struct DialogueSlot {
    QString name;
    QString value; // empty: not told yet
    static constexpr auto fields()
    {
        return std::tuple(required("name"_L1, &DialogueSlot::name, {.max = limits::dialogueTextBytes}),
                          optional("value"_L1, &DialogueSlot::value, {.max = limits::dialogueTextBytes}));
    }
    bool operator==(const DialogueSlot &) const = default;
};

// How a bot understood what it was asked: where a dialogue with it stands.
struct Dialogue {
    QString intent;
    QString state; // as Lex calls it: "InProgress", "ReadyForFulfillment", "Fulfilled", "Failed", …
    QList<DialogueSlot> known;
    static constexpr auto fields()
    {
        return std::tuple(required("intent"_L1, &Dialogue::intent, {.max = limits::dialogueTextBytes}),
                          optional("state"_L1, &Dialogue::state, {.max = limits::dialogueTextBytes}),
                          optional("slots"_L1, &Dialogue::known, {.max = limits::dialogueSlots}));
    }
    bool operator==(const Dialogue &) const = default;
};

// A message as everybody sees it: nothing in it depends on who receives it, but for `mine`.
struct Message {
    QString conversation;
    qint64 seq = 0; // place in the conversation, from 1, without holes
    qint64 rev = 0; // the conversation's counter at this message's last change
    QString id;     // the author's ULID
    QString author; // username as spelt; `~NAME.XXXX` a guest; `bot:ID` a bot
    qint64 authorVer = 0;
    QDateTime at;
    QString text;                       // Markdown source; empty where deleted or hidden
    qint64 replyTo = 0;                 // seq of the message that it answers
    qint64 thread = 0;                  // seq of the first message of the thread that it belongs to
    bool alsoRoom = false;              // of a thread, and shown in the conversation too
    std::optional<Replies> replies;     // of the first message of a thread
    QList<Attachment> attachments = {}; // files
    QList<Reaction> reactions;          // in the order in which each emoji was first chosen
    QList<QString> mine;                // the receiver's own reactions; only in frames made for one person
    QList<QString> mentions;
    std::optional<QDateTime> editedAt;
    bool deleted = false;
    bool hidden = false;
    bool pinned = false;
    QString stream;                        // for a bot's answer: the id of the question
    std::optional<Card> card = {};         // of a bot's
    std::optional<Dialogue> dialogue = {}; // of a bot's

    static constexpr auto fields()
    {
        return std::tuple(
            required("conversation"_L1, &Message::conversation, conversationBounds), required("seq"_L1, &Message::seq),
            required("rev"_L1, &Message::rev), required("id"_L1, &Message::id), required("author"_L1, &Message::author),
            optional("authorVer"_L1, &Message::authorVer), required("at"_L1, &Message::at),
            optional("text"_L1, &Message::text, {.max = limits::textBytes, .mayBeEmpty = true, .multiline = true}),
            optional("replyTo"_L1, &Message::replyTo), optional("thread"_L1, &Message::thread),
            optional("alsoRoom"_L1, &Message::alsoRoom), optional("replies"_L1, &Message::replies),
            optional("attachments"_L1, &Message::attachments, {.max = limits::attachments}),
            optional("reactions"_L1, &Message::reactions, {.max = limits::reactionKinds}),
            optional("mine"_L1, &Message::mine, {.max = limits::reactionKinds, .itemMax = limits::emojiBytes}),
            optional("mentions"_L1, &Message::mentions), optional("editedAt"_L1, &Message::editedAt),
            optional("deleted"_L1, &Message::deleted), optional("hidden"_L1, &Message::hidden),
            optional("pinned"_L1, &Message::pinned), optional("stream"_L1, &Message::stream),
            optional("card"_L1, &Message::card), optional("dialogue"_L1, &Message::dialogue));
    }
    bool operator==(const Message &) const = default;
};

// The shortened newest message of a conversation, so that a contact list can be drawn before any history is fetched.
struct LastLine {
    qint64 seq = 0;
    QString author;
    QDateTime at;
    QString text; // at most 160 characters
    static constexpr auto fields()
    {
        return std::tuple(required("seq"_L1, &LastLine::seq), required("author"_L1, &LastLine::author),
                          required("at"_L1, &LastLine::at),
                          optional("text"_L1, &LastLine::text, {.max = 1024, .mayBeEmpty = true, .multiline = true}));
    }
    bool operator==(const LastLine &) const = default;
};

struct Conversation {
    QString id;
    ConversationKind kind = ConversationKind::Room;
    QString name;
    QString topic;
    qint64 rev = 0;   // counter of the conversation's changes, its own and its messages'
    qint64 seq = 0;   // the newest message
    qint64 first = 1; // the lowest seq kept
    qint64 memberCount = 0;
    bool receipts = false;
    bool isPublic = false;

    static constexpr auto fields()
    {
        return std::tuple(
            required("id"_L1, &Conversation::id, conversationBounds), required("kind"_L1, &Conversation::kind),
            optional("name"_L1, &Conversation::name),
            optional("topic"_L1, &Conversation::topic,
                     {.max = limits::topicBytes, .mayBeEmpty = true, .multiline = true}),
            required("rev"_L1, &Conversation::rev), required("seq"_L1, &Conversation::seq),
            required("first"_L1, &Conversation::first), required("memberCount"_L1, &Conversation::memberCount),
            optional("receipts"_L1, &Conversation::receipts), optional("public"_L1, &Conversation::isPublic));
    }
    bool operator==(const Conversation &) const = default;
};

// What a conversation is to the one who asks.
struct Standing {
    Role role = Role::Member;
    qint64 read = 0;
    qint64 mentions = 0;
    static constexpr auto fields()
    {
        return std::tuple(required("role"_L1, &Standing::role), required("read"_L1, &Standing::read),
                          required("mentions"_L1, &Standing::mentions));
    }
    bool operator==(const Standing &) const = default;
};

// An entry of `synced`: the conversation's own fields, and what it is to the one who asks.
struct SyncedConversation : Conversation {
    bool reset = false; // no rows were sent: what is cached is stale until `history` has fetched it anew
    Standing you;
    std::optional<LastLine> last;
    static constexpr auto fields()
    {
        return std::tuple_cat(Conversation::fields(), std::tuple(optional("reset"_L1, &SyncedConversation::reset),
                                                                 required("you"_L1, &SyncedConversation::you),
                                                                 optional("last"_L1, &SyncedConversation::last)));
    }
    bool operator==(const SyncedConversation &) const = default;
};

struct User {
    QString username;
    QString displayName;
    qint64 ver = 1; // goes up at each change of the profile
    std::optional<PresenceState> state;
    QString status;
    Role role = Role::Member;
    static constexpr auto fields()
    {
        return std::tuple(required("username"_L1, &User::username), required("displayName"_L1, &User::displayName),
                          required("ver"_L1, &User::ver), optional("state"_L1, &User::state),
                          optional("status"_L1, &User::status, {.max = limits::statusBytes, .mayBeEmpty = true}),
                          required("role"_L1, &User::role));
    }
    bool operator==(const User &) const = default;
};

struct Member {
    User user;
    Role role = Role::Member; // in this conversation
    qint64 read = 0;          // 0 where the conversation has no receipts
    static constexpr auto fields()
    {
        return std::tuple(required("user"_L1, &Member::user), required("role"_L1, &Member::role),
                          optional("read"_L1, &Member::read));
    }
    bool operator==(const Member &) const = default;
};

struct BotInfo {
    QString id;
    QString name;
    QString about;
    // What reads along, where it is a service or a model: people are told.
    QString readBy = {};
    bool inRooms = false;    // answers in rooms too, where it is mentioned
    bool startsOver = false; // has a dialogue that can be begun anew
    QString picture = {};    // an emoji; empty: it has none of its own
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &BotInfo::id), required("name"_L1, &BotInfo::name),
                          optional("about"_L1, &BotInfo::about), optional("readBy"_L1, &BotInfo::readBy),
                          optional("inRooms"_L1, &BotInfo::inRooms), optional("startsOver"_L1, &BotInfo::startsOver),
                          optional("picture"_L1, &BotInfo::picture, {.max = limits::emojiBytes}));
    }
    bool operator==(const BotInfo &) const = default;
};

// Something that an account keeps for all its devices: a draft, a muted conversation, … The server does not look
// inside.
struct Pref {
    static constexpr bool asArray = true;
    QString key;
    QString value; // empty: it is kept no longer
    static constexpr auto fields()
    {
        return std::tuple(
            required("key"_L1, &Pref::key, {.max = limits::prefKeyBytes}),
            required("value"_L1, &Pref::value, {.max = limits::textBytes, .mayBeEmpty = true, .multiline = true}));
    }
    bool operator==(const Pref &) const = default;
};

struct ServerInfo {
    QString name;
    QString id;
    QString epoch;
    QString version;
    static constexpr auto fields()
    {
        return std::tuple(required("name"_L1, &ServerInfo::name), required("id"_L1, &ServerInfo::id),
                          required("epoch"_L1, &ServerInfo::epoch), required("version"_L1, &ServerInfo::version));
    }
    bool operator==(const ServerInfo &) const = default;
};

// The bounds a client has to know, as `welcome.limits`.
struct ToldLimits {
    qint64 frameBytes = limits::frameBytes;
    qint64 textBytes = limits::textBytes;
    qint64 messagesPerSecond = 0; // 0: no rate limit
    qint64 burst = 0;
    qint64 fileBytes = 0; // of one file; 0: none are taken
    static constexpr auto fields()
    {
        return std::tuple(required("frameBytes"_L1, &ToldLimits::frameBytes),
                          required("textBytes"_L1, &ToldLimits::textBytes),
                          optional("messagesPerSecond"_L1, &ToldLimits::messagesPerSecond),
                          optional("burst"_L1, &ToldLimits::burst), optional("fileBytes"_L1, &ToldLimits::fileBytes));
    }
    bool operator==(const ToldLimits &) const = default;
};

} // namespace confab::protocol
