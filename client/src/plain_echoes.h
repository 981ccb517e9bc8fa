// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pending_answers.h"

#include <QList>

#include <optional>

namespace confab::client
{

// What was sent to a plain backend and waits to be seen to be there: by its echo, by the bot's answer, or by a sentence
// that says why it is not. Texts have no ids, so these rules guess, the oldest first (docs/protocol.md, "A client of
// such a backend"). A value; times are Scheduler::nowMs.
class PlainEchoes
{
public:
    struct Waiting {
        QString id;
        QString type;         // of the frame
        QString conversation; // where it stands here
        QString text;
        QString echo; // what comes back, trimmed; empty: it cannot be foreseen
        PendingAnswers::Answer answer;
        qint64 until = 0;   // then it is given up
        bool onOld = false; // sent before another connection took over
    };
    struct Settled {
        Waiting waiting;
        QString reply;                  // of the bot
        std::optional<Problem> problem; // nothing: the backend has it
    };

    void add(Waiting waiting) { m_waiting.append(std::move(waiting)); }
    [[nodiscard]] bool isEmpty() const { return m_waiting.isEmpty(); }
    [[nodiscard]] bool isWaiting(const QString &type) const { return oldestOf(type) >= 0; }
    [[nodiscard]] qint64 firstUntil() const { return m_waiting.first().until; } // there is one

    // Whether this text is the backend's word about one that waits, which does so no more then. Nothing: somebody said
    // it.
    [[nodiscard]] std::optional<Settled> settle(const QString &text);
    // The oldest of that type, or of any where it is empty.
    [[nodiscard]] std::optional<Waiting> takeOldest(const QString &type = {});
    [[nodiscard]] std::optional<Waiting> takeOverdue(qint64 nowMs);
    [[nodiscard]] QList<Waiting> takeAll() { return std::exchange(m_waiting, {}); }

    // Another connection takes over.
    void setOld();
    [[nodiscard]] bool hasOld() const;

    // Of "The 'X' action is not implemented in this version.": X; empty where the text is something else.
    [[nodiscard]] static QString unknownType(const QString &text);
    // Sent, and nothing came back.
    [[nodiscard]] static Problem unsure();

private:
    [[nodiscard]] std::optional<Settled> settleRefusal(const QString &text);
    [[nodiscard]] qsizetype oldestOf(const QString &type) const; // -1: none

    QList<Waiting> m_waiting; // oldest first
};

} // namespace confab::client
