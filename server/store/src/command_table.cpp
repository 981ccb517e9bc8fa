// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_table.h"

#include <confab/protocol/json_writer.h>

#include <QJsonDocument>

namespace confab::store
{

namespace
{

// Ids are each account's own: nobody meets somebody else's.
QString ownerOf(const core::Stamp &stamp)
{
    return inForce("ids-of-one-account") ? stamp.account : QString();
}

} // namespace

CommandTable::CommandTable(const QSqlDatabase &database)
    : m_hash(database, u"SELECT hash FROM command WHERE id = ? AND account = ?"_s)
    , m_ack(database, u"SELECT ack FROM command WHERE id = ? AND account = ?"_s)
    , m_insert(database, u"INSERT INTO command (id, account, hash, ack, at, for_good) VALUES (?, ?, ?, ?, ?, ?)"_s)
    , m_forget(database, u"DELETE FROM command WHERE for_good = 0 AND at < ?"_s)
{
}

std::optional<CommandTable::Seen> CommandTable::find(const core::Stamp &stamp)
{
    if (stamp.id.isEmpty())
        return std::nullopt;
    Seen seen;
    {
        Rows rows = m_hash.rows(stamp.id, ownerOf(stamp));
        if (!rows.next())
            return std::nullopt;
        seen.hash = rows.bytes(0);
    }
    Rows rows = m_ack.rows(stamp.id, ownerOf(stamp));
    const QByteArray json = rows.next() ? rows.text(0).toUtf8() : QByteArray();
    const auto ack = protocol::fromJson<protocol::Ack>(QJsonDocument::fromJson(json).object());
    if (!ack)
        throw SqlError{u"the stored answer to command %1 cannot be read"_s.arg(stamp.id), {}};
    seen.ack = *ack;
    return seen;
}

void CommandTable::remember(const core::Stamp &stamp, const protocol::Ack &ack)
{
    if (stamp.id.isEmpty())
        return;
    m_insert.run(stamp.id, ownerOf(stamp), stamp.hash, QString::fromUtf8(protocol::compactJson(ack)), stamp.now,
                 stamp.forGood);
}

void CommandTable::forget(const QDateTime &before)
{
    m_forget.run(before);
}

} // namespace confab::store
