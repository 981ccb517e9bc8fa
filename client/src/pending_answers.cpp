// SPDX-License-Identifier: GPL-3.0-or-later
#include "pending_answers.h"

#include <algorithm>
#include <utility>

namespace confab::client
{

namespace
{

// Longer than any answer takes; a server may lose one without closing.
constexpr int answerDeadlineMs = 60000;
constexpr qsizetype mostPending = 256;

// Frames of a sync that more will follow.
bool isPart(const protocol::ServerEvent &event)
{
    if (const auto *messages = std::get_if<protocol::Messages>(&event))
        return messages->upTo.has_value();
    if (const auto *synced = std::get_if<protocol::Synced>(&event))
        return synced->more;
    return false;
}

Problem problemOf(const protocol::ErrorFrame &error)
{
    return {error.code, error.field, error.message, error.retryAfterMs, false};
}

} // namespace

Problem offline()
{
    Problem problem;
    problem.offline = true;
    return problem;
}

bool PendingAnswers::isFull() const
{
    return m_pending.size() >= mostPending;
}

bool PendingAnswers::isOverdue(qint64 nowMs) const
{
    return std::any_of(m_pending.cbegin(), m_pending.cend(),
                       [nowMs](const Pending &each) { return each.deadline <= nowMs; });
}

void PendingAnswers::add(const QString &id, Answer answer, Part part, qint64 nowMs)
{
    m_pending.insert(id, {std::move(answer), std::move(part), nowMs + answerDeadlineMs});
}

bool PendingAnswers::take(const QString &id, const protocol::ServerEvent &event, qint64 nowMs)
{
    if (id.isEmpty())
        return false;
    const auto it = m_pending.find(id);
    if (it == m_pending.end())
        return false;
    if (isPart(event)) {
        it->deadline = nowMs + answerDeadlineMs;
        if (const Part part = it->part)
            part(event);
        return true;
    }
    const Answer answer = std::move(it->answer);
    m_pending.erase(it);
    if (const auto *error = std::get_if<protocol::ErrorFrame>(&event))
        answer(Unexpected{problemOf(*error)});
    else
        answer(event);
    return true;
}

void PendingAnswers::failAll()
{
    // An answer may ask again: what it adds belongs to the next connection, and is refused while there is none.
    const auto pending = std::exchange(m_pending, {});
    for (const Pending &each : pending)
        each.answer(Unexpected{offline()});
}

} // namespace confab::client
