// SPDX-License-Identifier: GPL-3.0-or-later
#include "steady.h"

#include "marker.h"
#include "process.h"
#include "visits.h"

#include <poll.h>

#include <algorithm>
#include <array>

namespace confab::bench
{

namespace
{

constexpr int64_t second = 1'000'000'000;

// Something that is due again and again.
class Beat
{
public:
    Beat(int64_t began, double aSecond, int times)
        : m_began(began)
        , m_interval(static_cast<double>(second) / aSecond)
        , m_times(times)
    {
    }
    [[nodiscard]] bool over() const { return m_done >= m_times; }
    [[nodiscard]] int64_t due() const { return m_began + static_cast<int64_t>(m_interval * m_done); }
    [[nodiscard]] bool isDue() const { return !over() && now() >= due(); }
    // The number of the one that is done with this.
    int next() { return m_done++; }

private:
    int64_t m_began;
    double m_interval;
    int m_times;
    int m_done = 0;
};

void wait(const Crowd &crowd, const Visits &visits, int64_t until)
{
    std::array<pollfd, 2> ready{{{crowd.descriptor(), POLLIN, 0}, {visits.descriptor(), POLLIN, 0}}};
    // poll(2) is as coarse as a millisecond: it does not wait for the last one.
    const int64_t left = (until - now()) / 1'000'000 - 1;
    ::poll(ready.data(), ready.size(), static_cast<int>(std::clamp<int64_t>(left, 0, 100)));
}

} // namespace

std::string steady(const Options &options, Crowd &crowd, int64_t deadline, Figures &figures)
{
    if (options.senders >= options.clients)
        return "one client must be left that pings";
    Visits visits(options);
    Durations pongs;
    std::vector<int64_t> pinged;
    int delivered = 0;
    crowd.onMessage = [&](int client, std::string_view message) {
        if (client != 0)
            return;
        if (crowd.manners(0).isSaid(message)) {
            ++delivered;
            return;
        }
        const int number = numberIn(message);
        if (number >= 0 && number < static_cast<int>(pinged.size()))
            pongs.add(now() - pinged[static_cast<size_t>(number)]);
    };

    const double messagesASecond = static_cast<double>(options.rate) / options.clients;
    const double seconds = options.messages / messagesASecond;
    const int64_t began = now();
    Beat messages(began, messagesASecond, options.messages);
    Beat pings(began, options.probes, static_cast<int>(options.probes * seconds));
    Beat comers(began, options.probes / 2.0, static_cast<int>(options.probes / 2.0 * seconds));
    while (!messages.over() || !pings.over() || !comers.over() || pongs.count() < pinged.size() ||
           visits.underway() > 0) {
        if (messages.isDue()) {
            const int number = messages.next();
            const int sender = options.clients - 1 - number % options.senders;
            crowd.send(sender, crowd.manners(sender).say(markedText(number, options.bytes)));
        }
        if (pings.isDue()) {
            pinged.push_back(pings.due());
            crowd.send(0, crowd.manners(0).ask(markerOf(pings.next())));
        }
        if (comers.isDue()) {
            const int64_t due = comers.due();
            comers.next();
            visits.begin(due);
        }
        const auto dueIn = [](const Beat &beat) { return beat.over() ? now() + second : beat.due(); };
        wait(crowd, visits, std::min({dueIn(messages), dueIn(pings), dueIn(comers)}));
        crowd.turn(0);
        visits.turn();
        if (crowd.lost() > 0)
            return "a connection was lost";
        if (now() > deadline)
            return "pings or handshakes were not answered";
    }
    figures["pingP50Us"] = pongs.at(0.5);
    figures["pingP99Us"] = pongs.at(0.99);
    figures["handshakeP50Us"] = visits.delays().at(0.5);
    figures["handshakeP99Us"] = visits.delays().at(0.99);
    figures["handshakes"] = static_cast<double>(visits.delays().count());
    figures["refused"] = visits.refused();
    figures["delivered"] = delivered;
    return {};
}

} // namespace confab::bench
