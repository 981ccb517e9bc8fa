// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stored.h"

#include <confab/client/message_row.h>

#include <QMap>

namespace confab::client
{

class QuoteBook;
class Transfers;
class UserBook;

// Makes rows for the view out of messages and of what waits. UI thread.
class RowMaker
{
public:
    RowMaker(UserBook &users, QuoteBook &quotes);

    void setMe(const protocol::User &me);
    // Tells how files stand; without it rows have none.
    void setTransfers(const Transfers *transfers) { m_transfers = transfers; }
    void setBots(const QList<protocol::BotInfo> &bots) { m_bots = bots; }

    [[nodiscard]] bool isMe(const QString &username) const;
    [[nodiscard]] QString nameOf(const QString &author) const;
    // The emoji of a bot that has one; empty: of nobody else.
    [[nodiscard]] QString pictureOf(const QString &author) const;
    // With the word for guests, for where no tag stands beside it.
    [[nodiscard]] QString shownNameOf(const QString &author) const;
    [[nodiscard]] MessageRow row(const protocol::Message &message, qint64 othersRead) const;
    // What there is of an answer that is coming.
    [[nodiscard]] MessageRow row(const protocol::Partial &answer) const;
    [[nodiscard]] MessageRow row(const OutboxItem &item, bool inFlight) const;
    // The row as it will be once this change of its message is there.
    void overlay(MessageRow &row, const OutboxItem &change) const;
    // The message with that seq, from those at hand or from wherever it can be had; nothing for 0.
    [[nodiscard]] std::optional<QuotedMessage> quote(qint64 seq, const QString &conversation,
                                                     const QMap<qint64, protocol::Message> &atHand) const;
    [[nodiscard]] bool reacted(const protocol::Message &message, const QString &emoji) const;

private:
    void overlayReaction(MessageRow &row, const protocol::React &react) const;
    [[nodiscard]] bool isMine(const protocol::Message &message, const protocol::Reaction &reaction) const;

    UserBook &m_users;
    QuoteBook &m_quotes;
    const Transfers *m_transfers = nullptr;
    protocol::User m_me;
    QString m_myKey;
    [[nodiscard]] const protocol::BotInfo *botOf(const QString &author) const; // nullptr: the server has none such

    QList<protocol::BotInfo> m_bots;
};

} // namespace confab::client
