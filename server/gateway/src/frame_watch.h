// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <confab/core/server_limits.h>
#include <confab/core/token_bucket.h>

#include <QByteArrayView>

#include <array>
#include <optional>

namespace confab::gateway
{

// Follows the frames in what a client sends (RFC 6455 section 5.2), keeping none of it, and tells when that is more
// than one connection may send. QWebSocket says nothing of pings and of the parts of a message before they have cost
// what they cost.
class FrameWatch
{
public:
    enum class Excess { None, FramesInAMessage, ControlFrames, Bytes };

    FrameWatch(const core::ServerLimits &limits, bool ratesLimited);

    // The next bytes of the stream, each given once. The first excess in them; after one the watch is of no more use.
    [[nodiscard]] Excess feed(QByteArrayView bytes, qint64 nowMs);
    // When the first frame of a message began that has not ended; nothing between messages.
    [[nodiscard]] std::optional<qint64> messageBegan() const { return m_messageBegan; }

private:
    // 2 bytes, 8 of length, 4 of mask.
    static constexpr std::size_t longestHeader = 14;

    // Of the length behind the second byte; 0: it is in there.
    [[nodiscard]] std::size_t lengthSize() const;
    [[nodiscard]] std::size_t headerSize() const;
    [[nodiscard]] quint64 payloadSize() const;
    [[nodiscard]] bool takes(qsizetype bytes, qint64 nowMs);
    [[nodiscard]] Excess onHeader(qint64 nowMs);
    void onFrameEnd();

    const core::ServerLimits &m_limits;
    core::TokenBucket m_controlFrames;
    std::optional<core::TokenBucket> m_bytes;     // nothing: not limited
    std::optional<core::TokenBucket> m_fileBytes; // of binary messages
    std::array<quint8, longestHeader> m_header{};
    std::size_t m_headerBytes = 0; // of the frame that has begun
    quint64 m_payloadLeft = 0;
    bool m_inPayload = false;
    bool m_binary = false; // the message that has begun
    int m_framesOfMessage = 0;
    std::optional<qint64> m_messageBegan;
};

} // namespace confab::gateway
