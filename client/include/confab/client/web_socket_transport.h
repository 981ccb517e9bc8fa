// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/transport.h>

#include <memory>

namespace confab::client
{

// A transport over QWebSocket. It offers `confab.1` and takes no other answer; over TLS (1.2 or newer) it takes the
// pinned key alone, or at first contact the key it is shown. Gives up after 10 s without an open connection.
[[nodiscard]] std::unique_ptr<protocol::Transport> makeWebSocketTransport();

} // namespace confab::client
