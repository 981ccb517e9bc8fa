// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "transaction.h"

// What a conversation leaves behind when it ends or forgets, which may be more than a transaction holds. The
// transaction that decides it writes down what is to be cleared; it is cleared afterwards, piece by piece, and whatever
// broke off is gone on with later. Till then nobody reads it: the head says that it is gone, or where the first message
// is now.
namespace confab::aws
{

// Within the transaction. `upTo`: the seq up to which messages go; 0: the whole conversation goes.
void clearLater(Transaction &transaction, const QString &conversation, qint64 upTo);
// Goes on with one of them, until nothing is left of it or so many items have gone. Throws Failure.
void clear(Database &database, const QString &conversation, qsizetype most);
// Goes on with all of them, but no more than a few.
void clearAll(Database &database);

// Away with files, some in one transaction; `unsentOnly`: but for those that came into a message meanwhile. Throws
// Failure.
void removeFiles(Database &database, const QStringList &ids, bool unsentOnly = false);

} // namespace confab::aws
