// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "connections.h"
#include "membership.h"

#include <confab/core/ports.h>
#include <confab/core/settings.h>

namespace confab::core
{

// Takes what has been committed to everybody whom it concerns, in both dialects.
class Publisher
{
public:
    Publisher(Courier &courier, Membership &membership, const Connections &connections, const ServerSettings &settings);

    void message(const protocol::Message &message) const;
    // The same where it was told before: only the Confab dialect has words for that.
    void revised(const protocol::Message &message) const;
    // The object as it is now, to its members.
    void conversation(protocol::Conversation conversation) const;
    void conversationGone(const QString &conversation, const QStringList &keys) const;
    // What does not matter a moment later; nobody hears of it where more than a few are.
    void typing(const protocol::TypingPush &typing, const QString &exceptConnection) const;
    void read(const protocol::ReadPush &read, const QString &readerKey) const;
    // A sentence to every plain connection.
    void plain(const QString &text, const QString &exceptConnection = {}) const;

private:
    [[nodiscard]] Audience membersOf(const QString &conversation) const;
    // The connections of a guest of the plain dialect.
    [[nodiscard]] Audience plainGuest(const QString &key) const;
    [[nodiscard]] bool mayBePlain() const;

    Courier &m_courier;
    Membership &m_membership;
    const Connections &m_connections;
    bool m_plainToo; // the plain dialect is spoken here at all
    bool m_holdsConnections;
};

// `receipts` is what the number of members makes of it; stores do not keep it.
[[nodiscard]] bool hasReceipts(const protocol::Conversation &conversation);

} // namespace confab::core
