// SPDX-License-Identifier: GPL-3.0-or-later
#include "framing.h"

#include <cstdint>

namespace confab::bench
{

namespace
{

constexpr unsigned char final = 0x80;
constexpr unsigned char masked = 0x80;
enum Opcode : unsigned char { Continuation = 0, Text = 1, Binary = 2, Close = 8, Ping = 9, Pong = 10 };

std::string maskedFrame(Opcode opcode, std::string_view payload)
{
    std::string frame;
    frame.reserve(payload.size() + 14);
    frame += static_cast<char>(final | opcode);
    if (payload.size() < 126) {
        frame += static_cast<char>(masked | payload.size());
    } else if (payload.size() <= UINT16_MAX) {
        frame += static_cast<char>(masked | 126);
        frame += static_cast<char>(payload.size() >> 8);
        frame += static_cast<char>(payload.size() & 0xff);
    } else {
        frame += static_cast<char>(masked | 127);
        for (int shift = 56; shift >= 0; shift -= 8)
            frame += static_cast<char>((static_cast<uint64_t>(payload.size()) >> shift) & 0xff);
    }
    frame.append(4, '\0');
    frame += payload;
    return frame;
}

} // namespace

std::string WebSocketFraming::greeting() const
{
    std::string request = "GET / HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                          "Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\nSec-WebSocket-Version: 13\r\n";
    if (!m_subprotocol.empty())
        request.append("Sec-WebSocket-Protocol: ").append(m_subprotocol).append("\r\n");
    return request + "\r\n";
}

std::string WebSocketFraming::frame(std::string_view text) const
{
    return maskedFrame(Text, text);
}

bool WebSocketFraming::take(std::string &input, std::string &reply,
                            const std::function<void(std::string_view)> &message)
{
    size_t at = 0;
    if (!m_upgraded) {
        const size_t end = input.find("\r\n\r\n");
        if (end == std::string::npos)
            return true;
        if (!input.starts_with("HTTP/1.1 101"))
            return false;
        m_upgraded = true;
        at = end + 4;
    }
    const auto byte = [&input](size_t i) { return static_cast<unsigned char>(input[i]); };
    while (input.size() - at >= 2) {
        size_t header = 2;
        uint64_t length = byte(at + 1) & 0x7f;
        if (length == 126) {
            header = 4;
            if (input.size() - at < header)
                break;
            length = static_cast<uint64_t>(byte(at + 2)) << 8 | byte(at + 3);
        } else if (length == 127) {
            header = 10;
            if (input.size() - at < header)
                break;
            length = 0;
            for (size_t i = 2; i < 10; ++i)
                length = length << 8 | byte(at + i);
        }
        if (input.size() - at - header < length)
            break;
        const std::string_view payload(input.data() + at + header, length);
        switch (byte(at) & 0x0f) {
        case Ping:
            reply += maskedFrame(Pong, payload);
            break;
        case Close:
            return false;
        case Text:
        case Binary:
            message(payload);
            break;
        default:
            break;
        }
        at += header + length;
    }
    input.erase(0, at);
    return true;
}

bool LineFraming::take(std::string &input, std::string &reply, const std::function<void(std::string_view)> &message)
{
    size_t at = 0;
    for (size_t end = input.find('\n'); end != std::string::npos; end = input.find('\n', at)) {
        std::string_view line(input.data() + at, end - at);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        if (line.starts_with("PING "))
            reply.append("PONG ").append(line.substr(5)).append("\r\n");
        else
            message(line);
        at = end + 1;
    }
    input.erase(0, at);
    return true;
}

} // namespace confab::bench
