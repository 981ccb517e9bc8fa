// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "memory_state.h"

#include <functional>
#include <optional>

namespace confab::tests
{

class MemoryReads final : public core::Reads
{
public:
    // `committed` gives what a reader sees now.
    explicit MemoryReads(std::function<const MemoryState &()> committed);

    // So many reads go well from now on, and then none.
    void setLeft(int count) { m_left = count; }

    [[nodiscard]] Expected<core::HistoryPage, core::ReadProblem> history(const core::HistoryQuery &query) override;
    [[nodiscard]] Expected<core::Changes, core::ReadProblem> changesSince(const QString &conversation,
                                                                          const QString &viewer, qint64 rev,
                                                                          qsizetype limit, qsizetype bytes) override;
    [[nodiscard]] Expected<core::Page<core::Reactor>, core::ReadProblem>
    reactors(const QString &conversation, const QString &viewer, qint64 seq, const QString &emoji,
             const QString &afterKey, qsizetype limit) override;
    [[nodiscard]] Expected<core::StoredFile, core::ReadProblem> file(const QString &conversation, const QString &viewer,
                                                                     qint64 seq, const QString &id) override;
    [[nodiscard]] Expected<core::Page<protocol::Pref>, core::ReadProblem>
    prefs(const QString &account, const QString &afterKey, qsizetype limit, qsizetype bytes) override;
    [[nodiscard]] Expected<qint64, core::ReadProblem> countSince(const QString &conversation, const QString &viewer,
                                                                 qint64 rev, qint64 most) override;
    [[nodiscard]] Expected<QString, core::ReadProblem> messageId(const QString &conversation, const QString &viewer,
                                                                 qint64 seq) override;
    [[nodiscard]] Expected<core::FoundPage, core::ReadProblem> search(const core::SearchQuery &query) override;
    [[nodiscard]] Expected<protocol::SyncedConversation, core::ReadProblem> synced(const QString &conversation,
                                                                                   const QString &viewer) override;
    [[nodiscard]] Expected<QStringList, core::ReadProblem> conversationsOf(const QString &viewer,
                                                                           qsizetype most) override;
    [[nodiscard]] Expected<core::Page<core::Account>, core::ReadProblem>
    people(const QString &query, const QString &afterKey, qsizetype limit) override;
    [[nodiscard]] Expected<core::Page<MemberRow>, core::ReadProblem>
    members(const QString &conversation, const QString &viewer, const QString &afterKey, qsizetype limit) override;
    [[nodiscard]] Expected<core::Page<protocol::Conversation>, core::ReadProblem>
    rooms(const QString &viewer, const QString &query, const QString &afterId, qsizetype limit) override;

private:
    // Nothing: not to be seen by this viewer.
    [[nodiscard]] const MemoryState::ConversationRow *see(const QString &conversation, const QString &viewer) const;

    // One read fewer is left. False: there was none.
    [[nodiscard]] bool take();

    std::function<const MemoryState &()> m_committed;
    std::optional<int> m_left;
};

} // namespace confab::tests
