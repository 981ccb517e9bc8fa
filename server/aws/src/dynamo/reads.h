// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "database.h"
#include "rows.h"

#include <confab/core/store.h>

namespace confab::aws
{

// Each read by itself is consistent; several of one operation are not of one moment. So the head is read first, and
// what stands outside of it is left out: it comes with the next read.
class DynamoReads final : public core::Reads
{
public:
    DynamoReads(DynamoClient &client, const DynamoTables &tables)
        : m_database(client, tables)
    {
    }

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
    // Nothing: there is no index.
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
    template <class T, class Operation>
    [[nodiscard]] Result<T> read(Operation &&operation);
    // For a viewer who may see the conversation: `operation` gets a Seen.
    template <class T, class Operation>
    [[nodiscard]] Result<T> readSeen(const QString &conversation, const QString &viewer, Operation &&operation);
    [[nodiscard]] std::optional<Seen> see(const QString &conversation, const QString &viewer);
    [[nodiscard]] std::optional<protocol::Message> messageAt(const protocol::Conversation &conversation, qint64 seq);
    [[nodiscard]] qint64 mentionsOf(const protocol::Conversation &conversation, const QString &viewer, qint64 read);
    [[nodiscard]] core::Page<MemberRow> everyone(const QString &afterKey, qsizetype limit);
    [[nodiscard]] core::Account accountOrGuest(const QString &key, const std::map<ItemKey, Item> &items);

    Database m_database;
};

} // namespace confab::aws
