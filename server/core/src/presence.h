// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>

#include <QHash>
#include <QSet>

namespace confab::core
{

// Who is here, by people and not by connections, and who wants to be told. Kept in memory alone: it ends with the
// connections. People of the plain dialect are not in it.
class Presence
{
public:
    // `isWhole`: all connections are known here; else who is here is known of some, and told to nobody.
    Presence(Courier &courier, bool isWhole);

    // True: it is this person's first connection.
    bool arrived(const QString &connection, const QString &key, const protocol::User &user);
    // The person who left, where this was their last connection.
    std::optional<protocol::User> left(const QString &connection, const QString &key);

    void set(const QString &connection, const QString &key, protocol::PresenceState state, const QString &status);
    // Replaces whose changes the connection is told of.
    void watch(const QString &connection, const QSet<QString> &keys);

    // With state and status as they are now, where that is known.
    [[nodiscard]] protocol::User withState(protocol::User user) const;
    // A person who is here, under whatever name: a guest has no row to be found by.
    [[nodiscard]] std::optional<protocol::User> find(const QString &key) const;
    [[nodiscard]] QStringList names() const;

private:
    struct Person {
        protocol::User user;
        QHash<QString, protocol::PresenceState> connections;
        QString status;
    };
    [[nodiscard]] static protocol::PresenceState stateOf(const Person &person);
    void tell(const protocol::User &user, const QString &key) const;

    Courier &m_courier;
    bool m_isWhole;
    QHash<QString, Person> m_here;
    QHash<QString, QSet<QString>> m_watchers; // key → connections
    QHash<QString, QSet<QString>> m_watched;  // connection → keys
};

} // namespace confab::core
