// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/commands.h>

// What a server of the Confab dialect may say: answers (with the id of the command) and pushes (without).
namespace confab::protocol
{

template <>
struct EnumNames<ErrorCode> {
    static constexpr std::array<std::pair<ErrorCode, QLatin1StringView>, 16> table{
        {{ErrorCode::BadFrame, "badFrame"_L1},
         {ErrorCode::UnknownType, "unknownType"_L1},
         {ErrorCode::BadField, "badField"_L1},
         {ErrorCode::TooLarge, "tooLarge"_L1},
         {ErrorCode::Unauthenticated, "unauthenticated"_L1},
         {ErrorCode::WrongCredentials, "wrongCredentials"_L1},
         {ErrorCode::Forbidden, "forbidden"_L1},
         {ErrorCode::NotFound, "notFound"_L1},
         {ErrorCode::Taken, "taken"_L1},
         {ErrorCode::Conflict, "conflict"_L1},
         {ErrorCode::RateLimited, "rateLimited"_L1},
         {ErrorCode::Muted, "muted"_L1},
         {ErrorCode::Banned, "banned"_L1},
         {ErrorCode::Blocked, "blocked"_L1},
         {ErrorCode::BotUnavailable, "botUnavailable"_L1},
         {ErrorCode::Unavailable, "unavailable"_L1}}};
};

// A final error stops a conversation's outbox until the person decides; the others are tried again by themselves.
[[nodiscard]] constexpr bool isFinal(ErrorCode code)
{
    return code != ErrorCode::RateLimited && code != ErrorCode::Unavailable && code != ErrorCode::Unauthenticated;
}

struct Welcome {
    static constexpr auto verb = "welcome"_L1;
    QString id;
    ServerInfo server;
    Access access = Access::Invite;
    QList<QString> signUp; // what signing up needs: ["invite"] or nothing
    ToldLimits limits;
    QList<QString> features;
    QList<BotInfo> bots;
    std::optional<User> you; // absent: not signed in (written as null: the one null of the protocol)
    static constexpr auto fields()
    {
        return std::tuple(optional("id"_L1, &Welcome::id, idBounds), required("server"_L1, &Welcome::server),
                          required("access"_L1, &Welcome::access), required("signUp"_L1, &Welcome::signUp),
                          required("limits"_L1, &Welcome::limits), required("features"_L1, &Welcome::features),
                          optional("bots"_L1, &Welcome::bots), optional("you"_L1, &Welcome::you));
    }
    bool operator==(const Welcome &) const = default;
};

struct SessionGranted {
    static constexpr auto verb = "session"_L1;
    QString id;
    QString token; // kept by the client, never the password
    User user;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &SessionGranted::id, idBounds),
                          required("token"_L1, &SessionGranted::token), required("user"_L1, &SessionGranted::user));
    }
    bool operator==(const SessionGranted &) const = default;
};

struct Ack {
    static constexpr auto verb = "ack"_L1;
    QString id;
    // Where they apply.
    QString conversation;
    qint64 seq = 0;
    qint64 rev = 0;
    std::optional<QDateTime> at;
    // Of an upload: everything of the file up to here is kept.
    QString attachment = {};
    qint64 offset = 0;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Ack::id, idBounds),
                          optional("conversation"_L1, &Ack::conversation, conversationBounds),
                          optional("seq"_L1, &Ack::seq), optional("rev"_L1, &Ack::rev), optional("at"_L1, &Ack::at),
                          optional("attachment"_L1, &Ack::attachment, {.max = limits::attachmentIdChars}),
                          optional("offset"_L1, &Ack::offset));
    }
    bool operator==(const Ack &) const = default;
};

struct ErrorFrame {
    static constexpr auto verb = "error"_L1;
    QString id;
    ErrorCode code = ErrorCode::BadFrame;
    QString message;
    QString field;
    qint64 retryAfterMs = 0;
    static constexpr auto fields()
    {
        return std::tuple(optional("id"_L1, &ErrorFrame::id, idBounds), required("code"_L1, &ErrorFrame::code),
                          required("message"_L1, &ErrorFrame::message, {.max = 1024, .mayBeEmpty = true}),
                          optional("field"_L1, &ErrorFrame::field),
                          optional("retryAfterMs"_L1, &ErrorFrame::retryAfterMs));
    }
    bool operator==(const ErrorFrame &) const = default;
};

// A page of history (`moreBefore`, `moreAfter`, `first`) or a stretch of a sync (`upTo`).
struct Messages {
    static constexpr auto verb = "messages"_L1;
    QString id;
    QString conversation;
    QList<Message> messages;
    std::optional<qint64> upTo; // sync: everything with rev ≤ upTo is reflected
    std::optional<bool> moreBefore;
    std::optional<bool> moreAfter;
    std::optional<qint64> first;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Messages::id, idBounds),
                          required("conversation"_L1, &Messages::conversation, conversationBounds),
                          required("messages"_L1, &Messages::messages, {.max = 1000}),
                          optional("upTo"_L1, &Messages::upTo), optional("moreBefore"_L1, &Messages::moreBefore),
                          optional("moreAfter"_L1, &Messages::moreAfter), optional("first"_L1, &Messages::first));
    }
    bool operator==(const Messages &) const = default;
};

struct Synced {
    static constexpr auto verb = "synced"_L1;
    QString id;
    QList<SyncedConversation> conversations;
    QList<QString> gone;
    bool more = false; // another `synced` with the same id follows
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Synced::id, idBounds),
                          required("conversations"_L1, &Synced::conversations, {.max = 1000}),
                          required("gone"_L1, &Synced::gone, {.max = 1000, .itemMax = conversationBounds.max}),
                          required("more"_L1, &Synced::more));
    }
    bool operator==(const Synced &) const = default;
};

struct MessagePush {
    static constexpr auto verb = "message"_L1;
    Message message;
    static constexpr auto fields() { return std::tuple(required("message"_L1, &MessagePush::message)); }
    bool operator==(const MessagePush &) const = default;
};

struct ConversationPush {
    static constexpr auto verb = "conversation"_L1;
    Conversation conversation;
    static constexpr auto fields() { return std::tuple(required("conversation"_L1, &ConversationPush::conversation)); }
    bool operator==(const ConversationPush &) const = default;
};

struct ConversationGone {
    static constexpr auto verb = "conversationGone"_L1;
    QString conversation;
    static constexpr auto fields()
    {
        return std::tuple(required("conversation"_L1, &ConversationGone::conversation, conversationBounds));
    }
    bool operator==(const ConversationGone &) const = default;
};

struct UserPush {
    static constexpr auto verb = "user"_L1;
    User user;
    static constexpr auto fields() { return std::tuple(required("user"_L1, &UserPush::user)); }
    bool operator==(const UserPush &) const = default;
};

// Answers `users` and `people`.
struct UserList {
    static constexpr auto verb = "users"_L1;
    QString id;
    QList<User> users;
    QString next; // key to go on from; empty: that was all
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &UserList::id, idBounds),
                          required("users"_L1, &UserList::users, {.max = 1000}), optional("next"_L1, &UserList::next));
    }
    bool operator==(const UserList &) const = default;
};

struct MemberList {
    static constexpr auto verb = "members"_L1;
    QString id;
    QString conversation;
    QList<Member> members;
    QString next;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &MemberList::id, idBounds),
                          required("conversation"_L1, &MemberList::conversation, conversationBounds),
                          required("members"_L1, &MemberList::members, {.max = 1000}),
                          optional("next"_L1, &MemberList::next));
    }
    bool operator==(const MemberList &) const = default;
};

struct ReactorList {
    static constexpr auto verb = "reactors"_L1;
    QString id;
    QList<QString> users; // usernames, by their keys
    QString next;         // key to go on from; empty: that was all
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &ReactorList::id, idBounds),
                          required("users"_L1, &ReactorList::users, {.max = 1000}),
                          optional("next"_L1, &ReactorList::next));
    }
    bool operator==(const ReactorList &) const = default;
};

// Answers `prefs`; without an id: what another device of the same account has set.
struct PrefList {
    static constexpr auto verb = "prefs"_L1;
    QString id;
    QList<Pref> prefs;
    QString next;
    static constexpr auto fields()
    {
        return std::tuple(optional("id"_L1, &PrefList::id, idBounds),
                          required("prefs"_L1, &PrefList::prefs, {.max = 1000}),
                          optional("next"_L1, &PrefList::next, {.max = limits::prefKeyBytes}));
    }
    bool operator==(const PrefList &) const = default;
};

// A field of a form of the web.
struct FormField {
    static constexpr bool asArray = true;
    QString name;
    QString value;
    static constexpr auto fields()
    {
        return std::tuple(required("name"_L1, &FormField::name),
                          required("value"_L1, &FormField::value, {.max = limits::formFieldBytes}));
    }
    bool operator==(const FormField &) const = default;
};

// Where a file may be sent to. "socket": as chunks, from an offset on. "url": in one piece, as multipart/form-data with
// these fields and then `file`; after that it is announced again. All of it is there where the offset is its size.
struct Upload {
    static constexpr auto verb = "upload"_L1;
    QString id;
    QString attachment;
    QString via;
    qint64 offset = 0;
    QString url = {};
    QList<FormField> form = {};
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Upload::id, idBounds),
                          required("attachment"_L1, &Upload::attachment, {.max = limits::attachmentIdChars}),
                          required("via"_L1, &Upload::via), optional("offset"_L1, &Upload::offset),
                          optional("url"_L1, &Upload::url, {.max = limits::fileAddressBytes}),
                          optional("fields"_L1, &Upload::form, {.max = limits::formFields}));
    }
    bool operator==(const Upload &) const = default;
};

// "socket": a file comes, from an offset on. "url": it is to be fetched there, and has that hash, in hex.
struct Download {
    static constexpr auto verb = "download"_L1;
    QString id;
    QString attachment;
    QString via;
    qint64 size = 0;
    qint64 offset = 0;
    QString url = {};
    QString sha256 = {};
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Download::id, idBounds),
                          required("attachment"_L1, &Download::attachment, {.max = limits::attachmentIdChars}),
                          required("via"_L1, &Download::via), required("size"_L1, &Download::size),
                          optional("offset"_L1, &Download::offset),
                          optional("url"_L1, &Download::url, {.max = limits::fileAddressBytes}),
                          optional("sha256"_L1, &Download::sha256, {.max = 64}));
    }
    bool operator==(const Download &) const = default;
};

struct ReadPush {
    static constexpr auto verb = "read"_L1;
    QString conversation;
    QString user;
    qint64 seq = 0;
    static constexpr auto fields()
    {
        return std::tuple(required("conversation"_L1, &ReadPush::conversation, conversationBounds),
                          required("user"_L1, &ReadPush::user), required("seq"_L1, &ReadPush::seq));
    }
    bool operator==(const ReadPush &) const = default;
};

struct TypingPush {
    static constexpr auto verb = "typing"_L1;
    QString conversation;
    QString user;
    bool on = true;
    static constexpr auto fields()
    {
        return std::tuple(required("conversation"_L1, &TypingPush::conversation, conversationBounds),
                          required("user"_L1, &TypingPush::user), required("on"_L1, &TypingPush::on));
    }
    bool operator==(const TypingPush &) const = default;
};

// What there is of a bot's answer so far, to whoever asked. The message that it becomes has the same `stream`.
struct Partial {
    static constexpr auto verb = "partial"_L1;
    QString conversation;
    QString stream; // the question's id
    QString author;
    QString text;     // all so far
    bool end = false; // nothing comes any more, no message either
    static constexpr auto fields()
    {
        return std::tuple(
            required("conversation"_L1, &Partial::conversation, conversationBounds),
            required("stream"_L1, &Partial::stream), required("author"_L1, &Partial::author),
            optional("text"_L1, &Partial::text, {.max = limits::textBytes, .mayBeEmpty = true, .multiline = true}),
            optional("end"_L1, &Partial::end));
    }
    bool operator==(const Partial &) const = default;
};

struct RoomList {
    static constexpr auto verb = "rooms"_L1;
    QString id;
    QList<Conversation> rooms;
    QString next;
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &RoomList::id, idBounds),
                          required("rooms"_L1, &RoomList::rooms, {.max = 1000}), optional("next"_L1, &RoomList::next));
    }
    bool operator==(const RoomList &) const = default;
};

// A last word before the connection ends, or news about the server. `code` for machines, `message` English for logs.
struct Notice {
    static constexpr auto verb = "notice"_L1;
    QString code; // "stopping", "sessionRevoked"
    QString message;
    static constexpr auto fields()
    {
        return std::tuple(required("code"_L1, &Notice::code),
                          required("message"_L1, &Notice::message, {.max = 1024, .mayBeEmpty = true}));
    }
    bool operator==(const Notice &) const = default;
};

struct Pong {
    static constexpr auto verb = "pong"_L1;
    QString id;
    QList<QString> behind; // conversations whose rev is greater than the cursor that was named
    static constexpr auto fields()
    {
        return std::tuple(
            optional("id"_L1, &Pong::id, idBounds),
            required("behind"_L1, &Pong::behind, {.max = limits::pingRevs, .itemMax = conversationBounds.max}));
    }
    bool operator==(const Pong &) const = default;
};

struct Found {
    static constexpr auto verb = "found"_L1;
    QString id;
    QList<Message> messages; // newest first, of several conversations
    bool more = false;       // there may be more before the last one
    static constexpr auto fields()
    {
        return std::tuple(required("id"_L1, &Found::id, idBounds),
                          required("messages"_L1, &Found::messages, {.max = limits::searchPage}),
                          required("more"_L1, &Found::more));
    }
    bool operator==(const Found &) const = default;
};

// The one authoritative list.
using ServerEvent =
    std::variant<Welcome, SessionGranted, Ack, ErrorFrame, Messages, Synced, MessagePush, ConversationPush,
                 ConversationGone, UserPush, UserList, MemberList, ReactorList, PrefList, Upload, Download, ReadPush,
                 TypingPush, Partial, RoomList, Notice, Pong, Found>;

} // namespace confab::protocol
