// SPDX-License-Identifier: GPL-3.0-or-later
#include "memory_store.h"

#include "memory_reads.h"
#include "memory_state.h"

#include <confab/core/message_rules.h>
#include <confab/protocol/fields.h>
#include <confab/protocol/ulid.h>

#include <algorithm>
#include <optional>

namespace confab::tests
{

using namespace Qt::StringLiterals;
using core::Guard;
using core::GuardFailed;
using core::Outcome;
using core::RoomChange;
using protocol::ConversationKind;
using protocol::Role;

// --- state ------------------------------------------------------------------------------------------------------

const core::Account *MemoryState::account(const QString &key) const
{
    const auto found = accounts.find(key);
    return found == accounts.end() ? nullptr : &found->second.account;
}

bool MemoryState::isEnabled(const QString &key) const
{
    const core::Account *found = account(key);
    return found && !found->disabled;
}

qint64 MemoryState::enabledCount() const
{
    return std::count_if(accounts.begin(), accounts.end(),
                         [](const auto &entry) { return !entry.second.account.disabled; });
}

MemoryState::ConversationRow *MemoryState::conversation(const QString &id)
{
    const auto found = conversations.find(id);
    return found == conversations.end() ? nullptr : &found->second;
}

const MemoryState::ConversationRow *MemoryState::conversation(const QString &id) const
{
    const auto found = conversations.find(id);
    return found == conversations.end() ? nullptr : &found->second;
}

protocol::Conversation MemoryState::counted(const ConversationRow &row) const
{
    protocol::Conversation conversation = row.conversation;
    conversation.memberCount =
        conversation.kind == ConversationKind::Group ? enabledCount() : static_cast<qint64>(row.members.size());
    return conversation;
}

namespace
{

// What all of the small stores share.
struct Shared {
    MemoryState state;
    std::optional<MemoryState> before; // set while a batch is open
    bool commitsFail = false;
    bool operationsFail = false;
    bool lookUpsFail = false;
    int commits = 0;

    // A changing operation: all or nothing.
    template <class T, class Operation>
    Outcome<T> change(Operation operation)
    {
        if (operationsFail)
            return core::Unavailable{u"told to fail"_s};
        MemoryState undo = state;
        Outcome<T> outcome = operation();
        if (!std::holds_alternative<T>(outcome))
            state = std::move(undo);
        return outcome;
    }

    template <class T>
    [[nodiscard]] std::optional<Outcome<T>> answered(const core::Stamp &stamp) const
    {
        const auto found = state.commands.find({stamp.account, stamp.id});
        if (stamp.id.isEmpty() || found == state.commands.end())
            return std::nullopt;
        if (found->second.hash != stamp.hash)
            return core::Conflict{};
        return core::Repeat{found->second.ack};
    }
    void remember(const core::Stamp &stamp, const protocol::Ack &ack)
    {
        if (!stamp.id.isEmpty())
            state.commands[{stamp.account, stamp.id}] = {stamp.hash, ack, stamp.now, stamp.forGood};
    }
    // The seq the mark stands at afterwards, and whether that is news.
    static core::ReceiptStore::Mark raise(MemoryState::ConversationRow &row, const QString &key, qint64 seq)
    {
        const auto found = row.marks.find(key);
        const qint64 now = found == row.marks.end() ? 0 : found->second;
        if (seq <= now)
            return {now, false};
        row.marks[key] = seq;
        return {seq, true};
    }
    // Whoever comes in has nothing unread.
    static void join(MemoryState::ConversationRow &row, const QString &key, qint64 rev)
    {
        row.members[key] = {Role::Member, rev};
        raise(row, key, row.conversation.seq);
    }
    // Files go with what they belong to.
    template <class Goes>
    void removeFiles(Goes goes)
    {
        QStringList gone;
        const auto remove = [&](const auto &entry) {
            if (!goes(entry.second) && !gone.contains(entry.second.picture))
                return false;
            state.unwanted[entry.first] = entry.second.sha256;
            gone.append(entry.first);
            return true;
        };
        // And then the thumbnails of those.
        std::erase_if(state.files, remove);
        std::erase_if(state.files, remove);
    }
    [[nodiscard]] core::StoredFile *thumbnailOf(const QString &id)
    {
        const auto found = std::find_if(state.files.begin(), state.files.end(),
                                        [&id](const auto &entry) { return entry.second.picture == id; });
        return found == state.files.end() ? nullptr : &found->second;
    }
    void changed(MemoryState::ConversationRow &row, const QDateTime &now)
    {
        ++row.conversation.rev;
        row.changedAt = now;
    }
};

class MemoryBatch final : public core::Batch
{
public:
    explicit MemoryBatch(Shared &shared)
        : m_shared(shared)
    {
        m_shared.before = m_shared.state;
    }
    ~MemoryBatch() override
    {
        if (m_shared.before)
            m_shared.state = *std::exchange(m_shared.before, std::nullopt);
    }
    [[nodiscard]] Expected<std::monostate, core::Unavailable> commit() override
    {
        if (m_shared.commitsFail)
            return Unexpected{core::Unavailable{u"told to fail"_s}};
        m_shared.before.reset();
        ++m_shared.commits;
        return std::monostate();
    }

private:
    Shared &m_shared;
};

// --- accounts ---------------------------------------------------------------------------------------------------

class MemoryAccounts final : public core::AccountStore
{
public:
    explicit MemoryAccounts(Shared &shared)
        : m_shared(shared)
    {
    }

    Outcome<SignedUp> signUp(const core::SignUpOp &op) override
    {
        return m_shared.change<SignedUp>([&]() -> Outcome<SignedUp> {
            MemoryState &state = m_shared.state;
            SignedUp signedUp{op.account, {}};
            if (!op.inviteHash.isEmpty()) {
                const auto invite = std::find_if(state.invites.begin(), state.invites.end(), [&op](const auto &entry) {
                    return entry.second.codeHash == op.inviteHash;
                });
                if (invite == state.invites.end() || invite->second.usesLeft < 1 || invite->second.revoked ||
                    invite->second.expiresAt <= op.now)
                    return GuardFailed{Guard::InviteUnusable};
                if (invite->second.makesOwner) {
                    if (std::any_of(state.accounts.begin(), state.accounts.end(), [](const auto &entry) {
                            return entry.second.account.role == protocol::Role::Owner;
                        }))
                        return GuardFailed{Guard::InviteUnusable};
                    signedUp.account.role = protocol::Role::Owner;
                }
                --invite->second.usesLeft;
                if (state.conversation(invite->second.room))
                    signedUp.joinedRoom = invite->second.room;
            }
            if (state.account(op.account.key))
                return GuardFailed{Guard::NameTaken};
            state.accounts[op.account.key] = {signedUp.account, op.passwordHash};
            if (auto *group = state.conversation(QString(protocol::groupConversation)); group->conversation.seq > 0)
                Shared::raise(*group, op.account.key, group->conversation.seq);
            if (!signedUp.joinedRoom.isEmpty()) {
                auto &room = *state.conversation(signedUp.joinedRoom);
                m_shared.changed(room, op.now);
                Shared::join(room, op.account.key, room.conversation.rev);
            }
            return signedUp;
        });
    }
    std::optional<core::Account> find(const QString &key) override
    {
        const core::Account *account = m_shared.state.account(key);
        return account ? std::optional(*account) : std::nullopt;
    }
    Expected<std::optional<core::Credentials>, core::Unavailable> credentials(const QString &key) override
    {
        if (m_shared.lookUpsFail)
            return Unexpected{core::Unavailable{u"told to fail"_s}};
        const auto found = m_shared.state.accounts.find(key);
        if (found == m_shared.state.accounts.end())
            return std::optional<core::Credentials>();
        return std::optional(core::Credentials{found->second.account, found->second.passwordHash});
    }
    Outcome<core::Account> setPassword(const QString &key, const QByteArray &hash, const QByteArray &keepToken) override
    {
        return update(key, [&](MemoryState::AccountRow &row) {
            row.passwordHash = hash;
            endSessions(key, keepToken);
        });
    }
    Outcome<core::Account> rehash(const QString &key, const QByteArray &from, const QByteArray &to) override
    {
        return update(key, [&](MemoryState::AccountRow &row) {
            if (row.passwordHash == from)
                row.passwordHash = to;
        });
    }
    Outcome<core::Account> setDisabled(const QString &key, bool disabled) override
    {
        return update(key, [&](MemoryState::AccountRow &row) {
            row.account.disabled = disabled;
            if (disabled)
                endSessions(key, {});
        });
    }
    Outcome<core::Account> setRole(const QString &key, Role role) override
    {
        return update(key, [&](MemoryState::AccountRow &row) {
            if (std::exchange(row.account.role, role) != role)
                ++row.account.ver;
        });
    }
    Outcome<core::Account> setDisplayName(const QString &key, const QString &displayName) override
    {
        return update(key, [&](MemoryState::AccountRow &row) {
            if (std::exchange(row.account.displayName, displayName) != displayName)
                ++row.account.ver;
        });
    }
    qint64 count() override { return m_shared.state.enabledCount(); }
    Expected<core::Page<core::Account>, core::Unavailable> list(const QString &afterKey, qsizetype limit) override
    {
        core::Page<core::Account> page;
        for (const auto &[key, row] : m_shared.state.accounts) {
            if (!protocol::keyLess(afterKey, key))
                continue;
            if (page.rows.size() == limit) {
                page.next = page.rows.constLast().key;
                break;
            }
            page.rows.append(row.account);
        }
        return page;
    }

private:
    template <class Apply>
    Outcome<core::Account> update(const QString &key, Apply apply)
    {
        return m_shared.change<core::Account>([&]() -> Outcome<core::Account> {
            const auto found = m_shared.state.accounts.find(key);
            if (found == m_shared.state.accounts.end())
                return GuardFailed{Guard::UnknownUser};
            apply(found->second);
            return found->second.account;
        });
    }
    void endSessions(const QString &key, const QByteArray &keepToken)
    {
        std::erase_if(m_shared.state.sessions, [&](const auto &entry) {
            return entry.second.key == key && entry.second.tokenHash != keepToken;
        });
    }

    Shared &m_shared;
};

class MemorySessions final : public core::SessionStore
{
public:
    explicit MemorySessions(Shared &shared)
        : m_shared(shared)
    {
    }

    Outcome<std::monostate> put(const core::Session &session) override
    {
        return change([&] { m_shared.state.sessions[session.tokenHash] = session; });
    }
    Expected<std::optional<core::Session>, core::Unavailable> find(const QByteArray &tokenHash,
                                                                   const QDateTime &now) override
    {
        if (m_shared.lookUpsFail)
            return Unexpected{core::Unavailable{u"told to fail"_s}};
        const auto found = m_shared.state.sessions.find(tokenHash);
        if (found == m_shared.state.sessions.end() || found->second.expiresAt <= now)
            return std::optional<core::Session>();
        if (!found->second.guest && !m_shared.state.isEnabled(found->second.key))
            return std::optional<core::Session>();
        return std::optional(found->second);
    }
    Outcome<std::monostate> extend(const QByteArray &tokenHash, const QDateTime &expiresAt) override
    {
        return change([&] {
            const auto found = m_shared.state.sessions.find(tokenHash);
            if (found != m_shared.state.sessions.end())
                found->second.expiresAt = expiresAt;
        });
    }
    Outcome<std::monostate> remove(const QByteArray &tokenHash) override
    {
        return change([&] { m_shared.state.sessions.erase(tokenHash); });
    }
    Outcome<QStringList> removeExpired(const QDateTime &now) override
    {
        return m_shared.change<QStringList>([&]() -> Outcome<QStringList> {
            QStringList guests;
            std::erase_if(m_shared.state.sessions, [&](const auto &entry) {
                const bool expired = entry.second.expiresAt <= now;
                if (expired && entry.second.guest)
                    guests.append(entry.second.key);
                return expired;
            });
            return guests;
        });
    }

private:
    template <class Apply>
    Outcome<std::monostate> change(Apply apply)
    {
        return m_shared.change<std::monostate>([&]() -> Outcome<std::monostate> {
            apply();
            return std::monostate();
        });
    }

    Shared &m_shared;
};

class MemoryInvites final : public core::InviteStore
{
public:
    explicit MemoryInvites(Shared &shared)
        : m_shared(shared)
    {
    }

    Outcome<core::Invite> create(const core::Invite &invite) override
    {
        return m_shared.change<core::Invite>([&]() -> Outcome<core::Invite> {
            const bool isThere = std::any_of(
                m_shared.state.invites.cbegin(), m_shared.state.invites.cend(), [&invite](const auto &entry) {
                    return entry.first == invite.id || entry.second.codeHash == invite.codeHash;
                });
            if (isThere)
                return GuardFailed{Guard::AlreadyThere};
            const auto *room = m_shared.state.conversation(invite.room);
            if (!invite.room.isEmpty() && (!room || room->conversation.kind != ConversationKind::Room))
                return GuardFailed{Guard::NotFound};
            m_shared.state.invites[invite.id] = invite;
            return invite;
        });
    }
    Expected<std::optional<core::Invite>, core::Unavailable> find(const QByteArray &codeHash) override
    {
        if (m_shared.lookUpsFail)
            return Unexpected{core::Unavailable{u"told to fail"_s}};
        for (const auto &[id, invite] : m_shared.state.invites) {
            if (invite.codeHash == codeHash)
                return std::optional(invite);
        }
        return std::optional<core::Invite>();
    }
    Expected<QList<core::Invite>, core::Unavailable> list() override
    {
        QList<core::Invite> invites;
        for (const auto &[id, invite] : m_shared.state.invites)
            invites.append(invite);
        return invites;
    }
    Outcome<std::monostate> revoke(const QString &id) override
    {
        return m_shared.change<std::monostate>([&]() -> Outcome<std::monostate> {
            const auto found = m_shared.state.invites.find(id);
            if (found == m_shared.state.invites.end())
                return GuardFailed{Guard::NotFound};
            found->second.revoked = true;
            return std::monostate();
        });
    }

private:
    Shared &m_shared;
};

// --- conversations ----------------------------------------------------------------------------------------------

class MemoryConversations final : public core::ConversationStore
{
public:
    explicit MemoryConversations(Shared &shared)
        : m_shared(shared)
    {
    }

    std::optional<protocol::Conversation> find(const QString &id) override
    {
        const auto *row = m_shared.state.conversation(id);
        return row ? std::optional(m_shared.state.counted(*row)) : std::nullopt;
    }
    QList<core::RoomMember> members(const QString &id) override
    {
        QList<core::RoomMember> members;
        if (const auto *row = m_shared.state.conversation(id)) {
            for (const auto &[key, member] : row->members)
                members.append({key, member.role});
        }
        return members;
    }
    core::Head head(const QString &id) override
    {
        const auto *row = m_shared.state.conversation(id);
        if (!row)
            return {.seq = 0, .rev = 0, .first = 0};
        return {row->conversation.seq, row->conversation.rev, row->conversation.first};
    }

    Outcome<QList<EndedTalk>> endGuest(const QString &key) override
    {
        return m_shared.change<QList<EndedTalk>>([&]() -> Outcome<QList<EndedTalk>> {
            QList<EndedTalk> talks;
            auto &conversations = m_shared.state.conversations;
            for (auto it = conversations.begin(); it != conversations.end();) {
                auto &[id, row] = *it;
                row.marks.erase(key);
                if (row.conversation.kind != ConversationKind::Direct || !row.members.contains(key)) {
                    ++it;
                    continue;
                }
                EndedTalk talk{id, {}};
                for (const auto &[other, member] : row.members) {
                    if (other != key)
                        talk.other = other;
                }
                talks.append(talk);
                m_shared.removeFiles([&talk](const core::StoredFile &file) { return file.conversation == talk.id; });
                it = conversations.erase(it);
            }
            return talks;
        });
    }

    Outcome<RoomChange> createRoom(const core::CreateRoomOp &op) override
    {
        return m_shared.change<RoomChange>([&]() -> Outcome<RoomChange> {
            MemoryState &state = m_shared.state;
            if (const auto answered = m_shared.answered<RoomChange>(op.stamp))
                return *answered;
            if (state.conversation(op.id) || state.gone.contains(op.id))
                return GuardFailed{Guard::AlreadyThere};
            MemoryState::ConversationRow row;
            row.conversation.id = op.id;
            row.conversation.kind = ConversationKind::Room;
            row.conversation.name = op.name;
            row.conversation.topic = op.topic;
            row.conversation.isPublic = op.isPublic;
            row.conversation.rev = 1;
            row.changedAt = op.stamp.now;
            const QStringList people = QStringList{op.owner} + op.members;
            for (const QString &key : people) {
                if (!state.isEnabled(key))
                    return GuardFailed{Guard::UnknownUser};
                row.members[key] = {key == op.owner ? Role::Owner : Role::Member, 1};
            }
            state.conversations[op.id] = row;
            return finish(op.stamp, {state.counted(row), {}, true});
        });
    }
    Outcome<RoomChange> updateRoom(const core::UpdateRoomOp &op) override
    {
        return changeRoom(op, [&](MemoryState::ConversationRow &row) -> std::variant<bool, Guard> {
            const protocol::Conversation before = row.conversation;
            row.conversation.name = op.name.value_or(before.name);
            row.conversation.topic = op.topic.value_or(before.topic);
            row.conversation.isPublic = op.isPublic.value_or(before.isPublic);
            return row.conversation != before;
        });
    }
    Outcome<RoomChange> addMember(const core::MemberOp &op) override
    {
        return changeRoom(op, [&](MemoryState::ConversationRow &row) -> std::variant<bool, Guard> {
            if (row.members.contains(op.member))
                return false;
            if (op.onlyIfPublic && !row.conversation.isPublic)
                return Guard::NotFound;
            if (!m_shared.state.isEnabled(op.member))
                return Guard::UnknownUser;
            Shared::join(row, op.member, row.conversation.rev + 1);
            return true;
        });
    }
    Outcome<RoomChange> removeMember(const core::MemberOp &op) override
    {
        return changeRoom(op, [&](MemoryState::ConversationRow &row) -> std::variant<bool, Guard> {
            if (row.members.erase(op.member) == 0)
                return false;
            row.marks.erase(op.member);
            const bool owned = std::any_of(row.members.begin(), row.members.end(),
                                           [](const auto &entry) { return entry.second.role == Role::Owner; });
            const auto eldest =
                std::min_element(row.members.begin(), row.members.end(),
                                 [](const auto &a, const auto &b) { return a.second.joined < b.second.joined; });
            if (!owned && eldest != row.members.end())
                eldest->second.role = Role::Owner;
            return true;
        });
    }
    Outcome<RoomChange> deleteRoom(const core::UpdateRoomOp &op) override
    {
        return changeRoom(op, [&](MemoryState::ConversationRow &row) -> std::variant<bool, Guard> {
            row.members.clear();
            return true;
        });
    }
    Outcome<RoomChange> forgetMessages(const core::ForgetOp &op) override
    {
        return changeRoom<ConversationKind::Bot>(op,
                                                 [&](MemoryState::ConversationRow &row) -> std::variant<bool, Guard> {
                                                     if (row.conversation.first > row.conversation.seq)
                                                         return false;
                                                     row.conversation.first = row.conversation.seq + 1;
                                                     row.reactions.clear();
                                                     return true;
                                                 });
    }

private:
    Outcome<RoomChange> finish(const core::Stamp &stamp, RoomChange change)
    {
        change.ack.id = stamp.id;
        change.ack.conversation = change.conversation.id;
        change.ack.rev = change.conversation.rev;
        m_shared.remember(stamp, change.ack);
        return change;
    }

    // `apply` says whether it changed anything; a room that has no members afterwards is gone.
    template <ConversationKind kind = ConversationKind::Room, class Op, class Apply>
    Outcome<RoomChange> changeRoom(const Op &op, Apply apply)
    {
        return m_shared.change<RoomChange>([&]() -> Outcome<RoomChange> {
            if (const auto answered = m_shared.answered<RoomChange>(op.stamp))
                return *answered;
            auto *row = m_shared.state.conversation(op.id);
            if (!row || row->conversation.kind != kind)
                return GuardFailed{Guard::NotFound};
            if (!op.guard.actor.isEmpty() && op.guard.need != core::RoomGuard::Need::Nothing) {
                const auto actor = row->members.find(op.guard.actor);
                if (actor == row->members.end())
                    return GuardFailed{Guard::NotMember};
                if (op.guard.need == core::RoomGuard::Need::Ownership && actor->second.role != Role::Owner)
                    return GuardFailed{Guard::NotAllowed};
            }
            const std::variant<bool, Guard> applied = apply(*row);
            if (const Guard *guard = std::get_if<Guard>(&applied))
                return GuardFailed{*guard};
            RoomChange change{{}, {}, std::get<bool>(applied)};
            if (change.changed)
                m_shared.changed(*row, op.stamp.now);
            change.conversation = m_shared.state.counted(*row);
            if (row->members.empty()) {
                m_shared.state.conversations.erase(op.id);
                m_shared.removeFiles([&op](const core::StoredFile &file) { return file.conversation == op.id; });
                m_shared.state.gone[op.id] = op.stamp.now;
            }
            return finish(op.stamp, change);
        });
    }

    Shared &m_shared;
};

// --- messages ---------------------------------------------------------------------------------------------------

class MemoryMessages final : public core::MessageStore
{
public:
    explicit MemoryMessages(Shared &shared)
        : m_shared(shared)
    {
    }

    Outcome<core::Appended> append(const core::AppendOp &op) override
    {
        return m_shared.change<core::Appended>([&]() -> Outcome<core::Appended> {
            MemoryState &state = m_shared.state;
            if (const auto answered = m_shared.answered<core::Appended>(op.stamp))
                return *answered;
            if (op.receiverHasGone || (!op.receiver.isEmpty() && !state.isEnabled(op.receiver)))
                return GuardFailed{Guard::UnknownUser};

            core::Appended appended;
            auto *row = state.conversation(op.message.conversation);
            if (!row) {
                if (op.kind != ConversationKind::Direct && op.kind != ConversationKind::Bot)
                    return GuardFailed{Guard::NotFound};
                row = &state.conversations[op.message.conversation];
                row->conversation.id = op.message.conversation;
                row->conversation.kind = op.kind;
                for (const QString &key : op.makeFor)
                    row->members[key] = {Role::Member, 1};
                appended.conversationMade = true;
            }
            if (!op.actor.isEmpty() && row->conversation.kind != ConversationKind::Group &&
                !row->members.contains(op.actor))
                return GuardFailed{Guard::NotMember};

            const auto has = [row](qint64 seq) {
                return seq >= row->conversation.first && seq <= row->messages.size();
            };
            if (op.message.replyTo > 0 && !has(op.message.replyTo))
                return GuardFailed{Guard::NoReplyTo};
            for (const protocol::Attachment &attachment : op.message.attachments) {
                const auto file = state.files.find(attachment.id);
                if (file == state.files.end() || !file->second.whole || !file->second.conversation.isEmpty() ||
                    file->second.owner != op.stamp.account)
                    return GuardFailed{Guard::NoAttachment};
            }
            const qint64 thread = op.message.thread;
            if (thread > 0 && !has(thread))
                return GuardFailed{Guard::NoThread};
            if (thread > 0 && row->messages.at(thread - 1).thread > 0)
                return GuardFailed{Guard::NotAThread};

            const QDateTime now = QDateTime::fromMSecsSinceEpoch(op.stamp.now.toMSecsSinceEpoch()).toUTC();
            const QDateTime at = row->lastAt.isValid() ? std::max(now, row->lastAt) : now;
            m_shared.changed(*row, at);
            protocol::Message &message = appended.message;
            message.conversation = op.message.conversation;
            message.seq = ++row->conversation.seq;
            message.rev = row->conversation.rev;
            message.id = op.message.id;
            message.author = op.message.author;
            message.authorVer = op.message.authorVer;
            message.at = at;
            message.text = op.message.text;
            message.mentions = op.message.mentions;
            message.stream = op.message.stream;
            message.replyTo = op.message.replyTo;
            message.thread = thread;
            message.alsoRoom = op.message.alsoRoom;
            message.card = op.message.card;
            message.dialogue = op.message.dialogue;
            for (const protocol::Attachment &attachment : op.message.attachments) {
                core::StoredFile &file = state.files[attachment.id];
                for (core::StoredFile *one : {&file, m_shared.thumbnailOf(attachment.id)}) {
                    if (one) {
                        one->conversation = message.conversation;
                        one->seq = message.seq;
                    }
                }
                message.attachments.append(file.attachment);
            }
            row->lastAt = at;
            row->messages.append(message);
            if (thread > 0) {
                m_shared.changed(*row, at);
                protocol::Message &root = row->messages[thread - 1];
                core::countReply(root, message.seq);
                root.rev = row->conversation.rev;
                appended.root = root;
            }
            row->stored.append(++state.messagesStored);
            if (!op.stamp.account.isEmpty())
                Shared::raise(*row, op.stamp.account, message.seq);
            appended.ack.id = op.stamp.id;
            appended.ack.conversation = message.conversation;
            appended.ack.seq = message.seq;
            appended.ack.rev = message.rev;
            appended.ack.at = at;
            m_shared.remember(op.stamp, appended.ack);
            return appended;
        });
    }
    Outcome<core::Revised> edit(const core::EditOp &op) override
    {
        return revise(op, [&](Row &, const core::Surroundings &, protocol::Message &message) {
            return core::apply(op, message);
        });
    }
    Outcome<core::Revised> remove(const core::RemoveMessageOp &op) override
    {
        return revise(op, [&](Row &row, const core::Surroundings &where, protocol::Message &message) {
            const core::Applied applied = core::apply(op, where, message);
            if (message.deleted)
                m_shared.removeFiles([&message](const core::StoredFile &file) {
                    return file.conversation == message.conversation && file.seq == message.seq;
                });
            if (message.deleted)
                std::erase_if(row.reactions,
                              [&message](const auto &entry) { return std::get<0>(entry.first) == message.seq; });
            return applied;
        });
    }
    Outcome<core::Revised> react(const core::ReactOp &op) override
    {
        return revise(op, [&](Row &row, const core::Surroundings &, protocol::Message &message) {
            const std::tuple key{op.target.seq, op.target.actor.toUtf8(), op.emoji.toUtf8()};
            const bool wasOn = row.reactions.contains(key);
            if (op.on)
                row.reactions.try_emplace(key, MemoryState::Reacted{op.username, row.conversation.rev + 1});
            else
                row.reactions.erase(key);
            const auto first = [&] {
                std::map<qint64, QString> byRev;
                for (const auto &[place, reacted] : row.reactions) {
                    if (std::get<0>(place) == op.target.seq && std::get<2>(place) == op.emoji.toUtf8())
                        byRev.emplace(reacted.rev, reacted.username);
                }
                QStringList names;
                for (const auto &[rev, username] : byRev)
                    names.append(username);
                return names;
            };
            return core::apply(op, wasOn, first, message);
        });
    }
    Outcome<core::Revised> pin(const core::PinOp &op) override
    {
        return revise(op, [&](Row &, const core::Surroundings &where, protocol::Message &message) {
            return core::apply(op, where, message);
        });
    }

private:
    using Row = MemoryState::ConversationRow;

    template <class Op, class Apply>
    Outcome<core::Revised> revise(const Op &op, Apply apply)
    {
        return m_shared.change<core::Revised>([&]() -> Outcome<core::Revised> {
            if (const auto answered = m_shared.answered<core::Revised>(op.stamp))
                return *answered;
            const core::MessageTarget &target = op.target;
            Row *row = m_shared.state.conversation(target.conversation);
            if (!row)
                return GuardFailed{Guard::NotFound};
            core::Surroundings where{row->conversation.kind, {}};
            if (const auto member = row->members.find(target.actor); member != row->members.end())
                where.role = member->second.role;
            if (where.kind != ConversationKind::Group && !where.role)
                return GuardFailed{Guard::NotMember};
            if (target.seq < row->conversation.first || target.seq > row->messages.size() ||
                row->messages.at(target.seq - 1).id != target.of)
                return GuardFailed{Guard::NoMessage};
            core::Revised revised;
            revised.message = row->messages.at(target.seq - 1);
            const core::Applied applied = apply(*row, where, revised.message);
            if (const auto *guard = std::get_if<Guard>(&applied))
                return GuardFailed{*guard};
            revised.changed = std::get<bool>(applied);
            if (revised.changed) {
                m_shared.changed(*row, op.stamp.now);
                revised.message.rev = row->conversation.rev;
                row->messages[target.seq - 1] = revised.message;
            }
            revised.ack.id = op.stamp.id;
            revised.ack.conversation = target.conversation;
            revised.ack.seq = target.seq;
            revised.ack.rev = revised.message.rev;
            m_shared.remember(op.stamp, revised.ack);
            return revised;
        });
    }

    Shared &m_shared;
};

class MemoryPrefs final : public core::PrefStore
{
public:
    explicit MemoryPrefs(Shared &shared)
        : m_shared(shared)
    {
    }

    Outcome<std::monostate> set(const QString &account, const QList<protocol::Pref> &prefs) override
    {
        return m_shared.change<std::monostate>([&]() -> Outcome<std::monostate> {
            if (!m_shared.state.isEnabled(account))
                return GuardFailed{Guard::UnknownUser};
            ByText<QString> &all = m_shared.state.prefs[account];
            for (const protocol::Pref &pref : prefs) {
                if (pref.value.isEmpty())
                    all.erase(pref.key);
                else
                    all[pref.key] = pref.value;
            }
            qsizetype bytes = 0;
            for (const auto &[key, value] : all)
                bytes += key.toUtf8().size() + value.toUtf8().size();
            if (all.size() > std::size_t(protocol::limits::prefsInAll) || bytes > protocol::limits::prefsBytes)
                return GuardFailed{Guard::TooMuch};
            return std::monostate();
        });
    }

private:
    Shared &m_shared;
};

class MemoryAttachments final : public core::AttachmentStore
{
public:
    explicit MemoryAttachments(Shared &shared)
        : m_shared(shared)
    {
    }

    Outcome<core::StoredFile> attach(const core::AttachOp &op) override
    {
        return m_shared.change<core::StoredFile>([&]() -> Outcome<core::StoredFile> {
            qint64 ofOne = op.file.attachment.size;
            qint64 ofAll = op.file.attachment.size;
            qint64 unsent = 1;
            for (const auto &[id, file] : m_shared.state.files) {
                core::StoredFile like = op.file;
                like.attachment.id = id;
                like.whole = file.whole;
                like.since = file.since;
                like.attachment.width = file.attachment.width;
                like.attachment.height = file.attachment.height;
                like.attachment.thumbnail = file.attachment.thumbnail;
                if (like == file)
                    return file;
                ofOne += file.owner == op.file.owner ? file.attachment.size : 0;
                unsent += file.owner == op.file.owner && file.conversation.isEmpty() ? 1 : 0;
                ofAll += file.picture.isEmpty() ? file.attachment.size : 0;
            }
            if (ofOne > op.mostOfOne || unsent > op.mostUnsent)
                return GuardFailed{Guard::OverQuota};
            if (ofAll > op.mostOfAll)
                return GuardFailed{Guard::StorageFull};
            m_shared.state.files[op.file.attachment.id] = op.file;
            return op.file;
        });
    }
    std::optional<core::StoredFile> find(const QString &id) override
    {
        const auto found = m_shared.state.files.find(id);
        return found == m_shared.state.files.end() ? std::nullopt : std::optional(found->second);
    }
    Outcome<core::StoredFile> setWhole(const QString &id) override
    {
        return m_shared.change<core::StoredFile>([&]() -> Outcome<core::StoredFile> {
            const auto found = m_shared.state.files.find(id);
            if (found == m_shared.state.files.end())
                return GuardFailed{Guard::NoAttachment};
            found->second.whole = true;
            return found->second;
        });
    }
    Outcome<core::StoredFile> setPicture(const core::PictureOp &op) override
    {
        return m_shared.change<core::StoredFile>([&]() -> Outcome<core::StoredFile> {
            const auto found = m_shared.state.files.find(op.id);
            if (found == m_shared.state.files.end())
                return GuardFailed{Guard::NoAttachment};
            m_shared.removeFiles([&op](const core::StoredFile &file) { return file.picture == op.id; });
            protocol::Attachment &attachment = found->second.attachment;
            attachment.width = op.width;
            attachment.height = op.height;
            attachment.thumbnail = op.thumbnail ? op.thumbnail->attachment.id : QString();
            if (op.thumbnail) {
                core::StoredFile thumbnail = *op.thumbnail;
                thumbnail.whole = true;
                thumbnail.picture = op.id;
                thumbnail.conversation = found->second.conversation;
                thumbnail.seq = found->second.seq;
                m_shared.state.files[thumbnail.attachment.id] = thumbnail;
            }
            return found->second;
        });
    }
    Outcome<std::monostate> discard(const QString &id) override
    {
        return m_shared.change<std::monostate>([&]() -> Outcome<std::monostate> {
            m_shared.removeFiles([&id](const core::StoredFile &file) { return file.attachment.id == id; });
            return std::monostate();
        });
    }
    Outcome<QList<Unwanted>> takeUnwanted(const QDateTime &before, qsizetype most) override
    {
        return m_shared.change<QList<Unwanted>>([&]() -> Outcome<QList<Unwanted>> {
            MemoryState &state = m_shared.state;
            m_shared.removeFiles([&before](const core::StoredFile &file) {
                return file.conversation.isEmpty() && file.picture.isEmpty() && file.since < before;
            });
            QList<Unwanted> unwanted;
            for (const auto &row : state.unwanted) {
                const bool isKept = std::any_of(state.files.cbegin(), state.files.cend(), [&row](const auto &entry) {
                    return entry.second.sha256 == row.second;
                });
                if (unwanted.size() < most)
                    unwanted.append({row.first, isKept ? QString() : row.second});
            }
            return unwanted;
        });
    }
    Outcome<std::monostate> forgetUnwanted(const QStringList &ids) override
    {
        return m_shared.change<std::monostate>([&]() -> Outcome<std::monostate> {
            for (const QString &id : ids)
                m_shared.state.unwanted.erase(id);
            return std::monostate();
        });
    }

private:
    Shared &m_shared;
};

class MemoryReceipts final : public core::ReceiptStore
{
public:
    explicit MemoryReceipts(Shared &shared)
        : m_shared(shared)
    {
    }

    Outcome<Mark> markRead(const QString &conversation, const QString &key, qint64 seq) override
    {
        return m_shared.change<Mark>([&]() -> Outcome<Mark> {
            auto *row = m_shared.state.conversation(conversation);
            if (!row)
                return GuardFailed{Guard::NotFound};
            if (row->conversation.kind != ConversationKind::Group && !row->members.contains(key))
                return GuardFailed{Guard::NotMember};
            return Shared::raise(*row, key, std::min(seq, row->conversation.seq));
        });
    }
    qint64 mark(const QString &conversation, const QString &key) override
    {
        const auto *row = m_shared.state.conversation(conversation);
        if (!row)
            return 0;
        const auto found = row->marks.find(key);
        return found == row->marks.end() ? 0 : found->second;
    }

private:
    Shared &m_shared;
};

// --- connections, server ----------------------------------------------------------------------------------------

class MemoryConnections final : public core::ConnectionStore
{
public:
    explicit MemoryConnections(Shared &shared)
        : m_shared(shared)
    {
    }

    Outcome<std::monostate> put(const core::ConnectionRow &row) override
    {
        return change([&] { m_shared.state.connections[row.id] = row; });
    }
    Outcome<std::monostate> remove(const QString &id) override
    {
        return change([&] { m_shared.state.connections.erase(id); });
    }
    Outcome<std::monostate> clear() override
    {
        return change([&] { m_shared.state.connections.clear(); });
    }
    QList<core::ConnectionRow> list() override
    {
        QList<core::ConnectionRow> rows;
        for (const auto &[id, row] : m_shared.state.connections)
            rows.append(row);
        return rows;
    }

private:
    template <class Apply>
    Outcome<std::monostate> change(Apply apply)
    {
        return m_shared.change<std::monostate>([&]() -> Outcome<std::monostate> {
            apply();
            return std::monostate();
        });
    }

    Shared &m_shared;
};

class MemoryServer final : public core::ServerStore
{
public:
    explicit MemoryServer(Shared &shared)
        : m_shared(shared)
    {
    }

    core::ServerIdentity identity() override { return m_shared.state.identity; }
    Outcome<std::monostate> setName(const QString &name) override
    {
        return m_shared.change<std::monostate>([&]() -> Outcome<std::monostate> {
            m_shared.state.identity.name = name;
            return std::monostate();
        });
    }
    Outcome<bool> countQuestion(const QString &bot, const QDate &day, qint64 most) override
    {
        return m_shared.change<bool>([&]() -> Outcome<bool> {
            qint64 &asked = m_shared.state.asked[{bot, day}];
            if (asked >= most)
                return false;
            ++asked;
            return true;
        });
    }

private:
    Shared &m_shared;
};

QJsonObject lineOf(const QString &table, QJsonObject object)
{
    object.insert("table"_L1, table);
    return object;
}

QString textOf(const QDateTime &time)
{
    return time.toUTC().toString(Qt::ISODateWithMs);
}

} // namespace

// --- the whole --------------------------------------------------------------------------------------------------

class MemoryStore::Private
{
public:
    Private()
    {
        shared.state.identity = {protocol::makeUlid(), protocol::makeUlid(), {}};
        const QString group = QString(protocol::groupConversation);
        MemoryState::ConversationRow &row = shared.state.conversations[group];
        row.conversation.id = group;
        row.conversation.kind = ConversationKind::Group;
    }

    Shared shared;
    MemoryAccounts accounts{shared};
    MemorySessions sessions{shared};
    MemoryInvites invites{shared};
    MemoryConversations conversations{shared};
    MemoryMessages messages{shared};
    MemoryReceipts receipts{shared};
    MemoryPrefs prefs{shared};
    MemoryAttachments attachments{shared};
    MemoryConnections connections{shared};
    MemoryServer server{shared};
    MemoryReads reads{[this]() -> const MemoryState & { return shared.before ? *shared.before : shared.state; }};
};

MemoryStore::MemoryStore()
    : d(std::make_unique<Private>())
{
}

MemoryStore::~MemoryStore() = default;

void MemoryStore::setCommitsFail(bool fail)
{
    d->shared.commitsFail = fail;
}

void MemoryStore::setOperationsFail(bool fail)
{
    d->shared.operationsFail = fail;
}

void MemoryStore::setLookUpsFail(bool fail)
{
    d->shared.lookUpsFail = fail;
}

void MemoryStore::setReadsLeft(int count)
{
    d->reads.setLeft(count);
}

int MemoryStore::commitCount() const
{
    return d->shared.commits;
}

std::unique_ptr<core::Batch> MemoryStore::begin()
{
    return std::make_unique<MemoryBatch>(d->shared);
}

core::AccountStore &MemoryStore::accounts()
{
    return d->accounts;
}

core::SessionStore &MemoryStore::sessions()
{
    return d->sessions;
}

core::InviteStore &MemoryStore::invites()
{
    return d->invites;
}

core::ConversationStore &MemoryStore::conversations()
{
    return d->conversations;
}

core::MessageStore &MemoryStore::messages()
{
    return d->messages;
}

core::ReceiptStore &MemoryStore::receipts()
{
    return d->receipts;
}

core::PrefStore &MemoryStore::prefs()
{
    return d->prefs;
}

core::AttachmentStore &MemoryStore::attachments()
{
    return d->attachments;
}

core::ConnectionStore &MemoryStore::connections()
{
    return d->connections;
}

core::ServerStore &MemoryStore::server()
{
    return d->server;
}

core::Reads &MemoryStore::reads()
{
    return d->reads;
}

Expected<std::monostate, core::Unavailable> MemoryStore::dump(const std::function<void(const QJsonObject &)> &line)
{
    const MemoryState &state = d->shared.state;
    for (const auto &[key, row] : state.accounts) {
        const core::Account &account = row.account;
        line(lineOf(u"account"_s, {{u"key"_s, key},
                                   {u"username"_s, account.username},
                                   {u"displayName"_s, account.displayName},
                                   {u"ver"_s, account.ver},
                                   {u"role"_s, QString(protocol::nameOf(account.role))},
                                   {u"disabled"_s, account.disabled},
                                   {u"createdAt"_s, textOf(account.createdAt)}}));
    }
    for (const auto &[id, file] : state.files)
        line(lineOf(u"attachment"_s, {{u"id"_s, id},
                                      {u"owner"_s, file.owner},
                                      {u"name"_s, file.attachment.name},
                                      {u"size"_s, file.attachment.size},
                                      {u"mime"_s, file.attachment.mime},
                                      {u"sha256"_s, file.sha256},
                                      {u"whole"_s, file.whole},
                                      {u"since"_s, textOf(file.since)},
                                      {u"conversation"_s, file.conversation},
                                      {u"seq"_s, file.seq},
                                      {u"width"_s, file.attachment.width},
                                      {u"height"_s, file.attachment.height},
                                      {u"thumbnail"_s, file.attachment.thumbnail},
                                      {u"picture"_s, file.picture}}));
    for (const auto &[name, command] : state.commands)
        line(lineOf(u"command"_s, {{u"account"_s, name.first},
                                   {u"id"_s, name.second},
                                   {u"ack"_s, protocol::toJson(command.ack)},
                                   {u"at"_s, textOf(command.at)},
                                   {u"forGood"_s, command.forGood}}));
    for (const auto &[id, row] : state.connections)
        line(lineOf(u"connection"_s, {{u"id"_s, id},
                                      {u"username"_s, row.username},
                                      {u"key"_s, row.key},
                                      {u"plain"_s, row.plain},
                                      {u"since"_s, textOf(row.since)}}));
    for (const auto &[id, row] : state.conversations) {
        const protocol::Conversation &conversation = row.conversation;
        line(lineOf(u"conversation"_s, {{u"id"_s, id},
                                        {u"kind"_s, QString(protocol::nameOf(conversation.kind))},
                                        {u"name"_s, conversation.name},
                                        {u"topic"_s, conversation.topic},
                                        {u"public"_s, conversation.isPublic},
                                        {u"seq"_s, conversation.seq},
                                        {u"rev"_s, conversation.rev},
                                        {u"first"_s, conversation.first}}));
    }
    for (const auto &[id, at] : state.gone)
        line(lineOf(u"gone"_s, {{u"id"_s, id}, {u"at"_s, textOf(at)}}));
    for (const auto &[id, invite] : state.invites)
        line(lineOf(u"invite"_s, {{u"id"_s, id},
                                  {u"usesLeft"_s, invite.usesLeft},
                                  {u"expiresAt"_s, textOf(invite.expiresAt)},
                                  {u"room"_s, invite.room},
                                  {u"createdBy"_s, invite.createdBy},
                                  {u"revoked"_s, invite.revoked}}));
    for (const auto &[id, row] : state.conversations) {
        for (const auto &[key, seq] : row.marks)
            line(lineOf(u"mark"_s, {{u"conversation"_s, id}, {u"key"_s, key}, {u"seq"_s, seq}}));
    }
    for (const auto &[id, row] : state.conversations) {
        for (const auto &[key, member] : row.members)
            line(lineOf(u"member"_s, {{u"conversation"_s, id},
                                      {u"key"_s, key},
                                      {u"role"_s, QString(protocol::nameOf(member.role))},
                                      {u"joined"_s, member.joined}}));
    }
    for (const auto &[id, row] : state.conversations) {
        for (const protocol::Message &message : row.kept())
            line(lineOf(u"message"_s, protocol::toJson(message)));
    }
    for (const auto &[account, prefs] : state.prefs) {
        for (const auto &[key, value] : prefs)
            line(lineOf(u"pref"_s, {{u"account"_s, account}, {u"key"_s, key}, {u"value"_s, value}}));
    }
    for (const auto &[id, row] : state.conversations) {
        for (const auto &[place, reacted] : row.reactions)
            line(lineOf(u"reaction"_s, {{u"conversation"_s, id},
                                        {u"seq"_s, std::get<0>(place)},
                                        {u"key"_s, QString::fromUtf8(std::get<1>(place))},
                                        {u"emoji"_s, QString::fromUtf8(std::get<2>(place))},
                                        {u"username"_s, reacted.username},
                                        {u"rev"_s, reacted.rev}}));
    }
    line(lineOf(u"server"_s,
                {{u"id"_s, state.identity.id}, {u"epoch"_s, state.identity.epoch}, {u"name"_s, state.identity.name}}));
    QList<core::Session> sessions;
    for (const auto &[token, session] : state.sessions)
        sessions.append(session);
    std::stable_sort(sessions.begin(), sessions.end(), [](const core::Session &a, const core::Session &b) {
        return std::tuple(a.key.toUtf8(), a.createdAt, a.expiresAt) <
               std::tuple(b.key.toUtf8(), b.createdAt, b.expiresAt);
    });
    for (const core::Session &session : std::as_const(sessions))
        line(lineOf(u"session"_s, {{u"key"_s, session.key},
                                   {u"username"_s, session.username},
                                   {u"guest"_s, session.guest},
                                   {u"createdAt"_s, textOf(session.createdAt)},
                                   {u"expiresAt"_s, textOf(session.expiresAt)}}));
    return std::monostate{};
}

} // namespace confab::tests
