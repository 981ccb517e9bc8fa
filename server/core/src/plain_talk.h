// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

class BotDesk;

// The plain dialect: what the article's Lambdas do and say, word for word.
class PlainTalk
{
public:
    PlainTalk(Core &core, BotDesk &bots);

    void handle(Turn &turn, Connection &connection, const protocol::plain::Command &command);
    // The connection ended.
    void left(Turn &turn, const Connection &connection) const;

    // Who the connection is as long as it has not said: a guest nobody has heard of.
    void begin(Connection &connection) const;
    // As it was when it was stored.
    void resume(Connection &connection, const ConnectionRow &row) const;

private:
    void carryOut(Turn &turn, Connection &connection, const protocol::plain::Register &command);
    void carryOut(Turn &turn, Connection &connection, const protocol::plain::Say &command);
    void carryOut(Turn &turn, Connection &connection, const protocol::plain::Direct &command);
    void carryOut(Turn &turn, Connection &connection, const protocol::plain::Ask &command);
    void carryOut(Turn &turn, Connection &connection, const protocol::plain::Malformed &command);
    void carryOut(Turn &turn, Connection &connection, const protocol::plain::TooLong &command);

    [[nodiscard]] bool isTaken(const Connection &connection, const QString &name) const;
    void tell(Turn &turn, const Connection &connection, const QString &text) const;
    // Of what was tried by outcome, once it is durable.
    template <class T, class Done>
    void settle(Turn &turn, const Connection &connection, Outcome<T> outcome, Done done) const;

    Core &m_core;
    BotDesk &m_bots;
};

} // namespace confab::core
