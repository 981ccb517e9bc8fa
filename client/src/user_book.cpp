// SPDX-License-Identifier: GPL-3.0-or-later
#include "user_book.h"

#include "cache.h"
#include "session.h"

#include <confab/protocol/names.h>

namespace confab::client
{

using namespace Qt::StringLiterals;

namespace
{

// More people than this are forgotten and looked up again when they are seen.
constexpr qsizetype mostUsers = 20000;

} // namespace

UserBook::UserBook(Session &session, Cache &cache, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_cache(cache)
{
}

void UserBook::load(const QList<protocol::User> &users)
{
    for (protocol::User user : users) {
        user.state.reset();
        m_users.insert(protocol::keyOf(user.username), user);
    }
}

void UserBook::clear()
{
    m_users.clear();
    m_wanted.clear();
    m_asked.clear();
}

void UserBook::put(const QList<protocol::User> &users)
{
    QList<protocol::User> changedOnes;
    for (const protocol::User &user : users) {
        const QString key = protocol::keyOf(user.username);
        const auto it = m_users.find(key);
        if (it == m_users.end()) {
            if (m_users.size() >= mostUsers)
                continue;
            m_users.insert(key, user);
        } else {
            protocol::User merged = user;
            // What was sent before a newer profile keeps that profile, but the presence is this one's.
            if (user.ver < it->ver) {
                merged = *it;
                merged.state = user.state;
            }
            if (!merged.state)
                merged.state = it->state;
            if (merged == *it)
                continue;
            *it = merged;
        }
        changedOnes.append(m_users.value(key));
    }
    if (changedOnes.isEmpty())
        return;
    m_cache.putUsers(changedOnes);
    for (const protocol::User &user : std::as_const(changedOnes))
        Q_EMIT changed(protocol::keyOf(user.username));
}

std::optional<protocol::User> UserBook::find(const QString &username)
{
    const QString key = protocol::keyOf(username);
    if (const auto it = m_users.constFind(key); it != m_users.constEnd())
        return *it;
    if (key.isEmpty() || protocol::isGuest(username) || protocol::isBotAuthor(username) || m_asked.contains(key) ||
        m_wanted.size() >= mostUsers)
        return std::nullopt;
    m_wanted.insert(key);
    if (!m_scheduled) {
        m_scheduled = true;
        QMetaObject::invokeMethod(this, &UserBook::ask, Qt::QueuedConnection);
    }
    return std::nullopt;
}

QString UserBook::displayNameOf(const QString &username)
{
    if (protocol::isGuest(username))
        return protocol::guestName(username);
    const auto user = find(username);
    return user && !user->displayName.isEmpty() ? user->displayName : username;
}

void UserBook::connected()
{
    m_asked.clear();
    ask();
}

void UserBook::disconnected()
{
    QStringList gone;
    for (auto it = m_users.begin(); it != m_users.end(); ++it) {
        if (it->state)
            gone.append(it.key());
        it->state.reset();
    }
    for (const QString &key : std::as_const(gone))
        Q_EMIT changed(key);
}

void UserBook::ask()
{
    m_scheduled = false;
    if (!m_session.ready())
        return; // connected() asks
    while (!m_wanted.isEmpty()) {
        protocol::LookUpUsers lookUp;
        while (!m_wanted.isEmpty() && lookUp.users.size() < protocol::limits::namedUsers) {
            const QString key = *m_wanted.begin();
            m_wanted.erase(m_wanted.begin());
            m_asked.insert(key);
            lookUp.users.append(key);
        }
        m_session.ask(lookUp, [this, guard = QPointer(this),
                               keys = lookUp.users](const Expected<protocol::ServerEvent, Problem> &answer) {
            if (!guard)
                return;
            if (!answer) {
                // The server could not say for the moment: asked again when they are next seen.
                for (const QString &key : keys)
                    m_asked.remove(key);
                return;
            }
            if (const auto *list = std::get_if<protocol::UserList>(&*answer))
                put(list->users);
        });
    }
}

} // namespace confab::client
