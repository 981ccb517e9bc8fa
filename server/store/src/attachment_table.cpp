// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachment_table.h"

namespace confab::store
{

namespace
{

constexpr auto attachmentColumns =
    "id, owner, name, size, mime, sha256, whole, since, ifnull(conversation, ''), ifnull(seq, 0), "
    "width, height, thumbnail, ifnull(picture, '')";

core::StoredFile readFile(const Rows &rows)
{
    core::StoredFile file;
    file.attachment.id = rows.text(0);
    file.owner = rows.text(1);
    file.attachment.name = rows.text(2);
    file.attachment.size = rows.integer(3);
    file.attachment.mime = rows.text(4);
    file.sha256 = rows.text(5);
    file.whole = rows.flag(6);
    file.since = rows.time(7);
    file.conversation = rows.text(8);
    file.seq = rows.integer(9);
    file.attachment.width = rows.integer(10);
    file.attachment.height = rows.integer(11);
    file.attachment.thumbnail = rows.text(12);
    file.picture = rows.text(13);
    return file;
}

QString select(const QString &condition)
{
    return u"SELECT %1 FROM attachment WHERE %2"_s.arg(QLatin1StringView(attachmentColumns), condition);
}

} // namespace

AttachmentTable::AttachmentTable(const QSqlDatabase &database)
    : m_find(database, select(u"id = ?"_s))
    , m_like(database, select(u"sha256 = ? AND owner = ? AND size = ? AND name = ? AND mime = ? "
                              "AND conversation IS NULL ORDER BY id LIMIT 1"_s))
    , m_bytesOf(database, u"SELECT total(size) FROM attachment WHERE owner = ?"_s)
    , m_bytesOfAll(database, u"SELECT total(size) FROM attachment WHERE owner > ''"_s) // thumbnails are nobody's
    , m_unsentOf(database, u"SELECT count(*) FROM attachment INDEXED BY attachment_by_message "
                           "WHERE conversation IS NULL AND owner = ?"_s)
    , m_insert(database, u"INSERT INTO attachment (id, owner, name, size, mime, sha256, whole, since) "
                         "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"_s)
    , m_setWhole(database, u"UPDATE attachment SET whole = 1 WHERE id = ?"_s)
    , m_giveTo(database, u"UPDATE attachment SET conversation = ?, seq = ? WHERE id = ? OR picture = ?"_s)
    , m_setPicture(database, u"UPDATE attachment SET width = ?, height = ?, thumbnail = ? WHERE id = ?"_s)
    , m_removeThumbnail(database, u"DELETE FROM attachment WHERE picture = ?"_s)
    , m_insertThumbnail(database,
                        u"INSERT INTO attachment (id, owner, name, size, mime, sha256, whole, since, picture, "
                        "conversation, seq) SELECT ?, '', '', ?, ?, ?, 1, ?, id, conversation, seq FROM attachment "
                        "WHERE id = ?"_s)
    , m_remove(database, u"DELETE FROM attachment WHERE id = ?"_s)
    , m_removeOf(database, u"DELETE FROM attachment WHERE conversation = ? AND seq = ?"_s)
    , m_removeInNone(database, u"DELETE FROM attachment WHERE conversation IS NULL AND picture IS NULL "
                               "AND since < ?"_s) // thumbnails go with their pictures
    , m_unwanted(database, u"SELECT id, CASE WHEN EXISTS (SELECT 1 FROM attachment WHERE "
                           "attachment.sha256 = unwanted.sha256) THEN '' ELSE sha256 END FROM unwanted "
                           "ORDER BY id LIMIT ?"_s)
    , m_forgetUnwanted(database, u"DELETE FROM unwanted WHERE id = ?"_s)
{
}

std::optional<core::StoredFile> AttachmentTable::find(const QString &id)
{
    Rows rows = m_find.rows(id);
    return rows.next() ? std::optional(readFile(rows)) : std::nullopt;
}

std::optional<core::StoredFile> AttachmentTable::like(const core::StoredFile &file)
{
    const protocol::Attachment &attachment = file.attachment;
    Rows rows = m_like.rows(file.sha256, file.owner, attachment.size, attachment.name, attachment.mime);
    return rows.next() ? std::optional(readFile(rows)) : std::nullopt;
}

qint64 AttachmentTable::bytesOf(const QString &owner)
{
    Rows rows = m_bytesOf.rows(owner);
    return rows.next() ? rows.integer(0) : 0;
}

qint64 AttachmentTable::bytesOfAll()
{
    Rows rows = m_bytesOfAll.rows();
    return rows.next() ? rows.integer(0) : 0;
}

qint64 AttachmentTable::unsentOf(const QString &owner)
{
    Rows rows = m_unsentOf.rows(owner);
    return rows.next() ? rows.integer(0) : 0;
}

void AttachmentTable::insert(const core::StoredFile &file)
{
    const protocol::Attachment &attachment = file.attachment;
    m_insert.run(attachment.id, file.owner, attachment.name, attachment.size, attachment.mime, file.sha256, file.whole,
                 file.since);
}

void AttachmentTable::setWhole(const QString &id)
{
    m_setWhole.run(id);
}

void AttachmentTable::setPicture(const core::PictureOp &op)
{
    m_removeThumbnail.run(op.id);
    m_setPicture.run(op.width, op.height, op.thumbnail ? op.thumbnail->attachment.id : QString(), op.id);
    if (!op.thumbnail)
        return;
    const core::StoredFile &file = *op.thumbnail;
    m_insertThumbnail.run(file.attachment.id, file.attachment.size, file.attachment.mime, file.sha256, file.since,
                          op.id);
}

void AttachmentTable::giveTo(const QString &id, const QString &conversation, qint64 seq)
{
    m_giveTo.run(conversation, seq, id, id);
}

void AttachmentTable::remove(const QString &id)
{
    m_remove.run(id);
}

void AttachmentTable::removeOf(const QString &conversation, qint64 seq)
{
    m_removeOf.run(conversation, seq);
}

void AttachmentTable::removeInNone(const QDateTime &before)
{
    m_removeInNone.run(before);
}

QList<core::AttachmentStore::Unwanted> AttachmentTable::unwanted(qsizetype most)
{
    QList<core::AttachmentStore::Unwanted> all;
    Rows rows = m_unwanted.rows(qint64{most});
    while (rows.next())
        all.append({rows.text(0), rows.text(1)});
    return all;
}

void AttachmentTable::forgetUnwanted(const QString &id)
{
    m_forgetUnwanted.run(id);
}

} // namespace confab::store
