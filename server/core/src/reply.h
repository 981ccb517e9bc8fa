// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "turn.h"

#include <confab/core/ports.h>

namespace confab::core
{

// Where the answer to one command goes. A value: whoever answers later keeps a copy.
class Reply
{
public:
    Reply(Courier &courier, QString connection, QString id);

    [[nodiscard]] const QString &connection() const { return m_connection; }
    [[nodiscard]] const QString &id() const { return m_id; }

    void event(const protocol::ServerEvent &event) const;
    void ack() const;
    // As stored: with this command's id, also where the store kept none.
    void ack(protocol::Ack ack) const;
    // `message` is English, for logs; `field` names what was wrong with the command.
    void error(protocol::ErrorCode code, const QString &message, const QString &field = {},
               qint64 retryAfterMs = 0) const;
    void unavailable(qint64 retryAfterMs = 0) const;
    // Workers have too much to do: `unavailable`, and when it is worth another try.
    void busy() const;
    // `personField` is what the command calls the person it is about.
    void guardFailed(Guard guard, const QString &personField) const;

private:
    Courier *m_courier;
    QString m_connection;
    QString m_id;
};

// The line in the log of an operation that the store could not do.
void logUnavailable(const Unavailable &problem);

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};
// Not every compiler makes it by itself yet (P1816: clang from 17 on).
template <class... F>
Overloaded(F...) -> Overloaded<F...>;

struct NothingMore {
    void operator()(const protocol::Ack &) const {}
};

// Answers a changing command by its outcome, after the commit: `done` tells what was done, a repeat gets the stored
// ack, behind which comes `repeated`, everything else an error; where the commit failed, `unavailable` whatever the
// outcome was.
template <class T, class Done, class Repeated = NothingMore>
void settle(Turn &turn, const Reply &reply, Outcome<T> outcome, Done done, const QString &personField = {},
            Repeated repeated = {})
{
    const auto failed = [reply] { reply.unavailable(); };
    std::visit(Overloaded{
                   [&](T &value) { turn.then([done, value = std::move(value)] { done(value); }, failed); },
                   [&](Repeat &repeat) {
                       turn.then(
                           [reply, repeated, ack = std::move(repeat.ack)] {
                               reply.ack(ack);
                               repeated(ack);
                           },
                           failed);
                   },
                   [&](Conflict &) {
                       turn.then(
                           [reply] {
                               reply.error(protocol::ErrorCode::Conflict,
                                           QStringLiteral("the id was used for another command"));
                           },
                           failed);
                   },
                   [&](GuardFailed &guard) {
                       turn.then([reply, personField, what = guard.guard] { reply.guardFailed(what, personField); },
                                 failed);
                   },
                   [&](Unavailable &problem) {
                       logUnavailable(problem);
                       turn.always(failed);
                   },
               },
               outcome);
}

} // namespace confab::core
