// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/values.h>

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QSet>

namespace confab::client
{

class Cache;
class Session;

// Who is who: accounts by key. People that are asked for and not known are looked up, many with one question. UI
// thread.
class UserBook : public QObject
{
    Q_OBJECT

public:
    UserBook(Session &session, Cache &cache, QObject *parent = nullptr);

    void load(const QList<protocol::User> &users);
    void clear();
    // As the server tells it now.
    void put(const QList<protocol::User> &users);

    // Nothing where nobody of that key is known (yet); then the server is asked, once a connection.
    [[nodiscard]] std::optional<protocol::User> find(const QString &username);
    // The display name, as well as it is known: guests by their NAME.
    [[nodiscard]] QString displayNameOf(const QString &username);
    [[nodiscard]] QList<protocol::User> all() const { return m_users.values(); }

    void connected();
    void disconnected(); // nobody's presence is known

Q_SIGNALS:
    void changed(const QString &key);

private:
    void ask();

    Session &m_session;
    Cache &m_cache;
    QHash<QString, protocol::User> m_users;
    QSet<QString> m_wanted;
    QSet<QString> m_asked; // in this connection
    bool m_scheduled = false;
};

} // namespace confab::client
