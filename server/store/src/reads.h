// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "account_table.h"
#include "attachment_table.h"
#include "connection.h"
#include "conversation_table.h"
#include "history.h"
#include "search.h"

#include <confab/core/store.h>

#include <memory>

namespace confab::store
{

// For the thread that made it.
class SqliteReads final : public core::Reads
{
public:
    SqliteReads(std::unique_ptr<Connection> connection, const QString &folder);

    template <class T>
    using Result = Expected<T, core::ReadProblem>;

    [[nodiscard]] Result<core::HistoryPage> history(const core::HistoryQuery &query) override;
    [[nodiscard]] Result<core::Changes> changesSince(const QString &conversation, const QString &viewer, qint64 rev,
                                                     qsizetype limit, qsizetype bytes) override;
    [[nodiscard]] Result<core::Page<core::Reactor>> reactors(const QString &conversation, const QString &viewer,
                                                             qint64 seq, const QString &emoji, const QString &afterKey,
                                                             qsizetype limit) override;
    [[nodiscard]] Result<core::Page<protocol::Pref>> prefs(const QString &account, const QString &afterKey,
                                                           qsizetype limit, qsizetype bytes) override;
    [[nodiscard]] Result<core::StoredFile> file(const QString &conversation, const QString &viewer, qint64 seq,
                                                const QString &id) override;
    [[nodiscard]] Result<qint64> countSince(const QString &conversation, const QString &viewer, qint64 rev,
                                            qint64 most) override;
    [[nodiscard]] Result<QString> messageId(const QString &conversation, const QString &viewer, qint64 seq) override;
    [[nodiscard]] Result<core::FoundPage> search(const core::SearchQuery &query) override;
    [[nodiscard]] Result<protocol::SyncedConversation> synced(const QString &conversation,
                                                              const QString &viewer) override;
    [[nodiscard]] Result<QStringList> conversationsOf(const QString &viewer, qsizetype most) override;
    [[nodiscard]] Result<core::Page<core::Account>> people(const QString &query, const QString &afterKey,
                                                           qsizetype limit) override;
    [[nodiscard]] Result<core::Page<MemberRow>> members(const QString &conversation, const QString &viewer,
                                                        const QString &afterKey, qsizetype limit) override;
    [[nodiscard]] Result<core::Page<protocol::Conversation>> rooms(const QString &viewer, const QString &query,
                                                                   const QString &afterId, qsizetype limit) override;

private:
    struct Seen {
        protocol::Conversation conversation;
        protocol::Role role = protocol::Role::Member; // the viewer's in it
    };
    // In one read transaction: what `operation` gives, which may throw SqlError.
    template <class T, class Operation>
    [[nodiscard]] Result<T> read(Operation &&operation);
    // The same, for a viewer who may see the conversation: `operation` gets a Seen.
    template <class T, class Operation>
    [[nodiscard]] Result<T> readSeen(const QString &conversation, const QString &viewer, Operation &&operation);
    [[nodiscard]] std::optional<Seen> see(const QString &conversation, const QString &viewer);
    [[nodiscard]] protocol::Role roleOnServer(const QString &key);

    std::unique_ptr<Connection> m_connection;
    AccountTable m_accounts;
    ConversationTable m_conversations;
    History m_history;
    Search m_search;
    ReactionTable m_reactions;
    AttachmentTable m_attachments;
    Statement m_begin;
    Statement m_end;
    Statement m_countSince;
    Statement m_messageId;
    Statement m_mentions;
    Statement m_last;
    Statement m_conversationsOf;
    Statement m_people;
    Statement m_everyone;
    Statement m_members;
    Statement m_prefs;
    Statement m_rooms;
};

} // namespace confab::store
