// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"
#include "throttle.h"

namespace confab::core
{

// Who a connection is: getting in, going on with an earlier session, getting out.
class Entrance
{
public:
    // `release` hands on what a connection said while its password was looked at.
    Entrance(Core &core, std::function<void(const QList<Incoming> &)> release);

    // These three change who sits there at once; what comes behind them in a turn has to see that.
    void handle(Turn &turn, Connection &connection, const protocol::Hello &hello);
    void handle(Turn &turn, Connection &connection, const protocol::GuestSignIn &guest);
    void handle(Turn &turn, Connection &connection, const protocol::SignOut &signOut);

    void handle(Turn &turn, Connection &connection, const protocol::SignUp &signUp);
    void handle(Turn &turn, Connection &connection, const protocol::SignIn &signIn);

    // The connection ended; what it was is in `connection`, which is in no table any more.
    void left(Turn &turn, const Connection &connection);
    // Ends the connections whose session is no more in the store; the others' sessions slide.
    void recheck();

private:
    struct Ticket {
        QString token;
        Session session;
    };
    [[nodiscard]] Ticket makeTicket(const QString &key, const QString &username, bool guest) const;
    [[nodiscard]] std::optional<protocol::User> resume(Turn &turn, Connection &connection, const QByteArray &tokenHash);
    void enter(const QString &connection, const QString &key, const protocol::User &user, const QByteArray &tokenHash);
    void getOut(Connection &connection);
    void revoke(const QString &connection, const QString &why);
    void slide(Turn &turn, const Session &session) const;
    [[nodiscard]] qint64 newcomerWait(const Connection &connection);
    [[nodiscard]] bool inviteIsUsable(const QByteArray &codeHash) const;
    void createAccount(Turn &turn, const QString &connection, const Reply &reply, const SignUpOp &op);
    void signInVerified(Turn &turn, const QString &connection, const Reply &reply, const QString &key);
    // With today's parameters, where the stored hash was made with others; nobody waits for it.
    void rehash(const QString &key, const QByteArray &stored, const QString &password);
    // Lets in what waited. `connection` may be gone.
    void decided(const QString &connection);

    Core &m_core;
    std::function<void(const QList<Incoming> &)> m_release;
    SignInThrottle m_signIns;
    NewcomerThrottle m_newcomers;
};

} // namespace confab::core
