// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"
#include "sessions.h"

namespace confab::core
{

// Getting in: what a server says of itself, signing up, signing in, being a guest.
class Entrance
{
public:
    // `release` hands on what a connection said while its password was looked at.
    Entrance(Core &core, Sessions &sessions, std::function<void(const QList<Incoming> &)> release);

    // These two change who sits there at once; what comes behind them in a turn has to see that.
    void handle(Turn &turn, Connection &connection, const protocol::Hello &hello);
    void handle(Turn &turn, Connection &connection, const protocol::GuestSignIn &guest);

    void handle(Turn &turn, Connection &connection, const protocol::SignUp &signUp);
    void handle(Turn &turn, Connection &connection, const protocol::SignIn &signIn);

private:
    // False: this address has to wait, or it cannot be told, which has been answered.
    [[nodiscard]] bool mayCome(Turn &turn, const Reply &reply, const Connection &connection);
    [[nodiscard]] Expected<bool, Unavailable> inviteIsUsable(const QByteArray &codeHash) const;
    void createAccount(Turn &turn, const QString &connection, const Reply &reply, const SignUpOp &op);
    // One try to sign in, from its words to its answer.
    struct Try {
        Reply reply;
        QString key;
        QString address; // as counted
        QString password;
        bool exempt = false; // from being counted
    };
    // False: too many passwords wait. Else it is answered in time, and what waited behind it is let in.
    [[nodiscard]] bool verify(const Try &one, const QByteArray &stored);
    // The password is the one that was stored as `stored`. False: another one is by now, and it is looked at again.
    [[nodiscard]] bool signInVerified(Turn &turn, const Try &one, const QByteArray &stored);
    // With today's parameters, where the stored hash was made with others; nobody waits for it.
    void rehash(const QString &key, const QByteArray &stored, const QString &password);
    // Lets in what waited. `connection` may be gone.
    void decided(const QString &connection);

    Core &m_core;
    Sessions &m_sessions;
    std::function<void(const QList<Incoming> &)> m_release;
};

} // namespace confab::core
