// SPDX-License-Identifier: GPL-3.0-or-later
#include "message_table.h"

#include <confab/protocol/names.h>

#include <QJsonArray>
#include <QJsonDocument>

namespace confab::store
{

namespace
{

QString toText(const QList<QString> &names)
{
    if (names.isEmpty())
        return {};
    return QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(names)).toJson(QJsonDocument::Compact));
}

QList<QString> fromText(const QString &text)
{
    QList<QString> names;
    if (text.isEmpty())
        return names;
    const QJsonArray array = QJsonDocument::fromJson(text.toUtf8()).array();
    for (const QJsonValue &name : array)
        names.append(name.toString());
    return names;
}

} // namespace

protocol::Message readMessage(const Rows &rows)
{
    protocol::Message message;
    message.conversation = rows.text(0);
    message.seq = rows.integer(1);
    message.rev = rows.integer(2);
    message.id = rows.text(3);
    message.author = rows.text(4);
    message.authorVer = rows.integer(5);
    message.at = rows.time(6);
    message.text = rows.text(7);
    message.mentions = fromText(rows.text(8));
    message.stream = rows.text(9);
    return message;
}

MessageTable::MessageTable(const QSqlDatabase &database)
    : m_insert(database, u"INSERT INTO message (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(
                             QLatin1StringView(messageColumns)))
    , m_insertMention(database,
                      u"INSERT INTO mention (conversation, key, seq) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"_s)
{
}

void MessageTable::insert(const protocol::Message &message)
{
    m_insert.run(message.conversation, message.seq, message.rev, message.id, message.author, message.authorVer,
                 message.at, message.text, toText(message.mentions), message.stream);
    for (const QString &name : message.mentions)
        m_insertMention.run(message.conversation, protocol::keyOf(name), message.seq);
}

} // namespace confab::store
