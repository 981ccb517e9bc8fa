// SPDX-License-Identifier: GPL-3.0-or-later
// Files of messages: sent, fetched, shown.
#include "asking.h"
#include "cache_finding.h"
#include "chat_client_p.h"

#include <confab/protocol/names.h>

#include <QFileInfo>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

const auto fileLimitFact = u"fileBytes"_s;

// Names of their own, "plan (2).pdf": the same bytes under the same name would be one upload to the server.
void makeNamesDiffer(QList<OutboxFile> &files)
{
    QSet<QString> taken;
    for (OutboxFile &file : files) {
        const QString name = file.name;
        const qsizetype dot = name.lastIndexOf(u'.');
        const qsizetype end = dot > 0 ? dot : name.size();
        for (int number = 2; taken.contains(file.name); ++number)
            file.name = name.first(end) + u" (%1)"_s.arg(number) + name.sliced(end);
        if (!protocol::isFileName(file.name))
            file.name = safeFileName(file.name);
        taken.insert(file.name);
    }
}

} // namespace

qint64 ChatClient::fileLimit() const
{
    return protocol::isGuest(d->me.username) ? 0 : d->fileLimit;
}

void ChatClient::Private::takeFileLimit(const protocol::Welcome &told)
{
    const qint64 limit = told.features.contains("files"_L1) ? told.limits.fileBytes : 0;
    if (std::exchange(fileLimit, limit) != limit)
        cache->putFact(fileLimitFact, QString::number(limit));
}

qint64 ChatClient::Private::fileLimitFrom(const QHash<QString, QString> &facts)
{
    return facts.value(fileLimitFact).toLongLong();
}

void ChatClient::sendFiles(const QString &conversation, const QString &caption, const QList<LocalFile> &files,
                           const SendOptions &options)
{
    // A bot reads no files.
    if (files.isEmpty() || fileLimit() == 0 || !signedIn() || protocol::botKeys(conversation))
        return;
    if (files.size() > protocol::limits::attachments) {
        sendFiles(conversation, caption, files.first(protocol::limits::attachments), options);
        return sendFiles(conversation, {}, files.sliced(protocol::limits::attachments), options);
    }
    d->setTyping(conversation, false);
    if (options.thread == 0 || options.alsoRoom)
        showNewest(conversation);
    QList<OutboxFile> sent;
    for (const LocalFile &file : files)
        sent.append({file.path, file.name, file.mime, file.size, 0, {}, file.picture});
    makeNamesDiffer(sent);
    d->transfers.thread().ask<QList<OutboxFile>>(
        [sent]() mutable {
            // What is gone already is 1 ms old: nothing is there that it could be.
            for (OutboxFile &file : sent)
                file.modified = std::max<qint64>(1, modifiedAt(file.path));
            return sent;
        },
        [this, conversation, who = d->me.username,
         command = d->commandFor(conversation, caption, options)](const QList<OutboxFile> &found) {
            if (signedIn() && d->me.username == who)
                d->outbox.put(conversation, command, {}, 0, found);
        });
}

QString ChatClient::newOutgoingFile(const QString &name) const
{
    return d->transfers.newOutgoing(name);
}

void ChatClient::pauseFiles(const QString &messageId, bool paused)
{
    d->transfers.setPaused(messageId, paused);
}

void ChatClient::fetchFile(const QString &conversation, qint64 seq, const QString &attachment)
{
    if (!signedIn())
        return;
    qint64 size = 0;
    if (const auto message = d->heldMessage(conversation, seq)) {
        for (const protocol::Attachment &each : message->attachments) {
            if (each.id == attachment)
                size = each.size;
        }
    }
    d->transfers.fetch(conversation, seq, attachment, size);
}

void ChatClient::pauseFetch(const QString &attachment)
{
    d->transfers.stop(attachment);
}

void ChatClient::wantPicture(const QString &conversation, qint64 seq, const QString &attachment)
{
    // Asked at each painting.
    if (!signedIn() || d->transfers.isPictureKnown(attachment))
        return;
    const auto want = [this, attachment](const protocol::Message &message) {
        for (const protocol::Attachment &each : message.attachments) {
            if (each.id == attachment)
                d->transfers.wantPicture(message.conversation, message.seq, each);
        }
    };
    if (const auto message = d->heldMessage(conversation, seq))
        return want(*message);
    d->cache->message(conversation, seq, [want](const std::optional<protocol::Message> &held) {
        if (held)
            want(*held);
    });
}

// Asked before the messages are written without them.
void ChatClient::Private::dropFilesOf(const QString &conversation, const QList<qint64> &seqs)
{
    if (transfers.isEmpty())
        return;
    cache->read<QStringList>(
        [conversation, seqs](const QSqlDatabase &database) { return attachmentsHeld(database, conversation, seqs); },
        [this](const QStringList &gone) {
            if (!gone.isEmpty())
                transfers.drop(gone);
        });
}

} // namespace confab::client
