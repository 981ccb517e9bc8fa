// SPDX-License-Identifier: GPL-3.0-or-later
#include "clearing.h"
#include "files.h"
#include "stores.h"

namespace confab::aws
{

using core::Guard;
using core::GuardFailed;
using core::Outcome;
using core::StoredFile;

Outcome<StoredFile> DynamoAttachments::attach(const core::AttachOp &op)
{
    return change<StoredFile>(m_database, [&op](Transaction &transaction) -> Outcome<StoredFile> {
        if (const auto begun = files::like(transaction, op.file))
            return *begun;
        const files::Sums sums = files::sums(transaction, op.file.owner);
        const qint64 size = op.file.attachment.size;
        if (sums.bytesOfOwner + size > op.mostOfOne || sums.unsentOfOwner >= op.mostUnsent)
            return GuardFailed{Guard::OverQuota};
        if (sums.bytes + size > op.mostOfAll)
            return GuardFailed{Guard::StorageFull};
        files::insert(transaction, op.file);
        return op.file;
    });
}

std::optional<StoredFile> DynamoAttachments::find(const QString &id)
{
    return readOr(std::optional<StoredFile>(), [&]() -> std::optional<StoredFile> {
        const auto item = m_database.get(m_database.keys.file(id));
        return item ? std::optional(fileOf(*item, id)) : std::nullopt;
    });
}

Outcome<StoredFile> DynamoAttachments::setWhole(const QString &id)
{
    return change<StoredFile>(m_database, [&id](Transaction &transaction) -> Outcome<StoredFile> {
        auto file = files::find(transaction, id);
        if (!file)
            return GuardFailed{Guard::NoAttachment};
        file->whole = true;
        files::update(transaction, *file);
        return *file;
    });
}

Outcome<StoredFile> DynamoAttachments::setPicture(const core::PictureOp &op)
{
    return change<StoredFile>(m_database, [&op](Transaction &transaction) -> Outcome<StoredFile> {
        auto file = files::find(transaction, op.id);
        if (!file)
            return GuardFailed{Guard::NoAttachment};
        protocol::Attachment &attachment = file->attachment;
        const QString before =
            std::exchange(attachment.thumbnail, op.thumbnail ? op.thumbnail->attachment.id : QString());
        if (!before.isEmpty())
            files::remove(transaction, before);
        attachment.width = op.width;
        attachment.height = op.height;
        files::update(transaction, *file);
        if (op.thumbnail) {
            StoredFile thumbnail;
            thumbnail.attachment.id = op.thumbnail->attachment.id;
            thumbnail.attachment.size = op.thumbnail->attachment.size;
            thumbnail.attachment.mime = op.thumbnail->attachment.mime;
            thumbnail.sha256 = op.thumbnail->sha256;
            thumbnail.since = op.thumbnail->since;
            thumbnail.whole = true;
            thumbnail.picture = op.id;
            thumbnail.conversation = file->conversation;
            thumbnail.seq = file->seq;
            files::insert(transaction, thumbnail);
        }
        return *file;
    });
}

Outcome<Nothing> DynamoAttachments::discard(const QString &id)
{
    return change<Nothing>(m_database, [&id](Transaction &transaction) -> Outcome<Nothing> {
        files::remove(transaction, id);
        return Nothing();
    });
}

Outcome<QList<core::AttachmentStore::Unwanted>> DynamoAttachments::takeUnwanted(const QDateTime &before, qsizetype most)
{
    try {
        const Layout &keys = m_database.keys;
        // Whoever looks after files looks after what was left of conversations, too: it may have files.
        clearAll(m_database);
        QStringList old;
        Range unsent = rangeOf(keys.state, keys.unsent(before, {}).partition, {});
        unsent.to = timeText(before); // the moment itself is not before it: behind it stands an id
        m_database.each(unsent, [&](const Item &item) {
            old.append(Database::keyOf(keys.state, item).sort.section(u'#', 1));
            return true;
        });
        removeFiles(m_database, old, true);
        QList<Unwanted> unwanted;
        Range wanted = rangeOf(keys.state, keys.unwanted({}).partition, {});
        wanted.most = most;
        const QList<Item> items = m_database.query(wanted);
        for (const Item &item : items) {
            Unwanted one{Database::keyOf(keys.state, item).sort, item.text("sha256"_L1)};
            Range same = rangeOf(keys.state, keys.bytes(one.sha256, {}).partition, {});
            same.most = 1;
            if (!m_database.query(same).isEmpty())
                one.sha256.clear();
            unwanted.append(one);
        }
        return unwanted;
    } catch (const Failure &failure) {
        return core::Unavailable{failure.reason};
    }
}

Outcome<Nothing> DynamoAttachments::forgetUnwanted(const QStringList &ids)
{
    try {
        QList<ItemKey> all;
        for (const QString &id : ids)
            all.append(m_database.keys.unwanted(id));
        m_database.removeAll(all);
        return Nothing();
    } catch (const Failure &failure) {
        return core::Unavailable{failure.reason};
    }
}

} // namespace confab::aws
