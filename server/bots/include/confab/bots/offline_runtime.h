// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/bots/dialogue_store.h>
#include <confab/bots/lex.h>
#include <confab/bots/lex_export.h>

#include <QDateTime>

#include <functional>
#include <memory>

namespace confab::bots
{

// Runs a bot's locale here, without a network, and answers as Amazon Lex does (docs/bots.md tells how well). The same
// dialogue at the same time always has the same answers. One thread; answers at once, in milliseconds.
class OfflineRuntime final : public lex::Runtime
{
public:
    // The time, with the zone that "today" and "at five" are meant in.
    using Clock = std::function<QDateTime()>;

    // Learns the bot: takes some ten milliseconds, and seconds for a bot of thousands of utterances.
    // `idleSeconds`: a dialogue that rests longer starts anew. `dialogues`: where they are kept, and then nothing of
    // them here; it outlives this.
    OfflineRuntime(lex::BotLocale locale, int idleSeconds, Clock clock, DialogueStore *dialogues = nullptr);
    ~OfflineRuntime() override;

    // Refused: a session id or a text that Lex would not take either. Failed: the store of dialogues does not work.
    void recognizeText(const lex::Request &request, std::function<void(const lex::Outcome &)> done) override;
    void deleteSession(const QString &sessionId, std::function<void(std::optional<lex::Failure>)> done) override;

    // So many dialogues are kept here; the one that rested longest gives way to a new one.
    static constexpr qsizetype mostSessions = 10'000;
    [[nodiscard]] qsizetype sessions() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace confab::bots
