// SPDX-License-Identifier: GPL-3.0-or-later
#include <confab/hosting/admin.h>

#include <confab/core/digest.h>
#include <confab/core/password_rules.h>
#include <confab/protocol/limits.h>
#include <confab/protocol/names.h>
#include <confab/protocol/ulid.h>

namespace confab::app
{

namespace
{

using Problem = AdminProblem::Kind;

Problem kindOf(core::Guard guard)
{
    switch (guard) {
    case core::Guard::NameTaken:
        return Problem::NameTaken;
    case core::Guard::UnknownUser:
        return Problem::UnknownUser;
    case core::Guard::NotFound:
        return Problem::UnknownInvite;
    default:
        return Problem::Unavailable; // no operation of a host's gives any of the others
    }
}

// Runs one operation in a batch of its own. Its outcome counts only after the commit.
template <class T, class Operation>
Expected<T, AdminProblem> inOneBatch(core::Store &store, const Operation &operation)
{
    const std::unique_ptr<core::Batch> batch = store.begin();
    core::Outcome<T> outcome = operation();
    if (const auto *failed = std::get_if<core::GuardFailed>(&outcome))
        return Unexpected{AdminProblem{kindOf(failed->guard), {}}};
    if (const auto *unavailable = std::get_if<core::Unavailable>(&outcome))
        return Unexpected{AdminProblem{Problem::Unavailable, unavailable->reason}};
    auto *done = std::get_if<T>(&outcome);
    if (!done)
        return Unexpected{AdminProblem{Problem::Unavailable, QStringLiteral("an answer that makes no sense")}};
    if (const auto committed = batch->commit(); !committed)
        return Unexpected{AdminProblem{Problem::Unavailable, committed.error().reason}};
    return std::move(*done);
}

// Letters and digits that nobody mistakes for another: Crockford's base 32.
QString readable(const QByteArray &bytes)
{
    static constexpr char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";
    QString text;
    quint32 held = 0;
    int bits = 0;
    for (const char byte : bytes) {
        held = (held << 8) | static_cast<quint8>(byte);
        bits += 8;
        for (; bits >= 5; bits -= 5)
            text += QLatin1Char(digits[(held >> (bits - 5)) & 31]);
    }
    if (bits > 0)
        text += QLatin1Char(digits[(held << (5 - bits)) & 31]);
    return text;
}

} // namespace

QString sentence(const AdminProblem &problem)
{
    switch (problem.kind) {
    case Problem::NameTaken:
        return QStringLiteral("That name is taken.");
    case Problem::BadName:
        return QStringLiteral(
                   "A username is 1 to %1 letters, digits, '.', '_' or '-', of one script, and not a reserved "
                   "word.")
            .arg(protocol::limits::usernameChars);
    case Problem::BadDisplayName:
        return QStringLiteral("A display name is 1 to %1 characters, none of them invisible.")
            .arg(protocol::limits::displayNameChars);
    case Problem::BadPassword:
        return QStringLiteral("That cannot be a password: %1. One is %2 to %3 bytes long, and hard to guess.")
            .arg(problem.detail)
            .arg(protocol::limits::passwordBytesMin)
            .arg(protocol::limits::passwordBytesMax);
    case Problem::UnknownUser:
        return QStringLiteral("There is no such user.");
    case Problem::UnknownInvite:
        return QStringLiteral("There is no such invite.");
    case Problem::UnknownRoom:
        return QStringLiteral("There is no such room.");
    case Problem::Unavailable:
        break;
    }
    return QStringLiteral("The data could not be written: %1.").arg(problem.detail);
}

std::optional<AdminProblem> checkPassword(const QString &password, const QString &username)
{
    if (const QString problem = core::passwordProblem(password, username); !problem.isEmpty())
        return AdminProblem{Problem::BadPassword, problem};
    return {};
}

std::optional<AdminProblem> checkNewAccount(const NewAccount &account, const QString &password)
{
    if (protocol::checkUsername(account.username))
        return AdminProblem{Problem::BadName, {}};
    if (!account.displayName.isEmpty() && protocol::checkDisplayName(account.displayName))
        return AdminProblem{Problem::BadDisplayName, {}};
    return checkPassword(password, account.username);
}

Expected<core::Account, AdminProblem> addAccount(core::Store &store, const NewAccount &account,
                                                 const QByteArray &passwordHash, const QDateTime &now)
{
    core::SignUpOp op;
    op.account.key = protocol::keyOf(account.username);
    op.account.username = account.username;
    op.account.displayName = account.displayName.isEmpty() ? account.username : account.displayName;
    op.account.role = account.role;
    op.account.createdAt = now;
    op.passwordHash = passwordHash;
    op.now = now;
    auto done = inOneBatch<core::AccountStore::SignedUp>(store, [&] { return store.accounts().signUp(op); });
    if (!done)
        return Unexpected{done.error()};
    return done->account;
}

Expected<core::Account, AdminProblem> makeOwner(core::Store &store, const QString &username)
{
    return inOneBatch<core::Account>(
        store, [&] { return store.accounts().setRole(protocol::keyOf(username), protocol::Role::Owner); });
}

Expected<core::Account, AdminProblem> disableAccount(core::Store &store, const QString &username)
{
    return inOneBatch<core::Account>(store,
                                     [&] { return store.accounts().setDisabled(protocol::keyOf(username), true); });
}

Expected<core::Account, AdminProblem> resetPassword(core::Store &store, const QString &username,
                                                    const QByteArray &passwordHash)
{
    return inOneBatch<core::Account>(
        store, [&] { return store.accounts().setPassword(protocol::keyOf(username), passwordHash, {}); });
}

Expected<QString, AdminProblem> createInvite(core::Store &store, core::Random &random, const NewInvite &invite,
                                             const QDateTime &now)
{
    constexpr qsizetype codeBytes = 16;
    const QString code = readable(random.bytes(codeBytes));
    core::Invite made;
    made.id = protocol::makeUlid(now);
    made.codeHash = core::digestOf(code);
    made.usesLeft = invite.uses;
    made.expiresAt = now.addSecs(invite.hours * 60 * 60);
    made.room = invite.room;
    const auto done = inOneBatch<core::Invite>(store, [&] { return store.invites().create(made); });
    if (!done) {
        AdminProblem problem = done.error();
        if (problem.kind == Problem::UnknownInvite)
            problem.kind = Problem::UnknownRoom;
        return Unexpected{std::move(problem)};
    }
    return code;
}

Expected<std::monostate, AdminProblem> revokeInvite(core::Store &store, const QString &idOrCode)
{
    QString id = idOrCode;
    const auto byCode = store.invites().find(core::digestOf(idOrCode));
    if (!byCode)
        return Unexpected{AdminProblem{Problem::Unavailable, byCode.error().reason}};
    if (*byCode)
        id = (*byCode)->id;
    return inOneBatch<std::monostate>(store, [&] { return store.invites().revoke(id); });
}

} // namespace confab::app
