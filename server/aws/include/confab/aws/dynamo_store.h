// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/aws/connection_index.h>
#include <confab/aws/dynamo_tables.h>
#include <confab/aws/notes.h>
#include <confab/core/shared_counts.h>
#include <confab/core/store.h>

#include <memory>

namespace confab::aws
{

// All store ports on DynamoDB. A change is written by one TransactWriteItems, under the condition that nothing of what
// it was decided by has changed meanwhile; else it is decided anew, eight times at the most, and then Unavailable. What
// may be more than a transaction holds is cleared away afterwards. A batch does nothing: each change counts at once.
class DynamoStore final : public core::Store
{
public:
    // The client outlives the store. Makes the server's identity and `group` where they are not there. Blocks.
    [[nodiscard]] static Expected<std::unique_ptr<DynamoStore>, core::Unavailable> open(DynamoClient &client,
                                                                                        const DynamoTables &tables);
    ~DynamoStore() override;

    // For one thread at a time, as many as are wanted; the client outlives it.
    [[nodiscard]] static std::unique_ptr<core::Reads> openReads(DynamoClient &client, const DynamoTables &tables);
    // Any thread; the client outlives it.
    [[nodiscard]] static std::unique_ptr<ConnectionIndex> openConnectionIndex(DynamoClient &client,
                                                                              const DynamoTables &tables);

    // Any thread; the client outlives it.
    [[nodiscard]] static std::unique_ptr<core::SharedCounts> openCounts(DynamoClient &client,
                                                                        const DynamoTables &tables);
    [[nodiscard]] static std::unique_ptr<Notes> openNotes(DynamoClient &client, const DynamoTables &tables);

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
    [[nodiscard]] bool searches() const override { return false; }
    // Scans the tables, and holds all of it until it is sorted: for whoever looks after a server.
    [[nodiscard]] Expected<std::monostate, core::Unavailable>
    dump(const std::function<void(const QJsonObject &)> &line) override;

private:
    class Private;
    explicit DynamoStore(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace confab::aws
