// SPDX-License-Identifier: GPL-3.0-or-later
#include "publisher.h"

#include <confab/protocol/names.h>

namespace confab::core
{

Publisher::Publisher(Courier &courier, Membership &membership, const Connections &connections,
                     const ServerSettings &settings)
    : m_courier(courier)
    , m_membership(membership)
    , m_connections(connections)
    , m_plainToo(settings.access == protocol::Access::Open)
    , m_holdsConnections(settings.holdsConnections)
{
}

Audience Publisher::membersOf(const QString &conversation) const
{
    if (conversation == protocol::groupConversation)
        return Audience::everyone();
    return {Audience::Kind::Users, m_membership.members(conversation), {}};
}

Audience Publisher::plainGuest(const QString &key) const
{
    if (!m_holdsConnections)
        return Audience::users({key});
    return {Audience::Kind::Connections, std::make_shared<const QStringList>(m_connections.ofKey(key)), {}};
}

bool Publisher::mayBePlain() const
{
    return m_plainToo && (!m_holdsConnections || m_connections.plainCount() > 0);
}

void Publisher::revised(const protocol::Message &message) const
{
    m_courier.deliver(membersOf(message.conversation), protocol::MessagePush{message});
}

void Publisher::message(const protocol::Message &message) const
{
    const QString &conversation = message.conversation;
    m_courier.deliver(membersOf(conversation), protocol::MessagePush{message});
    if (conversation == protocol::groupConversation) {
        plain(message.text);
    } else if (const auto keys = protocol::directKeys(conversation); keys && mayBePlain()) {
        // A plain client reads what others wrote to it; its own words come back to it in a sentence of their own.
        const QString author = protocol::keyOf(message.author);
        const QString receiver = keys->first == author ? keys->second : keys->first;
        if (protocol::isGuest(receiver))
            m_courier.deliver(plainGuest(receiver), PlainText{message.text});
    }
}

void Publisher::conversation(protocol::Conversation conversation) const
{
    conversation.receipts = hasReceipts(conversation);
    const Audience audience = membersOf(conversation.id);
    m_courier.deliver(audience, protocol::ConversationPush{std::move(conversation)});
}

void Publisher::conversationGone(const QString &conversation, const QStringList &keys) const
{
    m_courier.deliver(Audience::users(keys), protocol::ConversationGone{conversation});
}

void Publisher::typing(const protocol::TypingPush &typing, const QString &exceptConnection) const
{
    if (!m_membership.isIntimate(typing.conversation))
        return;
    Audience audience = membersOf(typing.conversation);
    audience.exceptConnection = exceptConnection;
    m_courier.deliver(audience, typing);
}

void Publisher::read(const protocol::ReadPush &read, const QString &readerKey) const
{
    m_courier.deliver(
        m_membership.isIntimate(read.conversation) ? membersOf(read.conversation) : Audience::users({readerKey}), read);
}

void Publisher::plain(const QString &text, const QString &exceptConnection) const
{
    if (!mayBePlain())
        return;
    Audience audience = Audience::everyone();
    audience.exceptConnection = exceptConnection;
    m_courier.deliver(audience, PlainText{text});
}

bool hasReceipts(const protocol::Conversation &conversation)
{
    return conversation.kind != protocol::ConversationKind::Bot &&
           conversation.memberCount <= protocol::limits::intimateMembers;
}

} // namespace confab::core
