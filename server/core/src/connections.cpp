// SPDX-License-Identifier: GPL-3.0-or-later
#include "connections.h"

#include <confab/protocol/names.h>

namespace confab::core
{

ConnectionRow Connection::row() const
{
    const bool introduced = plain ? registered : !key.isEmpty();
    return {.id = id,
            .username = plain        ? plainName
                        : introduced ? username
                                     : QString(protocol::plain::anonymous),
            .key = key,
            .plain = plain,
            .since = since,
            .tokenHash = tokenHash,
            .formerKeys = formerKeys};
}

Connection &Connections::add(Connection connection)
{
    if (connection.plain)
        ++m_plain;
    const QString id = connection.id;
    return m_byId.insert_or_assign(id, std::move(connection)).first->second;
}

Connection *Connections::find(const QString &id)
{
    const auto found = m_byId.find(id);
    return found == m_byId.end() ? nullptr : &found->second;
}

Connection *Connections::find(const QString &id, const QString &key)
{
    Connection *connection = find(id);
    return connection && connection->key == key ? connection : nullptr;
}

void Connections::remove(const QString &id)
{
    const auto found = m_byId.find(id);
    if (found == m_byId.end())
        return;
    if (found->second.plain)
        --m_plain;
    m_byId.erase(found);
}

QStringList Connections::ofKey(const QString &key) const
{
    QStringList ids;
    for (const auto &[id, connection] : m_byId) {
        if (connection.key == key)
            ids.append(id);
    }
    return ids;
}

QStringList Connections::ofToken(const QByteArray &tokenHash) const
{
    QStringList ids;
    for (const auto &[id, connection] : m_byId) {
        if (connection.tokenHash == tokenHash)
            ids.append(id);
    }
    return ids;
}

QStringList Connections::withToken() const
{
    QStringList ids;
    for (const auto &[id, connection] : m_byId) {
        if (!connection.tokenHash.isEmpty())
            ids.append(id);
    }
    return ids;
}

const Connection *Connections::guestCalled(const QString &nameKey) const
{
    if (const Connection *plain = plainCalled(nameKey))
        return plain;
    for (const auto &[id, connection] : m_byId) {
        if (!connection.plain && protocol::isGuest(connection.username) &&
            protocol::keyOf(protocol::guestName(connection.username)) == nameKey)
            return &connection;
    }
    return nullptr;
}

const Connection *Connections::plainCalled(const QString &nameKey) const
{
    for (const auto &[id, connection] : m_byId) {
        if (connection.plain && connection.registered && protocol::keyOf(connection.plainName) == nameKey)
            return &connection;
    }
    return nullptr;
}

QStringList Connections::ofConfab() const
{
    QStringList ids;
    for (const auto &[id, connection] : m_byId) {
        if (!connection.plain)
            ids.append(id);
    }
    return ids;
}

QStringList Connections::plainNames() const
{
    QStringList names;
    for (const auto &[id, connection] : m_byId) {
        if (connection.plain)
            names.append(connection.plainName);
    }
    return names;
}

} // namespace confab::core
