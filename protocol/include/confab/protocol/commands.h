// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

#include <variant>

// What a client of the Confab dialect may say: one struct per verb, and the one list of them, ClientCommand.
// A new verb is a struct, a place in ClientCommand, and what std::visit then refuses to compile without.
namespace confab::protocol
{

inline constexpr Bounds textBounds{.max = limits::textBytes, .multiline = true, .whenTooLong = ErrorCode::TooLarge};
// Beside files.
inline constexpr Bounds captionBounds{
    .max = limits::textBytes, .mayBeEmpty = true, .multiline = true, .whenTooLong = ErrorCode::TooLarge};
// Names are measured exactly by names.h; here they only have to be small.
inline constexpr Bounds nameBounds{.max = 4 * limits::displayNameChars};
inline constexpr Bounds topicBounds{.max = limits::topicBytes, .mayBeEmpty = true, .multiline = true};

// --- getting in -------------------------------------------------------------------------------------------------

struct Hello {
    static constexpr auto verb = "hello"_L1;
    QString id;
    QString client; // name and version, for logs
    QString locale;
    QString token; // of an earlier session; empty: not signed in
    static constexpr auto fields()
    {
        return std::tuple(optional("id"_L1, &Hello::id, idBounds), optional("client"_L1, &Hello::client),
                          optional("locale"_L1, &Hello::locale), optional("token"_L1, &Hello::token));
    }
    bool operator==(const Hello &) const = default;
};

struct SignUp {
    static constexpr auto verb = "signUp"_L1;
    QString id;
    QString username;
    QString password;
    QString displayName; // empty: as the username
    QString invite;
    static constexpr auto fields()
    {
        return std::tuple(
            required("id"_L1, &SignUp::id, idBounds), required("username"_L1, &SignUp::username, nameBounds),
            required("password"_L1, &SignUp::password, {.max = 4 * limits::passwordBytesMax}),
            optional("displayName"_L1, &SignUp::displayName, nameBounds), optional("invite"_L1, &SignUp::invite));
    }
    bool operator==(const SignUp &) const = default;
};

struct SignIn {
    static constexpr auto verb = "signIn"_L1;
    QString id;
    QString username;
    QString password;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &SignIn::id, idBounds),
                          required("username"_L1, &SignIn::username, nameBounds),
                          required("password"_L1, &SignIn::password, {.max = 4 * limits::passwordBytesMax}));
    }
    bool operator==(const SignIn &) const = default;
};

struct GuestSignIn {
    static constexpr auto verb = "guest"_L1;
    QString id;
    QString username; // the NAME in `~NAME.XXXX`
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &GuestSignIn::id, idBounds),
                          required("username"_L1, &GuestSignIn::username, nameBounds));
    }
    bool operator==(const GuestSignIn &) const = default;
};

struct SignOut {
    static constexpr auto verb = "signOut"_L1;
    QString id;
    static constexpr auto fields() { return std::tuple(required("id"_L1, &SignOut::id, idBounds)); }
    bool operator==(const SignOut &) const = default;
};

// --- catching up ------------------------------------------------------------------------------------------------

// What a client holds of one conversation: [conversation, cursor, highest seq, id of the message there].
struct Since {
    static constexpr bool asArray = true;
    QString conversation;
    qint64 cursor = 0;
    qint64 seq = 0;
    QString message;
    static constexpr auto fields()
    {
        return std::tuple(required("conversation"_L1, &Since::conversation, conversationBounds),
                          required("cursor"_L1, &Since::cursor), required("seq"_L1, &Since::seq),
                          optional("id"_L1, &Since::message, {.max = 64, .mayBeEmpty = true}));
    }
    bool operator==(const Since &) const = default;
};

struct Sync {
    static constexpr auto verb = "sync"_L1;
    QString id;
    QList<Since> since;
    bool last = true; // the last frame of this sync: what the client did not name follows
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Sync::id, idBounds),
                          optional("since"_L1, &Sync::since, {.max = limits::syncSince}),
                          required("last"_L1, &Sync::last));
    }
    bool operator==(const Sync &) const = default;
};

// Which messages of a conversation a page holds: those of a thread (with its first), those that are pinned, those with
// files.
struct HistoryOnly {
    enum class Kind { Thread, Pinned, Files };
    Kind kind = Kind::Thread;
    qint64 thread = 0; // seq of its first message
    static constexpr auto word = &HistoryOnly::kind;
    [[nodiscard]] bool isWord() const { return kind != Kind::Thread; }
    static constexpr auto fields() { return std::tuple(required("thread"_L1, &HistoryOnly::thread)); }
    bool operator==(const HistoryOnly &) const = default;
};
template <>
struct EnumNames<HistoryOnly::Kind> {
    static constexpr std::array<std::pair<HistoryOnly::Kind, QLatin1StringView>, 2> table{
        {{HistoryOnly::Kind::Pinned, "pinned"_L1}, {HistoryOnly::Kind::Files, "files"_L1}}};
};

struct History {
    static constexpr auto verb = "history"_L1;
    QString id;
    QString conversation;
    // At most one of the three; none: the newest.
    std::optional<qint64> before;         // rows below this seq
    std::optional<qint64> after;          // rows above it
    std::optional<qint64> around;         // half of the page on either side, itself included
    qint64 limit = 50;                    // 1 … 100
    std::optional<HistoryOnly> only = {}; // none: all of them
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &History::id, idBounds),
                          required("conversation"_L1, &History::conversation, conversationBounds),
                          optional("before"_L1, &History::before), optional("after"_L1, &History::after),
                          optional("around"_L1, &History::around), optional("limit"_L1, &History::limit),
                          optional("only"_L1, &History::only));
    }
    bool operator==(const History &) const = default;
};

struct Ping {
    static constexpr auto verb = "ping"_L1;
    struct Rev {
        static constexpr bool asArray = true;
        QString conversation;
        qint64 cursor = 0;
        static constexpr auto fields()
        {
            return std::tuple(required("conversation"_L1, &Rev::conversation, conversationBounds),
                              required("cursor"_L1, &Rev::cursor));
        }
        bool operator==(const Rev &) const = default;
    };
    QString id;
    QList<Rev> revs;
    static constexpr auto fields()
    {
        return std::tuple(optional("id"_L1, &Ping::id, idBounds),
                          optional("revs"_L1, &Ping::revs, {.max = limits::pingRevs}));
    }
    bool operator==(const Ping &) const = default;
};

// --- saying something -------------------------------------------------------------------------------------------

struct SendMessage {
    static constexpr auto verb = "sendMessage"_L1;
    QString id;
    QString conversation = QStringLiteral("group");
    QString message;
    qint64 replyTo = 0;              // seq of the message that it answers; 0: none
    qint64 thread = 0;               // seq of the first message of the thread that it goes into
    bool alsoRoom = false;           // of a thread, and shown in the conversation too
    QList<QString> attachments = {}; // ids of files that the sender has uploaded and that are in no message yet
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &SendMessage::id, idBounds),
                          optional("conversation"_L1, &SendMessage::conversation, conversationBounds),
                          required("message"_L1, &SendMessage::message, captionBounds),
                          optional("replyTo"_L1, &SendMessage::replyTo), optional("thread"_L1, &SendMessage::thread),
                          optional("alsoRoom"_L1, &SendMessage::alsoRoom),
                          optional("attachments"_L1, &SendMessage::attachments,
                                   {.max = limits::attachments, .itemMax = limits::attachmentIdChars}));
    }
    bool operator==(const SendMessage &) const = default;
};

struct DirectMessage {
    static constexpr auto verb = "directMessage"_L1;
    QString id;
    QString to;
    QString message;
    qint64 replyTo = 0;
    qint64 thread = 0;
    bool alsoRoom = false;
    QList<QString> attachments = {};
    static constexpr auto fields()
    {
        return std::tuple(
            required("id"_L1, &DirectMessage::id, idBounds), required("to"_L1, &DirectMessage::to, nameBounds),
            required("message"_L1, &DirectMessage::message, captionBounds),
            optional("replyTo"_L1, &DirectMessage::replyTo), optional("thread"_L1, &DirectMessage::thread),
            optional("alsoRoom"_L1, &DirectMessage::alsoRoom),
            optional("attachments"_L1, &DirectMessage::attachments,
                     {.max = limits::attachments, .itemMax = limits::attachmentIdChars}));
    }
    bool operator==(const DirectMessage &) const = default;
};

struct AskBot {
    static constexpr auto verb = "bot"_L1;
    QString id;
    QString bot; // empty: the default bot
    QString message;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &AskBot::id, idBounds), optional("bot"_L1, &AskBot::bot, idBounds),
                          required("message"_L1, &AskBot::message, textBounds));
    }
    bool operator==(const AskBot &) const = default;
};

// The dialogue with a bot begins anew; what was said stays.
struct StartOver {
    static constexpr auto verb = "startOver"_L1;
    QString id;
    QString bot; // empty: the default bot
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &StartOver::id, idBounds), optional("bot"_L1, &StartOver::bot, idBounds));
    }
    bool operator==(const StartOver &) const = default;
};

// The dialogue with a bot begins anew, and what was said is forgotten.
struct DeleteDialogue {
    static constexpr auto verb = "deleteDialogue"_L1;
    QString id;
    QString bot; // empty: the default bot
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &DeleteDialogue::id, idBounds),
                          optional("bot"_L1, &DeleteDialogue::bot, idBounds));
    }
    bool operator==(const DeleteDialogue &) const = default;
};

// A bot's answer that is still coming ends with what there is.
struct StopAnswer {
    static constexpr auto verb = "stopAnswer"_L1;
    QString id;
    QString conversation;
    QString stream; // the question's id
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &StopAnswer::id, idBounds),
                          required("conversation"_L1, &StopAnswer::conversation, conversationBounds),
                          required("stream"_L1, &StopAnswer::stream, idBounds));
    }
    bool operator==(const StopAnswer &) const = default;
};

// --- changing what was said -------------------------------------------------------------------------------------
// Each names the message by its place and, for a server that was set back, by its id (`of`).

struct EditMessage {
    static constexpr auto verb = "edit"_L1;
    QString id;
    QString conversation;
    qint64 seq = 0;
    QString of;
    qint64 base = 0; // the rev that was edited: a newer one is `conflict`, field `base`
    QString message;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &EditMessage::id, idBounds),
                          required("conversation"_L1, &EditMessage::conversation, conversationBounds),
                          required("seq"_L1, &EditMessage::seq), required("of"_L1, &EditMessage::of, idBounds),
                          required("base"_L1, &EditMessage::base),
                          required("message"_L1, &EditMessage::message, textBounds));
    }
    bool operator==(const EditMessage &) const = default;
};

struct DeleteMessage {
    static constexpr auto verb = "delete"_L1;
    QString id;
    QString conversation;
    qint64 seq = 0;
    QString of;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &DeleteMessage::id, idBounds),
                          required("conversation"_L1, &DeleteMessage::conversation, conversationBounds),
                          required("seq"_L1, &DeleteMessage::seq), required("of"_L1, &DeleteMessage::of, idBounds));
    }
    bool operator==(const DeleteMessage &) const = default;
};

struct React {
    static constexpr auto verb = "react"_L1;
    QString id;
    QString conversation;
    qint64 seq = 0;
    QString of;
    QString emoji; // one, names.h says what counts as one
    bool on = true;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &React::id, idBounds),
                          required("conversation"_L1, &React::conversation, conversationBounds),
                          required("seq"_L1, &React::seq), required("of"_L1, &React::of, idBounds),
                          required("emoji"_L1, &React::emoji, {.max = limits::emojiBytes}),
                          required("on"_L1, &React::on));
    }
    bool operator==(const React &) const = default;
};

struct PinMessage {
    static constexpr auto verb = "pin"_L1;
    QString id;
    QString conversation;
    qint64 seq = 0;
    QString of;
    bool on = true;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &PinMessage::id, idBounds),
                          required("conversation"_L1, &PinMessage::conversation, conversationBounds),
                          required("seq"_L1, &PinMessage::seq), required("of"_L1, &PinMessage::of, idBounds),
                          required("on"_L1, &PinMessage::on));
    }
    bool operator==(const PinMessage &) const = default;
};

// Everybody who chose an emoji, of whom the message itself names the first ten.
struct ListReactors {
    static constexpr auto verb = "reactors"_L1;
    QString id;
    QString conversation;
    qint64 seq = 0;
    QString emoji;
    QString after;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &ListReactors::id, idBounds),
                          required("conversation"_L1, &ListReactors::conversation, conversationBounds),
                          required("seq"_L1, &ListReactors::seq),
                          required("emoji"_L1, &ListReactors::emoji, {.max = limits::emojiBytes}),
                          optional("after"_L1, &ListReactors::after));
    }
    bool operator==(const ListReactors &) const = default;
};

struct MarkRead {
    static constexpr auto verb = "read"_L1;
    QString id;
    QString conversation;
    qint64 seq = 0;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &MarkRead::id, idBounds),
                          required("conversation"_L1, &MarkRead::conversation, conversationBounds),
                          required("seq"_L1, &MarkRead::seq));
    }
    bool operator==(const MarkRead &) const = default;
};

// Not acked: it is worth nothing a moment later.
struct SetTyping {
    static constexpr auto verb = "typing"_L1;
    QString id;
    QString conversation;
    bool on = true;
    static constexpr auto fields()
    {
        return std::tuple(optional("id"_L1, &SetTyping::id, idBounds),
                          required("conversation"_L1, &SetTyping::conversation, conversationBounds),
                          required("on"_L1, &SetTyping::on));
    }
    bool operator==(const SetTyping &) const = default;
};

// --- people -----------------------------------------------------------------------------------------------------

struct SetPresence {
    static constexpr auto verb = "presence"_L1;
    QString id;
    PresenceState state = PresenceState::Online;
    QString status;
    static constexpr auto fields()
    {
        return std::tuple(
            required("id"_L1, &SetPresence::id, idBounds), required("state"_L1, &SetPresence::state),
            optional("status"_L1, &SetPresence::status, {.max = limits::statusBytes, .mayBeEmpty = true}));
    }
    bool operator==(const SetPresence &) const = default;
};

// Replaces the list of people whose `user` changes this connection is told.
struct Watch {
    static constexpr auto verb = "watch"_L1;
    QString id;
    QList<QString> users;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Watch::id, idBounds),
                          required("users"_L1, &Watch::users, {.max = limits::watchedUsers}));
    }
    bool operator==(const Watch &) const = default;
};

struct LookUpUsers {
    static constexpr auto verb = "users"_L1;
    QString id;
    QList<QString> users;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &LookUpUsers::id, idBounds),
                          required("users"_L1, &LookUpUsers::users, {.max = limits::namedUsers}));
    }
    bool operator==(const LookUpUsers &) const = default;
};

struct ListPeople {
    static constexpr auto verb = "people"_L1;
    QString id;
    QString query; // a part of a username or display name; empty: everybody
    QString after; // `next` of the page before
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &ListPeople::id, idBounds), optional("query"_L1, &ListPeople::query),
                          optional("after"_L1, &ListPeople::after));
    }
    bool operator==(const ListPeople &) const = default;
};

struct ListMembers {
    static constexpr auto verb = "members"_L1;
    QString id;
    QString conversation;
    QString after;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &ListMembers::id, idBounds),
                          required("conversation"_L1, &ListMembers::conversation, conversationBounds),
                          optional("after"_L1, &ListMembers::after));
    }
    bool operator==(const ListMembers &) const = default;
};

// With `set`: keeps these and is acked; without: lists what is kept, by key.
struct Prefs {
    static constexpr auto verb = "prefs"_L1;
    QString id;
    QList<Pref> set;
    QString after;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Prefs::id, idBounds),
                          optional("set"_L1, &Prefs::set, {.max = limits::prefsInFrame}),
                          optional("after"_L1, &Prefs::after, {.max = limits::prefKeyBytes}));
    }
    bool operator==(const Prefs &) const = default;
};

// --- files ------------------------------------------------------------------------------------------------------

// A file that will be sent, answered by `upload`. The same file again, of the same name: goes on where it broke off.
struct Attach {
    static constexpr auto verb = "attach"_L1;
    QString id;
    QString name;
    qint64 size = 0;
    QString mime;
    QString sha256; // of the whole file, in hex
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Attach::id, idBounds),
                          required("name"_L1, &Attach::name, {.max = limits::fileNameBytes}),
                          required("size"_L1, &Attach::size),
                          required("mime"_L1, &Attach::mime, {.max = limits::mimeBytes}),
                          required("sha256"_L1, &Attach::sha256, {.max = 64}));
    }
    bool operator==(const Attach &) const = default;
};

// The rest of a file that was announced will not come: what has come is forgotten, its place is free.
struct Detach {
    static constexpr auto verb = "detach"_L1;
    QString id;
    QString attachment;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Detach::id, idBounds),
                          required("attachment"_L1, &Detach::attachment, {.max = limits::attachmentIdChars}));
    }
    bool operator==(const Detach &) const = default;
};

// A file of a message, from an offset on; answered by `download`, then by its chunks.
struct Fetch {
    static constexpr auto verb = "fetch"_L1;
    QString id;
    QString attachment;
    QString conversation; // where the message is that has it
    qint64 seq = 0;
    qint64 offset = 0;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Fetch::id, idBounds),
                          required("attachment"_L1, &Fetch::attachment, {.max = limits::attachmentIdChars}),
                          required("conversation"_L1, &Fetch::conversation, conversationBounds),
                          required("seq"_L1, &Fetch::seq), optional("offset"_L1, &Fetch::offset));
    }
    bool operator==(const Fetch &) const = default;
};

// Everything of a file up to here has come. Has no answer.
struct Got {
    static constexpr auto verb = "got"_L1;
    QString id;
    QString attachment;
    qint64 offset = 0;
    static constexpr auto fields()
    {
        return std::tuple(optional("id"_L1, &Got::id, idBounds),
                          required("attachment"_L1, &Got::attachment, {.max = limits::attachmentIdChars}),
                          required("offset"_L1, &Got::offset));
    }
    bool operator==(const Got &) const = default;
};

// --- rooms ------------------------------------------------------------------------------------------------------

struct CreateRoom {
    static constexpr auto verb = "createRoom"_L1;
    QString id;
    QString name;
    QString topic;
    bool isPublic = false;
    QList<QString> members; // usernames, besides oneself
    static constexpr auto fields()
    {
        return std::tuple(
            required("id"_L1, &CreateRoom::id, idBounds), required("name"_L1, &CreateRoom::name, nameBounds),
            optional("topic"_L1, &CreateRoom::topic, topicBounds), required("public"_L1, &CreateRoom::isPublic),
            optional("members"_L1, &CreateRoom::members, {.max = limits::initialMembers}));
    }
    bool operator==(const CreateRoom &) const = default;
};

struct UpdateRoom {
    static constexpr auto verb = "updateRoom"_L1;
    QString id;
    QString conversation;
    // Absent: as it is.
    std::optional<QString> name;
    std::optional<QString> topic;
    std::optional<bool> isPublic;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &UpdateRoom::id, idBounds),
                          required("conversation"_L1, &UpdateRoom::conversation, conversationBounds),
                          optional("name"_L1, &UpdateRoom::name, nameBounds),
                          optional("topic"_L1, &UpdateRoom::topic, topicBounds),
                          optional("public"_L1, &UpdateRoom::isPublic));
    }
    bool operator==(const UpdateRoom &) const = default;
};

struct JoinRoom {
    static constexpr auto verb = "joinRoom"_L1;
    QString id;
    QString conversation;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &JoinRoom::id, idBounds),
                          required("conversation"_L1, &JoinRoom::conversation, conversationBounds));
    }
    bool operator==(const JoinRoom &) const = default;
};

struct LeaveRoom {
    static constexpr auto verb = "leaveRoom"_L1;
    QString id;
    QString conversation;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &LeaveRoom::id, idBounds),
                          required("conversation"_L1, &LeaveRoom::conversation, conversationBounds));
    }
    bool operator==(const LeaveRoom &) const = default;
};

struct AddMember {
    static constexpr auto verb = "addMember"_L1;
    QString id;
    QString conversation;
    QString user;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &AddMember::id, idBounds),
                          required("conversation"_L1, &AddMember::conversation, conversationBounds),
                          required("user"_L1, &AddMember::user, nameBounds));
    }
    bool operator==(const AddMember &) const = default;
};

struct RemoveMember {
    static constexpr auto verb = "removeMember"_L1;
    QString id;
    QString conversation;
    QString user;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &RemoveMember::id, idBounds),
                          required("conversation"_L1, &RemoveMember::conversation, conversationBounds),
                          required("user"_L1, &RemoveMember::user, nameBounds));
    }
    bool operator==(const RemoveMember &) const = default;
};

struct DeleteRoom {
    static constexpr auto verb = "deleteRoom"_L1;
    QString id;
    QString conversation;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &DeleteRoom::id, idBounds),
                          required("conversation"_L1, &DeleteRoom::conversation, conversationBounds));
    }
    bool operator==(const DeleteRoom &) const = default;
};

struct ListRooms {
    static constexpr auto verb = "rooms"_L1;
    QString id;
    QString query;
    QString after;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &ListRooms::id, idBounds), optional("query"_L1, &ListRooms::query),
                          optional("after"_L1, &ListRooms::after));
    }
    bool operator==(const ListRooms &) const = default;
};

// --- searching --------------------------------------------------------------------------------------------------

struct Search {
    static constexpr auto verb = "search"_L1;
    QString id;
    QString query;        // parts between white space, each of which a message must hold; no syntax
    QString conversation; // empty: all of one's own
    // Only what was stored before the message with this seq, in `beforeIn`; empty: in `conversation`.
    std::optional<qint64> before;
    QString beforeIn;
    qint64 limit = limits::searchPage; // 1 … 50
    QList<QString> has;                // "file": only messages with files; the query may be empty then
    static constexpr auto fields()
    {
        return std::tuple(
            required("id"_L1, &Search::id, idBounds), required("query"_L1, &Search::query, {.mayBeEmpty = true}),
            optional("conversation"_L1, &Search::conversation, conversationBounds),
            optional("before"_L1, &Search::before), optional("beforeIn"_L1, &Search::beforeIn, conversationBounds),
            optional("limit"_L1, &Search::limit), optional("has"_L1, &Search::has, {.max = 4}));
    }
    bool operator==(const Search &) const = default;
};

// The one authoritative list.
using ClientCommand =
    std::variant<Hello, SignUp, SignIn, GuestSignIn, SignOut, Sync, History, Ping, SendMessage, DirectMessage, AskBot,
                 StartOver, DeleteDialogue, StopAnswer, EditMessage, DeleteMessage, React, PinMessage, ListReactors,
                 MarkRead, SetTyping, SetPresence, Watch, LookUpUsers, ListPeople, ListMembers, Prefs, Attach, Detach,
                 Fetch, Got, CreateRoom, UpdateRoom, JoinRoom, LeaveRoom, AddMember, RemoveMember, DeleteRoom,
                 ListRooms, Search>;

} // namespace confab::protocol
