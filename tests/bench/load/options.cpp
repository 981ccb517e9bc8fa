// SPDX-License-Identifier: GPL-3.0-or-later
#include "options.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <string_view>
#include <utility>

namespace confab::bench
{

namespace
{

template <class T>
bool number(std::string_view text, T &out)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    return error == std::errc() && end == text.data() + text.size();
}

template <class T, size_t N>
bool word(std::string_view text, const std::array<std::pair<std::string_view, T>, N> &words, T &out)
{
    for (const auto &[name, value] : words) {
        if (name == text) {
            out = value;
            return true;
        }
    }
    return false;
}

constexpr std::array<std::pair<std::string_view, Dialect>, 4> dialects{
    {{"raw", Dialect::Raw}, {"plain", Dialect::Plain}, {"confab", Dialect::Confab}, {"irc", Dialect::Irc}}};
constexpr std::array<std::pair<std::string_view, Kind>, 7> kinds{{{"fanout", Kind::Fanout},
                                                                  {"paced", Kind::Paced},
                                                                  {"echo", Kind::Echo},
                                                                  {"open", Kind::Open},
                                                                  {"acks", Kind::Acks},
                                                                  {"pages", Kind::Pages},
                                                                  {"steady", Kind::Steady}}};

bool text(std::string_view value, std::string &out)
{
    out = value;
    return !out.empty();
}

// One or more, with commas between them.
bool names(std::string_view list, std::vector<std::string> &out)
{
    out.clear();
    for (size_t at = 0; at <= list.size();) {
        const size_t end = std::min(list.find(',', at), list.size());
        if (end == at)
            return false;
        out.emplace_back(list.substr(at, end - at));
        at = end + 1;
    }
    return true;
}

// ws://HOST:PORT, wss://HOST:PORT, irc://HOST:PORT
bool address(std::string_view text, Options &options)
{
    const size_t scheme = text.find("://");
    if (scheme == std::string_view::npos)
        return false;
    const std::string_view how = text.substr(0, scheme);
    if (how != "ws" && how != "wss" && how != "irc")
        return false;
    options.tls = how == "wss";
    text.remove_prefix(scheme + 3);
    text = text.substr(0, text.find('/'));
    const size_t colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return false;
    options.host = std::string(text.substr(0, colon));
    return number(text.substr(colon + 1), options.port);
}

} // namespace

std::variant<Options, std::string> readOptions(int argc, char **argv)
{
    Options options;
    for (int i = 1; i < argc; i += 2) {
        const std::string_view name = argv[i];
        if (i + 1 == argc)
            return std::string(name) + " wants a value";
        const std::string_view value = argv[i + 1];
        bool good = false;
        if (name == "--url")
            good = address(value, options);
        else if (name == "--dialect")
            good = word(value, dialects, options.dialect);
        else if (name == "--run")
            good = word(value, kinds, options.kind);
        else if (name == "--clients")
            good = number(value, options.clients) && options.clients > 0;
        else if (name == "--senders")
            good = number(value, options.senders) && options.senders > 0;
        else if (name == "--outstanding")
            good = number(value, options.outstanding) && options.outstanding > 0;
        else if (name == "--messages")
            good = number(value, options.messages) && options.messages > 0;
        else if (name == "--warmup")
            good = number(value, options.warmup) && options.warmup >= 0;
        else if (name == "--bytes")
            good = number(value, options.bytes) && options.bytes >= 16;
        else if (name == "--rate")
            good = number(value, options.rate) && options.rate > 0;
        else if (name == "--seconds")
            good = number(value, options.seconds) && options.seconds > 0;
        else if (name == "--pid")
            good = number(value, options.pid) && options.pid > 0;
        else if (name == "--opening")
            good = number(value, options.opening) && options.opening > 0;
        else if (name == "--probes")
            good = number(value, options.probes) && options.probes > 1;
        else if (name == "--users")
            good = names(value, options.users);
        else if (name == "--password")
            good = text(value, options.password);
        else if (name == "--conversation")
            good = text(value, options.conversation);
        else
            return "unknown option " + std::string(name);
        if (!good)
            return std::string(name) + " does not take " + std::string(value);
    }
    if (options.port == 0)
        return std::string("--url ws://HOST:PORT is missing");
    if (options.senders > options.clients)
        return std::string("there are more senders than clients");
    return options;
}

} // namespace confab::bench
