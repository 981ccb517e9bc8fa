// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace confab::bench
{

// How messages lie in a stream of bytes.
class Framing
{
public:
    virtual ~Framing() = default;
    // Said first on a new stream; empty: nothing.
    [[nodiscard]] virtual std::string greeting() const = 0;
    [[nodiscard]] virtual std::string frame(std::string_view text) const = 0;
    // Takes whole messages off the front of `input` and tells of each; answers what must be answered in `reply`
    // (pings). False where the peer breaks the rules or has closed.
    virtual bool take(std::string &input, std::string &reply, const std::function<void(std::string_view)> &message) = 0;
    // Whether messages may be sent.
    [[nodiscard]] virtual bool ready() const = 0;
};

// The client's end of RFC 6455. Frames are masked with zeros, which the RFC lets a client choose: a load generator
// needs no protection from caches.
class WebSocketFraming final : public Framing
{
public:
    explicit WebSocketFraming(std::string_view subprotocol)
        : m_subprotocol(subprotocol)
    {
    }
    [[nodiscard]] std::string greeting() const override;
    [[nodiscard]] std::string frame(std::string_view text) const override;
    bool take(std::string &input, std::string &reply, const std::function<void(std::string_view)> &message) override;
    [[nodiscard]] bool ready() const override { return m_upgraded; }

private:
    std::string_view m_subprotocol;
    bool m_upgraded = false;
};

// One message a line, as IRC.
class LineFraming final : public Framing
{
public:
    [[nodiscard]] std::string greeting() const override { return {}; }
    [[nodiscard]] std::string frame(std::string_view text) const override { return std::string(text) + "\r\n"; }
    bool take(std::string &input, std::string &reply, const std::function<void(std::string_view)> &message) override;
    [[nodiscard]] bool ready() const override { return true; }
};

} // namespace confab::bench
