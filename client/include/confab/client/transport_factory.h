// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/transport.h>

#include <functional>
#include <memory>

namespace confab::client
{

// What a connection is made for.
enum class Approach {
    Known,        // `confab.1` is offered, and no other answer is taken
    FirstContact, // the same; a handshake that is refused is tried once more without the offer, so that
                  // Failure::WrongProtocol tells of a chat server there
    Plain,        // nothing is offered, and no answer is needed
};

using TransportFactory = std::function<std::unique_ptr<protocol::Transport>(Approach)>;

} // namespace confab::client
