// SPDX-License-Identifier: GPL-3.0-or-later
#include "files.h"

#include <QCryptographicHash>

namespace confab::aws::files
{

namespace
{

QByteArray likeness(const core::StoredFile &file)
{
    const protocol::Attachment &attachment = file.attachment;
    const QString all =
        file.sha256 + u'\n' + QString::number(attachment.size) + u'\n' + attachment.mime + u'\n' + attachment.name;
    return QCryptographicHash::hash(all.toUtf8(), QCryptographicHash::Sha256);
}

bool isUnsent(const core::StoredFile &file)
{
    return file.conversation.isEmpty() && file.picture.isEmpty();
}

// Thumbnails are nobody's, and count for nobody.
void count(Transaction &transaction, const QString &owner, qint64 bytes, qint64 unsent)
{
    if (owner.isEmpty())
        return;
    const Sums now = sums(transaction, owner);
    transaction.put(
        transaction.keys.fileSumsOf(owner),
        Item().setNumber("bytes"_L1, now.bytesOfOwner + bytes).setNumber("unsent"_L1, now.unsentOfOwner + unsent));
    if (bytes != 0)
        transaction.put(transaction.keys.fileSums(), Item().setNumber("bytes"_L1, now.bytes + bytes));
}

void unlistUnsent(Transaction &transaction, const core::StoredFile &file)
{
    transaction.remove(transaction.keys.unsentLike(file.owner, likeness(file)));
    transaction.remove(transaction.keys.unsent(file.since, file.attachment.id));
}

} // namespace

std::optional<core::StoredFile> find(Transaction &transaction, const QString &id)
{
    const Item *item = transaction.get(transaction.keys.file(id));
    return item ? std::optional(fileOf(*item, id)) : std::nullopt;
}

std::optional<core::StoredFile> like(Transaction &transaction, const core::StoredFile &file)
{
    const Item *item = transaction.get(transaction.keys.unsentLike(file.owner, likeness(file)));
    return item ? find(transaction, item->text("id"_L1)) : std::nullopt;
}

Sums sums(Transaction &transaction, const QString &owner)
{
    const ItemKey own = transaction.keys.fileSumsOf(owner);
    const ItemKey all = transaction.keys.fileSums();
    transaction.load({own, all});
    Sums sums;
    if (const Item *item = transaction.get(own)) {
        sums.bytesOfOwner = item->number("bytes"_L1);
        sums.unsentOfOwner = item->number("unsent"_L1);
    }
    if (const Item *item = transaction.peek(all))
        sums.bytes = item->number("bytes"_L1);
    return sums;
}

void insert(Transaction &transaction, const core::StoredFile &file)
{
    const Layout &keys = transaction.keys;
    const QString &id = file.attachment.id;
    transaction.put(keys.file(id), toItem(file));
    transaction.put(keys.bytes(file.sha256, id), Item());
    count(transaction, file.owner, file.attachment.size, isUnsent(file) ? 1 : 0);
    if (isUnsent(file)) {
        transaction.put(keys.unsentLike(file.owner, likeness(file)), Item().setText("id"_L1, id));
        transaction.put(keys.unsent(file.since, id), Item());
    }
}

void update(Transaction &transaction, const core::StoredFile &file)
{
    transaction.put(transaction.keys.file(file.attachment.id), toItem(file));
}

void giveTo(Transaction &transaction, const core::StoredFile &file, const QString &conversation, qint64 seq)
{
    core::StoredFile given = file;
    given.conversation = conversation;
    given.seq = seq;
    update(transaction, given);
    unlistUnsent(transaction, file);
    count(transaction, file.owner, 0, -1);
    if (file.attachment.thumbnail.isEmpty())
        return;
    if (auto thumbnail = find(transaction, file.attachment.thumbnail)) {
        thumbnail->conversation = conversation;
        thumbnail->seq = seq;
        update(transaction, *thumbnail);
    }
}

void remove(Transaction &transaction, const QString &id)
{
    const auto file = find(transaction, id);
    if (!file)
        return;
    const Layout &keys = transaction.keys;
    transaction.remove(keys.file(id));
    transaction.remove(keys.bytes(file->sha256, id));
    transaction.put(keys.unwanted(id), Item().setText("sha256"_L1, file->sha256));
    count(transaction, file->owner, -file->attachment.size, isUnsent(*file) ? -1 : 0);
    if (isUnsent(*file))
        unlistUnsent(transaction, *file);
    if (!file->attachment.thumbnail.isEmpty())
        remove(transaction, file->attachment.thumbnail);
}

} // namespace confab::aws::files
