// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "session.h"

#include <confab/client/problem.h>

#include <variant>

namespace confab::client
{

// Asks, and gives on the answer as the kind of event that it should be.
template <class Event>
void askFor(Session &session, protocol::ClientCommand command, Reply<Event> reply)
{
    session.ask(std::move(command), [reply = std::move(reply)](const Expected<protocol::ServerEvent, Problem> &answer) {
        if (!reply)
            return;
        if (!answer)
            reply(Unexpected{answer.error()});
        else if (const auto *event = std::get_if<Event>(&*answer))
            reply(*event);
        else
            reply(Unexpected{
                Problem{protocol::ErrorCode::BadFrame, {}, QStringLiteral("an unexpected answer"), 0, false}});
    });
}

// The same, where that it was done is all there is to say.
inline void askForAck(Session &session, protocol::ClientCommand command, Reply<std::monostate> reply)
{
    askFor<protocol::Ack>(session, std::move(command),
                          [reply = std::move(reply)](const Expected<protocol::Ack, Problem> &ack) {
                              if (!reply)
                                  return;
                              if (ack)
                                  reply(std::monostate{});
                              else
                                  reply(Unexpected{ack.error()});
                          });
}

} // namespace confab::client
