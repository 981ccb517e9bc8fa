// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/store/sqlite_store.h>

#include "account_store.h"
#include "attachment_store.h"
#include "checkpointer.h"
#include "connection.h"
#include "connection_store.h"
#include "conversation_store.h"
#include "dump.h"
#include "invite_store.h"
#include "message_store.h"
#include "opening.h"
#include "pref_store.h"
#include "private_folder.h"
#include "reads.h"
#include "receipt_store.h"
#include "replacement.h"
#include "server_store.h"
#include "session_store.h"

#include <QFileInfo>

namespace confab::store
{

class SqliteStore::Private
{
public:
    Private(std::unique_ptr<FolderLock> lock, std::unique_ptr<Connection> opened)
        : m_lock(std::move(lock))
        , connection(std::move(opened))
        , context(connection->database())
        , accounts(context)
        , sessions(context)
        , invites(context)
        , conversations(context)
        , messages(context)
        , receipts(context)
        , prefs(context)
        , attachments(context)
        , connections(context)
        , server(context)
        , dataVersion(connection->database(), u"PRAGMA data_version"_s)
    {
    }

private:
    std::unique_ptr<FolderLock> m_lock; // let go of last

public:
    std::unique_ptr<Connection> connection;
    Context context;
    SqliteAccountStore accounts;
    SqliteSessionStore sessions;
    SqliteInviteStore invites;
    SqliteConversationStore conversations;
    SqliteMessageStore messages;
    SqliteReceiptStore receipts;
    SqlitePrefStore prefs;
    SqliteAttachmentStore attachments;
    SqliteConnectionStore connections;
    SqliteServerStore server;
    Statement dataVersion;
    qint64 seenVersion = 0;
    std::optional<Mended> mended;
    std::function<void()> afterCommit;
    std::unique_ptr<Checkpointer> checkpointer; // ends first

    void carryTheLogOver(const QString &folder)
    {
        (void)firstText(connection->database(), u"PRAGMA wal_autocheckpoint = %1"_s.arg(Checkpointer::pagesAtOnce));
        checkpointer = std::make_unique<Checkpointer>(folder, Checkpointer::Limits());
        context.writer.setAfterCommit([this] {
            checkpointer->committed();
            if (afterCommit)
                afterCommit();
        });
    }
};

SqliteStore::SqliteStore(std::unique_ptr<Private> data)
    : d(std::move(data))
{
}

SqliteStore::~SqliteStore() = default;

bool SqliteStore::isIn(const QString &folder)
{
    return QFileInfo(databasePath(folder)).isFile() || isReplacementPending(folder);
}

Expected<std::unique_ptr<SqliteStore>, OpenError> SqliteStore::open(const QString &folder, Purpose purpose)
{
    if (const QString reason = makePrivateFolder(folder); !reason.isEmpty())
        return Unexpected{OpenError{OpenError::Kind::Other, folder, reason}};
    Opening opening(folder);
    if (purpose == Purpose::Serve) {
        if (auto problem = opening.prepare())
            return Unexpected{std::move(*problem)};
    }
    auto connection = opening.connect();
    if (!connection)
        return Unexpected{connection.error()};

    auto parts = std::make_unique<Private>(opening.takeLock(), std::move(connection).value());
    parts->mended = opening.mended();
    std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(parts)));
    const auto identity = store->d->server.ensure();
    if (const auto *unavailable = std::get_if<core::Unavailable>(&identity))
        return Unexpected{OpenError{OpenError::Kind::Other, folder, unavailable->reason}};
    try {
        if (purpose == Purpose::Serve)
            store->d->carryTheLogOver(folder);
    } catch (const SqlError &error) {
        return Unexpected{OpenError{OpenError::Kind::Other, folder, error.reason}};
    }
    return store;
}

const std::optional<Mended> &SqliteStore::mended() const
{
    return d->mended;
}

Expected<std::unique_ptr<core::Reads>, OpenError> SqliteStore::openReads(const QString &folder)
{
    auto connection = Connection::open(databasePath(folder), Connection::Mode::ReadOnly);
    if (!connection)
        return Unexpected{connection.error()};
    return std::unique_ptr<core::Reads>(std::make_unique<SqliteReads>(std::move(connection).value(), folder));
}

std::unique_ptr<core::Batch> SqliteStore::begin()
{
    return d->context.writer.begin();
}

core::AccountStore &SqliteStore::accounts()
{
    return d->accounts;
}

core::SessionStore &SqliteStore::sessions()
{
    return d->sessions;
}

core::InviteStore &SqliteStore::invites()
{
    return d->invites;
}

core::ConversationStore &SqliteStore::conversations()
{
    return d->conversations;
}

core::MessageStore &SqliteStore::messages()
{
    return d->messages;
}

core::ReceiptStore &SqliteStore::receipts()
{
    return d->receipts;
}

core::PrefStore &SqliteStore::prefs()
{
    return d->prefs;
}

core::AttachmentStore &SqliteStore::attachments()
{
    return d->attachments;
}

core::ConnectionStore &SqliteStore::connections()
{
    return d->connections;
}

core::ServerStore &SqliteStore::server()
{
    return d->server;
}

bool SqliteStore::searches() const
{
    return true;
}

Expected<std::monostate, core::Unavailable> SqliteStore::dump(const std::function<void(const QJsonObject &)> &line)
{
    // One state of the whole, whatever a server writes meanwhile.
    const bool own = !d->context.writer.inTransaction();
    Statement begin(d->context.database, u"BEGIN"_s);
    Statement end(d->context.database, u"COMMIT"_s);
    std::optional<core::Unavailable> problem;
    try {
        if (own)
            begin.run();
        dumpAll(d->context.database, line);
    } catch (const SqlError &error) {
        problem = core::Unavailable{error.reason};
    }
    try {
        if (own)
            end.run();
    } catch (const SqlError &error) {
        qCDebug(lcStore, "ending the dump: %ls", qUtf16Printable(error.reason));
    }
    if (problem)
        return Unexpected{*problem};
    return std::monostate{};
}

core::Outcome<std::monostate> SqliteStore::forgetCommands(const QDateTime &before)
{
    return d->context.writer.change<std::monostate>([&]() -> core::Outcome<std::monostate> {
        d->context.commands.forget(before);
        return std::monostate();
    });
}

void SqliteStore::whenCommitted(std::function<void()> told)
{
    d->afterCommit = std::move(told);
}

bool SqliteStore::changedElsewhere()
{
    try {
        Rows rows = d->dataVersion.rows();
        if (!rows.next())
            return false;
        const qint64 version = rows.integer(0);
        return std::exchange(d->seenVersion, version) != version;
    } catch (const SqlError &error) {
        qCWarning(lcStore).noquote() << "whether the data was changed by another program is not known:" << error.reason;
        return false;
    }
}

} // namespace confab::store
