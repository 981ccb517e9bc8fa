// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/ports.h>
#include <confab/core/records.h>
#include <confab/protocol/expected.h>

#include <QString>

// What whoever sits at the server's computer may do without an account: the command line and the host page. Every
// function commits before it returns. To be called on the store's thread.
namespace confab::app
{

struct AdminProblem {
    enum class Kind {
        NameTaken,
        BadName,
        BadDisplayName,
        BadPassword, // `detail` says why
        UnknownUser,
        UnknownInvite,
        UnknownRoom,
        Unavailable, // the store does not take it
    };
    Kind kind = Kind::Unavailable;
    QString detail; // for BadPassword and Unavailable
};

// One sentence for a person, in English: for the command line and logs.
[[nodiscard]] QString sentence(const AdminProblem &problem);

struct NewAccount {
    QString username;
    QString displayName; // empty: as the username
    protocol::Role role = protocol::Role::Member;
};

// Nothing when the account could be made with this password, as far as one can tell without the store.
[[nodiscard]] std::optional<AdminProblem> checkNewAccount(const NewAccount &account, const QString &password);
// The rule that holds for signing up.
[[nodiscard]] std::optional<AdminProblem> checkPassword(const QString &password, const QString &username);

[[nodiscard]] Expected<core::Account, AdminProblem> addAccount(core::Store &store, const NewAccount &account,
                                                               const QByteArray &passwordHash, const QDateTime &now);
[[nodiscard]] Expected<core::Account, AdminProblem> makeOwner(core::Store &store, const QString &username);
// Its sessions end.
[[nodiscard]] Expected<core::Account, AdminProblem> disableAccount(core::Store &store, const QString &username);
// Its sessions end.
[[nodiscard]] Expected<core::Account, AdminProblem> resetPassword(core::Store &store, const QString &username,
                                                                  const QByteArray &passwordHash);

struct NewInvite {
    qint64 uses = 1;
    qint64 hours = 24;
    QString room; // joined by whoever signs up with it; empty: none
};

// The code: 128 random bits that are stored hashed, so this is the only time it can be read.
[[nodiscard]] Expected<QString, AdminProblem> createInvite(core::Store &store, core::Random &random,
                                                           const NewInvite &invite, const QDateTime &now);
// By its id or by its code.
[[nodiscard]] Expected<std::monostate, AdminProblem> revokeInvite(core::Store &store, const QString &idOrCode);

} // namespace confab::app
