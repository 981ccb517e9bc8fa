// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "commands.h"
#include "data_folder.h"
#include "line_input.h"

#include <confab/crypto/password.h>
#include <confab/hosting/admin.h>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qsizetype accountsAPage = 500;

// What is wrong with how something was typed is usage, the rest was understood.
int complainOf(const AdminProblem &problem)
{
    switch (problem.kind) {
    case AdminProblem::Kind::BadName:
    case AdminProblem::Kind::BadDisplayName:
    case AdminProblem::Kind::BadPassword:
        return complain(exitUsage, sentence(problem));
    case AdminProblem::Kind::Unavailable:
        return complain(exitDataFolder, sentence(problem));
    case AdminProblem::Kind::NameTaken:
    case AdminProblem::Kind::UnknownUser:
    case AdminProblem::Kind::UnknownInvite:
    case AdminProblem::Kind::UnknownRoom:
        break;
    }
    return complain(exitRefused, sentence(problem));
}

QString nameOf(protocol::Role role)
{
    for (const auto &[one, name] : protocol::EnumNames<protocol::Role>::table)
        if (one == role)
            return name;
    return {};
}

// The error is the exit code.
Expected<QByteArray, int> hashOf(const QString &password)
{
    QByteArray hash = crypto::hashPassword(password);
    if (hash.isEmpty())
        return Unexpected{complain(exitRefused, u"There is not enough memory to hash a password."_s)};
    return hash;
}

// Account roles; nobody is made a guest.
std::optional<protocol::Role> roleFrom(const QString &text)
{
    for (const auto &[role, name] : protocol::EnumNames<protocol::Role>::table)
        if (text == name && role != protocol::Role::Guest)
            return role;
    return {};
}

} // namespace

int userCreate(const QStringList &words)
{
    CommandLine line(u"user create"_s, u"Makes an account."_s, {u"NAME"_s});
    line.add(u"role"_s, u"owner, moderator or member (the default)."_s, u"ROLE"_s);
    line.add(u"display"_s, u"The name that others read; the username where it is not given."_s, u"TEXT"_s);
    line.add(u"password-stdin"_s, u"The password is the first line of standard input."_s);
    if (const auto code = line.read(words))
        return *code;
    const auto role = roleFrom(line.has(u"role"_s) ? line.value(u"role"_s) : u"member"_s);
    if (!role)
        return complain(exitUsage, u"A role is owner, moderator or member."_s);
    if (!line.has(u"password-stdin"_s))
        return complain(exitUsage, u"confabd user create needs --password-stdin."_s);
    const NewAccount account{line.arguments().constFirst(), line.value(u"display"_s).trimmed(), *role};
    const QString password = lineFromInput();
    if (const auto problem = checkNewAccount(account, password))
        return complainOf(*problem);
    const auto hash = hashOf(password);
    if (!hash)
        return hash.error();
    auto store = openForCommand(line.dataFolder(), IfMissing::Make);
    if (!store)
        return store.error();
    const auto added = addAccount(**store, account, *hash, QDateTime::currentDateTimeUtc());
    if (!added)
        return complainOf(added.error());
    return exitDone;
}

int userList(const QStringList &words)
{
    CommandLine line(u"user list"_s, u"Prints the accounts: name, role, state, display name, with tabs between."_s);
    if (const auto code = line.read(words))
        return *code;
    auto store = openForCommand(line.dataFolder(), IfMissing::Refuse);
    if (!store)
        return store.error();
    QString after;
    do {
        const auto page = (*store)->accounts().list(after, accountsAPage);
        if (!page)
            return brokenOff(page.error().reason);
        for (const core::Account &account : page->rows)
            print(QStringList{account.username, nameOf(account.role), account.disabled ? u"disabled"_s : u"active"_s,
                              account.displayName}
                      .join(u'\t'));
        after = page->next;
    } while (!after.isEmpty());
    return donePrinting();
}

int userDisable(const QStringList &words)
{
    CommandLine line(u"user disable"_s, u"Keeps an account from signing in and ends its sessions."_s, {u"NAME"_s});
    if (const auto code = line.read(words))
        return *code;
    auto store = openForCommand(line.dataFolder(), IfMissing::Refuse);
    if (!store)
        return store.error();
    const auto done = disableAccount(**store, line.arguments().constFirst());
    return done ? exitDone : complainOf(done.error());
}

int userResetPassword(const QStringList &words)
{
    CommandLine line(u"user reset-password"_s, u"Gives an account a new password and ends its sessions."_s,
                     {u"NAME"_s});
    line.add(u"password-stdin"_s, u"The password is the first line of standard input."_s);
    if (const auto code = line.read(words))
        return *code;
    if (!line.has(u"password-stdin"_s))
        return complain(exitUsage, u"confabd user reset-password needs --password-stdin."_s);
    const QString password = lineFromInput();
    if (const auto problem = checkPassword(password, line.arguments().constFirst()))
        return complainOf(*problem);
    const auto hash = hashOf(password);
    if (!hash)
        return hash.error();
    auto store = openForCommand(line.dataFolder(), IfMissing::Refuse);
    if (!store)
        return store.error();
    const auto done = resetPassword(**store, line.arguments().constFirst(), *hash);
    return done ? exitDone : complainOf(done.error());
}

} // namespace confab::app
