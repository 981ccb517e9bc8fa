// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "function_settings.h"

#include <confab/aws/api_front.h>
#include <confab/aws/client.h>
#include <confab/aws/notes.h>
#include <confab/bots/dialogue_store.h>

#include <memory>
#include <vector>

namespace confab::app
{

// Dialogues as notes, those of each bot apart.
class NotedDialogues final : public bots::DialogueStore
{
public:
    NotedDialogues(QString bot, aws::Notes &notes, const core::Clock &clock);
    [[nodiscard]] std::optional<QByteArray> find(const QString &session) override;
    [[nodiscard]] bool put(const QString &session, const QByteArray &dialogue, int idleSeconds) override;
    [[nodiscard]] bool remove(const QString &session) override;

private:
    [[nodiscard]] QString nameOf(const QString &session) const;

    QString m_bot;
    aws::Notes &m_notes;
    const core::Clock &m_clock;
};

// The bots of a deployment, the default one first: Lex and a model of Bedrock, where they are set up, then those that
// run in the function itself: one for each export of Lex in a folder, and Hotel desk.
class FunctionBots
{
public:
    // All outlive it. `server`: its id. What an export lacks is told in the log, and the bot is not there.
    FunctionBots(const FunctionSettings &settings, const QString &server, const core::Clock &clock, aws::Client &lex,
                 aws::Client &models, aws::Notes &notes);
    ~FunctionBots();

    // Those to be asked here. Not in a worker: they answer before they return.
    [[nodiscard]] QList<core::Bot *> asked() const;
    // Those that a worker is left.
    [[nodiscard]] const QList<aws::LaterBot> &later() const { return m_later; }

private:
    void addLater(std::unique_ptr<core::Bot> bot, const FunctionSettings &settings);
    void addOffline(const QString &id, const QString &path);

    const core::Clock &m_clock;
    aws::Notes &m_notes;
    std::vector<std::unique_ptr<NotedDialogues>> m_dialogues;
    std::vector<std::unique_ptr<core::Bot>> m_bots;
    QList<aws::LaterBot> m_later;
};

} // namespace confab::app
