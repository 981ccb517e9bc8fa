// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "statement.h"

#include <confab/core/records.h>

namespace confab::store
{

// Who chose which emoji of a message. Everything throws SqlError.
class ReactionTable
{
public:
    explicit ReactionTable(const QSqlDatabase &database);

    [[nodiscard]] bool has(const QString &conversation, qint64 seq, const QString &key, const QString &emoji);
    // `rev`: the message's, by which they are in order.
    void insert(const QString &conversation, qint64 seq, const core::Reactor &who, const QString &emoji, qint64 rev);
    void remove(const QString &conversation, qint64 seq, const QString &key, const QString &emoji);
    void removeAll(const QString &conversation, qint64 seq);
    // Usernames of those who chose it first, as many as a message names, without one.
    [[nodiscard]] QStringList first(const QString &conversation, qint64 seq, const QString &emoji,
                                    const QString &butKey);
    // What somebody chose, in the order in which they did.
    [[nodiscard]] QStringList of(const QString &conversation, qint64 seq, const QString &key);
    [[nodiscard]] core::Page<core::Reactor> page(const QString &conversation, qint64 seq, const QString &emoji,
                                                 const QString &afterKey, qsizetype limit);

private:
    Statement m_has;
    Statement m_insert;
    Statement m_remove;
    Statement m_removeAll;
    Statement m_first;
    Statement m_of;
    Statement m_page;
};

} // namespace confab::store
