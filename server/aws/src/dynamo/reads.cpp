// SPDX-License-Identifier: GPL-3.0-or-later
#include "reads.h"

#include "history.h"
#include "steps.h"
#include "stores.h"

#include <confab/protocol/codec.h>
#include <confab/protocol/everybody.h>
#include <confab/protocol/names.h>
#include <confab/protocol/pages.h>

#include <algorithm>
#include <set>

namespace confab::aws
{

using core::ReadProblem;
using protocol::ConversationKind;
using protocol::Role;

namespace
{

constexpr qsizetype rowsAtOnce = 100;

} // namespace

template <class T, class Operation>
DynamoReads::Result<T> DynamoReads::read(Operation &&operation)
{
    try {
        return operation();
    } catch (const Failure &failure) {
        logFailedRead(failure);
        return Unexpected{ReadProblem::Unavailable};
    }
}

template <class T, class Operation>
DynamoReads::Result<T> DynamoReads::readSeen(const QString &conversation, const QString &viewer, Operation &&operation)
{
    return read<T>([&]() -> Result<T> {
        const auto seen = see(conversation, viewer);
        if (!seen)
            return Unexpected{ReadProblem::NotFound};
        return operation(*seen);
    });
}

std::optional<DynamoReads::Seen> DynamoReads::see(const QString &conversation, const QString &viewer)
{
    const Layout &keys = m_database.keys;
    const bool group = isGroup(conversation);
    const ItemKey head = keys.head(conversation);
    const ItemKey viewers = group ? keys.account(viewer) : keys.member(conversation, viewer);
    QList<ItemKey> wanted{head, viewers};
    if (group)
        wanted.append(keys.accountSums());
    const std::map<ItemKey, Item> items = m_database.get(wanted);
    const auto found = items.find(head);
    const auto own = items.find(viewers);
    if (found == items.end())
        return std::nullopt;
    const Head of = headOf(found->second, conversation);
    if (!of.isThere() || (!group && own == items.end()))
        return std::nullopt;
    Seen seen{of.conversation, Role::Guest};
    if (!group) {
        seen.role = memberOf(own->second).role;
        return seen;
    }
    if (own != items.end())
        seen.role = accountOf(own->second, viewer).role;
    const auto sums = items.find(keys.accountSums());
    seen.conversation.memberCount = sums == items.end() ? 0 : sums->second.number("enabled"_L1);
    return seen;
}

std::optional<protocol::Message> DynamoReads::messageAt(const protocol::Conversation &conversation, qint64 seq)
{
    if (seq < conversation.first || seq > conversation.seq)
        return std::nullopt;
    const auto item = m_database.get(m_database.keys.message(conversation.id, seq));
    return item ? std::optional(messageOf(*item, conversation.id, seq)) : std::nullopt;
}

DynamoReads::Result<core::HistoryPage> DynamoReads::history(const core::HistoryQuery &query)
{
    return readSeen<core::HistoryPage>(query.conversation, query.viewer,
                                       [&](const Seen &seen) -> Result<core::HistoryPage> {
                                           auto page = History(m_database, seen.conversation, query.viewer).page(query);
                                           if (!page)
                                               return Unexpected{ReadProblem::NotFound};
                                           return std::move(*page);
                                       });
}

DynamoReads::Result<core::Changes> DynamoReads::changesSince(const QString &conversation, const QString &viewer,
                                                             qint64 rev, qsizetype limit, qsizetype bytes)
{
    return readSeen<core::Changes>(conversation, viewer, [&](const Seen &seen) {
        return History(m_database, seen.conversation, viewer).changes(rev, limit, bytes);
    });
}

DynamoReads::Result<core::Page<core::Reactor>> DynamoReads::reactors(const QString &conversation, const QString &viewer,
                                                                     qint64 seq, const QString &emoji,
                                                                     const QString &afterKey, qsizetype limit)
{
    using Page = core::Page<core::Reactor>;
    return readSeen<Page>(conversation, viewer, [&](const Seen &seen) -> Result<Page> {
        const auto message = messageAt(seen.conversation, seq);
        if (!message)
            return Unexpected{ReadProblem::NotFound};
        Page page;
        if (message->deleted)
            return page;
        const Layout &keys = m_database.keys;
        const QString prefix = u"rct#"_s + numberText(seq) + u'#';
        m_database.each(rangeOf(keys.history, conversation, prefix, afterKey), [&](const Item &item) {
            const QString sort = Database::keyOf(keys.history, item).sort;
            const QString key = sort.section(u'#', 2, 2);
            if (key == afterKey || sort.section(u'#', 3) != emoji)
                return true;
            if (page.rows.size() == limit) {
                page.next = page.rows.constLast().key;
                return false;
            }
            page.rows.append({key, item.text("username"_L1)});
            return true;
        });
        return page;
    });
}

DynamoReads::Result<core::StoredFile> DynamoReads::file(const QString &conversation, const QString &viewer, qint64 seq,
                                                        const QString &id)
{
    return readSeen<core::StoredFile>(conversation, viewer, [&](const Seen &) -> Result<core::StoredFile> {
        const auto item = m_database.get(m_database.keys.file(id));
        const core::StoredFile file = item ? fileOf(*item, id) : core::StoredFile();
        if (!item || !file.whole || file.conversation != conversation || file.seq != seq)
            return Unexpected{ReadProblem::NotFound};
        return file;
    });
}

DynamoReads::Result<core::Page<protocol::Pref>> DynamoReads::prefs(const QString &account, const QString &afterKey,
                                                                   qsizetype limit, qsizetype bytes)
{
    return read<core::Page<protocol::Pref>>([&]() -> Result<core::Page<protocol::Pref>> {
        core::Page<protocol::Pref> page;
        const Layout &keys = m_database.keys;
        Range range = rangeOf(keys.state, Layout::person(account), u"pref#"_s, afterKey);
        range.most = limit + 1;
        m_database.each(range, [&](const Item &item) {
            protocol::Pref pref{Database::keyOf(keys.state, item).sort.sliced(5), item.text("value"_L1)};
            bytes -= protocol::encodedSize(pref) + 1;
            if (!page.rows.isEmpty() && (page.rows.size() == limit || bytes < 0)) {
                page.next = page.rows.constLast().key;
                return false;
            }
            page.rows.append(std::move(pref));
            return true;
        });
        return page;
    });
}

DynamoReads::Result<qint64> DynamoReads::countSince(const QString &conversation, const QString &viewer, qint64 rev,
                                                    qint64 most)
{
    return readSeen<qint64>(conversation, viewer, [&](const Seen &seen) {
        const Layout &keys = m_database.keys;
        qint64 count = 0;
        m_database.each({.table = &keys.history,
                         .partition = conversation,
                         .from = keys.revision({}, rev + 1).sort,
                         .to = keys.revision({}, seen.conversation.rev).sort},
                        [&](const Item &item) {
                            if (item.number("seq"_L1) >= seen.conversation.first)
                                ++count;
                            return count < most;
                        });
        return std::min(count, most);
    });
}

DynamoReads::Result<QString> DynamoReads::messageId(const QString &conversation, const QString &viewer, qint64 seq)
{
    return readSeen<QString>(conversation, viewer, [&](const Seen &seen) {
        const auto message = messageAt(seen.conversation, seq);
        return message ? message->id : QString();
    });
}

DynamoReads::Result<core::FoundPage> DynamoReads::search(const core::SearchQuery &)
{
    return core::FoundPage();
}

qint64 DynamoReads::mentionsOf(const protocol::Conversation &conversation, const QString &viewer, qint64 read)
{
    const qint64 from = std::max(read + 1, conversation.first);
    if (from > conversation.seq)
        return 0;
    const Layout &keys = m_database.keys;
    std::set<QString> seqs; // who is called twice by a message is called once
    for (const QString &key : {viewer, QString(protocol::everybodyMention)}) {
        m_database.each({.table = &keys.history,
                         .partition = conversation.id,
                         .from = keys.mention({}, key, from).sort,
                         .to = keys.mention({}, key, conversation.seq).sort},
                        [&](const Item &item) {
                            seqs.insert(Database::keyOf(keys.history, item).sort.section(u'#', -1));
                            return true;
                        });
    }
    return static_cast<qint64>(seqs.size());
}

DynamoReads::Result<protocol::SyncedConversation> DynamoReads::synced(const QString &conversation,
                                                                      const QString &viewer)
{
    return readSeen<protocol::SyncedConversation>(conversation, viewer, [&](const Seen &seen) {
        protocol::SyncedConversation synced;
        static_cast<protocol::Conversation &>(synced) = seen.conversation;
        synced.you.role = seen.role;
        const Layout &keys = m_database.keys;
        const ItemKey talk = keys.talk(viewer, conversation);
        const ItemKey last = keys.message(conversation, seen.conversation.seq);
        const std::map<ItemKey, Item> items = m_database.get({talk, last});
        const auto own = items.find(talk);
        synced.you.read = own == items.end() ? 0 : talkOf(&own->second).read;
        synced.you.mentions = mentionsOf(seen.conversation, viewer, synced.you.read);
        const auto message = items.find(last);
        if (message != items.end() && seen.conversation.seq >= seen.conversation.first)
            synced.last = protocol::lastLineOf(messageOf(message->second, conversation, seen.conversation.seq));
        return synced;
    });
}

DynamoReads::Result<QStringList> DynamoReads::conversationsOf(const QString &viewer, qsizetype most)
{
    return read<QStringList>([&]() -> Result<QStringList> {
        if (most < 1)
            return QStringList();
        const Layout &keys = m_database.keys;
        QList<ItemKey> heads;
        m_database.each(rangeOf(keys.state, Layout::person(viewer), u"conv#"_s), [&](const Item &item) {
            if (talkOf(&item).member)
                heads.append(keys.head(Database::keyOf(keys.state, item).sort.sliced(5)));
            return true;
        });
        const std::map<ItemKey, Item> items = m_database.get(heads);
        QList<Head> own;
        for (const auto &[key, item] : items) {
            if (Head head = headOf(item, key.partition); head.isThere())
                own.append(std::move(head));
        }
        std::sort(own.begin(), own.end(), [](const Head &a, const Head &b) {
            if (a.changedAt != b.changedAt)
                return a.changedAt > b.changedAt;
            return protocol::keyLess(a.conversation.id, b.conversation.id);
        });
        QStringList ids{QLatin1StringView(protocol::groupConversation)};
        for (const Head &head : std::as_const(own)) {
            if (ids.size() < most)
                ids.append(head.conversation.id);
        }
        return ids;
    });
}

DynamoReads::Result<core::Page<core::Account>> DynamoReads::people(const QString &query, const QString &afterKey,
                                                                   qsizetype limit)
{
    return read<core::Page<core::Account>>([&]() -> Result<core::Page<core::Account>> {
        core::Page<core::Account> page;
        const Layout &keys = m_database.keys;
        const QString wanted = protocol::keyOf(query);
        m_database.each(rangeOf(keys.state, keys.listedAccount({}).partition, {}, afterKey), [&](const Item &item) {
            const core::Account account = accountOf(item, Database::keyOf(keys.state, item).sort);
            if (account.disabled ||
                !(account.key.contains(wanted) || protocol::keyOf(account.displayName).contains(wanted)))
                return true;
            if (page.rows.size() == limit) {
                page.next = page.rows.constLast().key;
                return false;
            }
            page.rows.append(account);
            return true;
        });
        return page;
    });
}

core::Account DynamoReads::accountOrGuest(const QString &key, const std::map<ItemKey, Item> &items)
{
    const Layout &keys = m_database.keys;
    if (const auto found = items.find(keys.account(key)); found != items.end())
        return accountOf(found->second, key);
    // Who has no account is a guest; the spelling of the name is then the session's, while there is one.
    core::Account guest;
    guest.key = key;
    Range sessions = rangeOf(keys.state, Layout::person(key), u"session#"_s);
    sessions.most = 1;
    for (const Item &session : m_database.query(sessions))
        guest.username = session.text("username"_L1);
    if (guest.username.isEmpty())
        guest.username = key;
    guest.displayName = protocol::guestName(guest.username);
    guest.role = Role::Guest;
    return guest;
}

core::Page<core::Reads::MemberRow> DynamoReads::everyone(const QString &afterKey, qsizetype limit)
{
    core::Page<MemberRow> page;
    const Layout &keys = m_database.keys;
    m_database.each(rangeOf(keys.state, keys.listedAccount({}).partition, {}, afterKey), [&](const Item &item) {
        const core::Account account = accountOf(item, Database::keyOf(keys.state, item).sort);
        if (account.disabled)
            return true;
        if (page.rows.size() == limit) {
            page.next = page.rows.constLast().account.key;
            return false;
        }
        page.rows.append({account, account.role, 0});
        return true;
    });
    return page;
}

DynamoReads::Result<core::Page<core::Reads::MemberRow>>
DynamoReads::members(const QString &conversation, const QString &viewer, const QString &afterKey, qsizetype limit)
{
    using Page = core::Page<MemberRow>;
    return readSeen<Page>(conversation, viewer, [&](const Seen &seen) {
        Page page;
        const Layout &keys = m_database.keys;
        QList<ItemKey> wanted;
        if (seen.conversation.kind == ConversationKind::Group) {
            page = everyone(afterKey, limit);
        } else {
            Range range = rangeOf(keys.history, conversation, u"mem#"_s, afterKey);
            range.most = limit + 1;
            m_database.each(range, [&](const Item &item) {
                if (page.rows.size() == limit) {
                    page.next = page.rows.constLast().account.key;
                    return false;
                }
                MemberRow row;
                row.account.key = Database::keyOf(keys.history, item).sort.sliced(4);
                row.role = memberOf(item).role;
                wanted.append(keys.account(row.account.key));
                page.rows.append(row);
                return true;
            });
        }
        for (const MemberRow &row : std::as_const(page.rows))
            wanted.append(keys.talk(row.account.key, conversation));
        const std::map<ItemKey, Item> items = m_database.get(wanted);
        for (MemberRow &row : page.rows) {
            if (seen.conversation.kind != ConversationKind::Group)
                row.account = accountOrGuest(row.account.key, items);
            const auto talk = items.find(keys.talk(row.account.key, conversation));
            row.read = talk == items.end() ? 0 : talkOf(&talk->second).read;
        }
        return page;
    });
}

DynamoReads::Result<core::Page<protocol::Conversation>> DynamoReads::rooms(const QString &viewer, const QString &query,
                                                                           const QString &afterId, qsizetype limit)
{
    using Page = core::Page<protocol::Conversation>;
    return read<Page>([&]() -> Result<Page> {
        Page page;
        const Layout &keys = m_database.keys;
        const QString wanted = protocol::keyOf(query);
        // Their own, of which they have few, and the public ones; both lists are sorted by id.
        std::set<QByteArray> own;
        m_database.each(rangeOf(keys.state, Layout::person(viewer), u"conv#room:"_s), [&](const Item &item) {
            const QString id = Database::keyOf(keys.state, item).sort.sliced(5);
            if (talkOf(&item).member && protocol::keyLess(afterId, id))
                own.insert(id.toUtf8());
            return true;
        });
        QString after = afterId;
        while (true) {
            Range range = rangeOf(keys.state, keys.listedRoom({}).partition, {}, after);
            range.most = rowsAtOnce;
            std::set<QByteArray> some;
            const QList<Item> listed = m_database.query(range);
            for (const Item &item : listed)
                some.insert(Database::keyOf(keys.state, item).sort.toUtf8());
            // Of their own, those that lie among these.
            const bool isLast = listed.size() < rowsAtOnce;
            const auto end = isLast ? own.end() : own.upper_bound(*some.rbegin());
            some.insert(own.begin(), end);
            own.erase(own.begin(), end);
            QList<ItemKey> heads;
            for (const QByteArray &id : some)
                heads.append(keys.head(QString::fromUtf8(id)));
            const std::map<ItemKey, Item> items = m_database.get(heads);
            for (const ItemKey &key : std::as_const(heads)) {
                const auto item = items.find(key);
                if (item == items.end())
                    continue;
                const Head head = headOf(item->second, key.partition);
                if (!head.isThere() || !protocol::keyOf(head.conversation.name).contains(wanted))
                    continue;
                if (page.rows.size() == limit) {
                    page.next = page.rows.isEmpty() ? QString() : page.rows.constLast().id;
                    return page;
                }
                page.rows.append(head.conversation);
            }
            if (isLast)
                return page;
            after = QString::fromUtf8(*some.rbegin());
        }
    });
}

} // namespace confab::aws
