// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/problem.h>
#include <confab/protocol/events.h>

#include <QHash>
#include <QSet>

#include <functional>

namespace confab::client
{

// What was asked on a connection and is not answered, by the id of the command. Each answer comes exactly once. Times
// are Scheduler::nowMs.
class PendingAnswers
{
public:
    using Answer = std::function<void(Expected<protocol::ServerEvent, Problem>)>;
    using Part = std::function<void(const protocol::ServerEvent &)>;

    [[nodiscard]] bool isFull() const;
    // Something waits longer than any answer takes.
    [[nodiscard]] bool isOverdue(qint64 nowMs) const;
    void add(const QString &id, Answer answer, Part part, qint64 nowMs);
    // Hands it to whoever asked. False: nobody did.
    bool take(const QString &id, const protocol::ServerEvent &event, qint64 nowMs);
    [[nodiscard]] QSet<QString> ids() const { return {m_pending.keyBegin(), m_pending.keyEnd()}; }
    // The connection is lost: everybody is told that.
    void failAll();

private:
    struct Pending {
        Answer answer;
        Part part;
        qint64 deadline = 0;
    };
    QHash<QString, Pending> m_pending;
};

[[nodiscard]] Problem offline();

} // namespace confab::client
