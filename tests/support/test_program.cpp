// SPDX-License-Identifier: GPL-3.0-or-later
#include "test_program.h"

#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <utility>

namespace
{

std::map<std::string, confab::tests::TestEntry::Run> &entries()
{
    static std::map<std::string, confab::tests::TestEntry::Run> all;
    return all;
}

} // namespace

confab::tests::TestEntry::TestEntry(const char *file, Run run)
{
    entries().emplace(std::filesystem::path(file).stem().string(), run);
}

int main(int argc, char **argv)
{
    const auto entry = entries().find(argc > 1 ? argv[1] : "");
    if (entry == entries().end()) {
        std::fprintf(stderr, "usage: %s TEST [ARGUMENT OF QTTEST...], where TEST is one of\n", argv[0]);
        for (const auto &[name, run] : entries())
            std::fprintf(stderr, "  %s\n", name.c_str());
        return 2;
    }
    std::swap(argv[0], argv[1]);
    return entry->second(argc - 1, argv + 1);
}
