// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/token_bucket.h>

#include <confab/core/chat_service.h>

#include <QSet>

#include <functional>
#include <unordered_map>

namespace confab::core
{

// What is known of one live connection. Somebody sits behind it once `key` is set: of the Confab dialect after signing
// in, of the plain one from the start, as a guest that nobody has introduced.
struct Connection {
    QString id;
    bool plain = false;
    QString peer;
    QDateTime since;

    QString key;
    QString username; // as spelt; `~NAME.XXXX` of a guest
    std::optional<protocol::Role> role;
    qint64 authorVer = 0;
    QByteArray tokenHash;
    QString locale;

    // Plain dialect: what the others call it, and the end of its guest name, which stays when it takes a name (a name
    // that no other guest has, whatever its end).
    QString plainName;
    QString suffix;
    QStringList formerKeys; // under which it spoke before it took its name
    bool registered = false;
    bool turnedAway = false;

    // A password is being looked at: what comes meanwhile waits, so that it sees who this connection became.
    bool entering = false;
    QList<Incoming> held;
    // Who sits here could not be read: what comes is answered `unavailable`.
    bool unread = false;

    // Named in the frames of a sync that has not come to its last one.
    QSet<QString> namedInSync;

    TokenBucket commands; // of any kind
    TokenBucket messages;
    TokenBucket gestures; // typing and presence
    TokenBucket searches;
    TokenBucket refusals;

    [[nodiscard]] ConnectionRow row() const;
};

class Connections
{
public:
    Connection &add(Connection connection);
    [[nodiscard]] Connection *find(const QString &id);
    // Whoever still sits there as that person; nothing when somebody else does, or nobody.
    [[nodiscard]] Connection *find(const QString &id, const QString &key);
    void remove(const QString &id);

    [[nodiscard]] QStringList ofKey(const QString &key) const;
    [[nodiscard]] QStringList ofToken(const QByteArray &tokenHash) const;
    // All that somebody has signed in on.
    [[nodiscard]] QStringList withToken() const;
    // A plain connection that has introduced itself by a name with this key, or a guest who is called so.
    [[nodiscard]] const Connection *guestCalled(const QString &nameKey) const;
    [[nodiscard]] const Connection *plainCalled(const QString &nameKey) const;
    [[nodiscard]] QStringList plainNames() const;
    // Those of the Confab dialect, signed in or not.
    [[nodiscard]] QStringList ofConfab() const;
    [[nodiscard]] qsizetype plainCount() const { return m_plain; }

private:
    std::unordered_map<QString, Connection> m_byId;
    qsizetype m_plain = 0;
};

} // namespace confab::core
