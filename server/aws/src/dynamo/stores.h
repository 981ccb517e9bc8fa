// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "steps.h"

#include <confab/aws/connection_index.h>
#include <confab/aws/notes.h>
#include <confab/core/shared_counts.h>
#include <confab/core/store.h>

// The parts of the store, each over the same tables; what they keep to stands in confab/core/store.h. Of reads that
// cannot tell a failure, one is logged, and reads as nothing.
namespace confab::aws
{

template <class T, class Operation>
[[nodiscard]] Expected<T, core::Unavailable> readAll(Operation &&operation)
{
    try {
        return operation();
    } catch (const Failure &failure) {
        return Unexpected{core::Unavailable{failure.reason}};
    }
}
void logFailedRead(const Failure &failure);
template <class T, class Operation>
T readOr(T otherwise, Operation &&operation)
{
    try {
        return operation();
    } catch (const Failure &failure) {
        logFailedRead(failure);
        return otherwise;
    }
}

using Nothing = std::monostate;

class DynamoAccounts final : public core::AccountStore
{
public:
    explicit DynamoAccounts(Database &database)
        : m_database(database)
    {
    }
    core::Outcome<SignedUp> signUp(const core::SignUpOp &op) override;
    std::optional<core::Account> find(const QString &key) override;
    Expected<std::optional<core::Credentials>, core::Unavailable> credentials(const QString &key) override;
    core::Outcome<core::Account> setPassword(const QString &key, const QByteArray &hash,
                                             const QByteArray &keepToken) override;
    core::Outcome<core::Account> rehash(const QString &key, const QByteArray &from, const QByteArray &to) override;
    core::Outcome<core::Account> setDisabled(const QString &key, bool disabled) override;
    core::Outcome<core::Account> setRole(const QString &key, protocol::Role role) override;
    core::Outcome<core::Account> setDisplayName(const QString &key, const QString &displayName) override;
    qint64 count() override;
    Expected<core::Page<core::Account>, core::Unavailable> list(const QString &afterKey, qsizetype limit) override;

private:
    template <class Apply>
    core::Outcome<core::Account> update(const QString &key, Apply &&apply);

    Database &m_database;
};

class DynamoSessions final : public core::SessionStore
{
public:
    explicit DynamoSessions(Database &database)
        : m_database(database)
    {
    }
    core::Outcome<Nothing> put(const core::Session &session) override;
    Expected<std::optional<core::Session>, core::Unavailable> find(const QByteArray &tokenHash,
                                                                   const QDateTime &now) override;
    core::Outcome<Nothing> extend(const QByteArray &tokenHash, const QDateTime &expiresAt) override;
    core::Outcome<Nothing> remove(const QByteArray &tokenHash) override;
    core::Outcome<QStringList> removeExpired(const QDateTime &now) override;

    // All of the account's but the one end with this transaction: those that were put before count no longer.
    static void endAll(Transaction &transaction, AccountRow &row, const QByteArray &butToken);

private:
    static void write(Transaction &transaction, const SessionRow &row);
    // With what lists it.
    static void erase(Transaction &transaction, const core::Session &session);

    Database &m_database;
};

class DynamoInvites final : public core::InviteStore
{
public:
    explicit DynamoInvites(Database &database)
        : m_database(database)
    {
    }
    core::Outcome<core::Invite> create(const core::Invite &invite) override;
    Expected<std::optional<core::Invite>, core::Unavailable> find(const QByteArray &codeHash) override;
    Expected<QList<core::Invite>, core::Unavailable> list() override;
    core::Outcome<Nothing> revoke(const QString &id) override;

private:
    Database &m_database;
};

class DynamoConversations final : public core::ConversationStore
{
public:
    explicit DynamoConversations(Database &database)
        : m_database(database)
    {
    }
    std::optional<protocol::Conversation> find(const QString &id) override;
    QList<core::RoomMember> members(const QString &id) override;
    core::Outcome<core::RoomChange> createRoom(const core::CreateRoomOp &op) override;
    core::Outcome<core::RoomChange> updateRoom(const core::UpdateRoomOp &op) override;
    core::Outcome<core::RoomChange> addMember(const core::MemberOp &op) override;
    core::Outcome<core::RoomChange> removeMember(const core::MemberOp &op) override;
    core::Outcome<core::RoomChange> deleteRoom(const core::UpdateRoomOp &op) override;
    core::Outcome<core::RoomChange> forgetMessages(const core::ForgetOp &op) override;
    core::Outcome<QList<EndedTalk>> endGuest(const QString &key) override;
    core::Head head(const QString &id) override;

private:
    // `apply` changes the head, and says whether it did; `memberCount` 0 afterwards: the room goes.
    template <protocol::ConversationKind kind, class Op, class Apply>
    core::Outcome<core::RoomChange> changeRoom(const Op &op, const QList<ItemKey> &alsoRead, Apply &&apply);
    [[nodiscard]] std::optional<EndedTalk> endTalk(const QString &id, const QString &guest);

    Database &m_database;
};

class DynamoMessages final : public core::MessageStore
{
public:
    explicit DynamoMessages(Database &database)
        : m_database(database)
    {
    }
    core::Outcome<core::Appended> append(const core::AppendOp &op) override;
    core::Outcome<core::Revised> edit(const core::EditOp &op) override;
    core::Outcome<core::Revised> remove(const core::RemoveMessageOp &op) override;
    core::Outcome<core::Revised> react(const core::ReactOp &op) override;
    core::Outcome<core::Revised> pin(const core::PinOp &op) override;

private:
    template <class Op, class Apply, class Store>
    core::Outcome<core::Revised> revise(const Op &op, const QList<ItemKey> &alsoRead, Apply &&apply, Store &&store);

    Database &m_database;
};

class DynamoReceipts final : public core::ReceiptStore
{
public:
    explicit DynamoReceipts(Database &database)
        : m_database(database)
    {
    }
    core::Outcome<Mark> markRead(const QString &conversation, const QString &key, qint64 seq) override;
    qint64 mark(const QString &conversation, const QString &key) override;

private:
    Database &m_database;
};

class DynamoPrefs final : public core::PrefStore
{
public:
    explicit DynamoPrefs(Database &database)
        : m_database(database)
    {
    }
    core::Outcome<Nothing> set(const QString &account, const QList<protocol::Pref> &prefs) override;

private:
    Database &m_database;
};

class DynamoAttachments final : public core::AttachmentStore
{
public:
    explicit DynamoAttachments(Database &database)
        : m_database(database)
    {
    }
    core::Outcome<core::StoredFile> attach(const core::AttachOp &op) override;
    std::optional<core::StoredFile> find(const QString &id) override;
    core::Outcome<core::StoredFile> setWhole(const QString &id) override;
    core::Outcome<core::StoredFile> setPicture(const core::PictureOp &op) override;
    core::Outcome<Nothing> discard(const QString &id) override;
    core::Outcome<QList<Unwanted>> takeUnwanted(const QDateTime &before, qsizetype most) override;
    core::Outcome<Nothing> forgetUnwanted(const QStringList &ids) override;

private:
    Database &m_database;
};

class DynamoConnections final : public core::ConnectionStore
{
public:
    explicit DynamoConnections(Database &database)
        : m_database(database)
    {
    }
    core::Outcome<Nothing> put(const core::ConnectionRow &row) override;
    core::Outcome<Nothing> remove(const QString &id) override;
    // By the index byShard, which lags a moment behind.
    core::Outcome<Nothing> clear() override;
    QList<core::ConnectionRow> list() override;

private:
    // In the row that says which connections are somebody's; nobody has none. These throw Failure.
    void enter(const core::ConnectionRow &row);
    void leave(const QString &person, const QString &id);
    template <class Change>
    void changeHere(const QString &person, Change &&apply);

    Database &m_database;
};

class DynamoConnectionIndex final : public ConnectionIndex
{
public:
    DynamoConnectionIndex(DynamoClient &client, const DynamoTables &tables)
        : m_database(client, tables)
    {
    }
    Expected<std::optional<core::ConnectionRow>, core::Unavailable> find(const QString &id) override;
    Expected<QList<core::ConnectionRow>, core::Unavailable> ofUsers(const QStringList &keys, As as) override;
    Expected<core::Page<core::ConnectionRow>, core::Unavailable> everybody(const QString &after) override;

private:
    Database m_database;
};

// In items that no transaction touches: each operation is an update or two of one of them.
class DynamoCounts final : public core::SharedCounts
{
public:
    DynamoCounts(DynamoClient &client, const DynamoTables &tables)
        : m_database(client, tables)
    {
    }
    Expected<qint64, core::Unavailable> take(const QString &name, const Rate &rate, const QDateTime &now) override;
    Expected<QList<Tries>, core::Unavailable> tries(const QStringList &names, const QDateTime &since) override;
    Expected<qint64, core::Unavailable> addTry(const QString &name, const QDateTime &now,
                                               const QDateTime &since) override;
    Expected<Nothing, core::Unavailable> takeBackTry(const QString &name) override;
    Expected<Nothing, core::Unavailable> forgetTries(const QString &name) override;

private:
    Database m_database;
};

class DynamoNotes final : public Notes
{
public:
    DynamoNotes(DynamoClient &client, const DynamoTables &tables)
        : m_database(client, tables)
    {
    }
    Expected<QByteArray, core::Unavailable> find(const QString &name) override;
    Expected<Nothing, core::Unavailable> put(const QString &name, const QByteArray &bytes,
                                             const QDateTime &lapses) override;
    Expected<Nothing, core::Unavailable> remove(const QString &name) override;

private:
    Database m_database;
};

class DynamoServer final : public core::ServerStore
{
public:
    explicit DynamoServer(Database &database)
        : m_database(database)
    {
    }
    core::ServerIdentity identity() override;
    core::Outcome<Nothing> setName(const QString &name) override;
    core::Outcome<bool> countQuestion(const QString &bot, const QDate &day, qint64 most) override;
    // Made where there is none, with `group`.
    [[nodiscard]] core::Outcome<core::ServerIdentity> ensure();

private:
    Database &m_database;
};

} // namespace confab::aws
