// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/client/transport_factory.h>

namespace confab::client
{

// A transport over QWebSocket. Over TLS (1.2 or newer) it takes the pinned key alone; at first contact the key it is
// shown, and where the certificate is good for that name by this computer's authorities, from then on any such
// certificate: they are renewed with new keys, as Amazon's are. Gives up after 10 s without an open connection.
[[nodiscard]] std::unique_ptr<protocol::Transport> makeWebSocketTransport(Approach approach = Approach::Known);

} // namespace confab::client
