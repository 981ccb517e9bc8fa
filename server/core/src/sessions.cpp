// SPDX-License-Identifier: GPL-3.0-or-later
#include "sessions.h"

#include <confab/core/digest.h>
#include <confab/protocol/close_codes.h>
#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::Access;

namespace
{

constexpr qsizetype tokenBytes = 32;
constexpr qint64 daySeconds = 24 * 60 * 60;

} // namespace

protocol::User guestUser(const QString &username)
{
    return {.username = username,
            .displayName = protocol::guestName(username),
            .ver = 1,
            .state = std::nullopt,
            .status = {},
            .role = protocol::Role::Guest};
}

Sessions::Sessions(Core &core)
    : m_core(core)
{
}

void Sessions::note(Turn &turn, Connection connection, const QString &key, const QString &username,
                    const QByteArray &tokenHash) const
{
    connection.key = key;
    connection.username = username;
    connection.tokenHash = tokenHash;
    const auto outcome = turn.store().connections().put(connection.row());
    if (const auto *problem = std::get_if<Unavailable>(&outcome))
        logUnavailable(*problem);
}

Expected<std::optional<Sessions::Holder>, Unavailable> Sessions::holderOf(const QByteArray &tokenHash) const
{
    Store &store = m_core.ports.store;
    const auto found = store.sessions().find(tokenHash, m_core.ports.clock.now());
    if (!found)
        return Unexpected{found.error()};
    if (!found.value())
        return std::optional<Holder>();

    const Session &session = **found;
    std::optional<protocol::User> user;
    if (session.guest) {
        if (m_core.settings.access == Access::Open)
            user = guestUser(session.username);
    } else {
        const auto known = store.accounts().credentials(session.key);
        if (!known)
            return Unexpected{known.error()};
        if (known.value() && !known.value()->account.disabled)
            user = toUser(known.value()->account);
    }
    if (!user)
        return std::optional<Holder>();
    return std::optional(Holder{session, *user});
}

Expected<std::optional<protocol::User>, Unavailable> Sessions::resume(Turn &turn, const Connection &connection,
                                                                      const QByteArray &tokenHash)
{
    const auto holder = holderOf(tokenHash);
    if (!holder)
        return Unexpected{holder.error()};
    if (!holder.value())
        return std::optional<protocol::User>();
    const auto &[session, user] = **holder;
    slide(turn, session);
    note(turn, connection, session.key, session.username, tokenHash);
    return std::optional(user);
}

void Sessions::resume(const ConnectionRow &row, bool looksUp)
{
    Connection &here = *m_core.connections.find(row.id);
    protocol::User user = guestUser(row.username);
    if (looksUp) {
        const auto holder = holderOf(row.tokenHash);
        if (!holder) {
            logUnavailable(holder.error());
            here.unread = true;
            return;
        }
        if (!holder.value())
            return;
        user = holder.value()->user;
    }
    sit(here, row.key, user, row.tokenHash);
    (void)m_core.presence.arrived(row.id, row.key, user);
}

void Sessions::sit(Connection &here, const QString &key, const protocol::User &user, const QByteArray &tokenHash) const
{
    here.key = key;
    here.username = user.username;
    here.role = user.role;
    here.authorVer = user.ver;
    here.tokenHash = tokenHash;
    m_core.ports.courier.bind(here.id, key);
}

void Sessions::slide(Turn &turn, const Session &session) const
{
    const qint64 days = m_core.settings.sessionDays;
    const QDateTime expires = m_core.ports.clock.now().addDays(days);
    // Written once a day, not at each reconnect; oftener where a session lasts no longer.
    if (session.expiresAt.secsTo(expires) < std::min(daySeconds, days * daySeconds / 2))
        return;
    const auto outcome = turn.store().sessions().extend(session.tokenHash, expires);
    if (const auto *problem = std::get_if<Unavailable>(&outcome))
        logUnavailable(*problem);
}

Sessions::Ticket Sessions::makeTicket(const QString &key, const QString &username, bool guest) const
{
    const QString token = QString::fromLatin1(
        m_core.ports.random.bytes(tokenBytes).toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    const QDateTime now = m_core.ports.clock.now();
    return {token,
            {.tokenHash = digestOf(token),
             .key = key,
             .username = username,
             .guest = guest,
             .createdAt = now,
             .expiresAt = now.addDays(m_core.settings.sessionDays)}};
}

void Sessions::enter(const QString &connection, const QString &key, const protocol::User &user,
                     const QByteArray &tokenHash)
{
    Connection *here = m_core.connections.find(connection);
    if (!here)
        return;
    sit(*here, key, user, tokenHash);
    if (m_core.presence.arrived(connection, key, user))
        m_core.publisher.plain(protocol::plain::joined(protocol::guestName(user.username)));
}

void Sessions::getOut(Connection &connection)
{
    m_core.ports.courier.bind(connection.id, {});
    const auto gone = m_core.presence.left(connection.id, connection.key);
    connection.key.clear();
    connection.username.clear();
    connection.role.reset();
    connection.tokenHash.clear();
    connection.namedInSync.clear();
    if (gone)
        m_core.publisher.plain(protocol::plain::left(protocol::guestName(gone->username)));
}

void Sessions::revoke(const QString &connection, const QString &why)
{
    m_core.ports.courier.deliver(Audience::connection(connection),
                                 protocol::Notice{.code = u"sessionRevoked"_s, .message = why});
    m_core.ports.courier.close(connection, protocol::closeCodes::sessionRevoked, u"session revoked"_s);
}

void Sessions::recheck()
{
    Store &store = m_core.ports.store;
    // A store that finds nothing at all has troubles of its own; nobody is sent away for that.
    if (store.server().identity().id.isEmpty())
        return;
    m_core.turns.run([this, &store](Turn &turn) {
        const QDateTime now = m_core.ports.clock.now();
        const QStringList ids = m_core.connections.withToken();
        for (const QString &id : ids) {
            Connection &connection = *m_core.connections.find(id);
            const auto session = store.sessions().find(connection.tokenHash, now);
            if (!session) {
                // Looked at again next time; nobody is sent away for what could not be read.
                logUnavailable(session.error());
                continue;
            }
            if (session.value()) {
                slide(turn, **session);
                continue;
            }
            getOut(connection);
            revoke(id, u"this session was ended"_s);
        }
    });
}

void Sessions::removeExpired()
{
    m_core.turns.run([this](Turn &turn) {
        const auto outcome = turn.store().sessions().removeExpired(m_core.ports.clock.now());
        if (const auto *problem = std::get_if<Unavailable>(&outcome))
            logUnavailable(*problem);
        if (const auto *guests = std::get_if<QStringList>(&outcome)) {
            for (const QString &guest : *guests)
                m_core.endGuest(turn, guest);
        }
    });
}

void Sessions::handle(Turn &turn, Connection &connection, const protocol::SignOut &signOut)
{
    const Reply reply = m_core.reply(connection, signOut.id);
    auto outcome = turn.store().sessions().remove(connection.tokenHash);
    const bool guest = connection.role == protocol::Role::Guest;
    const QString key = connection.key;
    note(turn, connection, {}, connection.username, {});
    settle(turn, reply, std::move(outcome),
           [this, reply, own = connection.id, tokenHash = connection.tokenHash](std::monostate) {
               reply.ack();
               const QStringList ids = m_core.connections.ofToken(tokenHash);
               for (const QString &id : ids) {
                   getOut(*m_core.connections.find(id));
                   if (id == own)
                       continue;
                   revoke(id, u"this session was signed out"_s);
               }
           });
    if (guest)
        m_core.endGuest(turn, key);
}

void Sessions::left(Turn &turn, const Connection &connection)
{
    turn.always([this, id = connection.id, key = connection.key] {
        if (const auto gone = m_core.presence.left(id, key))
            m_core.publisher.plain(protocol::plain::left(protocol::guestName(gone->username)));
    });
}

} // namespace confab::core
