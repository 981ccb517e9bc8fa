// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "rows.h"
#include "transaction.h"

// Files inside a transaction, and what is counted and listed of them: bytes by owner and in all, those that are in no
// message, those of the same content, those whose bytes are still to be removed.
namespace confab::aws::files
{

[[nodiscard]] std::optional<core::StoredFile> find(Transaction &transaction, const QString &id);

// The owner's file of the same size, hash, name and kind that is in no message.
[[nodiscard]] std::optional<core::StoredFile> like(Transaction &transaction, const core::StoredFile &file);

struct Sums {
    qint64 bytesOfOwner = 0;
    qint64 unsentOfOwner = 0;
    qint64 bytes = 0;
};
[[nodiscard]] Sums sums(Transaction &transaction, const QString &owner);

void insert(Transaction &transaction, const core::StoredFile &file);
// As it is now, of one that is there; not for what is counted or listed by.
void update(Transaction &transaction, const core::StoredFile &file);
// With its thumbnail.
void giveTo(Transaction &transaction, const core::StoredFile &file, const QString &conversation, qint64 seq);
// With its thumbnail; its bytes are unwanted then. Nothing where it is not there.
void remove(Transaction &transaction, const QString &id);

} // namespace confab::aws::files
