// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace confab::bench
{

enum class Dialect {
    Raw,   // what arrives is sent on to everybody as it is; a frame that begins with "E" comes back to its sender alone
    Plain, // docs/protocol.md: the plain dialect
    Confab, // docs/protocol.md: the Confab dialect, as guests or as `users`
    Irc,    // lines instead of frames, one channel
};

enum class Kind {
    Fanout, // `outstanding` messages of each sender under way at a time; one is done when all have it
    Paced,  // `rate` deliveries a second, evenly
    Echo,   // one client is answered again and again while the others are idle
    Open,   // opens `clients` connections and holds them
    Acks,   // of `clients` in pairs the first `senders` write to the other of their pair; done when the ack is there
    Pages,  // one client reads pages of `conversation` at random places
    Steady, // while `senders` write, one client pings and newcomers shake hands, so many a second as `probes` says
};

struct Options {
    std::string host = "127.0.0.1";
    uint16_t port = 0;
    bool tls = false;
    Dialect dialect = Dialect::Raw;
    Kind kind = Kind::Fanout;
    int clients = 100;
    int senders = 1;
    int outstanding = 1;
    int messages = 1000; // of all senders together; Echo, Acks, Pages: of answers
    int warmup = 100;    // of them not measured, before the others
    int bytes = 200;     // of a message
    int rate = 20'000;   // Paced, Steady: deliveries a second
    int probes = 100;    // Steady: pings a second, and half as many handshakes
    double seconds = 60; // gives up after so long
    int pid = 0;         // of the server: whose CPU and memory is told
    int opening = 200;   // handshakes at a time
    // Confab: client i signs in as users[i % size]; as a guest where there is none.
    std::vector<std::string> users;
    std::string password;
    std::string conversation = "group"; // that is read, and written to
};

// What the command line says, or the sentence that says what is wrong with it.
std::variant<Options, std::string> readOptions(int argc, char **argv);

} // namespace confab::bench
