// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core.h"

#include <QHash>

#include <utility>

namespace confab::core
{

// Takes questions to bots and their answers back into the conversation, of either dialect.
class BotDesk
{
public:
    explicit BotDesk(Core &core);

    void handle(Turn &turn, Connection &connection, const protocol::AskBot &command);
    void handle(Turn &turn, Connection &connection, const protocol::StartOver &command);
    void handle(Turn &turn, Connection &connection, const protocol::DeleteDialogue &command);
    void handle(Turn &turn, Connection &connection, const protocol::StopAnswer &command);
    // Somebody said it where people talk: a bot that it calls answers there.
    void heard(const protocol::Message &message);
    // The same where it may have been heard already.
    void heardAgain(const protocol::Message &message);
    // What an earlier run took and nobody answered: asked again, or answered with that, where it is of the last day.
    // Guests' questions end with their run.
    void askWhatWasLeft();
    // Plain dialect: the default bot is asked, and everybody there hears the answer.
    void askAloud(const QString &connection, const QString &text);
    // What another process took: it is stored, or was said aloud.
    using Settled = std::function<void(bool stored)>; // see ChatService::ask
    void askFor(const QString &bot, const BotQuestion &question, Settled settled);
    void giveUpFor(const QString &bot, const BotQuestion &question, const QString &failure);

private:
    // One that a bot has been asked and has not answered.
    struct Open {
        Bot *bot = nullptr;
        protocol::Message question;
        QString asker;     // key
        qint64 toldMs = 0; // when the asker was told of what there is so far
        Settled settled = {};
    };

    // Of a question. Its id is its author's choice: somebody else's may have the same.
    using Place = std::pair<QString, qint64>; // conversation, seq

    [[nodiscard]] Bot *find(const QString &id) const; // empty: the default; nullptr: there is none
    // The same, and where there is none that has been answered.
    [[nodiscard]] Bot *find(Turn &turn, const Reply &reply, const QString &id) const;
    // Goes on where the bot may be asked once more today, which is counted then; else `refused` gets the failure.
    void within(Bot &bot, std::function<void()> goOn, std::function<void(const BotAnswer &)> refused);
    // Asks, with what was said before where the bot wants to know that.
    void ask(const Open &open, const QString &locale);
    void askWithin(const Open &open, const QString &locale);
    // What another call may have asked: `ask` where nothing has come of it, `settled` where the answer is there.
    void askUnlessAnswered(const Open &open, std::function<void()> ask);
    // Whom a message calls where people talk; `bot` is nullptr where it calls none.
    [[nodiscard]] Open calledBy(const protocol::Message &message) const;
    void ask(const Open &open, BotQuestion question);
    void askAloud(Bot &bot, const BotQuestion &question, Settled settled);
    void progressed(const Place &place, const QString &text);
    void answered(const Open &open, const BotAnswer &answer);
    // Forgets the dialogue, then does what follows.
    void startOver(Bot &bot, const Reply &reply, const QString &key, std::function<void()> then);
    // What was left behind by the people behind `afterKey`.
    void askWhatWasLeft(const QDateTime &now, const QString &afterKey);
    void answeredAloud(const BotAsked &asked, const QString &bot, const BotAnswer &answer);

    Core &m_core;
    QHash<Place, Open> m_open;
};

} // namespace confab::core
