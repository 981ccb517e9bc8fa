// SPDX-License-Identifier: GPL-3.0-or-later
// Threads: their models, marks of reading and drafts.
#include "chat_client_p.h"

namespace confab::client
{

ConversationModel *ChatClient::openThread(const QString &conversation, qint64 root)
{
    return d->threadWindow(conversation, root)->model();
}

void ChatClient::closeThread(const QString &conversation, qint64 root)
{
    if (ThreadWindow *open = d->threads.take(threadKey(conversation, root)))
        open->deleteLater();
}

void ChatClient::markThreadRead(const QString &conversation, qint64 root, qint64 seq)
{
    const auto *held = d->book.find(conversation);
    if (held && d->threadMarks.advance(conversation, root, std::min(seq, held->stored.object.seq)))
        d->touch(conversation);
}

void ChatClient::setThreadDraft(const QString &conversation, qint64 root, const QString &text)
{
    const QString key = threadKey(conversation, root);
    if (d->drafts.value(key) == text || !signedIn())
        return;
    // One that is gone took its drafts with it.
    if (d->adopted && !text.isEmpty() && !d->book.find(conversation))
        return;
    d->keepDraft(key, text);
}

QString ChatClient::threadDraft(const QString &conversation, qint64 root) const
{
    return d->drafts.value(threadKey(conversation, root));
}

void ChatClient::Private::dropThreadDrafts(const QString &conversation)
{
    const QStringList keys = drafts.keys();
    for (const QString &key : keys) {
        if (isThreadKey(key, conversation))
            keepDraft(key, {});
    }
}

ThreadWindow *ChatClient::Private::threadWindow(const QString &conversation, qint64 root)
{
    ThreadWindow *&open = threads[threadKey(conversation, root)];
    if (!open) {
        open = new ThreadWindow(conversation, root, sources());
        if (adopted)
            open->begin();
    }
    return open;
}

QList<ThreadWindow *> ChatClient::Private::threadsOf(const QString &conversation) const
{
    QList<ThreadWindow *> result;
    for (ThreadWindow *open : threads) {
        if (open->conversation() == conversation)
            result.append(open);
    }
    return result;
}

ConversationWindow::Sources ChatClient::Private::sources()
{
    return {session, *cache, book, history, outbox.outbox(), rows, threadMarks, answers};
}

void ChatClient::Private::touch(const QString &conversation)
{
    if (ConversationWindow *open = windows.value(conversation))
        open->touch();
    for (ThreadWindow *thread : threadsOf(conversation))
        thread->touch();
}

void ChatClient::Private::touchAll()
{
    for (ConversationWindow *open : std::as_const(windows))
        open->touch();
    for (ThreadWindow *open : std::as_const(threads))
        open->touch();
}

void ChatClient::Private::markRead(const QString &conversation, qint64 seq)
{
    const auto write = book.readByMe(conversation, seq);
    if (!write)
        return;
    keep(write);
    reads.mark(conversation, write->conversation.you.read);
}

} // namespace confab::client
