// SPDX-License-Identifier: GPL-3.0-or-later
// What a person does to messages that have their place.
#include "chat_client_p.h"

namespace confab::client
{

void ChatClient::edit(const QString &conversation, qint64 seq, const QString &text)
{
    if (signedIn())
        d->changes.edit(conversation, seq, text);
}

void ChatClient::remove(const QString &conversation, const QList<qint64> &seqs)
{
    if (!signedIn())
        return;
    for (const qint64 seq : seqs)
        d->changes.remove(conversation, seq);
}

void ChatClient::undoRemove(const QString &conversation, qint64 seq)
{
    d->changes.undoRemove(conversation, seq);
}

void ChatClient::react(const QString &conversation, qint64 seq, const QString &emoji, bool on)
{
    if (signedIn())
        d->changes.react(conversation, seq, emoji, on);
}

void ChatClient::pin(const QString &conversation, qint64 seq, bool on)
{
    if (signedIn())
        d->changes.pin(conversation, seq, on);
}

void ChatClient::resolveConflict(const QString &conversation, qint64 seq, bool keepMine)
{
    d->changes.resolve(conversation, seq, keepMine);
}

std::optional<protocol::Message> ChatClient::Private::heldMessage(const QString &conversation, qint64 seq) const
{
    if (const ConversationWindow *open = windows.value(conversation)) {
        if (auto message = open->message(seq))
            return message;
    }
    for (const ThreadWindow *thread : threadsOf(conversation)) {
        if (auto message = thread->message(seq))
            return message;
    }
    return std::nullopt;
}

void ChatClient::Private::onChangeAcked(const OutboxItem &change)
{
    // The push may have come before the ack, and what changed nothing has none.
    const auto *held = book.find(change.conversation);
    const qint64 cursor = held ? held->cursor.at() : 0;
    QList<protocol::Message> messages;
    if (const auto message = heldMessage(change.conversation, targetOf(change.command)))
        messages.append(*message);
    for (const OutboxItem &item : outbox.reflected(change.conversation, cursor, messages)) {
        cache->removeOutbox(item.id);
        rememberReaction(item);
    }
}

void ChatClient::Private::rememberReaction(const OutboxItem &change)
{
    const auto *react = std::get_if<protocol::React>(&change.command);
    if (!react)
        return;
    const OwnReaction own{react->seq, react->emoji, react->on};
    cache->setReaction(react->conversation, own);
    if (ConversationWindow *open = windows.value(react->conversation))
        open->take(own);
    for (ThreadWindow *thread : threadsOf(react->conversation))
        thread->take(own);
}

} // namespace confab::client
