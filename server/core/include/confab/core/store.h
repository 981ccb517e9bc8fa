// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/outcome.h>
#include <confab/core/records.h>

#include <QJsonObject>

#include <functional>
#include <memory>

// The store ports. Two implementations in the end (SQLite, DynamoDB) and one contract test each, so nothing in here
// knows SQL: every operation is atomic, repeatable and carries its guards; pages are (key, limit) → (rows, next key);
// text is ordered by its UTF-8 bytes only. All are called on the core thread, but for Reads, which has one object a
// worker thread.
namespace confab::core
{

// --- accounts ---------------------------------------------------------------------------------------------------

struct SignUpOp {
    Account account;
    QByteArray passwordHash;
    // SHA-256 of the code: one use is taken in the same transaction. Empty: none needed.
    QByteArray inviteHash;
    QDateTime now;
};

// What a sign-in is measured by. Of disabled accounts too.
struct Credentials {
    Account account;
    QByteArray passwordHash;
};

class AccountStore
{
public:
    virtual ~AccountStore() = default;

    // GuardFailed: InviteUnusable (also one that makes an owner, where there is one, disabled or not), NameTaken (also
    // of a deleted one). The invite's room is joined too, all in it read.
    struct SignedUp {
        Account account;
        QString joinedRoom; // empty: none
    };
    [[nodiscard]] virtual Outcome<SignedUp> signUp(const SignUpOp &op) = 0;
    [[nodiscard]] virtual std::optional<Account> find(const QString &key) = 0;
    // Nothing where there is no such account, which is not the same as a read that fails.
    [[nodiscard]] virtual Expected<std::optional<Credentials>, Unavailable> credentials(const QString &key) = 0;
    // Ends the account's sessions but the one named (empty: all). GuardFailed: UnknownUser.
    [[nodiscard]] virtual Outcome<Account> setPassword(const QString &key, const QByteArray &hash,
                                                       const QByteArray &keepToken) = 0;
    // The same password hashed anew: taken only where `from` is still what is stored, no session ends. GuardFailed:
    // UnknownUser.
    [[nodiscard]] virtual Outcome<Account> rehash(const QString &key, const QByteArray &from, const QByteArray &to) = 0;
    // A disabled account cannot sign in; its sessions end. GuardFailed: UnknownUser.
    [[nodiscard]] virtual Outcome<Account> setDisabled(const QString &key, bool disabled) = 0;
    [[nodiscard]] virtual Outcome<Account> setRole(const QString &key, protocol::Role role) = 0;
    [[nodiscard]] virtual Outcome<Account> setDisplayName(const QString &key, const QString &displayName) = 0;
    [[nodiscard]] virtual qint64 count() = 0; // not disabled
    // All accounts by key, for the command line.
    [[nodiscard]] virtual Expected<Page<Account>, Unavailable> list(const QString &afterKey, qsizetype limit) = 0;
};

class SessionStore
{
public:
    virtual ~SessionStore() = default;
    [[nodiscard]] virtual Outcome<std::monostate> put(const Session &session) = 0;
    // Not expired at `now`, its account not disabled. A read that fails says nothing of the session.
    [[nodiscard]] virtual Expected<std::optional<Session>, Unavailable> find(const QByteArray &tokenHash,
                                                                             const QDateTime &now) = 0;
    [[nodiscard]] virtual Outcome<std::monostate> extend(const QByteArray &tokenHash, const QDateTime &expiresAt) = 0;
    [[nodiscard]] virtual Outcome<std::monostate> remove(const QByteArray &tokenHash) = 0;
    // Keys of the guests whose session it was.
    [[nodiscard]] virtual Outcome<QStringList> removeExpired(const QDateTime &now) = 0;
};

class InviteStore
{
public:
    virtual ~InviteStore() = default;
    // GuardFailed: NotFound where its room does not exist; NotAllowed where it makes an owner and this store's servers
    // have one from the start.
    [[nodiscard]] virtual Outcome<Invite> create(const Invite &invite) = 0;
    [[nodiscard]] virtual Expected<std::optional<Invite>, Unavailable> find(const QByteArray &codeHash) = 0;
    [[nodiscard]] virtual Expected<QList<Invite>, Unavailable> list() = 0;
    [[nodiscard]] virtual Outcome<std::monostate> revoke(const QString &id) = 0; // GuardFailed: NotFound
};

// --- conversations ----------------------------------------------------------------------------------------------

// Who asks for a change of a room, and what they must be inside the transaction.
struct RoomGuard {
    QString actor; // key; empty: the server itself
    enum class Need { Nothing, Membership, Ownership } need = Need::Membership;
};

// A change of a conversation object. `ack` is what the stamp remembers.
struct RoomChange {
    protocol::Conversation conversation;
    protocol::Ack ack;
    bool changed = true; // false: it was so already, no rev was taken
};

struct CreateRoomOp {
    Stamp stamp;
    QString id;
    QString name;
    QString topic;
    bool isPublic = false;
    QString owner;       // key
    QStringList members; // keys besides the owner
};

struct UpdateRoomOp {
    Stamp stamp;
    RoomGuard guard;
    QString id;
    std::optional<QString> name;
    std::optional<QString> topic;
    std::optional<bool> isPublic;
};

// All that was said in a bot's conversation so far.
struct ForgetOp {
    Stamp stamp;
    RoomGuard guard;
    QString id;
};

struct MemberOp {
    Stamp stamp;
    RoomGuard guard;
    QString id;
    QString member; // key
    // Joining by oneself: only where the room is public.
    bool onlyIfPublic = false;
};

class ConversationStore
{
public:
    virtual ~ConversationStore() = default;

    [[nodiscard]] virtual std::optional<protocol::Conversation> find(const QString &id) = 0;
    // Keys of a room's, direct or bot conversation's members, sorted by UTF-8; none for `group`.
    [[nodiscard]] virtual QList<RoomMember> members(const QString &id) = 0;
    // GuardFailed: UnknownUser where one of the members does not exist.
    [[nodiscard]] virtual Outcome<RoomChange> createRoom(const CreateRoomOp &op) = 0;
    // GuardFailed: NotFound, NotMember, NotAllowed.
    [[nodiscard]] virtual Outcome<RoomChange> updateRoom(const UpdateRoomOp &op) = 0;
    // NotFound (also a private room with onlyIfPublic), NotMember, NotAllowed, UnknownUser. Who joins has read all.
    [[nodiscard]] virtual Outcome<RoomChange> addMember(const MemberOp &op) = 0;
    // When the last owner goes, whoever has been there longest becomes owner; a room without members is deleted, its
    // RoomChange then says memberCount 0.
    [[nodiscard]] virtual Outcome<RoomChange> removeMember(const MemberOp &op) = 0;
    // Messages, members and marks go with it; the id is never given again.
    [[nodiscard]] virtual Outcome<RoomChange> deleteRoom(const UpdateRoomOp &op) = 0;
    // Moves `first` behind the newest message, which takes a rev; what is below goes. NotFound (also what is no bot's
    // conversation), NotMember.
    [[nodiscard]] virtual Outcome<RoomChange> forgetMessages(const ForgetOp &op) = 0;
    struct EndedTalk {
        QString id;
        QString other; // key of the other member; empty: the guest talked to themselves
    };
    // A guest does not come back: their direct conversations go, with messages, members and marks, and the marks that
    // they have elsewhere. By id.
    [[nodiscard]] virtual Outcome<QList<EndedTalk>> endGuest(const QString &key) = 0;
    // seq, rev and first; zeros for a conversation that is not there.
    [[nodiscard]] virtual Head head(const QString &id) = 0;
};

// --- messages ---------------------------------------------------------------------------------------------------

struct AttachOp {
    StoredFile file; // not whole, in no message
    // Bytes that one person, and all together, may keep.
    qint64 mostOfOne = 0;
    qint64 mostOfAll = 0;
    // Files of one person that are in no message: those that are announced cost a row before they cost a byte.
    qint64 mostUnsent = 100;
};

// What was found out of a file's picture.
struct PictureOp {
    QString id;
    qint64 width = 0;
    qint64 height = 0;
    std::optional<StoredFile> thumbnail; // id, size, kind, hash and time are taken
};

// Files, but for their bytes.
class AttachmentStore
{
public:
    virtual ~AttachmentStore() = default;
    // Where the same person has begun to send the same (size, hash, name, kind) and it is in no message: that one.
    // GuardFailed: OverQuota, StorageFull.
    [[nodiscard]] virtual Outcome<StoredFile> attach(const AttachOp &op) = 0;
    [[nodiscard]] virtual std::optional<StoredFile> find(const QString &id) = 0;
    // GuardFailed: NoAttachment.
    [[nodiscard]] virtual Outcome<StoredFile> setWhole(const QString &id) = 0;
    // In place of what was said before. A thumbnail goes where its picture goes, and counts in no quota. GuardFailed:
    // NoAttachment.
    [[nodiscard]] virtual Outcome<StoredFile> setPicture(const PictureOp &op) = 0;
    [[nodiscard]] virtual Outcome<std::monostate> discard(const QString &id) = 0;
    // Forgets what is in no message and was begun before this moment, and gives what nobody refers to any more, at most
    // so much, until forgetUnwanted(). `sha256` is empty where another file has the same bytes.
    struct Unwanted {
        QString id;
        QString sha256;
        bool operator==(const Unwanted &) const = default;
    };
    [[nodiscard]] virtual Outcome<QList<Unwanted>> takeUnwanted(const QDateTime &before, qsizetype most) = 0;
    [[nodiscard]] virtual Outcome<std::monostate> forgetUnwanted(const QStringList &ids) = 0;
};

struct AppendOp {
    Stamp stamp;
    // Of its attachments the ids. conversation, id, author, authorVer, text, mentions, stream, replyTo, thread,
    // alsoRoom, card and dialogue are taken; seq, rev and at are given by the store: at = max(stamp.now, the newest
    // message's).
    protocol::Message message;
    // Who must be a member of a room; empty: nobody is asked (group, the server itself).
    QString actor;
    // For `dm:` and `bot:` conversations, which are made by their first message: the members' keys.
    protocol::ConversationKind kind = protocol::ConversationKind::Group;
    QStringList makeFor;
    // An account that must exist and not be disabled (the receiver of a direct message); empty: not asked.
    QString receiver;
    // The receiver is a guest, of whom no store knows, and has gone. Looked at where `receiver` is: a repeat gets what
    // was answered while they were here.
    bool receiverHasGone = false;
};

struct Appended {
    protocol::Message message;
    protocol::Ack ack;
    bool conversationMade = false;
    // Of a message in a thread: the thread's first, which tells of its replies and has the next rev.
    std::optional<protocol::Message> root;
};

// The message that somebody wants to change.
struct MessageTarget {
    QString conversation;
    qint64 seq = 0;
    QString of;    // its id
    QString actor; // key; must be a member where there are members
    // May do in `group` and in their rooms what an owner may.
    bool moderates = false;
};

struct EditOp {
    Stamp stamp;
    MessageTarget target;
    qint64 base = 0; // the rev that was edited
    QString text;
    QList<QString> mentions;
};

struct RemoveMessageOp {
    Stamp stamp;
    MessageTarget target;
};

struct ReactOp {
    Stamp stamp;
    MessageTarget target;
    QString username; // the actor's, as spelt
    QString emoji;
    bool on = true;
};

struct PinOp {
    Stamp stamp;
    MessageTarget target;
    bool on = true;
};

struct Revised {
    protocol::Message message; // as it is now
    protocol::Ack ack;
    bool changed = true; // false: it was so already, no rev was taken
};

class MessageStore
{
public:
    virtual ~MessageStore() = default;
    // Number, dedupe row and message in one. The read mark of stamp.account moves to it (empty: nobody's).
    // A reply in a thread takes one rev for itself and the next for the thread's first message. GuardFailed: NotMember,
    // UnknownUser, NotFound, NoReplyTo, NoThread, NotAThread,
    // NoAttachment.
    [[nodiscard]] virtual Outcome<Appended> append(const AppendOp &op) = 0;

    // What changes a message; message_rules.h says what becomes of it and what forbids it. GuardFailed of all:
    // NotFound, NotMember, NoMessage; of each: as there.
    [[nodiscard]] virtual Outcome<Revised> edit(const EditOp &op) = 0;
    [[nodiscard]] virtual Outcome<Revised> remove(const RemoveMessageOp &op) = 0;
    [[nodiscard]] virtual Outcome<Revised> react(const ReactOp &op) = 0;
    [[nodiscard]] virtual Outcome<Revised> pin(const PinOp &op) = 0;
};

class ReceiptStore
{
public:
    virtual ~ReceiptStore() = default;
    struct Mark {
        qint64 seq = 0;       // as it stands now
        bool changed = false; // monotonic: a smaller one changes nothing
    };
    // `seq` is cut at the conversation's newest. GuardFailed: NotMember, NotFound.
    [[nodiscard]] virtual Outcome<Mark> markRead(const QString &conversation, const QString &key, qint64 seq) = 0;
    [[nodiscard]] virtual qint64 mark(const QString &conversation, const QString &key) = 0;
};

// What an account keeps for all its devices. Said twice it is kept once, so nothing of it is remembered by an id.
class PrefStore
{
public:
    virtual ~PrefStore() = default;
    // All of them or none; an empty value is kept no longer. GuardFailed: UnknownUser, TooMuch where there would be
    // more than limits::prefsInAll, or than limits::prefsBytes of keys and values.
    [[nodiscard]] virtual Outcome<std::monostate> set(const QString &account, const QList<protocol::Pref> &prefs) = 0;
};

// --- connections, server ----------------------------------------------------------------------------------------

class ConnectionStore
{
public:
    virtual ~ConnectionStore() = default;
    [[nodiscard]] virtual Outcome<std::monostate> put(const ConnectionRow &row) = 0; // adds or replaces
    [[nodiscard]] virtual Outcome<std::monostate> remove(const QString &id) = 0;
    [[nodiscard]] virtual Outcome<std::monostate> clear() = 0;
    [[nodiscard]] virtual QList<ConnectionRow> list() = 0;
};

class ServerStore
{
public:
    virtual ~ServerStore() = default;
    // Made at the first call, with `group` and an id and epoch of its own.
    [[nodiscard]] virtual ServerIdentity identity() = 0;
    [[nodiscard]] virtual Outcome<std::monostate> setName(const QString &name) = 0;
    // One more question to that bot on that day; false, and nothing is counted, where there were `most` already. What
    // was counted on another day may be forgotten.
    [[nodiscard]] virtual Outcome<bool> countQuestion(const QString &bot, const QDate &day, qint64 most) = 0;
};

// --- reading beside the core ------------------------------------------------------------------------------------

struct HistoryQuery {
    QString conversation;
    QString viewer; // key
    std::optional<qint64> before;
    std::optional<qint64> after;
    std::optional<qint64> around;
    qsizetype limit = 50;
    qsizetype bytes = protocol::limits::pageBytes;  // of encoded messages
    std::optional<protocol::HistoryOnly> only = {}; // none: all of them
};

struct SearchQuery {
    QString viewer;       // key
    QString query;        // as typed, see search_text.h
    QString conversation; // empty: all that the viewer may see
    // Only what was stored before the message at this place, the last one of the page before.
    struct Place {
        QString conversation;
        qint64 seq = 0;
    };
    std::optional<Place> before;
    bool withFiles = false; // only messages that have files; the query may have no term then
    qsizetype limit = protocol::limits::searchPage;
    qsizetype bytes = protocol::limits::pageBytes; // of encoded messages
};

// Slow reads, each on a connection and thread of its own. Every one asks again, in its own transaction, whether the
// viewer may see the conversation. Messages come with the viewer's own reactions.
class Reads
{
public:
    virtual ~Reads() = default;

    // NotFound also where the first message of the thread that is asked for is not there.
    [[nodiscard]] virtual Expected<HistoryPage, ReadProblem> history(const HistoryQuery &query) = 0;
    // Everybody who chose the emoji, by key. NotFound also where there is no such message.
    [[nodiscard]] virtual Expected<Page<Reactor>, ReadProblem> reactors(const QString &conversation,
                                                                        const QString &viewer, qint64 seq,
                                                                        const QString &emoji, const QString &afterKey,
                                                                        qsizetype limit) = 0;
    // A file of a message that the viewer may see. NotFound also where that has no such file.
    [[nodiscard]] virtual Expected<StoredFile, ReadProblem> file(const QString &conversation, const QString &viewer,
                                                                 qint64 seq, const QString &id) = 0;
    // By key; at most `limit` rows and `bytes` of keys and values, at least one.
    [[nodiscard]] virtual Expected<Page<protocol::Pref>, ReadProblem>
    prefs(const QString &account, const QString &afterKey, qsizetype limit, qsizetype bytes) = 0;
    // At most `limit` rows and `bytes`; `more` when it was cut.
    [[nodiscard]] virtual Expected<Changes, ReadProblem>
    changesSince(const QString &conversation, const QString &viewer, qint64 rev, qsizetype limit, qsizetype bytes) = 0;
    // How many messages changed after `rev`, counted no further than `most`.
    [[nodiscard]] virtual Expected<qint64, ReadProblem> countSince(const QString &conversation, const QString &viewer,
                                                                   qint64 rev, qint64 most) = 0;
    // The id of the message at a seq; empty where there is none.
    [[nodiscard]] virtual Expected<QString, ReadProblem> messageId(const QString &conversation, const QString &viewer,
                                                                   qint64 seq) = 0;
    // Messages that hold every term of the query, in the order in which they were stored, newest first. What was stored
    // a moment ago may be missing; what was edited or deleted is never found by what it said before. A query without a
    // term finds nothing, but with `withFiles`. NotFound also where the message of `before` is not there any more.
    [[nodiscard]] virtual Expected<FoundPage, ReadProblem> search(const SearchQuery &query) = 0;
    // One conversation as `synced` tells it, with standing and last line. Conversation::receipts is filled by the
    // caller.
    [[nodiscard]] virtual Expected<protocol::SyncedConversation, ReadProblem> synced(const QString &conversation,
                                                                                     const QString &viewer) = 0;
    // Ids of all conversations of a person (`group` first, then most recently changed first), at most `most`.
    [[nodiscard]] virtual Expected<QStringList, ReadProblem> conversationsOf(const QString &viewer, qsizetype most) = 0;
    // Accounts by key; `query` is a part of the username or display name, in any case.
    [[nodiscard]] virtual Expected<Page<Account>, ReadProblem> people(const QString &query, const QString &afterKey,
                                                                      qsizetype limit) = 0;
    struct MemberRow {
        Account account;
        protocol::Role role = protocol::Role::Member;
        qint64 read = 0;
    };
    // Members by key; of `group`: all accounts.
    [[nodiscard]] virtual Expected<Page<MemberRow>, ReadProblem>
    members(const QString &conversation, const QString &viewer, const QString &afterKey, qsizetype limit) = 0;
    // Public rooms and the viewer's own, by id.
    [[nodiscard]] virtual Expected<Page<protocol::Conversation>, ReadProblem>
    rooms(const QString &viewer, const QString &query, const QString &afterId, qsizetype limit) = 0;
};

// --- the whole --------------------------------------------------------------------------------------------------

// Around several operations, for speed: one commit for all that waited. Each operation in it is atomic by itself.
// Destroyed without commit(): everything in it is undone.
class Batch
{
public:
    virtual ~Batch() = default;
    // False: nothing of the batch was kept; the reason is for logs.
    [[nodiscard]] virtual Expected<std::monostate, Unavailable> commit() = 0;
};

class Store
{
public:
    virtual ~Store() = default;
    [[nodiscard]] virtual std::unique_ptr<Batch> begin() = 0;
    [[nodiscard]] virtual AccountStore &accounts() = 0;
    [[nodiscard]] virtual SessionStore &sessions() = 0;
    [[nodiscard]] virtual InviteStore &invites() = 0;
    [[nodiscard]] virtual ConversationStore &conversations() = 0;
    [[nodiscard]] virtual MessageStore &messages() = 0;
    [[nodiscard]] virtual ReceiptStore &receipts() = 0;
    [[nodiscard]] virtual PrefStore &prefs() = 0;
    [[nodiscard]] virtual AttachmentStore &attachments() = 0;
    [[nodiscard]] virtual ConnectionStore &connections() = 0;
    [[nodiscard]] virtual ServerStore &server() = 0;
    // Whether Reads::search finds anything here; told to clients.
    [[nodiscard]] virtual bool searches() const = 0;
    // Everything stored, as objects with a `table`, in a fixed order, without secrets; the same for either store.
    // An error where it breaks off: what was given till then is not all.
    [[nodiscard]] virtual Expected<std::monostate, Unavailable>
    dump(const std::function<void(const QJsonObject &)> &line) = 0;
};

} // namespace confab::core
