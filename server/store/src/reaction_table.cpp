// SPDX-License-Identifier: GPL-3.0-or-later
#include "reaction_table.h"

#include <confab/protocol/limits.h>

namespace confab::store
{

namespace
{

QStringList textsOf(Rows &rows)
{
    QStringList texts;
    while (rows.next())
        texts.append(rows.text(0));
    return texts;
}

} // namespace

ReactionTable::ReactionTable(const QSqlDatabase &database)
    : m_has(database, u"SELECT 1 FROM reaction WHERE conversation = ? AND seq = ? AND key = ? AND emoji = ?"_s)
    , m_insert(database,
               u"INSERT INTO reaction (conversation, seq, key, emoji, username, rev) VALUES (?, ?, ?, ?, ?, ?)"_s)
    , m_remove(database, u"DELETE FROM reaction WHERE conversation = ? AND seq = ? AND key = ? AND emoji = ?"_s)
    , m_removeAll(database, u"DELETE FROM reaction WHERE conversation = ? AND seq = ?"_s)
    , m_first(database, u"SELECT username FROM reaction WHERE conversation = ? AND seq = ? AND emoji = ? "
                        "AND key <> ? ORDER BY rev LIMIT ?"_s)
    , m_of(database, u"SELECT emoji FROM reaction WHERE conversation = ? AND seq = ? AND key = ? ORDER BY rev"_s)
    , m_page(database, u"SELECT key, username FROM reaction WHERE conversation = ? AND seq = ? AND key > ? "
                       "AND emoji = ? ORDER BY key LIMIT ?"_s)
{
}

bool ReactionTable::has(const QString &conversation, qint64 seq, const QString &key, const QString &emoji)
{
    return m_has.rows(conversation, seq, key, emoji).next();
}

void ReactionTable::insert(const QString &conversation, qint64 seq, const core::Reactor &who, const QString &emoji,
                           qint64 rev)
{
    m_insert.run(conversation, seq, who.key, emoji, who.username, rev);
}

void ReactionTable::remove(const QString &conversation, qint64 seq, const QString &key, const QString &emoji)
{
    m_remove.run(conversation, seq, key, emoji);
}

void ReactionTable::removeAll(const QString &conversation, qint64 seq)
{
    m_removeAll.run(conversation, seq);
}

QStringList ReactionTable::first(const QString &conversation, qint64 seq, const QString &emoji, const QString &butKey)
{
    Rows rows = m_first.rows(conversation, seq, emoji, butKey, qint64{protocol::limits::reactionNames});
    return textsOf(rows);
}

QStringList ReactionTable::of(const QString &conversation, qint64 seq, const QString &key)
{
    Rows rows = m_of.rows(conversation, seq, key);
    return textsOf(rows);
}

core::Page<core::Reactor> ReactionTable::page(const QString &conversation, qint64 seq, const QString &emoji,
                                              const QString &afterKey, qsizetype limit)
{
    core::Page<core::Reactor> page;
    Rows rows = m_page.rows(conversation, seq, afterKey, emoji, qint64{limit} + 1);
    while (rows.next()) {
        if (page.rows.size() == limit) {
            page.next = page.rows.constLast().key;
            break;
        }
        page.rows.append({rows.text(0), rows.text(1)});
    }
    return page;
}

} // namespace confab::store
