// SPDX-License-Identifier: GPL-3.0-or-later
#include "membership.h"

#include <confab/protocol/names.h>

namespace confab::core
{

namespace
{

// A few hundred bytes each; conversations that nobody speaks in need not stay.
constexpr qsizetype mostRolls = 20'000;

} // namespace

Membership::Membership(ConversationStore &store)
    : m_store(store)
{
    m_nobody.keys = std::make_shared<const QStringList>();
}

const Membership::Roll &Membership::roll(const QString &conversation)
{
    if (const auto found = m_rolls.constFind(conversation); found != m_rolls.constEnd())
        return *found;

    Roll roll;
    QStringList keys;
    if (conversation == protocol::groupConversation) {
        const auto group = m_store.find(conversation);
        roll.count = group ? group->memberCount : 0;
    } else {
        const QList<RoomMember> members = m_store.members(conversation);
        for (const RoomMember &member : members) {
            keys.append(member.key);
            roll.lookup.insert(member.key);
        }
        roll.count = keys.size();
        // Not kept: made-up ids must not fill the memory.
        if (keys.isEmpty())
            return m_nobody;
    }
    roll.keys = std::make_shared<const QStringList>(std::move(keys));
    if (m_rolls.size() >= mostRolls)
        m_rolls.clear();
    return *m_rolls.insert(conversation, std::move(roll));
}

std::shared_ptr<const QStringList> Membership::members(const QString &conversation)
{
    return roll(conversation).keys;
}

qint64 Membership::count(const QString &conversation)
{
    return roll(conversation).count;
}

bool Membership::mayRead(const QString &key, const QString &conversation)
{
    return conversation == protocol::groupConversation || roll(conversation).lookup.contains(key);
}

bool Membership::isIntimate(const QString &conversation)
{
    return count(conversation) <= protocol::limits::intimateMembers;
}

void Membership::forget(const QString &conversation)
{
    m_rolls.remove(conversation);
}

void Membership::forgetAll()
{
    m_rolls.clear();
}

} // namespace confab::core
