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
    // Frames that one message may come in: a client of ours sends one, a browser may split a large one.
    int framesPerMessage = 64;
    // A message that has begun must have ended by then; QWebSocket itself waits 5 s for the rest of a frame, and for
    // the rest of a message for ever.
    int messageMs = 10'000;
    // Pings and pongs that a peer may send: each costs a turn and an answer, and nobody needs more than one in a while.
    double controlFramesPerSecond = 5;
    double controlFramesAtOnce = 50;
    // What comes from one connection in bytes, also before anything in it is understood: eight of the longest messages
    // a second, and a burst that a full outbox after a night offline stays below (16 messages of 8 KiB in flight).
    double bytesPerSecond = 64 * 1024;
    double bytesAtOnce = 512 * 1024;
    // Of the HTTP request that opens a WebSocket.
    qsizetype requestBytes = 8 * 1024;
    // TLS and WebSocket handshake together; QWebSocketServer::handleConnection has no deadline of its own.
    int handshakeMs = 10'000;
    // How long a Confab connection may stay without somebody signing in: time to think of a password.
    int signInMs = 5 * 60'000;
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
    // The same for all connections together: many slow readers must not do what one may not.
    qint64 unsentBytesOfAll = 256 * 1024 * 1024;
    // Frames handed on and not handled yet. One more is answered `unavailable`.
    int queuedFrames = 4096;
    // Connections whose handshake runs; more are refused at once.
    int pendingHandshakes = 256;
    // Connections in all; 0: as many as the descriptors of the process allow. More are refused with 503.
    int connections = 0;
    int listenBacklog = 1024;
};

} // namespace confab::gateway
