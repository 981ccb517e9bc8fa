// SPDX-License-Identifier: GPL-3.0-or-later
#include "frame_watch.h"

#include <confab/protocol/defence.h>

#include <algorithm>

namespace confab::gateway
{

namespace
{

constexpr quint8 finalBit = 0x80;
constexpr quint8 opcodeBits = 0x0f;
constexpr quint8 controlBit = 0x08; // of the opcode
constexpr quint8 binaryOpcode = 0x02;
constexpr quint8 maskBit = 0x80;
constexpr quint8 lengthBits = 0x7f;
constexpr quint8 twoByteLength = 126;
constexpr quint8 eightByteLength = 127;

} // namespace

FrameWatch::FrameWatch(const core::ServerLimits &limits, bool ratesLimited)
    : m_limits(limits)
    , m_controlFrames(static_cast<double>(limits.controlFramesPerSecond),
                      static_cast<double>(limits.controlFramesAtOnce))
{
    if (ratesLimited && inForce("byte-rate")) {
        m_bytes.emplace(static_cast<double>(limits.bytesPerSecond), static_cast<double>(limits.bytesAtOnce));
        m_fileBytes.emplace(static_cast<double>(limits.fileBytesPerSecond),
                            static_cast<double>(limits.fileBytesAtOnce));
    }
}

std::size_t FrameWatch::lengthSize() const
{
    const quint8 length = m_header[1] & lengthBits;
    return length == twoByteLength ? 2 : length == eightByteLength ? 8 : 0;
}

std::size_t FrameWatch::headerSize() const
{
    return m_headerBytes < 2 ? 2 : 2 + lengthSize() + (m_header[1] & maskBit ? 4 : 0);
}

quint64 FrameWatch::payloadSize() const
{
    const std::size_t bytes = lengthSize();
    if (bytes == 0)
        return m_header[1] & lengthBits;
    quint64 size = 0;
    for (std::size_t i = 0; i < bytes; ++i)
        size = (size << 8) | m_header[2 + i];
    return size;
}

bool FrameWatch::takes(qsizetype bytes, qint64 nowMs)
{
    std::optional<core::TokenBucket> &bucket = m_binary && m_inPayload ? m_fileBytes : m_bytes;
    return !bucket || bucket->take(nowMs, static_cast<double>(bytes)) == 0;
}

FrameWatch::Excess FrameWatch::feed(QByteArrayView bytes, qint64 nowMs)
{
    while (!bytes.isEmpty()) {
        if (m_inPayload) {
            const auto skipped =
                static_cast<qsizetype>(std::min<quint64>(m_payloadLeft, static_cast<quint64>(bytes.size())));
            if (!takes(skipped, nowMs))
                return Excess::Bytes;
            m_payloadLeft -= static_cast<quint64>(skipped);
            bytes = bytes.sliced(skipped);
        } else {
            m_header[m_headerBytes++] = static_cast<quint8>(bytes.front());
            bytes = bytes.sliced(1);
            if (m_headerBytes < headerSize())
                continue;
            if (!takes(static_cast<qsizetype>(m_headerBytes), nowMs))
                return Excess::Bytes;
            if (const Excess excess = onHeader(nowMs); excess != Excess::None)
                return excess;
        }
        if (m_inPayload && m_payloadLeft == 0)
            onFrameEnd();
    }
    return Excess::None;
}

FrameWatch::Excess FrameWatch::onHeader(qint64 nowMs)
{
    m_inPayload = true;
    m_payloadLeft = payloadSize();
    if (m_header[0] & controlBit)
        return m_controlFrames.take(nowMs) > 0 && inForce("control-frames") ? Excess::ControlFrames : Excess::None;
    if (!m_messageBegan) {
        m_messageBegan = nowMs;
        m_binary = (m_header[0] & opcodeBits) == binaryOpcode;
    }
    return ++m_framesOfMessage > m_limits.framesPerMessage && inForce("frames-per-message") ? Excess::FramesInAMessage
                                                                                            : Excess::None;
}

void FrameWatch::onFrameEnd()
{
    m_inPayload = false;
    m_headerBytes = 0;
    if (!(m_header[0] & controlBit) && (m_header[0] & finalBit)) {
        m_framesOfMessage = 0;
        m_binary = false;
        m_messageBegan.reset();
    }
}

} // namespace confab::gateway
