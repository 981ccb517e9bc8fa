// SPDX-License-Identifier: GPL-3.0-or-later
#include "entrance.h"

#include "throttle.h"

#include <confab/core/digest.h>
#include <confab/core/password_rules.h>
#include <confab/protocol/names.h>

#include <utility>

namespace confab::core
{

using namespace Qt::StringLiterals;
using protocol::Access;
using protocol::ErrorCode;

namespace
{

QString explain(protocol::NameProblem problem)
{
    switch (problem) {
    case protocol::NameProblem::Empty:
        return u"the name is empty"_s;
    case protocol::NameProblem::TooLong:
        return u"the name is too long"_s;
    case protocol::NameProblem::BadCharacter:
        return u"the name holds a character that names may not have"_s;
    case protocol::NameProblem::MixedScripts:
        return u"the name mixes scripts"_s;
    case protocol::NameProblem::Reserved:
        return u"the name is reserved"_s;
    }
    return {};
}

void refuseCredentials(Turn &turn, const Reply &reply)
{
    turn.always([reply] { reply.error(ErrorCode::WrongCredentials, u"unknown name or wrong password"_s); });
}

// For one command: refuse(code, why[, field[, retryAfterMs]]).
auto refuser(Turn &turn, const Reply &reply)
{
    return [&turn, reply](ErrorCode code, const QString &why, const QString &field = {}, qint64 retryAfterMs = 0) {
        turn.always([=] { reply.error(code, why, field, retryAfterMs); });
    };
}

// The store could not be read, which says nothing of who asks.
void answerUnread(Turn &turn, const Reply &reply, const Unavailable &problem)
{
    logUnavailable(problem);
    turn.always([reply] { reply.busy(); });
}

// False: the name may not be had, which has been answered.
bool nameIsGood(Turn &turn, const Reply &reply, const QString &name)
{
    const auto problem = protocol::checkUsername(name);
    if (!problem)
        return true;
    const ErrorCode code = *problem == protocol::NameProblem::Reserved ? ErrorCode::Taken : ErrorCode::BadField;
    turn.always([reply, code, why = explain(*problem)] { reply.error(code, why, u"username"_s); });
    return false;
}

} // namespace

Entrance::Entrance(Core &core, Sessions &sessions, std::function<void(const QList<Incoming> &)> release)
    : m_core(core)
    , m_sessions(sessions)
    , m_release(std::move(release))
{
}

// --- hello ------------------------------------------------------------------------------------------------------

void Entrance::handle(Turn &turn, Connection &connection, const protocol::Hello &hello)
{
    connection.locale = hello.locale;
    const QByteArray tokenHash = digestOf(hello.token);
    std::optional<protocol::User> found;
    if (!connection.role && !hello.token.isEmpty()) {
        const auto resumed = m_sessions.resume(turn, connection, tokenHash);
        // A welcome without the person would make the client throw its token away.
        if (!resumed)
            return answerUnread(turn, m_core.reply(connection, hello.id), resumed.error());
        found = resumed.value();
    }

    // Whether the session slid on disk does not matter for being let in: it was good when it was read.
    turn.always([this, id = connection.id, reply = m_core.reply(connection, hello.id), found, tokenHash] {
        Connection *here = m_core.connections.find(id);
        if (!here)
            return;
        const bool comes = found.has_value();
        std::optional<protocol::User> you = found;
        if (!comes && here->role)
            you = m_core.presence.find(here->key);

        protocol::Welcome welcome;
        welcome.id = reply.id();
        // Nobody need give a name, and clients take no empty one.
        welcome.server = {.name = m_core.identity.name.isEmpty() ? u"Confab"_s : m_core.identity.name,
                          .id = m_core.identity.id,
                          .epoch = m_core.identity.epoch,
                          .version = QStringLiteral(CONFAB_VERSION)};
        const ServerSettings &settings = m_core.settings;
        welcome.access = settings.access;
        if (settings.access == Access::Invite && settings.signUpNeedsInvite)
            welcome.signUp = {u"invite"_s};
        welcome.limits.frameBytes = settings.limits.frameBytes;
        if (settings.rateLimits) {
            welcome.limits.messagesPerSecond = settings.limits.messagesPerSecond;
            welcome.limits.burst = settings.limits.burst;
        }
        welcome.features.append(settings.holdsConnections ? u"presence"_s : u"gateway"_s);
        welcome.features += {u"receipts"_s, u"all"_s};
        if (m_core.ports.store.searches())
            welcome.features.append(u"search"_s);
        if (m_core.takesFiles() && settings.limits.fileBytes > 0) {
            welcome.features.append(u"files"_s);
            welcome.limits.fileBytes = settings.limits.fileBytes;
        }
        for (const Bot *bot : std::as_const(m_core.ports.bots))
            welcome.bots.append(bot->info());
        welcome.you = you;
        // First the larger frames, then the word that they may come.
        if (comes)
            m_sessions.enter(id, protocol::keyOf(found->username), *found, tokenHash);
        reply.event(welcome);
    });
}

// --- signing up -------------------------------------------------------------------------------------------------

bool Entrance::mayCome(Turn &turn, const Reply &reply, const Connection &connection)
{
    if (!m_core.settings.rateLimits || isLoopback(connection.peer))
        return true;
    const auto wait = m_core.limits->newcomer(addressForCounting(connection.peer));
    if (!wait)
        answerUnread(turn, reply, wait.error());
    else if (*wait > 0)
        refuser(turn, reply)(ErrorCode::RateLimited, u"too many new people from this address"_s, {}, *wait);
    return wait && *wait == 0;
}

Expected<bool, Unavailable> Entrance::inviteIsUsable(const QByteArray &codeHash) const
{
    if (codeHash.isEmpty())
        return false;
    const auto read = m_core.ports.store.invites().find(codeHash);
    if (!read)
        return Unexpected{read.error()};
    const std::optional<Invite> &invite = *read;
    return invite && !invite->revoked && invite->usesLeft > 0 && invite->expiresAt > m_core.ports.clock.now();
}

void Entrance::handle(Turn &turn, Connection &connection, const protocol::SignUp &signUp)
{
    const Reply reply = m_core.reply(connection, signUp.id);
    const auto refuse = refuser(turn, reply);
    if (!mayCome(turn, reply, connection))
        return;

    const ServerSettings &settings = m_core.settings;
    if (settings.access == Access::Closed)
        return refuse(ErrorCode::Forbidden, u"nobody signs up here; the host makes the accounts"_s);
    const bool codeNeeded = settings.access == Access::Invite && settings.signUpNeedsInvite;
    QByteArray inviteHash = signUp.invite.isEmpty() ? QByteArray() : digestOf(signUp.invite);
    const auto usable = inviteIsUsable(inviteHash);
    if (!usable)
        return answerUnread(turn, reply, usable.error());
    if (!*usable) {
        if (codeNeeded)
            return refuse(ErrorCode::Forbidden, u"a valid invite is needed"_s, u"invite"_s);
        inviteHash.clear();
    }

    if (!nameIsGood(turn, reply, signUp.username))
        return;
    const QString key = protocol::keyOf(signUp.username);
    if (m_core.ports.store.accounts().find(key))
        return refuse(ErrorCode::Taken, u"the name is taken"_s, u"username"_s);
    QString displayName = signUp.displayName.trimmed();
    if (displayName.isEmpty())
        displayName = signUp.username;
    if (const auto problem = protocol::checkDisplayName(displayName))
        return refuse(ErrorCode::BadField, explain(*problem), u"displayName"_s);
    if (const QString problem = passwordProblem(signUp.password, signUp.username); !problem.isEmpty())
        return refuse(ErrorCode::BadField, problem, u"password"_s);

    SignUpOp op;
    op.account = {.key = key,
                  .username = signUp.username,
                  .displayName = displayName,
                  .ver = 1,
                  .role = protocol::Role::Member,
                  .disabled = false,
                  .createdAt = {}};
    op.inviteHash = inviteHash;
    const auto hashed = [this, op, reply, id = connection.id](const QByteArray &hash) {
        m_core.turns.run([=, this](Turn &later) mutable {
            op.passwordHash = hash;
            op.now = m_core.ports.clock.now();
            op.account.createdAt = op.now;
            // Nobody is there any more to be told that there is an account now.
            if (m_core.connections.find(id)) {
                if (hash.isEmpty())
                    later.always([reply] { reply.busy(); });
                else
                    createAccount(later, id, reply, op);
            }
            later.always([this, id] { decided(id); });
        });
    };
    if (!m_core.ports.passwords.hash(signUp.password, m_core.whileAlive<const QByteArray &>(hashed)))
        return turn.always([reply] { reply.busy(); });
    connection.entering = true;
}

void Entrance::createAccount(Turn &turn, const QString &connection, const Reply &reply, const SignUpOp &op)
{
    auto outcome = turn.store().accounts().signUp(op);
    if (!std::holds_alternative<AccountStore::SignedUp>(outcome)) {
        settle(turn, reply, std::move(outcome), [](const auto &) {});
        return;
    }
    const auto made = std::get<AccountStore::SignedUp>(std::move(outcome));
    const auto ticket = m_sessions.makeTicket(made.account.key, made.account.username, false);
    const auto kept = turn.store().sessions().put(ticket.session);
    m_sessions.note(turn, *m_core.connections.find(connection), made.account.key, made.account.username,
                    ticket.session.tokenHash);

    const auto tellTheOthers = [this, made] {
        m_core.membership.forget(protocol::groupConversation);
        if (const auto group = m_core.ports.store.conversations().find(protocol::groupConversation))
            m_core.publisher.conversation(*group);
        if (made.joinedRoom.isEmpty())
            return;
        m_core.membership.forget(made.joinedRoom);
        if (const auto room = m_core.ports.store.conversations().find(made.joinedRoom))
            m_core.publisher.conversation(*room);
    };
    settle(turn, reply, kept, [=, this](std::monostate) {
        const protocol::User user = toUser(made.account);
        m_sessions.enter(connection, made.account.key, user, ticket.session.tokenHash);
        reply.event(protocol::SessionGranted{.id = reply.id(), .token = ticket.token, .user = user});
        tellTheOthers();
    });
}

// --- signing in -------------------------------------------------------------------------------------------------

void Entrance::handle(Turn &turn, Connection &connection, const protocol::SignIn &signIn)
{
    Try one{.reply = m_core.reply(connection, signIn.id),
            .key = protocol::keyOf(signIn.username),
            .address = addressForCounting(connection.peer),
            .password = signIn.password};
    const auto known = m_core.ports.store.accounts().credentials(one.key);
    if (!known)
        return answerUnread(turn, one.reply, known.error());
    const std::optional<Credentials> &credentials = known.value();
    const bool exists = credentials && !credentials->account.disabled;
    // The owner at the machine itself must not be locked out by somebody who guesses from elsewhere.
    one.exempt = !m_core.settings.rateLimits ||
                 (isLoopback(connection.peer) && exists && credentials->account.role == protocol::Role::Owner);
    if (!one.exempt) {
        const auto wait = m_core.limits->beginSignIn(one.key, one.address);
        if (!wait)
            return answerUnread(turn, one.reply, wait.error());
        if (*wait > 0)
            return refuser(turn, one.reply)(ErrorCode::RateLimited, u"too many tries to sign in"_s, {}, *wait);
    }
    if (!verify(one, exists ? credentials->passwordHash : QByteArray())) {
        if (!one.exempt)
            m_core.limits->signInAbandoned(one.key, one.address);
        return turn.always([reply = one.reply] { reply.busy(); });
    }
    connection.entering = true;
}

bool Entrance::verify(const Try &one, const QByteArray &stored)
{
    const auto verified = [this, one, stored](PasswordHasher::Verdict verdict) {
        m_core.turns.run([this, one, stored, verdict](Turn &later) {
            const QString &id = one.reply.connection();
            if (!verdict.matches)
                refuseCredentials(later, one.reply);
            else if (m_core.connections.find(id) && !signInVerified(later, one, stored))
                return;
            if (!one.exempt && verdict.matches)
                m_core.limits->signInSucceeded(one.key, one.address);
            else if (!one.exempt)
                m_core.limits->signInFailed(one.key, one.address);
            later.always([this, id] { decided(id); });
        });
        if (verdict.matches && verdict.rehash)
            rehash(one.key, stored, one.password);
    };
    return m_core.ports.passwords.verify(stored, one.password, m_core.whileAlive<PasswordHasher::Verdict>(verified));
}

bool Entrance::signInVerified(Turn &turn, const Try &one, const QByteArray &stored)
{
    // In the batch, so that nobody gives the account another password between this look and the session.
    const auto known = turn.store().accounts().credentials(one.key);
    if (!known) {
        answerUnread(turn, one.reply, known.error());
        return true;
    }
    const std::optional<Credentials> &credentials = known.value();
    if (!credentials || credentials->account.disabled) {
        refuseCredentials(turn, one.reply);
        return true;
    }
    if (credentials->passwordHash != stored) {
        // A new password, or the same one hashed anew meanwhile.
        if (verify(one, credentials->passwordHash))
            return false;
        turn.always([reply = one.reply] { reply.busy(); });
        return true;
    }
    const Account &account = credentials->account;
    const QString connection = one.reply.connection();
    const auto ticket = m_sessions.makeTicket(account.key, account.username, false);
    auto kept = turn.store().sessions().put(ticket.session);
    m_sessions.note(turn, *m_core.connections.find(connection), account.key, account.username,
                    ticket.session.tokenHash);
    settle(turn, one.reply, std::move(kept),
           [this, connection, ticket, reply = one.reply, user = toUser(account)](std::monostate) {
               m_sessions.enter(connection, ticket.session.key, user, ticket.session.tokenHash);
               reply.event(protocol::SessionGranted{.id = reply.id(), .token = ticket.token, .user = user});
           });
    return true;
}

void Entrance::rehash(const QString &key, const QByteArray &stored, const QString &password)
{
    const auto hashed = [this, key, stored](const QByteArray &hash) {
        if (hash.isEmpty())
            return;
        m_core.turns.run([key, stored, hash](Turn &turn) {
            const auto outcome = turn.store().accounts().rehash(key, stored, hash);
            if (const auto *problem = std::get_if<Unavailable>(&outcome))
                logUnavailable(*problem);
        });
    };
    // Where that is not to be had now, the next sign-in tries again.
    (void)m_core.ports.passwords.hash(password, m_core.whileAlive<const QByteArray &>(hashed));
}

void Entrance::handle(Turn &turn, Connection &connection, const protocol::GuestSignIn &guest)
{
    const Reply reply = m_core.reply(connection, guest.id);
    const auto refuse = refuser(turn, reply);
    if (m_core.settings.access != Access::Open)
        return refuse(ErrorCode::Forbidden, u"this server takes no guests"_s);
    if (!mayCome(turn, reply, connection))
        return;
    if (!nameIsGood(turn, reply, guest.username))
        return;
    if (m_core.ports.store.accounts().find(protocol::keyOf(guest.username)))
        return refuse(ErrorCode::Taken, u"the name is taken"_s, u"username"_s);

    const QString username = protocol::guestUsername(guest.username, m_core.drawSuffix(guest.username));
    const QString key = protocol::keyOf(username);
    const auto ticket = m_sessions.makeTicket(key, username, true);
    auto kept = turn.store().sessions().put(ticket.session);
    m_sessions.note(turn, connection, key, username, ticket.session.tokenHash);
    settle(turn, reply, std::move(kept), [=, this, id = connection.id](std::monostate) {
        const protocol::User user = guestUser(username);
        m_sessions.enter(id, key, user, ticket.session.tokenHash);
        reply.event(protocol::SessionGranted{.id = reply.id(), .token = ticket.token, .user = user});
    });
}

void Entrance::decided(const QString &connection)
{
    Connection *here = m_core.connections.find(connection);
    if (!here)
        return;
    here->entering = false;
    if (const QList<Incoming> held = std::exchange(here->held, {}); !held.isEmpty())
        m_release(held);
}

} // namespace confab::core
