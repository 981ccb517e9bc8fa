// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

namespace confab::core
{

// Takes questions to bots and their answers back into the conversation, of either dialect.
class BotDesk
{
public:
    explicit BotDesk(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::AskBot &command);
    // Asks again what an earlier run took and nobody answered, of the last day. Guests' questions end with their run.
    void askWhatWasLeft();
    // Plain dialect: the default bot is asked, and everybody there hears the answer.
    void askAloud(const QString &connection, const QString &text);

private:
    [[nodiscard]] Bot *find(const QString &id) const; // empty: the default; nullptr: there is none
    void ask(Bot &bot, const protocol::Message &question, const QStringList &members, const QString &locale);
    // The same for the people behind `afterKey`.
    void askWhatWasLeft(const QDateTime &now, const QString &afterKey);
    void answered(const protocol::Message &question, const QString &bot, const QStringList &members,
                  const BotAnswer &answer);
    void answeredAloud(const QString &connection, const QString &bot, const BotAnswer &answer);

    Core &m_core;
};

} // namespace confab::core
