// SPDX-License-Identifier: GPL-3.0-or-later
#include "visits.h"

#include "manners.h"
#include "process.h"

#include <openssl/ssl.h>

#include <sys/epoll.h>
#include <unistd.h>

#include <array>

namespace confab::bench
{

Visits::Visits(const Options &options)
    : m_options(options)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    if (options.tls)
        m_tls = SSL_CTX_new(TLS_client_method());
}

Visits::~Visits()
{
    m_visitors.clear();
    SSL_CTX_free(m_tls);
    ::close(m_epoll);
}

void Visits::begin(int64_t due)
{
    auto visitor = std::make_unique<Visitor>();
    visitor->due = due;
    visitor->framing = Manners::make(m_options, 0)->framing();
    if (!visitor->stream.open(m_options.host, m_options.port, m_tls)) {
        ++m_refused;
        return;
    }
    const int descriptor = visitor->stream.descriptor();
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.fd = descriptor;
    ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, descriptor, &event);
    m_visitors.emplace(descriptor, std::move(visitor));
}

void Visits::turn()
{
    std::array<epoll_event, 64> events{};
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
        const auto found = m_visitors.find(events[static_cast<size_t>(i)].data.fd);
        if (found != m_visitors.end() && proceed(*found->second))
            m_visitors.erase(found);
    }
}

bool Visits::proceed(Visitor &visitor)
{
    visitor.stream.proceed();
    if (visitor.stream.state() == Stream::State::Open && !visitor.greeted) {
        visitor.greeted = true;
        visitor.stream.write(visitor.framing->greeting());
    }
    visitor.stream.read(visitor.input);
    std::string reply;
    if (!visitor.input.empty() && !visitor.framing->take(visitor.input, reply, [](std::string_view) {}))
        visitor.stream.close();
    if (visitor.framing->ready()) {
        m_delays.add(now() - visitor.due);
        return true;
    }
    if (visitor.stream.state() != Stream::State::Closed)
        return false;
    ++m_refused;
    return true;
}

} // namespace confab::bench
