// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/protocol/limits.h>

#include <QLatin1StringView>

#include <array>
#include <limits>

namespace confab::core
{

// Every bound of the embedded server that a host may set, with where its default comes from. Sizes in bytes, times in
// milliseconds. Rates are token buckets of one connection: so many at once, then so many a second. What both ends of
// the wire have to agree on is in protocol::limits.
struct ServerLimits {
    // --- rates, which the host may switch off ---

    // Messages: faster than anybody types, and a pasted handful goes through.
    qint64 messagesPerSecond = 5;
    qint64 burst = 20;
    // Frames of any kind: no client needs as many, and whoever sends more is kept from slowing down the others.
    qint64 commandsPerSecond = 200;
    qint64 commandsAtOnce = 2000;
    // Typing, presence.
    qint64 gesturesPerSecond = 10;
    qint64 gesturesAtOnce = 50;
    // Searches: enough to search while one types.
    qint64 searchesPerSecond = 4;
    qint64 searchesAtOnce = 20;
    // Who is told to wait that often and goes on does not listen, and is cut off.
    qint64 refusalsPerSecond = 10;
    qint64 refusalsAtOnce = 200;
    // Bytes, before anything in them is understood: eight of the longest messages a second, and a burst that a full
    // outbox after a night offline stays below (16 messages of 8 KiB in flight).
    qint64 bytesPerSecond = 64 * 1024;
    qint64 bytesAtOnce = 512 * 1024;

    // Bytes of files, which come beside: what a home line carries, and a burst of what may be unacknowledged.
    qint64 fileBytesPerSecond = 8 * 1024 * 1024;
    qint64 fileBytesAtOnce = 8 * 1024 * 1024;

    // --- sizes, deadlines and bounds, which hold always ---

    // Of one file, of all that one person keeps here, of all together.
    qint64 fileBytes = 100 * 1024 * 1024;
    qint64 fileBytesOfOne = 1024 * 1024 * 1024;
    qint64 fileBytesOfAll = qint64{20} * 1024 * 1024 * 1024;

    // A longer frame or message is closed with 1009.
    qint64 frameBytes = protocol::limits::frameBytes;
    // The same for a Confab connection that nobody has signed in on.
    qint64 frameBytesBeforeSignIn = protocol::limits::frameBytesBeforeSignIn;
    // Frames that one message may come in: a client of ours sends one, a browser may split a large one.
    qint64 framesPerMessage = 64;
    // Pings and pongs: each costs a turn and an answer, and nobody needs more than one in a while.
    qint64 controlFramesPerSecond = 5;
    qint64 controlFramesAtOnce = 50;
    // Of the HTTP request that opens a WebSocket; browsers with many cookies stay below.
    qint64 requestBytes = 8 * 1024;
    // TLS and WebSocket handshake together; QWebSocketServer::handleConnection has no deadline of its own.
    qint64 handshakeMs = 10'000;
    // How long a Confab connection may stay without somebody signing in: time to think of a password.
    qint64 signInMs = 5 * 60'000;
    // A message that has begun must have ended by then; QWebSocket itself waits 5 s for the rest of a frame, and for
    // the rest of a message for ever.
    qint64 messageMs = 10'000;
    // How long a plain connection may say nothing where plain ones are not taken.
    qint64 silenceMs = 10'000;
    // A connection that nothing came from for this long is pinged: below the minute after which home routers forget …
    qint64 pingAfterMs = 30'000;
    // … and for this long is given up. As connections are looked at every 3.3 s, one that is half open has gone within
    // 45 s.
    qint64 deadAfterMs = 41'000;
    // QWebSocket::close() never ends a peer that does not read: it is aborted after this.
    qint64 closeGraceMs = 2'000;
    // What may wait to be sent to one connection. A reader further behind is closed with 4008 and syncs later.
    qint64 unsentBytes = 1024 * 1024;
    // The same for all connections together: many slow readers must not do what one may not.
    qint64 unsentBytesOfAll = 256 * 1024 * 1024;
    // Frames handed to the core and not handled yet. One more is answered `unavailable`.
    qint64 queuedFrames = 4096;
    // Searches of all people that wait or run; one more is answered `unavailable`. Each is over after 250 ms at the
    // latest, most within a few, and history waits behind them.
    qint64 searchesWaiting = 16;
    // Frames of one connection that wait while a password is looked at.
    qint64 heldFrames = 64;
    // Connections whose handshake runs; more wait in the queue of the kernel, until one of these is through …
    qint64 pendingHandshakes = 256;
    // … or has run for so long, and makes room for one that waits: two round trips to the other side of the earth, and
    // 500 who dawdle do not keep anybody out for a second.
    qint64 crowdedHandshakeMs = 500;
    // Connections in all; 0: as many as the descriptors of the process allow. More are refused with 503.
    qint64 connections = 0;
    // Of listen(2): a whole office that comes back at once.
    qint64 listenBacklog = 1024;
};

struct LimitField {
    QLatin1StringView name; // of the setting, behind `limits.`
    qint64 ServerLimits::*value;
    qint64 least;
    qint64 most;
};

namespace detail
{
inline constexpr qint64 anyCount = std::numeric_limits<int>::max();
inline constexpr qint64 aDayMs = 24 * 60 * 60'000;
inline constexpr qint64 aGiB = 1024 * 1024 * 1024;
} // namespace detail

// By name.
inline constexpr std::array limitFields{
    LimitField{QLatin1StringView("burst"), &ServerLimits::burst, 1, detail::anyCount},
    LimitField{QLatin1StringView("bytes-at-once"), &ServerLimits::bytesAtOnce, 128 * 1024, detail::aGiB},
    LimitField{QLatin1StringView("bytes-per-second"), &ServerLimits::bytesPerSecond, 1024, detail::aGiB},
    LimitField{QLatin1StringView("close-grace-ms"), &ServerLimits::closeGraceMs, 1, detail::aDayMs},
    LimitField{QLatin1StringView("commands-at-once"), &ServerLimits::commandsAtOnce, 1, detail::anyCount},
    LimitField{QLatin1StringView("commands-per-second"), &ServerLimits::commandsPerSecond, 1, detail::anyCount},
    LimitField{QLatin1StringView("connections"), &ServerLimits::connections, 0, detail::anyCount},
    LimitField{QLatin1StringView("control-frames-at-once"), &ServerLimits::controlFramesAtOnce, 1, detail::anyCount},
    LimitField{QLatin1StringView("control-frames-per-second"), &ServerLimits::controlFramesPerSecond, 1,
               detail::anyCount},
    LimitField{QLatin1StringView("crowded-handshake-ms"), &ServerLimits::crowdedHandshakeMs, 1, detail::aDayMs},
    LimitField{QLatin1StringView("dead-after-ms"), &ServerLimits::deadAfterMs, 1, detail::aDayMs},
    LimitField{QLatin1StringView("file-bytes"), &ServerLimits::fileBytes, 0, 64 * detail::aGiB},
    LimitField{QLatin1StringView("file-bytes-at-once"), &ServerLimits::fileBytesAtOnce, 1024 * 1024, detail::aGiB},
    LimitField{QLatin1StringView("file-bytes-of-all"), &ServerLimits::fileBytesOfAll, 0, 16'384 * detail::aGiB},
    LimitField{QLatin1StringView("file-bytes-of-one"), &ServerLimits::fileBytesOfOne, 0, 16'384 * detail::aGiB},
    LimitField{QLatin1StringView("file-bytes-per-second"), &ServerLimits::fileBytesPerSecond, 1024, detail::aGiB},
    LimitField{QLatin1StringView("frame-bytes"), &ServerLimits::frameBytes, protocol::limits::frameBytes, 1024 * 1024},
    LimitField{QLatin1StringView("frame-bytes-before-sign-in"), &ServerLimits::frameBytesBeforeSignIn, 1024,
               1024 * 1024},
    LimitField{QLatin1StringView("frames-per-message"), &ServerLimits::framesPerMessage, 1, detail::anyCount},
    LimitField{QLatin1StringView("gestures-at-once"), &ServerLimits::gesturesAtOnce, 1, detail::anyCount},
    LimitField{QLatin1StringView("gestures-per-second"), &ServerLimits::gesturesPerSecond, 1, detail::anyCount},
    LimitField{QLatin1StringView("handshake-ms"), &ServerLimits::handshakeMs, 1, detail::aDayMs},
    LimitField{QLatin1StringView("held-frames"), &ServerLimits::heldFrames, 1, detail::anyCount},
    LimitField{QLatin1StringView("listen-backlog"), &ServerLimits::listenBacklog, 1, 65'535},
    LimitField{QLatin1StringView("message-ms"), &ServerLimits::messageMs, 1, detail::aDayMs},
    LimitField{QLatin1StringView("messages-per-second"), &ServerLimits::messagesPerSecond, 1, detail::anyCount},
    LimitField{QLatin1StringView("pending-handshakes"), &ServerLimits::pendingHandshakes, 1, detail::anyCount},
    LimitField{QLatin1StringView("ping-after-ms"), &ServerLimits::pingAfterMs, 1, detail::aDayMs},
    LimitField{QLatin1StringView("queued-frames"), &ServerLimits::queuedFrames, 1, detail::anyCount},
    LimitField{QLatin1StringView("refusals-at-once"), &ServerLimits::refusalsAtOnce, 1, detail::anyCount},
    LimitField{QLatin1StringView("refusals-per-second"), &ServerLimits::refusalsPerSecond, 1, detail::anyCount},
    LimitField{QLatin1StringView("request-bytes"), &ServerLimits::requestBytes, 1024, 1024 * 1024},
    LimitField{QLatin1StringView("searches-at-once"), &ServerLimits::searchesAtOnce, 1, detail::anyCount},
    LimitField{QLatin1StringView("searches-per-second"), &ServerLimits::searchesPerSecond, 1, detail::anyCount},
    LimitField{QLatin1StringView("searches-waiting"), &ServerLimits::searchesWaiting, 1, detail::anyCount},
    LimitField{QLatin1StringView("sign-in-ms"), &ServerLimits::signInMs, 1, detail::aDayMs},
    LimitField{QLatin1StringView("silence-ms"), &ServerLimits::silenceMs, 1, detail::aDayMs},
    // Two frames and the longest answer have to fit.
    LimitField{QLatin1StringView("unsent-bytes"), &ServerLimits::unsentBytes, 128 * 1024, detail::aGiB},
    LimitField{QLatin1StringView("unsent-bytes-of-all"), &ServerLimits::unsentBytesOfAll, 1024 * 1024,
               64 * detail::aGiB},
};

} // namespace confab::core
