// SPDX-License-Identifier: GPL-3.0-or-later
#include "stream.h"

#include <openssl/ssl.h>

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>

namespace confab::bench
{

Stream::~Stream()
{
    close();
}

bool Stream::open(const std::string &host, uint16_t port, SSL_CTX *tls)
{
    m_descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (m_descriptor < 0)
        return false;
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    if (::inet_pton(AF_INET, host.c_str(), &address.sin_addr) != 1 ||
        (::connect(m_descriptor, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0 &&
         errno != EINPROGRESS)) {
        close();
        return false;
    }
    if (tls) {
        m_tls = SSL_new(tls);
        SSL_set_fd(m_tls, m_descriptor);
        SSL_set_connect_state(m_tls);
        SSL_set_mode(m_tls, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
    }
    m_state = State::Connecting;
    return true;
}

void Stream::proceed()
{
    if (m_state == State::Connecting && !m_connected) {
        int error = 0;
        socklen_t size = sizeof error;
        ::getsockopt(m_descriptor, SOL_SOCKET, SO_ERROR, &error, &size);
        sockaddr_in peer{};
        socklen_t length = sizeof peer;
        if (error != 0) {
            close();
            return;
        }
        if (::getpeername(m_descriptor, reinterpret_cast<sockaddr *>(&peer), &length) != 0)
            return;
        m_connected = true;
        if (!m_tls)
            m_state = State::Open;
    }
    if (m_state == State::Connecting && m_connected) {
        const int done = SSL_do_handshake(m_tls);
        if (done == 1) {
            m_state = State::Open;
            m_tlsWantsToWrite = false;
        } else {
            const int why = SSL_get_error(m_tls, done);
            m_tlsWantsToWrite = why == SSL_ERROR_WANT_WRITE;
            if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
                close();
        }
    }
    if (m_state == State::Open && !m_unsent.empty())
        flush();
}

void Stream::write(std::string_view bytes)
{
    m_unsent += bytes;
    if (m_state == State::Open)
        flush();
}

void Stream::flush()
{
    while (!m_unsent.empty()) {
        ssize_t sent = 0;
        if (m_tls) {
            sent = SSL_write(m_tls, m_unsent.data(), static_cast<int>(m_unsent.size()));
            if (sent <= 0) {
                const int why = SSL_get_error(m_tls, static_cast<int>(sent));
                if (why != SSL_ERROR_WANT_WRITE && why != SSL_ERROR_WANT_READ)
                    close();
                return;
            }
        } else {
            sent = ::send(m_descriptor, m_unsent.data(), m_unsent.size(), MSG_NOSIGNAL);
            if (sent < 0) {
                if (errno != EAGAIN)
                    close();
                return;
            }
        }
        m_unsent.erase(0, static_cast<size_t>(sent));
    }
}

size_t Stream::read(std::string &into)
{
    thread_local std::array<char, 256 * 1024> buffer;
    size_t total = 0;
    while (m_state == State::Open) {
        ssize_t got = 0;
        if (m_tls) {
            got = SSL_read(m_tls, buffer.data(), static_cast<int>(buffer.size()));
            if (got <= 0) {
                const int why = SSL_get_error(m_tls, static_cast<int>(got));
                if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
                    close();
                break;
            }
        } else {
            got = ::recv(m_descriptor, buffer.data(), buffer.size(), 0);
            if (got == 0 || (got < 0 && errno != EAGAIN))
                close();
            if (got <= 0)
                break;
        }
        into.append(buffer.data(), static_cast<size_t>(got));
        total += static_cast<size_t>(got);
        // Less than there was room for: there is no more.
        if (!m_tls && static_cast<size_t>(got) < buffer.size())
            break;
    }
    return total;
}

void Stream::close()
{
    if (m_tls) {
        SSL_free(m_tls);
        m_tls = nullptr;
    }
    if (m_descriptor >= 0)
        ::close(m_descriptor);
    m_descriptor = -1;
    m_state = State::Closed;
}

} // namespace confab::bench
