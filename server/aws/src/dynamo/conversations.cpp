// SPDX-License-Identifier: GPL-3.0-or-later
#include "clearing.h"
#include "stores.h"

#include <algorithm>
#include <variant>

namespace confab::aws
{

using core::Guard;
using core::GuardFailed;
using core::Outcome;
using core::RoomChange;
using protocol::ConversationKind;
using protocol::Role;

namespace
{

// Of people who are put into a new room in its transaction, two items each.
constexpr qsizetype peopleAtOnce = 40;

using Changed = std::variant<bool, Guard>;

std::optional<Guard> failed(Transaction &transaction, const core::RoomGuard &guard, const QString &id)
{
    if (guard.actor.isEmpty() || guard.need == core::RoomGuard::Need::Nothing)
        return std::nullopt;
    const auto member = memberIn(transaction, id, guard.actor);
    if (!member)
        return Guard::NotMember;
    if (guard.need == core::RoomGuard::Need::Ownership && member->role != Role::Owner)
        return Guard::NotAllowed;
    return std::nullopt;
}

void list(Transaction &transaction, const Head &head)
{
    const ItemKey key = transaction.keys.listedRoom(head.conversation.id);
    if (head.conversation.isPublic)
        transaction.put(key, Item());
    else
        transaction.remove(key);
}

// Only its head is left of it now.
void end(Transaction &transaction, const Head &head, const QDateTime &now)
{
    const QString &id = head.conversation.id;
    put(transaction, Head{.conversation = head.conversation, .at = {}, .changedAt = {}, .gone = now});
    if (head.conversation.isPublic)
        transaction.remove(transaction.keys.listedRoom(id));
    clearLater(transaction, id, 0);
}

// Whoever has been there longest. Everything that changes members takes a rev of the head, which is read before.
void makeOwner(Transaction &transaction, const QString &id, const QString &butKey)
{
    const Layout &keys = transaction.keys;
    std::optional<std::pair<QString, Member>> eldest;
    bool owned = false;
    transaction.database().each(rangeOf(keys.history, id, u"mem#"_s), [&](const Item &item) {
        const QString key = Database::keyOf(keys.history, item).sort.sliced(4);
        const Member member = memberOf(item);
        if (key == butKey)
            return true;
        owned = owned || member.role == Role::Owner;
        if (!eldest || member.joined < eldest->second.joined)
            eldest = {key, member};
        return !owned;
    });
    if (owned || !eldest)
        return;
    eldest->second.role = Role::Owner;
    transaction.put(keys.member(id, eldest->first), toItem(eldest->second));
}

} // namespace

std::optional<protocol::Conversation> DynamoConversations::find(const QString &id)
{
    return readOr(std::optional<protocol::Conversation>(), [&]() -> std::optional<protocol::Conversation> {
        const Layout &keys = m_database.keys;
        const ItemKey head = keys.head(id);
        const auto items =
            m_database.get(isGroup(id) ? QList<ItemKey>{head, keys.accountSums()} : QList<ItemKey>{head});
        const auto item = items.find(head);
        if (item == items.end())
            return std::nullopt;
        const Head found = headOf(item->second, id);
        if (!found.isThere())
            return std::nullopt;
        protocol::Conversation conversation = found.conversation;
        if (const auto sums = items.find(keys.accountSums()); sums != items.end())
            conversation.memberCount = sums->second.number("enabled"_L1);
        return conversation;
    });
}

QList<core::RoomMember> DynamoConversations::members(const QString &id)
{
    return readOr(QList<core::RoomMember>(), [&] {
        const Layout &keys = m_database.keys;
        QList<core::RoomMember> members;
        m_database.each(rangeOf(keys.history, id, u"mem#"_s), [&](const Item &item) {
            members.append({Database::keyOf(keys.history, item).sort.sliced(4), memberOf(item).role});
            return true;
        });
        return members;
    });
}

core::Head DynamoConversations::head(const QString &id)
{
    const core::Head none{.seq = 0, .rev = 0, .first = 0};
    return readOr(none, [&] {
        const auto item = m_database.get(m_database.keys.head(id));
        const Head found = item ? headOf(*item, id) : Head();
        if (!item || !found.isThere())
            return none;
        return core::Head{found.conversation.seq, found.conversation.rev, found.conversation.first};
    });
}

Outcome<RoomChange> DynamoConversations::createRoom(const core::CreateRoomOp &op)
{
    QStringList people{op.owner};
    for (const QString &key : op.members) {
        if (!people.contains(key))
            people.append(key);
    }
    const bool many = people.size() > peopleAtOnce;
    return change<RoomChange>(m_database, [&](Transaction &transaction) -> Outcome<RoomChange> {
        const Layout &keys = transaction.keys;
        QList<ItemKey> wanted{keys.head(op.id)};
        wanted += commandKeys(keys, op.stamp);
        for (const QString &key : std::as_const(people))
            wanted.append(keys.account(key));
        transaction.load(wanted);
        if (const auto seen = answered<RoomChange>(transaction, op.stamp))
            return *seen;
        if (transaction.get(keys.head(op.id)))
            return GuardFailed{Guard::AlreadyThere};
        // A member may be disabled at any time, also right after this.
        for (const QString &key : std::as_const(people)) {
            const Item *account = transaction.peek(keys.account(key));
            if (!account || accountOf(*account, key).disabled)
                return GuardFailed{Guard::UnknownUser};
        }
        Head head;
        head.conversation = {.id = op.id,
                             .kind = ConversationKind::Room,
                             .name = op.name,
                             .topic = op.topic,
                             .rev = 1,
                             .seq = 0,
                             .first = 1,
                             .memberCount = people.size(),
                             .receipts = false,
                             .isPublic = op.isPublic};
        head.changedAt = op.stamp.now;
        put(transaction, head);
        if (op.isPublic)
            list(transaction, head);
        // More people than a transaction holds stand there before the room does: without its head nobody sees them.
        QList<std::pair<ItemKey, Item>> before;
        for (const QString &key : std::as_const(people)) {
            const Item member = toItem(Member{.role = key == op.owner ? Role::Owner : Role::Member, .joined = 1});
            const Item talk = toItem(Talk{.member = true});
            if (many) {
                before += {{keys.member(op.id, key), member}, {keys.talk(key, op.id), talk}};
            } else {
                transaction.put(keys.member(op.id, key), member);
                transaction.put(keys.talk(key, op.id), talk);
            }
        }
        transaction.database().putAll(before);
        RoomChange made;
        made.conversation = head.conversation;
        made.ack = {.id = op.stamp.id, .conversation = op.id, .seq = 0, .rev = 1, .at = std::nullopt};
        remember(transaction, op.stamp, made.ack);
        return made;
    });
}

template <ConversationKind kind, class Op, class Apply>
Outcome<RoomChange> DynamoConversations::changeRoom(const Op &op, const QList<ItemKey> &alsoRead, Apply &&apply)
{
    return change<RoomChange>(m_database, [&](Transaction &transaction) -> Outcome<RoomChange> {
        const Layout &keys = transaction.keys;
        QList<ItemKey> wanted = alsoRead + commandKeys(keys, op.stamp);
        wanted.append(keys.head(op.id));
        if (!op.guard.actor.isEmpty())
            wanted.append(keys.member(op.id, op.guard.actor));
        transaction.load(wanted);
        if (const auto seen = answered<RoomChange>(transaction, op.stamp))
            return *seen;
        auto head = headIn(transaction, op.id);
        if (!head || head->conversation.kind != kind)
            return GuardFailed{Guard::NotFound};
        if (const auto guard = failed(transaction, op.guard, op.id))
            return GuardFailed{*guard};
        const Changed changed = apply(transaction, *head);
        if (const Guard *guard = std::get_if<Guard>(&changed))
            return GuardFailed{*guard};
        RoomChange done;
        done.conversation = head->conversation;
        done.changed = std::get<bool>(changed);
        done.ack = {
            .id = op.stamp.id, .conversation = op.id, .seq = 0, .rev = head->conversation.rev, .at = std::nullopt};
        remember(transaction, op.stamp, done.ack);
        return done;
    });
}

Outcome<RoomChange> DynamoConversations::updateRoom(const core::UpdateRoomOp &op)
{
    return changeRoom<ConversationKind::Room>(op, {}, [&op](Transaction &transaction, Head &head) -> Changed {
        const protocol::Conversation before = head.conversation;
        head.conversation.name = op.name.value_or(before.name);
        head.conversation.topic = op.topic.value_or(before.topic);
        head.conversation.isPublic = op.isPublic.value_or(before.isPublic);
        if (head.conversation == before)
            return false;
        if (head.conversation.isPublic != before.isPublic)
            list(transaction, head);
        change(head, op.stamp.now);
        put(transaction, head);
        return true;
    });
}

Outcome<RoomChange> DynamoConversations::addMember(const core::MemberOp &op)
{
    const Layout &keys = m_database.keys;
    return changeRoom<ConversationKind::Room>(op, {keys.member(op.id, op.member), keys.account(op.member)},
                                              [&op](Transaction &transaction, Head &head) -> Changed {
                                                  if (memberIn(transaction, op.id, op.member))
                                                      return false;
                                                  if (op.onlyIfPublic && !head.conversation.isPublic)
                                                      return Guard::NotFound;
                                                  if (!isEnabled(transaction, op.member))
                                                      return Guard::UnknownUser;
                                                  join(transaction, head, op.member, op.stamp.now);
                                                  return true;
                                              });
}

Outcome<RoomChange> DynamoConversations::removeMember(const core::MemberOp &op)
{
    const Layout &keys = m_database.keys;
    return changeRoom<ConversationKind::Room>(op, {keys.member(op.id, op.member)},
                                              [&op](Transaction &transaction, Head &head) -> Changed {
                                                  const auto member = memberIn(transaction, op.id, op.member);
                                                  if (!member)
                                                      return false;
                                                  change(head, op.stamp.now);
                                                  --head.conversation.memberCount;
                                                  transaction.remove(transaction.keys.member(op.id, op.member));
                                                  transaction.remove(transaction.keys.talk(op.member, op.id));
                                                  if (head.conversation.memberCount == 0) {
                                                      end(transaction, head, op.stamp.now);
                                                      return true;
                                                  }
                                                  if (member->role == Role::Owner)
                                                      makeOwner(transaction, op.id, op.member);
                                                  put(transaction, head);
                                                  return true;
                                              });
}

Outcome<RoomChange> DynamoConversations::deleteRoom(const core::UpdateRoomOp &op)
{
    return changeRoom<ConversationKind::Room>(op, {}, [&op](Transaction &transaction, Head &head) -> Changed {
        change(head, op.stamp.now);
        head.conversation.memberCount = 0;
        end(transaction, head, op.stamp.now);
        return true;
    });
}

Outcome<RoomChange> DynamoConversations::forgetMessages(const core::ForgetOp &op)
{
    return changeRoom<ConversationKind::Bot>(op, {}, [&op](Transaction &transaction, Head &head) -> Changed {
        protocol::Conversation &conversation = head.conversation;
        if (conversation.first > conversation.seq)
            return false;
        change(head, op.stamp.now);
        conversation.first = conversation.seq + 1;
        put(transaction, head);
        clearLater(transaction, op.id, conversation.seq);
        return true;
    });
}

std::optional<core::ConversationStore::EndedTalk> DynamoConversations::endTalk(const QString &id, const QString &guest)
{
    using Ended = std::optional<EndedTalk>;
    auto outcome = change<Ended>(m_database, [&](Transaction &transaction) -> Outcome<Ended> {
        const auto head = headIn(transaction, id);
        if (!head || head->conversation.kind != ConversationKind::Direct)
            return Ended();
        EndedTalk ended{id, {}};
        const Layout &keys = transaction.keys;
        transaction.database().each(rangeOf(keys.history, id, u"mem#"_s), [&](const Item &item) {
            const QString key = Database::keyOf(keys.history, item).sort.sliced(4);
            if (key != guest)
                ended.other = key;
            return true;
        });
        // It may begin anew: no head is left that says it is gone.
        transaction.remove(keys.head(id));
        clearLater(transaction, id, 0);
        return Ended(ended);
    });
    if (const auto *unavailable = std::get_if<core::Unavailable>(&outcome))
        throw Failure{unavailable->reason};
    return std::get<Ended>(std::move(outcome));
}

Outcome<QList<core::ConversationStore::EndedTalk>> DynamoConversations::endGuest(const QString &key)
{
    try {
        const Layout &keys = m_database.keys;
        QList<EndedTalk> talks;
        QList<ItemKey> marks;
        const QList<Item> items = m_database.query(rangeOf(keys.state, Layout::person(key), u"conv#"_s));
        for (const Item &item : items) {
            const ItemKey talk = Database::keyOf(keys.state, item);
            marks.append(talk);
            if (!talkOf(&item).member)
                continue;
            if (const auto ended = endTalk(talk.sort.sliced(5), key))
                talks.append(*ended);
        }
        // Last, so that what broke off is found again.
        m_database.removeAll(marks);
        return talks;
    } catch (const Failure &failure) {
        return core::Unavailable{failure.reason};
    }
}

} // namespace confab::aws
