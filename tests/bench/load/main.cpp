// SPDX-License-Identifier: GPL-3.0-or-later
// A load generator that shares no code with the programs it loads. One run a call, its figures as one line of JSON.
#include "options.h"
#include "runs.h"

#include <sys/resource.h>

#include <csignal>
#include <cstdio>

int main(int argc, char **argv)
{
    using namespace confab::bench;
    const auto options = readOptions(argc, argv);
    if (const auto *problem = std::get_if<std::string>(&options)) {
        std::fprintf(stderr, "confab-load: %s\n", problem->c_str());
        return 2;
    }
    rlimit files{};
    ::getrlimit(RLIMIT_NOFILE, &files);
    files.rlim_cur = files.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &files);
    std::signal(SIGPIPE, SIG_IGN);

    const auto result = run(std::get<Options>(options));
    if (const auto *problem = std::get_if<std::string>(&result)) {
        std::fprintf(stderr, "confab-load: %s\n", problem->c_str());
        return 1;
    }
    const char *separator = "{";
    for (const auto &[name, value] : std::get<Figures>(result)) {
        std::printf("%s\"%s\":%.9g", separator, name.c_str(), value);
        separator = ",";
    }
    std::printf("}\n");
    return 0;
}
