// SPDX-License-Identifier: GPL-3.0-or-later
#include "file_desk.h"

#include <confab/protocol/defence.h>
#include <confab/protocol/file_chunk.h>
#include <confab/protocol/names.h>

#include <QCryptographicHash>

#include <algorithm>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::ErrorCode;

namespace
{

constexpr qsizetype attachmentIdBytes = protocol::limits::attachmentIdChars / 2;
constexpr qint64 inNoMessageSeconds = 24 * 60 * 60;
constexpr qsizetype unwantedAtOnce = 200;

bool isHash(const QString &text)
{
    return text.size() == 64 && std::all_of(text.cbegin(), text.cend(), [](QChar character) {
               return (character >= u'0' && character <= u'9') || (character >= u'a' && character <= u'f');
           });
}

// As in `image/png`. What it says is believed by nobody.
bool isKind(const QString &mime)
{
    return mime.count(u'/') == 1 && std::all_of(mime.cbegin(), mime.cend(), [](QChar character) {
               return character.unicode() > 0x20 && character.unicode() < 0x7f;
           });
}

} // namespace

FileDesk::FileDesk(Core &core)
    : m_core(core)
{
    if (FileKeeper *files = m_core.ports.files)
        files->whenMoved(
            m_core.whileAlive<const QString &, const QString &, qint64>(
                [this](const QString &connection, const QString &attachment, qint64 offset) {
                    moved(connection, attachment, offset);
                }),
            m_core.whileAlive<const FileKeeper::Ended &>([this](const FileKeeper::Ended &one) { ended(one); }));
}

// --- coming -----------------------------------------------------------------------------------------------------

bool FileDesk::isGood(Turn &turn, const Reply &reply, const protocol::Attach &command) const
{
    const auto refuse = [&](ErrorCode code, const QString &message, const QString &field) {
        turn.always([reply, code, message, field] { reply.error(code, message, field); });
        return false;
    };
    if (!m_core.takesFiles())
        return refuse(ErrorCode::UnknownType, u"no files are taken here"_s, {});
    if (!protocol::isFileName(command.name) && inForce("file-names"))
        return refuse(ErrorCode::BadField, u"not a name that can be shown"_s, u"name"_s);
    if (!isKind(command.mime))
        return refuse(ErrorCode::BadField, u"not a kind of file"_s, u"mime"_s);
    if (!isHash(command.sha256))
        return refuse(ErrorCode::BadField, u"not a SHA-256 in hex"_s, u"sha256"_s);
    if (command.size < 1)
        return refuse(ErrorCode::BadField, u"there is nothing in it"_s, u"size"_s);
    if (command.size > m_core.settings.limits.fileBytes && inForce("file-size"))
        return refuse(ErrorCode::TooLarge, u"larger than one file may be"_s, u"size"_s);
    return true;
}

void FileDesk::handle(Turn &turn, Connection &connection, const protocol::Attach &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!isGood(turn, reply, command) || !m_core.mayWrite(connection, turn, reply))
        return;
    AttachOp op;
    op.file.attachment = {.id = QString::fromLatin1(m_core.ports.random.bytes(attachmentIdBytes).toHex()),
                          .name = command.name,
                          .size = command.size,
                          .mime = command.mime,
                          .width = 0,
                          .height = 0,
                          .thumbnail = {}};
    op.file.owner = connection.key;
    op.file.sha256 = command.sha256;
    op.file.since = m_core.ports.clock.now();
    op.mostOfOne = m_core.settings.limits.fileBytesOfOne;
    op.mostOfAll = m_core.settings.limits.fileBytesOfAll;
    settle(turn, reply, turn.store().attachments().attach(op),
           [this, reply, key = connection.key, id = op.file.attachment.id](const StoredFile &file) {
               if (m_core.ports.depot)
                   expectElsewhere(reply, file, file.attachment.id != id);
               else
                   expect(reply, key, file);
           });
}

void FileDesk::expect(const Reply &reply, const QString &key, const StoredFile &file)
{
    const QString &id = file.attachment.id;
    const auto tell = [reply, id](qint64 offset) {
        reply.event(protocol::Upload{.id = reply.id(), .attachment = id, .via = u"socket"_s, .offset = offset});
    };
    // It is here, and only the word of it was lost.
    if (file.whole)
        return tell(file.attachment.size);
    m_core.ports.files->expect(
        {.connection = reply.connection(), .attachment = id, .size = file.attachment.size, .sha256 = file.sha256},
        m_core.whileAlive<qint64>([this, reply, key, id, tell](qint64 offset) {
            if (!m_core.connections.find(reply.connection(), key))
                return;
            if (offset < 0)
                return reply.busy();
            m_coming.insert(id, reply);
            m_core.ports.courier.takeFile(reply.connection(), id);
            tell(offset);
        }));
}

void FileDesk::expectElsewhere(const Reply &reply, const StoredFile &file, bool again)
{
    FileDepot &depot = *m_core.ports.depot;
    if (file.whole)
        return arrived(reply, file, FileDepot::Arrival::Whole);
    if (again) {
        depot.take(file, m_core.whileAlive<FileDepot::Arrival>(
                             [this, reply, file](FileDepot::Arrival arrival) { arrived(reply, file, arrival); }));
        return;
    }
    depot.form(
        file, m_core.whileAlive<const std::optional<FileDepot::Form> &>(
                  [reply, id = file.attachment.id](const std::optional<FileDepot::Form> &form) {
                      if (!form)
                          return reply.unavailable();
                      reply.event(protocol::Upload{
                          .id = reply.id(), .attachment = id, .via = u"url"_s, .url = form->url, .form = form->fields});
                  }));
}

void FileDesk::arrived(const Reply &reply, const StoredFile &file, FileDepot::Arrival arrival)
{
    const QString &id = file.attachment.id;
    const auto tell = [reply](const StoredFile &whole) {
        reply.event(protocol::Upload{
            .id = reply.id(), .attachment = whole.attachment.id, .via = u"url"_s, .offset = whole.attachment.size});
    };
    switch (arrival) {
    case FileDepot::Arrival::Missing:
        return expectElsewhere(reply, file, false);
    case FileDepot::Arrival::Whole:
        if (file.whole)
            return tell(file);
        return m_core.turns.run(
            [reply, id, tell](Turn &turn) { settle(turn, reply, turn.store().attachments().setWhole(id), tell); });
    case FileDepot::Arrival::Wrong:
        return refuse(reply, id);
    case FileDepot::Arrival::Unavailable:
        return reply.unavailable();
    }
}

void FileDesk::handle(Turn &turn, Connection &connection, const protocol::Detach &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    const auto file = m_core.ports.store.attachments().find(command.attachment);
    if (!m_core.takesFiles() || !file || file->owner != connection.key || !file->conversation.isEmpty()) {
        turn.always([reply] { reply.error(ErrorCode::NotFound, u"no such file"_s, u"attachment"_s); });
        return;
    }
    // Of the bytes tidy() takes care.
    settle(turn, reply, turn.store().attachments().discard(command.attachment),
           [this, reply, id = command.attachment](std::monostate) {
               m_coming.remove(id);
               if (m_core.ports.files)
                   m_core.ports.files->giveUp(reply.connection(), id);
               reply.ack();
           });
}

void FileDesk::moved(const QString &connection, const QString &attachment, qint64 offset)
{
    const auto reply = m_coming.constFind(attachment);
    if (reply == m_coming.cend() || reply->connection() != connection)
        return;
    protocol::Ack ack;
    ack.attachment = attachment;
    ack.offset = offset;
    reply->ack(ack);
}

void FileDesk::ended(const FileKeeper::Ended &one)
{
    const auto coming = m_coming.constFind(one.attachment);
    if (coming == m_coming.cend())
        return;
    const Reply reply = *coming;
    m_coming.erase(coming);
    if (one.whole)
        return look(reply, one.attachment);
    if (one.unavailable)
        return reply.unavailable();
    refuse(reply, one.attachment);
}

void FileDesk::refuse(const Reply &reply, const QString &id)
{
    m_core.turns.run([reply, id](Turn &turn) {
        settle(turn, reply, turn.store().attachments().discard(id), [reply](std::monostate) {
            reply.error(ErrorCode::BadField, u"what came is not what was announced"_s, u"sha256"_s);
        });
    });
}

void FileDesk::setWhole(Turn &turn, const Reply &reply, const QString &id)
{
    settle(turn, reply, turn.store().attachments().setWhole(id), [reply](const StoredFile &file) {
        protocol::Ack ack;
        ack.attachment = file.attachment.id;
        ack.offset = file.attachment.size;
        reply.ack(ack);
    });
}

void FileDesk::look(const Reply &reply, const QString &id)
{
    const auto file = m_core.ports.store.attachments().find(id);
    if (!m_core.ports.pictures || !file) {
        m_core.turns.run([this, reply, id](Turn &turn) { setWhole(turn, reply, id); });
        return;
    }
    m_core.ports.pictures->look(
        file->sha256, m_core.whileAlive<const Pictures::Picture &>([this, reply, id](const Pictures::Picture &picture) {
            if (!picture.thumbnail.isEmpty())
                return keepThumbnail(reply, id, picture);
            m_core.turns.run([this, reply, id, picture](Turn &turn) {
                // Nothing is said of it where that cannot be kept.
                if (picture.width > 0)
                    static_cast<void>(turn.store().attachments().setPicture(
                        {.id = id, .width = picture.width, .height = picture.height, .thumbnail = {}}));
                setWhole(turn, reply, id);
            });
        }));
}

void FileDesk::keepThumbnail(const Reply &reply, const QString &id, const Pictures::Picture &picture)
{
    StoredFile thumbnail;
    thumbnail.attachment.id = QString::fromLatin1(m_core.ports.random.bytes(attachmentIdBytes).toHex());
    thumbnail.attachment.size = picture.thumbnail.size();
    thumbnail.attachment.mime = picture.mime;
    thumbnail.sha256 =
        QString::fromLatin1(QCryptographicHash::hash(picture.thumbnail, QCryptographicHash::Sha256).toHex());
    thumbnail.since = m_core.ports.clock.now();
    const PictureOp op{.id = id, .width = picture.width, .height = picture.height, .thumbnail = thumbnail};
    // First its row, then its bytes: those that no row refers to would be kept for ever. A picture of which both are
    // not there is no whole file yet.
    m_core.turns.run([this, reply, op, bytes = picture.thumbnail](Turn &turn) {
        settle(turn, reply, turn.store().attachments().setPicture(op), [this, reply, op, bytes](const StoredFile &) {
            m_core.ports.files->keep(op.thumbnail->sha256, bytes, m_core.whileAlive<bool>([this, reply, op](bool kept) {
                m_core.turns.run([this, reply, op, kept](Turn &later) {
                    if (!kept)
                        static_cast<void>(later.store().attachments().setPicture(
                            {.id = op.id, .width = op.width, .height = op.height, .thumbnail = {}}));
                    setWhole(later, reply, op.id);
                });
            }));
        });
    });
}

void FileDesk::left(const QString &connection)
{
    if (m_core.ports.files)
        m_core.ports.files->left(connection);
    m_coming.removeIf([&connection](const auto &entry) { return entry.value().connection() == connection; });
}

// --- going ------------------------------------------------------------------------------------------------------

void FileDesk::handle(Turn &turn, Connection &connection, const protocol::Fetch &command)
{
    const Reply reply = m_core.reply(connection, command.id);
    if (!m_core.takesFiles() || !protocol::isAttachmentId(command.attachment)) {
        turn.always([reply] { reply.error(ErrorCode::NotFound, u"no such file"_s, u"attachment"_s); });
        return;
    }
    using Result = Expected<StoredFile, ReadProblem>;
    m_core.readBeside<Result>(
        turn, reply, connection.key,
        [viewer = connection.key, command](Reads &reads) {
            return reads.file(command.conversation, viewer, command.seq, command.attachment);
        },
        [this, reply, viewer = connection.key, command](const Result &file) {
            if (!file && file.error() == ReadProblem::Unavailable)
                return reply.unavailable();
            // Asked once more: somebody may have been removed since it was read.
            if (!file || !m_core.membership.mayRead(viewer, command.conversation))
                return reply.error(ErrorCode::NotFound, u"no such file"_s, u"attachment"_s);
            const qint64 size = file->attachment.size;
            if (command.offset > size)
                return reply.error(ErrorCode::BadField, u"behind the end of the file"_s, u"offset"_s);
            protocol::Download download{.id = reply.id(),
                                        .attachment = command.attachment,
                                        .via = u"socket"_s,
                                        .size = size,
                                        .offset = command.offset};
            if (m_core.ports.depot) {
                download.via = u"url"_s;
                download.sha256 = file->sha256;
                m_core.ports.depot->address(*file,
                                            m_core.whileAlive<const QString &>([reply, download](const QString &url) {
                                                if (url.isEmpty())
                                                    return reply.unavailable();
                                                protocol::Download told = download;
                                                told.url = url;
                                                reply.event(told);
                                            }));
                return;
            }
            reply.event(download);
            m_core.ports.courier.sendFile(reply.connection(), {.attachment = command.attachment,
                                                               .sha256 = file->sha256,
                                                               .size = size,
                                                               .offset = command.offset,
                                                               .command = command.id});
        });
}

void FileDesk::handle(Turn &turn, Connection &connection, const protocol::Got &command)
{
    turn.always(
        [this, id = connection.id, command] { m_core.ports.courier.fileGot(id, command.attachment, command.offset); });
}

// --- what nobody wants ------------------------------------------------------------------------------------------

void FileDesk::tidy()
{
    if (!m_core.takesFiles())
        return;
    m_core.turns.run([this](Turn &turn) {
        const auto outcome = turn.store().attachments().takeUnwanted(
            m_core.ports.clock.now().addSecs(-inNoMessageSeconds), unwantedAtOnce);
        if (const auto *problem = std::get_if<Unavailable>(&outcome))
            return logUnavailable(*problem);
        const auto *unwanted = std::get_if<QList<AttachmentStore::Unwanted>>(&outcome);
        if (!unwanted || unwanted->isEmpty())
            return;
        // Once it is certain that nobody refers to them; forgotten when they are gone.
        turn.then(
            [this, all = *unwanted] {
                QList<FileKeeper::Unwanted> files;
                QStringList ids;
                for (const AttachmentStore::Unwanted &one : all) {
                    files.append({one.id, one.sha256});
                    ids.append(one.id);
                }
                if (m_core.ports.depot)
                    m_core.ports.depot->remove(
                        ids, m_core.whileAlive<const QStringList &>([this](const QStringList &gone) { forget(gone); }));
                else
                    m_core.ports.files->remove(files, m_core.whileAlive<>([this, ids] { forget(ids); }));
            },
            {});
    });
}

void FileDesk::forget(const QStringList &unwanted)
{
    m_core.turns.run([unwanted](Turn &turn) {
        const auto forgotten = turn.store().attachments().forgetUnwanted(unwanted);
        if (const auto *problem = std::get_if<Unavailable>(&forgotten))
            logUnavailable(*problem);
    });
}

} // namespace confab::core
