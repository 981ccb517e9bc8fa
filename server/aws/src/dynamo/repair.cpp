// SPDX-License-Identifier: GPL-3.0-or-later
#include "steps.h"
#include "stores.h"
#include "upkeep.h"

#include <confab/aws/dynamo_upkeep.h>
#include <confab/protocol/names.h>
#include <confab/protocol/ulid.h>

#include <QHash>
#include <QSet>

#include <algorithm>

namespace confab::aws
{

namespace
{

constexpr qsizetype rowsInPiece = 100;

// Whose it was nobody knows any more; with signs that are drawn for no guest.
QString lostAuthor()
{
    return protocol::guestUsername(u"lost"_s, u"olde"_s);
}

// Calls `work` with so many at a time of what is put into it, and with what is left.
template <class T>
class Pieces
{
public:
    explicit Pieces(std::function<void(const QList<T> &)> work)
        : m_work(std::move(work))
    {
    }
    void add(const T &one)
    {
        m_held.append(one);
        if (m_held.size() == rowsInPiece)
            finish();
    }
    void finish()
    {
        if (const QList<T> held = std::exchange(m_held, {}); !held.isEmpty())
            m_work(held);
    }

private:
    std::function<void(const QList<T> &)> m_work;
    QList<T> m_held;
};

// Nobody else writes meanwhile: nothing is done under a condition.
class Repair
{
public:
    explicit Repair(Database &database)
        : m_database(database)
        , m_keys(database.keys)
    {
    }

    [[nodiscard]] QStringList run()
    {
        listPeople();
        QSet<QString> conversations{QString(protocol::groupConversation), QString(protocol::plainBotConversation)};
        for (const QString &key : std::as_const(m_people))
            conversations += talksOf(key);
        m_database.each(rangeOf(m_keys.state, m_keys.listedRoom({}).partition, {}), [&](const Item &item) {
            conversations.insert(Database::keyOf(m_keys.state, item).sort);
            return true;
        });
        QStringList inOrder(conversations.begin(), conversations.end());
        inOrder.sort();
        for (const QString &id : std::as_const(inOrder))
            mend(id);
        for (const QString &key : std::as_const(m_people)) {
            mendTalks(key);
            mendCommands(key);
        }
        mendSums();
        return m_mended;
    }

private:
    void say(const QString &what) { m_mended.append(what); }
    // Keys of accounts, and of guests who have a session.
    void listPeople();
    void meet(const QString &key);
    [[nodiscard]] QSet<QString> talksOf(const QString &key);
    void mend(const QString &id);
    void mendMessages(Head &head);
    void mendListings(const Head &head);
    void mendMembers(Head &head);
    void mendTalks(const QString &key);
    void mendCommands(const QString &key);
    void mendSums();

    Database &m_database;
    const Layout &m_keys;
    QStringList m_mended;
    QSet<QString> m_people;
    AccountSums m_sums;
    QHash<QString, qint64> m_newest; // seq of the conversations that are there
};

void Repair::listPeople()
{
    QStringList listed;
    m_database.each(rangeOf(m_keys.state, m_keys.listedAccount({}).partition, {}), [&](const Item &item) {
        listed.append(Database::keyOf(m_keys.state, item).sort);
        return true;
    });
    for (const QString &key : std::as_const(listed))
        meet(key);
    m_database.each(rangeOf(m_keys.state, m_keys.expiring(QDateTime(), {}).partition, {}), [&](const Item &item) {
        if (const core::Session session = sessionRowOf(item, {}).session; session.guest)
            m_people.insert(session.key);
        return true;
    });
}

// Somebody who is named somewhere: is listed as what their account says.
void Repair::meet(const QString &key)
{
    if (m_people.contains(key))
        return;
    const auto items = m_database.get({m_keys.account(key), m_keys.listedAccount(key)});
    const auto account = items.find(m_keys.account(key));
    const auto listed = items.find(m_keys.listedAccount(key));
    if (account == items.end()) {
        if (listed != items.end()) {
            say(u"%1 was listed and has no account."_s.arg(key));
            m_database.removeAll({m_keys.listedAccount(key)});
        }
        return;
    }
    m_people.insert(key);
    const core::Account known = accountOf(account->second, key);
    m_sums.count(known, 1);
    if (listed == items.end() || accountOf(listed->second, key) != known) {
        say(u"%1 was not listed as they are."_s.arg(key));
        m_database.put(m_keys.listedAccount(key), listedItem(known));
    }
}

QSet<QString> Repair::talksOf(const QString &key)
{
    QSet<QString> ids;
    m_database.each(rangeOf(m_keys.state, Layout::person(key), u"conv#"_s), [&](const Item &item) {
        ids.insert(Database::keyOf(m_keys.state, item).sort.sliced(5));
        return true;
    });
    return ids;
}

// --- one conversation ---------------------------------------------------------------------------------------------

void Repair::mend(const QString &id)
{
    const auto item = m_database.get(m_keys.head(id));
    if (!item || !headOf(*item, id).isThere())
        return;
    Head head = headOf(*item, id);
    mendMessages(head);
    mendListings(head);
    mendMembers(head);
    m_newest.insert(id, head.conversation.seq);
    const Item mended = toItem(head);
    QJsonObject before = item->wire();
    for (const QString &name : {QString(versionName), m_keys.history.partition, m_keys.history.sort})
        before.remove(name);
    if (mended.wire() != before) {
        say(u"%1: the head said what is not so."_s.arg(id));
        m_database.put(m_keys.head(id), mended);
    }
    const ItemKey listed = m_keys.listedRoom(id);
    if (m_database.get(listed).has_value() != head.conversation.isPublic) {
        say(u"%1: the list of public rooms did not agree."_s.arg(id));
        if (head.conversation.isPublic)
            m_database.put(listed, Item());
        else
            m_database.removeAll({listed});
    }
}

// From the first that is kept to the newest that is there each number has its message, each message a rev of its own
// and what lists it.
void Repair::mendMessages(Head &head)
{
    protocol::Conversation &conversation = head.conversation;
    const QString id = conversation.id;
    QHash<qint64, qint64> revs; // which message each is of
    m_database.each(rangeOf(m_keys.history, id, u"rev#"_s), [&](const Item &item) {
        revs.insert(Database::keyOf(m_keys.history, item).sort.sliced(4).toLongLong(), item.number("seq"_L1));
        return true;
    });
    QList<std::pair<ItemKey, Item>> added;
    qint64 holes = 0;
    qint64 listings = 0;
    qint64 newest = conversation.first - 1;
    QSet<qint64> taken;
    QDateTime at;

    const auto store = [&](protocol::Message message, bool isNew) {
        conversation.rev = std::max(conversation.rev, message.rev);
        if (message.rev <= 0 || taken.contains(message.rev)) {
            message.rev = ++conversation.rev;
            isNew = true;
        }
        taken.insert(message.rev);
        if (isNew)
            added.append({m_keys.message(id, message.seq), toItem(message)});
        if (revs.value(message.rev, 0) != message.seq) {
            ++listings;
            added.append({m_keys.revision(id, message.rev), Item().setNumber("seq"_L1, message.seq)});
            revs.insert(message.rev, message.seq);
        }
    };
    Pieces<protocol::Message> pieces([&](const QList<protocol::Message> &messages) {
        QList<ItemKey> wanted;
        for (const protocol::Message &message : messages)
            wanted += listingsOf(m_keys, message).sliced(1); // behind its rev
        const std::map<ItemKey, Item> found = m_database.get(wanted);
        for (const ItemKey &key : std::as_const(wanted)) {
            if (found.contains(key))
                continue;
            ++listings;
            added.append({key, Item()});
        }
        m_database.putAll(std::exchange(added, {}));
    });
    m_database.each(rangeOf(m_keys.history, id, u"seq#"_s), [&](const Item &item) {
        const qint64 seq = Database::keyOf(m_keys.history, item).sort.sliced(4).toLongLong();
        // What is below goes by itself.
        if (seq < conversation.first)
            return true;
        const protocol::Message message = messageOf(item, id, seq);
        while (++newest < seq) {
            ++holes;
            protocol::Message lost;
            lost.conversation = id;
            lost.seq = newest;
            lost.at = at.isValid() ? at : message.at;
            lost.id = protocol::makeUlid(lost.at);
            lost.author = lostAuthor();
            lost.deleted = true;
            store(lost, true);
        }
        at = message.at;
        store(message, false);
        pieces.add(message);
        return true;
    });
    pieces.finish();
    m_database.putAll(added);

    QList<ItemKey> stale;
    for (auto it = revs.begin(); it != revs.end(); ++it) {
        if (!taken.contains(it.key()))
            stale.append(m_keys.revision(id, it.key()));
    }
    m_database.removeAll(stale);
    if (holes > 0)
        say(u"%1: %2 messages were missing, and are deleted ones now."_s.arg(id).arg(holes));
    if (listings + stale.size() > 0)
        say(u"%1: %2 rows that list messages were missing, %3 were stale."_s.arg(id).arg(listings).arg(stale.size()));
    conversation.seq = newest;
    // The newest there is, not one that was said later and is lost.
    if (at.isValid())
        head.at = at;
}

// Of what lists messages by something else than their rev, nothing lists what is not so.
void Repair::mendListings(const Head &head)
{
    const QString &id = head.conversation.id;
    qint64 stale = 0;
    Pieces<ItemKey> pieces([&](const QList<ItemKey> &listed) {
        const auto messageKey = [&](const ItemKey &key) {
            const bool isLast = key.sort.startsWith("thr#"_L1) || key.sort.startsWith("men#"_L1);
            return m_keys.message(id, key.sort.section(u'#', isLast ? -1 : 1, isLast ? -1 : 1).toLongLong());
        };
        QList<ItemKey> wanted;
        for (const ItemKey &key : listed) {
            if (const ItemKey of = messageKey(key); !wanted.contains(of))
                wanted.append(of);
        }
        const std::map<ItemKey, Item> found = m_database.get(wanted);
        QList<ItemKey> wrong;
        for (const ItemKey &key : listed) {
            const ItemKey of = messageKey(key);
            const auto message = found.find(of);
            const qint64 seq = of.sort.sliced(4).toLongLong();
            if (message == found.end() || !listingsOf(m_keys, messageOf(message->second, id, seq)).contains(key))
                wrong.append(key);
        }
        stale += wrong.size();
        m_database.removeAll(wrong);
    });
    for (const QString &kind : {u"men#"_s, u"thr#"_s, u"pin#"_s, u"file#"_s}) {
        m_database.each(rangeOf(m_keys.history, id, kind), [&](const Item &item) {
            pieces.add(Database::keyOf(m_keys.history, item));
            return true;
        });
    }
    pieces.finish();
    if (stale > 0)
        say(u"%1: %2 rows listed messages that are not so."_s.arg(id).arg(stale));
}

// Whoever is in it has it in their own list, and is counted.
void Repair::mendMembers(Head &head)
{
    const QString &id = head.conversation.id;
    if (isGroup(id))
        return;
    qint64 count = 0;
    Pieces<QString> pieces([&](const QList<QString> &people) {
        QList<ItemKey> wanted;
        for (const QString &key : people)
            wanted.append(m_keys.talk(key, id));
        const std::map<ItemKey, Item> found = m_database.get(wanted);
        for (const QString &key : people) {
            meet(key);
            const auto item = found.find(m_keys.talk(key, id));
            Talk talk = talkOf(item == found.end() ? nullptr : &item->second);
            if (talk.member)
                continue;
            say(u"%1: %2 is in it, and it was not in their list."_s.arg(id, key));
            talk.member = true;
            m_database.put(m_keys.talk(key, id), toItem(talk));
        }
    });
    m_database.each(rangeOf(m_keys.history, id, u"mem#"_s), [&](const Item &item) {
        ++count;
        pieces.add(Database::keyOf(m_keys.history, item).sort.sliced(4));
        return true;
    });
    pieces.finish();
    head.conversation.memberCount = count;
}

// --- one person -----------------------------------------------------------------------------------------------------

void Repair::mendTalks(const QString &key)
{
    for (const QString &id : talksOf(key)) {
        const auto items = m_database.get({m_keys.talk(key, id), m_keys.member(id, key)});
        const auto item = items.find(m_keys.talk(key, id));
        const Talk before = talkOf(item == items.end() ? nullptr : &item->second);
        Talk talk = before;
        talk.read = std::min(talk.read, m_newest.value(id, 0));
        talk.member = items.contains(m_keys.member(id, key)) && m_newest.contains(id);
        if (talk.member == before.member && talk.read == before.read)
            continue;
        say(u"%1: what %2 had of it did not agree."_s.arg(id, key));
        if (talk.member || (isGroup(id) && talk.read > 0))
            m_database.put(m_keys.talk(key, id), toItem(talk));
        else
            m_database.removeAll({m_keys.talk(key, id)});
    }
}

// What was acknowledged and is lost can be said again: who asks again must not hear that it is there.
void Repair::mendCommands(const QString &key)
{
    qint64 lost = 0;
    struct Known {
        ItemKey command;
        ItemKey message;
    };
    Pieces<Known> pieces([&](const QList<Known> &known) {
        QList<ItemKey> wanted;
        for (const Known &one : known) {
            if (!wanted.contains(one.message))
                wanted.append(one.message);
        }
        const std::map<ItemKey, Item> found = m_database.get(wanted);
        QList<ItemKey> gone;
        for (const Known &one : known) {
            const auto message = found.find(one.message);
            if (message == found.end() || u"cmd#"_s + message->second.text("id"_L1) != one.command.sort)
                gone.append(one.command);
        }
        lost += gone.size();
        m_database.removeAll(gone);
    });
    m_database.each(rangeOf(m_keys.state, Layout::person(key), u"cmd#"_s), [&](const Item &item) {
        const protocol::Ack ack = ackOf(item);
        // Those of messages are for good; of what was cleared away since nothing is left to compare.
        if (item.flag("forGood"_L1) && ack.seq > 0 && m_newest.contains(ack.conversation))
            pieces.add({Database::keyOf(m_keys.state, item), m_keys.message(ack.conversation, ack.seq)});
        return true;
    });
    pieces.finish();
    if (lost > 0)
        say(u"%1: %2 commands were answered with what is not there."_s.arg(key).arg(lost));
}

void Repair::mendSums()
{
    const auto item = m_database.get(m_keys.accountSums());
    const AccountSums known = accountSumsOf(item ? &*item : nullptr);
    if (known == m_sums)
        return;
    say(u"The number of accounts was not theirs."_s);
    m_database.put(m_keys.accountSums(), toItem(m_sums));
}

} // namespace

void renewEpoch(Transaction &transaction)
{
    const Item *server = transaction.get(transaction.keys.server());
    if (!server)
        return;
    Item renewed = *server;
    transaction.put(transaction.keys.server(), renewed.setText("epoch"_L1, protocol::makeUlid()));
}

Expected<QStringList, core::Unavailable> repairTables(DynamoClient &client, const DynamoTables &tables)
{
    return readAll<QStringList>([&] {
        Database database(client, tables);
        const auto renewed = [&]() -> core::Outcome<Nothing> {
            if (const auto made = DynamoServer(database).ensure(); std::holds_alternative<core::Unavailable>(made))
                return std::get<core::Unavailable>(made);
            return change<Nothing>(database, [](Transaction &transaction) -> core::Outcome<Nothing> {
                renewEpoch(transaction);
                return Nothing();
            });
        }();
        if (const auto *problem = std::get_if<core::Unavailable>(&renewed))
            throw Failure{problem->reason};
        return Repair(database).run();
    });
}

} // namespace confab::aws
