// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>

#include <memory>

namespace confab::tests
{

// All store ports in memory, with the same semantics as the stores of the programs (it runs their contract tests), and
// with switches that make it fail.
class MemoryStore final : public core::Store
{
public:
    MemoryStore();
    ~MemoryStore() override;

    // From now on each commit fails, and nothing of its batch is kept.
    void setCommitsFail(bool fail);
    // From now on each changing operation is Unavailable, as on a full disk.
    void setOperationsFail(bool fail);
    // From now on sessions, credentials and invites are Unavailable, as where a database cannot be read.
    void setLookUpsFail(bool fail);
    // So many reads beside the core go well from now on, and then none.
    void setReadsLeft(int count);
    // Of batches, successful ones only.
    [[nodiscard]] int commitCount() const;

    [[nodiscard]] std::unique_ptr<core::Batch> begin() override;
    [[nodiscard]] core::AccountStore &accounts() override;
    [[nodiscard]] core::SessionStore &sessions() override;
    [[nodiscard]] core::InviteStore &invites() override;
    [[nodiscard]] core::ConversationStore &conversations() override;
    [[nodiscard]] core::MessageStore &messages() override;
    [[nodiscard]] core::ReceiptStore &receipts() override;
    [[nodiscard]] core::PrefStore &prefs() override;
    [[nodiscard]] core::AttachmentStore &attachments() override;
    [[nodiscard]] core::ConnectionStore &connections() override;
    [[nodiscard]] core::ServerStore &server() override;
    [[nodiscard]] bool searches() const override { return true; }
    [[nodiscard]] Expected<std::monostate, core::Unavailable>
    dump(const std::function<void(const QJsonObject &)> &line) override;

    // Sees what is committed.
    [[nodiscard]] core::Reads &reads();

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace confab::tests
