// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/aws/dynamo_store.h>

#include "dump.h"
#include "reads.h"
#include "stores.h"

#include <confab/protocol/names.h>
#include <confab/protocol/ulid.h>

namespace confab::aws
{

using core::Outcome;

namespace
{

class NoBatch final : public core::Batch
{
public:
    [[nodiscard]] Expected<std::monostate, core::Unavailable> commit() override { return std::monostate(); }
};

core::ServerIdentity identityOf(const Item &item)
{
    return {item.text("id"_L1), item.text("epoch"_L1), item.text("name"_L1)};
}

Item itemOf(const core::ServerIdentity &identity)
{
    return Item().setText("id"_L1, identity.id).setText("epoch"_L1, identity.epoch).setText("name"_L1, identity.name);
}

} // namespace

Outcome<core::ServerIdentity> DynamoServer::ensure()
{
    return change<core::ServerIdentity>(m_database, [](Transaction &transaction) -> Outcome<core::ServerIdentity> {
        const Layout &keys = transaction.keys;
        const QString group = QLatin1StringView(protocol::groupConversation);
        transaction.load({keys.server(), keys.head(group)});
        // They stay: neither is a reason to do it again.
        const Item *known = transaction.peek(keys.server());
        const core::ServerIdentity identity =
            known ? identityOf(*known) : core::ServerIdentity{protocol::makeUlid(), protocol::makeUlid(), {}};
        if (!known)
            transaction.put(keys.server(), itemOf(identity));
        if (!transaction.peek(keys.head(group))) {
            Head head;
            head.conversation.id = group;
            head.conversation.kind = protocol::ConversationKind::Group;
            head.conversation.first = 1;
            aws::put(transaction, head);
        }
        return identity;
    });
}

core::ServerIdentity DynamoServer::identity()
{
    return readOr(core::ServerIdentity(), [&] {
        const auto item = m_database.get(m_database.keys.server());
        return item ? identityOf(*item) : core::ServerIdentity();
    });
}

Outcome<Nothing> DynamoServer::setName(const QString &name)
{
    return change<Nothing>(m_database, [&name](Transaction &transaction) -> Outcome<Nothing> {
        const Item *known = transaction.get(transaction.keys.server());
        if (!known)
            return core::Unavailable{u"the server has no identity"_s};
        core::ServerIdentity identity = identityOf(*known);
        identity.name = name;
        transaction.put(transaction.keys.server(), itemOf(identity));
        return Nothing();
    });
}

Outcome<bool> DynamoServer::countQuestion(const QString &bot, const QDate &day, qint64 most)
{
    return change<bool>(m_database, [&](Transaction &transaction) -> Outcome<bool> {
        const ItemKey key = transaction.keys.asked(bot, day);
        const Item *known = transaction.get(key);
        const qint64 before = known ? known->number("questions"_L1) : 0;
        if (before >= most)
            return false;
        // A day more, for clocks that differ.
        transaction.put(
            key,
            Item().setNumber("questions"_L1, before + 1).setLapse(QDateTime(day.addDays(2), QTime(0, 0), Qt::UTC)));
        return true;
    });
}

// --- the whole --------------------------------------------------------------------------------------------------

class DynamoStore::Private
{
public:
    Private(DynamoClient &client, const DynamoTables &tables)
        : database(client, tables)
    {
    }

    Database database;
    DynamoAccounts accounts{database};
    DynamoSessions sessions{database};
    DynamoInvites invites{database};
    DynamoConversations conversations{database};
    DynamoMessages messages{database};
    DynamoReceipts receipts{database};
    DynamoPrefs prefs{database};
    DynamoAttachments attachments{database};
    DynamoConnections connections{database};
    DynamoServer server{database};
};

Expected<std::unique_ptr<DynamoStore>, core::Unavailable> DynamoStore::open(DynamoClient &client,
                                                                            const DynamoTables &tables)
{
    auto d = std::make_unique<Private>(client, tables);
    const auto identity = d->server.ensure();
    if (const auto *unavailable = std::get_if<core::Unavailable>(&identity))
        return Unexpected{*unavailable};
    return std::unique_ptr<DynamoStore>(new DynamoStore(std::move(d)));
}

DynamoStore::DynamoStore(std::unique_ptr<Private> made)
    : d(std::move(made))
{
}

DynamoStore::~DynamoStore() = default;

std::unique_ptr<core::Reads> DynamoStore::openReads(DynamoClient &client, const DynamoTables &tables)
{
    return std::make_unique<DynamoReads>(client, tables);
}

std::unique_ptr<ConnectionIndex> DynamoStore::openConnectionIndex(DynamoClient &client, const DynamoTables &tables)
{
    return std::make_unique<DynamoConnectionIndex>(client, tables);
}

std::unique_ptr<core::SharedCounts> DynamoStore::openCounts(DynamoClient &client, const DynamoTables &tables)
{
    return std::make_unique<DynamoCounts>(client, tables);
}

std::unique_ptr<Notes> DynamoStore::openNotes(DynamoClient &client, const DynamoTables &tables)
{
    return std::make_unique<DynamoNotes>(client, tables);
}

std::unique_ptr<core::Batch> DynamoStore::begin()
{
    return std::make_unique<NoBatch>();
}

core::AccountStore &DynamoStore::accounts()
{
    return d->accounts;
}

core::SessionStore &DynamoStore::sessions()
{
    return d->sessions;
}

core::InviteStore &DynamoStore::invites()
{
    return d->invites;
}

core::ConversationStore &DynamoStore::conversations()
{
    return d->conversations;
}

core::MessageStore &DynamoStore::messages()
{
    return d->messages;
}

core::ReceiptStore &DynamoStore::receipts()
{
    return d->receipts;
}

core::PrefStore &DynamoStore::prefs()
{
    return d->prefs;
}

core::AttachmentStore &DynamoStore::attachments()
{
    return d->attachments;
}

core::ConnectionStore &DynamoStore::connections()
{
    return d->connections;
}

core::ServerStore &DynamoStore::server()
{
    return d->server;
}

Expected<std::monostate, core::Unavailable> DynamoStore::dump(const std::function<void(const QJsonObject &)> &line)
{
    return readAll<std::monostate>([&] {
        dumpAll(d->database, line);
        return std::monostate();
    });
}

} // namespace confab::aws
