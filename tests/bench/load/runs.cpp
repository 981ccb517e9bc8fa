// SPDX-License-Identifier: GPL-3.0-or-later
#include "runs.h"

#include "crowd.h"
#include "histogram.h"
#include "marker.h"
#include "process.h"
#include "steady.h"

#include <algorithm>
#include <cstdio>
#include <random>

namespace confab::bench
{

namespace
{

constexpr int64_t second = 1'000'000'000;

class Run
{
public:
    explicit Run(const Options &options)
        : m_options(options)
        , m_crowd(options)
        , m_deadline(now() + static_cast<int64_t>(options.seconds * static_cast<double>(second)))
    {
    }

    std::variant<Figures, std::string> go()
    {
        const int64_t before = memoryOf(m_options.pid);
        const int64_t began = now();
        if (std::string problem = m_crowd.enter(m_deadline); !problem.empty())
            return problem;
        m_figures["openSeconds"] = static_cast<double>(now() - began) / second;
        settle();
        m_figures["bytesPerConnection"] = static_cast<double>(memoryOf(m_options.pid) - before) / m_options.clients;
        std::string problem;
        switch (m_options.kind) {
        case Kind::Fanout:
            problem = fanout();
            break;
        case Kind::Paced:
            problem = paced();
            break;
        case Kind::Echo:
        case Kind::Acks:
        case Kind::Pages:
            problem = answers();
            break;
        case Kind::Steady:
            problem = steady(m_options, m_crowd, m_deadline, m_figures);
            break;
        case Kind::Open:
            break;
        }
        m_figures["lost"] = m_crowd.lost();
        if (!problem.empty())
            return problem;
        return m_figures;
    }

private:
    // Until what came with entering (others' comings) has been read: a quarter of a second without anything.
    void settle()
    {
        int64_t last = now();
        m_crowd.onMessage = [&last](int, std::string_view) { last = now(); };
        while (now() - last < second / 4 && now() < m_deadline)
            m_crowd.turn(50);
        m_crowd.onMessage = {};
    }

    void beginMeasuring()
    {
        m_measuredFrom = now();
        m_cpuBefore = cpuOf(m_options.pid);
    }

    void endMeasuring()
    {
        m_figures["seconds"] = static_cast<double>(now() - m_measuredFrom) / second;
        m_figures["cpuSeconds"] = static_cast<double>(cpuOf(m_options.pid) - m_cpuBefore) / second;
        m_figures["p50Us"] = m_delays.at(0.5);
        m_figures["p99Us"] = m_delays.at(0.99);
        m_figures["maxUs"] = m_delays.at(1);
    }

    struct Underway {
        int64_t sentAt = 0;
        int sender = 0;
        int missing = 0;
    };

    // IRC tells everybody but the sender.
    [[nodiscard]] int receivers() const { return m_options.clients - (m_options.dialect == Dialect::Irc ? 1 : 0); }

    void say(int sender)
    {
        const int number = static_cast<int>(m_underway.size());
        m_underway.push_back({now(), sender, receivers()});
        m_crowd.send(sender, m_crowd.manners(sender).say(markedText(number, m_options.bytes)));
    }

    // The message that has reached its last receiver with this delivery, or null.
    const Underway *delivered(int client, std::string_view message)
    {
        const int number = numberIn(message);
        if (number < 0 || number >= static_cast<int>(m_underway.size()) || !m_crowd.manners(client).isSaid(message))
            return nullptr;
        Underway &one = m_underway[static_cast<size_t>(number)];
        if (m_measuring) {
            m_delays.add(now() - one.sentAt);
            ++m_deliveries;
        }
        return --one.missing == 0 ? &one : nullptr;
    }

    // Refusing is cheap: measured, it would be told as speed.
    void noteRefusal(int client, std::string_view message)
    {
        if (m_refused.empty() && m_crowd.manners(client).isRefusal(message))
            m_refused = message;
    }

    // One more is done; with the last of the warm-up the measuring begins.
    void countOne(int &done)
    {
        if (++done == m_options.warmup) {
            m_measuring = true;
            beginMeasuring();
        }
    }

    // Until all are done, as the crowd's messages count them; else why not.
    std::string waitFor(const int &done, int all, const char *what)
    {
        while (done < all && m_refused.empty()) {
            m_crowd.turn(100);
            if (m_crowd.lost() > 0)
                return "a connection was lost";
            if (now() > m_deadline)
                return "only " + std::to_string(done) + " of " + std::to_string(all) + ' ' + what;
        }
        return m_refused.empty() ? std::string() : "the server refused: " + m_refused;
    }

    std::string fanout()
    {
        const int all = m_options.warmup + m_options.messages;
        int done = 0;
        m_measuring = m_options.warmup == 0;
        m_underway.reserve(static_cast<size_t>(all));
        m_crowd.onMessage = [&](int client, std::string_view message) {
            noteRefusal(client, message);
            const Underway *one = delivered(client, message);
            if (!one)
                return;
            const int sender = one->sender;
            countOne(done);
            if (static_cast<int>(m_underway.size()) < all)
                say(sender);
        };
        if (m_measuring)
            beginMeasuring();
        for (int i = 0; i < m_options.outstanding; ++i) {
            for (int sender = 0; sender < m_options.senders && static_cast<int>(m_underway.size()) < all; ++sender)
                say(sender);
        }
        if (std::string problem = waitFor(done, all, "messages reached everybody"); !problem.empty())
            return problem;
        endMeasuring();
        m_figures["deliveries"] = static_cast<double>(m_deliveries);
        return {};
    }

    std::string paced()
    {
        const double interval = static_cast<double>(second) * receivers() / m_options.rate;
        const int all = m_options.warmup + m_options.messages;
        int done = 0;
        m_underway.reserve(static_cast<size_t>(all));
        m_crowd.onMessage = [&](int client, std::string_view message) {
            noteRefusal(client, message);
            if (delivered(client, message))
                ++done;
        };
        const int64_t began = now();
        while (done < all) {
            const auto said = static_cast<int>(m_underway.size());
            const int64_t due = began + static_cast<int64_t>(interval * said);
            if (said < all && now() >= due) {
                if (said == m_options.warmup) {
                    m_measuring = true;
                    beginMeasuring();
                }
                say(said % m_options.senders);
                // The delay counts from when it was due, so that a generator that is late hides nothing.
                m_underway.back().sentAt = due;
                m_crowd.turn(0);
                continue;
            }
            // Sleeping in epoll is as coarse as a millisecond: it is told to wait for the last one not at all.
            m_crowd.turn(said < all ? static_cast<int>(std::max<int64_t>(0, (due - now()) / 1'000'000 - 1)) : 100);
            if (m_crowd.lost() > 0)
                return "a connection was lost";
            if (!m_refused.empty())
                return "the server refused: " + m_refused;
            if (now() > m_deadline)
                return "only " + std::to_string(done) + " of " + std::to_string(all) + " messages reached everybody";
        }
        endMeasuring();
        m_figures["deliveries"] = static_cast<double>(m_deliveries);
        return {};
    }

    // What client `who` asks next; empty where the dialect cannot.
    std::string question(int who, int number)
    {
        Manners &manners = m_crowd.manners(who);
        switch (m_options.kind) {
        case Kind::Acks:
            return manners.tell(m_crowd.manners(who ^ 1).name(), markerOf(number),
                                markedText(number, m_options.bytes).substr(markerLength));
        case Kind::Pages:
            return manners.page(markerOf(number),
                                std::uniform_int_distribution<long>(1, std::max(1L, manners.newest()))(m_random));
        default:
            return manners.ask(markerOf(number));
        }
    }

    std::string answers()
    {
        if (m_options.kind == Kind::Acks && m_options.clients % 2 != 0)
            return "pairs take an even number of clients";
        const int asking = m_options.kind == Kind::Acks ? m_options.senders : 1;
        const int all = m_options.warmup + m_options.messages;
        int done = 0;
        m_measuring = m_options.warmup == 0;
        m_underway.reserve(static_cast<size_t>(all));
        const auto ask = [&](int who) {
            const int number = static_cast<int>(m_underway.size());
            const std::string text = question(who, number);
            if (text.empty())
                return false;
            m_underway.push_back({now(), who, 1});
            m_crowd.send(who, text);
            return true;
        };
        m_crowd.onMessage = [&](int client, std::string_view message) {
            // Not what another said to it: that is no answer.
            if (m_options.kind == Kind::Acks && m_crowd.manners(client).isSaid(message))
                return;
            const int number = numberIn(message);
            if (number < 0 || number >= static_cast<int>(m_underway.size()))
                return;
            Underway &one = m_underway[static_cast<size_t>(number)];
            if (one.sender != client || one.missing == 0)
                return;
            noteRefusal(client, message);
            one.missing = 0;
            if (m_measuring)
                m_delays.add(now() - one.sentAt);
            countOne(done);
            if (static_cast<int>(m_underway.size()) < all)
                ask(client);
        };
        if (m_measuring)
            beginMeasuring();
        for (int i = 0; i < m_options.outstanding; ++i) {
            for (int who = 0; who < asking && static_cast<int>(m_underway.size()) < all; ++who) {
                if (!ask(who))
                    return "this dialect has no such question";
            }
        }
        if (std::string problem = waitFor(done, all, "questions were answered"); !problem.empty())
            return problem;
        endMeasuring();
        m_figures["answers"] = static_cast<double>(m_delays.count());
        return {};
    }

    const Options &m_options;
    Crowd m_crowd;
    int64_t m_deadline;
    Figures m_figures;
    std::vector<Underway> m_underway;
    Durations m_delays;
    bool m_measuring = false;
    std::string m_refused; // the first answer that was one
    int64_t m_deliveries = 0;
    int64_t m_measuredFrom = 0;
    int64_t m_cpuBefore = 0;
    std::mt19937_64 m_random{1};
};

} // namespace

std::variant<Figures, std::string> run(const Options &options)
{
    return Run(options).go();
}

} // namespace confab::bench
