// SPDX-License-Identifier: GPL-3.0-or-later
#include "files.h"
#include "stores.h"

#include <confab/core/message_rules.h>
#include <confab/protocol/names.h>

#include <QSet>

#include <algorithm>

namespace confab::aws
{

using core::Guard;
using core::GuardFailed;
using core::Outcome;
using protocol::ConversationKind;
using protocol::Message;

namespace
{

bool isMadeByItsFirst(ConversationKind kind)
{
    return kind == ConversationKind::Direct || kind == ConversationKind::Bot;
}

bool has(const Head &head, qint64 seq)
{
    return seq >= head.conversation.first && seq <= head.conversation.seq;
}

QList<ItemKey> readByAppend(const Layout &keys, const core::AppendOp &op)
{
    QList<ItemKey> wanted{keys.head(op.message.conversation)};
    wanted += commandKeys(keys, op.stamp);
    if (!op.actor.isEmpty() && op.kind != ConversationKind::Group)
        wanted.append(keys.member(op.message.conversation, op.actor));
    if (!op.receiver.isEmpty())
        wanted.append(keys.account(op.receiver));
    if (op.message.thread > 0)
        wanted.append(keys.message(op.message.conversation, op.message.thread));
    for (const protocol::Attachment &attachment : op.message.attachments)
        wanted.append(keys.file(attachment.id));
    return wanted;
}

Head made(Transaction &transaction, const core::AppendOp &op)
{
    Head head;
    head.conversation.id = op.message.conversation;
    head.conversation.kind = op.kind;
    head.conversation.first = 1;
    const QSet<QString> people(op.makeFor.begin(), op.makeFor.end());
    head.conversation.memberCount = people.size();
    for (const QString &key : people) {
        transaction.put(transaction.keys.member(head.conversation.id, key), toItem(Member{.joined = 1}));
        transaction.put(transaction.keys.talk(key, head.conversation.id), toItem(Talk{.member = true}));
    }
    return head;
}

// The author has read what they wrote: it is the newest, so no mark is greater.
void raiseMark(Transaction &transaction, const core::AppendOp &op, const Head &head)
{
    const QString &key = op.stamp.account;
    if (key.isEmpty())
        return;
    const QString &id = head.conversation.id;
    const ItemKey talk = transaction.keys.talk(key, id);
    // Where it is known whether they are a member, it need not be read.
    const bool isMember = key == op.actor || op.makeFor.contains(key);
    Talk now{.member = true, .read = head.conversation.seq};
    if (isGroup(id))
        now.member = false;
    else if (!isMember)
        now.member = talkOf(transaction.get(talk)).member;
    transaction.put(talk, toItem(now));
}

} // namespace

Outcome<core::Appended> DynamoMessages::append(const core::AppendOp &op)
{
    return change<core::Appended>(m_database, [&op](Transaction &transaction) -> Outcome<core::Appended> {
        const Layout &keys = transaction.keys;
        const QString &id = op.message.conversation;
        transaction.load(readByAppend(keys, op));
        if (const auto seen = answered<core::Appended>(transaction, op.stamp))
            return *seen;
        if (op.receiverHasGone || (!op.receiver.isEmpty() && !isEnabled(transaction, op.receiver)))
            return GuardFailed{Guard::UnknownUser};

        core::Appended appended;
        auto head = headIn(transaction, id);
        if (!head) {
            if (!isMadeByItsFirst(op.kind) || transaction.get(keys.head(id)))
                return GuardFailed{Guard::NotFound};
            appended.conversationMade = true;
            head = made(transaction, op);
        } else if (!op.actor.isEmpty() && op.kind != ConversationKind::Group && !memberIn(transaction, id, op.actor)) {
            return GuardFailed{Guard::NotMember};
        }
        if (op.message.replyTo > 0 && !has(*head, op.message.replyTo))
            return GuardFailed{Guard::NoReplyTo};
        QList<core::StoredFile> files;
        for (const protocol::Attachment &attachment : op.message.attachments) {
            const auto file = files::find(transaction, attachment.id);
            if (!file || !file->whole || !file->conversation.isEmpty() || file->owner != op.stamp.account)
                return GuardFailed{Guard::NoAttachment};
            files.append(*file);
        }
        std::optional<Message> root;
        if (op.message.thread > 0) {
            const Item *item =
                has(*head, op.message.thread) ? transaction.get(keys.message(id, op.message.thread)) : nullptr;
            if (!item)
                return GuardFailed{Guard::NoThread};
            root = messageOf(*item, id, op.message.thread);
            if (root->thread > 0)
                return GuardFailed{Guard::NotAThread};
        }

        head->at = head->at.isValid() ? std::max(head->at, op.stamp.now) : op.stamp.now;
        change(*head, head->at);
        ++head->conversation.seq;
        Message &message = appended.message;
        message = op.message;
        message.seq = head->conversation.seq;
        message.rev = head->conversation.rev;
        message.at = head->at;
        message.attachments.clear();
        for (const core::StoredFile &file : std::as_const(files)) {
            files::giveTo(transaction, file, id, message.seq);
            message.attachments.append(file.attachment);
        }
        put(transaction, nullptr, message);
        if (root) {
            const Message before = *root;
            change(*head, head->at);
            core::countReply(*root, message.seq);
            root->rev = head->conversation.rev;
            put(transaction, &before, *root);
            appended.root = root;
        }
        put(transaction, *head);
        raiseMark(transaction, op, *head);
        appended.ack = {
            .id = op.stamp.id, .conversation = id, .seq = message.seq, .rev = message.rev, .at = message.at};
        remember(transaction, op.stamp, appended.ack);
        return appended;
    });
}

// `apply` changes the message by the rules; `store` writes what else there is of a change.
template <class Op, class Apply, class Store>
Outcome<core::Revised> DynamoMessages::revise(const Op &op, const QList<ItemKey> &alsoRead, Apply &&apply,
                                              Store &&store)
{
    return change<core::Revised>(m_database, [&](Transaction &transaction) -> Outcome<core::Revised> {
        const Layout &keys = transaction.keys;
        const core::MessageTarget &target = op.target;
        const QString &id = target.conversation;
        QList<ItemKey> wanted = alsoRead + commandKeys(keys, op.stamp);
        wanted += {keys.head(id), keys.message(id, target.seq)};
        if (!isGroup(id))
            wanted.append(keys.member(id, target.actor));
        transaction.load(wanted);
        if (const auto seen = answered<core::Revised>(transaction, op.stamp))
            return *seen;
        auto head = headIn(transaction, id);
        if (!head)
            return GuardFailed{Guard::NotFound};
        core::Surroundings where{head->conversation.kind, {}};
        if (where.kind != ConversationKind::Group) {
            const auto member = memberIn(transaction, id, target.actor);
            if (!member)
                return GuardFailed{Guard::NotMember};
            where.role = member->role;
        }
        const Item *item = has(*head, target.seq) ? transaction.get(keys.message(id, target.seq)) : nullptr;
        if (!item || item->text("id"_L1) != target.of)
            return GuardFailed{Guard::NoMessage};
        const Message before = messageOf(*item, id, target.seq);

        core::Revised revised;
        revised.message = before;
        const core::Applied applied = apply(transaction, where, revised.message);
        if (const auto *guard = std::get_if<Guard>(&applied))
            return GuardFailed{*guard};
        revised.changed = std::get<bool>(applied);
        if (revised.changed) {
            change(*head, op.stamp.now);
            revised.message.rev = head->conversation.rev;
            put(transaction, *head);
            put(transaction, &before, revised.message);
            store(transaction, before, revised.message);
        }
        revised.ack = {
            .id = op.stamp.id, .conversation = id, .seq = target.seq, .rev = revised.message.rev, .at = std::nullopt};
        remember(transaction, op.stamp, revised.ack);
        return revised;
    });
}

Outcome<core::Revised> DynamoMessages::edit(const core::EditOp &op)
{
    return revise(
        op, {}, [&op](Transaction &, const core::Surroundings &, Message &message) { return core::apply(op, message); },
        [](Transaction &, const Message &, const Message &) {});
}

Outcome<core::Revised> DynamoMessages::remove(const core::RemoveMessageOp &op)
{
    return revise(
        op, {},
        [&op](Transaction &, const core::Surroundings &where, Message &message) {
            return core::apply(op, where, message);
        },
        [](Transaction &transaction, const Message &before, const Message &message) {
            for (const protocol::Attachment &attachment : before.attachments)
                files::remove(transaction, attachment.id);
            // There may be more of them than a transaction holds. Of a deleted message nobody reads them.
            if (before.reactions.isEmpty())
                return;
            transaction.afterwards([&database = transaction.database(), message] {
                const Layout &keys = database.keys;
                const QString prefix = u"rct#"_s + numberText(message.seq) + u'#';
                QList<ItemKey> reactions;
                database.each(rangeOf(keys.history, message.conversation, prefix), [&](const Item &item) {
                    reactions.append(Database::keyOf(keys.history, item));
                    return true;
                });
                database.removeAll(reactions);
            });
        });
}

Outcome<core::Revised> DynamoMessages::react(const core::ReactOp &op)
{
    const core::MessageTarget &target = op.target;
    const ItemKey own = m_database.keys.reaction(target.conversation, target.seq, target.actor, op.emoji);
    return revise(
        op, {own},
        [&](Transaction &transaction, const core::Surroundings &, Message &message) {
            const bool wasOn = transaction.get(own) && !message.deleted;
            // Each of them has changed the message, which was read before and must stay as it is.
            const auto first = [&] {
                const Layout &keys = transaction.keys;
                const QString prefix = u"rct#"_s + numberText(target.seq) + u'#';
                std::map<qint64, QString> byRev;
                transaction.database().each(rangeOf(keys.history, target.conversation, prefix), [&](const Item &item) {
                    const QString sort = Database::keyOf(keys.history, item).sort;
                    if (sort != own.sort && sort.section(u'#', 3) == op.emoji)
                        byRev.emplace(item.number("rev"_L1), item.text("username"_L1));
                    return true;
                });
                QStringList names;
                for (const auto &[rev, username] : byRev) {
                    if (names.size() < protocol::limits::reactionNames)
                        names.append(username);
                }
                return names;
            };
            return core::apply(op, wasOn, first, message);
        },
        [&](Transaction &transaction, const Message &, const Message &message) {
            if (op.on)
                transaction.put(own, Item().setText("username"_L1, op.username).setNumber("rev"_L1, message.rev));
            else
                transaction.remove(own);
        });
}

Outcome<core::Revised> DynamoMessages::pin(const core::PinOp &op)
{
    return revise(
        op, {},
        [&op](Transaction &, const core::Surroundings &where, Message &message) {
            return core::apply(op, where, message);
        },
        [](Transaction &, const Message &, const Message &) {});
}

} // namespace confab::aws
