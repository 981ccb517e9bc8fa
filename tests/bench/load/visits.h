// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "framing.h"
#include "histogram.h"
#include "options.h"
#include "stream.h"

#include <map>
#include <memory>

namespace confab::bench
{

// Newcomers: each connects, shakes hands up to the server's 101, and goes.
class Visits
{
public:
    explicit Visits(const Options &options);
    ~Visits();
    Visits(const Visits &) = delete;
    Visits &operator=(const Visits &) = delete;

    // Lets one more come, whose time counts from `due`, in nanoseconds.
    void begin(int64_t due);
    // Handles what is there, without waiting.
    void turn();
    // Becomes readable when there is something to handle.
    [[nodiscard]] int descriptor() const { return m_epoll; }
    [[nodiscard]] size_t underway() const { return m_visitors.size(); }
    [[nodiscard]] int refused() const { return m_refused; }
    // How long each took.
    [[nodiscard]] Durations &delays() { return m_delays; }

private:
    struct Visitor {
        Stream stream;
        std::unique_ptr<Framing> framing;
        std::string input;
        int64_t due = 0;
        bool greeted = false;
    };
    // Whether it is done.
    bool proceed(Visitor &visitor);

    const Options &m_options;
    int m_epoll;
    SSL_CTX *m_tls = nullptr;
    std::map<int, std::unique_ptr<Visitor>> m_visitors; // by descriptor
    Durations m_delays;
    int m_refused = 0;
};

} // namespace confab::bench
