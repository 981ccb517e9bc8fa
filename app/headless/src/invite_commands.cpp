// SPDX-License-Identifier: GPL-3.0-or-later
#include "command_line.h"
#include "commands.h"
#include "data_folder.h"

#include <confab/crypto/system_random.h>
#include <confab/hosting/admin.h>

namespace confab::app
{

using namespace Qt::StringLiterals;

namespace
{

// From 1 on; nothing for anything else.
std::optional<qint64> count(const CommandLine &line, const QString &option, qint64 otherwise)
{
    if (!line.has(option))
        return otherwise;
    bool number = false;
    const int value = line.value(option).toInt(&number);
    if (!number || value < 1)
        return {};
    return value;
}

int complainOf(const AdminProblem &problem)
{
    return complain(problem.kind == AdminProblem::Kind::Unavailable ? exitDataFolder : exitRefused, sentence(problem));
}

QString stateOf(const core::Invite &invite, const QDateTime &now)
{
    if (invite.revoked)
        return u"revoked"_s;
    if (invite.usesLeft < 1)
        return u"used"_s;
    return invite.expiresAt > now ? u"usable"_s : u"expired"_s;
}

} // namespace

int inviteCreate(const QStringList &words)
{
    CommandLine line(u"invite create"_s, u"Prints a new invite code. It is stored hashed and cannot be shown again."_s);
    line.add(u"uses"_s, u"How many may sign up with it: 1 where it is not given."_s, u"N"_s);
    line.add(u"hours"_s, u"How long it is usable: 24 where it is not given."_s, u"N"_s);
    line.add(u"room"_s, u"A room that whoever signs up with it joins."_s, u"ID"_s);
    if (const auto code = line.read(words))
        return *code;
    const auto uses = count(line, u"uses"_s, 1);
    const auto hours = count(line, u"hours"_s, 24);
    if (!uses || !hours)
        return complain(exitUsage, u"--uses and --hours take a whole number from 1 on."_s);
    auto store = openForCommand(line.dataFolder(), IfMissing::Make);
    if (!store)
        return store.error();
    crypto::SystemRandom random;
    const auto code =
        createInvite(**store, random, {*uses, *hours, line.value(u"room"_s)}, QDateTime::currentDateTimeUtc());
    if (!code)
        return complainOf(code.error());
    print(*code);
    return donePrinting();
}

int inviteList(const QStringList &words)
{
    CommandLine line(u"invite list"_s, u"Prints the invites: id, state, uses left, end, room, with tabs between."_s);
    if (const auto code = line.read(words))
        return *code;
    auto store = openForCommand(line.dataFolder(), IfMissing::Refuse);
    if (!store)
        return store.error();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    const auto invites = (*store)->invites().list();
    if (!invites)
        return brokenOff(invites.error().reason);
    for (const core::Invite &invite : *invites)
        print(QStringList{invite.id, stateOf(invite, now), QString::number(invite.usesLeft),
                          invite.expiresAt.toString(Qt::ISODate), invite.room}
                  .join(u'\t'));
    return donePrinting();
}

int inviteRevoke(const QStringList &words)
{
    CommandLine line(u"invite revoke"_s, u"Makes an invite unusable, by its id or its code."_s, {u"ID"_s});
    if (const auto code = line.read(words))
        return *code;
    auto store = openForCommand(line.dataFolder(), IfMissing::Refuse);
    if (!store)
        return store.error();
    const auto done = revokeInvite(**store, line.arguments().constFirst());
    return done ? exitDone : complainOf(done.error());
}

} // namespace confab::app
