// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/limits.h>

namespace confab::gateway
{

// The bounds of the front. Times in milliseconds; tests make them short.
struct GatewayLimits {
    // A longer frame or message is closed with 1009.
    qsizetype frameBytes = protocol::limits::frameBytes;
    // The same for a Confab connection that nobody has signed in on.
    qsizetype frameBytesBeforeSignIn = protocol::limits::frameBytesBeforeSignIn;
    // TLS and WebSocket handshake together; QWebSocketServer::handleConnection has no deadline of its own.
    int handshakeMs = 10'000;
    // How long a plain connection may say nothing where plain ones are not taken.
    int silenceMs = 10'000;
    // A connection that nothing came from for this long is pinged …
    int pingAfterMs = 45'000;
    // … and for this long is given up.
    int deadAfterMs = 90'000;
    // QWebSocket::close() never ends a peer that does not read: it is aborted after this.
    int closeGraceMs = 2'000;
    // What may wait to be sent to one connection. A reader further behind is closed with 4008 and syncs later.
    qint64 unsentBytes = 1024 * 1024;
    // Frames handed on and not handled yet. One more is answered `unavailable`.
    int queuedFrames = 4096;
    // Connections whose handshake runs; more are dropped at once.
    int pendingHandshakes = 256;
    int listenBacklog = 1024;
};

} // namespace confab::gateway
