// SPDX-License-Identifier: GPL-3.0-or-later
#include "presence.h"

#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::core
{

using protocol::PresenceState;

Presence::Presence(Courier &courier, bool isWhole)
    : m_courier(courier)
    , m_isWhole(isWhole)
{
}

// Of several devices the busiest speaks for the person: nobody disturbs somebody who asked not to be disturbed, and who
// is away from one desk may sit at another.
PresenceState Presence::stateOf(const Person &person)
{
    const auto any = [&person](PresenceState state) {
        return std::find(person.connections.cbegin(), person.connections.cend(), state) != person.connections.cend();
    };
    for (const PresenceState state : {PresenceState::Dnd, PresenceState::Online, PresenceState::Away}) {
        if (any(state))
            return state;
    }
    return PresenceState::Offline;
}

bool Presence::arrived(const QString &connection, const QString &key, const protocol::User &user)
{
    const bool first = !m_here.contains(key);
    Person &person = m_here[key];
    const PresenceState before = stateOf(person);
    const bool changed = first || person.user.ver != user.ver || person.user.role != user.role;
    person.user = user;
    person.connections.insert(connection, PresenceState::Online);
    if (changed || stateOf(person) != before)
        tell(user, key);
    return first;
}

std::optional<protocol::User> Presence::left(const QString &connection, const QString &key)
{
    watch(connection, {});
    const auto found = m_here.find(key);
    if (found == m_here.end() || !found->connections.contains(connection))
        return std::nullopt;
    const PresenceState before = stateOf(*found);
    found->connections.remove(connection);
    const protocol::User user = found->user;
    if (found->connections.isEmpty()) {
        m_here.erase(found);
        tell(user, key);
        return user;
    }
    if (stateOf(*found) != before)
        tell(user, key);
    return std::nullopt;
}

void Presence::set(const QString &connection, const QString &key, PresenceState state, const QString &status)
{
    const auto found = m_here.find(key);
    if (found == m_here.end() || !found->connections.contains(connection))
        return;
    const PresenceState before = stateOf(*found);
    found->connections.insert(connection, state);
    const bool newStatus = std::exchange(found->status, status) != status;
    if (newStatus || stateOf(*found) != before)
        tell(found->user, key);
}

void Presence::watch(const QString &connection, const QSet<QString> &keys)
{
    const QSet<QString> before = m_watched.take(connection);
    for (const QString &key : before) {
        const auto watchers = m_watchers.find(key);
        watchers->remove(connection);
        if (watchers->isEmpty())
            m_watchers.erase(watchers);
    }
    if (keys.isEmpty())
        return;
    m_watched.insert(connection, keys);
    for (const QString &key : keys)
        m_watchers[key].insert(connection);
}

protocol::User Presence::withState(protocol::User user) const
{
    if (!m_isWhole)
        return user;
    const auto found = m_here.constFind(protocol::keyOf(user.username));
    user.state = found == m_here.constEnd() ? PresenceState::Offline : stateOf(*found);
    // Who wants to look absent has no word on the door either.
    user.status = *user.state == PresenceState::Offline ? QString() : found->status;
    return user;
}

std::optional<protocol::User> Presence::find(const QString &key) const
{
    const auto found = m_here.constFind(key);
    if (found == m_here.constEnd())
        return std::nullopt;
    return withState(found->user);
}

QStringList Presence::names() const
{
    QStringList names;
    for (const Person &person : m_here)
        names.append(person.user.displayName);
    return names;
}

void Presence::tell(const protocol::User &user, const QString &key) const
{
    const auto watchers = m_watchers.constFind(key);
    if (!m_isWhole || watchers == m_watchers.constEnd())
        return;
    m_courier.deliver(
        {Audience::Kind::Connections, std::make_shared<const QStringList>(watchers->cbegin(), watchers->cend()), {}},
        protocol::UserPush{withState(user)});
}

} // namespace confab::core
