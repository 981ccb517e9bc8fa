// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_table.h"

#include <QJsonDocument>

namespace confab::store
{

CommandTable::CommandTable(const QSqlDatabase &database)
    : m_find(database, u"SELECT hash, ack FROM command WHERE account = ? AND id = ?"_s)
    , m_insert(database, u"INSERT INTO command (account, id, hash, ack, at, for_good) VALUES (?, ?, ?, ?, ?, ?)"_s)
    , m_forget(database, u"DELETE FROM command WHERE for_good = 0 AND at < ?"_s)
{
}

std::optional<CommandTable::Seen> CommandTable::find(const core::Stamp &stamp)
{
    if (stamp.id.isEmpty())
        return std::nullopt;
    Rows rows = m_find.rows(stamp.account, stamp.id);
    if (!rows.next())
        return std::nullopt;
    const auto ack = protocol::fromJson<protocol::Ack>(QJsonDocument::fromJson(rows.text(1).toUtf8()).object());
    if (!ack)
        throw SqlError{u"the stored answer to command %1 cannot be read"_s.arg(stamp.id), {}};
    return Seen{rows.bytes(0), *ack};
}

void CommandTable::remember(const core::Stamp &stamp, const protocol::Ack &ack)
{
    if (stamp.id.isEmpty())
        return;
    const QByteArray json = QJsonDocument(protocol::toJson(ack)).toJson(QJsonDocument::Compact);
    m_insert.run(stamp.account, stamp.id, stamp.hash, QString::fromUtf8(json), stamp.now, stamp.forGood);
}

void CommandTable::forget(const QDateTime &before)
{
    m_forget.run(before);
}

} // namespace confab::store
