// SPDX-License-Identifier: GPL-3.0-or-later
#include "attachment_store.h"

#include <confab/protocol/defence.h>

namespace confab::store
{

using core::Guard;
using core::GuardFailed;
using core::Outcome;
using core::StoredFile;

SqliteAttachmentStore::SqliteAttachmentStore(Context &context)
    : m_context(context)
{
}

Outcome<StoredFile> SqliteAttachmentStore::attach(const core::AttachOp &op)
{
    return m_context.writer.changeOnceGuarded<StoredFile>([&]() -> Outcome<StoredFile> {
        AttachmentTable &files = m_context.attachments;
        if (const auto begun = files.like(op.file))
            return *begun;
        const qint64 size = op.file.attachment.size;
        if (files.bytesOf(op.file.owner) + size > op.mostOfOne && inForce("file-quota"))
            return GuardFailed{Guard::OverQuota};
        if (files.unsentOf(op.file.owner) >= op.mostUnsent && inForce("files-unsent"))
            return GuardFailed{Guard::OverQuota};
        if (files.bytesOfAll() + size > op.mostOfAll && inForce("file-quota"))
            return GuardFailed{Guard::StorageFull};
        files.insert(op.file);
        return op.file;
    });
}

std::optional<StoredFile> SqliteAttachmentStore::find(const QString &id)
{
    return m_context.read(std::optional<StoredFile>(), [&] { return m_context.attachments.find(id); });
}

Outcome<StoredFile> SqliteAttachmentStore::setWhole(const QString &id)
{
    return m_context.writer.change<StoredFile>([&]() -> Outcome<StoredFile> {
        auto file = m_context.attachments.find(id);
        if (!file)
            return GuardFailed{Guard::NoAttachment};
        m_context.attachments.setWhole(id);
        file->whole = true;
        return *file;
    });
}

Outcome<StoredFile> SqliteAttachmentStore::setPicture(const core::PictureOp &op)
{
    return m_context.writer.change<StoredFile>([&]() -> Outcome<StoredFile> {
        if (!m_context.attachments.find(op.id))
            return GuardFailed{Guard::NoAttachment};
        m_context.attachments.setPicture(op);
        return *m_context.attachments.find(op.id);
    });
}

Outcome<std::monostate> SqliteAttachmentStore::discard(const QString &id)
{
    return m_context.writer.change<std::monostate>([&]() -> Outcome<std::monostate> {
        m_context.attachments.remove(id);
        return std::monostate();
    });
}

Outcome<QList<core::AttachmentStore::Unwanted>> SqliteAttachmentStore::takeUnwanted(const QDateTime &before,
                                                                                    qsizetype most)
{
    return m_context.writer.change<QList<Unwanted>>([&]() -> Outcome<QList<Unwanted>> {
        m_context.attachments.removeInNone(before);
        return m_context.attachments.unwanted(most);
    });
}

Outcome<std::monostate> SqliteAttachmentStore::forgetUnwanted(const QStringList &ids)
{
    return m_context.writer.change<std::monostate>([&]() -> Outcome<std::monostate> {
        for (const QString &id : ids)
            m_context.attachments.forgetUnwanted(id);
        return std::monostate();
    });
}

} // namespace confab::store
