// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

// Who sits at a connection, by which session, and until when; how they got it is the entrance's business.
class Sessions
{
public:
    explicit Sessions(Core &core);

    struct Ticket {
        QString token;
        Session session; // to be stored
    };
    [[nodiscard]] Ticket makeTicket(const QString &key, const QString &username, bool guest) const;
    // Whose session it is; nothing where it has ended. It slides.
    [[nodiscard]] Expected<std::optional<protocol::User>, Unavailable> resume(Turn &turn, const Connection &connection,
                                                                              const QByteArray &tokenHash);
    // Who sits there by what is stored of a connection; nobody where its session has ended. With `looksUp` false that
    // is taken on trust: it is known for who else is here alone.
    void resume(const ConnectionRow &row, bool looksUp);
    // Stores who is about to sit there. That it fails keeps nobody out: the list is read by no rule.
    void note(Turn &turn, Connection connection, const QString &key, const QString &username,
              const QByteArray &tokenHash) const;
    // Once that is durable. `connection` may be gone.
    void enter(const QString &connection, const QString &key, const protocol::User &user, const QByteArray &tokenHash);

    // Changes who sits there at once; what comes behind it in a turn has to see that.
    void handle(Turn &turn, Connection &connection, const protocol::SignOut &signOut);
    // The connection ended; what it was is in `connection`, which is in no table any more.
    void left(Turn &turn, const Connection &connection);
    // Ends the connections whose session is no more in the store; the others' sessions slide.
    void recheck();
    // Removes from the store what nobody slid in time.
    void removeExpired();

private:
    struct Holder {
        Session session;
        protocol::User user;
    };
    // Whose session it is; nothing where it has ended.
    [[nodiscard]] Expected<std::optional<Holder>, Unavailable> holderOf(const QByteArray &tokenHash) const;
    void sit(Connection &here, const QString &key, const protocol::User &user, const QByteArray &tokenHash) const;
    void getOut(Connection &connection);
    void revoke(const QString &connection, const QString &why);
    void slide(Turn &turn, const Session &session) const;

    Core &m_core;
};

[[nodiscard]] protocol::User guestUser(const QString &username);

} // namespace confab::core
