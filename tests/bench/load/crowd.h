// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing.h"
#include "manners.h"
#include "options.h"
#include "stream.h"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace confab::bench
{

// Many clients of one server in one epoll loop.
class Crowd
{
public:
    explicit Crowd(const Options &options);
    ~Crowd();
    Crowd(const Crowd &) = delete;
    Crowd &operator=(const Crowd &) = delete;

    // Opens all and waits until each is inside. The first thing that went wrong, or nothing.
    [[nodiscard]] std::string enter(int64_t deadline);
    // Called with each message that comes to a client that is inside.
    std::function<void(int client, std::string_view message)> onMessage;
    void send(int client, std::string_view message);
    [[nodiscard]] Manners &manners(int client) { return *m_clients[static_cast<size_t>(client)]->manners; }
    [[nodiscard]] int size() const { return static_cast<int>(m_clients.size()); }
    // Waits at most `milliseconds` for something and handles it; 0: looks only.
    void turn(int milliseconds);
    // Becomes readable when there is something to handle.
    [[nodiscard]] int descriptor() const { return m_epoll; }
    [[nodiscard]] int inside() const { return m_inside; }
    // A connection that was inside has ended.
    [[nodiscard]] int lost() const { return m_lost; }

private:
    struct Client {
        Stream stream;
        std::unique_ptr<Manners> manners;
        std::unique_ptr<Framing> framing;
        std::string input;
        bool greeted = false;
        bool entered = false;
        bool inside = false;
        bool watchedForWriting = false;
    };

    bool open(int client);
    void handle(int client);
    void watch(int client, Client &each);
    void fail(Client &each, const std::string &why);

    const Options &m_options;
    int m_epoll;
    SSL_CTX *m_tls = nullptr;
    std::vector<std::unique_ptr<Client>> m_clients;
    int m_opened = 0;
    int m_inside = 0;
    int m_lost = 0;
    std::string m_problem;
};

} // namespace confab::bench
