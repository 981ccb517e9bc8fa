// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <QSqlDatabase>

// The file of the search index, `search.db` beside `chat.db`, as the schema `search` of a connection to the latter.
// Everything in it follows from what is in `chat.db`: where it is not as it should be, it is made anew.
//
//   search.state        one row: the layout's version, and the epoch of the data that it was made of
//   search.progress     a row for each conversation: up to which rev it is in the index, and a short number for it
//   search.entry        a row for each message with a text: its number in `chat.db`, place, rev and text in search form
//   search.gram         FTS5: which messages hold a gram (grams.h), and which are in a conversation (conversationToken)
namespace confab::store
{

[[nodiscard]] QString searchPath(const QString &folder);

// Joins the file to the connection, outside any transaction. The file is there. Throws SqlError.
void attachSearch(const QSqlDatabase &database, const QString &folder);
void detachSearch(const QSqlDatabase &database);

// For the one that writes it: attached, and made anew where it is missing, damaged, of another version or of other
// data. Throws SqlError.
void attachSearchForWriting(const QSqlDatabase &database, const QString &folder);
// Takes the files away; not while this process has them attached.
void removeSearch(const QString &folder);

// Stands in the index for the conversation with this number in search.progress.
[[nodiscard]] QString conversationToken(qint64 number);

} // namespace confab::store
