// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

using SSL = struct ssl_st;
using SSL_CTX = struct ssl_ctx_st;

namespace confab::bench
{

// A non-blocking TCP connection, with TLS where there is a context. Certificates are not looked at: this is loopback.
class Stream
{
public:
    Stream() = default;
    ~Stream();
    Stream(const Stream &) = delete;
    Stream &operator=(const Stream &) = delete;

    enum class State { Connecting, Open, Closed };

    // False where it failed at once.
    bool open(const std::string &host, uint16_t port, SSL_CTX *tls);
    // After the descriptor has become ready for anything: goes on with connecting and with what could not be written.
    void proceed();
    void write(std::string_view bytes);
    // Appends what has arrived; the number of bytes.
    size_t read(std::string &into);
    void close();

    [[nodiscard]] int descriptor() const { return m_descriptor; }
    [[nodiscard]] State state() const { return m_state; }
    // Whether the descriptor is to be watched for writing.
    [[nodiscard]] bool wantsToWrite() const
    {
        return m_state == State::Connecting || !m_unsent.empty() || m_tlsWantsToWrite;
    }

private:
    void flush();

    int m_descriptor = -1;
    SSL *m_tls = nullptr;
    State m_state = State::Closed;
    bool m_connected = false;
    bool m_tlsWantsToWrite = false;
    std::string m_unsent;
};

} // namespace confab::bench
