// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/store.h>
#include <confab/store/maintenance.h>

#include <memory>

namespace confab::store
{

// The store of the embedded server: one SQLite file, `chat.db`, in a folder of its own. Everything but openReads is
// for the thread that opened it (QtSql's rule); several processes may have one folder open.
class SqliteStore final : public core::Store
{
public:
    enum class Purpose {
        Serve, // the one server of this folder: takes the folder's lock and checks the file
        Tool,  // a command beside it, for a moment
    };

    // Whether there is data of this store in the folder. Changes nothing.
    [[nodiscard]] static bool isIn(const QString &folder);
    // Makes the folder (0700) and the file (0600) where they are missing, and brings the schema up to date, behind a
    // copy in DIR/backups. Serve reads the file for damage first, and mends it: see mended().
    [[nodiscard]] static Expected<std::unique_ptr<SqliteStore>, OpenError> open(const QString &folder, Purpose purpose);
    // A reader for the thread that calls this, for use there only. The folder must have been opened before.
    [[nodiscard]] static Expected<std::unique_ptr<core::Reads>, OpenError> openReads(const QString &folder);

    ~SqliteStore() override;

    // What became of a damaged database when this was opened; nothing: it was in order.
    [[nodiscard]] const std::optional<Mended> &mended() const;

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
    // Of what a SearchIndexer of this folder has come to.
    [[nodiscard]] bool searches() const override;
    [[nodiscard]] Expected<std::monostate, core::Unavailable>
    dump(const std::function<void(const QJsonObject &)> &line) override;

    // Forgets what was answered before this moment to commands that are not remembered for good.
    [[nodiscard]] core::Outcome<std::monostate> forgetCommands(const QDateTime &before);

    // `told` is called after each commit of this store, which was opened to serve, on its thread. It must not use it.
    void whenCommitted(std::function<void()> told);

    // Whether another connection, of a command beside the server, has changed something since this was last asked.
    // Costs no disk access.
    [[nodiscard]] bool changedElsewhere();

private:
    class Private;
    explicit SqliteStore(std::unique_ptr<Private> data);
    std::unique_ptr<Private> d;
};

} // namespace confab::store
