// SPDX-License-Identifier: GPL-3.0-or-later
#include "heap.h"

#include <dlfcn.h>
#include <execinfo.h>
#include <malloc.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <optional>

// glibc's own, under the names that it keeps for whoever takes the place of malloc.
extern "C" {
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *block, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *block);
}

namespace confab::bench::heap
{

namespace
{

constexpr int frames = 24;
constexpr size_t places = size_t{1} << 20;
constexpr size_t headerBytes = 8;

thread_local bool ignored = false;
std::atomic<bool> counting = false;

class Lock
{
public:
    Lock()
    {
        while (flag.test_and_set(std::memory_order_acquire)) {
        }
    }
    ~Lock() { flag.clear(std::memory_order_release); }
    Lock(const Lock &) = delete;
    Lock &operator=(const Lock &) = delete;

private:
    static inline std::atomic_flag flag;
};

// Nothing here may ask for memory, so it is a table of a fixed size, probed from each block's own place on.
struct Place {
    void *block = nullptr; // nullptr: never used; `gone`: used once
    uint32_t bytes = 0;
    Owner owner = Owner::Rest;
};
std::array<Place, places> table;
Weights weights;
int64_t notRemembered = 0;
void *const gone = reinterpret_cast<void *>(1);
constexpr size_t probes = 256;

size_t placeOf(const void *block)
{
    return (reinterpret_cast<uintptr_t>(block) * 0x9E3779B97F4A7C15u) >> 44;
}

void remember(void *block, size_t bytes, Owner owner)
{
    const Lock lock;
    for (size_t i = 0, at = placeOf(block); i < probes; ++i, at = (at + 1) % places) {
        Place &place = table[at];
        if (place.block && place.block != gone)
            continue;
        place = {block, static_cast<uint32_t>(bytes), owner};
        weights[static_cast<size_t>(owner)].bytes += static_cast<int64_t>(bytes);
        ++weights[static_cast<size_t>(owner)].blocks;
        return;
    }
    ++notRemembered;
}

void forget(void *block)
{
    const Lock lock;
    for (size_t i = 0, at = placeOf(block); i < probes && table[at].block; ++i, at = (at + 1) % places) {
        Place &place = table[at];
        if (place.block != block)
            continue;
        weights[static_cast<size_t>(place.owner)].bytes -= place.bytes;
        --weights[static_cast<size_t>(place.owner)].blocks;
        place.block = gone;
        return;
    }
}

struct Frame {
    std::optional<Owner> owner;
    bool connects = false;
};

// Slow: it looks through all names of a library.
Frame lookUp(void *address)
{
    Dl_info info{};
    if (::dladdr(address, &info) == 0)
        return {};
    const auto in = [&info](const char *library) { return info.dli_fname && std::strstr(info.dli_fname, library); };
    const auto named = [&info](const char *part) { return info.dli_sname && std::strstr(info.dli_sname, part); };
    if (in("libQt6Core"))
        return {{}, named("connectImpl") || named("7QObject7connect")};
    if (in("libssl") || in("libcrypto") || in("opensslbackend"))
        return {Owner::Tls};
    if (in("libQt6Network"))
        return {named("QSsl") || named("QTls") ? Owner::Tls : Owner::TcpSocket};
    if (in("libQt6WebSockets"))
        return {Owner::WebSocket};
    if (named("6confab7gateway"))
        return {Owner::Gateway};
    if (named("6confab4core"))
        return {Owner::Core};
    if (named("6confab3app") || named("6confab5store") || named("6confab8protocol"))
        return {Owner::Rest};
    return {};
}

Frame frameAt(void *address)
{
    // Of what was looked up last; one of each thread, as no lock may be held while names are looked through.
    struct Known {
        void *address = nullptr;
        Frame frame;
    };
    constexpr size_t known = 4096;
    thread_local std::array<Known, known> cache;
    Known &here = cache[(reinterpret_cast<uintptr_t>(address) * 0x9E3779B97F4A7C15u) >> 52];
    if (here.address != address)
        here = {address, lookUp(address)};
    return here.frame;
}

Owner ownerOf(size_t bytes)
{
    std::array<void *, frames> stack{};
    const int depth = ::backtrace(stack.data(), frames);
    bool connects = false;
    for (int i = 0; i < depth; ++i) {
        const Frame frame = frameAt(stack[static_cast<size_t>(i)]);
        connects = connects || frame.connects;
        if (!frame.owner)
            continue;
        if (connects)
            return Owner::Connections;
        return *frame.owner == Owner::TcpSocket && bytes >= bufferBytes ? Owner::Buffers : *frame.owner;
    }
    return Owner::Rest;
}

void *noted(void *block)
{
    if (!block || ignored || !counting.load(std::memory_order_relaxed))
        return block;
    // Looking at the stack may ask for memory itself.
    ignored = true;
    const size_t bytes = ::malloc_usable_size(block) + headerBytes;
    remember(block, bytes, ownerOf(bytes));
    ignored = false;
    return block;
}

void leaves(void *block)
{
    if (block && counting.load(std::memory_order_relaxed))
        forget(block);
}

} // namespace

void ignoreThisThread()
{
    ignored = true;
}

void begin()
{
    const Lock lock;
    std::memset(static_cast<void *>(table.data()), 0, sizeof table);
    weights = {};
    counting = true;
}

Weights held()
{
    const Lock lock;
    return weights;
}

int64_t missed()
{
    const Lock lock;
    return notRemembered;
}

} // namespace confab::bench::heap

extern "C" {

void *malloc(size_t size)
{
    return confab::bench::heap::noted(__libc_malloc(size));
}

void *calloc(size_t count, size_t size)
{
    return confab::bench::heap::noted(__libc_calloc(count, size));
}

void *realloc(void *block, size_t size)
{
    confab::bench::heap::leaves(block);
    return confab::bench::heap::noted(__libc_realloc(block, size));
}

void *memalign(size_t alignment, size_t size)
{
    return confab::bench::heap::noted(__libc_memalign(alignment, size));
}

void *aligned_alloc(size_t alignment, size_t size)
{
    return memalign(alignment, size);
}

int posix_memalign(void **block, size_t alignment, size_t size)
{
    *block = memalign(alignment, size);
    return *block ? 0 : ENOMEM;
}

void free(void *block)
{
    confab::bench::heap::leaves(block);
    __libc_free(block);
}
}
