// SPDX-License-Identifier: GPL-3.0-or-later
#include "process.h"

#include <chrono>
#include <filesystem>
#include <fstream>
#include <string>

#include <unistd.h>

namespace confab::bench
{

int64_t cpuOf(int pid)
{
    int64_t total = 0;
    std::error_code error;
    const std::filesystem::directory_iterator threads("/proc/" + std::to_string(pid) + "/task", error);
    if (error)
        return 0;
    for (const auto &thread : threads) {
        std::ifstream stat(thread.path() / "schedstat");
        int64_t used = 0;
        if (stat >> used)
            total += used;
    }
    return total;
}

int64_t memoryOf(int pid)
{
    std::ifstream stat("/proc/" + std::to_string(pid) + "/statm");
    int64_t size = 0;
    int64_t resident = 0;
    stat >> size >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

int64_t now()
{
    return std::chrono::steady_clock::now().time_since_epoch().count();
}

} // namespace confab::bench
