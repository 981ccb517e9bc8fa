// SPDX-License-Identifier: GPL-3.0-or-later
#include "mentions.h"

#include <confab/protocol/defence.h>
#include <confab/protocol/everybody.h>
#include <confab/protocol/names.h>

#include <algorithm>

namespace confab::core
{

namespace
{

// Each is looked up; a text made of nothing else must stay cheap.
constexpr qsizetype mostMentions = 20;

bool belongsToName(QChar character)
{
    return character.isLetterOrNumber() || character.isMark() || character.isSurrogate() || character == u'.' ||
           character == u'_' || character == u'-';
}

QStringList namesCalled(const QString &text)
{
    QStringList names;
    for (qsizetype at = text.indexOf(u'@'); at >= 0 && names.size() < mostMentions; at = text.indexOf(u'@', at + 1)) {
        // Behind a letter it is an e-mail address.
        if (at > 0 && belongsToName(text.at(at - 1)))
            continue;
        qsizetype end = at + 1;
        while (end < text.size() && belongsToName(text.at(end)))
            ++end;
        const QString name = text.sliced(at + 1, end - at - 1);
        if (!name.isEmpty() && !names.contains(name))
            names.append(name);
    }
    return names;
}

} // namespace

QList<QString> findMentions(const QString &text, Store &store, const QString &conversation, const Caller &caller)
{
    const QStringList names = namesCalled(text);
    if (names.isEmpty())
        return {};

    const bool everybody = conversation == protocol::groupConversation;
    const QList<RoomMember> members = everybody ? QList<RoomMember>() : store.conversations().members(conversation);
    const auto accountOf = [&](const QString &name) -> std::optional<Account> {
        const QString key = protocol::keyOf(name);
        const bool isMember = everybody || std::any_of(members.cbegin(), members.cend(),
                                                       [&key](const RoomMember &member) { return member.key == key; });
        if (!isMember)
            return std::nullopt;
        const auto account = store.accounts().find(key);
        return account && !account->disabled ? account : std::nullopt;
    };

    const auto mayCallAll = [&] {
        protocol::Role role = caller.role.value_or(protocol::Role::Guest);
        for (const RoomMember &member : members) {
            if (member.key == caller.key)
                role = std::max(role, member.role);
        }
        return role >= protocol::Role::Moderator || !inForce("call-all");
    };

    QList<QString> mentions;
    for (QString name : names) {
        // "@ann." at the end of a sentence is ann, unless somebody is called so.
        auto account = accountOf(name);
        const auto isAll = [&name] { return protocol::keyOf(name) == protocol::everybodyMention; };
        while (!account && !isAll() && !name.isEmpty() &&
               (name.endsWith(u'.') || name.endsWith(u'-') || name.endsWith(u'_'))) {
            name.chop(1);
            account = accountOf(name);
        }
        if (isAll() && mayCallAll() && !mentions.contains(protocol::everybodyMention))
            mentions.append(protocol::everybodyMention);
        if (account && !mentions.contains(account->username))
            mentions.append(account->username);
    }
    return mentions;
}

} // namespace confab::core
