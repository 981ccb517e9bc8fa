// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "brain.h"
#include "session.h"

#include <QDateTime>
#include <QList>
#include <QString>

#include <optional>

namespace confab::bots::offline
{

// One turn of a dialogue: from what a person said to what the bot answers, as Lex would tell it.
class Turn
{
public:
    Turn(const Brain &brain, Session &session, const QDateTime &now);

    [[nodiscard]] lex::Response answer(const QString &text);

private:
    // Where an intent is on its way.
    enum class Stage { Values, Confirmation, Fulfilment, Closing, End };

    [[nodiscard]] const lex::IntentDefinition &intent() const;
    [[nodiscard]] const lex::Slot *slotNamed(const QString &name) const;
    [[nodiscard]] bool allowed(const lex::IntentDefinition &intent) const;

    // What was said to what the bot had asked.
    [[nodiscard]] SlotReader::Answer answerTo(const lex::Slot &slot, const SlotFilling &filling) const;
    void toSlot();
    void toConfirmation();
    void toNothing();
    [[nodiscard]] const Candidate *other(double least) const;
    [[nodiscard]] qsizetype wordsBeside(const QMap<QString, SlotFinding> &found) const;
    // Values for other slots than the one asked for. Whether there were any.
    bool correct(const QMap<QString, SlotFinding> &found, const QString &asked);

    // On with the intent.
    void start(qsizetype intent, bool withValues);
    void start(const Candidate &candidate);
    void fillDefaults();
    void goOn(const lex::Step &step, Stage otherwise);
    void run(Stage stage, const QString &slot = {});
    void runValues(const QString &slot);
    void elicit(const lex::Slot &slot);
    void again();
    void failed();
    void fallBack();
    void holdContexts();
    void say(const std::optional<lex::Speech> &speech);
    void leave(lex::DialogActionType action, const QString &slot = {});

    [[nodiscard]] lex::Intent told(const Running &running) const;
    void tellInterpretations();
    void dropContexts();

    const Brain &m_brain;
    Session &m_session;
    QDateTime m_now;
    Sentence m_sentence;
    QList<Candidate> m_candidates; // the best first; those whose input contexts are active
    lex::Response m_response;
    std::optional<Running> m_gaveUp; // the intent that failed, where the fallback intent answers for it
    bool m_understood = true;
    bool m_done = false;
    int m_steps = 0;
};

} // namespace confab::bots::offline
