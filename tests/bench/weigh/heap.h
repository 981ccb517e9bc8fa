// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

// Takes the place of malloc and remembers of each block who asked for it, as its stack tells.
namespace confab::bench::heap
{

// By the innermost library or namespace in the stack that is none of the ones everybody uses.
enum class Owner {
    TcpSocket,   // QtNetwork, blocks below `bufferBytes`
    Buffers,     // QtNetwork, the others
    WebSocket,   // QtWebSockets
    Connections, // of signals and slots, whoever makes them
    Tls,         // OpenSSL and QtNetwork's classes around it
    Gateway,     // confab::gateway
    Core,        // confab::core
    Rest,        // of Confab, and what no stack tells
    Count
};

inline constexpr size_t bufferBytes = 4096;

struct Weight {
    int64_t bytes = 0; // what malloc took for them, its own header among it
    int64_t blocks = 0;
};

// What is held now of what was asked for since begin().
using Weights = std::array<Weight, static_cast<size_t>(Owner::Count)>;

// Blocks that this thread asks for are not looked at.
void ignoreThisThread();
void begin();
[[nodiscard]] Weights held();
// Blocks that there was no room to remember: 0, or the weights are too small.
[[nodiscard]] int64_t missed();

} // namespace confab::bench::heap
