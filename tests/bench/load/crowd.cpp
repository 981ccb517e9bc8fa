// SPDX-License-Identifier: GPL-3.0-or-later
#include "crowd.h"

#include "process.h"

#include <openssl/ssl.h>

#include <sys/epoll.h>
#include <unistd.h>

#include <array>

namespace confab::bench
{

Crowd::Crowd(const Options &options)
    : m_options(options)
    , m_epoll(::epoll_create1(EPOLL_CLOEXEC))
{
    if (options.tls)
        m_tls = SSL_CTX_new(TLS_client_method());
    for (int i = 0; i < options.clients; ++i) {
        auto client = std::make_unique<Client>();
        client->manners = Manners::make(options, i);
        client->framing = client->manners->framing();
        m_clients.push_back(std::move(client));
    }
}

Crowd::~Crowd()
{
    m_clients.clear();
    SSL_CTX_free(m_tls);
    ::close(m_epoll);
}

std::string Crowd::enter(int64_t deadline)
{
    while (m_inside < size() && m_problem.empty()) {
        while (m_opened < size() && m_opened - m_inside < m_options.opening && m_problem.empty()) {
            if (!open(m_opened++))
                m_problem = "a connection cannot be opened";
        }
        turn(100);
        if (now() > deadline)
            m_problem = "only " + std::to_string(m_inside) + " of " + std::to_string(size()) + " came in";
    }
    return m_problem;
}

bool Crowd::open(int client)
{
    Client &each = *m_clients[static_cast<size_t>(client)];
    if (!each.stream.open(m_options.host, m_options.port, m_tls))
        return false;
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT;
    event.data.u32 = static_cast<uint32_t>(client);
    each.watchedForWriting = true;
    return ::epoll_ctl(m_epoll, EPOLL_CTL_ADD, each.stream.descriptor(), &event) == 0;
}

void Crowd::send(int client, std::string_view message)
{
    Client &each = *m_clients[static_cast<size_t>(client)];
    each.stream.write(each.framing->frame(message));
    watch(client, each);
}

void Crowd::watch(int client, Client &each)
{
    const bool wanted = each.stream.wantsToWrite();
    if (each.stream.descriptor() < 0 || wanted == each.watchedForWriting)
        return;
    each.watchedForWriting = wanted;
    epoll_event event{};
    event.events = wanted ? EPOLLIN | EPOLLOUT : EPOLLIN;
    event.data.u32 = static_cast<uint32_t>(client);
    ::epoll_ctl(m_epoll, EPOLL_CTL_MOD, each.stream.descriptor(), &event);
}

void Crowd::turn(int milliseconds)
{
    std::array<epoll_event, 512> events{};
    const int count = ::epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), milliseconds);
    for (int i = 0; i < count; ++i)
        handle(static_cast<int>(events[static_cast<size_t>(i)].data.u32));
}

void Crowd::handle(int client)
{
    Client &each = *m_clients[static_cast<size_t>(client)];
    each.stream.proceed();
    if (each.stream.state() == Stream::State::Open && !each.greeted) {
        each.greeted = true;
        each.stream.write(each.framing->greeting());
    }
    each.stream.read(each.input);
    if (!each.input.empty()) {
        std::string reply;
        const bool good = each.framing->take(each.input, reply, [this, client, &each](std::string_view message) {
            if (each.inside) {
                if (onMessage)
                    onMessage(client, message);
                return;
            }
            for (const std::string &answer : each.manners->hear(message))
                each.stream.write(each.framing->frame(answer));
        });
        each.stream.write(reply);
        if (!good)
            each.stream.close();
    }
    if (each.stream.state() == Stream::State::Open && each.framing->ready() && !each.entered) {
        each.entered = true;
        for (const std::string &message : each.manners->entrance())
            each.stream.write(each.framing->frame(message));
    }
    if (!each.inside && each.entered && each.manners->inside()) {
        each.inside = true;
        ++m_inside;
    }
    if (each.stream.state() == Stream::State::Closed) {
        fail(each, "a connection ended");
        return;
    }
    watch(client, each);
}

void Crowd::fail(Client &each, const std::string &why)
{
    if (each.inside) {
        each.inside = false;
        ++m_lost;
    }
    if (m_problem.empty())
        m_problem = why;
}

} // namespace confab::bench
